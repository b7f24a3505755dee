/*
 * Schedules that set rate and momentum by themselves, against each other: high rate, low momentum.
 * The momentum goes to the optimizer's momentum knob (momentum or beta1); an optimizer without one
 * takes the rate alone.
 *
 * Source: Smith and Topin, "Super-convergence", arXiv:1708.07120, 2017, and Smith, "Cyclical
 * learning rates for training neural networks", WACV 2017, as torch.optim.lr_scheduler.OneCycleLR
 * and CyclicLR 1.13 (whose CyclicLR refuses optimizers with betas; those of later versions cycle
 * beta1).
 */
#include <math.h>

#include "base/array.h"
#include "descent/optimizer.h"
#include "descent/schedule_rows.h"

enum {
    ONE_MAX,
    ONE_TOTAL,
    ONE_PART,
    ONE_STRATEGY,
    ONE_CYCLE,
    ONE_LOW,
    ONE_HIGH,
    ONE_DIV,
    ONE_FINAL_DIV,
    ONE_THREE,
    ONE_KNOBS
};

struct phase {
    double end; /* the step at which it ends; not rounded, as in PyTorch */
    double rate[2], momentum[2];
};

/* The phases of a cycle; returns their number. */
static int phases_of(const double *knob, struct phase phases[3])
{
    double high = knob[ONE_MAX], first = high / knob[ONE_DIV], last = first / knob[ONE_FINAL_DIV];
    double fast = knob[ONE_HIGH], slow = knob[ONE_LOW];
    double total = knob[ONE_TOTAL], part = knob[ONE_PART] * total;
    phases[0] = (struct phase){part - 1, {first, high}, {fast, slow}};
    if (knob[ONE_THREE] == 0) {
        phases[1] = (struct phase){total - 1, {high, last}, {slow, fast}};
        return 2;
    }
    phases[1] = (struct phase){2 * part - 2, {high, first}, {slow, fast}};
    phases[2] = (struct phase){total - 1, {first, last}, {fast, fast}};
    return 3;
}

/* From one value to another along half a cosine, as q goes from 0 to 1. */
static double along_cosine(double from, double to, double q)
{
    return to + (from - to) / 2 * (1 + cos(NUMBER_PI * q));
}

static double along(double strategy, const double ends[2], double q)
{
    return strategy == 0 ? along_cosine(ends[0], ends[1], q) : (ends[1] - ends[0]) * q + ends[0];
}

/*
 * At k == total_steps, one past the last, PyTorch carries the last phase on (the rate rises again);
 * one more step is an error there. A walk goes on here: with the last rate of the cycle.
 */
static struct schedule_say onecycle_at(const struct schedule_settings *settings, uint64_t k,
                                       double base, const struct schedule_state *state)
{
    (void)base;
    (void)state;
    const double *knob = settings->knob;
    struct phase phases[3];
    int count = phases_of(knob, phases), i = 0;
    double step = (double)k > knob[ONE_TOTAL] ? knob[ONE_TOTAL] - 1 : (double)k;
    while (i < count - 1 && step > phases[i].end)
        i++;
    double start = i > 0 ? phases[i - 1].end : 0, length = phases[i].end - start;
    double q = length != 0 ? (step - start) / length : 1;
    return (struct schedule_say){
        .rate = along(knob[ONE_STRATEGY], phases[i].rate, q),
        .momentum =
            knob[ONE_CYCLE] != 0 ? along(knob[ONE_STRATEGY], phases[i].momentum, q) : (double)NAN,
    };
}

enum {
    CYCLIC_LOW,
    CYCLIC_HIGH,
    CYCLIC_UP,
    CYCLIC_DOWN,
    CYCLIC_MODE,
    CYCLIC_GAMMA,
    CYCLIC_CYCLE,
    CYCLIC_SLOW,
    CYCLIC_FAST
};
enum { TRIANGULAR, TRIANGULAR2, EXP_RANGE };

static struct schedule_say cyclic_at(const struct schedule_settings *settings, uint64_t k,
                                     double base, const struct schedule_state *state)
{
    (void)base;
    (void)state;
    const double *knob = settings->knob;
    double up = knob[CYCLIC_UP], down = knob[CYCLIC_DOWN] > 0 ? knob[CYCLIC_DOWN] : up;
    double total = up + down, ratio = up / total, mode = knob[CYCLIC_MODE];
    double cycle = floor(1 + (double)k / total), x = 1. + (double)k / total - cycle;
    double height = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
    double scale = mode == TRIANGULAR2 ? 1 / pow(2., cycle - 1)
                   : mode == EXP_RANGE ? pow(knob[CYCLIC_GAMMA], (double)k)
                                       : 1;
    double rate = knob[CYCLIC_LOW] + (knob[CYCLIC_HIGH] - knob[CYCLIC_LOW]) * height * scale;
    double momentum = knob[CYCLIC_FAST] - (knob[CYCLIC_FAST] - knob[CYCLIC_SLOW]) * height * scale;
    return (struct schedule_say){.rate = rate,
                                 .momentum = knob[CYCLIC_CYCLE] != 0 ? momentum : (double)NAN};
}

static const char *const strategies[] = {"cos", "linear", NULL};
static const char *const modes[] = {
    [TRIANGULAR] = "triangular", [TRIANGULAR2] = "triangular2", [EXP_RANGE] = "exp_range", NULL};

// clang-format off

static const struct schedule_knob onecycle_knobs[] = {
    [ONE_MAX] = SIZE("max_lr", "highest rate", "η₁", 1e-5, 1, (double)NAN, "the rate at the peak"),
    [ONE_TOTAL] = ALL_STEPS("total_steps", "steps", "T", "steps of the whole cycle"),
    [ONE_PART] = PART("pct_start", "rising part", "p", 0, 1, 0.3, "the part of the steps in which the rate rises"),
    [ONE_STRATEGY] = WORDS("anneal_strategy", "shape", strategies, 1, "cos or linear"),
    [ONE_CYCLE] = SWITCH("cycle_momentum", 1, "moves the momentum against the rate"),
    [ONE_LOW] = PART("base_momentum", "lowest momentum", "μ₀", 0, OPTIMIZER_DECAY, 0.85, "the momentum at the peak"),
    [ONE_HIGH] = PART("max_momentum", "highest momentum", "μ₁", 0, OPTIMIZER_DECAY, 0.95, "the momentum at the ends"),
    [ONE_DIV] = {{.name = "div_factor", .label = "first divisor", .symbol = "d", .scale = KNOB_LOGARITHMIC,
                  .low = 1e-9, .high = HUGE_VAL, .shown_low = 1, .shown_high = 1e3, .initial = 25,
                  .help = "the first rate is max_lr divided by it"}, NULL, false},
    [ONE_FINAL_DIV] = {{.name = "final_div_factor", .label = "last divisor", .symbol = "D", .scale = KNOB_LOGARITHMIC,
                        .low = 1e-9, .high = HUGE_VAL, .shown_low = 1, .shown_high = 1e6, .initial = 1e4,
                        .help = "the last rate is the first divided by it"}, NULL, false},
    [ONE_THREE] = SWITCH("three_phase", 0, "falls as long as it rose, then on to the last rate"),
};

static const struct schedule_knob cyclic_knobs[] = {
    [CYCLIC_LOW] = SIZE("base_lr", "lowest rate", "η₀", 1e-5, 1, (double)NAN, "the rate at the foot"),
    [CYCLIC_HIGH] = SIZE("max_lr", "highest rate", "η₁", 1e-5, 1, (double)NAN, "the rate at the peak"),
    [CYCLIC_UP] = STEPS("step_size_up", "rising steps", "u", 1, 2000, "steps from foot to peak"),
    [CYCLIC_DOWN] = STEPS("step_size_down", "falling steps", "d", 0, 0, "steps from peak to foot; 0: as many as up"),
    [CYCLIC_MODE] = WORDS("mode", "shape", modes, 2, "triangular, triangular2 (halved each cycle) or exp_range"),
    [CYCLIC_GAMMA] = FACTOR("gamma", "factor", "γ", 1, "exp_range: the factor of the height at each step"),
    [CYCLIC_CYCLE] = SWITCH("cycle_momentum", 1, "moves the momentum against the rate"),
    [CYCLIC_SLOW] = PART("base_momentum", "lowest momentum", "μ₀", 0, OPTIMIZER_DECAY, 0.8, "the momentum at the peak"),
    [CYCLIC_FAST] = PART("max_momentum", "highest momentum", "μ₁", 0, OPTIMIZER_DECAY, 0.9, "the momentum at the foot"),
};
// clang-format on

_Static_assert((int)ONE_KNOBS <= (int)SCHEDULE_KNOBS, "onecycle has the most knobs");

const struct schedule schedule_onecycle = {
    .name = "onecycle",
    .label = "One cycle",
    .summary = "one rise to a high rate and a long fall; the momentum the other way",
    .source = "torch OneCycleLR",
    .formula = "η₁/d → η₁ → η₁/(dD)",
    .knobs = onecycle_knobs,
    .knob_count = ARRAY_LENGTH(onecycle_knobs),
    .ignores_rate = true,
    .at = onecycle_at,
};

const struct schedule schedule_cyclic = {
    .name = "cyclic",
    .label = "Cyclic",
    .summary = "the rate climbs and falls again and again; the momentum the other way",
    .source = "torch CyclicLR",
    .formula = "η₀ → η₁ → η₀ → …",
    .knobs = cyclic_knobs,
    .knob_count = ARRAY_LENGTH(cyclic_knobs),
    .ignores_rate = true,
    .at = cyclic_at,
};
