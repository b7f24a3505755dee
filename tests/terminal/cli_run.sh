#!/bin/sh
# The command line's contract (README.md, "Without a screen"): `run`: rows, formats, a step taken apart, settings.
. "$(dirname "$0")/support/contract.sh"

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
}
in_every_locale contract
