#!/bin/sh
# The command line's contract (README.md, "Without a screen"): Help, version, and what is said without a terminal; `--plain`.
. "$(dirname "$0")/support/contract.sh"

contract() {
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
        ! grep -q ' $' "$out" || wrong="$wrong a line ends in a blank;"
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
        run 1 "$name" rosenbrock -o a.png
        has "$err" "does not have '$name'"
        result "$name: this version does not have it, and says so"
    done

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
    run 0 05-momentum --plain
    has "$out" '^page 2 of 6: Still .* Then press space\. \[set momentum=0\.9; until step >= 100\]$'
    has "$out" '^page 4 of 6: .* (arrive sooner still; roll .*; stop half way) \[set momentum=0\.99\]$'
    result '--plain: the pages of a lesson, with what they set'
    run 0 bowl --plain -n 0
    [ "$(tail -n 1 "$out")" = 'walking: at its start' ] || wrong="$wrong the last line;"
    result '--plain without a step'
    run 0 rosenbrock --plain -n 100
    tail -n 1 "$out" | grep -q '^walking: ' || wrong="$wrong the last line;"
    result '--plain of fewer steps: judged by the steps of the scene, as a figure is'
    run 2 --plain
    has "$err" "'downhill bowl --plain'; 'downhill list' names them"
    result '--plain without a scene'
    run 2 bowl -n 3
    has "$err" '--plain'
    result '--steps on the screen'
    run 1 bowls --plain
    result '--plain of an unknown scene'
}
in_every_locale contract
