#!/bin/sh
# The README against the program: its table of keys, its scenes and its commands. Would catch a key that was
# added or renamed and not told, or an example that no longer works.
cd "$(dirname "$0")/../.." || exit 1
program=${DOWNHILL:-./downhill}
. tests/support/tap.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sed -n '/^<!-- keys/,/^<!-- end of keys/p' README.md | sed '1d;$d' >"$folder/readme"
"$program" --list-keys >"$folder/program"
diff "$folder/readme" "$folder/program" | sed 's/^/# /'
cmp -s "$folder/readme" "$folder/program"
say $? "the table of keys is the program's"

sed -n '/^<!-- verdicts/,/^<!-- end of verdicts/p' README.md | sed '1,3d;$d' >"$folder/readme"
sed -n 's/^ *\[VERDICT_[A-Z]*\] *= *{"\([a-z]*\)", *VERDICT_[A-Z]*, *"\([^"]*\)"}.*/| \1 | \2 |/p' \
    src/descent/verdict.c >"$folder/program"
diff "$folder/readme" "$folder/program" | sed 's/^/# /'
[ -s "$folder/program" ] && cmp -s "$folder/readme" "$folder/program"
say $? "the table of verdicts is the program's"

# Would catch an outcome of `rate` that only the program knows.
sed -n '/^The last column of `rate`/,/^default/p' README.md | tr '\n' ' ' >"$folder/readme"
"$program" rate --help >"$folder/program"
words=$(grep -o '\[RATE_[A-Z]*\] = "[a-z]*"' src/descent/rate.c | cut -d '"' -f 2)
untold=
for word in $words; do
    grep -q "\`$word\`" "$folder/readme" && grep -qw "$word" "$folder/program" || untold="$untold $word"
done
[ -n "$words" ] && [ -z "$untold" ]
say $? "what a rate may lead to is told$untold"

# The order is the README's own.
sed -n '/^## Optimizers/,/^## Terminals/p' README.md | sed '/^Each follows/,$d' | grep -o '`[a-z]*`' | tr -d '`' |
    sort >"$folder/readme"
sed -n 's/^ *X(\([a-z]*\)).*/\1/p' src/descent/optimizer_rows.h | sort >"$folder/program"
diff "$folder/readme" "$folder/program" | sed 's/^/# /'
[ -s "$folder/program" ] && cmp -s "$folder/readme" "$folder/program"
say $? "the list of optimizers is the program's"

awk -v folder="$folder" '/^```yaml/ {n++; on = 1; next} /^```/ {on = 0} on {print > (folder "/scene" n ".yaml")}' \
    README.md
for scene in "$folder"/scene*.yaml; do
    "$program" check "$scene" >"$folder/words" 2>&1
    status=$?
    [ $status -eq 0 ] || sed 's/^/# /' "$folder/words"
    say $status "$(basename "$scene") is a right scene"
done

lines=$("$program" run rosenbrock -s optimizer=adam -s lr=0.02 -n 200 | wc -l)
[ "$lines" -eq 202 ]
say $? "the trajectory of the example has its rows"

for scene in $(sed -n 's/.*`downhill \([a-z-]*\)`.*/\1/p' README.md | grep -v -e list -e '^--' | sort -u); do
    "$program" show "$scene" >/dev/null 2>&1
    say $? "the scene $scene is there"
done
