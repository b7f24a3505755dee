#!/bin/sh
# Every benchmark of this folder, one after the other: the scripts, and the programs given as arguments;
# fails if one misses a bar.
cd "$(dirname "$0")/../.." || exit 1
status=0
for bench in tests/bench/*.py; do
    echo "== $bench"
    python3 "$bench" ./downhill || status=1
done
for bench in "$@"; do
    echo "== $bench"
    "./$bench" || status=1
done
exit $status
