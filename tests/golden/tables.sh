#!/bin/sh
# The tables that the golden tests read are those that convert.py makes of PyTorch's records.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp tests/golden/torch/*.jsonl tests/golden/torch/convert.py "$folder" && (cd "$folder" && python3 convert.py)
number=0
for table in cases.txt schedules.txt; do
    number=$((number + 1))
    if cmp "$folder/$table" "tests/golden/torch/$table"; then
        echo "ok $number - $table"
    else
        echo "not ok $number - $table: run convert.py in tests/golden/torch"
    fi
done
echo "1..$number"
