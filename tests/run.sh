#!/bin/sh
# Runs test programs and scripts that speak TAP; prints the failures and a count.
#   run.sh TEST...       counts into build/counts too
#   run.sh --total       the sum of all counts so far, as the last line
set -u
counts=build/counts
mkdir -p "$counts"
if [ "${1:-}" = --total ]; then
    cat "$counts"/* | awk '{p += $1; f += $2} END {printf "%d passed, %d failed\n", p, f; exit f > 0}'
    exit
fi
# The leak sanitizer leaves alone what is not ours.
export LSAN_OPTIONS="suppressions=$PWD/tests/support/leaks.txt:print_suppressions=0"
output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0 failed=0
for test in "$@"; do
    case $test in
    *.sh) sh "$test" >"$output" 2>&1 ;;
    *) CMOCKA_MESSAGE_OUTPUT=TAP "./$test" >"$output" 2>&1 ;;
    esac
    status=$?
    ok=$(grep -c '^ok ' "$output")
    # cmocka says "not ok" of a test that was skipped.
    skipped=$(grep -c '^not ok .*# SKIP' "$output")
    bad=$(($(grep -c '^not ok ' "$output") - skipped))
    # A test that dies, runs nothing, or fails without saying which is one failure of its own.
    if [ "$bad" -eq 0 ] && { [ $status -ne 0 ] || [ $((ok + skipped)) -eq 0 ]; }; then bad=1; fi
    if [ "$bad" -gt 0 ]; then
        printf 'FAILED   %s (status %d)\n' "$test" $status
        grep -v '^ok ' "$output" | sed 's/^/    /' | tail -n 60
    else
        printf 'ok %5d %s\n' "$ok" "$test"
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
done
printf '%d %d\n' "$passed" "$failed" >"$counts/$$"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
