/*
 * The rule of a step, in lines to read: how ∇ comes about, where it is not the slope itself (with
 * noise alone: where there is room), and the optimizer's own lines.
 */
#ifndef DESCENT_RULE_H
#define DESCENT_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "descent/walker.h"

enum { RULE_LINES = 6, RULE_TEXT = 128 };

struct rule {
    size_t count;
    char line[RULE_LINES][RULE_TEXT]; /* parts of a line that may stand on two are parted by two
                                         blanks */
};

/* What ∇ is, before the optimizer adds its weight decay: "clip(∇B + ξ)"; "∇L" where nothing is done
 * to the slope. `batch`: the step goes by a batch. Static. */
const char *rule_gradient(const struct walker_settings *settings, bool batch);

/* With the knobs in force. */
void rule_make(struct rule *out, const struct walker_settings *settings,
               const double knob[OPTIMIZER_KNOBS], bool batch);

#endif
