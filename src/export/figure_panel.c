#include "export/figure_panel.h"

#include <math.h>

#include "export/figure_marks.h"

static const double left_room = 4.2, bottom_room = 2.9, top_room = 1.9; /* letters */
static const double right_room = 0.9;
static const double least_head = 0.75; /* of its usual size, where it is long */
static const double tick_length = 0.3, label_gap = 0.6, middle = 0.36, apart = 0.15;

/* Its plot has room for labels at the left and below, and for the heading. */
static void init(struct figure_panel *panel, const struct figure *figure, struct canvas *canvas,
                 struct box box)
{
    double letter = figure->layout.text;
    *panel = (struct figure_panel){figure, canvas, box, box, letter, {0, 0}};
    panel->plot.x += left_room * letter;
    panel->plot.y += top_room * letter;
    panel->plot.width = fmax(box.width - (left_room + right_room) * letter, letter);
    panel->plot.height = fmax(box.height - (top_room + bottom_room) * letter, letter);
}

void figure_panel_head(const struct figure_panel *panel, const char *name, const char *note,
                       const char *brief)
{
    struct text_style strong = figure_text(panel->figure, 1, false);
    struct text_style quiet = figure_text(panel->figure, 0.9, true);
    strong.font.bold = true;
    double fit = panel->box.width / lettering_width(name, &strong.font);
    strong.font.size *= fmin(fmax(fit, least_head), 1);
    quiet.anchor = TEXT_END;
    double base = panel->box.y + 1.1 * panel->letter, gap = panel->letter;
    double taken = fmin(lettering_width(name, &strong.font), panel->box.width);
    canvas_text_within(panel->canvas, panel->box.x, base, panel->box.width, name, &strong);
    double room = panel->box.width - taken - gap;
    const char *said = lettering_width(note, &quiet.font) <= room ? note : brief;
    if (lettering_width(said, &quiet.font) <= room)
        canvas_text(panel->canvas, panel->box.x + panel->box.width, base, said, &quiet);
}

void figure_panel_stroke(const struct figure_panel *panel, struct outline *outline,
                         const struct stroke *stroke)
{
    canvas_stroke(panel->canvas, outline, stroke);
    outline_release(outline);
}

void figure_panel_frame(const struct figure_panel *panel)
{
    struct outline frame = {0};
    const struct box plot = panel->plot;
    outline_box(&frame, plot.x, plot.y, plot.width, plot.height);
    figure_panel_stroke(
        panel, &frame,
        &(struct stroke){.color = panel->figure->theme.ink, .alpha = 1, .width = 0.8});
}

/* A tick outside the plot, and a faint line through it. */
static void draw_tick(const struct figure_panel *panel, struct spot from, struct spot to,
                      struct spot outside, bool labelled)
{
    const struct figure_theme *theme = &panel->figure->theme;
    struct outline line = {0};
    outline_segment(&line, from.x, from.y, to.x, to.y);
    figure_panel_stroke(panel, &line,
                        &(struct stroke){.color = theme->rule, .alpha = 0.6, .width = 0.6});
    if (!labelled)
        return;
    outline_segment(&line, from.x, from.y, outside.x, outside.y);
    figure_panel_stroke(panel, &line,
                        &(struct stroke){.color = theme->ink, .alpha = 1, .width = 0.8});
}

void figure_panel_tick_x(struct figure_panel *panel, double part, const char *label)
{
    const struct box plot = panel->plot;
    double x = plot.x + part * plot.width, bottom = plot.y + plot.height;
    struct text_style style = figure_text(panel->figure, 0.95, false);
    double half = lettering_width(label, &style.font) / 2 + apart * panel->letter;
    bool touches = x - half < panel->taken[1] && x + half > panel->taken[0];
    bool has_room = *label != '\0' && !touches;
    style.anchor = TEXT_MIDDLE;
    draw_tick(panel, (struct spot){x, bottom}, (struct spot){x, plot.y},
              (struct spot){x, bottom + tick_length * panel->letter}, has_room);
    if (!has_room)
        return;
    canvas_text(panel->canvas, x, bottom + 1.4 * panel->letter, label, &style);
    panel->taken[0] = x - half;
    panel->taken[1] = x + half;
}

static void draw_tick_y(const struct figure_panel *panel, const struct figure_panel_label *label,
                        const struct text_style *style)
{
    const struct box plot = panel->plot;
    double y = plot.y + label->part * plot.height;
    draw_tick(panel, (struct spot){plot.x, y}, (struct spot){plot.x + plot.width, y},
              (struct spot){plot.x - tick_length * panel->letter, y}, true);
    canvas_text(panel->canvas, plot.x - label_gap * panel->letter, y + middle * style->font.size,
                label->text, style);
}

void figure_panel_ticks_y(struct figure_panel *panel, const struct figure_panel_label *labels,
                          size_t count)
{
    struct text_style style = figure_text(panel->figure, 0.95, false);
    double widest = 0;
    style.anchor = TEXT_END;
    for (size_t i = 0; i < count; i++)
        widest = fmax(widest, lettering_width(labels[i].text, &style.font));
    double more = panel->box.x + widest + label_gap * panel->letter - panel->plot.x;
    more = fmin(fmax(more, 0), panel->plot.width / 2);
    panel->plot.x += more;
    panel->plot.width -= more;
    for (size_t i = 0; i < count; i++)
        draw_tick_y(panel, &labels[i], &style);
}

void figure_panel_name_x(const struct figure_panel *panel, const char *name)
{
    const struct box plot = panel->plot;
    struct text_style style = figure_text(panel->figure, 0.95, true);
    style.anchor = TEXT_MIDDLE;
    canvas_text(panel->canvas, plot.x + plot.width / 2, plot.y + plot.height + 2.6 * panel->letter,
                name, &style);
}

void figure_panel_mark(const struct figure_panel *panel, struct spot at, size_t walker)
{
    const struct race *race = panel->figure->source.race;
    const struct figure_mark mark = {
        .at = at, .color = figure_path_color(panel->figure, walker), .size = 0.85};
    figure_mark_walker(panel->figure, panel->canvas, &mark,
                       race->count > 1 ? race_letter(walker) : '\0',
                       walk_has_diverged(race->walks[walker]));
}

void figure_panel_say(const struct figure_panel *panel, const char *words)
{
    struct text_style style = figure_text(panel->figure, 1, true);
    canvas_text_within(panel->canvas, panel->box.x, panel->box.y + 2.8 * panel->letter,
                       panel->box.width, words, &style);
}

void figure_draw_panel(const struct figure *figure, struct canvas *canvas, int which,
                       struct box box)
{
    struct figure_panel panel;
    init(&panel, figure, canvas, box);
    if (which == FIGURE_PANEL_SCORE)
        figure_panel_draw_score(&panel);
    else if (which == CHART_CUT)
        figure_panel_draw_cut(&panel);
    else
        figure_panel_draw_chart(&panel, (enum chart_kind)which);
}
