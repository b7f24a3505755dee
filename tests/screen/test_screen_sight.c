/*
 * What is seen of the surface, by keys and wheel: the window, the crosshair, layers, colours; and
 * that none of it touches the walk.
 */
#include "screen/support/playback.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view/camera.h"
#include "view/colormap.h"

static const char bowl[] = "title: A bowl\n"
                           "loss: x^2 + 2*y^2\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "steps: 300\n"
                           "lr: 0.05\n";

static const struct sight *sight(const struct playback *playback)
{
    return &playback->app->sight;
}

static double width(const struct playback *playback, int axis)
{
    return sight(playback)->window[axis].high - sight(playback)->window[axis].low;
}

static bool shows_the_scene(const struct playback *playback)
{
    return memcmp(sight(playback)->window, playback->app->scene->window,
                  sizeof sight(playback)->window) == 0;
}

/* --- zoom */

/* Would catch: a zoom away from the walker, and one that does not come back to the scene exactly.
 */
static void zooming_holds_the_walker_s_place(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "z z z wait:40 shot:in");
    assert_close(width(&playback, 0), 4 / 3.375, 1e-12, 0);
    assert_close(camera_fraction(sight(&playback)->window[0], -1.5), 0.125, 1e-12, 0);
    assert_close(camera_fraction(sight(&playback)->window[1], 1), 0.75, 1e-12, 0);
    playback_shows(&playback, "in", "enlarged 3.38 times");
    playback_strike(&playback);
    playback = playback_of(bowl, "z z z z z Z Z Z Z Z wait:40 shot:back");
    assert_true(shows_the_scene(&playback));
    playback_shows(&playback, "back", "the scene's window");
    playback_strike(&playback);
    playback = playback_of(bowl, "Z Z w");
    assert_true(shows_the_scene(&playback));
    playback_strike(&playback);
}

/* Would catch: a map of one coordinate, or of none, and a program that hangs on it. */
static void zooming_ends_where_numbers_do(void **state)
{
    (void)state;
    char script[4096] = "";
    for (int i = 0; i < 500; i++)
        strcat(script, "z ");
    strcat(script, "wait:40 shot:in ");
    struct playback playback = playback_of(bowl, script);
    playback_shows(&playback, "in", "no further");
    assert_true(width(&playback, 0) > 0 && width(&playback, 1) > 0);
    playback_strike(&playback);
    for (char *c = script; *c != 'w'; c++)
        *c = *c == 'z' ? 'Z' : *c;
    strcat(script, "Z Z Z Z ");
    playback = playback_of(bowl, script);
    assert_true(isfinite(width(&playback, 0)));
    playback_strike(&playback);
}

/* The point below the pointer stays below it. */
static void the_wheel_zooms_at_the_pointer(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "click:20,6 wait:40 wheel:20,6,+1 wheel:20,6,+1");
    const double *at = playback.app->scene->walkers[0].start;
    const struct model model = state_model(playback.app);
    struct pick pick = view_pick(&model, 80, 24, 20, 6);
    assert_int_equal(pick.kind, PICK_MAP);
    assert_close(width(&playback, 0), 4 / 2.25, 1e-12, 0);
    assert_close(pick.at[0], at[0], 0.08,
                 0); /* a gutter may have become wider by a column or two */
    assert_close(pick.at[1], at[1], 0.08, 0);
    playback_strike(&playback);
}

/* --- who left */

/* Would catch: a walker out of sight with no way to see it, and no way back. */
static void w_holds_all_that_was_walked_and_goes_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ": l r = 0 . 6 Enter . . . . . . wait:40 shot:out "
                                                 "w wait:40 shot:held");
    playback_shows(&playback, "out", "windows");
    playback_shows(&playback, "held", "all that was walked: w goes back");
    playback_lacks(&playback, "held", "windows →");
    const double *now = walk_now(playback.app->race.walks[0])->at;
    double part = camera_fraction(sight(&playback)->window[1], now[1]);
    assert_true(fabs(now[1]) > 2 && part > 0 && part < 1);
    playback_strike(&playback);
    playback = playback_of(bowl, ": l r = 0 . 6 Enter . . . . . . w w wait:40 shot:back");
    assert_true(shows_the_scene(&playback));
    playback_strike(&playback);
    playback = playback_of(bowl, ": l r = 0 . 6 Enter . . . . . . w . . . w wait:40");
    assert_true(shows_the_scene(&playback)); /* though it has walked on and out */
    playback_strike(&playback);
    playback = playback_of(bowl, ": l r = 0 . 6 Enter . . . . . . w r wait:40");
    assert_true(shows_the_scene(&playback));
    playback_strike(&playback);
    playback = playback_of(bowl, ". . w wait:40 shot:nothing");
    playback_shows(&playback, "nothing", "no walker has left it");
    assert_true(shows_the_scene(&playback));
    playback_strike(&playback);
}

/* A step from 1.5 to -4.5 in a window of 4 that ends at -2: 0.625 of it, neither clamped nor lost.
 */
static void the_arrow_says_how_far_it_is(void **state)
{
    (void)state;
    struct playback playback = playback_of("loss: x^2 + y^2\nx: [-2, 2]\ny: [-2, 2]\n"
                                           "start: [1.5, 0]\nlr: 2\n",
                                           ". wait:40 shot:out");
    assert_true(walk_now(playback.app->race.walks[0])->at[0] == -4.5);
    playback_shows(&playback, "out", "0.62 windows");
    playback_strike(&playback);
}

/* Would catch: words over the words of the step's arrows. */
static void the_arrow_leaves_the_steps_words(void **state)
{
    (void)state;
    struct playback playback = playback_of("loss: x^2 + y^2\nx: [-2, 2]\ny: [-2, 2]\n"
                                           "start: [-1, 1]\nwalkers:\n"
                                           "  - {optimizer: sgd, lr: 0.05}\n"
                                           "  - {optimizer: sgd, lr: 2}\n",
                                           "E . . wait:40 shot:out");
    playback_shows(&playback, "out", "windows");
    playback_shows(&playback, "out", "downhill");
    playback_strike(&playback);
}

/* At 1e200 no map shows it and the scene: it is said, and what can be shown is. */
static void what_is_too_far_is_said(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ": l r = 1 e 1 5 0 Enter . wait:40 shot:out "
                                                 "w wait:40 shot:held");
    playback_shows(&playback, "out", "too far to show");
    playback_shows(&playback, "held", "too far away to be shown");
    assert_true(shows_the_scene(&playback));
    playback_strike(&playback);
}

/* Would catch: a start that is clamped to the scene's window where a larger one is shown. */
static void a_click_outside_of_the_scene_is_a_start_there(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "Z Z Z click:6,10");
    assert_true(playback.app->scene->walkers[0].start[0] < -2);
    playback_strike(&playback);
}

/* --- the crosshair */

static void the_crosshair_tells_the_loss(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, "v wait:40 shot:middle Right Up Up wait:40 shot:moved");
    double x = sight(&playback)->crosshair[0], y = sight(&playback)->crosshair[1];
    playback_shows(&playback, "middle", "loss 0");
    playback_shows(&playback, "moved", "|∇|");
    assert_true(x > 0.1 && y > 0.2);
    assert_int_equal(race_step_count(&playback.app->race), 0);
    assert_close(playback.app->scene->walkers[0].start[0], -1.5, 0, 0);
    playback_strike(&playback);
    playback = playback_of(bowl, "v click:10,3");
    assert_close(playback.app->scene->walkers[0].start[0], -1.5, 0, 0);
    assert_true(sight(&playback)->crosshair[0] < -1 && sight(&playback)->crosshair[1] > 1);
    playback_strike(&playback);
    playback = playback_of(bowl, "v Up Up Enter");
    assert_true(playback.app->scene->walkers[0].start[1] > 0.2);
    assert_true(fabs(playback.app->scene->walkers[0].start[0]) < 0.1);
    playback_strike(&playback);
    playback = playback_of(bowl, "v L Up Up");
    assert_true(sight(&playback)->crosshair[1] > 0.2);
    assert_true(playback.app->focus == FOCUS_CROSSHAIR);
    playback_strike(&playback);
    playback = playback_of(bowl, "Z wait:40 shot:reduced");
    playback_shows(&playback, "reduced", "sought in the scene's window only");
    playback_strike(&playback);
    playback = playback_of(bowl, "v v Right");
    assert_true(walk_settings(playback.app->race.walks[0])->knob[OPTIMIZER_LR] > 0.05);
    playback_strike(&playback);
}

/* Would catch: a crosshair that is lost beyond the edge. */
static void the_map_follows_the_crosshair(void **state)
{
    (void)state;
    char script[512] = "z z v ";
    for (int i = 0; i < 40; i++)
        strcat(script, "Left ");
    struct playback playback = playback_of(bowl, script);
    double part = camera_fraction(sight(&playback)->window[0], sight(&playback)->crosshair[0]);
    assert_true(part >= 0 && part <= 1);
    assert_true(sight(&playback)->window[0].low < -2);
    assert_close(width(&playback, 0), 4 / 2.25, 1e-12, 0);
    playback_strike(&playback);
}

/* --- layers and colours */

/* Each key changes the picture and, pressed again, gives it back to the cell. */
static void layers_come_and_go(void **state)
{
    (void)state;
    static const char keys[] = "dighf";
    for (const char *key = keys; *key != '\0'; key++) {
        char script[] =
            "wait:400 . wait:40 shot:before K wait:40 shot:with K , . wait:40 shot:after";
        for (char *c = script; *c != '\0'; c++)
            *c = *c == 'K' ? *key : *c;
        struct playback playback = playback_of(bowl, script);
        const struct frame *before = playback_frame(&playback, "before");
        const struct frame *with = playback_frame(&playback, "with");
        const struct frame *after = playback_frame(&playback, "after");
        size_t map = 18 * 80; /* above the message */
        assert_memory_not_equal(before->cells, with->cells, map * sizeof(struct cell));
        assert_memory_equal(before->cells, after->cells, map * sizeof(struct cell));
        assert_int_equal(race_step_count(&playback.app->race), 1);
        playback_strike(&playback);
    }
}

/* Would catch: colours that jump when the window moves although they are held. */
static void a_held_scale_gives_a_loss_one_colour(void **state)
{
    (void)state;
    static const char *const scripts[] = {"Y wait:400 shot:a", "Y z z wait:400 shot:a",
                                          "z z wait:400 shot:a"};
    unsigned level[3];
    for (int i = 0; i < 3; i++) {
        struct playback playback = playback_of(bowl, scripts[i]);
        const struct model model = state_model(playback.app);
        const struct frame *frame = playback_frame(&playback, "a");
        level[i] = 0;
        for (int row = 2; row < 18; row++) { /* beside the walker, which keeps its place */
            struct pick pick = view_pick(&model, 80, 24, 11, row);
            if (pick.kind == PICK_MAP && fabs(pick.at[1] - 1) < 0.11 && level[i] == 0)
                level[i] = COLOR_TAG(frame->cells[row * 80 + 11].back);
        }
        playback_strike(&playback);
    }
    assert_true(level[0] > 0);
    assert_in_range(level[1], level[0] - 4, level[0] + 4);
    assert_true(level[2] < level[0] - 8 || level[2] > level[0] + 8);
}

static void colours_turn_and_the_scale_is_undone(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "");
    enum scene_scale own = playback.app->scene->scale;
    playback_strike(&playback);
    playback = playback_of(bowl, "y");
    assert_int_not_equal(playback.app->scene->scale, own);
    playback_strike(&playback);
    playback = playback_of(bowl, "k k wait:40 shot:a y wait:2000 y wait:40 shot:b u u");
    playback_shows(&playback, "a", "colours: cividis");
    assert_int_equal(sight(&playback)->colormap, 2);
    playback_shows(&playback, "b", "colour scale");
    assert_int_equal(playback.app->scene->scale, own);
    playback_strike(&playback);
    playback = playback_of("loss: x^2 + y^2\ncolormap: magma\nlr: 0.1\n", "");
    assert_int_equal(sight(&playback)->colormap, 1);
    playback_strike(&playback);
    playback = playback_of(bowl, ": c o l o r m a p Space g r e y Enter");
    assert_int_equal(sight(&playback)->colormap, 3);
    playback_strike(&playback);
    playback = playback_of(bowl, ": c o l o r m a p Space g r e y Enter u");
    assert_int_equal(sight(&playback)->colormap, 0);
    playback_strike(&playback);
    playback = playback_of("loss: x^2 + y^2\ncolormap: magma\nlr: 0.1\n", "s Enter");
    assert_int_equal(sight(&playback)->colormap, 0); /* a scene's colours end with it */
    playback_strike(&playback);
    playback = playback_of("loss: x^2 + y^2\ncolormap: magma\nlr: 0.1\n", "k s Enter");
    assert_int_equal(sight(&playback)->colormap, 2); /* those that were chosen do not */
    playback_strike(&playback);
    playback = playback_of(bowl, "K x");
    assert_string_equal(colormaps[sight(&playback)->colormap].name, "grey");
    assert_true(playback.app->look.light);
    playback_strike(&playback);
}

/* Another scene begins with its own window; the layers are the viewer's and stay. */
static void another_scene_has_its_own_window(void **state)
{
    (void)state;
    struct playback playback = playback_of("himmelblau", "h z z z s Down Enter");
    assert_true(shows_the_scene(&playback));
    assert_true(sight(&playback)->layers & LAYER_RELIEF);
    playback_strike(&playback);
    playback = playback_of(bowl, "z z : x = [ - 9 , 9 ] Enter");
    assert_true(shows_the_scene(&playback));
    assert_close(width(&playback, 0), 18, 0, 0);
    playback_strike(&playback);
}

/* --- critical points */

/* Would catch: marks of a surface that is no longer there. */
static void critical_points_follow_the_surface(void **state)
{
    (void)state;
    static const char wells[] = "loss: x^4 - a*x^2 + y^2\n"
                                "constants: {a: 2}\n"
                                "x: [-2, 2]\ny: [-2, 2]\nstart: [1.5, 1.5]\n";
    struct playback playback = playback_of(wells, "wait:400");
    const struct critical_points *points = ground_critical(playback.app);
    assert_non_null(points);
    assert_int_equal(points->count, 3);
    assert_int_equal(points->points[2].kind, CRITICAL_SADDLE);
    playback_strike(&playback);
    playback =
        playback_of(wells, "wait:400 : c o n s t a n t s . a Space - 1 Enter wait:400 shot:a");
    points = ground_critical(playback.app);
    assert_non_null(points);
    assert_int_equal(points->count, 1);
    playback_lacks(&playback, "a", "saddle");
    assert_int_equal(app_deadline(playback.app), -1);
    playback_strike(&playback);
    playback = playback_of(wells, "wait:400 : c o n s t a n t s . a Space - 1 Enter");
    assert_null(ground_critical(playback.app));
    playback_strike(&playback);
}

/* Would catch: a chart that is announced and has no room, one that is not shown beside a small map.
 */
static void a_chart_that_is_announced_is_seen(void **state)
{
    (void)state;
    static const struct {
        const char *size, *chart, *words;
    } cases[] = {
        {"40x12", "falls", "chart: loss along the next step"},
        {"50x14", "falls", "chart: loss along the next step"},
        {"40x12 V", "falls", "chart: loss along the next step"},
        {"80x24", "falls", "chart: loss along the next step"},
        {"30x12", NULL, "no room for a chart"},
        {"60x10", NULL, "no room for a chart"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[128];
        snprintf(script, sizeof script, "size:%s wait:40 c wait:40 shot:cut C wait:40 shot:loss",
                 cases[i].size);
        struct playback playback = playback_of(bowl, script);
        playback_shows(&playback, "cut", cases[i].words);
        if (cases[i].chart != NULL)
            playback_shows(&playback, "cut", cases[i].chart);
        else
            playback_shows(&playback, "loss", "no chart beside the map");
        playback_strike(&playback);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zooming_holds_the_walker_s_place),
        cmocka_unit_test(zooming_ends_where_numbers_do),
        cmocka_unit_test(the_wheel_zooms_at_the_pointer),
        cmocka_unit_test(w_holds_all_that_was_walked_and_goes_back),
        cmocka_unit_test(the_arrow_says_how_far_it_is),
        cmocka_unit_test(the_arrow_leaves_the_steps_words),
        cmocka_unit_test(what_is_too_far_is_said),
        cmocka_unit_test(a_click_outside_of_the_scene_is_a_start_there),
        cmocka_unit_test(the_crosshair_tells_the_loss),
        cmocka_unit_test(the_map_follows_the_crosshair),
        cmocka_unit_test(layers_come_and_go),
        cmocka_unit_test(a_chart_that_is_announced_is_seen),
        cmocka_unit_test(a_held_scale_gives_a_loss_one_colour),
        cmocka_unit_test(colours_turn_and_the_scale_is_undone),
        cmocka_unit_test(another_scene_has_its_own_window),
        cmocka_unit_test(critical_points_follow_the_surface),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
