/* A right scene file: what each key means, what is left out, and where a formula's error is found.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/key.h"
#include "scene/knobs.h"
#include "support/scenes.h"

static double loss_at(const struct scene *scene, double x, double y)
{
    struct surface_point point;
    surface_at(scene->surface, SURFACE_LOSS, (const double[2]){x, y}, &point);
    return point.loss;
}

static double knob_of(const struct scene *scene, size_t walker, const char *name)
{
    const struct walker_settings *settings = &scene->walkers[walker].settings;
    int knob = optimizer_knob(settings->optimizer, name);
    assert_true(knob >= 0);
    return settings->knob[knob];
}

/* The example of the contract, to the letter, but for its data. */
static void reads_the_contract(void **state)
{
    (void)state;
    struct scene *scene = scene_right(
        "title: Rosenbrock's valley\n"
        "about: |\n"
        "  A curved valley with a flat floor. Getting into it is easy; getting along it is not.\n"
        "loss: (a - x)^2 + b*(y - x^2)^2\n"
        "constants: {a: 1, b: 100}         # each one a live knob\n"
        "x: [-2, 2]                        # the window; also names the parameter\n"
        "y: [-1, 3]\n"
        "scale: log\n"
        "colormap: cividis\n"
        "start: [-1.2, 1]\n"
        "steps: 500\n"
        "seed: 7\n"
        "rates: {sgd: 0.001, adam: 0.05}\n"
        "walkers:\n"
        "  - {optimizer: sgd, momentum: 0.9}\n"
        "  - {optimizer: adam, lr: 0.02, schedule: {type: cosine, t_max: 400}, warmup: 20, "
        "clip_norm: 1}\n"
        "lesson:\n"
        "  - say: |\n"
        "      Press L to raise the learning rate until the walker leaves the valley.\n"
        "    until: diverged || loss > 1e6\n",
        NULL);
    assert_string_equal(scene->title, "Rosenbrock's valley");
    assert_string_equal(scene->about, "A curved valley with a flat floor. Getting into it is easy; "
                                      "getting along it is not.");
    assert_string_equal(scene->loss, "(a - x)^2 + b*(y - x^2)^2");
    assert_int_equal(scene->constant_count, 2);
    assert_string_equal(scene->constants[1].name, "b");
    assert_same(scene->constants[1].value, 100);
    assert_same(scene->window[0].low, -2);
    assert_same(scene->window[1].high, 3);
    assert_int_equal(scene->scale, SCENE_LOG);
    assert_string_equal(scene_colormaps[scene->colormap], "cividis");
    assert_int_equal(scene->steps, 500);
    assert_int_equal(scene->seed, 7);
    assert_same(loss_at(scene, -1.2, 1), (1 + 1.2) * (1 + 1.2) + 100 * (1 - 1.44) * (1 - 1.44));
    assert_int_equal(scene->walker_count, 2);
    assert_string_equal(scene->walkers[0].settings.optimizer->name, "sgd");
    assert_same(knob_of(scene, 0, "lr"), 0.001);
    assert_same(knob_of(scene, 0, "momentum"), 0.9);
    assert_same(knob_of(scene, 1, "lr"), 0.02);
    assert_same(knob_of(scene, 1, "beta2"), 0.999);
    const struct walker_settings *second = &scene->walkers[1].settings;
    assert_string_equal(second->schedule.schedule->name, "cosine");
    assert_same(second->schedule.knob[schedule_knob(second->schedule.schedule, "t_max")], 400);
    assert_int_equal(second->warmup, 20);
    assert_same(second->clip_norm, 1);
    for (size_t i = 0; i < 2; i++)
        assert_true(scene->walkers[i].start[0] == -1.2 && scene->walkers[i].start[1] == 1);
    assert_int_equal(scene->page_count, 1);
    assert_string_equal(scene->pages[0].say,
                        "Press L to raise the learning rate until the walker leaves the valley.");
    assert_string_equal(scene->pages[0].until, "diverged || loss > 1e6");
    scene_free(scene);
}

static void leaves_out_all_but_the_loss(void **state)
{
    (void)state;
    struct scene *scene = scene_right("loss: x^2", NULL);
    assert_string_equal(scene->title, "");
    assert_null(scene->about);
    for (int axis = 0; axis < 2; axis++)
        assert_true(scene->window[axis].low == -3 && scene->window[axis].high == 3);
    assert_int_equal(scene->steps, 200);
    assert_int_equal(scene->seed, 1);
    assert_int_equal(scene->scale, SCENE_LINEAR);
    assert_int_equal(scene->colormap, SCENE_NO_COLORMAP);
    assert_int_equal(scene->walker_count, 1);
    assert_same(scene->walkers[0].start[0], -1.5); /* the middle of the upper left quarter */
    assert_same(scene->walkers[0].start[1], 1.5);
    assert_string_equal(scene->walkers[0].settings.optimizer->name, "sgd");
    assert_same(scene->walkers[0].settings.noise, 0);
    assert_true(knob_of(scene, 0, "lr") > 0);
    assert_true(isnan(*scene_rate(scene, optimizer_find("adam"))));
    scene_free(scene);
}

/* Numbers may be formulas, wherever a number stands. */
static void numbers_may_be_formulas(void **state)
{
    (void)state;
    struct scene *scene =
        scene_right("loss: a*x\nconstants: {a: 2*pi}\nx: [-pi/2, 1/3]\n"
                    "y: [\"-1\", +.5e1]\nstart: [-2^2, sqrt(4)]\nlr: 1/8\nsteps: 2^5",
                    NULL);
    assert_close(scene->constants[0].value, 6.283185307179586, 1e-15, 0);
    assert_close(scene->window[0].low, -1.5707963267948966, 1e-15, 0);
    assert_close(scene->window[0].high, 1.0 / 3, 1e-16, 0);
    assert_same(scene->window[1].high, 5);
    assert_same(scene->walkers[0].start[0], -4);
    assert_same(scene->walkers[0].start[1], 2);
    assert_same(knob_of(scene, 0, "lr"), 0.125);
    assert_int_equal(scene->steps, 32);
    scene_free(scene);
}

static void parameters_name_the_windows(void **state)
{
    (void)state;
    struct scene *scene =
        scene_right("b: [-2, 4]\nw: [-1, 1]\nloss: w^2 + 3*b\nparameters: [w, b]", NULL);
    assert_string_equal(scene->parameters[0], "w");
    assert_same(scene->window[0].high, 1);
    assert_same(scene->window[1].high, 4);
    assert_same(loss_at(scene, 2, 5), 19);
    scene_free(scene);
}

/* Any order of the keys reads the same: the table's order is that of reading. */
static void order_does_not_matter(void **state)
{
    (void)state;
    struct scene *scene = scene_right("lr: 0.5\nbeta1: 0.8\nrates: {adam: 0.3}\noptimizer: adam\n"
                                      "schedule: cosine\nsteps: 40\nloss: k*x\nconstants: {k: 2}",
                                      NULL);
    const struct walker_settings *settings = &scene->walkers[0].settings;
    assert_string_equal(settings->optimizer->name, "adam");
    assert_same(knob_of(scene, 0, "lr"), 0.5);
    assert_same(knob_of(scene, 0, "beta1"), 0.8);
    assert_same(settings->schedule.knob[schedule_knob(settings->schedule.schedule, "t_max")], 40);
    scene_free(scene);
}

static void walkers_have_what_they_are_given(void **state)
{
    (void)state;
    struct scene *scene = scene_right("loss: x\nstart: [1, 2]\nrates: {adam: 0.3}\nwalkers:\n"
                                      "  - {start: [3, 4], label: '  first \n  one '}\n"
                                      "  - {optimizer: adam, amsgrad: yes, noise: 0.5}\n",
                                      NULL);
    assert_true(scene->walkers[0].start[0] == 3 && scene->walkers[0].start[1] == 4);
    assert_true(scene->walkers[1].start[0] == 1 && scene->walkers[1].start[1] == 2);
    assert_string_equal(scene->walkers[0].label, "first one");
    assert_null(scene->walkers[1].label);
    for (size_t i = 0; i < 2; i++) { /* a name, short or not; else the optimizer's */
        const struct walker_settings *settings = &scene->walkers[i].settings;
        const struct optimizer *optimizer = settings->optimizer;
        assert_string_equal(scene_walker_name(scene, i, settings),
                            i == 0 ? "first one" : optimizer->label);
        assert_string_equal(scene_walker_short_name(scene, i, settings),
                            i == 0 ? "first one" : optimizer->name);
    }
    assert_same(knob_of(scene, 1, "lr"), 0.3);
    assert_same(knob_of(scene, 1, "amsgrad"), 1);
    assert_same(scene->walkers[1].settings.noise, 0.5);
    struct race_entry entries[RACE_WALKS];
    assert_int_equal(scene_entries(scene, entries), 2);
    assert_same(entries[0].start[1], 4);
    scene_free(scene);
}

static void texts_are_tidied(void **state)
{
    (void)state;
    struct scene *scene =
        scene_right("\xEF\xBB\xBFtitle: \"a\\tb\\n  c\"\r\nabout: |\r\n  one  \r\n  two\r\n\r\n"
                    "loss: x\r\n",
                    NULL);
    assert_string_equal(scene->title, "a b c");
    assert_string_equal(scene->about, "one\ntwo");
    scene_free(scene);
}

/* Every row of the table has what the manual needs, and no name stands for two things at one place.
 */
static void the_table_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < scene_key_count; i++) {
        assert_true(scene_keys[i].place != 0);
        assert_true((scene_keys[i].read != NULL) != (scene_keys[i].knob != NULL));
        assert_true((scene_keys[i].help != NULL) != (scene_keys[i].knob != NULL));
        assert_true((scene_keys[i].form != NULL) != (scene_keys[i].words != NULL));
        struct buffer form = {0};
        key_print_form(&scene_keys[i], &form);
        assert_true(form.length > 0 && strlen(key_help(&scene_keys[i])) > 0);
        if (scene_keys[i].knob != NULL)
            assert_string_equal(scene_keys[i].name, scene_keys[i].knob->name);
        for (size_t word = 0; scene_keys[i].words && scene_keys[i].words[word]; word++)
            assert_non_null(strstr(buffer_text(&form), scene_keys[i].words[word]));
        buffer_release(&form);
        assert_false(key_is_hyperparameter(scene_keys[i].name));
        for (size_t j = 0; j < i; j++)
            assert_true((scene_keys[i].place & scene_keys[j].place) == 0 ||
                        strcmp(scene_keys[i].name, scene_keys[j].name) != 0);
    }
}

/* The three live knobs lead to the optimizer's own rows and values. */
static void live_knobs_find_their_values(void **state)
{
    (void)state;
    struct scene *scene = scene_right("loss: x^2", NULL);
    for (size_t i = 0; i < optimizer_count; i++) {
        struct walker_settings settings;
        walker_settings_init(&settings, optimizers[i]);
        for (int which = 0; which < LIVE_KNOBS; which++) {
            const struct knob *knob = live_knob((enum live_knob)which, scene, &settings);
            if (knob == NULL && which == LIVE_BATCH)
                continue; /* no data */
            if (knob == NULL) {
                assert_int_equal(which, LIVE_MOMENTUM);
                assert_int_equal(optimizers[i]->momentum_knob, -1);
                assert_true(isnan(live_knob_value(LIVE_MOMENTUM, &settings)));
                continue;
            }
            live_knob_store((enum live_knob)which, &settings, 0.25);
            assert_same(live_knob_value((enum live_knob)which, &settings), 0.25);
        }
        assert_same(settings.knob[OPTIMIZER_LR], 0.25);
        assert_same(settings.noise, 0.25);
    }
    struct walker_settings adam;
    walker_settings_init(&adam, optimizer_find("adam"));
    assert_string_equal(live_knob(LIVE_MOMENTUM, scene, &adam)->name, "beta1");
    scene_free(scene);
}

/* --- places inside formulas */

struct placed {
    const char *text;
    int line, column;
};

/* Would catch an offset that forgets quotes, escapes, folds, indentation or wide characters. */
static void formula_errors_are_placed(void **state)
{
    (void)state;
    static const struct placed cases[] = {
        {"loss: x + q", 1, 11},
        {"loss:   x + q", 1, 13},
        {"loss: \"x + q\"", 1, 12},
        {"loss: 'x + q'", 1, 12},
        {"loss: 'q'", 1, 8},
        {"loss: \"x\\x20+ \\u0071\"", 1, 15},
        {"loss: \"x + \\\n  y + q\"", 2, 7},
        {"loss: x +\n  y + q", 2, 7},
        {"loss: x +\n\n   y\n  + q", 4, 5},
        {"loss: |\n  x +\n  y + q\n", 3, 7},
        {"loss: |\n  q\n", 2, 3},
        {"loss: |\n  x +\n    q\n", 3, 5},
        {"loss: |\n\n  x +\n\n  q\n", 5, 3},
        {"loss: >\n  x +\n  y +\n  q\n", 4, 3},
        {"loss: >-\n  x +\n\n  q\n", 4, 3},
        {"loss: >-\r\n  x +\r\n  y + q\r\n", 3, 7},
        {"{title: a, loss: x + q}", 1, 22},
        {"title: \xc3\xa4\xc3\xb6\nloss: \"x + \\\"q\"", 2, 12},
        {"{title: '\xc3\xa4\xe2\x88\x87', loss: 'x + q'}", 1, 26},
        {"\xEF\xBB\xBFloss: x + q", 1, 11},
        {"loss: x\nlesson:\n  - say: a\n    until: step > 3 && lss < 1", 4, 24},
        {"loss: x\nx: [0, 2*qi]", 2, 10},
    };
    struct buffer errors = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_of(cases[i].text, strlen(cases[i].text), NULL, &errors);
        char place[40];
        snprintf(place, sizeof place, "%d:%d:", cases[i].line, cases[i].column);
        if (scene != NULL || strncmp(buffer_text(&errors), place, strlen(place)) != 0)
            fail_msg("%s\nexpected at %s found %s", cases[i].text, place, buffer_text(&errors));
    }
    buffer_release(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_contract),
        cmocka_unit_test(leaves_out_all_but_the_loss),
        cmocka_unit_test(numbers_may_be_formulas),
        cmocka_unit_test(parameters_name_the_windows),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(walkers_have_what_they_are_given),
        cmocka_unit_test(texts_are_tidied),
        cmocka_unit_test(the_table_is_whole),
        cmocka_unit_test(live_knobs_find_their_values),
        cmocka_unit_test(formula_errors_are_placed),
    };
    return cmocka_run_group_tests_name("scene files", tests, NULL, NULL);
}
