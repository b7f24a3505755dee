#!/bin/sh
# The pictures of README.md and scenes/README.md, made from the scenes that ship:
#   make.sh PROGRAM          makes them all: a thumbnail of every scene here, the others in large/;
#                            and the README's tables of scenes
#   make.sh PROGRAM --table HEADING  prints the README's table of a part of scenes/MENU
# A picture made twice is the same bytes; `downhill show FILE` prints the command that made it.
set -eu
cd "$(dirname "$0")/../.."
program=$1
here=scenes/gallery
columns=4

# What a thumbnail shows that the scene as it opens does not.
settings() {
    case $1 in
    02-learning-rate) echo lr=0.9 ;;
    03-limit) echo lr=0.097 ;;
    05-momentum) echo momentum=0.9 ;;
    07-noise) echo noise=3 ;;
    08-saddles) echo start=[1.5,0.001] ;;
    09-plateaus | plateau) echo optimizer=rmsprop ;;
    11-mini-batches) echo batch=4 ;;
    12-schedules) echo schedule={type:\ cosine} ;;
    13-adaptive) echo optimizer=adagrad ;;
    14-fair-race) echo walkers.2.lr=0.1 ;;
    double-well) echo momentum=0.8 ;;
    ripples) echo momentum=0.8 ;;
    rosenbrock) echo momentum=0.9 ;;
    saddle) echo noise=0.01 ;;
    esac
}

# The names of the menu; with an argument, of the part under that heading.
scenes() {
    awk -v part="${1:-}" '/:$/ {now = $0; next} NF && (!part || now == part ":")' scenes/MENU
}

thumbnails() {
    rm -f $here/*.png
    for scene in $(scenes); do
        setting=$(settings "$scene")
        "$program" figure "$scene" -o "$here/$scene.png" --size 320x200 --no-title --no-formula \
            --no-legend --no-colorbar ${setting:+-s "$setting"}
    done
}

# The worked example of scenes/README.md, as it stands at its end.
worked_example() {
    awk '/^```yaml pothole.yaml/ {on = 1; next} /^```/ {on = 0} on' scenes/README.md
}

large() {
    rm -f $here/large/*
    worked_example | "$program" figure - -o $here/large/pothole.png --size 800x500 -s momentum=0.8
    "$program" animate race -o $here/large/race.gif -n 60 --fps 10 --hold 2 --size 800x480 \
        --theme dark --panel loss
    "$program" figure himmelblau -o $here/large/screen.ans --size 104x30 -s momentum=0.9
    python3 $here/screen.py <$here/large/screen.ans >$here/large/screen.svg
    rm $here/large/screen.ans
    "$program" figure rosenbrock -o $here/large/rosenbrock.png --size 800x500 -s momentum=0.9
    "$program" figure himmelblau -o $here/large/surface.png --view surface3d --size 800x500
    "$program" figure ravine -o $here/large/panels.png -n 4 --size 800x500 --theme dark \
        --colormap magma --panel cut
}

# Some scenes a row: its picture, its name, its title.
cells() { # HEADING
    for scene in $(scenes "$1"); do
        title=$(sed -n 's/^title: *//p' "scenes/$scene.yaml")
        printf '%s\n' "<img src=\"$here/$scene.png\" width=\"200\" alt=\"\"><br>[\`$scene\`](scenes/$scene.yaml)<br>$title"
    done
}

table() { # HEADING
    echo
    cells "$1" | awk -v columns=$columns '
        NR == 1 {
            for (i = 0; i <= columns; i++) printf i < columns ? "| " : "|\n"
            for (i = 0; i <= columns; i++) printf i < columns ? "|---" : "|\n"
        }
        {printf "%s| %s", (NR % columns == 1 && NR > 1 ? " |\n" : NR > 1 ? " " : ""), $0}
        END {print " |"}'
    echo
}

# The README with its tables made afresh.
readme() {
    for part in Course Scenes; do
        table $part >$here/table
        awk -v part=$part -v table=$here/table '
            $0 ~ "^<!-- gallery of " part {print; while ((getline line <table) > 0) print line; skip = 1}
            /^<!-- end of gallery/ {skip = 0}
            !skip' README.md >$here/readme
        cat $here/readme >README.md
        rm $here/table $here/readme
    done
}

case ${2:-} in
--table) table "$3" ;;
*)
    thumbnails
    large
    readme
    ;;
esac
