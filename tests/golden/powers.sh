#!/bin/sh
# The table of powers of ten against exact arithmetic. Would catch a wrong bit, which no number of random
# doubles finds.
cd "$(dirname "$0")/../.." || exit 1
echo "1..1"
if ! command -v python3 >/dev/null; then
    echo "ok 1 - the powers of ten # SKIP python3 is not installed"
    exit
fi
python3 - src/base/decimal_powers.c <<'PYTHON'
import re
import sys
from fractions import Fraction

table = [int(high + low, 16) for high, low in re.findall(r"{0x(\w{16}), 0x(\w{16})}", open(sys.argv[1]).read())]
good = len(table) == 617
for exponent, power in enumerate(table, -292):
    exact = Fraction(10) ** exponent
    while exact >= 2**128:
        exact /= 2**32 if exact >= 2**160 else 2
    while exact < 2**127:
        exact *= 2**32 if exact < 2**95 else 2
    good &= power == -(-exact.numerator // exact.denominator)
print("ok" if good else "not ok", "1 - the powers of ten")
PYTHON
