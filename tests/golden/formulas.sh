#!/bin/sh
# Formulas against Python's math (formulas.py). Another seed, more formulas: formulas.sh SEED COUNT, with the
# driver's folder in DRIVERS.
exec python3 tests/golden/formulas.py "${DRIVERS:-build/release/tests/golden/drivers}/evaluate" "$@"
