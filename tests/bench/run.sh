#!/bin/sh
# Every benchmark of this folder, one after the other; fails if one misses a bar.
#   run.sh PROGRAM FOLDER    FOLDER holds the compiled programs of tests/bench
cd "$(dirname "$0")/../.." || exit 1
status=0
for bench in tests/bench/*.py; do
    echo "== $bench"
    python3 "$bench" "$1" "$2" || status=1
done
exit $status
