/* Animations: each picture, of which only what changed was drawn, is the figure drawn as a whole at
 * that step. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "export/animation.h"
#include "support/scenes.h"

enum { WIDTH = 400, HEIGHT = 250, PIXELS = WIDTH * HEIGHT };

struct show {
    struct scene *scene;
    struct race race;
    struct figure_source source;
    struct judgement judgements[RACE_WALKS];
    struct verdict_ground ground;
    struct animation_options options;
    struct buffer gif;
    struct animation *animation;
    struct figure *figure; /* to compare with, on */
    struct canvas *canvas;
    uint32_t still[PIXELS]; /* its ground */
};

static void judge(struct show *show)
{
    for (size_t i = 0; i < show->race.count; i++)
        verdict_judge(show->race.walks[i], &show->ground, &show->judgements[i]);
}

static void open_show(struct show *show, const char *name, const char *const *settings,
                      struct figure_options figure)
{
    struct error error = {0};
    struct race_entry entries[RACE_WALKS];
    *show = (struct show){.scene = scene_named(name, settings)};
    size_t count = scene_entries(show->scene, entries);
    assert_true(
        race_init(&show->race, show->scene->surface, entries, count, scene_chance(show->scene)));
    show->ground = (struct verdict_ground){
        .surface = show->scene->surface,
        .parameters = {show->scene->parameters[0], show->scene->parameters[1]},
        .window = {show->scene->window[0], show->scene->window[1]},
        .steps = show->scene->steps,
    };
    verdict_survey(&show->ground);
    judge(show);
    show->source = (struct figure_source){
        .scene = show->scene, .race = &show->race, .judgements = show->judgements};
    figure.width = WIDTH;
    figure.height = HEIGHT;
    figure.detail = 1;
    show->options = (struct animation_options){.figure = figure, .scale = 1, .fps = 10};
    show->animation = animation_new(&show->source, &show->options, &show->gif, &error);
    assert_non_null(show->animation);
    const struct canvas_page page = {.width = WIDTH, .height = HEIGHT, .scale = 1};
    size_t columns, rows;
    show->figure = figure_new(&show->source, &show->options.figure, &error);
    show->canvas = canvas_raster_open(&page, &error);
    assert_true(show->figure != NULL && show->canvas != NULL);
    assert_true(figure_draw_ground(show->figure, show->canvas));
    memcpy(show->still, canvas_raster_pixels(show->canvas, &columns, &rows), sizeof show->still);
}

static void close_show(struct show *show)
{
    animation_free(show->animation);
    figure_free(show->figure);
    canvas_abandon(show->canvas);
    buffer_release(&show->gif);
    race_release(&show->race);
    scene_free(show->scene);
}

static int apart(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int difference = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = difference > most ? difference : most;
    }
    return most;
}

/* The picture of the animation against the walks drawn as a whole on the same ground. Edges of
 * lines may round differently where the drawing is clipped. */
static void assert_picture(struct show *show)
{
    enum { NOISE = 24 };
    struct error error = {0};
    size_t columns, rows;
    judge(show);
    assert_true(animation_add(show->animation, &error));
    memcpy(canvas_raster_pixels(show->canvas, &columns, &rows), show->still, sizeof show->still);
    assert_true(show->options.figure.parts & FIGURE_FOG
                    ? figure_draw(show->figure, show->canvas) /* the ground is another */
                    : figure_draw_walks(show->figure, show->canvas));
    const uint32_t *whole = canvas_raster_pixels(show->canvas, &columns, &rows);
    const uint32_t *shown = animation_pixels(show->animation, &columns, &rows);
    for (size_t i = 0; i < PIXELS; i++)
        if (apart(whole[i], shown[i]) > NOISE)
            fail_msg("step %d: at (%d, %d) is %06x instead of %06x",
                     (int)race_step_count(&show->race), (int)(i % columns), (int)(i / columns),
                     (unsigned)shown[i] & 0xFFFFFF, (unsigned)whole[i] & 0xFFFFFF);
}

static bool is_built_in(void)
{
    struct error error = {0};
    struct canvas *canvas =
        canvas_raster_open(&(struct canvas_page){.width = 9, .height = 9, .scale = 1}, &error);
    if (canvas != NULL)
        canvas_abandon(canvas);
    return canvas != NULL && animation_missing() == NULL;
}

static void pictures_are_figures(void **state)
{
    (void)state;
    static const struct {
        const char *scene;
        const char *settings[5];
        enum figure_view view;
        uint64_t every;
        bool dark;
        unsigned panels;
        bool fog; /* and no contours, whose labels give way to the walk */
    } rows[] = {
        {"himmelblau", {NULL}, FIGURE_VIEW_HEAT, 7, false, 1 << CHART_CUT, false},
        {"race",
         {NULL},
         FIGURE_VIEW_HEAT,
         3,
         true,
         1 << CHART_LOSS | 1 << FIGURE_PANEL_SCORE,
         false},
        {"race", {"noise=3", NULL}, FIGURE_VIEW_CONTOUR, 11, false, 0, false},
        {"rosenbrock", {"optimizer=adam", "lr=0.2", NULL}, FIGURE_VIEW_RELIEF, 20, true, 0, false},
        {"rosenbrock",
         {"optimizer=adam", "lr=0.2", NULL},
         FIGURE_VIEW_SURFACE3D,
         20,
         true,
         0,
         false},
        {"himmelblau", {"lr=0.05", NULL}, FIGURE_VIEW_HEAT, 1, false, 0, false}, /* it leaves the
                                                                                    map */
        {"himmelblau", {NULL}, FIGURE_VIEW_HEAT, 2, false, 1 << CHART_LOSS, true},
        {"race", {NULL}, FIGURE_VIEW_RELIEF, 5, true, 0, true},
    };
    if (!is_built_in())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static struct show show;
        struct figure_options figure = FIGURE_USUAL;
        figure.view = rows[i].view;
        figure.dark = rows[i].dark;
        figure.panels = rows[i].panels;
        if (rows[i].fog)
            figure.parts ^= FIGURE_FOG | FIGURE_CONTOURS;
        open_show(&show, rows[i].scene, rows[i].settings, figure);
        for (uint64_t step = 0; step < 12 * rows[i].every; step += rows[i].every) {
            race_seek(&show.race, step);
            assert_picture(&show);
        }
        close_show(&show);
    }
}

/* Back, another branch, a walker more: what was drawn goes away. */
static void follows_changes(void **state)
{
    (void)state;
    static struct show show;
    struct walker_settings settings;
    if (!is_built_in())
        skip();
    open_show(&show, "race", (const char *const[]){NULL}, FIGURE_USUAL);
    assert_picture(&show);
    race_seek(&show.race, 40);
    assert_picture(&show);
    race_seek(&show.race, 20);
    assert_picture(&show);
    settings = *walk_settings(show.race.walks[1]);
    settings.knob[OPTIMIZER_LR] *= 2;
    assert_true(walk_change(show.race.walks[1], &settings));
    race_seek(&show.race, 30);
    assert_picture(&show);
    race_restart(&show.race);
    assert_picture(&show);
    close_show(&show);
}

/* Nothing changes: the file hardly grows, and time goes on. */
static void a_walk_at_rest_costs_nothing(void **state)
{
    (void)state;
    static struct show show;
    struct error error = {0};
    size_t length[2];
    if (!is_built_in())
        skip();
    for (int i = 0; i < 2; i++) {
        open_show(&show, "himmelblau", (const char *const[]){NULL}, FIGURE_USUAL);
        for (int picture = 0; picture < (i == 0 ? 1 : 10); picture++)
            assert_true(animation_add(show.animation, &error));
        assert_true(animation_end(show.animation, 2, NULL, &error));
        length[i] = show.gif.length;
        close_show(&show);
    }
    assert_int_equal(length[0], length[1]);
}

static void refuses_what_no_gif_holds(void **state)
{
    (void)state;
    struct error error = {0};
    static struct show show;
    if (!is_built_in())
        skip();
    open_show(&show, "himmelblau", (const char *const[]){NULL}, FIGURE_USUAL);
    show.options.figure.width = 70000;
    show.options.figure.height = 20;
    assert_null(animation_new(&show.source, &show.options, &show.gif, &error));
    assert_true(error.set);
    close_show(&show);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_are_figures),
        cmocka_unit_test(follows_changes),
        cmocka_unit_test(a_walk_at_rest_costs_nothing),
        cmocka_unit_test(refuses_what_no_gif_holds),
    };
    return cmocka_run_group_tests_name("export/animation", tests, NULL, NULL);
}
