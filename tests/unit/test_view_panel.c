/*
 * Would catch: a number that is not the walk's, a rule whose numbers do not add up, a slider that
 * is picked elsewhere than it is drawn, a row for the wrong walker.
 */
#include "view/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "support/stage.h"
#include "support/test.h"
#include "view/controls.h"
#include "view/coordinate.h"
#include "view/step.h"
#include "view/spell.h"

static const char valley[] =
    "title: A valley\nabout: Watch the walker cross the valley and come back.\n"
    "loss: (x^2 + y - 11)^2 + (x + y^2 - 7)^2\nx: [-5.5, 5.5]\ny: [-5, 5]\nsteps: 40\n"
    "start: [-4.8, -4.6]\noptimizer: sgd\nlr: 0.004\nmomentum: 0.9\n";

static const char race[] =
    "title: A race\nloss: x^2 + 10*y^2\nx: [-2, 2]\ny: [-2, 2]\nstart: [1.5, 1]\nwalkers:\n"
    "  - {optimizer: sgd, lr: 0.02, label: slow}\n"
    "  - {optimizer: adam, lr: 0.1}\n"
    "  - {optimizer: sgd, lr: 0.125}\n"
    "  - {optimizer: rmsprop, lr: 0.01}\n";

static struct stage stage;

static int close_stage(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

static void assert_shown(const char *words)
{
    if (stage_find(&stage, words) < 0)
        for (int row = 0; row < stage.frame.rows; row++)
            print_error("|%s|\n", stage_row(&stage, row));
    assert_true(stage_find(&stage, words) >= 0);
}

static void assert_not_shown(const char *words)
{
    assert_int_equal(stage_find(&stage, words), -1);
}

/* All of it is on a screen of 80 x 24. */
static void test_everything(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_walk(&stage, 12);
    stage.model.running = true;
    stage_draw(&stage, 80, 24);
    static const char *const words[] = {"downhill  A valley",
                                        "? help",
                                        "● ",
                                        "overshooting", /* the verdict, with its reason */
                                        "the loss rose by",
                                        "λ 161, here stable η < 0.0236",
                                        "► step",
                                        "step 12",
                                        "loss ",
                                        "at (−",
                                        "|∇|",
                                        "▸ rate",
                                        "0.004",
                                        "l L",
                                        "momentum",
                                        "0.9",
                                        "m M",
                                        "noise",
                                        "n N",
                                        "b ← μb",
                                        "θ ← θ − ηb",
                                        "x ← −",
                                        "y ← −",
                                        "10",
                                        "0 ",
                                        "step",
                                        "space run",
                                        "q quit"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        assert_shown(words[i]);
}

static void test_standings(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_draw(&stage, 80, 24);
    assert_shown("ready");
    stage_walk(&stage, 5);
    stage_draw(&stage, 80, 24);
    assert_shown("║ step 5");
    assert_shown("overshooting");
    assert_not_shown("ready");
    stage_walk(&stage, 35);
    stage_draw(&stage, 80, 24);
    assert_shown("■ step 40");
    stage.model.running = true;
    stage_draw(&stage, 80, 24);
    assert_shown("► step 40");
    struct walker_settings settings = *walk_settings(stage.race.walks[0]);
    settings.knob[OPTIMIZER_LR] = 5;
    assert_true(walk_change(stage.race.walks[0], &settings));
    stage_walk(&stage, 100);
    assert_true(walk_has_diverged(stage.race.walks[0]));
    stage_draw(&stage, 80, 24);
    assert_shown("diverged");
    char words[64];
    snprintf(words, sizeof words, "at step %d; the loss was",
             (int)walk_now(stage.race.walks[0])->step);
    stage_draw(&stage, 120, 36);
    assert_shown(words);
    assert_shown("■ step");
}

/* What the scene is about can be read before the walk from 80 x 24 on, and while it walks at 120
 * x 36. */
static void test_about(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_draw(&stage, 80, 24);
    assert_shown("Watch the walker cross");
    assert_shown("come back.");
    stage_walk(&stage, 3);
    stage_draw(&stage, 80, 24);
    assert_not_shown("Watch the walker cross");
    stage_draw(&stage, 120, 36);
    assert_shown("Watch the walker cross");
}

/* The step shown is the next one, for every optimizer; where a walk diverged, the last; where it
 * never could begin, none. */
static void test_step_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++) {
        stage_open_text(&stage, valley);
        struct walker_settings settings;
        walker_settings_init(&settings, optimizers[i]);
        settings.knob[OPTIMIZER_LR] = 0.003;
        const struct walk *walk = stage.race.walks[0];
        assert_true(walk_change(stage.race.walks[0], &settings));
        for (int walked = 0; walked < 3; walked++) {
            struct explanation step;
            assert_int_equal(step_shown(walk, &step), STEP_NEXT);
            assert_memory_equal(step.before, walk_now(walk)->at, sizeof step.before);
            stage_walk(&stage, 1);
            assert_memory_equal(step.after, walk_now(walk)->at, sizeof step.after);
            assert_int_equal(step.step, walk_now(walk)->step);
        }
        stage_close(&stage);
    }
    stage_open_text(&stage, "loss: x^2 + y^2\nstart: [1, 1]\nlr: 1e200\n");
    struct explanation step;
    stage_draw(&stage, 80, 24);
    assert_shown("next step");
    stage_walk(&stage, 5);
    assert_int_equal(step_shown(stage.race.walks[0], &step), STEP_LAST);
    assert_int_equal(step.step, walk_now(stage.race.walks[0])->step);
    stage_draw(&stage, 80, 24);
    assert_shown("last step");
    stage_close(&stage);
    stage_open_text(&stage, "loss: log(x)\nstart: [-1, 1]\nlr: 0.1\n");
    assert_int_equal(step_shown(stage.race.walks[0], &step), STEP_NONE);
    stage_draw(&stage, 80, 24);
    assert_not_shown("next step");
    assert_not_shown("last step");
    stage_close(&stage);
    stage_open_text(&stage, valley);
}

/* The line as it stands on the screen, read back. */
static void test_rule_line(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_walk(&stage, 9);
    stage_draw(&stage, 120, 36);
    const struct walker *now = walk_now(stage.race.walks[0]);
    char line[256] = "", plain[256] = "";
    for (int row = 0; row < 36; row++)
        if (strstr(stage_row(&stage, row), "− 0.004·") != NULL) {
            const char *name = strstr(stage_row(&stage, row), "x  ");
            while (strstr(name + 1, "x  ") != NULL) /* of the axis before */
                name = strstr(name + 1, "x  ");
            snprintf(line, sizeof line, "%s", name + 3);
            break;
        }
    size_t length = 0;
    for (const char *from = line; *from != '\0'; from++) { /* − as - */
        bool minus = strncmp(from, "−", 3) == 0;
        plain[length++] = minus ? '-' : *from;
        from += minus ? 2 : 0;
    }
    double after, before, rate, direction;
    char *at = strstr(plain, " ← ");
    assert_non_null(at);
    assert_true(number_parse(plain, (size_t)(at - plain), &after));
    char *minus = strstr(at, " - ");
    at += strlen(" ← ");
    assert_true(number_parse(at, (size_t)(minus - at), &before));
    char *times = strstr(minus, "·");
    assert_true(number_parse(minus + 3, (size_t)(times - minus - 3), &rate));
    times += strlen("·");
    size_t bracket = times[0] == '(';
    assert_true(number_parse(times + bracket, strlen(times) - 2 * bracket, &direction));
    assert_close(before, now->at[0], 0.0051, 0);
    assert_close(before - rate * direction, after, 0.011, 0);
}

/* What has no room of a long rule is missing at its beginning; the sign for that takes no row, and
 * where only the words about its letters are, there is none. */
static void test_long_rule(void **state)
{
    (void)state;
    stage_open(&stage, "ravine", (const char *const[]){"optimizer=adamw", NULL});
    stage_walk(&stage, 9);
    stage_draw(&stage, 80, 24);
    assert_not_shown("m ← ");
    assert_shown("⋮ v ← β₂v + (1−β₂)∇²");
    assert_shown("θ ← θ − η·m′/(√v′ + ε)");
    stage_draw(&stage, 200, 60);
    assert_shown("m ← ");
    assert_not_shown("⋮");
    stage_close(&stage);
    stage_open(&stage, "ravine", NULL);
    stage_walk(&stage, 9);
    for (int rows = 10; rows <= 24; rows++) {
        stage_draw(&stage, 80, rows);
        assert_not_shown("⋮");
    }
}

static double picked_fraction(int columns, int rows, enum live_knob knob, int column, int row)
{
    struct pick pick = view_pick(&stage.model, columns, rows, column, row);
    assert_int_equal(pick.kind, PICK_SLIDER);
    assert_int_equal(pick.knob, knob);
    return pick.fraction;
}

/* At each size, the cell where a knob is drawn picks that knob at about its value. */
static void test_pick_sliders(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    const struct walker_settings *settings = walk_settings(stage.race.walks[0]);
    int found = 0;
    for (int columns = 20; columns <= 220; columns += 7)
        for (int rows = 6; rows <= 70; rows += 5) {
            struct layout layout = layout_of(&stage.model, columns, rows);
            stage_draw(&stage, columns, rows);
            for (enum live_knob knob = 0; knob < (enum live_knob)live_knob_count(stage.scene);
                 knob++) {
                struct rectangle track = controls_track(&stage.model, &layout, knob);
                double fraction = knob_fraction(live_knob(knob, stage.scene, settings),
                                                live_knob_value(knob, settings));
                for (int i = 0; i < track.columns; i++) {
                    uint32_t c = frame_at(&stage.frame, track.column + i, track.row)->codepoint;
                    if (c != 0x2588 && c != 0x2590)
                        continue;
                    double picked =
                        picked_fraction(columns, rows, knob, track.column + i, track.row);
                    assert_close(picked, fraction, 0.76 / (track.columns - 1), 0);
                    found++;
                }
                assert_true(track.columns == 0 ||
                            !rectangle_has(layout.part[PART_MAP], track.column, track.row));
            }
        }
    assert_true(found > 300);
}

static void test_race(void **state)
{
    (void)state;
    stage_open_text(&stage, race);
    stage_walk(&stage, 3000);
    stage.model.walker = 2;
    stage_draw(&stage, 120, 36);
    static const char *const words[] = {"A slow",    "B Adam",   "▸C sgd",
                                        "D RMSprop", "diverged", "0.125"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        assert_shown(words[i]);
    assert_true(walk_has_diverged(stage.race.walks[2]));
    for (size_t walker = 0; walker < 4; walker++) {
        const char *name[] = {"A slow", "B Adam", "C sgd", "D RMSprop"};
        int row = stage_find(&stage, name[walker]);
        struct pick pick = view_pick(&stage.model, 120, 36, 100, row);
        assert_int_equal(pick.kind, PICK_WALKER);
        assert_int_equal(pick.index, walker);
    }
}

/* With fewer rows than walkers the chosen one is among those shown. */
static void test_race_on_few_rows(void **state)
{
    (void)state;
    stage_open_text(&stage, race);
    for (stage.model.walker = 0; stage.model.walker < 4; stage.model.walker++)
        for (int rows = 10; rows < 30; rows++) {
            char words[] = {'A', ' ', '\0'};
            words[0] = (char)('A' + stage.model.walker);
            stage_draw(&stage, 70, rows);
            char marked[8] = "▸";
            strcat(marked, words);
            assert_shown(marked);
        }
}

/* An optimizer without momentum says so, and has no slider to pick. */
/* Far out a point costs its blanks, but never its numbers; nothing else moves for it. */
static void test_far_points(void **state)
{
    (void)state;
    static const struct surface_window window[SURFACE_AXES] = {{-4.5, 4.5}, {-3.5, 3.5}};
    static const struct {
        double at[SURFACE_AXES];
        const char *words;
    } cases[] = {{{-1.25, 2}, "(−1.25,  2.00)"},
                 {{4.1e225, 2}, "(4e225,  2.00)"},
                 {{4.1e225, -2.3e226}, "(4e225,−2e226)"},
                 {{-4.1e225, -2.3e226}, "(−4e225,−2e226)"}};
    const struct look look = {.glyphs = GLYPHS_BRAILLE};
    struct coordinate_form form = coordinate_form(&look, window, 5);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char point[3 * SPELL_NUMBER];
        coordinate_point(point, sizeof point, &look, cases[i].at, &form);
        assert_string_equal(point, cases[i].words);
    }
}

static void test_no_momentum(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    const struct optimizer *newton = optimizer_find("newton");
    assert_non_null(newton);
    assert_int_equal(newton->momentum_knob, -1);
    struct walker_settings settings;
    walker_settings_init(&settings, newton);
    assert_true(walk_change(stage.race.walks[0], &settings));
    stage_draw(&stage, 80, 34);
    int row = stage_find(&stage, "momentum");
    assert_true(row > 0);
    assert_non_null(strstr(stage_row(&stage, row), "none"));
    for (int column = 50; column < 80; column++)
        assert_int_not_equal(view_pick(&stage.model, 80, 34, column, row + 1).kind, PICK_SLIDER);
}

/* A walk with this in place of its learning rate, 12 steps on. */
static void walk_scheduled(const char *keys)
{
    char text[1024];
    snprintf(text, sizeof text, "loss: x^2 + y^2\nsteps: 40\nlr: 0.02\n%s\n", keys);
    stage_open_text(&stage, text);
    stage_walk(&stage, 12);
    stage_draw(&stage, 80, 34);
}

/* The heights of the curve below a heading: 1 to 8 eighths; -1 where the walker stands. */
static int curve_below(const char *heading, int heights[40])
{
    int row = stage_find(&stage, heading) + 1, count = 0;
    assert_true(row > 0);
    for (int column = 49; column < 79; column++) {
        uint32_t c = frame_at(&stage.frame, column, row)->codepoint;
        assert_true(c == ' ' || c == 0x25CF || (c > 0x2580 && c <= 0x2588));
        heights[count++] = c == 0x25CF ? -1 : c == ' ' ? 0 : (int)(c - 0x2580);
    }
    return count;
}

/* The rate in force stands beside the base rate, its course below it with the present marked. */
static void test_course(void **state)
{
    (void)state;
    int heights[40];
    walk_scheduled("schedule: {type: step, step_size: 20, gamma: 0.5}");
    assert_shown("learning rate   0.02");
    assert_shown("step now        0.02");
    int count = curve_below("step now", heights);
    for (int i = 0; i < count; i++)
        assert_int_equal(heights[i], i == 12 * count / 41 ? -1 : i * 41 / count < 20 ? 8 : 4);
    stage_walk(&stage, 10);
    stage_draw(&stage, 80, 34);
    assert_shown("step now        0.01");
    stage_close(&stage);
    walk_scheduled("schedule: cosine\nwarmup: 20");
    assert_shown("warm-up now     0.013");
    count = curve_below("warm-up now", heights);
    for (int i = 1; i < count; i++)
        if (heights[i - 1] >= 0 && heights[i] >= 0)
            assert_true(i <= count / 2 ? heights[i] >= heights[i - 1]
                                       : heights[i] <= heights[i - 1]);
    assert_true(heights[0] == 1 && heights[count - 1] <= 5 && heights[count / 2] == 8);
    stage_draw(&stage, 60, 16);
    assert_shown("rate now");
    stage.model.look.glyphs = GLYPHS_ASCII;
    stage_draw(&stage, 80, 34);
    assert_int_equal(
        frame_at(&stage.frame, 49 + 12 * count / 41, stage_find(&stage, "warm-up") + 1)->codepoint,
        '@');
    stage_close(&stage);
    walk_scheduled("warmup: 0");
    assert_not_shown(" now ");
}

/* A schedule that takes no notice of the base rate says so where the slider was. */
static void test_ruled_knobs(void **state)
{
    (void)state;
    walk_scheduled("schedule: {type: onecycle, max_lr: 0.1}");
    int row = stage_find(&stage, "learning rate");
    assert_non_null(strstr(stage_row(&stage, row + 1), "set by onecycle"));
    assert_null(strstr(stage_row(&stage, row), "l L"));
    assert_null(strstr(stage_row(&stage, row), "0.02"));
    assert_non_null(
        strstr(stage_row(&stage, stage_find(&stage, "momentum") + 1), "set by onecycle"));
    for (int column = 50; column < 80; column++)
        assert_int_not_equal(view_pick(&stage.model, 80, 34, column, row + 1).kind, PICK_SLIDER);
}

/* Narrow, too: what an optimizer calls its rate is not a rate of every optimizer. The title tells
 * of momentum that a schedule brings. */
static void test_names_of_what_acts(void **state)
{
    (void)state;
    stage_open_text(&stage, "loss: x^2 + y^2\noptimizer: rprop\nlr: 0.1\n");
    stage_walk(&stage, 3);
    stage_draw(&stage, 80, 24);
    assert_int_equal(stage_find(&stage, "rate "), -1);
    assert_true(stage_find(&stage, "step     ") >= 0);
    stage_close(&stage);
    walk_scheduled("schedule: {type: onecycle, max_lr: 0.1}");
    stage_draw(&stage, 180, 40);
    assert_true(stage_find(&stage, "Gradient descent with momentum") >= 0);
}

/* Without colours and with ASCII alone, nothing else is drawn beside the map. */
static void test_ascii(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_walk(&stage, 30);
    stage.model.look = (struct look){GLYPHS_ASCII, DEPTH_MONO, false};
    for (int columns = 1; columns <= 200; columns += 11)
        for (int rows = 1; rows <= 60; rows += 3) {
            stage_draw(&stage, columns, rows);
            for (int i = 0; i < columns * rows; i++) {
                struct cell cell = stage.frame.cells[i];
                assert_true(cell.codepoint >= ' ' && cell.codepoint < 0x7F);
                assert_int_equal(cell.fore, COLOR_DEFAULT);
                assert_int_equal(cell.back, COLOR_DEFAULT);
            }
        }
    stage_draw(&stage, 80, 24);
    assert_shown("theta <- theta - eta b");
    assert_shown("> rate");
    assert_shown("@ Gradient descent");
}

/* A word a row in a race, with the rate only where it has room. */
static void test_race_verdicts(void **state)
{
    (void)state;
    stage_open_text(&stage, race);
    stage_walk(&stage, 3000);
    stage_draw(&stage, 80, 24);
    static const char *const rows[][2] = {{"A slow", "converged"}, {"C sgd", "diverged"}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        assert_non_null(strstr(stage_row(&stage, stage_find(&stage, rows[i][0])), rows[i][1]));
    assert_shown("at the minimum (0, 0)");
    stage.model.walker = 2;
    stage_draw(&stage, 80, 24);
    assert_shown("at step");
    stage_draw(&stage, 200, 60);
    assert_shown("C Gradient descent");
    assert_non_null(strstr(stage_row(&stage, stage_find(&stage, "C Gradient")), "0.125"));
}

/* The gauge: the line, its colour's word, and the slider's part beyond the limit. */
static void test_gauge(void **state)
{
    (void)state;
    static const char bowl[] = "loss: x^2 + y^2\nx: [-3, 3]\ny: [-3, 3]\nstart: [-2, 2]\n";
    char text[300];
    static const struct {
        const char *walker, *shown, *wide, *track; /* NULL: no limit on the track */
    } cases[] = {
        {"lr: 0.1", "λ 2, here stable if η < 1", "curvature λ = 2, here stable while η < 1", NULL},
        {"lr: 0.1\nmomentum: 0.9\nweight_decay: 2", "here stable if η < 0.95",
         "here stable while η < 0.95", "│"},
        {"optimizer: newton\nlr: 1", "here stable if η < 2", "here stable while η < 2", NULL},
        {"optimizer: adam\nlr: 0.1", "curvature λ = 2", "curvature λ = 2", NULL},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        snprintf(text, sizeof text, "%s%s\n", bowl, cases[i].walker);
        stage_open_text(&stage, text);
        stage_walk(&stage, 3);
        stage_draw(&stage, 80, 34);
        assert_shown(cases[i].shown);
        int row = stage_find(&stage, "learning rate") + 1;
        assert_true((strstr(stage_row(&stage, row), "│") != NULL) == (cases[i].track != NULL));
        stage_draw(&stage, 200, 60);
        assert_shown(cases[i].wide);
        stage_close(&stage);
    }
    /* beyond the limit it says so, and the knob stands in the part that is marked */
    stage_open_text(&stage,
                    "loss: 10*(x^2 + y^2)\nx: [-3, 3]\ny: [-3, 3]\nstart: [-2, 2]\nlr: 0.11\n");
    stage_walk(&stage, 1);
    stage_draw(&stage, 80, 34);
    assert_shown("λ 20, here unstable: η > 0.1");
    assert_shown("overshooting");
    /* where it curves down there is none */
    stage_close(&stage);
    stage_open_text(&stage, "loss: -x^2 - y^2\nx: [-3, 3]\ny: [-3, 3]\nstart: [-1, 1]\nlr: 0.01\n");
    stage_walk(&stage, 1);
    stage_draw(&stage, 80, 34);
    assert_shown("λ −2: curves down, no limit");
    /* nor where it does not curve */
    stage_close(&stage);
    stage_open_text(&stage, "loss: x + y\nx: [-3, 3]\ny: [-3, 3]\nstart: [-1, 1]\nlr: 0.01\n");
    stage_walk(&stage, 1);
    stage_draw(&stage, 80, 34);
    assert_shown("λ 0: no curvature, no limit");
}

/* Would catch: a rate that looks safe at the very moment when it has thrown the walk out. */
static void test_gauge_of_the_diverged(void **state)
{
    (void)state;
    static const char ground[] = "x: [-3, 3]\ny: [-3, 3]\nstart: [-1, 1]\n";
    static const struct {
        const char *loss, *walker, *says; /* NULL: nothing of a limit */
    } cases[] = {
        {"(x^2 + y^2)^4", "lr: 0.5", "was unstable: η >"},
        {"sqrt(2 + x) + y^2", "lr: 0.9\noptimizer: adam", NULL}, /* no limit in theory */
        {"log(x)", "lr: 0.01", NULL},                            /* at its start already */
    };
    char text[300];
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        snprintf(text, sizeof text, "loss: %s\n%s%s\n", cases[i].loss, ground, cases[i].walker);
        stage_open_text(&stage, text);
        stage_walk(&stage, 200);
        assert_true(walk_has_diverged(stage.race.walks[0]));
        stage_draw(&stage, 80, 34);
        if (cases[i].says != NULL)
            assert_shown(cases[i].says);
        assert_int_equal(stage_find(&stage, "here stable"), -1);
        const char *track = stage_row(&stage, stage_find(&stage, "learning rate") + 1);
        assert_non_null(strstr(track, "═"));
        assert_null(strstr(track, "━"));
        stage_close(&stage);
    }
}

/* While it walks, a step moves no word: only digits, the curve and the map's marks change. */
/* The eigenvector of the larger curvature, as it lies on the screen: on a map of 4 by 4 in a plot
 * that is about square the diagonals are those of the plane. On round ground there is none. */
static void test_gauge_direction(void **state)
{
    (void)state;
    static const struct {
        const char *loss, *unicode, *ascii;
    } cases[] = {
        {"9*x^2 + y^2", "λ = 18 along ↔,", "lambda = 18 along -,"},
        {"x^2 + 9*y^2", "λ = 18 along ↕,", "lambda = 18 along |,"},
        {"(x + y)^2 + 0.1*(x - y)^2", "λ = 4 along ↗,", "lambda = 4 along /,"},
        {"(x - y)^2 + 0.1*(x + y)^2", "λ = 4 along ↘,", "lambda = 4 along \\,"},
        {"x^2 + y^2", "λ = 2, here stable", "lambda = 2, here stable"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char text[300];
        snprintf(text, sizeof text, "loss: %s\nx: [-2, 2]\ny: [-2, 2]\nstart: [-1, 1]\nlr: 0.01\n",
                 cases[i].loss);
        stage_open_text(&stage, text);
        stage_walk(&stage, 1);
        stage_draw(&stage, 200, 60);
        assert_shown(cases[i].unicode);
        stage.model.look.glyphs = GLYPHS_ASCII;
        stage_draw(&stage, 200, 60);
        assert_shown(cases[i].ascii);
        stage_close(&stage);
    }
}

static void test_nothing_jumps(void **state)
{
    (void)state;
    stage_open_text(&stage, valley);
    stage_walk(&stage, 10);
    stage.model.running = true;
    int columns[3] = {-1, -1, -1};
    static const char *const rows[] = {"► step", "|∇|", "► step"};
    static const char *const words[] = {"loss ", "|∇|", "step"};
    for (int step = 0; step < 25; step++) {
        stage_walk(&stage, 1);
        stage_draw(&stage, 120, 36);
        for (int i = 0; i < 3; i++) {
            int row = stage_find(&stage, rows[i]);
            char text[512];
            snprintf(text, sizeof text, "%s", stage_row(&stage, row));
            *strstr(text, words[i]) = '\0';
            assert_true(columns[i] < 0 || columns[i] == text_width(text) + 1000 * row);
            columns[i] = text_width(text) + 1000 * row;
        }
    }
}

/* Another optimizer, and the first step, move nothing: the marks of knobs and chart stay where they
 * were. */
static void test_nothing_hops(void **state)
{
    (void)state;
    static const int sizes[][2] = {{60, 16}, {80, 24}, {120, 36}, {200, 60}, {30, 50}};
    static const char *const marks[] = {"n N", "  50", "|∇|"};
    for (size_t size = 0; size < ARRAY_LENGTH(sizes); size++) {
        int columns = sizes[size][0], rows = sizes[size][1], row[3];
        stage_open_text(&stage, valley);
        stage_walk(&stage, 1);
        for (size_t i = 0; i < optimizer_count; i++) {
            struct walker_settings settings;
            walker_settings_init(&settings, optimizers[i]);
            assert_true(walk_change(stage.race.walks[0], &settings));
            stage_draw(&stage, columns, rows);
            for (size_t mark = 0; mark < ARRAY_LENGTH(marks); mark++) {
                int found = stage_find(&stage, marks[mark]);
                if (i > 0 && found != row[mark])
                    fail_msg("%s: '%s' hops from %d to %d at %dx%d", optimizers[i]->name,
                             marks[mark], row[mark], found, columns, rows);
                row[mark] = found;
            }
        }
        stage_close(&stage);
        stage_open(&stage, "himmelblau", NULL); /* a long text before the walk */
        stage_draw(&stage, columns, rows);
        int before = stage_find(&stage, "n N");
        stage_walk(&stage, 1);
        stage_draw(&stage, columns, rows);
        assert_int_equal(stage_find(&stage, "n N"), before);
        stage_close(&stage);
    }
    stage_open_text(&stage, valley);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_everything, close_stage),
        cmocka_unit_test_teardown(test_standings, close_stage),
        cmocka_unit_test_teardown(test_about, close_stage),
        cmocka_unit_test_teardown(test_step_shown, close_stage),
        cmocka_unit_test_teardown(test_rule_line, close_stage),
        cmocka_unit_test_teardown(test_long_rule, close_stage),
        cmocka_unit_test_teardown(test_pick_sliders, close_stage),
        cmocka_unit_test_teardown(test_race, close_stage),
        cmocka_unit_test_teardown(test_race_on_few_rows, close_stage),
        cmocka_unit_test(test_far_points),
        cmocka_unit_test_teardown(test_no_momentum, close_stage),
        cmocka_unit_test_teardown(test_course, close_stage),
        cmocka_unit_test_teardown(test_ruled_knobs, close_stage),
        cmocka_unit_test_teardown(test_names_of_what_acts, close_stage),
        cmocka_unit_test_teardown(test_ascii, close_stage),
        cmocka_unit_test_teardown(test_race_verdicts, close_stage),
        cmocka_unit_test_teardown(test_gauge, close_stage),
        cmocka_unit_test(test_gauge_of_the_diverged),
        cmocka_unit_test(test_gauge_direction),
        cmocka_unit_test_teardown(test_nothing_jumps, close_stage),
        cmocka_unit_test_teardown(test_nothing_hops, close_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
