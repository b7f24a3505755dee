#!/bin/sh
# The command line's contract (README.md, "Commands"), on the real program: what goes to standard output, what to
# standard error, and the exit status, in every form. Each line says what it would catch by its name.
# Run in the C locale and, where they are installed, in C.UTF-8 and in one with a decimal comma.
program=${DOWNHILL:-./downhill}
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
out=$work/stdout err=$work/stderr
count=0
unset POSIXLY_CORRECT

# run STATUS ARGUMENT...: runs the program; `wrong` gathers what is not as expected.
run() {
    expected=$1
    shift
    wrong=
    "$program" "$@" >"$out" 2>"$err" </dev/null
    status=$?
    [ $status -eq "$expected" ] || wrong="status $status, not $expected;"
}
has() { # has FILE PATTERN
    grep -q -e "$2" "$1" || wrong="$wrong no '$2' in $(basename "$1");"
}
lacks() {
    grep -q -e "$2" "$1" && wrong="$wrong '$2' in $(basename "$1");"
}
empty() {
    [ ! -s "$1" ] || wrong="$wrong $(basename "$1") is not empty;"
}
same() { # same FILE TEXT
    [ "$(cat "$1")" = "$2" ] || wrong="$wrong $(basename "$1") is not as expected;"
}
clean() { # no control characters but newline reach a terminal
    LC_ALL=C tr -d '\n\40-\176\200-\377' <"$1" | grep -q . && wrong="$wrong raw control characters in $(basename "$1");"
    LC_ALL=C grep -q "$(printf '\342\200\256')" "$1" && wrong="$wrong raw bidi override in $(basename "$1");"
}
result() {
    count=$((count + 1))
    if [ -z "$wrong" ]; then
        echo "ok $count - $prefix$1"
    else
        echo "not ok $count - $prefix$1"
        echo "# $wrong"
        sed 's/^/#   stdout: /' "$out" 2>/dev/null | head -n 5
        sed 's/^/#   stderr: /' "$err" 2>/dev/null | head -n 5
    fi
}

cat >good.yaml <<'YAML'
title: A bowl
loss: x^2 + 2*y^2
start: [1, -0.5]
steps: 3
lr: 0.125
YAML
cat >race.yaml <<'YAML'
title: A race
parameters: [w, b]
loss: w^2 + b^2
w: [-3, 3]
b: [-3, 3]
start: [1, 1]
steps: 2
walkers:
  - {optimizer: sgd, lr: 0.25}
  - {optimizer: sgd, lr: 0.5}
YAML
cat >bad.yaml <<'YAML'
title: Wrong
loss: x^2 + qq
optimizer: adan
YAML
cat >blow.yaml <<'YAML'
title: It blows up
loss: x^4 + y^2
start: [10, 1]
lr: 1
steps: 100
YAML

contract() {
    # --- run
    run 0 run ./good.yaml
    empty "$err"
    same "$out" 'walker,step,x,y,loss,g_x,g_y,lr
1,0,1,-0.5,1.5,2,-2,0.125
1,1,0.75,-0.25,0.6875,1.5,-1,0.125
1,2,0.5625,-0.125,0.34765625,1.125,-0.5,0.125
1,3,0.421875,-0.0625,0.185791015625,0.84375,-0.25,0.125'
    result 'run: columns, numbers and rows to the letter'

    run 0 run ./race.yaml
    same "$out" 'walker,step,w,b,loss,g_w,g_b,lr
1,0,1,1,2,2,2,0.25
1,1,0.5,0.5,0.5,1,1,0.25
1,2,0.25,0.25,0.125,0.5,0.5,0.25
2,0,1,1,2,2,2,0.5
2,1,0,0,0,0,0,0.5
2,2,0,0,0,0,0,0.5'
    result 'run: walker by walker, named by the parameters'

    run 0 run ./good.yaml -n 0
    same "$out" 'walker,step,x,y,loss,g_x,g_y,lr
1,0,1,-0.5,1.5,2,-2,0.125'
    result 'run -n 0: the start row alone'
    run 0 run -n 1 ./good.yaml
    [ "$(wc -l <"$out")" -eq 3 ] || wrong="$wrong not 3 lines;"
    result 'run: options before SCENE'
    run 0 run ./good.yaml --steps=5
    [ "$(wc -l <"$out")" -eq 7 ] || wrong="$wrong not 7 lines;"
    result 'run: --steps overrides steps; options after SCENE'
    POSIXLY_CORRECT=1 run 0 run ./good.yaml -n 1
    [ "$(wc -l <"$out")" -eq 3 ] || wrong="$wrong not 3 lines;"
    result 'run: options after SCENE under POSIXLY_CORRECT'
    run 0 run -- ./good.yaml
    result 'run: -- ends the options'
    run 1 run -- -n
    has "$err" "unknown scene '-n'"
    result 'run: after -- a dash is no option'
    for n in -1 1.5 x '' 1e99 nan inf 0x10 ' 3'; do
        run 2 run ./good.yaml -n "$n"
        empty "$out"
        has "$err" 'steps'
        result "run: -n '$n' is refused"
    done
    run 2 run ./good.yaml -n
    has "$err" 'needs a value'
    result 'run: -n without a value'

    run 0 run ./good.yaml -n 1 --format jsonl
    same "$out" '{"walker":1,"step":0,"x":1,"y":-0.5,"loss":1.5,"g_x":2,"g_y":-2,"lr":0.125,"status":"walking","parts":[]}
{"walker":1,"step":1,"x":0.75,"y":-0.25,"loss":0.6875,"g_x":1.5,"g_y":-1,"lr":0.125,"status":"walking","parts":[{"symbol":"∇","label":"gradient","value":[2,-2]},{"symbol":"η","label":"learning rate","value":0.125}]}'
    result 'run --format jsonl'
    run 0 run ./good.yaml -n 1 --format table
    same "$out" '   step           x           y        loss         g_x         g_y          lr
      0           1        -0.5         1.5           2          -2       0.125
      1        0.75       -0.25      0.6875         1.5          -1       0.125'
    result 'run --format table'
    run 0 run ./race.yaml -n 1 --format table
    same "$out" 'walker 1: Gradient descent
   step           w           b        loss         g_w         g_b          lr
      0           1           1           2           2           2        0.25
      1         0.5         0.5         0.5           1           1        0.25

walker 2: Gradient descent
   step           w           b        loss         g_w         g_b          lr
      0           1           1           2           2           2         0.5
      1           0           0           0           0           0         0.5'
    result 'run --format table: a race, walker by walker'
    run 2 run ./good.yaml --format jsnol
    has "$err" "did you mean 'jsonl'"
    result 'run: an unknown format, with a suggestion'

    run 0 run ./good.yaml --explain 2
    same "$out" 'walker 1, step 2: Gradient descent
∇ slope, η learning rate
θ ← θ − η∇
t = 2   η lr = 0.125   μ momentum = 0   τ dampening = 0   ω weight_decay = 0

                                           x            y
θ       point                           0.75        -0.25
∇       gradient                         1.5           -1
η       learning rate                  0.125
Δθ      step                         -0.1875        0.125
θ + Δθ  new point                     0.5625       -0.125
L       loss                          0.6875
L + ΔL  loss at the new point     0.34765625
ΔL      change                   -0.33984375
∇L·Δθ   what the slope promises     -0.40625'
    empty "$err"
    result 'run --explain: the numbers of a step, by its rule'
    run 0 run ./race.yaml --explain 1
    [ "$(grep -c '^walker [12], step 1: ' "$out")" -eq 2 ] || wrong="$wrong not two walkers;"
    grep -q '^  *w  *b$' "$out" || wrong="$wrong columns are not named by the parameters;"
    result 'run --explain: every walker of a race'
    for optimizer in sgd rmsprop adam adamw nadam radam adamax adagrad adadelta lion rprop asgd newton; do
        run 0 run ./good.yaml --explain 3 -s optimizer=$optimizer -s lr=0.01
        has "$out" '^θ + Δθ '
        lacks "$out" nan
        result "run --explain: $optimizer"
    done
    run 0 run ./blow.yaml --explain 50
    empty "$out"
    has "$err" 'walker 1 diverged at step [0-9]*: there is no step 50'
    result 'run --explain: after a walk diverged there is no step, status 0'
    run 1 run ./good.yaml --explain 4
    empty "$out"
    has "$err" 'the walk ends after 3 steps'
    result 'run --explain: beyond the end of the walk'
    run 0 run ./good.yaml --explain 4 -n 4
    result 'run --explain: as far as -n reaches'
    for k in 0 -1 1.5 x '' nan inf 1e99; do
        run 2 run ./good.yaml --explain "$k"
        has "$err" "explain '$k'"
        result "run --explain '$k' is refused"
    done
    run 2 run ./good.yaml --explain 1 --format jsonl
    has "$err" 'no --format'
    result 'run --explain takes no format'

    # --- divergence
    run 0 run ./blow.yaml
    has "$err" 'walker 1 diverged at step'
    [ "$(grep -c -e inf -e nan "$out")" -eq 1 ] || wrong="$wrong not one non-finite row;"
    tail -n 1 "$out" | grep -q -e inf -e nan || wrong="$wrong the last row is finite;"
    [ "$(wc -l <"$out")" -lt 20 ] || wrong="$wrong it walked on;"
    result 'run: a diverging walk ends with its first non-finite row, status 0'
    run 0 run ./blow.yaml --format jsonl
    tail -n 1 "$out" | grep -q 'null.*"status":"diverged"' || wrong="$wrong no null and status;"
    lacks "$out" ':inf'
    lacks "$out" 'nan'
    result 'run --format jsonl: non-finite is null, with a status'
    run 0 run ./good.yaml -s 'loss=x^2 + log(y)' -s start='[1, -1]'
    [ "$(wc -l <"$out")" -eq 2 ] || wrong="$wrong not the one row;"
    has "$err" 'diverged at step 0'
    result 'run: a start that is not finite is the only row'

    # --- settings
    run 0 run rosenbrock -s optimizer=adam -s lr=0.02 -n 200
    [ "$(wc -l <"$out")" -eq 202 ] || wrong="$wrong not 202 lines;"
    tail -n 1 "$out" | grep -q ',0.02$' || wrong="$wrong the rate is not 0.02;"
    result 'run rosenbrock -s optimizer=adam -s lr=0.02 -n 200'
    run 0 run -s lr=0.02 --set=optimizer=adam -n 200 rosenbrock
    cp "$out" other
    run 0 run rosenbrock -s optimizer=adam -s lr=0.02 -n 200
    cmp -s "$out" other || wrong="$wrong it depends on the order;"
    result 'run: the order of --set does not matter'
    run 0 run ./race.yaml -s walkers.2.lr=0.125 -n 1
    has "$out" '^1,0,.*,0.25$'
    has "$out" '^2,0,.*,0.125$'
    result 'run: walkers.2.lr reaches the second walker alone'
    run 0 run ./race.yaml -s lr=0.125 -n 0
    [ "$(grep -c ',0.125$' "$out")" -eq 2 ] || wrong="$wrong not both;"
    result "run: a walker's key reaches all of them"
    run 1 run ./good.yaml -s optimizer=adan
    empty "$out"
    has "$err" "did you mean 'adam'"
    result 'run: a wrong setting, with a suggestion'
    run 2 run ./good.yaml -s lr
    has "$err" 'KEY=VALUE'
    result 'run: a setting without ='
    run 2 run ./good.yaml -s =3
    result 'run: a setting without a key'

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

    # --- output
    run 0 run ./good.yaml -o rows.csv
    empty "$out"
    [ "$(wc -l <rows.csv)" -eq 5 ] || wrong="$wrong the file is not whole;"
    result 'run -o FILE'
    run 0 run ./good.yaml -o - -n 0
    [ "$(wc -l <"$out")" -eq 2 ] || wrong="$wrong nothing came;"
    result 'run -o -: standard output'
    run 1 run ./good.yaml -o nowhere/rows.csv
    has "$err" 'nowhere'
    result 'run -o into a folder that is not there'
    mkdir -p locked && echo old >locked/rows.csv && chmod a-w locked
    run 1 run ./good.yaml -o /proc/rows.csv
    result 'run -o into a folder that takes no files'
    if [ "$(id -u)" -ne 0 ]; then
        run 1 run ./good.yaml -o locked/rows.csv
        [ "$(cat locked/rows.csv)" = old ] || wrong="$wrong the old file is gone;"
        result 'run -o into a read-only folder leaves the old file'
    fi
    run 1 run ./bad.yaml -o rows.csv
    [ "$(wc -l <rows.csv)" -eq 5 ] || wrong="$wrong the old file is gone;"
    result 'a scene with errors leaves the old file alone'
    if [ -c /dev/full ]; then
        wrong=
        "$program" run ./good.yaml >/dev/full 2>"$err"
        [ $? -eq 1 ] || wrong='status is not 1;'
        has "$err" 'standard output'
        result 'run: a full disk'
        for command in list 'show bowl' '--help' '--version' '--list-keys' 'run --help' 'check good.yaml'; do
            wrong=
            # shellcheck disable=SC2086
            "$program" $command >/dev/full 2>"$err"
            [ $? -eq 1 ] || wrong='status is not 1;'
            result "$command: a full disk"
        done
    fi
    wrong=
    : >status
    { "$program" run rosenbrock -n 20000 2>"$err"; echo $? >status; } | head -n 1 >"$out"
    [ "$(cat status)" -eq 1 ] || wrong="status $(cat status), not 1;"
    has "$err" 'standard output'
    result 'run: a closed pipe is told, status 1'
    for command in 'run ./good.yaml' list 'show bowl' '--help'; do
        wrong=
        # shellcheck disable=SC2086
        "$program" $command >&- 2>"$err"
        [ $? -eq 1 ] || wrong='status is not 1;'
        result "$command: a closed standard output"
        wrong=
        # shellcheck disable=SC2086
        "$program" $command >"$out" 2>&-
        [ $? -eq 0 ] || wrong='status is not 0;'
        result "$command: a closed standard error"
    done
    wrong=
    "$program" run ./nowhere.yaml >"$out" 2>&-
    [ $? -eq 1 ] || wrong='status is not 1;'
    result 'a message to a closed standard error'
    wrong=
    "$program" run ./good.yaml -o closed.csv >&- 2>&- <&-
    [ $? -eq 0 ] && [ "$(wc -l <closed.csv)" -eq 5 ] || wrong='the file is not whole;'
    result 'run -o FILE with every stream closed'

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

    # --- help, version, commands
    run 0 --help
    empty "$err"
    for name in run list show check --set --color; do has "$out" "$name"; done
    result '--help names the commands'
    for option in run/format figure/colormap figure/view figure/panel figure/theme '/color' '/glyphs'; do
        command=${option%/*} option=${option#*/}
        run 2 $command bowl --$option=none
        for word in $(sed -n 's/.*: expected //p' "$err" | tr , ' '); do
            $program $command --help | grep -e "--$option " | grep -q -e "\\<$word\\>" || wrong="$wrong no '$word';"
        done
        has "$err" " or "
        result "--help names every word that --$option takes"
    done
    for command in run list show check; do
        run 0 "$command" --help
        has "$out" "^usage: downhill $command"
        empty "$err"
        result "$command --help"
        run 0 "$command" --version
        has "$out" '^downhill [0-9]'
        result "$command --version"
    done
    run 0 --version
    has "$out" '^downhill [0-9]*\.[0-9]*\.[0-9]*$'
    has "$out" '^optimizers: .*sgd.*adam'
    has "$out" '^formats: .*csv.*jsonl'
    result '--version: the version, then what is built in'
    run 0 --list-keys
    has "$out" '| `space` | run, pause |'
    has "$out" '| `l` `L` |'
    result '--list-keys'
    run 2 rnu rosenbrock
    has "$err" "unknown command 'rnu' (did you mean 'run'?)"
    result 'an unknown command, with a suggestion'
    run 2 lsit
    has "$err" "did you mean 'list'"
    result 'a word that is nearly a command'
    for name in map; do
        run 1 "$name" rosenbrock
        has "$err" "does not have '$name'"
        result "$name: this version does not have it, and says so"
    done
    # --- critical
    run 0 critical himmelblau
    [ "$(head -n 1 "$out")" = 'kind,x,y,loss,lambda_min,lambda_max' ] || wrong="$wrong wrong header;"
    [ "$(cut -d, -f1 "$out" | tail -n +2 | uniq -c | tr -s ' \n' ' ')" = ' 4 minimum 4 saddle 1 maximum ' ] ||
        wrong="$wrong other kinds, or another order;"
    has "$out" '^minimum,3,2,0,25.7157287525[0-9]*,82.2842712474[0-9]*$'
    has "$err" '9 critical points in the window: 4 minima, 4 saddles, 1 maximum; complete as far as'
    result 'critical: kinds, numbers, order; how many, and whether that is all'
    run 0 critical ./race.yaml
    same "$out" 'kind,w,b,loss,lambda_min,lambda_max
minimum,0,0,0,2,2'
    has "$err" '1 critical point in the window: 1 minimum;'
    result 'critical: named by the parameters'
    run 0 critical bowl -s x='[1, 2]' -o found.csv
    empty "$out"
    same found.csv 'kind,x,y,loss,lambda_min,lambda_max'
    has "$err" 'no critical points in the window;'
    result 'critical -s -o: the window, and into a file'
    run 1 critical bowl -o missing/found.csv
    has "$err" 'missing/found.csv'
    result 'critical -o: where nothing can be written'
    run 1 critical ./bad.yaml
    has "$err" '^./bad.yaml:2:'
    empty "$out"
    result 'critical: a scene that is wrong'
    run 2 critical
    result 'critical without a scene'
    run 2 critical bowl -n 3
    result 'critical takes no steps'

    # --- rate
    run 0 rate bowl
    [ "$(head -n 1 "$out")" = 'walker,lr,loss,steps,outcome' ] || wrong="$wrong wrong header;"
    [ "$(wc -l <"$out")" -eq 72 ] || wrong="$wrong not 71 rates;"
    has "$out" '^1,0.5,0,60,settled$'
    has "$out" '^1,1,10.25,60,bounced$'
    has "$out" '^1,1.25,[0-9.e+]*,60,climbed$'
    has "$err" 'walker 1 (sgd): lr 0.5 is recommended'
    has "$err" 'at 1 it bounces'
    result 'rate: a row a rate; the one to take, and why'
    run 0 rate bowl -n 2000 -o rates.csv
    empty "$out"
    grep -q '^1,1.25,.*,diverged$' rates.csv || wrong="$wrong 1.25 did not diverge;"
    result 'rate -n -o: as many steps, into a file'
    run 0 rate ./race.yaml -s walkers.2.optimizer=adam
    has "$err" 'walker 1 (sgd): lr 0.5 is'
    has "$err" 'walker 2 (adam): lr [0-9.]* is'
    [ "$(grep -c '^2,' "$out")" -eq 71 ] || wrong="$wrong not 71 rates of walker 2;"
    result 'rate: each walker by itself'
    run 0 rate unscaled
    has "$err" "and is falling still; deeper ground is known in the window: 1549;"
    result 'rate: how far the best rate is from the deepest ground'
    run 0 rate saddle -s start='[0, 0]'
    has "$err" 'the ground is level'
    result 'rate: where no slope leads down'
    run 0 rate good.yaml -s 'loss=log(x-50)'
    has "$err" 'the loss is not finite at the start'
    result 'rate: a start without a loss'
    run 0 rate good.yaml -s 'loss=1e6+1e-6*exp(-x^2)'
    lacks "$err" 'falls from 1e6 to 1e6 '
    result 'rate: a fall is told with as many digits as it takes'
    run 0 rate bowl -s schedule='{type: onecycle, max_lr: 0.1}'
    has "$err" "'onecycle' sets the rate"
    result 'rate: a schedule that does not ask'
    run 2 rate bowl rosenbrock
    result 'rate: one scene at a time'

    # --- a rate that is found
    run 0 run bowl -s rates='{adam: 0.2}' -n 1
    has "$out" '^1,1,0,0,0,0,0,0.5$'
    has "$err" 'walker 1: lr 0.5 was found for this walk; the scene names none'
    result 'a rate that the scene does not name is found'
    run 0 run bowl -s optimizer=newton -n 1
    has "$out" '^1,1,0,0,0,0,0,1$'
    result 'the same for another optimizer'
    run 0 run saddle -s start='[0, 0]' -s rates='{}' -n 1
    has "$out" '^1,1,0,0,0,0,0,0.01$'
    result 'where there is none to find, it is the default of PyTorch'
    run 2 rosenbrock bowl
    result 'two scenes at a time'
    run 2 rosenbrock run
    has "$err" 'the command comes first'
    result 'a command in the second place'
    run 2 -s lr=0.1 run rosenbrock
    has "$err" 'the command comes first'
    lacks "$err" 'unknown'
    result 'a command behind its options'
    printf 'loss: x^2\n' >.yaml
    run 0 run .yaml -n 0
    result 'a file whose name is but the ending'
    run 2 rosenbrock --colour 256
    has "$err" "did you mean '--color'"
    result '--colour'
    run 2 rosenbrock --color 7
    result '--color with a number of colours that no terminal has'
    run 2 rosenbrock --theme solarized
    has "$err" 'auto, light or dark'
    result '--theme with one that is none'
    run 2 -s lr=1
    result '--set without a scene'

    # --- without a terminal
    run 1 rosenbrock
    empty "$out"
    has "$err" 'no terminal'
    has "$err" 'downhill run'
    has "$err" "'downhill figure SCENE -o FILE' draws it"
    lacks "$err" 'later'
    result 'without a terminal: says so, and names run and figure'
    run 1
    has "$err" 'no terminal'
    result 'the menu without a terminal'
    run 1 rosenbrok
    has "$err" "did you mean 'rosenbrock'"
    result 'without a terminal: an unknown scene is told first'

    ACCESSIBLE=1
    export ACCESSIBLE
    run 1 rosenbrock
    has "$err" '--plain'
    has "$err" 'no terminal'
    unset ACCESSIBLE
    result 'without a terminal, where ACCESSIBLE is set: suggests --plain'

    # --- in lines
    run 0 bowl --plain
    empty "$err"
    clean "$out"
    has "$out" '^A round bowl$'
    has "$out" '^window: x from -4.5 to 4.5, y from -4 to 4$'
    has "$out" '^walker: sgd, lr 0.1, start (2.5, 2)$'
    [ "$(tail -n 1 "$out")" = 'converged: at the global minimum (0, 0)' ] || wrong="$wrong the last line;"
    result '--plain: what is shown, and the verdict last'
    run 0 saddle --plain
    tail -n 1 "$out" | grep -q '^saddle: level, but curves up 2 one way, down -2 the other$' || wrong="$wrong the last line;"
    result '--plain: a saddle is never called converged'
    run 0 --plain bowl -s lr=1.1 -n 100000
    has "$out" '^step 1: overshooting: '
    has "$out" '^step [0-9]*: outside: '
    has "$out" '^step [0-9]*: diverged: '
    tail -n 1 "$out" | grep -q '^diverged: at step' || wrong="$wrong the last line;"
    [ "$(wc -l <"$out")" -lt 30 ] || wrong="$wrong a line a step;"
    result '--plain: events as they happen, and no line a step'
    run 0 race --plain
    [ "$(tail -n 4 "$out" | cut -c 1-3 | tr -d '\n')" = 'A: B: C: D: ' ] || wrong="$wrong the last lines;"
    has "$out" '^rule: fewest steps to the goal win, then the lower loss; else it is a tie$'
    has "$out" '^result: C wins: at the goal after 15 steps$'
    result '--plain: a race has a verdict a walker, in their order, after who wins by what rule'
    run 0 bowl --plain -n 0
    [ "$(tail -n 1 "$out")" = 'walking: at its start' ] || wrong="$wrong the last line;"
    result '--plain without a step'
    run 0 run house/data.yaml
    end=$(tail -n 1 "$out" | LC_ALL=C awk -F , '{printf "step %s: at (%.4g, %.4g), loss %.4g,", $2, $3, $4, $5}')
    run 0 house/data.yaml --plain
    grep -qF -e "$end" "$out" || wrong="$wrong no '$end';"
    result '--plain: the walk that run prints, where a file tells its batches'
    run 2 --plain
    has "$err" "'downhill bowl --plain'; 'downhill list' names them"
    result '--plain without a scene'
    run 2 bowl -n 3
    has "$err" '--plain'
    result '--steps on the screen'
    run 1 bowls --plain
    result '--plain of an unknown scene'

    # --- hostile words: none reaches the terminal raw
    hostile=$(printf 'a\033]0;x\007\342\200\256b\tc\177\302\233d\377')
    for words in 'run NAME' 'show NAME' 'check NAME' 'NAME' 'NAME bowl' 'run bowl -s NAME' 'run bowl -s NAME=1' \
        'run bowl -s lr=NAME' 'run bowl -n NAME' 'run bowl --format NAME' 'run bowl --NAME' 'bowl --color NAME' 'bowl --theme NAME' \
        'run ./NAME.yaml' 'run bowl -o NAME/x'; do
        set --
        for word in $words; do
            case $word in
            *NAME*) set -- "$@" "${word%NAME*}$hostile${word#*NAME}" ;;
            *) set -- "$@" "$word" ;;
            esac
        done
        wrong=
        "$program" "$@" >"$out" 2>"$err" </dev/null
        status=$?
        [ $status -eq 1 ] || [ $status -eq 2 ] || wrong="status $status;"
        clean "$out"
        clean "$err"
        has "$err" 'x1b'
        result "hostile: $words"
    done
    cp good.yaml "./$hostile.yaml" 2>/dev/null && {
        run 0 check "./$hostile.yaml"
        clean "$out"
        result 'hostile: the name of a good file'
        cp bad.yaml "./$hostile.yaml"
        run 1 check "./$hostile.yaml"
        clean "$err"
        result 'hostile: the name of a bad file'
        rm -f "./$hostile.yaml"
    }
    rm -rf locked rows.csv plain.csv grid.yaml
}

for locale in C C.UTF-8 de_DE.UTF-8; do
    if [ $locale = de_DE.UTF-8 ] && ! locale -a 2>/dev/null | grep -qi '^de_DE.utf'; then
        # A locale with a decimal comma can be made beside the system's where localedef is.
        localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>&1 || continue
        LOCPATH=$work
        export LOCPATH
    fi
    LC_ALL=$locale
    export LC_ALL
    prefix="$locale: "
    contract
done
echo "1..$count"
