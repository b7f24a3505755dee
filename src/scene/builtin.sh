#!/bin/sh
# Prints the C source of the catalogue: builtin.sh FOLDER takes the scenes that FOLDER/MENU names, in
# that order (a line with a colon at its end names the group of those that follow), and the tables
# that lie beside them.
# Each text is an array of characters, since a string literal may not be longer than 4095.
set -eu
folder=$1
number=0

add() { # NAME FILE GROUP: prints the text, and leaves its row in $row
    number=$((number + 1))
    echo "static const char text_$number[] = {"
    od -An -v -to1 "$2" |
        awk '{ for (i = 1; i <= NF; i++) printf "%c\\%s%c,", 39, $i, 39; print "" }'
    echo '0};'
    row="    {\"$1\", text_$number, sizeof text_$number - 1, \"$3\"},
"
}

table() { # NAME COUNT ROWS
    echo "const struct catalogue_entry $1[] = {"
    printf '%s' "$3"
    echo '};'
    echo "const size_t $2 = sizeof $1 / sizeof $1[0];"
}

echo '/* Made by src/scene/builtin.sh from the files of scenes/. */'
echo '#include "scene/catalogue.h"'
group=Scenes
rows=
while read -r name; do
    [ -n "$name" ] || continue
    case $name in
    *:)
        group=${name%:}
        continue
        ;;
    esac
    file=$folder/$name.yaml
    [ -r "$file" ] || {
        echo "builtin.sh: $folder/MENU names $name, and there is no $file" >&2
        exit 1
    }
    add "$name" "$file" "$group"
    rows=$rows$row
done <"$folder/MENU"
table catalogue catalogue_count "$rows"
rows=
for file in "$folder"/*.csv; do
    add "${file##*/}" "$file" Tables
    rows=$rows$row
done
table catalogue_files catalogue_file_count "$rows"
