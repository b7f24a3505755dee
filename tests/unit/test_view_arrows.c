/*
 * The next step on the map. Would catch: an arrow up the hill, a ghost where the walker does not
 * land, arrows that cost the whole map's cells.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/stage.h"
#include "view/camera.h"
#include "view/map.h"
#include "view/marks.h"

enum { COLUMNS = 80, ROWS = 24 };

static const char bowl[] = "loss: x^2 + y^2\n"
                           "x: [-4, 4]\n"
                           "y: [-4, 4]\n"
                           "start: [3.1, -2.05]\n"
                           "lr: 0.23\n"
                           "momentum: 0.5\n";

static struct stage stage;

/* A character of the map's plot; the strip at its upper edge is left out. */
static bool find(uint32_t sign, int *column, int *row)
{
    for (*row = 2; *row < ROWS - 6; ++*row)
        for (*column = 0; *column < COLUMNS / 2; ++*column)
            if (frame_at(&stage.frame, *column, *row)->codepoint == sign)
                return true;
    return false;
}

static void cell_of(const double at[SURFACE_AXES], int *column, int *row)
{
    for (*row = 0; *row < ROWS; ++*row)
        for (*column = 0; *column < COLUMNS; ++*column) {
            struct pick pick = view_pick(&stage.model, COLUMNS, ROWS, *column, *row);
            double size[SURFACE_AXES];
            assert_true(view_cell_size(&stage.model, COLUMNS, ROWS, size));
            if (pick.kind == PICK_MAP && fabs(pick.at[0] - at[0]) <= size[0] / 2 &&
                fabs(pick.at[1] - at[1]) <= size[1] / 2)
                return;
        }
    fail();
}

static void open_stage(const char *text)
{
    stage_open_text(&stage, text);
    stage.model.layers |= LAYER_STEP;
}

/* From (3.1, -2.05) downhill is up and to the left. With half the velocity kept the second step
 * goes the same way, and its momentum with it. */
static void letters_point_downhill(void **state)
{
    (void)state;
    int walker[2], g[2], m[2];
    open_stage(bowl);
    stage_draw(&stage, COLUMNS, ROWS);
    cell_of(walk_now(stage.race.walks[0])->at, &walker[0], &walker[1]);
    assert_true(find('g', &g[0], &g[1]));
    assert_true(g[0] < walker[0] && g[1] < walker[1]);
    assert_false(find('m', &m[0], &m[1])); /* nothing is kept at the first step */
    stage_walk(&stage, 1);
    stage_draw(&stage, COLUMNS, ROWS);
    assert_true(find('m', &m[0], &m[1]) && find('g', &g[0], &g[1]));
    assert_true(m[0] != g[0] || m[1] != g[1]);
    assert_true(stage_find(&stage, "g downhill  m momentum") > 0);
    stage_close(&stage);
}

/* The heads point where the lines go: downhill is about 30 degrees above the left. */
static void heads_point_the_way(void **state)
{
    (void)state;
    int walker[2], head[2], g[2];
    open_stage(bowl);
    stage_draw(&stage, COLUMNS, ROWS);
    cell_of(walk_now(stage.race.walks[0])->at, &walker[0], &walker[1]);
    assert_true(find(marks_arrow(GLYPHS_BRAILLE, -1, -1), &head[0], &head[1]));
    assert_true(head[0] < walker[0] && head[1] < walker[1]);
    assert_true(find('g', &g[0], &g[1]));
    assert_true(g[0] == head[0] - 1 && g[1] == head[1] - 1);
    stage_close(&stage);
}

/* A walker that has left the map shows where it comes back. */
static void the_way_back_is_shown(void **state)
{
    (void)state;
    int ghost[2], landing[2];
    open_stage("loss: x^2 + y^2\nx: [-4, 4]\ny: [-4, 4]\nstart: [-3.5, 1]\nlr: 1.3\n");
    stage_walk(&stage, 1); /* to (5.6, -1.6) */
    struct walker_settings settings = *walk_settings(stage.race.walks[0]);
    settings.knob[OPTIMIZER_LR] = 0.35;
    assert_true(walk_change(stage.race.walks[0], &settings));
    stage_draw(&stage, COLUMNS, ROWS);
    cell_of((const double[2]){5.6 * 0.3, -1.6 * 0.3}, &landing[0], &landing[1]);
    assert_true(find(marks_ghost(&stage.model.look), &ghost[0], &ghost[1]));
    assert_int_equal(ghost[0], landing[0]);
    assert_int_equal(ghost[1], landing[1]);
    stage_close(&stage);
}

/* What the rule takes for the slope is not called downhill alone where chance has bent it. */
static void chance_is_named(void **state)
{
    (void)state;
    static const char data[] = "parameters: [w, b]\nloss: (w*t + b - target)^2\n"
                               "data:\n  columns: [t, target]\n"
                               "  rows: [[0, 1], [1, -2], [2, 5], [3, 0]]\n"
                               "w: [-4, 4]\nb: [-4, 4]\nbatch: 1\nstart: [1, 1]\nlr: 0.01\n";
    char noisy[300];
    snprintf(noisy, sizeof noisy, "%snoise: 40\n", bowl);
    open_stage(noisy);
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "g downhill, noisy") > 0);
    stage_close(&stage);
    open_stage(data);
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "g downhill, batch") > 0);
    stage_close(&stage);
    open_stage(bowl);
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "g downhill") > 0 && stage_find(&stage, "downhill,") < 0);
    stage_close(&stage);
}

static void the_ghost_is_where_it_lands(void **state)
{
    (void)state;
    open_stage(bowl);
    for (int i = 0; i < 3; i++) {
        int ghost[2], walker[2];
        stage_draw(&stage, COLUMNS, ROWS);
        assert_true(find(marks_ghost(&stage.model.look), &ghost[0], &ghost[1]));
        stage_walk(&stage, 1);
        cell_of(walk_now(stage.race.walks[0])->at, &walker[0], &walker[1]);
        assert_int_equal(ghost[0], walker[0]);
        assert_int_equal(ghost[1], walker[1]);
    }
    stage_close(&stage);
    open_stage("loss: x^2 + y^2\nx: [-4, 4]\ny: [-4, 4]\nstart: [3, -2]\nlr: 5\n");
    stage_draw(&stage, COLUMNS, ROWS);
    assert_true(stage_find(&stage, "off the map") > 0);
    stage_close(&stage);
    open_stage("loss: x^2 + y^2\nx: [-4, 4]\ny: [-4, 4]\nstart: [3.1, -2.05]\nlr: 1e-3\n");
    stage_draw(&stage, COLUMNS, ROWS);
    assert_true(stage_find(&stage, "tiny step") > 0 && stage_find(&stage, "lands") < 0);
    stage_close(&stage);
}

/* What the arrows change lies near the walker and on the strip: nothing else is painted anew. */
static void far_cells_stay(void **state)
{
    (void)state;
    struct frame plain = {0};
    int walker[2], changed = 0;
    stage_open_text(&stage, bowl);
    stage_walk(&stage, 1);
    stage_draw(&stage, COLUMNS, ROWS);
    assert_true(frame_resize(&plain, COLUMNS, ROWS));
    memcpy(plain.cells, stage.frame.cells, COLUMNS * ROWS * sizeof *plain.cells);
    stage.model.layers |= LAYER_STEP;
    stage_draw(&stage, COLUMNS, ROWS);
    cell_of(walk_now(stage.race.walks[0])->at, &walker[0], &walker[1]);
    for (int row = 2; row < ROWS; row++)
        for (int column = 0; column < 40; column++) {
            const struct cell *a = frame_at(&plain, column, row);
            const struct cell *b = frame_at(&stage.frame, column, row);
            if (a->codepoint == b->codepoint && a->fore == b->fore && a->back == b->back)
                continue;
            changed++;
            assert_in_range(abs(column - walker[0]), 0, 10);
            assert_in_range(abs(row - walker[1]), 0, 6);
        }
    assert_in_range(changed, 4, 40);
    frame_release(&plain);
    stage_close(&stage);
}

/* Where there is no colour the letters and the mark are there all the same. */
static void legible_without_colour(void **state)
{
    (void)state;
    int cell[2];
    open_stage(bowl);
    stage_walk(&stage, 1);
    stage.model.look = (struct look){.glyphs = GLYPHS_ASCII, .depth = DEPTH_MONO};
    stage_draw(&stage, COLUMNS, ROWS);
    assert_true(find('g', &cell[0], &cell[1]) && find('m', &cell[0], &cell[1]));
    assert_true(frame_at(&stage.frame, cell[0], cell[1])->attributes & CELL_REVERSE);
    assert_true(find('&', &cell[0], &cell[1]));
    stage_close(&stage);
}

/* Where there is room the panel lists the parts, with the numbers that the core hands over. */
static void parts_in_the_panel(void **state)
{
    (void)state;
    open_stage("loss: x^2 + y^2\nstart: [3, -2]\noptimizer: adam\nlr: 0.5\n");
    stage_draw(&stage, 200, 60);
    int row = stage_find(&stage, "mean, corrected");
    assert_true(row > 0);
    assert_non_null(strstr(stage_row(&stage, row), "m′"));
    assert_non_null(strstr(stage_row(&stage, row), " 6.00"));
    assert_non_null(strstr(stage_row(&stage, row), "−4.00"));
    stage.model.layers &= ~(unsigned)LAYER_STEP;
    stage_draw(&stage, 200, 60);
    assert_true(stage_find(&stage, "mean, corrected") < 0);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_point_the_way),
        cmocka_unit_test(the_way_back_is_shown),
        cmocka_unit_test(chance_is_named),
        cmocka_unit_test(letters_point_downhill),
        cmocka_unit_test(the_ghost_is_where_it_lands),
        cmocka_unit_test(far_cells_stay),
        cmocka_unit_test(legible_without_colour),
        cmocka_unit_test(parts_in_the_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
