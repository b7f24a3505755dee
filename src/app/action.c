#include "app/action.h"

#include <stdio.h>
#include <string.h>

#include "app/change.h"
#include "app/pace.h"
#include "app/racers.h"
#include "app/sight.h"
#include "app/state.h"
#include "base/array.h"
#include "base/number.h"
#include "term/device.h"

enum { STEP_MOST = 1000000 /* to go to */ };

/* --- what the keys do */

static void first_or_last(struct app *app, int direction)
{
    if (direction < 0)
        pace_seek(app, 0);
    else
        pace_seek_end(app);
}

static void to_step(struct app *app, const char *value)
{
    struct error error = {0};
    uint64_t step;
    if (!number_parse_whole(value, 0, STEP_MOST, &step)) {
        error_set(&error, "'step %s': there are whole steps from 0 to %d", value, STEP_MOST);
        state_say_error(app, &error);
        return;
    }
    pace_seek(app, step);
}

static void restart(struct app *app)
{
    sight_let_go(app);
    pace_restart(app);
}

static void rate(struct app *app, int direction)
{
    change_knob(app, LIVE_RATE, direction);
}

static void momentum(struct app *app, int direction)
{
    change_knob(app, LIVE_MOMENTUM, direction);
}

static void noise(struct app *app, int direction)
{
    change_knob(app, LIVE_NOISE, direction);
}

static void batch(struct app *app, int direction)
{
    change_knob(app, LIVE_BATCH, direction);
}

/* The knobs of walker A, its start, the knobs of walker B, its start, and round again. */
static void focus(struct app *app, int direction)
{
    if (lesson_locks(app))
        return;
    size_t places = 2 * app->race.count;
    size_t place = 2 * app->walker + (app->focus == FOCUS_MAP);
    place = (place + (direction > 0 ? 1 : places - 1)) % places;
    app->walker = place / 2;
    app->focus = place % 2 ? FOCUS_MAP : FOCUS_KNOBS;
    char prefix[16];
    state_say(app, "%s%s", state_walker_prefix(app, app->walker, prefix),
              app->focus == FOCUS_MAP ? "the arrows move the start" : "the arrows turn the knobs");
}

static bool has_knob(const struct app *app, enum live_knob which)
{
    return live_knob(which, app->scene, &app->scene->walkers[app->walker].settings) != NULL;
}

static void vertical(struct app *app, int direction)
{
    if (app->focus == FOCUS_MAP) {
        change_start_by(app, 0, direction);
        return;
    }
    if (app->focus == FOCUS_CROSSHAIR) {
        sight_move_by(app, 0, direction);
        return;
    }
    const struct scene *scene = app->scene;
    int which = (int)app->knob - direction, count = live_knob_count(scene);
    while (which > 0 && which < count && !has_knob(app, (enum live_knob)which))
        which -= direction;
    if (which >= 0 && which < count)
        app->knob = (enum live_knob)which;
    state_say(app, "%s", live_knob(app->knob, scene, &scene->walkers[app->walker].settings)->help);
}

static void horizontal(struct app *app, int direction)
{
    if (app->focus == FOCUS_MAP)
        change_start_by(app, direction, 0);
    else if (app->focus == FOCUS_CROSSHAIR)
        sight_move_by(app, 2 * direction, 0); /* a cell is twice as high as wide */
    else
        change_knob(app, app->knob, direction);
}

static void chart(struct app *app, int direction)
{
    int next = (int)app->chart + direction;
    sight_show_chart(app, (enum chart_kind)((next + CHART_KINDS) % CHART_KINDS));
}

/* The start to where the crosshair is; else what the lesson waits for. */
static void enter(struct app *app)
{
    if (app->focus == FOCUS_CROSSHAIR)
        change_start_to(app, app->sight.crosshair);
    else
        lesson_lead(app, 1);
}

static void scroll(struct app *app, int direction)
{
    if (!lesson_scroll(app, direction))
        state_say(app, "no more words there");
}

static void present(struct app *app)
{
    app->presenting = !app->presenting;
    state_say(app, app->presenting ? "presenting: the map alone, large" : "all again");
}

static void quit(struct app *app)
{
    app->done = true;
}

static void redraw(struct app *app)
{
    app->stale = true; /* the loop makes the device forget what it shows */
}

// clang-format off
const struct action actions[] = {
    {.heading = "walk",
     .name = "run", .keys = {{' ', 0, false}}, .act = pace_run_or_pause,
     .help = "run, pause", .rank = 1, .hint = "run", .hint_running = "pause"},
    {.name = "step", .keys = {{'.', 1, false}}, .turn = pace_step,
     .help = "one step", .rank = 2, .hint = "step", .take = to_step},
    {.name = "back", .keys = {{',', -1, false}}, .turn = pace_step,
     .help = "one step back", .rank = 3, .hint = "back"},
    {.keys = {{'t', -10, false}, {'T', 10, false}}, .turn = pace_jump,
     .help = "ten steps back, forward"},
    {.keys = {{'j', -100, false}, {'J', 100, false}}, .turn = pace_jump,
     .help = "a hundred steps back, forward"},
    {.keys = {{KEY_CODE_HOME, -1, false}, {KEY_CODE_END, 1, false}}, .turn = first_or_last,
     .help = "to the start, to the end; :step 120 goes to that step"},
    {.name = "restart", .keys = {{'r', 0, false}}, .act = restart,
     .help = "back to the start, ready, with the settings of now", .rank = 4, .hint = "restart"},
    {.keys = {{'+', 1, false}, {'-', -1, false}, {'=', 1, true}, {'_', -1, true}}, .turn = pace_turn,
     .help = "faster, slower", .rank = 11, .hint = "speed"},

    {.heading = "knobs: they act on the next step",
     .keys = {{'l', -1, false}, {'L', 1, false}}, .turn = rate,
     .help = "learning rate down, up; red beyond its limit, 2/λ", .shown = SHOWN_RATE,
     .rank = 13, .hint = "rate"},
    {.keys = {{'m', -1, false}, {'M', 1, false}}, .turn = momentum,
     .help = "momentum down, up", .shown = SHOWN_MOMENTUM},
    {.keys = {{'n', -1, false}, {'N', 1, false}}, .turn = noise,
     .help = "noise down, up", .shown = SHOWN_NOISE},
    {.keys = {{'b', -1, false}, {'B', 1, false}}, .turn = batch,
     .help = "fewer, more examples a step, where the loss is over data", .shown = SHOWN_BATCH},
    {.keys = {{'o', 1, false}, {'O', -1, false}}, .turn = change_optimizer,
     .help = "next, previous optimizer", .rank = 5, .hint = "optimizer"},
    {.name = "undo", .keys = {{'u', 0, false}}, .act = change_undo,
     .help = "undo the last change", .rank = 8, .hint = "undo"},

    {.heading = "knobs, start and walkers by arrows and mouse",
     .keys = {{KEY_CODE_TAB, 1, false}, {KEY_CODE_BACK_TAB, -1, true}}, .turn = focus,
     .help = "arrows to the knobs, to the start, to the next walker", .rank = 10, .hint = "start"},
    {.keys = {{KEY_CODE_UP, 1, false}, {KEY_CODE_DOWN, -1, false}}, .turn = vertical,
     .help = "choose a knob, or move the start"},
    {.keys = {{KEY_CODE_LEFT, -1, false}, {KEY_CODE_RIGHT, 1, false}}, .turn = horizontal,
     .help = "turn the knob, or move the start"},
    {.mouse = "click",
     .help = "move the start or crosshair; a slider, a step, a walker"},
    {.mouse = "wheel",
     .help = "zoom at the pointer, turn a slider, go through steps"},

    {.heading = "race",
     .name = "add", .keys = {{'A', 0, false}}, .act = racers_add,
     .help = "one more walker, with the next optimizer"},
    {.name = "remove", .keys = {{'X', 0, false}}, .act = racers_remove,
     .help = "take the chosen walker out"},
    {.name = "terms", .keys = {{'R', 1, false}}, .turn = racers_turn_terms, .take = racers_set_terms,
     .help = "other terms: same lr, same first step, each its best lr"},
    {.name = "score", .keys = {{'S', 0, false}}, .act = pages_open_score,
     .help = "who wins: steps to the goal, loss and verdict of each"},

    {.heading = "map",
     .name = "zoom", .keys = {{'z', 1, false}, {'Z', -1, false}}, .turn = sight_zoom,
     .help = "zoom in, out: at the crosshair, at the walker", .rank = 14, .hint = "zoom"},
    {.name = "whole", .keys = {{'w', 0, false}}, .act = sight_hold,
     .help = "out to all that was walked; back to the scene's window", .shown = SHOWN_WHOLE},
    {.name = "view", .keys = {{'v', 0, false}}, .act = sight_crosshair,
     .help = "crosshair: the loss anywhere; arrows move it, and the map",
     .rank = 15, .hint = "view"},
    {.name = "critical", .keys = {{'d', LAYER_CRITICAL, false}}, .turn = sight_toggle,
     .help = "marks of minima, saddles, maxima"},
    {.name = "isolines", .keys = {{'i', LAYER_CONTOURS, false}}, .turn = sight_toggle,
     .help = "contour lines"},
    {.name = "gradient", .keys = {{'g', LAYER_SLOPES, false}}, .turn = sight_toggle,
     .help = "arrows downhill, against the gradient"},
    {.name = "explain", .keys = {{'e', 0, false}}, .act = pages_open_step,
     .help = "the next step taken apart: the numbers of the rule",
     .rank = 18, .hint = "explain"},
    {.name = "arrows", .keys = {{'E', LAYER_STEP, false}}, .turn = sight_toggle,
     .help = "next step to scale; g downhill and m momentum: directions",
     .rank = 17, .hint = "arrows"},
    {.name = "relief", .keys = {{'h', LAYER_RELIEF, false}}, .turn = sight_toggle,
     .help = "hill shading"},
    {.name = "fog", .keys = {{'f', LAYER_FOG, false}}, .turn = sight_toggle,
     .help = "only what was walked over is seen"},
    {.name = "palette", .keys = {{'k', 1, false}, {'K', -1, false}}, .turn = sight_turn_colormap,
     .help = "next, previous colour map: viridis, magma, cividis, grey"},
    {.keys = {{'y', 1, false}}, .turn = change_scale,
     .help = "colour scale: linear, logarithmic, by rank"},
    {.name = "hold", .keys = {{'Y', LAYER_HELD, false}}, .turn = sight_toggle,
     .help = "colour scale: of what is seen, or of the scene's window"},
    {.name = "theme", .keys = {{'x', 0, false}}, .act = sight_turn_theme,
     .help = "words for a dark or a light background"},

    {.heading = "screen",
     .name = "chart", .keys = {{'c', 1, false}, {'C', -1, false}}, .turn = chart,
     .help = "the chart: loss, cut, linear, gradient, rate, distance",
     .rank = 16, .hint = "chart"},

    {.name = "present", .keys = {{'V', 0, false}}, .act = present,
     .help = "for the back row: the map alone, large marks, the last key"},

    {.heading = "lessons",
     .name = "next", .keys = {{KEY_CODE_ENTER, 0, false}}, .act = enter,
     .help = "next page, next lesson, answer; the start to the crosshair"},
    {.name = "previous", .keys = {{KEY_CODE_BACKSPACE, -1, false}}, .turn = lesson_lead,
     .help = "the page before"},
    {.keys = {{KEY_CODE_PAGE_DOWN, 1, false}, {KEY_CODE_PAGE_UP, -1, false}}, .turn = scroll,
     .help = "more of the page's words, where they have no room"},

    {.heading = "pictures: files in the folder that the program was started in",
     .name = "picture", .keys = {{'p', 0, false}}, .act = record_picture,
     .help = "save what is shown as a figure"},
    {.name = "animation", .keys = {{'P', 0, false}}, .act = record_animation,
     .help = "begin an animation of what is walked from here on; end it"},

    {.heading = "program",
     .name = "scenes", .keys = {{'s', 0, false}}, .act = pages_open_menu,
     .help = "menu of scenes", .rank = 6, .hint = "scenes"},
    {.name = "about", .keys = {{'a', 0, false}}, .act = pages_open_about,
     .help = "what the scene shows; its formula and gradient"},
    {.keys = {{':', 0, false}}, .act = prompt_open,
     .help = "a key of the scene: lr 0.003, optimizer adam, constants.b 10", .rank = 12, .hint = "set"},
    {.name = "help", .keys = {{'?', 0, false}}, .act = pages_open_help,
     .help = "this help", .shown = SHOWN_HELP, .rank = 9, .hint = "help"},
    {.name = "redraw", .keys = {{KEY_CODE_REDRAW, 0, false}}, .act = redraw,
     .help = "draw the screen again"},
    {.name = "quit", .keys = {{'q', 0, false}}, .act = quit,
     .help = "quit; leave a page", .shown = SHOWN_QUIT, .rank = 7, .hint = "quit"},
};
// clang-format on

const size_t action_count = ARRAY_LENGTH(actions);

const struct action *action_of_key(uint32_t key, int *argument)
{
    for (size_t i = 0; i < action_count; i++)
        for (size_t k = 0; k < ACTION_KEYS && actions[i].keys[k].key; k++)
            if (actions[i].keys[k].key == key) {
                *argument = actions[i].keys[k].argument;
                return &actions[i];
            }
    return NULL;
}

void action_do(struct app *app, const struct action *action, int argument)
{
    if (action->turn)
        action->turn(app, argument);
    else
        action->act(app);
}

const struct action *action_find(const char *name)
{
    for (size_t i = 0; i < action_count; i++)
        if (actions[i].name && strcmp(actions[i].name, name) == 0)
            return &actions[i];
    return NULL;
}

/* The view spells what the screen cannot show. */
static const struct {
    uint32_t key;
    const char *name;
} key_names[] = {
    {' ', "space"},
    {KEY_CODE_UP, "↑"},
    {KEY_CODE_DOWN, "↓"},
    {KEY_CODE_LEFT, "←"},
    {KEY_CODE_RIGHT, "→"},
    {KEY_CODE_TAB, "tab"},
    {KEY_CODE_REDRAW, "ctrl-L"},
    {KEY_CODE_HOME, "home"},
    {KEY_CODE_END, "end"},
    {KEY_CODE_ENTER, "enter"},
    {KEY_CODE_BACKSPACE, "backspace"},
    {KEY_CODE_PAGE_DOWN, "pgdn"},
    {KEY_CODE_PAGE_UP, "pgup"},
};

static void add_key_name(struct buffer *out, uint32_t key)
{
    for (size_t i = 0; i < ARRAY_LENGTH(key_names); i++)
        if (key_names[i].key == key) {
            buffer_add_text(out, key_names[i].name);
            return;
        }
    buffer_add_codepoint(out, key);
}

/* The shown keys, each between `open` and `close`. */
static void add_keys(struct buffer *out, const struct action *action, const char *open,
                     const char *close)
{
    if (action->mouse)
        buffer_add_text(out, action->mouse);
    for (size_t k = 0; k < ACTION_KEYS && action->keys[k].key; k++) {
        if (action->keys[k].is_alias)
            continue;
        buffer_add_text(out, k > 0 ? " " : "");
        buffer_add_text(out, open);
        add_key_name(out, action->keys[k].key);
        buffer_add_text(out, close);
    }
}

void action_print_keys(const struct action *action, char out[ACTION_KEYS_TEXT])
{
    struct buffer text = {0};
    add_keys(&text, action, "", "");
    snprintf(out, ACTION_KEYS_TEXT, "%s", buffer_text(&text));
    buffer_release(&text);
}

void action_print_key(uint32_t key, char out[ACTION_KEYS_TEXT])
{
    struct buffer text = {0};
    add_key_name(&text, key);
    snprintf(out, ACTION_KEYS_TEXT, "%s", buffer_text(&text));
    buffer_release(&text);
}

static bool is_called(const struct action *action, const char *name)
{
    return (action->name && strcmp(action->name, name) == 0) ||
           (action->hint && strcmp(action->hint, name) == 0);
}

struct action_key_text action_key(const char *name)
{
    struct action_key_text key = {""};
    for (size_t i = 0; i < action_count && !*key.text; i++)
        if (is_called(&actions[i], name))
            action_print_key(actions[i].keys[0].key, key.text);
    return key;
}

bool action_has_key(const char *name, uint32_t key)
{
    int argument;
    const struct action *action = action_of_key(key, &argument);
    return action && is_called(action, name);
}

static const struct action *action_of_rank(int rank)
{
    for (size_t i = 0; i < action_count; i++)
        if (actions[i].rank == rank)
            return &actions[i];
    return NULL;
}

size_t action_hints(bool running, char keys[ACTION_HINTS][ACTION_KEYS_TEXT],
                    struct key_hint hints[ACTION_HINTS])
{
    size_t count = 0;
    const struct action *action = NULL;
    for (; count < ACTION_HINTS && (action = action_of_rank((int)count + 1)); count++) {
        action_print_keys(action, keys[count]);
        hints[count] = (struct key_hint){
            .key = keys[count],
            .word = running && action->hint_running ? action->hint_running : action->hint,
        };
    }
    return count;
}

void action_print_shown(struct key_names *out)
{
    for (size_t i = 0; i < action_count; i++)
        if (actions[i].shown != SHOWN_NONE)
            action_print_keys(&actions[i], out->of[actions[i].shown]);
}

void action_print_table(struct buffer *out)
{
    buffer_add_text(out, "| key | what it does |\n|---|---|\n");
    for (size_t i = 0; i < action_count; i++) {
        buffer_add_text(out, "| ");
        add_keys(out, &actions[i], "`", "`");
        buffer_printf(out, " | %s |\n", actions[i].help);
    }
}
