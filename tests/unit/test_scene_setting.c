/* `--set` before a scene is read, and changes while it lives: where they go, what they drop. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/scenes.h"

static const char solo[] = "loss: a*x^2 + y^2\nconstants: {a: 1}\nrates: {sgd: 0.3, adam: 0.2}\n"
                           "lr: 0.4\nmomentum: 0.5\nnoise: 0.25\nlabel: me\n";
static const char plain[] = "loss: x^2 + y^2\nlr: 0.4\nmomentum: 0.5\n"; /* without rates */
static const char pair[] =
    "loss: x^2 + y^2\nrates: {adam: 0.2}\nstart: [1, 1]\nwalkers:\n"
    "  - {lr: 0.4, momentum: 0.5, start: [2, 2]}\n"
    "  - {optimizer: adam, beta1: 0.8, schedule: {type: step, step_size: 9}}\n";

/* A walker as text: "adam lr=0.2 beta1=0.9", the knobs that differ from the defaults, and lr. */
static const char *describe(const struct scene *scene, size_t walker)
{
    static char out[400];
    const struct walker_settings *settings = &scene->walkers[walker].settings;
    struct walker_settings fresh;
    walker_settings_init(&fresh, settings->optimizer);
    int at = snprintf(out, sizeof out, "%s", settings->optimizer->name);
    for (size_t i = 0; i < settings->optimizer->knob_count; i++)
        if (i == OPTIMIZER_LR || settings->knob[i] != fresh.knob[i])
            at += snprintf(out + at, sizeof out - (size_t)at, " %s=%g",
                           settings->optimizer->knobs[i].name, settings->knob[i]);
    if (settings->noise != 0)
        at += snprintf(out + at, sizeof out - (size_t)at, " noise=%g", settings->noise);
    if (settings->schedule.schedule != NULL)
        at += snprintf(out + at, sizeof out - (size_t)at, " %s", settings->schedule.schedule->name);
    int gamma = settings->schedule.schedule != NULL
                    ? schedule_knob(settings->schedule.schedule, "gamma")
                    : -1;
    if (gamma >= 0 && settings->schedule.knob[gamma] != 0.1)
        snprintf(out + at, sizeof out - (size_t)at, " gamma=%g", settings->schedule.knob[gamma]);
    return out;
}

struct setting_case {
    const char *text;
    const char *set[5];
    size_t walker;
    const char *expected; /* as describe() tells the walker */
};

static void settings_reach_the_walkers(void **state)
{
    (void)state;
    // clang-format off
    static const struct setting_case cases[] = {
        {solo, {NULL}, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, {"lr=0.1"}, 0, "sgd lr=0.1 momentum=0.5 noise=0.25"},
        {solo, {"lr=1/8"}, 0, "sgd lr=0.125 momentum=0.5 noise=0.25"},
        {solo, {"lr=0.1", "lr=0.2"}, 0, "sgd lr=0.2 momentum=0.5 noise=0.25"}, /* the last counts */
        {solo, {"optimizer=sgd"}, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},    /* the file's own */
        {solo, {"optimizer=adam"}, 0, "adam lr=0.2 noise=0.25"},
        {solo, {"optimizer=rmsprop"}, 0, "rmsprop lr=0.008 momentum=0.5 noise=0.25"}, /* no rate: found */
        {plain, {"optimizer=adam"}, 0, "adam lr=0.4"},
        {plain, {"optimizer=rmsprop"}, 0, "rmsprop lr=0.4 momentum=0.5"},
        {solo, {"beta1=0.7", "optimizer=adam"}, 0, "adam lr=0.2 beta1=0.7 noise=0.25"},
        {solo, {"lr=0.7", "optimizer=adam"}, 0, "adam lr=0.7 noise=0.25"},
        {solo, {"optimizer=adam", "rates.adam=0.6"}, 0, "adam lr=0.6 noise=0.25"},
        {solo, {"optimizer=adam", "rates={adam: 0.7}"}, 0, "adam lr=0.7 noise=0.25"},
        {solo, {"walkers.1.lr=0.6"}, 0, "sgd lr=0.6 momentum=0.5 noise=0.25"},
        {solo, {"schedule.type=cosine"}, 0, "sgd lr=0.4 momentum=0.5 noise=0.25 cosine"},
        {solo, {"schedule={type: exponential, gamma: 0.9}", "optimizer=adam"}, 0, "adam lr=0.2 noise=0.25 exponential gamma=0.9"},
        {pair, {"lr=0.1"}, 0, "sgd lr=0.1 momentum=0.5"},
        {pair, {"lr=0.1"}, 1, "adam lr=0.1 beta1=0.8 step"},
        {pair, {"walkers.2.lr=0.1"}, 0, "sgd lr=0.4 momentum=0.5"},
        {pair, {"walkers.2.lr=0.1"}, 1, "adam lr=0.1 beta1=0.8 step"},
        {pair, {"momentum=0.9"}, 0, "sgd lr=0.4 momentum=0.9"},
        {pair, {"momentum=0.9"}, 1, "adam lr=0.2 beta1=0.8 step"},            /* adam has none */
        {pair, {"optimizer=adam"}, 0, "adam lr=0.2"},
        {pair, {"optimizer=adam"}, 1, "adam lr=0.2 beta1=0.8 step"},
        {pair, {"walkers.2.optimizer=sgd"}, 1, "sgd lr=0.5 step"},
        {pair, {"momentum=0.9", "walkers.2.optimizer=sgd"}, 1, "sgd lr=1 momentum=0.9 step"},
        {pair, {"walkers.2.schedule.type=cosine"}, 1, "adam lr=0.2 beta1=0.8 cosine"},
        {pair, {"walkers.2.schedule.gamma=0.5"}, 1, "adam lr=0.2 beta1=0.8 step gamma=0.5"},
        {pair, {"schedule.gamma=0.5"}, 0, "sgd lr=0.4 momentum=0.5"},        /* has no schedule */
        {pair, {"schedule.gamma=0.5"}, 1, "adam lr=0.2 beta1=0.8 step gamma=0.5"},
        {pair, {"walkers.1.schedule=cosine", "schedule.gamma=2"}, 0, "sgd lr=0.4 momentum=0.5 cosine"},
        {pair, {"walkers.1.schedule=exponential", "schedule.gamma=2"}, 0, "sgd lr=0.4 momentum=0.5 exponential gamma=2"},
        {pair, {"noise=2"}, 0, "sgd lr=0.4 momentum=0.5 noise=2"},
        {pair, {"walkers=[{optimizer: lion}]"}, 0, "lion lr=0.0125"},
        {solo, {"walkers=[{}, {optimizer: adam}]"}, 0, "sgd lr=0.3"}, /* in place of the lone one */
        {solo, {"walkers=[{}, {}]", "walkers.2.lr=0.1"}, 1, "sgd lr=0.1"},
    };
    // clang-format on
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_right(cases[i].text, cases[i].set);
        if (strcmp(describe(scene, cases[i].walker), cases[i].expected) != 0)
            fail_msg("case %zu (%s): %s", i, cases[i].set[0], describe(scene, cases[i].walker));
        scene_free(scene);
    }
}

static void settings_reach_the_scene(void **state)
{
    (void)state;
    const char *set[] = {"x=[-1, 1]",   "title=Ratio: 1/2", "loss=b*x^2 - y", "constants.b=3",
                         "start=[0,1]", "scale=rank",       "steps=33",       "about=*stars*",
                         "label=[me]",  "seed=9",           "y=[-pi, pi]",    NULL};
    struct scene *scene = scene_right(solo, set);
    assert_string_equal(scene->title, "Ratio: 1/2");
    assert_string_equal(scene->about, "*stars*");
    assert_string_equal(scene->walkers[0].label, "[me]");
    assert_string_equal(scene->loss, "b*x^2 - y");
    assert_int_equal(scene->constant_count, 2);
    assert_int_equal(scene->scale, SCENE_RANK);
    assert_int_equal(scene->steps, 33);
    assert_int_equal(scene->seed, 9);
    assert_true(scene->window[0].low == -1 && scene->window[0].high == 1);
    assert_close(scene->window[1].high, 3.141592653589793, 1e-15, 0);
    assert_true(scene->walkers[0].start[0] == 0 && scene->walkers[0].start[1] == 1);
    scene_free(scene);
    const char *all[] = {"start=[0, 0]", NULL}, *one[] = {"walkers.2.start=[0, 0]", NULL};
    scene = scene_right(pair, all);
    assert_true(scene->walkers[0].start[0] == 0 && scene->walkers[1].start[0] == 0);
    scene_free(scene);
    scene = scene_right(pair, one);
    assert_true(scene->walkers[0].start[0] == 2 && scene->walkers[1].start[0] == 0);
    scene_free(scene);
    const char *names[] = {"w=[-1, 1]", "parameters=[w, b]", "loss=w^2+b^2", NULL};
    scene = scene_right(pair, names);
    assert_true(scene->window[0].high == 1);
    scene_free(scene);
}

struct wrong_setting {
    const char *text;
    const char *set[4];
    const char *errors;
};

static void wrong_settings_are_quoted(void **state)
{
    (void)state;
    // clang-format off
    static const struct wrong_setting cases[] = {
        {solo, {"lr=fast"}, ": 'lr=fast': expected a number, found 'fast'\n"},
        {solo, {"lr="}, ": 'lr=': expected a number, found nothing\n"},
        {solo, {"lr=[1"}, ": 'lr=[1': expected ',' or ']': the list is not closed\n"},
        {solo, {"lr=0,5"}, ": 'lr=0,5': '0,5' is no number: write it with a decimal point\n"},
        {solo, {"lrr=1"}, ": 'lrr=1': unknown key (did you mean 'lr'?)\n"},
        {solo, {"a=1"}, ": 'a=1': unknown key (did you mean 'constants.a'?)\n"},
        {solo, {"=1"}, ": '=1': the key is missing: KEY=VALUE\n"},
        {solo, {"lr.=1"}, ": 'lr.=1': a name is missing before or after '.'\n"},
        {solo, {"lr.a=1"}, ": 'lr.a=1': expected a number, found a mapping (key: value)\n"},
        {solo, {"beta1=0.5"}, ": 'beta1=0.5': 'beta1' is not a hyperparameter of sgd\n"},
        {pair, {"lambd=0.5"}, ": 'lambd=0.5': no walker's optimizer has 'lambd'\n"},
        {pair, {"walkers.3.lr=1"}, ": 'walkers.3.lr=1': no walker '3': there are 2, counted from 1\n"},
        {pair, {"walkers.0.lr=1"}, ": 'walkers.0.lr=1': no walker '0': there are 2, counted from 1\n"},
        {pair, {"walkers.2=1"}, ": 'walkers.2=1': which key of the walker? (`walkers.1.lr`)\n"},
        {pair, {"lr=-1"}, ": 'lr=-1': lr must be a number of 0 or more\n"}, /* once, not for each walker */
        {pair, {"optimizer=adan"}, ": 'optimizer=adan': unknown optimizer 'adan' (did you mean 'adam'?)\n"},
        {solo, {"steps=x", "seed=y"}, ": 'steps=x': expected a number, found 'x'\n: 'seed=y': expected a number, found 'y'\n"},
        {solo, {"title=a\x1b[31m"}, ": 'title=a\\x1b[31m': U+001B, an escape character\n"},
        {solo, {"loss=x^2 + q"}, ": 'loss=x^2 + q': unknown name 'q'\n"},
        {"lss: x", {"lr=a"}, ": 'lr=a': expected a number, found 'a'\n1:1: unknown key 'lss' (did you mean 'loss'?)\n"
                            "1:1: 'loss' is missing: a scene needs a formula, `loss: x^2 + y^2`\n"},
    };
    // clang-format on
    struct buffer errors = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_of(cases[i].text, strlen(cases[i].text), cases[i].set, &errors);
        if (scene != NULL || strcmp(buffer_text(&errors), cases[i].errors) != 0)
            fail_msg("%s\nexpected %sfound %s", cases[i].set[0], cases[i].errors,
                     buffer_text(&errors));
    }
    buffer_release(&errors);
}

/* --- while it lives */

struct change_case {
    const char *text;
    int walker;
    const char *key, *value;
    unsigned stale;
    size_t told;
    const char *expected;
};

static void changes_act_and_say_what_is_stale(void **state)
{
    (void)state;
    enum { ALL = SCENE_RESTART | SCENE_RESAMPLE | SCENE_RECOLOUR | SCENE_RELAYOUT };
    // clang-format off
    static const struct change_case cases[] = {
        {solo, SCENE_ALL, "lr", "0.1", 0, 0, "sgd lr=0.1 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "optimizer", "adam", 0, 0, "adam lr=0.2 noise=0.25"},
        {solo, SCENE_ALL, "optimizer", "sgd", 0, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "schedule", "cosine", 0, 0, "sgd lr=0.4 momentum=0.5 noise=0.25 cosine"},
        {solo, SCENE_ALL, "rates.adam", "0.9", 0, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {pair, SCENE_ALL, "lr", "0.1", 0, 0, "sgd lr=0.1 momentum=0.5"},
        {pair, SCENE_ALL, "lr", "0.1", 0, 1, "adam lr=0.1 beta1=0.8 step"},
        {pair, 0, "lr", "0.1", 0, 1, "adam lr=0.2 beta1=0.8 step"},
        {pair, 0, "walkers.2.lr", "0.1", 0, 1, "adam lr=0.1 beta1=0.8 step"},
        {pair, 0, "walkers.2.lr", "0.1", 0, 0, "sgd lr=0.4 momentum=0.5"},
        {pair, SCENE_ALL, "beta1", "0.1", 0, 1, "adam lr=0.2 beta1=0.1 step"},
        {pair, 1, "schedule.gamma", "0.2", 0, 1, "adam lr=0.2 beta1=0.8 step gamma=0.2"},
        {pair, SCENE_ALL, "schedule.gamma", "0.2", 0, 1, "adam lr=0.2 beta1=0.8 step gamma=0.2"},
        {pair, SCENE_ALL, "schedule.gamma", "0.2", 0, 0, "sgd lr=0.4 momentum=0.5"},
        {pair, 1, "schedule", "none", 0, 1, "adam lr=0.2 beta1=0.8"},
        {solo, SCENE_ALL, "constants.a", "5", ALL, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "constants", "{a: 5}", ALL, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "loss", "x^4", ALL, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "x", "[-1, 1]", SCENE_RESAMPLE | SCENE_RECOLOUR | SCENE_RELAYOUT, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "colormap", "grey", SCENE_RECOLOUR, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "scale", "log", SCENE_RECOLOUR | SCENE_RELAYOUT, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "start", "[0, 0]", SCENE_RESTART, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "seed", "4", SCENE_RESTART, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "title", "new: one", SCENE_RELAYOUT, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
        {solo, SCENE_ALL, "steps", "4", SCENE_RELAYOUT, 0, "sgd lr=0.4 momentum=0.5 noise=0.25"},
    };
    // clang-format on
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_right(cases[i].text, NULL);
        unsigned stale = 99;
        struct error error = {0};
        if (!scene_set(scene, cases[i].walker, cases[i].key, cases[i].value, &stale, &error))
            fail_msg("case %zu: %s", i, error.message);
        if (strcmp(describe(scene, cases[i].told), cases[i].expected) != 0)
            fail_msg("case %zu (%s): %s", i, cases[i].key, describe(scene, cases[i].told));
        assert_int_equal(stale, cases[i].stale);
        scene_free(scene);
    }
}

static double loss_at(const struct scene *scene, double x, double y)
{
    struct surface_point point;
    surface_at(scene->surface, SURFACE_LOSS, (const double[2]){x, y}, &point);
    return point.loss;
}

static void change(struct scene *scene, const char *key, const char *value)
{
    struct error error = {0};
    unsigned stale;
    if (!scene_set(scene, SCENE_ALL, key, value, &stale, &error))
        fail_msg("%s", error.message);
}

/* A constant is turned in the surface that stands; another loss makes another. */
static void changes_reach_the_surface(void **state)
{
    (void)state;
    struct scene *scene = scene_right(solo, NULL);
    const struct surface *surface = scene->surface;
    assert_same(loss_at(scene, 2, 1), 5);
    change(scene, "constants.a", "10");
    assert_ptr_equal(scene->surface, surface);
    assert_same(loss_at(scene, 2, 1), 41);
    change(scene, "loss", "a*y");
    assert_same(loss_at(scene, 2, 1), 10);
    change(scene, "start", "[7, 8]");
    assert_true(scene->walkers[0].start[0] == 7 && scene->walkers[0].start[1] == 8);
    change(scene, "rates.adam", "0.75");
    scene_choose_optimizer(scene, 0, optimizer_find("adam"));
    assert_string_equal(describe(scene, 0), "adam lr=0.75 noise=0.25");
    scene_free(scene);
}

/* Would catch a rate for another start, surface or optimizer, and a search where none is asked for.
 */
static void rates_are_found_where_none_is_named(void **state)
{
    (void)state;
    struct scene *scene = scene_right(pair, NULL);
    const struct optimizer *sgd = optimizer_find("sgd"), *adam = optimizer_find("adam");
    assert_int_equal(scene_choose_optimizer(scene, 0, adam), SCENE_RATE_NAMED);
    assert_int_equal(scene_choose_optimizer(scene, 0, sgd), SCENE_RATE_FOUND);
    assert_string_equal(describe(scene, 0), "sgd lr=0.5");
    change(scene, "loss", "100*(x^2 + y^2)");
    assert_int_equal(scene_choose_optimizer(scene, 0, sgd), SCENE_RATE_FOUND);
    assert_string_equal(describe(scene, 0), "sgd lr=0.005");
    change(scene, "optimizer", "newton");
    assert_string_equal(describe(scene, 0), "newton lr=1");
    change(scene, "start", "[0, 0]"); /* at the bottom nothing leads down */
    assert_int_equal(scene_choose_optimizer(scene, 0, sgd), SCENE_RATE_USUAL);
    assert_string_equal(describe(scene, 0), "sgd lr=0.01");
    change(scene, "start", "[1, 1]");
    change(scene, "schedule", "{type: onecycle, max_lr: 0.1}"); /* does not ask */
    assert_int_equal(scene_choose_optimizer(scene, 0, sgd), SCENE_RATE_USUAL);
    scene_free(scene);
}

/* What a key press turned stays when another key is set by name. */
static void changes_keep_what_was_turned(void **state)
{
    (void)state;
    struct scene *scene = scene_right(solo, NULL);
    scene->walkers[0].settings.knob[OPTIMIZER_LR] = 0.015625;
    change(scene, "noise", "0");
    assert_string_equal(describe(scene, 0), "sgd lr=0.015625 momentum=0.5");
    scene_free(scene);
}

static void wrong_changes_change_nothing(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"lr", "fast", "lr: expected a number, found 'fast'"},
        {"lr", "-1", "lr must be a number of 0 or more"},
        {"lr", "[1", "lr: expected ',' or ']': the list is not closed"},
        {"lrr", "1", "unknown key 'lrr' (did you mean 'lr'?)"},
        {"a", "1", "a: unknown key (did you mean 'constants.a'?)"},
        {"beta1", "1",
         "'beta1' is not a hyperparameter of sgd (it has lr, momentum, "
         "dampening, nesterov, weight_decay)"},
        {"constants.b", "1", "constants.b: no constant 'b'"},
        {"constants.aa", "1", "constants.aa: no constant 'aa' (did you mean 'a'?)"},
        {"constants", "{a: 2, b: 1}", "constants: no constant 'b'"},
        {"loss", "x +", NULL},
        {"loss", "q", "loss: unknown name 'q'"},
        {"x", "[1, -1]", "x: the window's low end must be below its high end"},
        {"parameters", "[u, v]", "parameters: cannot be changed while the scene is open"},
        {"walkers", "[{}]", "walkers: cannot be changed while the scene is open"},
        {"lesson", "[]", "lesson: cannot be changed while the scene is open"},
        {"walkers.2.lr", "1", "walkers.2.lr: no walker '2': there is 1, counted from 1"},
        {"walkers.1.steps", "1", NULL},
        {"optimizer", "adan", "optimizer: unknown optimizer 'adan' (did you mean 'adam'?)"},
        {"schedule.gamma", "2", "schedule.gamma: the schedule's 'type' is missing: {type: cosine}"},
        {"title", "", "title: expected text, found nothing"},
        {"", "1", NULL},
        {"say", "hello", "'say' belongs into a page of 'lesson'"},
    };
    struct scene *scene = scene_right(solo, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error error = {0};
        unsigned stale = 99;
        struct scene before = *scene;
        assert_false(scene_set(scene, SCENE_ALL, cases[i][0], cases[i][1], &stale, &error));
        assert_true(error.set);
        if (cases[i][2] != NULL)
            assert_string_equal(error.message, cases[i][2]);
        assert_memory_equal(scene, &before, sizeof before);
        assert_int_equal(stale, 99);
        assert_same(loss_at(scene, 2, 1), 5);
    }
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_reach_the_walkers),
        cmocka_unit_test(settings_reach_the_scene),
        cmocka_unit_test(wrong_settings_are_quoted),
        cmocka_unit_test(changes_act_and_say_what_is_stale),
        cmocka_unit_test(changes_reach_the_surface),
        cmocka_unit_test(rates_are_found_where_none_is_named),
        cmocka_unit_test(changes_keep_what_was_turned),
        cmocka_unit_test(wrong_changes_change_nothing),
    };
    return cmocka_run_group_tests_name("scene settings", tests, NULL, NULL);
}
