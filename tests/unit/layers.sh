#!/bin/sh
# Who may include whom: the layers of the house (CONTRIBUTING.md, "The house"), read off the sources.
# Would catch: a core file that comes to know the screen, an include without its folder, a second module that
# knows curses.
cd "$(dirname "$0")/../.." || exit 1
allowed() {
    case $1 in
    base) echo base ;;
    surface) echo base surface ;;
    descent) echo base surface descent ;;
    scene) echo base surface descent scene ;;
    view) echo base surface descent scene view ;;
    export) echo base surface descent scene view export ;;
    term) echo base term view/frame.h view/palette.h ;;
    app) echo base surface descent scene view export term app ;;
    command) echo base surface descent scene view export term app command ;;
    main.c) echo base command term ;;
    esac
}
bad=0
for file in src/main.c src/*/*.[ch]; do
    [ -e "$file" ] || continue
    layer=${file#src/} layer=${layer%%/*}
    for include in $(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' "$file"); do
        found=no
        for may in $(allowed "$layer"); do
            case $include in "$may" | "$may"/*) found=yes ;; esac
        done
        [ $found = yes ] || { echo "# $file may not include \"$include\""; bad=1; }
    done
done
[ $bad = 0 ] && echo "ok 1 - every include is allowed" || echo "not ok 1 - every include is allowed"
# One header includes curses, and only the files of its module include that.
room=term/terminal_parts.h
curses=$(grep -lE '#[[:space:]]*include[[:space:]]*<(ncursesw/)?n?curses.h>' -r src; grep -l "\"$room\"" -r src)
others=$(echo "$curses" | grep -v '^src/term/terminal\(_[a-z]*\)\?\.[ch]$')
if [ -z "$others" ] && [ "$(echo "$curses" | grep -c "$room")" = 1 ]; then
    echo "ok 2 - one module knows curses"
else
    echo "# $curses"
    echo "not ok 2 - one module knows curses"
fi
