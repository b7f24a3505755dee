#include "descent/rule.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const int digits = 3;

static bool is_clipped(const struct walker_settings *settings)
{
    return settings->clip_norm > 0 || settings->clip_value > 0;
}

const char *rule_gradient(const struct walker_settings *settings, bool batch)
{
    static const char *const texts[2][2][2] = {
        {{"∇L", "∇B"}, {"∇L + ξ", "∇B + ξ"}},
        {{"clip(∇L)", "clip(∇B)"}, {"clip(∇L + ξ)", "clip(∇B + ξ)"}},
    };
    return texts[is_clipped(settings)][settings->noise != 0][batch];
}

static void add(char line[RULE_TEXT], const char *before, double value)
{
    char number[NUMBER_TEXT];
    size_t length = strlen(line);
    number_print_short(number, value, digits);
    snprintf(line + length, RULE_TEXT - length, "%s%s", before, number);
}

static const char *decay_of(const struct optimizer *optimizer, const double *knob)
{
    int decay = optimizer->decay_knob;
    return decay > 0 && knob[decay] != 0 ? " + ωθ" : "";
}

/* To what it is clipped, else what a sign means that stands alone. */
static void explain_gradient(char line[RULE_TEXT], const struct walker_settings *settings,
                             bool batch, bool alone)
{
    if (settings->clip_norm > 0)
        add(line, "  norm ≤ ", settings->clip_norm);
    if (settings->clip_value > 0)
        add(line, settings->clip_norm > 0 ? ", each ≤ " : "  each ≤ ", settings->clip_value);
    if (batch && alone)
        snprintf(line + strlen(line), RULE_TEXT - strlen(line), ", of this batch");
}

/* False if it is the slope; or the slope with noise, which a key turns: it is said where it takes
 * no further row, so that nothing moves. */
static bool make_gradient(char line[RULE_TEXT], const struct walker_settings *settings,
                          const double *knob, bool batch, bool has_row)
{
    const char *gradient = rule_gradient(settings, batch);
    const char *decay = decay_of(settings->optimizer, knob);
    bool bent = is_clipped(settings) || settings->noise != 0;
    bool noise_alone = settings->noise != 0 && !is_clipped(settings);
    if (!batch && decay[0] == '\0' && (!bent || (noise_alone && !has_row)))
        return false;
    snprintf(line, RULE_TEXT, "∇ = %s%s", gradient, decay);
    explain_gradient(line, settings, batch, !bent && decay[0] == '\0');
    return true;
}

void rule_make(struct rule *out, const struct walker_settings *settings,
               const double knob[OPTIMIZER_KNOBS], bool batch)
{
    const struct optimizer *optimizer = settings->optimizer;
    const char *const *line = optimizer_rule(optimizer, knob);
    bool has_row = *line == optimizer_legend;
    *out = (struct rule){.count = 0};
    out->count += make_gradient(out->line[0], settings, knob, batch, has_row);
    line += out->count > 0 && has_row;
    for (; *line != NULL && out->count < RULE_LINES; line++)
        snprintf(out->line[out->count++], RULE_TEXT, "%s", *line);
}
