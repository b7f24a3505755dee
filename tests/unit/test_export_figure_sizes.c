/* Figures of any size: what has no room is left out, the map is there, and words keep off it. */
#include "support/test.h"

#include "base/array.h"
#include "export/landscape.h"
#include "support/drawn.h"

static void make(struct drawn *drawn, double width, double height, enum figure_view view)
{
    struct figure_options options = FIGURE_USUAL;
    options.width = width;
    options.height = height;
    options.view = view;
    options.turn = -150; /* from where the upper right is at the left */
    drawn_make(drawn, &options);
}

/* Would catch: a head and axes that leave a small picture no map. */
static void a_small_page_has_a_map(void **state)
{
    static const struct {
        double width, height;
        bool has_title, has_formula, has_axes;
    } cases[] = {{60, 40, false, false, false},
                 {160, 100, true, false, false},
                 {200, 120, true, false, true},
                 {240, 150, true, true, true}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        stage_open(&drawn.stage, "bowl", NULL);
        make(&drawn, cases[i].width, cases[i].height, FIGURE_VIEW_HEAT);
        const struct figure_layout *layout = &drawn.figure->layout;
        assert_int_equal(layout->title.width > 0, cases[i].has_title);
        assert_int_equal(layout->formula.width > 0, cases[i].has_formula);
        assert_int_equal(layout->has_axes, cases[i].has_axes);
        assert_true(layout->plot.height > cases[i].height / 3);
        drawn_release(&drawn);
    }
}

/* Would catch: a landscape of a third of the page's width beside what is told of it. */
static void a_small_landscape_stands_above_the_legend(void **state)
{
    (void)state;
    for (int small = 0; small < 2; small++) {
        struct drawn drawn;
        stage_open(&drawn.stage, "bowl", NULL);
        make(&drawn, small ? 400 : 800, small ? 300 : 500, FIGURE_VIEW_SURFACE3D);
        const struct box plot = drawn.figure->layout.plot, legend = drawn.figure->layout.legend;
        assert_true(small ? legend.y > plot.y + plot.height : legend.x > plot.x + plot.width);
        drawn_release(&drawn);
    }
}

/* Would catch: words that hang out of a narrow map, cut by the edge of the page. */
static void words_at_the_border_stay_on_the_map(void **state)
{
    (void)state;
    for (int small = 0; small < 2; small++) {
        struct drawn drawn;
        stage_open(&drawn.stage, "monkey-saddle", NULL);
        stage_walk(&drawn.stage, 120);
        make(&drawn, small ? 100 : 400, 300, FIGURE_VIEW_HEAT);
        figure_draw_paths(drawn.figure, &drawn.notes.canvas, NULL);
        assert_int_equal(drawn_says(&drawn, "diverged at step 106"), !small);
        drawn_release(&drawn);
    }
}

/* Would catch: words over the path and its start, and over the ground's corner. */
static void words_keep_off_a_landscape(void **state)
{
    static const char *const words[] = {"loss", "diverged at step 106"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        struct drawn drawn;
        stage_open(&drawn.stage, "monkey-saddle", NULL);
        stage_walk(&drawn.stage, 120);
        make(&drawn, 800, 500, FIGURE_VIEW_SURFACE3D);
        const struct walk *walk = drawn.stage.race.walks[0];
        const double corner[] = {drawn.figure->window[0].low, drawn.figure->window[1].high};
        struct spot to =
            landscape_spot(drawn.figure->landscape, i == 0 ? corner : walk_now(walk)->at);
        drawn.notes.sought = words[i];
        assert_true(figure_draw_ground(drawn.figure, &drawn.notes.canvas));
        figure_draw_paths(drawn.figure, &drawn.notes.canvas, NULL);
        assert_true(drawn.notes.found[0] > 0 && drawn.notes.found[1] < to.x);
        drawn_release(&drawn);
    }
}

/* Would catch: "walking: at its start" of one who has not begun to. */
static void a_walk_without_a_step_is_at_its_start(void **state)
{
    (void)state;
    for (int steps = 0; steps < 2; steps++) {
        const struct judgement judgement = {.verdict = VERDICT_WALKING, .reason = "as was said"};
        struct drawn drawn;
        stage_open(&drawn.stage, "bowl", NULL);
        stage_walk(&drawn.stage, steps);
        make(&drawn, 800, 500, FIGURE_VIEW_HEAT);
        drawn.figure->source.judgements = &judgement;
        figure_draw_legend(drawn.figure, &drawn.notes.canvas);
        drawn_assert(&drawn, steps > 0 ? "|walking: as was said|" : "|as was said|");
        drawn_release(&drawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_page_has_a_map),
        cmocka_unit_test(a_small_landscape_stands_above_the_legend),
        cmocka_unit_test(words_at_the_border_stay_on_the_map),
        cmocka_unit_test(words_keep_off_a_landscape),
        cmocka_unit_test(a_walk_without_a_step_is_at_its_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
