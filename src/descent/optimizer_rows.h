/*
 * What the optimizers' files share: the rows, and the knobs that many of them have. For
 * src/descent/optimizer*.c only.
 */
#ifndef DESCENT_OPTIMIZER_ROWS_H
#define DESCENT_OPTIMIZER_ROWS_H

#include <math.h>
#include <stddef.h>

#include "descent/optimizer.h"

/* Every optimizer, in the order of the menu: X(name) for the row optimizer_name of its file. */
#define OPTIMIZERS(X)                                                                              \
    X(sgd)                                                                                         \
    X(rmsprop)                                                                                     \
    X(adam)                                                                                        \
    X(adamw)                                                                                       \
    X(nadam)                                                                                       \
    X(radam)                                                                                       \
    X(adamax)                                                                                      \
    X(adagrad)                                                                                     \
    X(adadelta)                                                                                    \
    X(lion)                                                                                        \
    X(rprop)                                                                                       \
    X(asgd)                                                                                        \
    X(newton)

#define OPTIMIZER_DECLARE(name) extern const struct optimizer optimizer_##name;
OPTIMIZERS(OPTIMIZER_DECLARE)

// clang-format off
/* A number from 0 on, of any size. */
#define KNOB_SIZE(name_, label_, symbol_, shown_low_, shown_high_, default_, help_) {           \
    .name = (name_), .label = (label_), .symbol = (symbol_), .scale = KNOB_LOGARITHMIC,         \
    .low = 0, .high = HUGE_VAL, .shown_low = (shown_low_), .shown_high = (shown_high_),         \
    .initial = (default_), .help = (help_)}
#define KNOB_LR(default_) KNOB_SIZE("lr", "learning rate", "η", 1e-5, 1, default_,              \
    "how far a step goes: too small crawls, too large overshoots")
#define KNOB_DECAY(name_, label_, symbol_, shown_low_, default_, help_) {                       \
    .name = (name_), .label = (label_), .symbol = (symbol_), .scale = KNOB_MEMORY,              \
    .low = 0, .high = OPTIMIZER_DECAY, .shown_low = (shown_low_), .shown_high = 1,              \
    .initial = (default_), .help = (help_)}
#define KNOB_MOMENTUM                                                                           \
    {.name = "momentum", .label = "momentum", .symbol = "μ", .scale = KNOB_MEMORY,              \
     .low = 0, .high = 1, .shown_low = 0, .shown_high = 1, .initial = 0,                        \
     .help = "how much of the last step's velocity is kept: rolls through ripples, overshoots"}
#define KNOB_BETA1 KNOB_DECAY("beta1", "momentum β₁", "β₁", 0, 0.9,                             \
    "memory of the mean gradient m: the optimizer's momentum")
#define KNOB_BETA2(default_) KNOB_DECAY("beta2", "memory β₂", "β₂", 0.9, default_,              \
    "memory of the mean squared gradient v, by whose root a step is scaled")
#define KNOB_EPS(default_) KNOB_SIZE("eps", "epsilon", "ε", 1e-10, 1, default_,                 \
    "keeps the division finite; large, it makes the steps follow the gradient's size")
#define KNOB_L2 KNOB_SIZE("weight_decay", "weight decay", "ω", 1e-5, 1, 0,                      \
    "pulls towards 0: adds ωθ to the gradient (L2)")
#define KNOB_DECOUPLED(default_) KNOB_SIZE("weight_decay", "weight decay", "ω", 1e-5, 1, default_, \
    "pulls towards 0 beside the gradient: shrinks θ by ηω each step")
#define KNOB_SWITCH(name_, symbol_, help_) {                                                    \
    .name = (name_), .label = (name_), .symbol = (symbol_), .kind = KNOB_FLAG,                  \
    .low = 0, .high = 1, .shown_low = 0, .shown_high = 1, .initial = 0, .help = (help_)}
// clang-format on

#endif
