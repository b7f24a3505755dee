#!/bin/sh
# The command line's contract (README.md, "Without a screen"): `critical` and `rate`.
. "$(dirname "$0")/support/contract.sh"

contract() {
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
    has "$out" '^1,1,10.25,60,bouncing$'
    has "$out" '^1,1.25,[0-9.e+]*,60,climbed$'
    has "$err" 'walker 1 (sgd): lr 0.5 is recommended'
    has "$err" "it is the nearest to sgd's default, 0.01; at 1 the walk bounces"
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
}
in_every_locale contract
