#!/bin/sh
# Job control, as a person does it: Ctrl-Z in a shell, a change of the window's size meanwhile, fg.
# Would catch: a stop that leaves the shell in the alternate screen, without echo or with the mouse
# reported; a continuation that comes back with the old size, without its modes, or that simulates
# the time that it was stopped. And a scene from a pipe, whose keys come from the terminal.
set -u
program=${DOWNHILL:-./downhill}
if ! command -v tmux >/dev/null; then
    echo "ok 1 - suspend and resume # SKIP tmux is not installed"
    exit 0
fi
folder=$(mktemp -d)
mux() { env -i PATH="$PATH" LANG=C.UTF-8 tmux -S "$folder/socket" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$folder"' EXIT
count=0 failed=0
check() { # NAME COMMAND...: passes once the command succeeds; on an idle machine it waits half a minute for it
    name=$1 tries=600
    shift
    while ! "$@" && [ $tries -gt 0 ]; do sleep 0.05 && tries=$((tries - 1)); done
    count=$((count + 1))
    if [ $tries -gt 0 ]; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        mux capture-pane -p | sed 's/^/# /'
        failed=1
    fi
}
keys() { mux send-keys "$@"; }
shows() { mux capture-pane -p | grep -q -- "$1"; }
flag() { [ "$(mux display-message -p "#{$1}")" = "$2" ]; }
# The shell reads: a key that comes earlier may be swallowed, or arrive in the program's modes.
at_prompt() { [ "$(mux capture-pane -p | grep . | tail -n 1)" = 'shell>' ]; }
step() { mux capture-pane -p | sed -n 's/.*step \([0-9][0-9]*\) .*/\1/p' | head -n 1; }
in_shell() { flag alternate_on 0 && flag cursor_flag 1 && flag mouse_standard_flag 0 && at_prompt; }
in_program() { flag alternate_on 1 && flag cursor_flag 0 && flag mouse_standard_flag 1; }
# Drawn again, over what the shell said.
is_mended() { shows "Rosenbrock's valley" && ! shows Stopped; }
now() { date +%s%3N; } # milliseconds
# The width of the title's row: its last words stand at the right edge.
is_wide() { mux capture-pane -p | head -n 1 | awk -v w="$1" '{exit length($0) < w - 10}'; }

mux new-session -d -x 80 -y 24 env -i PATH="$PATH" HOME="$folder" TERM=tmux-256color \
    LANG=C.UTF-8 ASAN_OPTIONS=detect_leaks=0 PS1='shell> ' sh -i
check "a shell" shows 'shell>'
keys "sh -c 'echo \$\$ >$folder/pid; exec $program rosenbrock'" Enter
check "the program starts" shows "Rosenbrock's valley"
check "it owns the screen" in_program

keys C-z
check "Ctrl-Z gives the shell back" in_shell
check "the shell says so" shows Stopped
keys 'stty -a | tr " " "\n" | grep -cx -e echo -e icanon -e isig; echo' Enter
check "with its modes" shows '^3$'
mux resize-window -x 110 -y 30
keys clear Enter fg Enter
check "fg brings the program back" in_program
check "with its screen" shows "Rosenbrock's valley"
check "in the new size" is_wide 110

keys Space
check "it walks" shows 'step [1-9]'
walking=$(now)
before=$(step)
pid=$(cat "$folder/pid")
kill -TSTP "$pid"
check "SIGTSTP gives the shell back" in_shell
stopped=$(now)
sleep 2 # forty steps of the walk
continued=$(now)
keys fg Enter
check "and fg the program" in_program
keys Space
check "it pauses" shows 'space run'
after=$(step)
# Twenty steps a second that it may have walked, and a few.
most=$((10 + 20 * ($(now) - continued + stopped - walking) / 1000))
check "the time between has not been walked ($before to $after)" [ $((after - before)) -lt $most ]

kill -STOP "$pid" # no handler sees this one
check "SIGSTOP stops it" shows Stopped
keys fg C-j # the terminal still has the program's modes: Enter is no line's end
check "and fg mends its screen" is_mended
keys .
check "and takes keys" shows "step $((after + 1)) "
keys q
check "q leaves" in_shell
keys 'echo status=$?' Enter
check "with status 0" shows 'status=0'

keys "clear; $program show bowl | $program -" Enter
check "a scene from a pipe is on the screen" shows 'A round bowl'
keys . .
check "and takes keys" shows 'step 2 '
keys q
check "and leaves" in_shell
exit $failed
