#include "view/gauge.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "view/spell.h"

enum { DIGITS = 3, NUMBER_COLUMNS = 7, FORMS = 3 };

bool gauge_limit(const struct model *model, size_t walker, struct slider_limit *out)
{
    if (model->judgements == NULL)
        return false;
    const struct stability *stability = &model->judgements[walker].stability;
    const struct walk *walk = model->race->walks[walker];
    const struct walker_settings *settings = walk_settings(walk);
    const struct knob *knob = &settings->optimizer->knobs[OPTIMIZER_LR];
    double base = settings->knob[OPTIMIZER_LR], rate = walker_rate(walk_now(walk), settings);
    double limit = base > 0 && rate > 0 ? stability->limit * (base / rate) : stability->limit;
    if (!(limit < knob->shown_high))
        return false;
    *out = (struct slider_limit){knob_fraction(knob, limit), stability->formula};
    return true;
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

void gauge_draw(const struct pen *pen, const struct model *model, size_t walker)
{
    char lambda[SPELL_NUMBER], limit[SPELL_NUMBER], forms[FORMS][SPELL_LINE];
    if (model->judgements == NULL)
        return;
    const struct stability *stability = &model->judgements[walker].stability;
    const struct walk *walk = model->race->walks[walker];
    bool beyond = stability_is_exceeded(stability, walk_now(walk), walk_settings(walk));
    if (isnan(stability->curvature.high))
        return;
    spell_number(lambda, pen->look, stability->curvature.high, DIGITS, NUMBER_COLUMNS);
    spell_number(limit, pen->look, stability->limit, DIGITS, NUMBER_COLUMNS);
    for (int form = 0; form < FORMS; form++)
        snprintf(forms[form], SPELL_LINE, "curvature λ = %s", lambda);
    if (!isnan(stability->limit)) {
        const char *sign = beyond ? "unstable: η >" : "stable while η <";
        const char *brief = beyond ? "unstable: η >" : "stable if η <";
        snprintf(forms[0], SPELL_LINE, "curvature λ = %s, %s %s", lambda, sign, limit);
        snprintf(forms[1], SPELL_LINE, "λ %s, %s %s", lambda, brief, limit);
        snprintf(forms[2], SPELL_LINE, "%s %s", brief, limit);
    } else if (stability->curvature.high <= 0) {
        snprintf(forms[0], SPELL_LINE, "curvature λ = %s: curves down, no limit", lambda);
        snprintf(forms[1], SPELL_LINE, "λ %s: curves down, no limit", lambda);
    }
    draw_longest(pen, beyond ? INK_BAD : INK_QUIET, forms);
}
