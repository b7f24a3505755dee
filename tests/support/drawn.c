#include "support/drawn.h"

#include <math.h>
#include <string.h>

#include "support/test.h"

const struct box drawn_box = {20, 30, 400, 200};

/* --- the canvas */

static double length_of(const struct outline *outline, size_t piece)
{
    size_t count;
    const struct spot *spots = outline_spots(outline, piece, &count);
    double length = 0;
    for (size_t i = 1; i < count; i++)
        length += hypot(spots[i].x - spots[i - 1].x, spots[i].y - spots[i - 1].y);
    return length;
}

static void check(struct notes *notes, const struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++)
        notes->broken |= !isfinite(outline->spots[i].x) || !isfinite(outline->spots[i].y);
}

static void note_stroke(struct canvas *canvas, const struct outline *outline,
                        const struct stroke *stroke)
{
    struct notes *notes = (struct notes *)canvas;
    struct line line = {
        .width = stroke->width, .color = stroke->color, .dashed = stroke->dash_count > 0};
    check(notes, outline);
    for (size_t i = 0; i < outline->piece_count; i++) {
        size_t count;
        const struct spot *spots = outline_spots(outline, i, &count);
        if (count > 1 && length_of(outline, i) > line.length) {
            line.length = length_of(outline, i);
            line.first = spots[0];
            line.last = spots[count - 1];
        }
    }
    if (line.length > 0 && notes->count < DRAWN_LINES)
        notes->lines[notes->count++] = line;
}

static void note_fill(struct canvas *canvas, const struct outline *outline, color paint,
                      double alpha)
{
    (void)paint, (void)alpha;
    check((struct notes *)canvas, outline);
}

static void note_image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    (void)box, (void)bitmap;
    ((struct notes *)canvas)->images++;
}

static void note_text(struct canvas *canvas, double x, double y, const char *text,
                      const struct text_style *style)
{
    struct notes *notes = (struct notes *)canvas;
    double width = lettering_width(text, &style->font);
    double before = style->anchor == TEXT_END ? 1 : style->anchor == TEXT_MIDDLE ? 0.5 : 0;
    notes->broken |= !isfinite(x) || !isfinite(y);
    if (strlen(text) == 1 && *text >= 'A' && *text <= 'Z')
        notes->chip[*text - 'A'] = (struct spot){x, y};
    notes->left = fmin(notes->left, x - before * width);
    if (notes->sought != NULL && strcmp(text, notes->sought) == 0) {
        notes->found[0] = x - before * width;
        notes->found[1] = x + (1 - before) * width;
    }
    buffer_printf(&notes->words, "%s|", text);
}

static void ignore_box(struct canvas *canvas, struct box box)
{
    (void)canvas, (void)box;
}

static void ignore(struct canvas *canvas)
{
    (void)canvas;
}

static const struct canvas_kind note_kind = {.push_clip = ignore_box,
                                             .pop_clip = ignore,
                                             .stroke = note_stroke,
                                             .fill = note_fill,
                                             .image = note_image,
                                             .text = note_text};

/* --- the figure */

static struct critical_point origin = {.kind = CRITICAL_MINIMUM};
const struct critical_points drawn_known = {.points = &origin, .count = 1};

void drawn_make(struct drawn *drawn, const struct figure_options *options)
{
    struct error error = {0};
    struct verdict_ground ground = drawn->stage.ground;
    verdict_survey(&ground);
    const struct figure_source source = {.scene = drawn->stage.scene,
                                         .race = &drawn->stage.race,
                                         .known = &drawn_known,
                                         .deepest = ground.deepest};
    drawn->figure = figure_new(&source, options, &error);
    assert_non_null(drawn->figure);
    drawn->notes =
        (struct notes){.canvas = {.kind = &note_kind, .width = 800, .height = 500}, .left = 800};
}

void drawn_release(struct drawn *drawn)
{
    assert_false(drawn->notes.broken);
    assert_false(drawn->notes.canvas.failed);
    figure_free(drawn->figure);
    buffer_release(&drawn->notes.words);
    stage_close(&drawn->stage);
}

void drawn_panel(struct drawn *drawn, const char *scene, const char *const *settings, int steps,
                 int panel)
{
    stage_open(&drawn->stage, scene, settings);
    stage_walk(&drawn->stage, steps);
    drawn_make(drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn->figure, &drawn->notes.canvas, panel, drawn_box);
}

bool drawn_says(const struct drawn *drawn, const char *words)
{
    return strstr(buffer_text(&drawn->notes.words), words) != NULL;
}

void drawn_assert(const struct drawn *drawn, const char *words)
{
    if (!drawn_says(drawn, words))
        fail_msg("'%s' is not in '%s'", words, buffer_text(&drawn->notes.words));
}

const struct line *drawn_line(const struct drawn *drawn, color paint, bool dashed)
{
    const struct line *found = NULL;
    for (size_t i = 0; i < drawn->notes.count; i++) {
        const struct line *line = &drawn->notes.lines[i];
        if (line->width > 1 && line->color == paint && line->dashed == dashed &&
            (found == NULL || line->length > found->length))
            found = line;
    }
    return found;
}

const struct line *drawn_curve(const struct drawn *drawn)
{
    const struct line *curve = drawn_line(drawn, figure_word_color(drawn->figure, 0), false);
    assert_non_null(curve);
    return curve;
}
