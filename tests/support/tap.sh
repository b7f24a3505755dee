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
has() { command -v "$1" >/dev/null; }
# Runs the rest only where the tool is installed, its words going to $folder/tool: tool what command...
with() {
    tool=$1 what=$2
    shift 2
    if ! has "$tool"; then
        skip "$what" "$tool is not installed"
        return
    fi
    "$@" >"$folder/tool" 2>&1
    status=$?
    [ $status -eq 0 ] || sed 's/^/# /' "$folder/tool"
    say $status "$what"
}
