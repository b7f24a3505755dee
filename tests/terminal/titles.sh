#!/bin/sh
# Hostile titles in every format, read by others' programs: markup, quotes, other writing directions, 10 KB. Would catch
# a title that breaks out of its place, text that is lost, a character that reaches somebody's terminal, a recipe that
# makes another picture.
program=${DOWNHILL:-./downhill}
. "$(dirname "$0")/../support/tap.sh"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
formats="svg txt ans cast" # a kind of file, by its ending
"$program" --version | grep -q '^pictures: .*png' && formats="$formats png pdf"
"$program" --version | grep -q '^animations: .*gif' && formats="$formats gif"
command_of() { # format
    case $1 in
    gif | cast) echo animate ;;
    *) echo figure ;;
    esac
}
make_file() { # scene file argument...
    scene=$1 file=$2
    shift 2
    "$program" "$(command_of "${file##*.}")" "$scene" -s noise=0.1 "$@" -o "$file" >"$folder/words" 2>&1 &&
        [ -s "$file" ] && [ ! -s "$folder/words" ]
}
# Nothing but newlines and, in .ans, colours.
controls() { # file
    sed "s/$(printf '\033')\[[0-9;]*m//g" "$1" | LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177]')"
}
check_file() { # name title file
    kind=${3##*.}
    case $kind in
    svg)
        with xmllint "$1: the SVG is XML" xmllint --noout "$3"
        with rsvg-convert "$1: the SVG is drawn" rsvg-convert -o "$folder/drawn.png" "$3"
        with xmllint "$1: its whole title is the SVG's" sh -c "xmllint --huge --xpath '/*/*[local-name()=\"title\"]/text()' '$3' |
            sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | cmp - '$2'"
        ;;
    png) with pngcheck "$1: the PNG is right" pngcheck "$3" ;;
    pdf)
        with pdfinfo "$1: the PDF is right" pdfinfo "$3"
        with pdfinfo "$1: its whole title is the PDF's" sh -c "pdfinfo '$3' | sed -n 's/^Title: *//p' | cmp - '$2'"
        ;;
    gif) with gifsicle "$1: the GIF is right" gifsicle --info "$3" ;;
    cast)
        with jq "$1: its whole title is the cast's" sh -c "head -n 1 '$3' | jq -r .title | cmp - '$2'"
        ! controls "$3"
        say $? "$1: no control character is in the cast itself"
        ;;
    txt | ans)
        ! controls "$3" && [ "$(wc -l <"$3")" -eq 30 ] && grep -q "$(cut -c1-6 "$2")" "$3"
        say $? "$1: the .$kind is a screen, and begins with it"
        ;;
    esac
}
# The scene comes back byte for byte, and makes the same file.
check_recipe() { # name scene file
    "$program" show "$3" >"$folder/recipe.sh" &&
        sed '1d;2s/^downhill /"$program" /;2s# -o [^ ]*# -o "$again"#' "$folder/recipe.sh" >"$folder/again.sh" &&
        sed '1,2d;$d' "$folder/recipe.sh" | cmp -s - "$2" &&
        program=$program again=$folder/again.${3##*.} sh "$folder/again.sh" 2>"$folder/words"
    say $? "$1: the recipe of a ${3##*.} holds the scene, and runs"
}

while IFS='|' read -r name title; do
    [ "$name" = long ] && title=$(head -c 10000 /dev/zero | tr '\0' w)
    [ "$name" = mixed ] && title="'$(yes "$title" | head -n 200 | tr -d '\n')'" # 10 KB of all of them
    scene=$folder/$name.yaml
    printf 'title: %s\nloss: x^2 + 2*y^2\nsteps: 5\n' "$title" >"$scene"
    "$program" "$scene" --plain 2>/dev/null | head -n 1 >"$folder/$name.title"
    for format in $formats; do
        make_file "$scene" "$folder/$name.$format"
        say $? "$name: a .$format is made"
        check_file "$name" "$folder/$name.title" "$folder/$name.$format"
        case $format in
        txt | ans) continue ;;
        esac
        check_recipe "$name" "$scene" "$folder/$name.$format"
        [ "$format" = cast ] && continue
        make_file "$scene" "$folder/3d.$format" --view surface3d --size 160x100
        say $? "$name: a landscape as .$format"
        check_file "$name, a landscape" "$folder/$name.title" "$folder/3d.$format"
    done
done <<'END'
markup|'A & B < C > "D" ]]> &amp; <!-- --> <svg>'
quotes|"it's \"$HOME\" `id` \\ END"
unicode|"Größe ∇ 中文 שלום مرحبا 🙂"
blanks|"two  blanks   kept"
long|-
mixed|שלום & <b> ]]> " \ مرحبا <!-- 中文
END
grep -q 'A &amp; B &lt; C &gt; &quot;D&quot; ]]&gt; &amp;amp; &lt;!-- --&gt; &lt;svg&gt;</text>' "$folder/markup.svg"
say $? "markup is drawn as text"
grep -q '…</text>' "$folder/long.svg" && grep -q 'www…' "$folder/long.txt"
say $? "what has no room ends in an ellipsis"
case $formats in
*pdf*) with pdftotext "its text is in the PDF" sh -c "pdftotext '$folder/unicode.pdf' - | grep -q 'Größe ∇'" ;;
esac

# --- what controls a terminal, or turns text about, is no title
printf 'title: "a\\e[31mb"\nloss: x^2\n' >"$folder/escape.yaml"
printf 'title: a\342\200\256b\nloss: x^2\n' >"$folder/turned.yaml"
printf 'title: %s\nloss: x^2\n' "$(head -c 20000 /dev/zero | tr '\0' w)" >"$folder/longest.yaml"
for name in escape turned longest; do
    bad=0
    for format in $formats; do
        "$program" "$(command_of $format)" "$folder/$name.yaml" -o "$folder/no.$format" >"$folder/words" 2>&1
        [ $? -eq 1 ] && grep -q "$name.yaml:1:[0-9]*: " "$folder/words" && ! controls "$folder/words" &&
            [ ! -e "$folder/no.$format" ] || { echo "# $format"; bad=1; }
    done
    say $bad "$name: refused with its place in every format, and nothing is left"
    "$program" figure bowl -s "title=$(sed -n '1s/^title: //p' "$folder/$name.yaml" | sed "s/\\\\e/$(printf '\033')/")" \
        -o "$folder/no.svg" >"$folder/words" 2>&1
    [ $? -eq 1 ] && ! controls "$folder/words" && [ ! -e "$folder/no.svg" ]
    say $? "$name: by --set, too"
done
echo "1..$number"
