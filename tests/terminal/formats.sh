#!/bin/sh
# What `run` writes, read by others' programs. Would catch JSON that is none, numbers that do not read back, a step
# whose parts are another step's.
program=${DOWNHILL:-./downhill}
. "$(dirname "$0")/../support/tap.sh"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

if command -v jq >/dev/null; then
    for scene in $("$program" list | awk '{print $1}'); do
        "$program" run "$scene" -n 40 --format jsonl 2>/dev/null >"$folder/lines" || continue
        rows=$("$program" run "$scene" -n 40 2>/dev/null | wc -l)
        [ "$(jq -s 'map(select(.walker and (.parts | type) == "array")) | length' "$folder/lines")" = $((rows - 1)) ]
        say $? "jq reads $scene, an object a row"
    done
    "$program" run race -n 12 --format jsonl >"$folder/lines"
    "$program" run race --explain 9 >"$folder/explained"
    jq -r 'select(.step == 9 and .walker == 2) | .parts[] | .symbol' "$folder/lines" >"$folder/symbols"
    [ -s "$folder/symbols" ] && sed -n '/^walker 2/,/^walker 3/p' "$folder/explained" >"$folder/second" &&
        while read -r symbol; do grep -qF "$symbol  " "$folder/second" || exit 1; done <"$folder/symbols"
    say $? "the parts of a row are those that --explain tells of its step"
else
    skip "jq reads JSON lines" "jq is not installed"
fi

if command -v python3 >/dev/null; then
    "$program" run race -n 60 -s noise=1 --format jsonl >"$folder/lines"
    "$program" run race -n 60 -s noise=1 >"$folder/rows"
    python3 - "$folder" <<'PYTHON'
import csv, json, sys
lines = [json.loads(line) for line in open(sys.argv[1] + "/lines")]
rows = list(csv.DictReader(open(sys.argv[1] + "/rows")))
good = len(lines) == len(rows) > 60
for line, row in zip(lines, rows):
    good &= all(float(row[name]) == line[name] for name in row)
sys.exit(not good)
PYTHON
    say $? "JSON lines and CSV hold the same doubles"
else
    skip "JSON lines and CSV hold the same doubles" "python3 is not installed"
fi

"$program" run rosenbrock -n 30 --format table >"$folder/table"
[ "$(awk '{print NF, length($0)}' "$folder/table" | sort -u)" = "7 79" ]
say $? "the table's columns stand one under the other, in 80 columns"
