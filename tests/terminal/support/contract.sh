# What the scripts that hold the command line to its contract share: read by `. support/contract.sh`. Each test's name
# says what it would catch: what goes to standard output, what to standard error, and the exit status.
program=$(realpath "${DOWNHILL:-./downhill}")
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
out=$work/stdout err=$work/stderr
count=0
unset POSIXLY_CORRECT

# run STATUS ARGUMENT...: runs the program; `wrong` gathers what is not as expected.
run() {
    expected=$1
    shift
    wrong=
    "$program" "$@" >"$out" 2>"$err" </dev/null
    status=$?
    [ $status -eq "$expected" ] || wrong="status $status, not $expected;"
}
has() { # has FILE PATTERN
    grep -q -e "$2" "$1" || wrong="$wrong no '$2' in $(basename "$1");"
}
lacks() {
    grep -q -e "$2" "$1" && wrong="$wrong '$2' in $(basename "$1");"
}
empty() {
    [ ! -s "$1" ] || wrong="$wrong $(basename "$1") is not empty;"
}
same() { # same FILE TEXT
    [ "$(cat "$1")" = "$2" ] || wrong="$wrong $(basename "$1") is not as expected;"
}
clean() { # no control characters but newline reach a terminal
    LC_ALL=C tr -d '\n\40-\176\200-\377' <"$1" | grep -q . && wrong="$wrong raw control characters in $(basename "$1");"
    LC_ALL=C grep -q "$(printf '\342\200\256')" "$1" && wrong="$wrong raw bidi override in $(basename "$1");"
}
result() {
    count=$((count + 1))
    if [ -z "$wrong" ]; then
        echo "ok $count - $prefix$1"
    else
        echo "not ok $count - $prefix$1"
        echo "# $wrong"
        sed 's/^/#   stdout: /' "$out" 2>/dev/null | head -n 5
        sed 's/^/#   stderr: /' "$err" 2>/dev/null | head -n 5
    fi
}

# The scenes that every contract may name, in the folder it runs in.
make_scenes() {
cat >good.yaml <<'YAML'
title: A bowl
loss: x^2 + 2*y^2
start: [1, -0.5]
steps: 3
lr: 0.125
YAML
cat >race.yaml <<'YAML'
title: A race
parameters: [w, b]
loss: w^2 + b^2
w: [-3, 3]
b: [-3, 3]
start: [1, 1]
steps: 2
walkers:
  - {optimizer: sgd, lr: 0.25}
  - {optimizer: sgd, lr: 0.5}
YAML
cat >bad.yaml <<'YAML'
title: Wrong
loss: x^2 + qq
optimizer: adan
YAML
cat >blow.yaml <<'YAML'
title: It blows up
loss: x^4 + y^2
start: [10, 1]
lr: 1
steps: 100
YAML
}

# in_every_locale CONTRACT: in the C locale and, where they are installed, in C.UTF-8 and in one with a decimal comma;
# each time in an empty folder.
in_every_locale() {
    for locale in C C.UTF-8 de_DE.UTF-8; do
        if [ $locale = de_DE.UTF-8 ] && ! locale -a 2>/dev/null | grep -qi '^de_DE.utf'; then
            # A locale with a decimal comma can be made beside the system's where localedef is.
            localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>&1 || continue
            LOCPATH=$work
            export LOCPATH
        fi
        LC_ALL=$locale
        export LC_ALL
        prefix="$locale: "
        mkdir "$work/in $locale" && cd "$work/in $locale" || exit 1
        make_scenes
        "$1"
    done
    echo "1..$count"
}
