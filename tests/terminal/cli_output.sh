#!/bin/sh
# The command line's contract (README.md, "Without a screen"): Where output goes when that is a file, full, closed or gone; and words that must not reach a terminal.
. "$(dirname "$0")/support/contract.sh"

contract() {
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
    [ "$(cat status)" -eq 141 ] || wrong="status $(cat status), not that of SIGPIPE;"
    empty "$err"
    result 'run: whoever reads no further ends it, without a word'
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
}
in_every_locale contract
