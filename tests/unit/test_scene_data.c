/*
 * Losses over data, batches and grids in scene files. Would catch: an example that is lost or
 * changed on its way from the file to the loss, an error placed at the wrong key or line, a path
 * that leads out of the scene's folder, a batch where there is no data.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "descent/rate.h"
#include "scene/input.h"
#include "scene/knobs.h"
#include "support/scenes.h"

#define HEAD "parameters: [w, b]\nloss: (w*t + b - target)^2\n"
#define ROWS HEAD "data: {columns: [t, target], rows: [[1, 2], [3, 5], [4, 4]]}\n"

static const struct scene_file files[] = {
    {"good.csv", "t,target\n1,2\n3,5\n4,4\n", 0},
    {"wide.csv", "town price,target,year,t\n7,2,1990,1\n8,5,1991,3\n9,4,1992,4\n", 0},
    {"worded.csv", "t,\"town, land\",target\n1,Berlin,2\n3,\"Rome, Italy\",5\n4,,4\n", 0},
    {"marked.csv",
     "\xEF\xBB\xBF"
     "0,2\n1\n2,1,0\n",
     0},
    {"corner.csv", "nan,2,3,4\n1,1,1,2\n2,1,0,1\n3,2,1,2\n", 0},
    {"holed.csv", "1,2,3\n\n4,,6\n7,8,9\n", 0},
    {"trailing.csv", "1,2,\n4,5,\n", 0},
    {"placed-hole.csv", ",0,1,2\n10,1,2,3\n20,4,,6\n", 0},
    {"boundless.csv", "1,2\n3,1e400\n", 0},
    {"semicolons.csv", "t;target\r\n1;2\r\n3;5\r\n4;4\r\n", 0},
    {"bare.csv", "1,2\n3,5\n", 0},
    {"ragged.csv", "t,target\n1,2\n3\n", 0},
    {"words.csv", "t,target\n1,2\n3,high\n", 0},
    {"comma.csv", "t;target\n1,5;2\n", 0},
    {"hole.csv", "t,target\n# a note\n1,2\n\n3,\n", 0},
    {"endless.csv", "t,target\n1,2\n3,inf\n", 0},
    {"twice.csv", "t,t\n1,2\n", 0},
    {"collides.csv", "w,target\n1,2\n", 0},
    {"spaces.csv", "t,the target\n1,2\n", 0},
    {"empty.csv", "", 0},
    {"header.csv", "t,target\n", 0},
    {"order.csv", "0,2\n1\n2,1,0\n", 0},
    {"far.csv", "0,1\n2,3\n", 0},
    {"named.csv", "step,rows\n0,1\n", 0},
    {"gap.csv", "0,1\n1,,2\n", 0},
    {"points.csv", "0,1.5\n", 0},
    {"minus.csv", "0,-1\n", 0},
    {"blank.csv", "\n \n", 0},
    {"huge.csv", "99999999999999999999999999\n", 0},
    {"plain.csv", "1,2,3\n4,5,6\n", 0},
    {"placed.csv", ",0,1,2\n10,1,2,3\n20,4,5,6\n", 0},
    {"uneven.csv", ",0,1,3\n10,1,2,3\n20,4,5,6\n", 0},
    {"falling.csv", ",0,1,2\n20,1,2,3\n10,4,5,6\n", 0},
    {"small.csv", ",0,1\n10,1,2\n", 0},
    {"line.csv", "1,2,3\n", 0},
    {"titled.csv", "y/x,0,1\n10,1,2\n20,3,4\n", 0},
    {"array.npy",
     "\x93NUMPY\x01\x00\x46\x00{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }         "
     " \n"
     "\x01\x02\x03\x04",
     84},
    {"torn.npy", "\x93NUMPY\x01\x00\x46\x00{'descr'", 18},
    {NULL, NULL, 0},
};

static int use_files(void **state)
{
    (void)state;
    scene_test_files = files;
    return 0;
}

static double loss_at(const struct scene *scene, double w, double b)
{
    struct surface_point point;
    surface_at(scene->surface, SURFACE_LOSS, (double[]){w, b}, &point);
    return point.loss;
}

/* However the same examples are given, the loss is their mean to the last bit. */
static void examples_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        ROWS,
        HEAD "data:\n  columns: [t, target]\n  rows:\n    - [1, 4/2]\n    - [3, 5]\n    - [4, 4]\n",
        HEAD "data: {file: good.csv}\n",
        HEAD "data: {file: semicolons.csv}\n",
        HEAD "data: {file: wide.csv, columns: [t, target]}\n",
        HEAD "data: {columns: [target, t], file: good.csv}\n",
        HEAD "data: {file: worded.csv, columns: [t, target]}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct scene *scene = scene_right(texts[i], NULL);
        assert_int_equal(surface_examples(scene->surface), 3);
        double w = 0.7, b = -0.3, sum = 0;
        static const double t[] = {1, 3, 4}, target[] = {2, 5, 4};
        for (int k = 0; k < 3; k++)
            sum += (w * t[k] + b - target[k]) * (w * t[k] + b - target[k]);
        assert_same(loss_at(scene, w, b), sum / 3);
        scene_free(scene);
    }
}

struct wrong {
    const char *text, *errors;
};

// clang-format off
static const struct wrong wrongs[] = {
    {HEAD "data: 3", "3:7: expected a mapping such as {columns: [t, target], rows: [[0.1, 1.3]]}, found '3'\n"},
    {HEAD "data: {}", "3:7: the data have no rows: give 'rows' or a 'file'\n"},
    {HEAD "data: {rows: [[1, 2]]}", "3:7: the columns have no names: `columns: [t, target]`\n"},
    {HEAD "data: {columns: [t, target]}", "3:7: the data have no rows: give 'rows' or a 'file'\n"},
    {HEAD "data: {columns: t, rows: [[1]]}", "3:17: expected a list of names, such as [t, target], found 't'\n"},
    {HEAD "data: {columns: [], rows: []}", "3:17: expected at least one name\n"},
    {HEAD "data: {columns: [t, t], rows: [[1, 2]]}", "3:21: two columns are named 't'\n"},
    {HEAD "data: {columns: [t, w], rows: [[1, 2]]}", "3:21: 'w' is a parameter: name the column otherwise\n"},
    {HEAD "constants: {c: 1}\ndata: {columns: [t, c], rows: [[1, 2]]}", "4:21: 'c' is a constant: name the column otherwise\n"},
    {HEAD "data: {columns: [t, sin], rows: [[1, 2]]}", "3:21: 'sin' is a name of the formula language: choose another\n"},
    {HEAD "data: {columns: [t, 2nd], rows: [[1, 2]]}", "3:21: '2nd' is no name: a letter or _, then letters, digits and _ make one\n"},
    {HEAD "data: {columns: [t, [a]], rows: [[1, 2]]}", "3:21: expected a name, found a list\n"},
    {HEAD "data: {columns: [t, target], rows: 3}", "3:36: expected a list of rows, such as [[0.1, 1.3], [0.2, 1.1]], found '3'\n"},
    {HEAD "data: {columns: [t, target], rows: []}", "3:36: expected at least one row\n"},
    {HEAD "data: {columns: [t, target], rows: [[1, 2], [3], [1, 2, 3], 4]}",
     "3:45: expected 2 numbers [t, target], found 1\n3:50: expected 2 numbers [t, target], found 3\n"
     "3:61: expected a row [t, target], found '4'\n"},
    {HEAD "data: {columns: [t, target], rows: [[1, x], [inf, 2]]}",
     "3:41: expected a number, found 'x'\n3:46: expected a finite number, found 'inf'\n"},
    {HEAD "data: {columns: [t, target], rows: [[1, 2]], file: good.csv}", "3:46: 'file' stands beside 'rows': give one of them\n"},
    {HEAD "data: {column: [t, target], rows: [[1, 2]]}",
     "3:7: the columns have no names: `columns: [t, target]`\n3:8: unknown key 'column' (did you mean 'columns'?)\n"},
    {HEAD "data: {columns: [t, price], rows: [[1, 2]]}", "2:18: unknown name 'target'\n"},
    {HEAD "rows: [[1, 2]]\ndata: {file: good.csv}", "3:1: 'rows' belongs into 'data: {...}'\n"},
    /* files of data */
    {HEAD "data: {file: none.csv}", "3:14: there is no built-in file 'none.csv'\n"},
    {HEAD "data: {file: [a]}", "3:14: expected a file's name, found a list\n"},
    {HEAD "data: {file: ''}", "3:14: expected a file's name, found nothing\n"},
    {HEAD "data: {file: /etc/passwd}", "3:14: '/etc/passwd': a scene reads files of its own folder only\n"},
    {HEAD "data: {file: ../good.csv}", "3:14: '../good.csv': a scene reads files of its own folder only\n"},
    {HEAD "data: {file: a/../../good.csv}", "3:14: 'a/../../good.csv': a scene reads files of its own folder only\n"},
    {HEAD "data: {file: a/..}", "3:14: 'a/..': a scene reads files of its own folder only\n"},
    {HEAD "data: {file: bare.csv}", "3:14: bare.csv: the first line must name the columns\n"},
    {HEAD "data: {file: array.npy}", "3:14: array.npy: the first line must name the columns\n"},
    {HEAD "data: {file: ragged.csv}", "3:14: ragged.csv:3:2: this row is shorter than the first\n"},
    {HEAD "data: {file: words.csv}", "3:14: words.csv:3:3: 'high' is not a number\n"},
    {HEAD "data: {file: comma.csv}", "3:14: comma.csv:2:1: '1,5' is not a number: the decimal sign is a point\n"},
    {HEAD "data: {file: worded.csv}", "3:14: worded.csv:2:3: 'Berlin' is not a number\n"},
    {HEAD "data: {file: hole.csv}", "3:14: hole.csv:5: 'target' is empty or no number\n"},
    {HEAD "data: {file: endless.csv}", "3:14: endless.csv:3: 'target' is inf\n"},
    {HEAD "data: {file: twice.csv}", "3:14: twice.csv: two columns are named 't'\n"},
    {HEAD "data: {file: collides.csv}", "3:14: collides.csv: 'w' is a parameter: name the column otherwise\n"},
    {HEAD "data: {file: spaces.csv}", "3:14: spaces.csv: 'the target' is no name: a letter or _, then letters, digits and _ make one\n"},
    {HEAD "data: {file: wide.csv, columns: [t, targte]}", "3:14: wide.csv: no column 'targte' (did you mean 'target'?)\n"},
    {HEAD "data: {file: empty.csv}", "3:14: empty.csv: the file holds no row of numbers\n"},
    {HEAD "data: {file: header.csv}", "3:14: header.csv: the file holds no row of numbers\n"},
    /* batches */
    {"loss: x^2\nbatch: 3", "2:8: a batch is of examples: the scene has no 'data'\n"},
    {"loss: x^2\nwalkers: [{batch: 3}]", "2:19: a batch is of examples: the scene has no 'data'\n"},
    {HEAD "data: {}\nbatch: 3", "3:7: the data have no rows: give 'rows' or a 'file'\n"},
    {ROWS "batch: 4", "4:8: batch must lie between 1 and 3\n"},
    {ROWS "batch: 0", "4:8: batch must lie between 1 and 3\n"},
    {ROWS "batch: 1.5", "4:8: batch must be a whole number\n"},
    {ROWS "batch: some", "4:8: expected a number, found 'some'\n"},
    {ROWS "batch: [1, 2]", "4:8: expected a number, found a list\n"},
    {ROWS "batch: {}", "4:8: expected a number, or {file: order.csv}\n"},
    {ROWS "batch: {file: order.csv, size: 3}", "4:26: unknown key 'size' (did you mean 'file'?)\n"},
    {ROWS "batch: {file: far.csv}", "4:15: far.csv:2:3: no row 3: there are 3, counted from 0\n"},
    {ROWS "batch: {file: huge.csv}", "4:15: huge.csv:1:1: no row 99999999999999999999: there are 3, counted from 0\n"},
    {ROWS "batch: {file: named.csv}", "4:15: named.csv:1:1: expected the number of a row, counted from 0\n"},
    {ROWS "batch: {file: gap.csv}", "4:15: gap.csv:2:3: expected the number of a row, counted from 0\n"},
    {ROWS "batch: {file: points.csv}", "4:15: points.csv:1:4: expected a comma between two numbers of rows\n"},
    {ROWS "batch: {file: minus.csv}", "4:15: minus.csv:1:3: expected the number of a row, counted from 0\n"},
    {ROWS "batch: {file: blank.csv}", "4:15: blank.csv: the file holds no batch: a line a step, such as 0,5,2\n"},
    {ROWS "walkers: [{batch: {file: order.csv}}]", "4:19: batches of a file are the same for all walkers: write them at the left margin\n"},
    /* grids */
    {"grid: none.csv", "1:7: there is no built-in file 'none.csv'\n"},
    {"grid: {file: plain.csv}", "1:7: expected a file's name, found a mapping (key: value)\n"},
    {"grid: plain.csv\nloss: x", "2:1: 'loss' stands beside 'grid': the grid is the loss\n"},
    {"grid: plain.csv\nconstants: {a: 1}\nbatch: 1",
     "2:1: 'constants' stands beside 'grid': the grid is the loss\n3:8: a batch is of examples: the scene has no 'data'\n"},
    {"grid: line.csv", "1:7: line.csv: a grid needs at least 2 rows of 2 values, not 1 of 3\n"},
    {"grid: small.csv", "1:7: small.csv: a grid needs at least 2 rows of 2 values beside its places\n"},
    {"grid: titled.csv", "1:7: titled.csv:1:1: a grid is numbers alone: the first line holds words\n"},
    {"grid: uneven.csv", "1:7: uneven.csv:1:1: the first row must be evenly spaced\n"},
    {"grid: falling.csv", "1:7: falling.csv: the first column must rise from its first number to its last\n"},
    {"grid: placed.csv\nx: [0, 3]",
     "1:7: placed.csv: its x goes from 0 to 2, but the window is [0, 3]: leave the window out\n"},
    {"grid: holed.csv", "1:7: holed.csv: value 2 of line 3 is empty: write nan where nothing was measured\n"},
    {"grid: trailing.csv", "1:7: trailing.csv: value 3 of line 1 is empty: write nan where nothing was measured\n"},
    {"grid: placed-hole.csv", "1:7: placed-hole.csv: value 3 of line 3 is empty: write nan where nothing was measured\n"},
    {"grid: boundless.csv", "1:7: boundless.csv: value 2 of line 2 is infinite: write nan where the loss was not finite\n"},
    {"grid: torn.npy", "1:7: torn.npy: the NPY header is too long or cut short\n"},
};
// clang-format on

static void errors_have_their_place(void **state)
{
    (void)state;
    struct buffer errors = {0};
    size_t failed = 0;
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        const char *text = wrongs[i].text;
        struct scene *scene = scene_of(text, strlen(text), NULL, &errors);
        if (scene == NULL && strcmp(buffer_text(&errors), wrongs[i].errors) == 0)
            continue;
        print_error("--- text\n%s\n--- expected\n", text);
        print_error("%s--- found\n", wrongs[i].errors);
        print_error("%s\n", scene != NULL ? "no error\n" : buffer_text(&errors));
        scene_free(scene);
        failed++;
    }
    buffer_release(&errors);
    assert_int_equal(failed, 0);
}

/* The batch of the scene is everybody's who has none of his own; left out, it is all. */
static void batches_go_to_walkers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *set[3];
        uint64_t batch[2];
    } cases[] = {
        {ROWS, {NULL}, {3, 3}},
        {ROWS "batch: 2\n", {NULL}, {2, 3}},
        {ROWS "batch: 2\nwalkers: [{}, {batch: 1}]\n", {NULL}, {2, 1}},
        {ROWS "walkers: [{}, {batch: 1}]\n", {NULL}, {3, 1}},
        {ROWS "batch: 2\nwalkers: [{}, {batch: 1}]\n", {"batch=3"}, {3, 3}},
        {ROWS "batch: 2\nwalkers: [{}, {batch: 1}]\n", {"walkers.1.batch=1"}, {1, 1}},
        {ROWS "optimizer: adam\nbatch: 2\n", {"optimizer=rmsprop"}, {2, 3}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_right(cases[i].text, cases[i].set);
        for (size_t k = 0; k < scene->walker_count; k++)
            assert_int_equal(scene->walkers[k].settings.batch, cases[i].batch[k]);
        assert_int_equal(live_knob_count(scene), LIVE_KNOBS);
        assert_true(scene->batch.low == 1 && scene->batch.high == 3);
        scene_free(scene);
    }
    struct scene *scene = scene_right("loss: x^2", NULL);
    assert_int_equal(live_knob_count(scene), LIVE_BATCH);
    assert_null(live_knob(LIVE_BATCH, scene, &scene->walkers[0].settings));
    scene_free(scene);
}

/* The rows of a file's line are what that step sees, over and over. */
static void replay(const char *text)
{
    struct scene *scene = scene_right(text, NULL);
    struct walker_chance chance = scene_chance(scene);
    static const uint32_t rows[][3] = {{0, 2}, {1}, {2, 1, 0}};
    static const size_t counts[] = {2, 1, 3};
    assert_non_null(chance.batches);
    assert_int_equal(chance.batches->steps, 3);
    assert_null(live_knob(LIVE_BATCH, scene, &scene->walkers[0].settings));
    struct walker walker;
    walker_start(&walker, scene->surface, scene->walkers[0].start);
    for (int step = 0; step < 7; step++) {
        struct surface_point seen, wanted;
        assert_true(walker_batch(&walker, &scene->walkers[0].settings, scene->surface, &chance,
                                 SURFACE_GRADIENT, &seen));
        surface_at_rows(scene->surface, SURFACE_GRADIENT, walker.at, rows[step % 3],
                        counts[step % 3], &wanted);
        assert_same(seen.loss, wanted.loss);
        assert_true(walker_step(&walker, &scene->walkers[0].settings, scene->surface, &chance));
    }
    scene_free(scene);
}

static void batches_are_replayed(void **state)
{
    (void)state;
    replay(ROWS "batch: {file: order.csv}\nlr: 0.01\n");
    replay(ROWS "batch: {file: marked.csv}\nlr: 0.01\n");
}

static void set(struct scene *scene, const char *key, const char *value, const char *wrong)
{
    struct error error = {0};
    unsigned stale = 99;
    bool right = scene_set(scene, SCENE_ALL, key, value, &stale, &error);
    assert_string_equal(right ? "" : error.message, wrong);
    assert_true(!right || stale == 0 || strcmp(key, "loss") == 0);
}

/* A living scene: the batch can be turned, another loss goes over the same examples; the rest
 * stays. */
static void data_outlives_changes(void **state)
{
    (void)state;
    struct scene *scene = scene_right(ROWS "batch: 2\n", NULL);
    set(scene, "batch", "1", "");
    assert_int_equal(scene->walkers[0].settings.batch, 1);
    set(scene, "batch", "9", "batch must lie between 1 and 3");
    set(scene, "batch", "{file: order.csv}",
        "batch: a file cannot be read while the scene is open");
    set(scene, "data", "{file: good.csv}", "data: cannot be changed while the scene is open");
    set(scene, "loss", "abs(w*t + b - target)", "");
    assert_int_equal(surface_examples(scene->surface), 3);
    assert_close(loss_at(scene, 0, 0), 11. / 3, 1e-15, 0);
    set(scene, "loss", "w*q", "loss: unknown name 'q'");
    assert_close(loss_at(scene, 0, 0), 11. / 3, 1e-15, 0);
    scene_free(scene);
    /* The pages of a lesson are tried on a copy, which must leave the examples alone. */
    scene = scene_right(ROWS "lesson: [{say: a, set: {batch: 2}}]\n", NULL);
    assert_close(loss_at(scene, 0, 0), 15, 1e-15, 0);
    set(scene, "loss", "abs(w*t + b - target)", "");
    assert_close(loss_at(scene, 0, 0), 11. / 3, 1e-15, 0);
    scene_free(scene);
    scene = scene_right("loss: x^2", NULL);
    set(scene, "batch", "2", "batch: a batch is of examples: the scene has no 'data'");
    scene_free(scene);
    scene = scene_right("grid: plain.csv", NULL);
    set(scene, "batch", "2", "batch: a batch is of examples: the scene has no 'data'");
    set(scene, "loss", "x", "loss: a measured surface has no formula");
    set(scene, "grid", "placed.csv", "grid: cannot be changed while the scene is open");
    scene_free(scene);
    scene = scene_right(ROWS "batch: {file: order.csv}\n", NULL);
    set(scene, "batch", "2", "batch: the batches come from a file");
    scene_free(scene);
}

/* What is told of a walker: would catch a batch told where a file says it, or one of all examples.
 */
static void what_nobody_turned_is_not_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *turned;
        size_t all;
    } rows[] = {
        {"loss: x^2\nlr: 0.1\n", "lr ", 9},
        {"loss: x^2\nlr: 0.1\nnoise: 1\nclip_norm: 2\nclip_value: 3\nwarmup: 4\n",
         "lr noise clip_norm clip_value warmup ", 9},
        {ROWS "lr: 0.1\nnesterov: true\nmomentum: 0.5\n", "lr momentum nesterov ", 10},
        {ROWS "lr: 0.1\nbatch: 3\n", "lr ", 10},
        {ROWS "lr: 0.1\nbatch: 2\n", "lr batch ", 10},
        {ROWS "lr: 0.1\nbatch: {file: order.csv}\n", "lr ", 9},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct scene *scene = scene_right(rows[i].text, NULL);
        const struct walker_settings *settings = &scene->walkers[0].settings;
        struct walker_knob knobs[WALKER_KNOBS];
        struct buffer names = {0};
        assert_int_equal(walker_knobs(scene, settings, knobs), rows[i].all);
        size_t count = walker_knobs_turned(scene, settings, knobs);
        for (size_t k = 0; k < count; k++)
            buffer_printf(&names, "%s ", knobs[k].knob->name);
        assert_string_equal(buffer_text(&names), rows[i].turned);
        buffer_release(&names);
        scene_free(scene);
    }
}

/* The grid's rows are y from low to high, over the window or where its own places say. */
static void grids_are_placed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double corner[2], window[2][2], loss;
    } cases[] = {
        {"grid: plain.csv\n", {-3, -3}, {{-3, 3}, {-3, 3}}, 1},
        {"grid: plain.csv\nx: [0, 1]\ny: [5, 6]\n", {1, 6}, {{0, 1}, {5, 6}}, 6},
        {"grid: placed.csv\n", {0, 10}, {{0, 2}, {10, 20}}, 1},
        {"grid: placed.csv\n", {2, 10}, {{0, 2}, {10, 20}}, 3},
        {"grid: placed.csv\nx: [0, 2]\n", {1, 20}, {{0, 2}, {10, 20}}, 5},
        {"grid: corner.csv\nx: [0, 3]\ny: [0, 3]\n", {2, 2}, {{0, 3}, {0, 3}}, 0},
        {"grid: corner.csv\n", {3, 3}, {{-3, 3}, {-3, 3}}, 2},
        {"grid: array.npy\n", {3, -3}, {{-3, 3}, {-3, 3}}, 2},
        {"grid: array.npy\n", {-3, 3}, {{-3, 3}, {-3, 3}}, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene *scene = scene_right(cases[i].text, NULL);
        assert_close(loss_at(scene, cases[i].corner[0], cases[i].corner[1]), cases[i].loss, 1e-12,
                     0);
        for (int axis = 0; axis < 2; axis++) {
            const struct surface_window *window = &scene->window[axis];
            assert_same(window->low, cases[i].window[axis][0]);
            assert_same(window->high, cases[i].window[axis][1]);
            assert_true(scene->walkers[0].start[axis] > window->low &&
                        scene->walkers[0].start[axis] < window->high);
        }
        scene_free(scene);
    }
}

/* Appends a scene over so many examples of a line, the 1234th of which may be far out. */
static void add_many(struct buffer *text, int count, double far, const char *more)
{
    buffer_printf(text, HEAD "%sdata:\n  columns: [t, target]\n  rows:\n", more);
    for (int i = 0; i < count; i++) {
        double t = i == 1234 ? far : 50 + 50 * sin(i * i);
        buffer_printf(text, "    - [%g, %g]\n", t, 3 * t + cos(i));
    }
}

/* Would catch: a scene over many data that silently starts with a rate nobody looked for. The
 * largest that goes down is 1 over the mean of t^2, some 2.7e-4. */
static void many_examples_have_a_rate(void **state)
{
    (void)state;
    static const struct {
        double far;
        const char *more;
        double low, high;
    } cases[] = {
        {3, "", 3e-5, 2.7e-4},
        {3, "batch: 8\n", 1e-5, 2.7e-4},
        {3, "optimizer: adam\n", 1e-3, 10},
        {1e7, "", 1e-12, 3e-11}, /* which no sample is likely to hold */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer text = {0};
        add_many(&text, 3000, cases[i].far, cases[i].more);
        struct scene *scene = scene_right(buffer_text(&text), NULL);
        assert_int_equal(rate_steps_at_once(scene->surface, scene->steps), 0);
        double rate = scene->walkers[0].settings.knob[OPTIMIZER_LR];
        if (!(rate >= cases[i].low && rate <= cases[i].high))
            fail_msg("case %zu: %g", i, rate);
        scene_free(scene);
        buffer_release(&text);
    }
}

/* Every beginning of every file is read or refused. */
static void torn_files_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {HEAD "data: {file: torn}\n", "grid: torn\n",
                                        ROWS "batch: {file: torn}\n"};
    struct buffer errors = {0};
    for (const struct scene_file *file = files; file->path != NULL; file++) {
        size_t length = file->length > 0 ? file->length : strlen(file->bytes);
        for (size_t cut = 1; cut <= length; cut++) {
            const struct scene_file torn[] = {{"torn", file->bytes, cut}, {NULL, NULL, 0}};
            scene_test_files = torn;
            for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
                struct scene *scene = scene_of(texts[i], strlen(texts[i]), NULL, &errors);
                assert_true((scene == NULL) == (errors.length > 0)); /* it says why */
                buffer_clear(&errors);
                scene_free(scene);
            }
        }
    }
    scene_test_files = files;
    buffer_release(&errors);
}

/* A caller that hands over no files, or too large ones. */
static bool load_much(void *context, const char *path, struct buffer *out, struct error *error)
{
    (void)path;
    char *bytes = calloc(1, (size_t)SCENE_FILE_BYTES + 1);
    (void)context;
    if (bytes == NULL)
        return error_memory(error);
    memset(bytes, '1', (size_t)SCENE_FILE_BYTES + 1);
    buffer_append(out, bytes, (size_t)SCENE_FILE_BYTES + 1);
    free(bytes);
    return !out->failed || error_memory(error);
}

static void files_have_limits(void **state)
{
    (void)state;
    static struct report report;
    static const char text[] = "grid: a.csv";
    const struct scene_files much = {load_much, NULL}, closed = {NULL, NULL};
    const struct scene_files *const callers[] = {NULL, &closed, &much};
    static const char *const words[] = {"files cannot be read here", "files cannot be read here",
                                        "a.csv: larger than 67108864 bytes"};
    for (int i = 0; i < 3; i++) {
        report_init(&report, "", text, sizeof text - 1);
        assert_null(scene_read(&report, callers[i], NULL, 0));
        assert_int_equal(report.count, 1);
        assert_string_equal(report.errors[0].message, words[i]);
        assert_true(report.errors[0].line == 1 && report.errors[0].column == 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(examples_are_read, use_files),
        cmocka_unit_test_setup(errors_have_their_place, use_files),
        cmocka_unit_test_setup(batches_go_to_walkers, use_files),
        cmocka_unit_test_setup(batches_are_replayed, use_files),
        cmocka_unit_test_setup(what_nobody_turned_is_not_told, use_files),
        cmocka_unit_test_setup(data_outlives_changes, use_files),
        cmocka_unit_test_setup(grids_are_placed, use_files),
        cmocka_unit_test(many_examples_have_a_rate),
        cmocka_unit_test_setup(torn_files_are_refused, use_files),
        cmocka_unit_test(files_have_limits),
    };
    return cmocka_run_group_tests_name("scenes over data", tests, NULL, NULL);
}
