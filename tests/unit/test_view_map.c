/* The map as a whole: in every size and look, the same model gives the same cells, and only its
 * own. */
#include "support/test.h"
#include "support/back.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "surface/critical.h"
#include "view/camera.h"
#include "view/map.h"

static const color canary = 0x00BEEF;

struct fixture {
    struct scene scene;
    struct race race;
    struct model model;
};

static void setup(struct fixture *f, const char *loss, size_t walkers)
{
    static char x[] = "x", y[] = "y";
    struct error error = {0};
    struct surface_source source = {
        .loss = loss, .loss_length = strlen(loss), .parameters = {"x", "y"}};
    struct race_entry entries[RACE_WALKS];
    memset(f, 0, sizeof(*f));
    f->scene.parameters[0] = x;
    f->scene.parameters[1] = y;
    f->scene.scale = SCENE_LOG;
    f->scene.surface = surface_new(&source, &error);
    assert_non_null(f->scene.surface);
    for (size_t i = 0; i < walkers; i++) {
        walker_settings_init(&entries[i].settings, optimizer_find("sgd"));
        entries[i].settings.knob[OPTIMIZER_LR] = 0.01 + 0.004 * (double)i;
        entries[i].settings.noise = 3;
        entries[i].start[0] = -1.5 + 0.4 * (double)i;
        entries[i].start[1] = 1.2;
    }
    assert_true(
        race_init(&f->race, f->scene.surface, entries, walkers, (struct walker_chance){.seed = 1}));
    f->model = (struct model){
        .look = {GLYPHS_HALF, DEPTH_TRUE, false},
        .scene = &f->scene,
        .race = &f->race,
        .window = {{-2, 2}, {-1.5, 2}},
        .layers = LAYERS_DEFAULT,
    };
}

static void teardown(struct fixture *f)
{
    race_release(&f->race);
    surface_free(f->scene.surface);
}

static void paint_canaries(struct frame *frame)
{
    frame_fill(frame, 0, 0, frame->columns, frame->rows, 'c', (struct style){canary, canary, 0});
}

static void assert_canaries(struct frame *frame, struct rectangle area)
{
    for (int row = 0; row < frame->rows; row++)
        for (int column = 0; column < frame->columns; column++) {
            bool own = column >= area.column && column < area.column + area.columns &&
                       row >= area.row && row < area.row + area.rows;
            const struct cell *cell = frame_at(frame, column, row);
            if (!own && (cell->codepoint != 'c' || cell->back != canary))
                fail_msg("%d x %d wrote at %d, %d", area.columns, area.rows, column, row);
        }
}

static const struct look looks[] = {
    {GLYPHS_ASCII, DEPTH_MONO, false}, {GLYPHS_ASCII, DEPTH_8, false},
    {GLYPHS_FULL, DEPTH_16, true},     {GLYPHS_HALF, DEPTH_256, false},
    {GLYPHS_HALF, DEPTH_MONO, true},   {GLYPHS_BRAILLE, DEPTH_TRUE, true},
};

static struct critical_point marked[] = {
    {CRITICAL_MINIMUM, {1, 1}, 0, {1, 2}},    {CRITICAL_MINIMUM, {-1.9, 1.9}, 0, {1, 2}},
    {CRITICAL_SADDLE, {0, -1.2}, 0, {-1, 2}}, {CRITICAL_MAXIMUM, {-2, -1.5}, 0, {-1, -2}},
    {CRITICAL_FLAT, {0.5, 0.5}, 0, {0, 0}},
};
static const struct critical_points list = {.points = marked, .count = ARRAY_LENGTH(marked)};

/* All layers in turn, the crosshair and the walkers' focus, by a number. */
static void choose_layers(struct fixture *f, int i)
{
    f->model.layers = (unsigned)i % 64;
    f->model.critical = i % 5 ? &list : NULL;
    f->model.focus = (enum focus)(i % 3);
    f->model.crosshair[0] = -2 + (i % 41) / 10.0;
    f->model.crosshair[1] = 2 - (i % 36) / 10.0;
}

static void no_size_writes_outside(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    struct map *map = map_new();
    assert_non_null(map);
    setup(&f, "(1 - x)^2 + 10*(y - x^2)^2", 3);
    for (int i = 0; i < 40; i++)
        race_step(&f.race);
    assert_true(frame_resize(&frame, 64, 44));
    for (int columns = 0; columns <= 60; columns++)
        for (int rows = 0; rows <= 40; rows++) {
            struct rectangle area = {2, 2, columns, rows};
            f.model.look = looks[(columns + 3 * rows) % (int)ARRAY_LENGTH(looks)];
            f.model.window[0].low = columns % 2 ? -2 : 0.5; /* walkers off the map too */
            choose_layers(&f, 61 * columns + rows);
            paint_canaries(&frame);
            assert_true(map_draw(map, &f.model, area, &frame));
            assert_canaries(&frame, area);
        }
    map_free(map);
    frame_release(&frame);
    teardown(&f);
}

/* Areas that reach beyond the frame, or of no size. */
static void areas_beyond_the_frame_are_cut(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    struct map *map = map_new();
    setup(&f, "x^2 + y^2", 1);
    assert_true(frame_resize(&frame, 20, 10));
    const struct rectangle areas[] = {
        {-10, -5, 40, 20}, {15, 8, 60, 40}, {30, 30, 40, 20}, {0, 0, -4, 7}, {0, 0, 9, -1}};
    for (size_t i = 0; i < ARRAY_LENGTH(areas); i++)
        assert_true(map_draw(map, &f.model, areas[i], &frame));
    map_free(map);
    frame_release(&frame);
    teardown(&f);
}

static void draw_fresh(const struct model *model, struct rectangle area, struct frame *frame)
{
    struct map *map = map_new();
    assert_non_null(map);
    frame_clear(frame);
    assert_true(map_draw(map, model, area, frame));
    map_free(map);
}

/* Steps, steps back, turns, resizes: the map that remembers draws what a new one draws. */
static void memory_changes_no_cell(void **state)
{
    (void)state;
    struct fixture f;
    struct frame kept = {0}, fresh = {0};
    struct map *map = map_new();
    setup(&f, "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 2);
    assert_true(frame_resize(&kept, 70, 30) && frame_resize(&fresh, 70, 30));
    for (int i = 0; i < 120; i++) {
        struct rectangle area = {3, 1, i < 60 ? 60 : 50, i < 90 ? 28 : 20};
        if (i % 7 == 3)
            back_race(&f.race);
        else
            race_step(&f.race);
        if (i == 50)
            race_restart(&f.race);
        if (i % 40 == 20)
            f.model.window[0].high += 0.5;
        if (i % 30 == 25)
            f.model.look = looks[i / 30];
        f.model.walker = (size_t)(i / 10 % 2);
        choose_layers(&f, i % 3 ? i : i / 9);
        frame_clear(&kept);
        assert_true(map_draw(map, &f.model, area, &kept));
        draw_fresh(&f.model, area, &fresh);
        assert_memory_equal(kept.cells, fresh.cells, sizeof(struct cell) * 70 * 30);
    }
    map_free(map);
    frame_release(&kept);
    frame_release(&fresh);
    teardown(&f);
}

/* A step changes the cells that its segment crosses, and no others: the terminal is sent little. */
static void a_step_changes_only_its_own_cells(void **state)
{
    (void)state;
    struct fixture f;
    struct frame before = {0}, after = {0};
    struct rectangle area = {0, 0, 120, 50};
    setup(&f, "(1 - x)^2 + 10*(y - x^2)^2", 1);
    assert_true(frame_resize(&before, 120, 50) && frame_resize(&after, 120, 50));
    draw_fresh(&f.model, area, &before);
    struct camera camera = {map_plot(&f.model, area), {f.model.window[0], f.model.window[1]}};
    for (int i = 0; i < 60; i++) {
        int c0, r0, c1, r1;
        camera_cell(&camera, walk_now(f.race.walks[0])->at, &c0, &r0);
        race_step(&f.race);
        camera_cell(&camera, walk_now(f.race.walks[0])->at, &c1, &r1);
        draw_fresh(&f.model, area, &after);
        for (int row = 0; row < camera.plot.row + camera.plot.rows; row++)
            for (int column = 0; column < 120; column++)
                if (memcmp(frame_at(&before, column, row), frame_at(&after, column, row),
                           sizeof(struct cell)) != 0) {
                    assert_true(column >= (c0 < c1 ? c0 : c1) && column <= (c0 > c1 ? c0 : c1));
                    assert_true(row >= (r0 < r1 ? r0 : r1) && row <= (r0 > r1 ? r0 : r1));
                }
        memcpy(before.cells, after.cells, sizeof(struct cell) * 120 * 50);
    }
    frame_release(&before);
    frame_release(&after);
    teardown(&f);
}

static void clicks_lead_to_the_points_drawn(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    struct rectangle area = {5, 3, 60, 24};
    setup(&f, "x^2 + y^2", 1);
    assert_true(frame_resize(&frame, 70, 30));
    struct rectangle plot = map_plot(&f.model, area);
    double at[2];
    assert_false(map_pick(&f.model, area, plot.column - 1, plot.row, at));
    assert_false(map_pick(&f.model, area, plot.column, plot.row + plot.rows, at));
    for (int i = 0; i < 20; i++) {
        int column = plot.column + i * 2, row = plot.row + i % plot.rows;
        assert_true(map_pick(&f.model, area, column, row, at));
        walk_move_start(f.race.walks[0], at);
        draw_fresh(&f.model, area, &frame);
        assert_int_equal(frame_at(&frame, column, row)->codepoint, 0x25CF);
    }
    frame_release(&frame);
    teardown(&f);
}

static bool row_has(struct frame *frame, int row, uint32_t codepoint)
{
    for (int column = 0; column < frame->columns; column++)
        if (frame_at(frame, column, row)->codepoint == codepoint)
            return true;
    return false;
}

static void walkers_off_the_map_are_pointed_at(void **state)
{
    (void)state;
    static const struct {
        double at[2];
        uint32_t arrow;
    } cases[] = {
        {{9, 0}, 0x2192},  {{-9, 0}, 0x2190},     {{0, 9}, 0x2191},
        {{0, -9}, 0x2193}, {{9, 9}, 0x2197},      {{-1e300, -9}, 0x2199},
        {{-9, 9}, 0x2196}, {{9, -1e300}, 0x2198}, {{(double)NAN, 0}, 0},
    };
    struct fixture f;
    struct frame frame = {0};
    struct rectangle area = {0, 0, 40, 12};
    setup(&f, "x^2 + y^2", 1);
    assert_true(frame_resize(&frame, 40, 12));
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        bool found = false;
        walk_move_start(f.race.walks[0], cases[i].at);
        draw_fresh(&f.model, area, &frame);
        for (int row = 0; row < 12; row++) {
            found |= row_has(&frame, row, cases[i].arrow);
            assert_false(row_has(&frame, row, 0x25CF));
        }
        assert_int_equal(found, cases[i].arrow != 0);
    }
    frame_release(&frame);
    teardown(&f);
}

static void plain_terminals_get_plain_characters(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    setup(&f, "log(x) - y", 2);
    assert_true(frame_resize(&frame, 80, 24));
    for (int i = 0; i < 30; i++)
        race_step(&f.race);
    for (int depth = DEPTH_MONO; depth <= DEPTH_TRUE; depth++)
        for (int glyphs = GLYPHS_ASCII; glyphs <= GLYPHS_FULL; glyphs++) {
            f.model.look = (struct look){(enum glyphs)glyphs, (enum color_depth)depth, false};
            choose_layers(&f, 62 + 63 * glyphs);
            draw_fresh(&f.model, (struct rectangle){0, 0, 80, 24}, &frame);
            for (int i = 0; i < 80 * 24; i++) {
                const struct cell *cell = &frame.cells[i];
                assert_true(cell->codepoint < 127 ||
                            (glyphs == GLYPHS_FULL &&
                             (cell->codepoint == 0xB7 || cell->codepoint == 0x2500 ||
                              cell->codepoint == 0x2502 || cell->codepoint == 0x253C)));
                if (depth == DEPTH_MONO)
                    assert_true(cell->fore == COLOR_DEFAULT && cell->back == COLOR_DEFAULT);
            }
        }
    frame_release(&frame);
    teardown(&f);
}

/* The losses that the legend names stand where the strip has their colours. */
static void the_legend_tells_the_truth(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    setup(&f, "x^2 + 3*y^2", 1);
    assert_true(frame_resize(&frame, 100, 40));
    for (int scale = SCENE_LINEAR; scale <= SCENE_RANK; scale++) {
        f.scene.scale = (enum scene_scale)scale;
        struct rectangle area = {0, 0, 100, 40};
        draw_fresh(&f.model, area, &frame);
        struct rectangle plot = map_plot(&f.model, area);
        int labels = 0;
        for (int column = plot.column; column < 100;) {
            char text[32] = "";
            size_t length = 0;
            int start = column;
            while (column < 100 && frame_at(&frame, column, 38)->codepoint != ' ')
                text[length++] = (char)frame_at(&frame, column++, 38)->codepoint;
            double loss;
            if (length == 0) {
                column++;
                continue;
            }
            assert_true(number_parse(text, length, &loss));
            labels++;
            /* the point on the x axis, or right of it on the edge, with this loss */
            double x = sqrt(loss), y = 0;
            if (x > 2) {
                x = 2;
                y = sqrt((loss - 4) / 3);
            }
            int c, r, middle = start + (int)length / 2;
            struct camera camera = {plot, {f.model.window[0], f.model.window[1]}};
            if (start == plot.column || column == 100 ||
                !camera_cell(&camera, (double[]){x, y}, &c, &r))
                continue; /* the ends stand at the ends */
            int here = (int)COLOR_TAG(frame_at(&frame, middle, 37)->back);
            int there = (int)COLOR_TAG(frame_at(&frame, c, r)->back);
            if (here - there > 4 || there - here > 4)
                fail_msg("scale %d: %s at level %d, on the map %d", scale, text, here, there);
        }
        assert_true(labels >= 6);
    }
    frame_release(&frame);
    teardown(&f);
}

static void previews_fill_their_rectangle(void **state)
{
    (void)state;
    struct fixture f;
    struct frame frame = {0};
    struct map *map = map_new();
    struct rectangle area = {1, 1, 30, 8};
    setup(&f, "x^2 - y^2", 1);
    f.scene.window[0] = f.scene.window[1] = (struct surface_window){-1, 1};
    f.scene.walker_count = 1;
    f.scene.walkers[0].start[0] = 0.5;
    assert_true(frame_resize(&frame, 32, 10));
    paint_canaries(&frame);
    assert_true(map_draw_preview(map, &f.model, &f.scene, area, &frame));
    assert_canaries(&frame, area);
    assert_int_equal(frame_at(&frame, 1 + 22, 1 + 4)->codepoint, 0x25CB);
    for (int row = 1; row < 9; row++)
        for (int column = 1; column < 31; column++)
            assert_int_not_equal(COLOR_TAG(frame_at(&frame, column, row)->back), 0);
    map_free(map);
    frame_release(&frame);
    teardown(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_size_writes_outside),
        cmocka_unit_test(areas_beyond_the_frame_are_cut),
        cmocka_unit_test(memory_changes_no_cell),
        cmocka_unit_test(a_step_changes_only_its_own_cells),
        cmocka_unit_test(clicks_lead_to_the_points_drawn),
        cmocka_unit_test(walkers_off_the_map_are_pointed_at),
        cmocka_unit_test(plain_terminals_get_plain_characters),
        cmocka_unit_test(the_legend_tells_the_truth),
        cmocka_unit_test(previews_fill_their_rectangle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
