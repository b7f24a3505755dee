/*
 * The schedules that multiply the base rate by a factor of the step alone.
 *
 * Source: torch.optim.lr_scheduler 1.13: StepLR, MultiStepLR, ExponentialLR, ConstantLR, LinearLR,
 * PolynomialLR, in closed form.
 */
#include <math.h>

#include "base/array.h"
#include "descent/schedule_rows.h"

static struct schedule_say times(double base, double factor)
{
    return (struct schedule_say){.rate = base * factor, .momentum = (double)NAN};
}

/* How much of `total` steps has passed after k, 0 to 1. */
static double passed(uint64_t k, double total)
{
    return fmin((double)k, total) / total;
}

enum { STEP_SIZE, STEP_GAMMA };

static struct schedule_say step_at(const struct schedule_settings *settings, uint64_t k,
                                   double base, const struct schedule_state *state)
{
    (void)state;
    double stairs = floor((double)k / settings->knob[STEP_SIZE]);
    return times(base, pow(settings->knob[STEP_GAMMA], stairs));
}

enum { MULTISTEP_GAMMA };

static struct schedule_say multistep_at(const struct schedule_settings *settings, uint64_t k,
                                        double base, const struct schedule_state *state)
{
    (void)state;
    size_t stairs = 0;
    while (stairs < settings->milestone_count && settings->milestones[stairs] <= k)
        stairs++;
    return times(base, pow(settings->knob[MULTISTEP_GAMMA], (double)stairs));
}

enum { EXPONENTIAL_GAMMA };

static struct schedule_say exponential_at(const struct schedule_settings *settings, uint64_t k,
                                          double base, const struct schedule_state *state)
{
    (void)state;
    return times(base, pow(settings->knob[EXPONENTIAL_GAMMA], (double)k));
}

enum { CONSTANT_FACTOR, CONSTANT_TOTAL };

static struct schedule_say constant_at(const struct schedule_settings *settings, uint64_t k,
                                       double base, const struct schedule_state *state)
{
    (void)state;
    bool low = (double)k < settings->knob[CONSTANT_TOTAL];
    return times(base, low ? settings->knob[CONSTANT_FACTOR] : 1);
}

enum { LINEAR_START, LINEAR_END, LINEAR_TOTAL };

static struct schedule_say linear_at(const struct schedule_settings *settings, uint64_t k,
                                     double base, const struct schedule_state *state)
{
    (void)state;
    double start = settings->knob[LINEAR_START], end = settings->knob[LINEAR_END];
    return times(base, start + (end - start) * passed(k, settings->knob[LINEAR_TOTAL]));
}

enum { POLYNOMIAL_POWER, POLYNOMIAL_TOTAL };

static struct schedule_say polynomial_at(const struct schedule_settings *settings, uint64_t k,
                                         double base, const struct schedule_state *state)
{
    (void)state;
    double left = 1 - passed(k, settings->knob[POLYNOMIAL_TOTAL]);
    return times(base, pow(left, settings->knob[POLYNOMIAL_POWER]));
}

// clang-format off
static const struct schedule_knob step_knobs[] = {
    [STEP_SIZE] = STEPS("step_size", "stair", "s", 1, (double)NAN, "steps between two drops"),
    [STEP_GAMMA] = FACTOR("gamma", "factor", "γ", 0.1, "the factor of each drop"),
};

static const struct schedule_knob multistep_knobs[] = {
    [MULTISTEP_GAMMA] = FACTOR("gamma", "factor", "γ", 0.1, "the factor of each drop"),
};

static const struct schedule_knob exponential_knobs[] = {
    [EXPONENTIAL_GAMMA] = FACTOR("gamma", "factor", "γ", (double)NAN, "the factor of each step"),
};

static const struct schedule_knob constant_knobs[] = {
    [CONSTANT_FACTOR] = PART("factor", "factor", "f", 0, 1, 1. / 3, "the factor until total_iters"),
    [CONSTANT_TOTAL] = ALL_STEPS("total_iters", "until", "T", "steps with the factor"),
};

static const struct schedule_knob linear_knobs[] = {
    [LINEAR_START] = PART("start_factor", "first factor", "s", 0, 1, 1. / 3, "the first step's factor"),
    [LINEAR_END] = PART("end_factor", "last factor", "e", 0, 1, 1, "the factor from total_iters on"),
    [LINEAR_TOTAL] = ALL_STEPS("total_iters", "until", "T", "steps from the first factor to the last"),
};

static const struct schedule_knob polynomial_knobs[] = {
    [POLYNOMIAL_POWER] = SIZE("power", "power", "p", 0.1, 10, 1, "1 falls along a line, 2 along a parabola"),
    [POLYNOMIAL_TOTAL] = ALL_STEPS("total_iters", "until", "T", "the step at which the rate is 0"),
};
// clang-format on

const struct schedule schedule_step = {
    .name = "step",
    .label = "Stairs",
    .summary = "the rate drops by a factor at every so many steps",
    .source = "torch StepLR",
    .formula = "η·γ^⌊k/s⌋",
    .knobs = step_knobs,
    .knob_count = ARRAY_LENGTH(step_knobs),
    .at = step_at,
};

const struct schedule schedule_multistep = {
    .name = "multistep",
    .label = "Milestones",
    .summary = "the rate drops by a factor at given steps",
    .source = "torch MultiStepLR",
    .formula = "η·γ^(milestones ≤ k)",
    .knobs = multistep_knobs,
    .knob_count = ARRAY_LENGTH(multistep_knobs),
    .takes_milestones = true,
    .at = multistep_at,
};

const struct schedule schedule_exponential = {
    .name = "exponential",
    .label = "Exponential",
    .summary = "the rate drops by the same factor at every step",
    .source = "torch ExponentialLR",
    .formula = "η·γ^k",
    .knobs = exponential_knobs,
    .knob_count = ARRAY_LENGTH(exponential_knobs),
    .at = exponential_at,
};

const struct schedule schedule_constant = {
    .name = "constant",
    .label = "Constant",
    .summary = "a smaller rate for a while, then the full one",
    .source = "torch ConstantLR",
    .formula = "η·f while k < T",
    .knobs = constant_knobs,
    .knob_count = ARRAY_LENGTH(constant_knobs),
    .at = constant_at,
};

const struct schedule schedule_linear = {
    .name = "linear",
    .label = "Linear",
    .summary = "the rate goes from one factor to another along a line",
    .source = "torch LinearLR",
    .formula = "η·(s + (e−s)·k/T)",
    .knobs = linear_knobs,
    .knob_count = ARRAY_LENGTH(linear_knobs),
    .at = linear_at,
};

const struct schedule schedule_polynomial = {
    .name = "polynomial",
    .label = "Polynomial",
    .summary = "the rate falls to 0 along a power",
    .source = "torch PolynomialLR",
    .formula = "η·(1 − k/T)^p",
    .knobs = polynomial_knobs,
    .knob_count = ARRAY_LENGTH(polynomial_knobs),
    .at = polynomial_at,
};
