/* The knobs, slots and move that Adam and AdamW share. */
#ifndef DESCENT_OPTIMIZER_ADAM_H
#define DESCENT_OPTIMIZER_ADAM_H

#include "descent/optimizer.h"

enum { ADAM_LR, ADAM_BETA1, ADAM_BETA2, ADAM_EPS, ADAM_DECAY, ADAM_AMSGRAD };
enum {
    ADAM_MEAN,
    ADAM_SQUARE = ADAM_MEAN + 2,
    ADAM_LARGEST = ADAM_SQUARE + 2,
    ADAM_SLOTS = ADAM_LARGEST + 2
};

#define KNOB_AMSGRAD                                                                               \
    KNOB_SWITCH("amsgrad", "", "AMSGrad: scales by the largest v so far, so that steps never grow")

/* One step of Adam's two averages, and the move that they give. */
void lanes_adam(const struct optimizer_lanes *lanes);

/* Its parts from the mean up to what divides it, and the direction that they give. */
void explain_adam(const struct optimizer_trace *trace, double direction[2],
                  struct explanation *out);

#endif
