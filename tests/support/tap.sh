# What a script says of its tests, as TAP: read by `. tests/support/tap.sh`.
number=0
say() { # status what
    number=$((number + 1))
    if [ "$1" -eq 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; fi
}
skip() { # what why
    number=$((number + 1))
    echo "ok $number - $1 # SKIP $2"
}
