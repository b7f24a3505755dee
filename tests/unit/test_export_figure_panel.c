/* The other panels of a figure and its landscape: what they say, and that their lines lie where
 * they should. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "descent/goal.h"
#include "export/landscape.h"
#include "support/drawn.h"

/* --- cut */

static void the_cut_shows_the_step(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"lr=0.099", NULL}; /* beyond the bottom of the ravine */
    drawn_panel(&drawn, "ravine", settings, 0, CHART_CUT);
    drawn_assert(&drawn, "next step|");
    drawn_assert(&drawn, "past the bottom|");
    drawn_assert(&drawn, "now|");
    drawn_assert(&drawn, "lands|");
    assert_non_null(drawn_line(&drawn, drawn.figure->theme.quiet, true)); /* the tangent */
    const struct line *curve = drawn_curve(&drawn);
    assert_true(curve->last.x - curve->first.x > 0.7 * drawn_box.width);
    drawn_release(&drawn);
}

static void a_walker_that_rests_has_no_cut(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"start=[0, 0]", NULL};
    drawn_panel(&drawn, "bowl", settings, 0, CHART_CUT);
    drawn_assert(&drawn, "it does not move|");
    drawn_release(&drawn);
}

/* Would catch: ten equal digits beside each tick. */
static void small_steps_count_from_the_walker(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "plateau", NULL, 200, CHART_CUT);
    drawn_assert(&drawn, "±0|");
    drawn_assert(&drawn, "·10⁻⁹|");
    assert_false(drawn_says(&drawn, "0.99"));
    assert_true(drawn.notes.left >= drawn_box.x);
    drawn_release(&drawn);
}

/* Would catch: the rounding of the loss drawn as walls, marks far outside the panel. */
static void what_is_no_curve_is_said(void **state)
{
    static const struct {
        const char *scene, *words;
        int steps;
    } cases[] = {{"ripples", "level, to the loss's last digits|", 120},
                 {"monkey-saddle", "beyond the finite numbers|", 120}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        drawn_panel(&drawn, cases[i].scene, NULL, cases[i].steps, CHART_CUT);
        drawn_assert(&drawn, cases[i].words);
        assert_int_equal(drawn.notes.count, 0);
        drawn_release(&drawn);
    }
}

/* --- score */

/* In the order of the screen's score, each with its steps to the goal. */
static void the_score_is_in_order(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "race", NULL, 18, FIGURE_PANEL_SCORE);
    struct verdict_ground ground = drawn.stage.ground;
    struct goal_place places[RACE_WALKS];
    verdict_survey(&ground);
    const struct goal goal = goal_of(&drawn.stage.race, ground.deepest);
    assert_int_equal(goal_places(&drawn.stage.race, &goal, places), 4);
    const char *before = buffer_text(&drawn.notes.words);
    for (size_t i = 0; i < 4; i++) {
        const char *here = strstr(before, drawn.stage.scene->walkers[places[i].walker].label);
        assert_non_null(here);
        before = here;
        assert_true(i == 0 || (uint64_t)places[i].arrival >= (uint64_t)places[i - 1].arrival);
    }
    assert_true(places[0].arrival != GOAL_NEVER && places[3].arrival == GOAL_NEVER);
    drawn_assert(&drawn, "not there|");
    drawn_assert(&drawn, "after 18 steps|");
    drawn_assert(&drawn, "score: C wins|");
    drawn_assert(&drawn, "99 % of the way down|");
    drawn_release(&drawn);
}

/* Draws the score of a race into a box so large; each walker is judged as walking. */
static void draw_score(struct drawn *drawn, double width, double height)
{
    struct judgement judgements[RACE_WALKS];
    for (size_t i = 0; i < RACE_WALKS; i++)
        judgements[i] = (struct judgement){.verdict = VERDICT_WALKING, .reason = "on -1 leg"};
    stage_open(&drawn->stage, "race", NULL);
    stage_walk(&drawn->stage, 30);
    drawn_make(drawn, &FIGURE_USUAL);
    drawn->figure->source.judgements = judgements;
    figure_draw_panel(drawn->figure, &drawn->notes.canvas, FIGURE_PANEL_SCORE,
                      (struct box){0, 0, width, height});
}

/* Would catch: a verdict, or the steps, that vanish where their column has no room. */
static void a_narrow_score_folds(void **state)
{
    static const struct {
        double width;
        const char *heads, *details;
    } cases[] = {
        {600, "walker|lr|steps to goal|loss|after 30 steps|", "|on −1 leg|"},
        {250, "walker|steps|after 30 steps|", "|loss\u00a00.0263, lr\u00a00.08; on −1 leg|"},
        {170, "walker|steps|", "|loss\u00a00.0263, lr\u00a00.08; walking: on|−1 leg|"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_score(&drawn, cases[i].width, 200);
        drawn_assert(&drawn, cases[i].heads);
        drawn_assert(&drawn, cases[i].details);
        drawn_assert(&drawn, "momentum|");
        drawn_assert(&drawn, "walking");
        assert_false(drawn_says(&drawn, "…"));
        assert_true(drawn.notes.left >= 0);
        drawn_release(&drawn);
    }
}

/* Would catch: what decides the race, and how all stand, given up for what is not so weighty. */
static void a_score_keeps_what_weighs_most(void **state)
{
    static const struct {
        double height;
        const char *told, *not_told;
    } cases[] = {{200, "leg|", "…"}, {150, "|21|walking|", "lr\u00a0"}, {100, "|21|D|", "walking"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_score(&drawn, 150, cases[i].height);
        drawn_assert(&drawn, cases[i].told);
        assert_false(drawn_says(&drawn, cases[i].not_told));
        drawn_release(&drawn);
    }
}

/* Would catch: names alone, where nothing else has a column. */
static void the_narrowest_score_tells_steps(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_score(&drawn, 135, 150);
    drawn_assert(&drawn, "|RMSprop|15\u00a0steps; walking|");
    drawn_release(&drawn);
}

/* Would catch: "nan" as the loss of a walk that has none any more. */
static void a_walk_that_diverged_has_no_loss(void **state)
{
    struct judgement judgement = {.verdict = VERDICT_DIVERGED, .reason = "at step 106"};
    struct drawn drawn;
    (void)state;
    stage_open(&drawn.stage, "monkey-saddle", NULL);
    stage_walk(&drawn.stage, 120);
    drawn_make(&drawn, &FIGURE_USUAL);
    drawn.figure->source.judgements = &judgement;
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, FIGURE_PANEL_SCORE, drawn_box);
    drawn_assert(&drawn, "|not there|no loss|diverged|at step 106|");
    drawn_release(&drawn);
}

/* Would catch: rows upon each other, walkers that are missing without a word. */
static void a_low_score_counts_the_rest(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_score(&drawn, 600, 85);
    drawn_assert(&drawn, "and 2 more|");
    assert_false(drawn_says(&drawn, "leg"));
    drawn_release(&drawn);
}

/* --- the landscape */

static void draw_landscape(struct drawn *drawn, const char *scene, const char *const *settings,
                           int steps, double turn, double tilt)
{
    struct figure_options options = FIGURE_USUAL;
    stage_open(&drawn->stage, scene, settings);
    stage_walk(&drawn->stage, steps);
    options.view = FIGURE_VIEW_SURFACE3D;
    options.turn = turn;
    options.tilt = tilt;
    drawn_make(drawn, &options);
    assert_true(figure_draw(drawn->figure, &drawn->notes.canvas));
}

/* The walk down the cliff is behind it from the right, and in sight from the left and from above.
 */
static void hidden_ways_are_dashed(void **state)
{
    (void)state;
    static const struct {
        double turn, tilt;
        bool hidden;
    } cases[] = {{-20, 25, true}, {-160, 55, false}, {-20, 90, false}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_landscape(&drawn, "cliff", NULL, 20, cases[i].turn, cases[i].tilt);
        const struct line *dashed = drawn_line(&drawn, figure_path_color(drawn.figure, 0), true);
        if ((dashed != NULL && dashed->length > 5) != cases[i].hidden)
            fail_msg("from %g, %g above", cases[i].turn, cases[i].tilt);
        assert_int_equal(drawn.notes.images, 2); /* the ground and the colour bar */
        drawn_release(&drawn);
    }
}

/* Would catch: a minimum behind a ridge that seems to lie on top of it. */
static void hidden_places_are_not_marked(void **state)
{
    (void)state;
    static struct critical_point points[] = {
        {.kind = CRITICAL_MINIMUM, .at = {3, 2}},
        {.kind = CRITICAL_MAXIMUM, .at = {-0.27, -0.92}, .loss = 181.6},
    };
    static const struct critical_points himmelblau = {.points = points, .count = 2};
    for (int hidden = 0; hidden < 2; hidden++) {
        struct drawn drawn;
        struct figure_options options = FIGURE_USUAL;
        options.view = FIGURE_VIEW_SURFACE3D;
        options.turn = -60;
        options.tilt = hidden ? 40 : 90;
        stage_open(&drawn.stage, "himmelblau", NULL);
        stage_walk(&drawn.stage, 100); /* to (3, 2) */
        drawn_make(&drawn, &options);
        drawn.figure->source.critical = &himmelblau;
        assert_true(figure_draw(drawn.figure, &drawn.notes.canvas));
        drawn_assert(&drawn, "maximum|");
        assert_true(drawn_says(&drawn, "|minimum|") == !hidden);
        assert_true(drawn_says(&drawn, "behind the ground|") == hidden);
        drawn_release(&drawn);
    }
}

/* A walk that leaves is cut at the border: its line ends on the box's edge. */
static void a_way_out_ends_at_the_border(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_landscape(&drawn, "monkey-saddle", NULL, 104, -60, 50);
    size_t count;
    const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
    const struct surface_window *window = drawn.stage.scene->window;
    assert_true(
        points[count - 1].at[0] < window[0].low || points[count - 1].at[0] > window[0].high ||
        points[count - 1].at[1] < window[1].low || points[count - 1].at[1] > window[1].high);
    struct spot edge = landscape_spot(drawn.figure->landscape, points[count - 1].at);
    const struct box plot = drawn.figure->layout.plot;
    assert_true(edge.x > plot.x && edge.x < plot.x + plot.width);
    assert_true(edge.y > plot.y && edge.y < plot.y + plot.height);
    const struct line *way = drawn_line(&drawn, figure_path_color(drawn.figure, 0), false);
    assert_non_null(way);
    assert_true(way->last.x > plot.x && way->last.x < plot.x + plot.width);
    drawn_release(&drawn);
}

static void undefined_ground_is_a_hole(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"loss=log(x) + y^2", "start=[2, 2]", NULL};
    draw_landscape(&drawn, "bowl", settings, 40, -60, 40);
    const struct landscape *landscape = drawn.figure->landscape;
    assert_true(isnan(terrain_height(&landscape->terrain, 0.2, 0.5)) != 0);
    assert_true(terrain_height(&landscape->terrain, 0.8, 0.5) > 0);
    drawn_release(&drawn);
}

/* Without an angle the ravine is looked along, so that the walk in it is seen; x or y goes to the
 * right. */
static void the_usual_view_shows_the_walk(void **state)
{
    (void)state;
    static const char *const scenes[] = {"ravine", "himmelblau", "saddle", "cliff", "bowl"};
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        struct drawn drawn;
        draw_landscape(&drawn, scenes[i], NULL, 80, (double)NAN, 40);
        const struct landscape *landscape = drawn.figure->landscape;
        size_t count, hidden = 0;
        const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
        for (size_t j = 0; j < count; j++)
            hidden += landscape_hides(landscape, points[j].at);
        if (hidden * 4 > count)
            fail_msg("%s: %zu of %zu hidden", scenes[i], hidden, count);
        assert_true(landscape->perspective.right[0] > 0);
        drawn_release(&drawn);
    }
}

/* --- marks */

/* Would catch: marks that stand aside as if their walkers were there. */
static void lines_lead_to_a_place_that_walkers_share(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "race", NULL);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_paths(drawn.figure, &drawn.notes.canvas, NULL);
    const double text = drawn.figure->layout.text;
    const struct spot place = figure_place(drawn.figure, drawn.figure->layout.plot,
                                           walk_start_point(drawn.stage.race.walks[0]));
    assert_close(drawn.notes.chip[0].x, place.x, 1e-9, 0);
    for (size_t i = 1; i < 4; i++) {
        double length = 0;
        for (size_t j = 0; j < drawn.notes.count; j++) {
            const struct line *line = &drawn.notes.lines[j];
            if (line->color == figure_path_color(drawn.figure, i) && line->last.x == place.x &&
                line->last.y == place.y && line->first.x == drawn.notes.chip[i].x)
                length = line->length;
        }
        assert_true(length > (2 * 0.66 + 0.6) * text); /* between the two letters */
    }
    drawn_release(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_lead_to_a_place_that_walkers_share),
        cmocka_unit_test(the_cut_shows_the_step),
        cmocka_unit_test(a_walker_that_rests_has_no_cut),
        cmocka_unit_test(small_steps_count_from_the_walker),
        cmocka_unit_test(what_is_no_curve_is_said),
        cmocka_unit_test(the_score_is_in_order),
        cmocka_unit_test(a_narrow_score_folds),
        cmocka_unit_test(a_score_keeps_what_weighs_most),
        cmocka_unit_test(the_narrowest_score_tells_steps),
        cmocka_unit_test(a_walk_that_diverged_has_no_loss),
        cmocka_unit_test(a_low_score_counts_the_rest),
        cmocka_unit_test(hidden_ways_are_dashed),
        cmocka_unit_test(hidden_places_are_not_marked),
        cmocka_unit_test(a_way_out_ends_at_the_border),
        cmocka_unit_test(undefined_ground_is_a_hole),
        cmocka_unit_test(the_usual_view_shows_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
