#include "descent/explain.h"

const struct part *explanation_find(const struct explanation *explanation, enum part_role role)
{
    for (size_t i = 0; i < explanation->count; i++) {
        if (explanation->parts[i].roles & role)
            return &explanation->parts[i];
    }
    return NULL;
}

double explanation_rate(const struct explanation *explanation)
{
    const struct part *rate = explanation_find(explanation, PART_RATE);
    return rate != NULL ? rate->value[0] : 1;
}

static void add(struct explanation *out, const struct part *part)
{
    if (out->count < EXPLANATION_PARTS)
        out->parts[out->count++] = *part;
}

void explain_pair(struct explanation *out, const char *symbol, const char *label, unsigned roles,
                  const double value[2])
{
    add(out, &(struct part){symbol, label, roles, false, {value[0], value[1]}});
}

void explain_scalar(struct explanation *out, const char *symbol, const char *label, unsigned roles,
                    double value)
{
    add(out, &(struct part){symbol, label, roles, true, {value, value}});
}

void explain_gradient(struct explanation *out, const struct optimizer_trace *trace,
                      const char *decay_symbol, double decay, unsigned roles)
{
    if (decay != 0 && out->count == 0)
        explain_pair(out, "∇L", "slope of the loss", 0, out->slope);
    if (decay != 0)
        explain_pair(out, decay_symbol, "weight decay's part", 0,
                     (double[2]){decay * trace->at[0], decay * trace->at[1]});
    explain_pair(out, "∇", "gradient", PART_GRADIENT | roles, trace->gradient);
}

void explain_mean(struct explanation *out, const struct optimizer_trace *trace, double keep,
                  int slot)
{
    explain_pair(out, "β₁m", "kept of the mean", PART_MOMENTUM,
                 (double[2]){trace->was[slot] * keep, trace->was[slot + 1] * keep});
    explain_pair(out, "m", "mean gradient", 0, &trace->is[slot]);
}
