#!/bin/sh
# The command line's contract (README.md, "Without a screen"): What SCENE may be; `list`, `show` and `check`.
. "$(dirname "$0")/support/contract.sh"

contract() {
    # --- what SCENE may be
    wrong=
    "$program" run - -n 0 <good.yaml >"$out" 2>"$err" || wrong="status $?;"
    [ "$(wc -l <"$out")" -eq 2 ] || wrong="$wrong not 2 lines;"
    result 'run -: standard input'
    run 1 run -
    empty "$out"
    has "$err" 'standard input'
    result 'run -: an empty standard input'
    run 0 run good.yaml -n 0
    result 'a name ending in .yaml is a path'
    run 1 run rosenbrok
    has "$err" "unknown scene 'rosenbrok' (did you mean 'rosenbrock'?)"
    result 'an unknown scene, with a suggestion'
    run 1 run good
    has "$err" 'downhill list'
    result 'a file without / or .yaml is not taken for a scene'
    run 1 run ./nowhere.yaml
    has "$err" 'nowhere.yaml'
    empty "$out"
    result 'a file that is not there'
    run 1 run ./
    empty "$out"
    result 'a folder is no scene'
    run 1 run ./bad.yaml
    empty "$out"
    has "$err" 'bad.yaml:2:'
    has "$err" 'bad.yaml:3:'
    has "$err" "did you mean 'adam'"
    result 'all errors of a file in one run, with their places'
    run 2 run
    has "$err" 'SCENE'
    result 'run without a scene'
    run 2 run rosenbrock bowl
    result 'run with two'
    run 2 run rosenbrock --stpes 3
    has "$err" "did you mean '--steps'"
    result 'an unknown long option, with a suggestion'
    run 2 run rosenbrock -z
    has "$err" "unknown option '-z'"
    result 'an unknown letter'
    run 2 run rosenbrock --help=yes
    has "$err" 'takes no value'
    result 'a value where none is taken'
    run 2 list --steps 3
    result 'an option of another command is refused'

    # --- list, show, check
    run 0 list
    empty "$err"
    [ "$(wc -l <"$out")" -ge 12 ] || wrong="$wrong fewer than 12 scenes;"
    for name in bowl ravine rosenbrock himmelblau saddle monkey-saddle double-well rastrigin beale plateau cliff \
        ripples; do
        has "$out" "^$name  *[^ ]"
    done
    result 'list: a name and a title a line'
    "$program" list >"$out" 2>"$err"
    wrong=
    while read -r name title; do
        "$program" show "$name" >shown.yaml 2>>"$err" || wrong="$wrong show $name;"
        for table in $(sed -n 's/^.*\(grid\|file\): *\([a-z-]*\.csv\).*$/\2/p' shown.yaml); do
            "$program" show "$table" >"$table" 2>>"$err" || wrong="$wrong show $table;"
        done
        grep -q -F "$title" shown.yaml || wrong="$wrong the title of $name;"
        "$program" check shown.yaml >/dev/null 2>>"$err" || wrong="$wrong check $name;"
        "$program" run "$name" -n 3 >first 2>>"$err" || wrong="$wrong run $name;"
        "$program" run ./shown.yaml -n 3 >second 2>>"$err" || wrong="$wrong run ./$name;"
        cmp -s first second || wrong="$wrong $name walks otherwise from its file;"
    done <"$out"
    result 'show: every scene, as a file that is right and walks the same'
    mkdir -p house/tables
    printf 't,target\n1,2\n3,5\n4,4\n' >house/tables/good.csv
    printf '0,2\n1\n' >house/order.csv
    printf '1,2\n3,x\n' >house/grid.csv
    cat >house/data.yaml <<'YAML'
parameters: [w, b]
loss: (w*t + b - target)^2
data: {file: tables/good.csv}
batch: {file: order.csv}
lr: 0.01
steps: 4
YAML
    run 0 run house/data.yaml
    empty "$err"
    [ "$(wc -l <"$out")" -eq 6 ] || wrong="$wrong not 6 lines;"
    cp "$out" first
    (cd house && "$program" run ./data.yaml) >second 2>>"$err"
    (cd house && "$program" run - <data.yaml) >third 2>>"$err"
    cmp -s first second && cmp -s first third || wrong="$wrong another walk from another folder;"
    result 'files lie beside the scene, wherever it is opened from'
    for path in /etc/passwd ../good.yaml tables/../../good.yaml; do
        run 1 run house/data.yaml -s "data.file=$path"
        has "$err" 'a scene reads files of its own folder only'
        result "no file from elsewhere: $path"
    done
    run 0 run house/data.yaml
    end=$(tail -n 1 "$out" | LC_ALL=C awk -F , '{printf "step %s: at (%.4g, %.4g), loss %.4g,", $2, $3, $4, $5}')
    run 0 house/data.yaml --plain
    grep -qF -e "$end" "$out" || wrong="$wrong no '$end';"
    result '--plain: the walk that run prints, where a file tells its batches'
    printf 'grid: grid.csv\n' >house/grid.yaml
    run 1 check house/grid.yaml
    has "$err" "^house/grid.yaml:1:7: grid.csv:2:3: 'x' is not a number"
    result 'an error in a file has the place in both'
    printf '1,2\n3,4\n' >plain.csv
    echo 'grid: plain.csv' >grid.yaml
    run 0 check grid.yaml
    has "$err" 'nothing says where the grid lies: it is laid over x: \[-3, 3\], y: \[-3, 3\]$'
    printf 'grid: plain.csv\nx: [0, 1]\ny: [0, 1]\n' >grid.yaml
    run 0 check grid.yaml
    empty "$err"
    result 'check: a grid that lies nowhere is told'
    rm -f house/pipe && mkfifo house/pipe
    printf 'grid: pipe\n' >house/waits.yaml
    run 1 check house/waits.yaml
    has "$err" "^house/waits.yaml:1:7: cannot read 'house/pipe': no regular file"
    result 'a pipe that nobody fills does not hold the program'
    printf 'grid: none.csv\n' >house/none.yaml
    run 1 check house/none.yaml
    has "$err" "^house/none.yaml:1:7: cannot read 'house/none.csv'"
    result 'a file that is not there'
    run 1 show rosenbrok
    has "$err" "did you mean 'rosenbrock'"
    empty "$out"
    result 'show: an unknown name, with a suggestion'
    run 1 show ./good.yaml
    result 'show: a path is no built-in scene'
    run 2 show
    result 'show without a name'
    run 2 list bowl
    result 'list with a word'

    run 0 check good.yaml ./race.yaml
    same "$out" 'good.yaml: ok
./race.yaml: ok'
    empty "$err"
    result 'check: good files'
    run 1 check good.yaml bad.yaml ./nowhere.yaml
    same "$out" 'good.yaml: ok'
    has "$err" 'bad.yaml:2:.*qq'
    has "$err" 'bad.yaml:3:.*adan'
    has "$err" 'nowhere.yaml'
    result 'check: every file is looked at'
    wrong=
    "$program" check - <good.yaml >"$out" 2>"$err" || wrong='status;'
    same "$out" '-: ok'
    result 'check -: standard input'
    run 2 check
    result 'check without a file'
}
in_every_locale contract
