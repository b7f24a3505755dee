#include "view/gauge.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "view/compass.h"
#include "view/spell.h"

enum { DIGITS = 3, FORMS = 5, CELL_HEIGHT = 2 };

/* Curvatures that differ by less than this part have no direction. */
static const double round_ground = 1e-3;

/* That the rate is below the limit, form by form: on curved ground it may not be one step on. */
static const char *const holds[FORMS] = {"stable while η <", "stable if η <", "stable if η <",
                                         "stable η <", "stable if η <"};

/* What is told of a walker. Where it has diverged no curvature is known: that of where its last
 * step began, which says why. */
struct reading {
    struct stability stability;
    bool exceeded, past;
};

static struct reading read_gauge(const struct model *model, size_t walker)
{
    const struct walk *walk = model->race->walks[walker];
    const struct walker_settings *settings = walk_settings(walk);
    struct reading reading = {.stability = model->judgements[walker].stability};
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    if (walk_has_diverged(walk) && count > 1) {
        struct surface_point point;
        surface_at(model->scene->surface, SURFACE_HESSIAN, points[count - 2].at, &point);
        stability_of(point.hessian, walk_now(walk), settings, &reading.stability);
        reading.past = true;
    }
    reading.exceeded = stability_is_exceeded(&reading.stability, walk_now(walk), settings);
    return reading;
}

bool gauge_is_exceeded(const struct model *model, size_t walker)
{
    return model->judgements != NULL && read_gauge(model, walker).exceeded;
}

bool gauge_limit(const struct model *model, size_t walker, struct slider_limit *out)
{
    if (model->judgements == NULL)
        return false;
    const struct reading reading = read_gauge(model, walker);
    const struct walk *walk = model->race->walks[walker];
    const struct walker_settings *settings = walk_settings(walk);
    const struct knob *knob = &settings->optimizer->knobs[OPTIMIZER_LR];
    double base = settings->knob[OPTIMIZER_LR], rate = walker_rate(walk_now(walk), settings);
    double scale = base > 0 && rate > 0 ? base / rate : 1;
    double limit = reading.stability.limit * scale;
    if (reading.exceeded || limit < knob->shown_high)
        *out = (struct slider_limit){knob_fraction(knob, limit), reading.stability.formula,
                                     reading.exceeded};
    else if (walk_has_diverged(walk))
        *out = (struct slider_limit){.fraction = 0, .exceeded = true};
    else
        return false;
    return true;
}

/* Where the ground curves down, another way, nothing holds the walker at any rate. */
static const char *where_it_holds(const struct reading *reading)
{
    const struct eigen *curvature = &reading->stability.curvature;
    bool saddle = curvature->low < -round_ground * curvature->high;
    return reading->past ? "was" : saddle ? "one way" : "here";
}

/* The longest of the forms that fits; they stand in the order of their length. */
static void draw_longest(const struct pen *pen, enum ink ink, char forms[FORMS][SPELL_LINE])
{
    char line[SPELL_LINE];
    int form = -1;
    do
        spell_text(line, sizeof line, pen->look, forms[++form]);
    while (form + 1 < FORMS && text_width(line) > pen->area.columns);
    pen_line(pen, 0, 0, pen_style(pen->look, ink), forms[form]);
}

/* Of a line, which has no sign: of the four ways that a map shows, or "". */
static const char *axis_sign(const struct look *look, const double direction[SURFACE_AXES],
                             const struct surface_window *window, struct rectangle plot)
{
    static const char *const signs[2][4] = {{"-", "/", "|", "\\"}, {"↔", "↗", "↕", "↘"}};
    const struct compass way =
        compass_of(direction[0] / (window[0].high - window[0].low) * plot.columns,
                   -direction[1] / (window[1].high - window[1].low) * plot.rows * CELL_HEIGHT);
    if (way.right == 0 && way.down == 0)
        return "";
    int sign = way.down == 0 ? 0 : way.right == 0 ? 2 : way.right == way.down ? 3 : 1;
    return signs[look->glyphs >= GLYPHS_HALF][sign];
}

void gauge_draw(const struct pen *pen, const struct model *model, size_t walker,
                struct rectangle plot)
{
    char lambda[SPELL_NUMBER], limit[SPELL_NUMBER], forms[FORMS][SPELL_LINE];
    if (model->judgements == NULL)
        return;
    const struct reading reading = read_gauge(model, walker);
    const struct stability *stability = &reading.stability;
    const struct eigen *curvature = &stability->curvature;
    if (isnan(curvature->high))
        return;
    bool round = curvature->high - curvature->low <= round_ground * fabs(curvature->high);
    const char *way =
        round ? "" : axis_sign(pen->look, curvature->high_direction, model->window, plot);
    const char *along = way[0] != '\0' ? " along " : "", *gap = way[0] != '\0' ? " " : "";
    spell_number(lambda, pen->look, curvature->high, DIGITS, SPELL_COLUMNS);
    spell_number(limit, pen->look, stability->limit, DIGITS, SPELL_COLUMNS);
    for (int form = 0; form < FORMS; form++)
        snprintf(forms[form], SPELL_LINE, "curvature λ = %s%s%s", lambda, along, way);
    if (!isnan(stability->limit)) {
        char sign[FORMS][SPELL_NUMBER]; /* of a form */
        for (int form = 0; form < FORMS; form++)
            snprintf(sign[form], SPELL_NUMBER, "%s %s", where_it_holds(&reading),
                     reading.exceeded ? "unstable: η >" : holds[form]);
        snprintf(forms[0], SPELL_LINE, "curvature λ = %s%s%s, %s %s", lambda, along, way, sign[0],
                 limit);
        snprintf(forms[1], SPELL_LINE, "λ %s%s%s, %s %s", lambda, along, way, sign[1], limit);
        snprintf(forms[2], SPELL_LINE, "λ %s%s%s, %s %s", lambda, gap, way, sign[2], limit);
        snprintf(forms[3], SPELL_LINE, "λ %s, %s %s", lambda, sign[3], limit);
        snprintf(forms[4], SPELL_LINE, "%s %s", sign[4], limit);
    } else if (curvature->high <= 0) {
        const char *shape = curvature->high < 0 ? "curves down" : "no curvature";
        snprintf(forms[0], SPELL_LINE, "curvature λ = %s: %s, no limit", lambda, shape);
        snprintf(forms[1], SPELL_LINE, "λ %s: %s, no limit", lambda, shape);
        for (int form = 2; form < FORMS; form++)
            snprintf(forms[form], SPELL_LINE, "λ %s: %s", lambda, shape);
    }
    draw_longest(pen, reading.exceeded ? INK_BAD : INK_QUIET, forms);
}
