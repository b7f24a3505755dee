#!/bin/sh
# Files when something goes wrong, for every format: a clear message, status 1, the old file as it was, and no rubbish
# beside it. Every write, fsync, close and rename of a file fails once, by a shim that is compiled here; then full disks,
# limits, folders that are not there or not writable, and an end asked for meanwhile.
program=${DOWNHILL:-./downhill}
case $program in /*) ;; *) program=$PWD/$program ;; esac
sources=$(cd "$(dirname "$0")/shims" && pwd)
. "$(dirname "$0")/../support/tap.sh"
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work" || exit 1
mkdir out
errors=$work/errors

formats='csv jsonl table critical rate png svg pdf txt ans gif cast'
make_file() { # FORMAT PATH: writes a file of that format
    case $1 in
    csv | jsonl | table) "$program" run rosenbrock -n 1500 --format "$1" -o "$2" ;;
    critical) "$program" critical himmelblau -o "$2" ;;
    rate) "$program" rate ravine -o "$2" ;;
    png | svg | pdf | txt | ans) "$program" figure himmelblau -n 30 -o "$2" ;;
    gif | cast) "$program" animate himmelblau -n 12 -o "$2" ;;
    esac >"$work/said" 2>"$errors"
}
ending() { # FORMAT: of a file's name
    case $1 in csv | jsonl | table | critical | rate) echo data ;; *) echo "$1" ;; esac
}
is_clean() { # STATUS PATH WHY: one file there, the old one, and the reason was said
    [ "$1" -eq 1 ] && [ "$(cat "$2")" = old ] && [ "$(ls -A out | wc -l)" -eq 1 ] && [ "$(wc -l <"$errors")" -eq 1 ] &&
        grep -q "^downhill: cannot write '[^']*$2': $3" "$errors"
}

for format in $formats; do
    make_file "$format" "out/probe.$(ending "$format")" || missing="$missing $format"
done
rm -f out/*
for format in $missing; do
    skip "$format: faults" 'built without its library'
done
kept=
for format in $formats; do
    case " $missing " in *" $format "*) ;; *) kept="$kept $format" ;; esac
done

# --- each call fails once
if ${CC:-cc} -shared -fPIC -o "$work/faults.so" "$sources/faults.c" -ldl 2>"$errors"; then
    fault() { # FUNCTION NUMBER ERRNO FORMAT PATH
        FAULT=$1:$2:$3 LD_PRELOAD=$work/faults.so ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 make_file "$4" "$5"
    }
    for format in $kept; do
        file=out/file.$(ending "$format")
        wrong=
        for call in 'mkstemp 13 Permission' 'fsync 5 Input/output' 'fsync 28 No.space' 'fchmod 1 Operation' \
            'close 122 Disk.quota' 'close 5 Input/output' 'rename 28 No.space' 'rename 2 No.such'; do
            # shellcheck disable=SC2086
            set -- $call
            echo old >"$file"
            fault "$1" 1 "$2" "$format" "$file"
            is_clean $? "$file" "$(echo "$3" | tr . ' ')" || wrong="$wrong $call;"
        done
        [ -z "$wrong" ] || echo "# $wrong"
        [ -z "$wrong" ]
        say $? "$format: mkstemp, fsync, fchmod, close and rename fail"
        writes=0 wrong=
        while [ $writes -lt 99 ]; do
            echo old >"$file"
            fault write $((writes + 1)) 28 "$format" "$file"
            status=$?
            [ $status -ne 0 ] || break
            writes=$((writes + 1))
            is_clean $status "$file" 'No space' || wrong="$wrong $writes"
        done
        [ -z "$wrong" ] || echo "# writes$wrong"
        [ -z "$wrong" ] && [ $writes -gt 0 ] && [ $writes -lt 99 ] && [ "$(ls -A out | wc -l)" -eq 1 ]
        say $? "$format: each of its $writes writes fails"
        rm -f out/*
    done
    # The pictures of an animation: all or none.
    if [ "${kept#*gif}" != "$kept" ]; then
        FAULT=write:9:28 LD_PRELOAD=$work/faults.so ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
            "$program" animate himmelblau -n 12 --frames out >"$work/said" 2>"$errors"
        [ $? -eq 1 ] && grep -q "cannot write 'out/000[0-9]*.png': No space" "$errors" && [ -z "$(ls -A out)" ]
        say $? "frames: one cannot be written: none is kept"
    fi
else
    skip "each call fails once" "no compiler: ${CC:-cc}"
fi

# --- what stands in the way
for format in $kept; do
    file=out/file.$(ending "$format")
    wrong=
    echo old >"$file"
    (ulimit -f 0 && make_file "$format" "$file" 2>/dev/null) # its message goes to a file, and is lost
    [ $? -eq 1 ] && [ "$(cat "$file")" = old ] && [ "$(ls -A out | wc -l)" -eq 1 ] || wrong="$wrong limit;"
    rm -f "$file" && ln -s /dev/full "$file"
    make_file "$format" "$file"
    [ $? -eq 1 ] && grep -q 'No space left' "$errors" && [ -L "$file" ] && [ "$(ls -A out | wc -l)" -eq 1 ] ||
        wrong="$wrong /dev/full;"
    rm -f "$file" && mkdir "$file"
    make_file "$format" "$file"
    [ $? -eq 1 ] && grep -q 'Is a directory' "$errors" && [ "$(ls -A out | wc -l)" -eq 1 ] || wrong="$wrong directory;"
    rmdir "$file"
    make_file "$format" "nowhere/file.$(ending "$format")"
    [ $? -eq 1 ] && grep -q "cannot write 'nowhere/.*No such file" "$errors" && [ ! -e nowhere ] || wrong="$wrong folder;"
    mkdir gone && (cd gone && rmdir ../gone && make_file "$format" "file.$(ending "$format")")
    [ $? -eq 1 ] && grep -q 'cannot write' "$errors" || wrong="$wrong vanished;"
    [ -z "$wrong" ] || echo "# $wrong"
    [ -z "$wrong" ]
    say $? "$format: a size limit, a full disk, a directory, no folder, a folder that vanished"
done

# --- who may not write: root may, so it is somebody else
as_nobody=
[ "$(id -u)" -ne 0 ] || as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
if [ -z "$as_nobody" ] || $as_nobody "$program" --version >/dev/null 2>&1; then
    mkdir closed && echo old >closed/file.svg && echo old >file.svg && chmod 555 closed && chmod 444 file.svg closed/file.svg
    for file in closed/new.svg closed/file.svg file.svg; do
        $as_nobody "$program" figure himmelblau -n 3 -o "$file" >"$work/said" 2>"$errors"
        [ $? -eq 1 ] && grep -q "cannot write '$file': Permission denied" "$errors" && [ "$(ls -A closed)" = file.svg ] &&
            [ "$(cat closed/file.svg file.svg)" = "old
old" ]
        say $? "$file: nobody may write there"
    done
else
    skip "a folder that is not writable" "nobody else can run the program here"
fi

# --- pipes: one that is read gets the bytes, one that is full does not hold a Ctrl-C up
if command -v timeout >/dev/null; then
    mkfifo pipe.svg && sleep 30 <>pipe.svg & # somebody has it open, and takes nothing
    holder=$!
    while [ ! -p pipe.svg ]; do sleep 0.01; done
    timeout --preserve-status -s INT 1 "$program" run rosenbrock -n 9999 -o pipe.svg 2>"$errors"
    [ $? -eq 130 ] && [ ! -s "$errors" ]
    say $? 'Ctrl-C ends what waits for a pipe'
    kill "$holder"
else
    skip 'Ctrl-C ends what waits for a pipe' 'no timeout'
fi

# --- an end asked for meanwhile: by the signal, with nothing half there
if command -v timeout >/dev/null && [ "${kept#*gif}" != "$kept" ]; then
    for delay in 0.02 0.1 0.3 0.6; do
        rm -rf out && mkdir out && echo old >out/file.gif
        timeout --preserve-status -s INT $delay \
            "$program" animate rosenbrock -n 4000 --every 1 --size 1200x800 -o out/file.gif --frames out/frames >"$work/said" 2>"$errors"
        [ $? -eq 130 ] && [ "$(cat out/file.gif)" = old ] && [ "$(ls -A out)" = file.gif ]
        say $? "Ctrl-C after $delay s: ends by the signal and leaves nothing behind"
    done
else
    skip "Ctrl-C" 'no timeout, or no GIF'
fi
