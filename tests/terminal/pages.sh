#!/bin/sh
# README.md and scenes/README.md, done as they say: every scene on the pages is right at the point where it
# stands, every command runs and prints what is printed there, every link leads somewhere, and the gallery shows
# each scene that ships. Would catch a page that has gone out of date.
#
# A block ```yaml NAME (or csv) adds its lines to the file NAME, ```sh is run in the same folder, and ```text is
# what the commands before it print.
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
program=$(realpath "${DOWNHILL:-./downhill}")
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
. tests/support/tap.sh
mkdir "$folder/bin" "$folder/work" && ln -s "$program" "$folder/bin/downhill"
PATH=$folder/bin:$PATH
export LC_ALL=C.UTF-8
unset COLORTERM NO_COLOR

# What this program was built without, it is not asked for.
lacking='^$'
cd "$folder" || exit 1
for file in a.png a.pdf a.gif; do
    case $file in *.gif) verb=animate ;; *) verb=figure ;; esac
    downhill $verb bowl -n 1 -o $file 2>words || lacking="$lacking\\|\\.${file#a.}\\|--frames"
done
cd "$root" || exit 1

# --- scenes/README.md, block by block: NNN.kind in the order of the page, NNN.name beside it
awk -v folder="$folder" '
    /^```[a-z]/ {block = sprintf("%s/%03d", folder, ++n); kind = substr($1, 4); print $2 > (block ".name"); next}
    /^```/ {block = ""; next}
    block != "" {print > (block "." kind)}' scenes/README.md
cd "$folder/work" || exit 1
for block in "$folder"/[0-9]*.name; do
    block=${block%.name}
    name=$(cat "$block.name")
    if [ -e "$block.yaml" ]; then
        cat "$block.yaml" >>"$name"
        downhill check "$name" >words 2>&1
        status=$?
        [ $status -eq 0 ] || sed 's/^/# /' words
        say $status "$name is right so far ($(head -n 1 "$block.yaml"))"
    elif [ -e "$block.csv" ]; then
        cat "$block.csv" >"$name"
    elif [ -e "$block.sh" ]; then
        status=0 failed=
        : >said
        grep -v -e "$lacking" "$block.sh" >commands
        while read -r line; do
            (eval "$line") >>said 2>&1 </dev/null || { status=1 failed=$line; }
        done <commands
        # Where the page shows what is said, a failure may be what it shows.
        next=$(printf '%s/%03d.text' "$folder" $((1$(basename "$block") - 999)))
        if [ -e "$next" ]; then
            diff -b "$next" said | sed 's/^/# /'
            diff -bq "$next" said >words
            say $? "it prints what the page shows: $(tail -n 1 "$block.sh")"
        else
            [ $status -eq 0 ] || sed 's/^/# /' said
            say $status "it runs: ${failed:-$(head -n 1 "$block.sh")}"
        fi
    fi
done

# The lesson can be taken to its end: every page is turned in a recording.
downhill animate ./pothole.yaml -o lesson.cast >words 2>&1 && grep -q '"m","page 4 of 4"' lesson.cast &&
    grep -q '"m","step 39: local' lesson.cast && grep -q '"m","step 87: converged' lesson.cast
say $? "the lesson of the page goes as it tells"

# --- the README's commands
sed -n '/^```sh/,/^```/p' "$root/README.md" | grep '^downhill ' | grep -v -e "$lacking" >commands
while read -r line; do
    (eval "$line") >words 2>&1 </dev/null
    status=$?
    [ $status -eq 0 ] || sed 's/^/# /' words
    say $status "$line"
done <commands
cd "$root" || exit 1

# --- links: to files beside the page, and to headings
slugs() { # the names that headings get: lower case, words and hyphens alone
    grep '^##* ' "$1" | sed 's/^#* //' | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9\n_-'
}
for page in README.md scenes/README.md; do
    lost=
    for link in $(grep -o '](\([^)]*\))\|src="[^"]*"' "$page" | sed 's/^](//; s/)$//; s/^src="//; s/"$//' | sort -u); do
        case $link in
        http*) continue ;;
        esac
        file=${link%%#*}
        [ -n "$file" ] && file=$(dirname "$page")/$file || file=$page
        [ -e "$file" ] || lost="$lost $link"
        case $link in
        *'#'*) slugs "$file" | grep -qxF -e "${link#*#}" || lost="$lost $link" ;;
        esac
    done
    [ -z "$lost" ] || echo "# lost:$lost"
    [ -z "$lost" ]
    say $? "$page: every link leads somewhere"
done

# --- the gallery
for part in Course Scenes; do
    sed -n "/^<!-- gallery of $part/,/^<!-- end of gallery/p" README.md | sed '1d;$d' >"$folder/shown"
    sh scenes/gallery/make.sh "$program" --table $part >"$folder/table"
    diff "$folder/shown" "$folder/table" | sed 's/^/# /'
    cmp -s "$folder/shown" "$folder/table"
    say $? "the README shows the scenes of the menu under $part"
done
grep -v -e ':$' -e '^$' scenes/MENU | sort >"$folder/menu"
ls scenes/gallery/*.png | sed 's:.*/::; s/\.png$//' | sort >"$folder/thumbnails"
diff "$folder/menu" "$folder/thumbnails" | sed 's/^/# /'
cmp -s "$folder/menu" "$folder/thumbnails"
say $? "every scene has a thumbnail, and no thumbnail lacks its scene (make gallery)"

[ "$(cat scenes/gallery/*.png scenes/gallery/large/* | wc -c)" -lt 2500000 ]
say $? "the gallery is small enough to be in the repository"
xmllint --noout scenes/gallery/large/screen.svg 2>"$folder/words"
say $? "the picture of the screen is well-formed"

# A picture tells how it was made: by these scenes, so that it can be made again.
for picture in scenes/gallery/*.png scenes/gallery/large/*.png scenes/gallery/large/*.gif; do
    "$program" show "$picture" 2>&1 | grep -q '^downhill \(figure\|animate\) ' || echo "$picture"
done >"$folder/words"
sed 's/^/# /' "$folder/words"
[ ! -s "$folder/words" ]
say $? "every picture of the gallery was made by the program"

# Would catch a recipe that no longer works, and a picture that is made otherwise than by its recipe.
if [ "$lacking" = '^$' ]; then
    mkdir "$folder/copy" && cp -R README.md scenes "$folder/copy"
    rm "$folder"/copy/scenes/gallery/*.png "$folder"/copy/scenes/gallery/large/*
    sh "$folder/copy/scenes/gallery/make.sh" "$program" >"$folder/words" 2>&1 &&
        cmp -s README.md "$folder/copy/README.md" &&
        [ "$(ls -R scenes/gallery)" = "$(cd "$folder/copy" && ls -R scenes/gallery)" ]
    status=$?
    [ $status -eq 0 ] || sed 's/^/# /' "$folder/words"
    say $status "the gallery can be made again"
fi
