#!/bin/sh
# Prints the C source of the catalogue: builtin.sh FOLDER takes the scenes that FOLDER/MENU names, in
# that order; a line with a colon at its end names the group of those that follow.
# Each text is an array of characters, since a string literal may not be longer than 4095.
set -eu
folder=$1
number=0
group=Scenes
rows=
echo '/* Made by src/scene/builtin.sh from the files of scenes/. */'
echo '#include "scene/catalogue.h"'
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
    number=$((number + 1))
    echo "static const char text_$number[] = {"
    od -An -v -to1 "$file" |
        awk '{ for (i = 1; i <= NF; i++) printf "%c\\%s%c,", 39, $i, 39; print "" }'
    echo '0};'
    rows="$rows    {\"$name\", text_$number, sizeof text_$number - 1, \"$group\"},
"
done <"$folder/MENU"
echo 'const struct catalogue_entry catalogue[] = {'
printf '%s' "$rows"
echo '};'
echo 'const size_t catalogue_count = sizeof catalogue / sizeof catalogue[0];'
