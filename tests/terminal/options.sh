#!/bin/sh
# Every option of `figure` and `animate` for every kind of file: it shows, or it is refused by its name as wrong usage and
# nothing is written. Would catch an option that is passed over, and a new one that nobody thought through for all kinds.
program=${DOWNHILL:-./downhill}
. "$(dirname "$0")/../support/tap.sh"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
pillow=
for python in python3 /usr/bin/python3; do
    "$python" -c 'import PIL' 2>/dev/null && pillow=$python
done

# A kind of file: how it is asked for, what is seen in it (no recipe, which holds the options' names), its usual options.
ask() { # kind
    [ "$1" = frames ] && echo "--frames $folder/frames" || echo "-o $folder/a.$1"
}
pixels() {
    "$pillow" -c 'import sys
from PIL import Image, ImageSequence
for path in sys.argv[1:]:
    for frame in ImageSequence.Iterator(Image.open(path)):
        print(frame.size, frame.info.get("duration"), hash(frame.convert("RGB").tobytes()))' "$@"
}
seen() { # kind
    case $1 in
    svg) sed '1,/<\/metadata>/d' "$folder/a.svg" ;;
    pdf) pdftoppm -r 60 "$folder/a.pdf" ;;
    png | gif) PYTHONHASHSEED=0 pixels "$folder/a.$1" ;;
    frames) PYTHONHASHSEED=0 pixels "$folder"/frames/*.png ;;
    cast) sed 1d "$folder/a.cast" ;;
    *) cat "$folder/a.$1" ;;
    esac | cksum
}
can_be_seen() { # kind
    case $1 in
    png | gif | frames) [ -n "$pillow" ] ;;
    pdf) has pdftoppm ;;
    esac && { case $1 in png | pdf | gif | frames) "$program" --version | grep -q '^animations:.*gif' ;; esac; }
}
size() { # kind
    case $1 in
    txt | ans | cast) echo 100x30 ;;
    pdf) echo 120x75 ;;
    *) echo 400x250 ;;
    esac
}

# --- a value of each option, and what it needs beside it
value() { # option kind
    case $1 in
    set) echo lr=0.05 ;;
    steps) echo 7 ;;
    size) case $2 in txt | ans | cast) echo 90x28 ;; *) echo 200x160 ;; esac ;;
    theme) case $2 in ans | cast) echo light ;; *) echo dark ;; esac ;;
    fps) echo 7 ;;
    every) echo 2 ;;
    hold) echo 5 ;;
    frames) echo "$folder/frames" ;;
    dpi) echo 200 ;;
    view) echo relief ;;
    angle) echo 10,50 ;;
    window) echo 0,1,0,1 ;;
    colormap) echo magma ;;
    panel) echo gradient ;;
    walker) echo 2 ;;
    glyphs) echo ascii ;;
    no-* | fog | arrows | field | scene-colors) ;;
    *) return 1 ;;
    esac
}
beside() { # option
    case $1 in
    angle) echo --view surface3d ;;
    walker) echo --arrows ;;
    scene-colors) echo --window 0,1,0,1 ;;
    esac
}

# Words of their own, but for an option's value.
make_it() { # command kind words...
    command=$1 kind=$2
    shift 2
    rm -rf "$folder/frames" "$folder"/a.*
    # shellcheck disable=SC2046
    "$program" "$command" race -n 5 --size "$(size "$kind")" "$@" $(ask "$kind") >"$folder/words" 2>&1
}
shows_or_refuses() { # command kind option
    words=$(value "$3" "$2") || return 1
    # shellcheck disable=SC2046
    make_it "$1" "$2" $(beside "$3") "--$3${words:+=$words}"
    case $? in
    0) after=$(seen "$2") ;;
    2) grep -q -e "--$3" "$folder/words" && [ ! -e "$folder/a.$2" ] && [ ! -e "$folder/frames" ]; return ;;
    *) return 1 ;;
    esac
    [ "$3" = frames ] && { ls "$folder/frames"/*.png >/dev/null; return; }
    # shellcheck disable=SC2046
    make_it "$1" "$2" $(beside "$3") && [ "$(seen "$2")" != "$after" ]
}
options_of() { # command
    "$program" "$1" --help | sed -n 's/^  \(-., \|    \)--\([a-z-]*\).*/\2/p' | grep -v -x -e help -e version -e output
}
for command in figure animate; do
    [ $command = figure ] && kinds='png svg pdf txt ans' || kinds='gif cast frames'
    for kind in $kinds; do
        if ! can_be_seen "$kind"; then
            skip "options of $kind" "it cannot be looked at here"
            continue
        fi
        for option in $(options_of $command); do
            shows_or_refuses $command "$kind" "$option"
            say $? "$command $kind --$option"
        done
    done
done

# --- what does not go together, and where there is no room
while read -r command file words; do
    can_be_seen "$file" || continue
    # shellcheck disable=SC2086
    "$program" "$command" race $words -o "$folder/no.$file" >"$folder/words" 2>&1
    status=$?
    [ $status -ne 0 ] && grep -q -e "${words%%[ =]*}" "$folder/words" && [ ! -e "$folder/no.$file" ]
    say $? "$command $file $words is refused"
done <<'END'
figure svg --angle=10,50
figure svg --walker=2
figure svg --no-contours --view contour
figure svg --colormap=magma --view contour
figure svg --fog --view surface3d
figure txt --view=surface3d
figure ans --view=contour
animate cast --view=contour
animate cast --panel=score
figure txt --panel=loss,cut
animate cast --panel=loss --size 40x12
figure txt --panel=cut --size 30x8
figure svg --panel=loss,cut,score --size 320x200
animate gif --panel=loss,cut,score --size 320x200
animate cast --walker=9
END

# --- the scene's own colours: would catch a screen that has the first colour map, whatever the scene names
printf 'title: Grey\nloss: x^2 + 2*y^2\nstart: [1, -0.5]\ncolormap: grey\nsteps: 5\n' >"$folder/grey.yaml"
for file in figure:ans animate:cast; do
    "$program" ${file%:*} "$folder/grey.yaml" -o "$folder/a.${file#*:}" &&
        "$program" ${file%:*} "$folder/grey.yaml" --colormap grey -o "$folder/b.${file#*:}" &&
        [ "$(sed 1d "$folder/a.${file#*:}" | cksum)" = "$(sed 1d "$folder/b.${file#*:}" | cksum)" ]
    say $? "the colours that a scene names, in a .${file#*:}"
done
