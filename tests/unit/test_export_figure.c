/* Figures on a canvas that only takes notes: nothing lies outside of the page, no part on another,
 * paths end at the border; and the same figure is the same drawing. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "export/figure_layers.h"
#include "export/figure_parts.h"
#include "scene/catalogue.h"
#include "support/stage.h"

/* --- the canvas */

struct notes {
    struct canvas canvas;
    size_t strokes, fills, images, texts, clips;
    struct box image; /* of the last */
    struct buffer words;
    char outside[200];      /* text that leaves the page */
    struct spot label[100]; /* text on the map */
    size_t labels;
    struct spot longest[2]; /* segment on the map of a line as thick as a path */
    struct box text[200];   /* beside the map, but for walkers' letters */
    size_t boxes;
    char touching[200]; /* text that lies on other text */
    double reach;       /* how far strokes that were not clipped reach beyond the page */
};

static void note_push(struct canvas *canvas, struct box box)
{
    (void)box;
    ((struct notes *)canvas)->clips++;
}

static void note_pop(struct canvas *canvas)
{
    assert_true(((struct notes *)canvas)->clips-- > 0);
}

static void note_reach(struct notes *notes, const struct outline *outline)
{
    for (size_t i = 0; i < outline->count && notes->clips == 0; i++) {
        notes->reach = fmax(notes->reach, -outline->spots[i].x);
        notes->reach = fmax(notes->reach, -outline->spots[i].y);
        notes->reach = fmax(notes->reach, outline->spots[i].x - notes->canvas.width);
        notes->reach = fmax(notes->reach, outline->spots[i].y - notes->canvas.height);
    }
}

static void note_stroke(struct canvas *canvas, const struct outline *outline,
                        const struct stroke *stroke)
{
    struct notes *notes = (struct notes *)canvas;
    assert_true(stroke->width > 0 && stroke->alpha > 0);
    notes->strokes++;
    note_reach(notes, outline);
    struct spot *longest = notes->longest;
    for (size_t i = 1; notes->clips > 0 && stroke->width > 1 && i < outline->count; i++) {
        struct spot a = outline->spots[i - 1], b = outline->spots[i];
        if (hypot(b.x - a.x, b.y - a.y) >
            hypot(longest[1].x - longest[0].x, longest[1].y - longest[0].y))
            longest[0] = a, longest[1] = b;
    }
}

static void note_fill(struct canvas *canvas, const struct outline *outline, color paint,
                      double alpha)
{
    struct notes *notes = (struct notes *)canvas;
    (void)paint, (void)alpha;
    notes->fills++;
    note_reach(notes, outline);
}

static void note_image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    struct notes *notes = (struct notes *)canvas;
    assert_true(bitmap->columns > 0 && bitmap->rows > 0);
    notes->images++;
    notes->image = notes->images == 1 ? box : notes->image;
}

static void note_box(struct notes *notes, struct box box, const char *text)
{
    bool is_letter = strlen(text) == 1 && *text >= 'A' && *text <= 'H';
    for (size_t i = 0; i < notes->boxes && !is_letter; i++) {
        const struct box *other = &notes->text[i];
        if (box.x < other->x + other->width && other->x < box.x + box.width &&
            box.y < other->y + other->height && other->y < box.y + box.height)
            snprintf(notes->touching, sizeof notes->touching, "'%s' at %g, %g", text, box.x, box.y);
    }
    if (!is_letter && notes->boxes < ARRAY_LENGTH(notes->text))
        notes->text[notes->boxes++] = box;
}

static void note_text(struct canvas *canvas, double x, double y, const char *text,
                      const struct text_style *style)
{
    struct notes *notes = (struct notes *)canvas;
    double width = lettering_width(text, &style->font);
    double left = style->anchor == TEXT_END      ? x - width
                  : style->anchor == TEXT_MIDDLE ? x - width / 2
                                                 : x;
    notes->texts++;
    buffer_printf(&notes->words, "%s\n", text);
    if (notes->clips > 0 && style->anchor == TEXT_MIDDLE && notes->labels < 100)
        notes->label[notes->labels++] = (struct spot){x, y};
    if (style->turn == 0 && notes->clips == 0 && !(style->halo > 0))
        note_box(notes,
                 (struct box){left, y - 0.7 * style->font.size, width, 0.7 * style->font.size},
                 text);
    if (style->turn == 0 && notes->clips == 0 &&
        (left < -0.5 || left + width > canvas->width + 0.5 || y > canvas->height ||
         y < style->font.size * 0.6))
        snprintf(notes->outside, sizeof notes->outside, "'%s' from %g to %g, at %g", text, left,
                 left + width, y);
}

static const struct canvas_kind note_kind = {.push_clip = note_push,
                                             .pop_clip = note_pop,
                                             .stroke = note_stroke,
                                             .fill = note_fill,
                                             .image = note_image,
                                             .text = note_text};

static void draw(const struct stage *stage, const struct figure_options *options,
                 struct notes *notes)
{
    struct error error = {0};
    struct critical_points critical = {0};
    const struct surface_window *window =
        options->has_window ? options->window : stage->scene->window;
    assert_true(critical_find(stage->scene->surface, window, &critical, &error));
    const struct figure_source source = {
        .scene = stage->scene, .race = &stage->race, .critical = &critical};
    struct figure *figure = figure_new(&source, options, &error);
    assert_non_null(figure);
    *notes = (struct notes){
        .canvas = {.kind = &note_kind, .width = options->width, .height = options->height}};
    assert_true(figure_draw(figure, &notes->canvas));
    assert_int_equal(notes->clips, 0);
    figure_free(figure);
    critical_release(&critical);
}

/* --- tests */

/* Would catch: a contour's number under a step as long as the map. */
static void labels_keep_off_the_path(void **state)
{
    (void)state;
    struct stage stage;
    struct notes notes;
    struct figure_options options = FIGURE_USUAL;
    options.width = 400;
    options.height = 250;
    options.parts &= ~(unsigned)FIGURE_LEGEND;
    stage_open(&stage, "unscaled", NULL);
    stage_walk(&stage, 1);
    draw(&stage, &options, &notes);
    double left = fmin(notes.longest[0].x, notes.longest[1].x), y = notes.longest[0].y;
    double right = fmax(notes.longest[0].x, notes.longest[1].x);
    assert_true(right - left > 100 && notes.labels > 2);
    for (size_t i = 0; i < notes.labels; i++)
        assert_false(notes.label[i].x > left && notes.label[i].x < right &&
                     fabs(notes.label[i].y - y) < 6);
    buffer_release(&notes.words);
    stage_close(&stage);
}

/* Would catch: a mark on the map that the legend does not name, where its kind has no room. */
static void the_legend_names_the_deepest_minimum(void **state)
{
    (void)state;
    struct stage stage;
    struct notes notes;
    struct figure_options options = FIGURE_USUAL;
    options.width = 400;
    options.height = 250;
    stage_open(&stage, "rastrigin", NULL);
    draw(&stage, &options, &notes);
    assert_non_null(strstr(buffer_text(&notes.words), "\nminimum\n"));
    assert_null(strstr(buffer_text(&notes.words), "saddle"));
    buffer_release(&notes.words);
    stage_close(&stage);
}

/* Would catch: an axis with 0 alone, from which no length can be read. */
static void an_axis_has_two_numbers(void **state)
{
    static const struct surface_window windows[] = {{-4.5, 4.5}, {-2.4, 4.8}, {3, 7}, {0.1, 0.24}};
    struct axis_ticks ticks;
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(windows); i++) {
        figure_round_ticks(windows[i], 1, &ticks);
        assert_in_range(ticks.count, 2, 5);
    }
}

static void numbers_in_words_are_set_as_in_a_book(void **state)
{
    static const struct {
        const char *words, *set;
    } cases[] = {
        {"the loss was -5.61e205 one step before", "the loss was −5.61·10²⁰⁵ one step before"},
        {"falls 1e-9, past the bottom", "falls 10⁻⁹, past the bottom"},
        {"down -2 the other.", "down −2 the other."},
        {"at (-1.04, 0), beyond x2 = -0.5", "at (−1.04,\u00a00), beyond x2 = −0.5"},
        {"full-batch, x-1, step 5.", "full-batch, x-1, step 5."},
        {"θ1 ← e5 1e+6 2e", "θ1 ← e5 10⁶ 2e"},
    };
    struct buffer set = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        figure_words(&set, cases[i].words);
        assert_string_equal(buffer_text(&set), cases[i].set);
    }
    buffer_release(&set);
}

/* And its words, but for those on the map, do not touch. */
static void every_scene_stays_on_its_page(void **state)
{
    (void)state;
    static const double sizes[][2] = {{800, 500}, {378, 227}, {600, 900}, {300, 200}, {1600, 1000}};
    for (size_t i = 0; i < catalogue_count; i++) {
        struct stage stage;
        stage_open(&stage, catalogue[i].name, NULL);
        stage_walk(&stage, 20);
        const double *size = sizes[i % ARRAY_LENGTH(sizes)];
        struct figure_options options = FIGURE_USUAL;
        struct notes notes;
        options.width = size[0];
        options.height = size[1];
        options.detail = 0.5;
        options.view = (enum figure_view)(i % FIGURE_VIEWS);
        options.panels = (unsigned)i % (1 << FIGURE_PANELS);
        draw(&stage, &options, &notes);
        if (notes.outside[0] != '\0' || notes.reach > 0)
            fail_msg("%s: %s, reach %g", catalogue[i].name, notes.outside, notes.reach);
        if (notes.touching[0] != '\0')
            fail_msg("%s: %s touches other words", catalogue[i].name, notes.touching);
        assert_true(notes.texts > 5);
        buffer_release(&notes.words);
        stage_close(&stage);
    }
}

static void a_page_of_any_size_is_drawn(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "race", NULL);
    stage_walk(&stage, 60);
    for (double width = 1; width < 3000; width *= 2.3)
        for (double height = 1; height < 3000; height *= 2.7) {
            struct figure_options options = FIGURE_USUAL;
            struct notes notes;
            options.width = width;
            options.height = height;
            options.detail = 0.2;
            draw(&stage, &options, &notes);
            const struct box image = notes.image;
            assert_true(image.width > 0 && image.height > 0);
            buffer_release(&notes.words);
        }
    stage_close(&stage);
}

static bool apart(struct box a, struct box b)
{
    return !(a.width > 0) || !(b.width > 0) || a.x + a.width <= b.x || b.x + b.width <= a.x ||
           a.y + a.height <= b.y || b.y + b.height <= a.y;
}

static void parts_lie_apart(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "race", NULL);
    for (double width = 200; width < 2000; width *= 1.4)
        for (double height = 150; height < 2000; height *= 1.4) {
            struct figure figure = {.source = {.scene = stage.scene, .race = &stage.race},
                                    .options = FIGURE_USUAL};
            figure.options.width = width;
            figure.options.height = height;
            figure.options.panels = (1u << FIGURE_PANELS) - 1;
            memcpy(figure.window, stage.scene->window, sizeof figure.window);
            figure_lay_out(&figure);
            const struct figure_layout *layout = &figure.layout;
            const struct box boxes[] = {layout->title,    layout->formula, layout->plot,
                                        layout->colorbar, layout->legend,  layout->panel[0],
                                        layout->panel[1], layout->panel[2]};
            for (size_t i = 0; i < ARRAY_LENGTH(boxes); i++)
                for (size_t j = 0; j < i; j++)
                    if (!apart(boxes[i], boxes[j]))
                        fail_msg("%g x %g: %zu lies on %zu", width, height, i, j);
        }
    stage_close(&stage);
}

static bool has(const struct notes *notes, const char *text)
{
    return strstr(buffer_text(&notes->words), text) != NULL;
}

/* Would catch a map that is narrower than what stands beside it. */
static void a_small_map_has_the_room_of_the_bar(void **state)
{
    static const struct {
        double width, height;
        bool bar;
    } sizes[] = {{320, 200, false}, {400, 250, true}, {800, 500, true}, {1200, 800, true}};
    (void)state;
    struct stage stage;
    stage_open(&stage, "himmelblau", NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        struct figure figure = {.source = {.scene = stage.scene, .race = &stage.race},
                                .options = FIGURE_USUAL};
        figure.options.width = sizes[i].width;
        figure.options.height = sizes[i].height;
        memcpy(figure.window, stage.scene->window, sizeof figure.window);
        figure_lay_out(&figure);
        assert_int_equal(figure.layout.colorbar.width > 0, sizes[i].bar);
        assert_true(figure.layout.plot.width > 0.35 * sizes[i].width);
    }
    stage_close(&stage);
}

static void parts_are_left_out(void **state)
{
    (void)state;
    static const struct {
        enum figure_part part;
        const char *word;
    } cases[] = {
        {FIGURE_LEGEND, "Gradient descent"}, {FIGURE_TITLE, "Himmelblau's four valleys"},
        {FIGURE_FORMULA, "(x² + y − 11)²"},  {FIGURE_COLORBAR, "loss (log)"},
        {FIGURE_CRITICAL, "saddle"},
    };
    struct stage stage;
    stage_open(&stage, "himmelblau", NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct figure_options options = FIGURE_USUAL;
        struct notes with, without;
        draw(&stage, &options, &with);
        options.parts &= ~(unsigned)cases[i].part;
        draw(&stage, &options, &without);
        assert_true(has(&with, cases[i].word));
        assert_false(has(&without, cases[i].word));
        buffer_release(&with.words);
        buffer_release(&without.words);
    }
    stage_close(&stage);
}

static void those_outside_are_pointed_at(void **state)
{
    (void)state;
    struct stage stage;
    struct notes notes;
    struct figure_options options = FIGURE_USUAL;
    stage_open_text(&stage, "loss: x^2 + y^2\nstart: [1, 1]\nlr: 0.1\nx: [-2, 2]\ny: [-2, 2]\n");
    options.has_window = true;
    options.window[0] = (struct surface_window){-2, 0};
    options.window[1] = (struct surface_window){-2, 0};
    draw(&stage, &options, &notes);
    assert_true(has(&notes, "0.5 windows away"));
    buffer_release(&notes.words);
    stage_close(&stage);

    stage_open_text(&stage, "loss: x^2 + y^2\nstart: [1, 1]\nlr: 10\nx: [-2, 2]\ny: [-2, 2]\n");
    stage_walk(&stage, 2000);
    options.has_window = false;
    draw(&stage, &options, &notes);
    assert_true(has(&notes, "diverged at step"));
    assert_true(notes.reach <= 0);
    buffer_release(&notes.words);
    stage_close(&stage);
}

/* Would catch a bar that ends at the lowest sample: another number at each size. */
static void the_bar_ends_at_the_minimum(void **state)
{
    (void)state;
    struct stage stage;
    struct notes notes;
    struct figure_options options = FIGURE_USUAL;
    stage_open_text(&stage, "loss: (x - 0.137)^2 + 9*(y - 0.211)^2 - 3\nlr: 0.1\n"
                            "x: [-2, 2]\ny: [-2, 2]\nstart: [1, 1]\n");
    draw(&stage, &options, &notes);
    assert_true(has(&notes, "\n−3\n"));
    buffer_release(&notes.words);
    options.has_window = true;
    options.window[0] = options.window[1] = (struct surface_window){1, 2};
    draw(&stage, &options, &notes);
    assert_false(has(&notes, "\n−3\n"));
    buffer_release(&notes.words);
    stage_close(&stage);
}

static void colours_lie_between_the_levels(void **state)
{
    (void)state;
    const struct colormap *map = &colormaps[0];
    assert_int_equal(figure_color(map, -1), map->level[0]);
    assert_int_equal(figure_color(map, 2), map->level[COLOR_LEVELS - 1]);
    assert_int_equal(figure_color(map, 10.0 / (COLOR_LEVELS - 1)), map->level[10]);
    size_t different = 0;
    for (int i = 1; i < 1000; i++)
        different += figure_color(map, i / 1000.0) != figure_color(map, (i - 1) / 1000.0);
    assert_true(different > 4 * COLOR_LEVELS);
}

static void numbers_are_for_people(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits;
        const char *text;
    } cases[] = {{0, 3, "0"},
                 {-2.5, 3, "−2.5"},
                 {1e6, 3, "10⁶"},
                 {-1e-7, 3, "−10⁻⁷"},
                 {2.23e-24, 3, "2.23·10⁻²⁴"},
                 {1234.5, 5, "1234.5"},
                 {1.7e308, 3, "1.7·10³⁰⁸"},
                 {INFINITY, 3, "inf"}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char out[FIGURE_NUMBER];
        figure_number(out, cases[i].number, cases[i].digits);
        assert_string_equal(out, cases[i].text);
    }
}

static void made_twice_it_is_the_same(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "race", NULL);
    stage_walk(&stage, 50);
    struct buffer out[2] = {{0}, {0}};
    const struct canvas_page page = {.width = 800, .height = 500, .scale = 1};
    for (size_t i = 0; i < 2; i++) {
        struct error error = {0};
        const struct figure_source source = {.scene = stage.scene, .race = &stage.race};
        struct figure *figure = figure_new(&source, &FIGURE_USUAL, &error);
        assert_non_null(figure);
        assert_true(figure_print(figure, canvas_format_of("a.svg"), &page, &out[i], &error));
        figure_free(figure);
    }
    assert_int_equal(out[0].length, out[1].length);
    assert_memory_equal(out[0].data, out[1].data, out[0].length);
    buffer_release(&out[0]);
    buffer_release(&out[1]);
    stage_close(&stage);
}

/* Would catch a layer of the screen that its picture, or the picture of the screen, leaves out. */
static void layers_are_parts_and_back(void **state)
{
    (void)state;
    const unsigned all =
        LAYERS_DEFAULT | LAYER_RELIEF | LAYER_SLOPES | LAYER_FOG | LAYER_STEP | LAYER_HELD;
    for (unsigned layers = 0; layers <= all; layers++) {
        struct figure_options options = FIGURE_USUAL;
        figure_show_layers(&options, layers);
        assert_int_equal(figure_layers_shown(options.view, options.parts), layers & all);
        assert_true(options.parts & FIGURE_LEGEND);
    }
    assert_int_equal(figure_layers_shown(FIGURE_VIEW_HEAT, FIGURE_PARTS), LAYERS_DEFAULT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_keep_off_the_path),
        cmocka_unit_test(the_legend_names_the_deepest_minimum),
        cmocka_unit_test(an_axis_has_two_numbers),
        cmocka_unit_test(numbers_in_words_are_set_as_in_a_book),
        cmocka_unit_test(every_scene_stays_on_its_page),
        cmocka_unit_test(a_page_of_any_size_is_drawn),
        cmocka_unit_test(parts_lie_apart),
        cmocka_unit_test(a_small_map_has_the_room_of_the_bar),
        cmocka_unit_test(parts_are_left_out),
        cmocka_unit_test(those_outside_are_pointed_at),
        cmocka_unit_test(the_bar_ends_at_the_minimum),
        cmocka_unit_test(colours_lie_between_the_levels),
        cmocka_unit_test(numbers_are_for_people),
        cmocka_unit_test(layers_are_parts_and_back),
        cmocka_unit_test(made_twice_it_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
