/*
 * The cut: the loss along the line of the chosen walker's next step (view/cut.h), with the tangent
 * that the slope promises, and the step from here to where it lands.
 */
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "export/figure_marks.h"
#include "export/figure_panel.h"
#include "view/axis.h"
#include "view/cut.h"
#include "view/cut_plot.h"
#include "view/step.h"
#include "view/spell.h"

enum { EVALUATIONS = 2000000 /* over data, for one curve */, LEAST_POINTS = 32 };

static const double curve_width = 0.15, line_width = 0.12; /* letters */

static const struct look look = {.glyphs = GLYPHS_ASCII}; /* figure_words() sets the numbers */

struct cut_panel {
    struct figure_panel *panel;
    const struct cut *cut;
};

static const struct walk *walk_of(const struct figure_panel *panel)
{
    return panel->figure->source.race->walks[figure_walker(panel->figure)];
}

static struct spot spot_at(const struct cut_panel *drawn, double place, double loss)
{
    const struct box box = drawn->panel->plot;
    const struct cut *cut = drawn->cut;
    double part = (cut->ceiling - loss) / (cut->ceiling - cut->floor);
    part = !(part >= -3) ? -3 : part > 4 ? 4 : part; /* the plot is clipped */
    return (struct spot){box.x + box.width * (place - cut->low) / (cut->high - cut->low),
                         box.y + box.height * part};
}

/* A loss that is none stands at the upper edge. */
static struct spot edge_at(const struct cut_panel *drawn, double place, double loss)
{
    const struct cut *cut = drawn->cut;
    if (!isfinite(loss) || loss > cut->ceiling)
        loss = cut->ceiling;
    return spot_at(drawn, place, fmax(loss, cut->floor));
}

/* Moved up by so much; parted where there is no loss. */
static void draw_curve(const struct cut_panel *drawn, const double *loss, size_t count, double up,
                       const struct stroke *stroke)
{
    const struct cut *cut = drawn->cut;
    struct outline curve = {0};
    bool begun = false;
    for (size_t i = 0; i < count; i++) {
        double place = cut->low + (cut->high - cut->low) * (double)i / (double)(count - 1);
        struct spot spot = spot_at(drawn, place, loss[i] + up);
        if (!isnan(loss[i]))
            (begun ? outline_line : outline_move)(&curve, spot.x, spot.y);
        begun = !isnan(loss[i]);
    }
    figure_panel_stroke(drawn->panel, &curve, stroke);
}

static void draw_segment(const struct cut_panel *drawn, struct spot from, struct spot to,
                         const struct stroke *stroke)
{
    struct outline line = {0};
    outline_segment(&line, from.x, from.y, to.x, to.y);
    figure_panel_stroke(drawn->panel, &line, stroke);
}

/* A step that gains, or one that loses: by its dashes too. */
static struct stroke step_stroke(const struct cut_panel *drawn)
{
    const struct figure *figure = drawn->panel->figure;
    bool bad = cut_outcome(drawn->cut) >= CUT_OVERSHOOTS;
    color paint = figure->options.dark ? (bad ? 0xFF7A5C : 0x55D08A) : (bad ? 0xC0341D : 0x1E7B3A);
    return (struct stroke){
        .color = paint, .alpha = 1, .width = line_width * drawn->panel->letter, .round = true};
}

static void draw_lines(const struct cut_panel *drawn)
{
    const struct cut *cut = drawn->cut;
    const struct figure_panel *panel = drawn->panel;
    double letter = panel->letter;
    color quiet = panel->figure->theme.quiet;
    const struct stroke dotted = {.color = quiet,
                                  .alpha = 0.9,
                                  .width = 0.1 * letter,
                                  .dash_count = 2,
                                  .dash = {0.1 * letter, 0.3 * letter},
                                  .round = true};
    const struct stroke dashed = {.color = quiet,
                                  .alpha = 1,
                                  .width = 0.1 * letter,
                                  .dash_count = 2,
                                  .dash = {0.5 * letter, 0.4 * letter}};
    const struct stroke step = step_stroke(drawn);
    const struct stroke curve = {.color =
                                     figure_word_color(panel->figure, figure_walker(panel->figure)),
                                 .alpha = 1,
                                 .width = curve_width * letter,
                                 .round = true};
    canvas_push_clip(panel->canvas, panel->plot);
    if (cut->batch_count > 0)
        draw_curve(drawn, cut->batch_loss, cut->batch_count, cut->before - cut->batch_before,
                   &dotted);
    draw_segment(drawn, spot_at(drawn, 0, cut->before), spot_at(drawn, 1, cut->before + cut->slope),
                 &dashed);
    draw_segment(drawn, spot_at(drawn, 0, cut->before), edge_at(drawn, 1, cut->after), &step);
    draw_curve(drawn, cut->loss, cut->count, 0, &curve);
    canvas_pop_clip(panel->canvas);
}

/* --- axes */

/* Losses; or, where those would all begin with the same digits, how much more or less than now. */
static double zero_of(const struct cut *cut)
{
    enum { DIGITS = 5 };
    struct axis_ticks ticks;
    axis_find_ticks((struct surface_window){cut->floor, cut->ceiling}, 2, &ticks);
    return ticks.digits > DIGITS ? cut->before : 0;
}

static void label_losses(const struct cut_panel *drawn)
{
    const struct cut *cut = drawn->cut;
    const struct figure_panel *panel = drawn->panel;
    double zero = zero_of(cut), most = panel->plot.height / (2.2 * panel->letter);
    struct axis_ticks ticks;
    struct figure_panel_label labels[AXIS_TICKS];
    figure_round_ticks((struct surface_window){cut->floor - zero, cut->ceiling - zero}, most,
                       &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        char number[FIGURE_NUMBER];
        const char *sign = zero == 0 || ticks.at[i] < 0 ? "" : ticks.at[i] > 0 ? "+" : "±";
        figure_number(number, ticks.at[i], ticks.digits);
        labels[i].part = (cut->ceiling - zero - ticks.at[i]) / (cut->ceiling - cut->floor);
        snprintf(labels[i].text, sizeof labels[i].text, "%s%s", sign, number);
    }
    figure_panel_ticks_y(drawn->panel, labels, ticks.count);
}

/* Places by their names: where it is, where it lands, and the bottom where that stands apart. */
static void label_places(const struct cut_panel *drawn)
{
    const struct cut *cut = drawn->cut;
    double span = cut->high - cut->low, letter = drawn->panel->letter;
    double apart = 3.2 * letter / drawn->panel->plot.width * span;
    figure_panel_tick_x(drawn->panel, -cut->low / span, "now");
    figure_panel_tick_x(drawn->panel, (1 - cut->low) / span, apart < 1 ? "lands" : "");
    if (isfinite(cut->bottom) && fabs(cut->bottom - 1) > apart && cut->bottom > apart)
        figure_panel_tick_x(drawn->panel, (cut->bottom - cut->low) / span, "bottom");
    figure_panel_name_x(drawn->panel, "along the step");
}

static void draw_ends(const struct cut_panel *drawn)
{
    const struct figure_panel *panel = drawn->panel;
    const struct cut *cut = drawn->cut;
    const struct figure_mark landing = {
        .at = edge_at(drawn, 1, cut->after), .color = step_stroke(drawn).color, .size = 0.8};
    figure_mark_start(panel->figure, panel->canvas, &landing);
    figure_panel_mark(panel, spot_at(drawn, 0, cut->before), figure_walker(panel->figure));
}

/* --- all */

static size_t points_for(size_t examples)
{
    size_t most = examples > 0 ? EVALUATIONS / examples : CUT_POINTS;
    return most < LEAST_POINTS ? LEAST_POINTS : most > CUT_POINTS ? CUT_POINTS : most;
}

static void put_head(const struct cut_panel *drawn, enum step_shown which)
{
    char outcome[SPELL_LINE];
    struct buffer whole = {0}, half = {0};
    cut_plot_outcome(outcome, sizeof outcome, &look, drawn->cut, true);
    figure_words(&whole, outcome);
    cut_plot_outcome(outcome, sizeof outcome, &look, drawn->cut, false);
    figure_words(&half, outcome);
    figure_panel_head(drawn->panel, which == STEP_NEXT ? "next step" : "last step",
                      canvas_words(drawn->panel->canvas, &whole),
                      canvas_words(drawn->panel->canvas, &half));
    buffer_release(&whole);
    buffer_release(&half);
}

static void draw_all(struct figure_panel *panel, const struct cut *cut, enum step_shown which)
{
    const struct cut_panel drawn = {panel, cut};
    put_head(&drawn, which);
    label_losses(&drawn);
    label_places(&drawn);
    draw_lines(&drawn);
    figure_panel_frame(panel);
    draw_ends(&drawn);
}

/* Why a cut is no picture; NULL: it is one. */
static const char *flaw_of(const struct cut *cut)
{
    static const double least = 4096 * DBL_EPSILON; /* of the loss: below lies its rounding */
    double span = cut->ceiling - cut->floor;
    if (!isfinite(span))
        return "beyond the finite numbers";
    return span > least * fabs(cut->before) ? NULL : "level, to the loss's last digits";
}

void figure_panel_draw_cut(struct figure_panel *panel)
{
    const struct walk *walk = walk_of(panel);
    const struct surface *surface = panel->figure->source.scene->surface;
    struct explanation step;
    struct cut cut;
    enum step_shown which = step_shown(walk, &step);
    size_t count = points_for(surface_examples(surface));
    const char *flaw = which == STEP_NONE                         ? "no step leaves here"
                       : !cut_sample(&cut, surface, &step, count) ? "it does not move"
                                                                  : flaw_of(&cut);
    if (flaw != NULL) {
        figure_panel_head(panel, which == STEP_LAST ? "last step" : "next step", "", "");
        figure_panel_say(panel, flaw);
        return;
    }
    if (which == STEP_NEXT)
        cut_sample_batch(&cut, walk, &step, count);
    draw_all(panel, &cut, which);
}
