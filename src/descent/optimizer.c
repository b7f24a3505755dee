/* The optimizer table. */
#include "descent/optimizer.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "descent/optimizer_rows.h"

#define OPTIMIZER_ENTRY(name) &optimizer_##name,
const struct optimizer *const optimizers[] = {OPTIMIZERS(OPTIMIZER_ENTRY)};
const size_t optimizer_count = ARRAY_LENGTH(optimizers);
_Static_assert(ARRAY_LENGTH(optimizers) <= OPTIMIZER_ROWS, "scenes have room for the table");

const char optimizer_legend[] = "∇ slope, η learning rate";

const struct optimizer *optimizer_find(const char *name)
{
    for (size_t i = 0; i < optimizer_count; i++) {
        if (strcmp(optimizers[i]->name, name) == 0)
            return optimizers[i];
    }
    return NULL;
}

const char *optimizer_nearest(const char *name)
{
    const char *names[ARRAY_LENGTH(optimizers)];
    for (size_t i = 0; i < optimizer_count; i++)
        names[i] = optimizers[i]->name;
    return text_nearest(name, names, optimizer_count, sizeof names[0]);
}

const char *const *optimizer_rule(const struct optimizer *optimizer, const double *knob)
{
    return optimizer->rule_with != NULL ? optimizer->rule_with(knob) : optimizer->rule;
}

int optimizer_knob(const struct optimizer *optimizer, const char *name)
{
    for (size_t i = 0; i < optimizer->knob_count; i++) {
        if (strcmp(optimizer->knobs[i].name, name) == 0)
            return (int)i;
    }
    return -1;
}
