#!/bin/sh
# The Makefile: a flavour that was never built is built, however new ./downhill is.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL WITHOUT FLAVOUR
cp -R Makefile src scenes "$work" && cd "$work" || exit 1
: >downhill
echo "1..1"
# Would catch: `make FLAVOUR=sanitize` after `make` that finds nothing to do.
if make -n FLAVOUR=another 2>&1 | grep -q -e '-o build/another/downhill'; then
    echo "ok 1 - another flavour is built beside a newer program"
else
    echo "not ok 1 - another flavour is built beside a newer program"
fi
