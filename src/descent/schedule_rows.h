/* What the schedules' files share: the rows, and knobs. For src/descent/schedule*.c only. */
#ifndef DESCENT_SCHEDULE_ROWS_H
#define DESCENT_SCHEDULE_ROWS_H

#include <math.h>

#include "base/number.h"
#include "descent/schedule.h"

/* Every schedule, in the order of the manual: X(name) for the row schedule_name. */
#define SCHEDULES(X)                                                                               \
    X(constant)                                                                                    \
    X(step)                                                                                        \
    X(multistep)                                                                                   \
    X(exponential)                                                                                 \
    X(linear)                                                                                      \
    X(polynomial)                                                                                  \
    X(cosine)                                                                                      \
    X(restarts)                                                                                    \
    X(onecycle)                                                                                    \
    X(cyclic)                                                                                      \
    X(plateau)

#define SCHEDULE_DECLARE(name) extern const struct schedule schedule_##name;
SCHEDULES(SCHEDULE_DECLARE)

// clang-format off
/* A number from low to high, shown over the same range. */
#define PART(name_, label_, symbol_, low_, high_, default_, help_) {{                              \
    .name = (name_), .label = (label_), .symbol = (symbol_), .low = (low_), .high = (high_),       \
    .shown_low = (low_), .shown_high = (high_), .initial = (default_), .help = (help_)}, NULL, false}
/* A factor a step, or of a drop: mostly below 1, but a rate may grow as well. */
#define FACTOR(name_, label_, symbol_, default_, help_) {{                                         \
    .name = (name_), .label = (label_), .symbol = (symbol_), .low = 0, .high = HUGE_VAL,           \
    .shown_low = 0, .shown_high = 1, .initial = (default_), .help = (help_)}, NULL, false}
/* A number from 0 on, of any size. */
#define SIZE(name_, label_, symbol_, shown_low_, shown_high_, default_, help_) {{                  \
    .name = (name_), .label = (label_), .symbol = (symbol_), .scale = KNOB_LOGARITHMIC,            \
    .low = 0, .high = HUGE_VAL, .shown_low = (shown_low_), .shown_high = (shown_high_),            \
    .initial = (default_), .help = (help_)}, NULL, false}
/* A number of steps. */
#define STEPS(name_, label_, symbol_, low_, default_, help_) {{                                    \
    .name = (name_), .label = (label_), .symbol = (symbol_), .kind = KNOB_COUNT, .low = (low_),    \
    .high = KNOB_WHOLE, .shown_low = (low_), .shown_high = 1000, .initial = (default_),      \
    .help = (help_)}, NULL, false}
/* The same, by default all that the scene has. */
#define ALL_STEPS(name_, label_, symbol_, help_) {{                                                \
    .name = (name_), .label = (label_), .symbol = (symbol_), .kind = KNOB_COUNT, .low = 1,         \
    .high = KNOB_WHOLE, .shown_low = 1, .shown_high = 1000, .initial = (double)NAN,                  \
    .help = (help_)}, NULL, true}
#define SWITCH(name_, default_, help_) {{                                                          \
    .name = (name_), .label = (name_), .symbol = "", .kind = KNOB_FLAG, .low = 0, .high = 1,       \
    .shown_low = 0, .shown_high = 1, .initial = (default_), .help = (help_)}, NULL, false}
/* One of some words; the default is the first. */
#define WORDS(name_, label_, words_, last_, help_) {{                                              \
    .name = (name_), .label = (label_), .symbol = "", .kind = KNOB_COUNT, .low = 0,                \
    .high = (last_), .shown_low = 0, .shown_high = (last_), .initial = 0, .help = (help_)},        \
    (words_), false}
// clang-format on

#endif
