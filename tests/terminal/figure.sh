#!/bin/sh
# Figures, read by others' programs: xmllint, rsvg-convert, pdfinfo, pdftotext, pngcheck. Would catch a file that is not
# what its name says, text that is lost, a title that breaks out of its place, a recipe that makes another picture.
program=${DOWNHILL:-./downhill}
. "$(dirname "$0")/../support/tap.sh"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
draw() { # file argument...
    file=$folder/$1
    shift
    rm -f "$file"
    "$program" figure "$@" -o "$file" >"$folder/words" 2>&1 && [ -s "$file" ] && [ ! -s "$folder/words" ]
}
cairo=yes
"$program" --version | grep -q '^pictures: .*png' || cairo=
formats="svg ${cairo:+png pdf}"

# --- usage
"$program" figure bowl >"$folder/words" 2>&1
[ $? -eq 2 ] && grep -q 'o FILE is missing' "$folder/words"
say $? "without a file it is wrong usage"
"$program" figure bowl -o "$folder/a.jpg" >"$folder/words" 2>&1
[ $? -eq 2 ] && grep -q '.png, .svg, .pdf, .txt or .ans' "$folder/words" && [ ! -e "$folder/a.jpg" ]
say $? "an ending that is none is wrong usage, and names those that are"
while read -r option; do
    "$program" figure bowl "$option" -o "$folder/a.svg" >"$folder/words" 2>&1
    [ $? -eq 2 ] && grep -q -e "${option%%=*}" "$folder/words" && [ ! -e "$folder/a.svg" ]
    say $? "$option is refused"
done <<'END'
--size=0x5
--size=100
--size=axb
--dpi=5
--dpi=x
--view=bird
--colormap=jet
--window=1,0,0,1
--window=0,1,0
--window=0,1,0,1,2
--window=0,1,0,inf
--window=0,1,0,x
--panel=lost
--panel=loss,
--panel=
--angle=10
--angle=10,91
--angle=10,nan
--theme=grey
--steps=-1
END
"$program" figure bowl --colormap virdis -o "$folder/a.svg" 2>&1 | grep -q "did you mean 'viridis'"
say $? "a colour map that is nearly right is named"
if [ $cairo ]; then
    "$program" figure bowl --size 20000x20000 -o "$folder/a.png" >"$folder/words" 2>&1
    [ $? -eq 2 ] && grep -q 'too large' "$folder/words" && [ ! -e "$folder/a.png" ]
    say $? "a picture that is too large is refused"
else
    for format in png pdf; do
        "$program" figure bowl -o "$folder/a.$format" >"$folder/words" 2>&1
        [ $? -eq 1 ] && grep -q 'built without cairo: it cannot write .png, .pdf and .gif (.svg, .txt, .ans and .cast it can)' \
            "$folder/words" && [ ! -e "$folder/a.$format" ]
        say $? "without cairo it says by name that it cannot write .$format"
    done
    skip "PNG and PDF" "this downhill was built without cairo"
fi

# --- a size that cannot be is wrong usage, whatever it is of
for file in c.txt:600x30 c.ans:80.5x24 c.svg:20000x20000; do
    "$program" figure bowl --size "${file#*:}" -o "$folder/${file%:*}" >"$folder/words" 2>&1
    [ $? -eq 2 ] && grep -q -e --size "$folder/words" && [ ! -e "$folder/${file%:*}" ]
    say $? "--size ${file#*:} of a ${file%:*} is refused as wrong usage"
done
"$program" animate bowl --size 10000x3 -o "$folder/c.cast" >"$folder/words" 2>&1
[ $? -eq 2 ] && grep -q -e --size "$folder/words"
say $? "and that of a cast"

# --- each format, twice the same bytes, and its recipe
for format in $formats; do
    draw "a.$format" himmelblau -n 40 && cp "$folder/a.$format" "$folder/b.$format"
    say $? "himmelblau as $format"
    [ $format = svg ] || sleep 1 # a date would differ
    draw "a.$format" himmelblau -n 40 && cmp -s "$folder/a.$format" "$folder/b.$format"
    say $? "$format: the same bytes when made again"
    "$program" show "$folder/a.$format" >"$folder/recipe" &&
        [ "$(cat "$folder/recipe")" = "# made by downhill $("$program" --version | sed -n '1s/downhill //p'): 40 steps, seed 1
downhill figure himmelblau -n 40 -o $folder/a.$format" ]
    say $? "$format: show prints what made it"
done

# --- a scene whose text ends as the recipe would
printf 'title: an end in the text\nloss: x^2 + y^2\nsteps: 3\nabout: "a\nEND\nEND_\nb"\n' >"$folder/end.yaml"
draw end.svg "$folder/end.yaml" && "$program" show "$folder/end.svg" | sed '1,2d;$d' | cmp -s - "$folder/end.yaml"
say $? "a scene that says END comes back whole"

# --- what is in it
draw r.svg race
bad=$?
for word in momentum RMSprop Adam 'converged' 'lr.*0\.2' 'loss (log)' 'minimum' 'start'; do
    grep -q "$word" "$folder/r.svg" || { echo "# no $word"; bad=1; }
done
say $bad "the legend of a race names optimizers, settings and verdicts"
draw d.svg monkey-saddle && grep -q 'diverged at step' "$folder/d.svg"
say $? "a walk that has diverged is told at the border and in the legend"
# would catch a goal that is looked for on the ground that is shown
printf 'loss: cos(x) + 0.3*x + y^2\nx: [-4, 4]\ny: [-2, 2]\nstart: [1, 1]\n' >"$folder/slant.yaml"
for window in -2,2,-2,2 -30,4,-2,2; do
    draw goal.svg "$folder/slant.yaml" --panel score --window="$window"
    grep -o 'goal: [^<]*' "$folder/goal.svg"
done | sort | uniq -c | awk '$1 != 2 {exit 1} END {exit NR == 0}'
say $? "the score's goal is that of the scene, whatever window is shown"
draw w.svg bowl --window 3,4,3,4 && grep -q 'windows away' "$folder/w.svg"
say $? "a walker outside of the window is pointed at"
for part in legend:'Gradient descent' title:'A round bowl' formula:'x² + y²' colorbar:'>loss<' critical:'>minimum<' contours:'>20<'; do
    word=${part#*:}
    draw with.svg bowl && grep -q -e "$word" "$folder/with.svg"
    say $? "$word is there"
    flags=--no-${part%%:*}
    [ "${part%%:*}" = contours ] && flags="$flags --no-colorbar"
    draw without.svg bowl $flags --set title='A round bowl' && sed -n '/<\/metadata>/,$p' "$folder/without.svg" >"$folder/drawn" &&
        ! grep -q -e "$word" "$folder/drawn"
    say $? "--no-${part%%:*} leaves it out"
done
# --- what the screen's keys show: would catch a layer that is no part of a picture, or of the wrong walker
draw s.svg himmelblau -n 9
for what in arrows:downhill field:downhill fog:.; do
    draw o.svg himmelblau -n 9 --${what%%:*} && sed -n '/<\/metadata>/,$p' "$folder/o.svg" >"$folder/drawn" &&
        grep -q -e ">${what#*:}" "$folder/drawn" && [ "$(sed 1,/metadata/d "$folder/s.svg" | cksum)" != "$(cksum <"$folder/drawn")" ]
    say $? "--${what%%:*} is drawn"
    "$program" figure himmelblau --view surface3d --${what%%:*} -o "$folder/no.svg" >"$folder/words" 2>&1
    [ $? -eq 2 ] && grep -q 'flat map' "$folder/words" && [ ! -e "$folder/no.svg" ]
    say $? "--${what%%:*} of a landscape is refused"
done
draw o.svg himmelblau -n 9 --window 2,4,1,3 && draw p.svg himmelblau -n 9 --window 2,4,1,3 --scene-colors &&
    grep -q '>1000</text>' "$folder/p.svg" && ! grep -q '>1000</text>' "$folder/o.svg"
say $? "--scene-colors: the scale of the scene's window in a part of it"
grep -q '>saddle' "$folder/s.svg" && ! grep -q '>saddle' "$folder/drawn" && grep -q '>minimum' "$folder/drawn"
say $? "what the fog hides is not marked"
draw o.svg race -n 4 --arrows && draw p.svg race -n 4 --arrows --walker 3 &&
    [ "$(sed 1,/metadata/d "$folder/o.svg" | cksum)" != "$(sed 1,/metadata/d "$folder/p.svg" | cksum)" ]
say $? "--walker: whose step it is"
for value in 0 9 1.5 x; do
    "$program" figure race --arrows --walker $value -o "$folder/no.svg" 2>&1 | grep -q -e '--walker' && [ ! -e "$folder/no.svg" ]
    say $? "--walker $value is refused"
done
for file in no.svg no.txt; do
    [ "$("$program" figure bowl --walker 5 --panel loss -o "$folder/$file" 2>&1)" = 'downhill: --walker 5: the scene has 1' ] && [ ! -e "$folder/$file" ]
    say $? "--walker 5 of one, in ${file#no}"
done
draw o.txt race -n 4 --arrows --walker 2 --panel cut && grep -q 'g downhill' "$folder/o.txt" && grep -q 'next step' "$folder/o.txt"
say $? "and on the terminal's screen"
# --- the screen's charts: would catch one that p alone can draw, or a panel that shows another
while read -r panel heading; do
    draw o.svg race -n 40 --panel "$panel" && sed 1,/metadata/d "$folder/o.svg" | grep -q ">$heading<"
    say $? "--panel $panel: $heading"
    draw o.txt race -n 40 --panel "$panel" && grep -q -e "${heading% minimum}" "$folder/o.txt"
    say $? "and on the terminal's screen"
done <<'END'
loss loss
linear loss (linear)
gradient gradient norm
rate learning rate
nearest distance to nearest minimum
deepest distance to deepest minimum
END
draw o.svg race -n 40 --panel nearest --window -3,-1,-2,2 && sed 1,/metadata/d "$folder/o.svg" | grep -q '>distance to nearest minimum<'
say $? "the minima of the scene, whatever window is shown"
draw n0.svg bowl -n 0 && grep -q '0 steps' "$folder/n0.svg"
say $? "-n 0: the start alone"
printf 'loss: log(x)\nstart: [1, 1]\nlr: 0.1\nsteps: 3\n' >"$folder/hole.yaml"
draw h.svg "$folder/hole.yaml" && with xmllint "a surface with a hole" xmllint --noout "$folder/h.svg"
for loss in '1' '0/0' '1e308*x' '1/x' 'if(x < 0, 1, 2)'; do
    printf 'loss: %s\nstart: [1, 1]\nlr: 0.1\nsteps: 3\n' "$loss" >"$folder/odd.yaml"
    draw odd.svg "$folder/odd.yaml"
    say $? "a surface of $loss"
done
for view in heat contour relief surface3d; do
    bad=0 colors='--colormap magma'
    [ $view = contour ] && colors=
    for theme in light dark; do
        for format in $formats; do
            draw v.$format himmelblau -n 20 --view $view --theme $theme --size 90x60 $colors ||
                { echo "# $format $theme"; bad=1; }
        done
    done
    say $bad "--view $view, light and dark"
done
for size in 1x1 2x50 50x2 40x30 120x90 300x900 2000x300; do
    bad=0
    for format in $formats; do
        draw s.$format race --size $size || { echo "# $format"; sed 's/^/# /' "$folder/words"; bad=1; }
    done
    say $bad "--size $size"
done

for format in $formats; do
    draw l.$format ravine -n 200000 -s noise=0.5 && [ "$(wc -c <"$folder/l.$format")" -lt 2000000 ]
    say $? "a long walk that crosses itself, as $format"
done

# --- sizes and texts, by others
if [ $cairo ]; then
    draw p.png bowl && with pngcheck "a PNG is 1600 x 1000" sh -c "pngcheck '$folder/p.png' | grep -q '(1600x1000, 24-bit RGB'"
    draw p.png bowl --size 640x480 && with pngcheck "--size 640x480" sh -c "pngcheck '$folder/p.png' | grep -q '(640x480'"
    draw p.png bowl --size 100x50mm --dpi 254 && with pngcheck "millimetres at --dpi" sh -c "pngcheck -v '$folder/p.png' | grep -q '1000 x 500'"
    draw p.pdf bowl && with pdfinfo "a PDF is 160 x 100 mm" sh -c "pdfinfo '$folder/p.pdf' | grep -q '453.54. x 283.46'"
    draw p.pdf bowl --size 100x50 && with pdfinfo "a PDF's size is in mm" sh -c "pdfinfo '$folder/p.pdf' | grep -q '283.46. x 141.73'"
    draw t.pdf bowl -s title='Größe ∇ 中文'
    with pdftotext "the text of a PDF is there" sh -c "pdftotext '$folder/t.pdf' - | grep -q 'Größe ∇' &&
        pdftotext '$folder/t.pdf' - | grep -q 'Gradient descent' && pdftotext '$folder/t.pdf' - | grep -q 'x² + y²'"
    with pdfinfo "the title of a PDF is there" sh -c "pdfinfo '$folder/t.pdf' | grep -q '^Title: *Größe ∇ 中文'"
fi
draw p.svg bowl && grep -q 'width="800" height="500" viewBox="0 0 800 500"' "$folder/p.svg"
say $? "an SVG is 800 x 500"
! grep -q 'http' "$folder/p.svg" || ! sed 's|http://www.w3.org/[0-9a-z/]*||g' "$folder/p.svg" | grep -q http
say $? "an SVG refers to nothing outside"

draw p.svg rosenbrock --size 1600x1000 && sed -n 's/.*base64,\([^"]*\)".*/\1/p' "$folder/p.svg" | head -n 1 | base64 -d >"$folder/p.heat.png"
say $? "the picture in an SVG is there"
with pngcheck "the picture in an SVG is a right PNG, of several blocks" \
    sh -c "[ \$(wc -c <'$folder/p.heat.png') -gt 100000 ] && pngcheck '$folder/p.heat.png'"

# --- the terminal's screen
draw t.txt race && [ "$(wc -l <"$folder/t.txt")" -eq 30 ] && grep -q 'A race through the ravine' "$folder/t.txt" &&
    ! grep -q "$(printf '\033')" "$folder/t.txt" && ! grep -q ' $' "$folder/t.txt"
say $? "a .txt is the screen without colours"
draw t.ans race --size 80x24 && [ "$(wc -l <"$folder/t.ans")" -eq 24 ] && grep -q "$(printf '\033')\[" "$folder/t.ans"
say $? "a .ans is the screen in colour"
"$program" show "$folder/t.txt" >"$folder/words" 2>&1
[ $? -eq 1 ] && grep -q 'is none of the files that hold a recipe' "$folder/words"
say $? "a .txt holds no recipe, and show says so"

cp "$folder/a.svg" "$folder/A.SVG" && cp "$folder/a.svg" "$folder/picture" && (
    for file in A.SVG picture; do
        "$program" show "$folder/$file" | grep -q '^downhill figure' || exit 1
    done
)
say $? "what a picture is called does not matter"

# --- what made it comes back byte for byte, where an editor of Windows or a tab has been in the scene
printf '\357\273\277title: "t 50%% \\\\"\r\nloss: x^2+y^2\r\nstart: [1,1]\t# it'"'"'s\r\nsteps: 20\r\n' >"$folder/crlf.yaml"
for format in $formats; do
    name=$folder/$(printf '\377 \n').$format
    "$program" figure "$folder/crlf.yaml" -o "$name" && "$program" show "$name" >"$folder/recipe.sh" &&
        ! LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177-\377]')" "$folder/recipe.sh" &&
        mv "$name" "$folder/once" &&
        sed 's/| downhill /| "$program" /' "$folder/recipe.sh" >"$folder/again.sh" &&
        program=$program sh "$folder/again.sh" && cmp -s "$folder/once" "$name"
    say $? "$format: line ends, tabs, a byte order mark and an odd file's name go round"
done

# --- a walker beyond all measure, whose next step no letter can stand beside
timeout 60 "$program" figure bowl -s lr=1e100 --arrows -n 1 -o "$folder/far.svg" && [ -s "$folder/far.svg" ]
say $? "arrows of a walker far outside"

# --- a table beside the scene is not in the recipe: it says so, and runs
mkdir "$folder/sub"
printf '3,2,2,3\n2,1,1,2\n2,1,1,2\n3,2,2,3\n' >"$folder/sub/t.csv"
printf 'title: t\ngrid: t.csv\nstart: [1, 1]\n' >"$folder/sub/t.yaml"
for scene in sub/t.yaml t.yaml; do
    (
        [ "$scene" = t.yaml ] && cd "$folder/sub" || cd "$folder" || exit 1
        "$program" figure $scene -n 5 -o s.svg && mv s.svg s1.svg && "$program" show s1.svg >recipe.sh &&
            sed -n 2p recipe.sh | grep -q '^# [nr]e.*t\.csv' &&
            sed 's/^downhill /"$program" /' recipe.sh >again.sh && program=$program sh again.sh && cmp -s s.svg s1.svg
    )
    say $? "$scene: its table is read again, where it lies"
done

# --- show, of what is none
printf '\211PNG\r\n\032\n\0\0\0\377iTXtdownhill\0\0' >"$folder/cut.png"
printf '%%PDF-1.5\n/Subject <FEFF00' >"$folder/cut.pdf"
printf '<?xml version="1.0"?><svg/>' >"$folder/other.svg"
printf 'GIF89a\041\376\377down' >"$folder/cut.gif"
printf '{"version": 2, "downhill": "\\u00' >"$folder/cut.cast"
: >"$folder/empty.png"
for file in cut.png cut.pdf other.svg cut.gif cut.cast empty.png nowhere.png; do
    "$program" show "$folder/$file" >"$folder/out" 2>"$folder/words"
    [ $? -eq 1 ] && [ ! -s "$folder/out" ] && grep -q "$file" "$folder/words"
    say $? "show $file: says that there is nothing whole in it, and prints no part"
done
printf '<?xml version="1.0"?><svg><recipe xmlns="urn:downhill:recipe">a\033[31m\nb</recipe></svg>' >"$folder/evil.svg"
"$program" show "$folder/evil.svg" >"$folder/out" && ! grep -q "$(printf '\033')" "$folder/out" && grep -q 'x1b' "$folder/out"
say $? "what others wrote into a picture does not reach the terminal"

# --- files
mkdir "$folder/closed"
"$program" figure bowl -o "$folder/missing/a.svg" >"$folder/words" 2>&1
[ $? -eq 1 ] && grep -q 'missing/a.svg' "$folder/words"
say $? "a folder that is not there"
echo old >"$folder/old.svg"
(ulimit -f 8 && exec "$program" figure bowl -o "$folder/old.svg") >"$folder/words" 2>&1
[ $? -eq 1 ] && [ "$(cat "$folder/old.svg")" = old ] && [ "$(ls "$folder" | grep -c old)" -eq 1 ]
say $? "a limit on the size of files leaves the old one, and no rubbish"
"$program" figure bowl -o - 2>&1 | grep -q 'ends in'
say $? "standard output has no ending"
echo "1..$number"
