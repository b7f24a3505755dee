#!/bin/sh
# What `animate` writes, read by others' programs: a cast by jq and asciinema, a GIF by gifsicle and Pillow. Would
# catch a file that is none, a lesson that stops at a page, a walk whose end is missing, a picture that is not the figure.
program=${DOWNHILL:-./downhill}
. "$(dirname "$0")/../support/tap.sh"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cast=$folder/a.cast

cat >"$folder/waits.yaml" <<'YAML'
title: Waits
loss: x^2 + 2*y^2
start: [1, -0.5]
lr: 0.01
steps: 10
lesson:
  - say: It never comes.
    until: loss > 1000
  - say: It comes.
    until: step > 3
  - ask: What then?
    choices: {it falls: loss < 1, it rises: loss > 1}
YAML

# --- the command
"$program" animate himmelblau >"$folder/words" 2>&1
[ $? -eq 2 ] && grep -q 'o FILE is missing' "$folder/words"
say $? "without a file it is wrong usage"
[ "$("$program" animate bowl --walker 5 --arrows -o "$folder/a.gif" 2>&1)" = 'downhill: --walker 5: the scene has 1' ] && [ ! -e "$folder/a.gif" ]
say $? "a walker that the scene has not is refused"
"$program" animate himmelblau -o "$folder/a.mp4" >"$folder/words" 2>&1
[ $? -eq 2 ] && grep -q 'gif or .cast' "$folder/words" && [ ! -e "$folder/a.mp4" ]
say $? "an ending that is none is wrong usage, and names those that are"
for size in 100 x 0x5 100x 80x24x3 -1x5 1e9x5 nanx5 80.5x24; do
    "$program" animate himmelblau --size "$size" -o "$cast" >"$folder/words" 2>&1
    status=$?
    [ $status -ne 0 ] && grep -q 'size' "$folder/words" && [ ! -e "$cast" ]
    say $? "--size $size is refused"
done
for option in fps=0 fps=51 fps=x every=0 every=1.5 hold=-1 hold=nan frames=; do
    "$program" animate himmelblau "--$option" -o "$cast" >"$folder/words" 2>&1
    [ $? -eq 2 ] && grep -q -e "--${option%%=*}" "$folder/words"
    say $? "--$option is refused"
done

# --- casts
"$program" animate himmelblau -n 40 -o "$cast" 2>"$folder/words" && [ ! -s "$folder/words" ]
say $? "a cast is made, without a word"
cp "$cast" "$folder/b.cast" && "$program" animate himmelblau -n 40 -o "$cast" && cmp -s "$cast" "$folder/b.cast"
say $? "the same again is the same bytes"
"$program" animate himmelblau -n 40 --fps 5 --every 4 --hold 7 --size 60x20 -o "$folder/c.cast"
say $? "with options"
"$program" animate bowl -n 9 --panel gradient -o "$folder/chart.cast" && grep -q 'gradient norm' "$folder/chart.cast"
say $? "with the chart that was asked for"
timeout 20 "$program" animate bowl -n 0 --hold 2 -o "$folder/c0.cast" &&
    [ "$(wc -l <"$folder/c0.cast")" -lt 10 ] && grep -q '^\[3\.' "$folder/c0.cast"
say $? "of no steps: the start alone, and an end"
if command -v jq >/dev/null; then
    [ "$(head -n 1 "$cast" | jq -c '[.version, .width, .height, .title]')" = '[2,100,30,"Himmelblau'"'"'s four valleys"]' ]
    say $? "its head"
    jq -se '.[1:] | all(length == 3 and (.[0] | type) == "number" and (.[1] == "o" or .[1] == "m"))
            and ([.[][0]] | . == sort)' "$cast" >/dev/null
    say $? "its events, in the order of their times"
    jq -se '[.[1:][] | select(.[1] == "m")[2]] | any(contains("converged"))' "$cast" >/dev/null
    say $? "a marker at the verdict"
    # A second's look, 10 frames of 4 steps at 5 a second, and the hold.
    jq -se '.[-1][0] >= 9.8 and .[-1][0] <= 10.6 and .[0].width == 60' "$folder/c.cast" >/dev/null
    say $? "--fps, --every, --hold and --size"
    for scene in $("$program" list | awk '{print $1}'); do
        "$program" animate "$scene" -n 30 -o "$cast" 2>"$folder/words" &&
            jq -se 'length > 3 and .[-1][0] < 200' "$cast" >/dev/null
        say $? "$scene has a cast, of some minutes at most"
    done
    "$program" animate "$folder/waits.yaml" -o "$cast"
    [ "$(jq -s -c '[.[1:][] | select(.[1] == "m")[2] | select(startswith("page"))]' "$cast")" = \
        '["page 1 of 3","page 2 of 3","page 3 of 3"]' ]
    say $? "a lesson comes to its end, also where what a page waits for never happens"
    jq -rs '[.[1:][] | select(.[1] == "o")[2]] | add' "$cast" | grep -q 'Right'
    say $? "a question is answered"
    LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177]')" "$cast"
    [ $? -eq 1 ]
    say $? "no control character is in the file itself"
else
    skip "casts are JSON lines" "jq is not installed"
fi
if command -v asciinema >/dev/null && command -v script >/dev/null; then
    "$program" animate rosenbrock -n 30 -o "$cast"
    LANG=C.UTF-8 script -qec "asciinema cat $cast" /dev/null </dev/null >"$folder/played" 2>&1 &&
        grep -qa Rosenbrock "$folder/played" && tail -c 12 "$folder/played" | grep -qa '30;1H'
    say $? "asciinema plays it, to its end"
else
    skip "asciinema plays it" "asciinema or script is not installed"
fi

# --- GIF
gif=$folder/a.gif
if ! "$program" animate himmelblau -n 40 -o "$gif" 2>"$folder/words"; then
    grep -q 'built without c[a-z]*: it cannot write .gif (.cast it can)' "$folder/words"
    say $? "without cairo: it says by name what it cannot write"
    [ ! -e "$gif" ]
    say $? "and leaves nothing"
    exit
fi
cp "$gif" "$folder/b.gif" && "$program" animate himmelblau -n 40 -o "$gif" && cmp -s "$gif" "$folder/b.gif"
say $? "a GIF made twice is the same bytes"
"$program" show "$gif" >"$folder/recipe" && grep -qF "animate himmelblau -n 40 -o $gif" "$folder/recipe"
say $? "its recipe is in it"
# The bar: there while a terminal watches and it takes a while, and gone at the end.
if command -v script >/dev/null; then
    script -qec "$program animate rosenbrock -n 1000 --every 1 -o $gif" /dev/null </dev/null >"$folder/watched" 2>&1
    grep -qa '\[#*\.*\] *[0-9]* %' "$folder/watched" && [ "$(tail -c 3 "$folder/watched")" = "$(printf '\033[K')" ]
    say $? "a progress bar on a terminal"
    "$program" animate rosenbrock -n 1000 --every 1 -o "$gif" >"$folder/words" 2>&1 && [ ! -s "$folder/words" ]
    say $? "and none elsewhere"
else
    skip "a progress bar on a terminal" "script is not installed"
fi
# What an earlier run left would be glued to this one's pictures; what is the user's would be lost.
"$program" animate bowl -n 4 --every 2 --size 80x60 --frames "$folder/numbered" && [ "$(ls "$folder/numbered" | wc -l)" -eq 3 ]
say $? "pictures in a folder of their own"
(cd "$folder/numbered" && rm 00001.png 00003.png && echo mine >00002.png)
"$program" animate bowl -n 4 --every 2 --size 80x60 --frames "$folder/numbered" -o "$folder/n.gif" >"$folder/words" 2>&1
[ $? -eq 1 ] && grep -q 'holds pictures already, such as 00002.png' "$folder/words" && [ ! -e "$folder/n.gif" ] &&
    [ "$(cat "$folder/numbered/"*)" = mine ]
say $? "a folder that holds pictures is refused, and left as it is"
mv "$folder/numbered/00002.png" "$folder/numbered/notes.png"
"$program" animate bowl -n 4 --every 2 --size 80x60 --frames "$folder/numbered" && [ "$(cat "$folder/numbered/notes.png")" = mine ]
say $? "other files there are in nobody's way"
if command -v gifsicle >/dev/null; then
    "$program" animate himmelblau -n 40 --every 4 --fps 20 --hold 1.5 --size 400x250 -o "$gif"
    gifsicle --info "$gif" >"$folder/info" 2>"$folder/words"
    grep -q ' 11 images$' "$folder/info" && grep -q 'logical screen 400x250' "$folder/info" && [ ! -s "$folder/words" ]
    say $? "gifsicle reads it: pictures, size"
    [ "$(grep -c 'delay 0.05s' "$folder/info")" -eq 10 ] && grep -q 'delay 1.50s' "$folder/info"
    say $? "gifsicle reads it: --fps, --hold"
else
    skip "gifsicle reads a GIF" "gifsicle is not installed"
fi
pillow=
for python in python3 /usr/bin/python3; do
    "$python" -c 'import PIL' 2>/dev/null && pillow=$python
done
if [ -n "$pillow" ]; then
    for options in '' '--theme dark --view relief' '--view contour --size 300x300' '--view surface3d' '--panel loss,nearest'; do
        # shellcheck disable=SC2086
        "$program" animate race -n 30 --every 3 --size 400x250 $options -o "$gif" --frames "$folder/frames" &&
            "$pillow" - "$gif" "$folder/frames" <<'PYTHON'
import glob, sys
from PIL import Image, ImageChops, ImageStat
gif = Image.open(sys.argv[1])
files = sorted(glob.glob(sys.argv[2] + "/*.png"))
assert gif.n_frames == len(files) == 11, (gif.n_frames, len(files))
for index, path in enumerate(files):
    gif.seek(index)
    difference = ImageChops.difference(gif.convert("RGB"), Image.open(path).convert("RGB"))
    assert max(ImageStat.Stat(difference).rms) < 3, (path, ImageStat.Stat(difference).rms)
PYTHON
        say $? "each picture is as its PNG, but for its 255 colours: $options"
        rm -rf "$folder/frames"
    done
    # Would catch another angle, scale, level or fog. Edges of lines may round differently where the drawing is clipped;
    # labels of contours give way to the whole walk in all pictures of a map.
    same() { # picture scene step options...
        picture=$folder/frames/$1 scene=$2 step=$3
        shift 3
        "$program" figure "$scene" -n "$step" --size 400x250 "$@" -o "$folder/figure.png" && "$pillow" - "$picture" "$folder/figure.png" <<'PYTHON'
import sys
from PIL import Image, ImageChops
a, b = (Image.open(path).convert("RGB") for path in sys.argv[1:])
assert a.size == b.size and max(most for _, most in ImageChops.difference(a, b).getextrema()) <= 24
PYTHON
    }
    for scene in himmelblau race beale; do
        for options in '' '--view surface3d' '--view relief --theme dark' '--panel loss --window=-2,2,-1,1' '--arrows --field' '--fog' '--fog --field --view contour'; do
            # shellcheck disable=SC2086
            "$program" animate $scene -n 40 --every 20 --size 400x250 $options --frames "$folder/frames" &&
                same 00003.png $scene 40 $options &&
                { [ "$options" != '--view surface3d' ] || { same 00001.png $scene 0 $options && same 00002.png $scene 20 $options; }; }
            say $? "$scene: a picture is the figure after as many steps: $options"
            rm -rf "$folder/frames"
        done
    done
else
    skip "each picture is as its PNG" "Pillow is not installed"
fi
