/*
 * Gradient descent with momentum, as torch.optim.SGD: the velocity b starts as the first gradient,
 * without dampening, and the rate multiplies b, not what flows into it.
 *
 * Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in
 * deep learning", ICML 2013; Polyak 1964; Nesterov 1983.
 */
#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, MOMENTUM, DAMPENING, NESTEROV, DECAY };
enum { VELOCITY, STARTED = VELOCITY + 2, SLOTS };

/* Nesterov's direction. */
static inline double ahead_of(double gradient, double momentum, double velocity)
{
    return gradient + momentum * velocity;
}

/*
 * A momentum that is turned on in mid-walk starts like one that was on from the beginning; turned
 * off and on again it finds the velocity that it left, as PyTorch's buffer does.
 */
static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict momentum = lanes->knob[MOMENTUM];
    const double *restrict dampening = lanes->knob[DAMPENING];
    const double *restrict nesterov = lanes->knob[NESTEROV];
    const double *restrict gradient = lanes->gradient[axis];
    const double *restrict started = lanes->slot[STARTED];
    double *restrict at = lanes->at[axis], *restrict velocity = lanes->slot[VELOCITY + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i], mu = momentum[i], b = velocity[i];
        double moved = b * mu + (1 - dampening[i]) * g;
        moved = started[i] != 0 ? moved : g;
        double ahead = ahead_of(g, mu, moved);
        double direction = nesterov[i] != 0 ? ahead : moved;
        velocity[i] = mu != 0 ? moved : b;
        direction = mu != 0 ? direction : g;
        at[i] += -lr[i] * direction;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    lanes_add_decay(lanes, DECAY);
    step_axis(lanes, 0);
    step_axis(lanes, 1);
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++)
        lanes->slot[STARTED][i] = lanes->knob[MOMENTUM][i] != 0 ? 1 : lanes->slot[STARTED][i];
}

static void explain_velocity(const struct optimizer_trace *trace, struct explanation *out)
{
    double mu = trace->knob[MOMENTUM], tau = trace->knob[DAMPENING];
    const double *g = trace->gradient, *b = &trace->is[VELOCITY];
    bool started = trace->was[STARTED] != 0, nesterov = trace->knob[NESTEROV] != 0;
    if (started)
        explain_pair(out, "μb", "velocity kept", PART_MOMENTUM,
                     (double[2]){mu * trace->was[VELOCITY], mu * trace->was[VELOCITY + 1]});
    if (started && tau != 0)
        explain_pair(out, "(1−τ)∇", "added to it", 0,
                     (double[2]){(1 - tau) * g[0], (1 - tau) * g[1]});
    explain_pair(out, "b", "velocity", nesterov ? 0 : PART_DIRECTION, b);
    if (nesterov)
        explain_pair(out, "∇ + μb", "a look ahead", PART_DIRECTION,
                     (double[2]){ahead_of(g[0], mu, b[0]), ahead_of(g[1], mu, b[1])});
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    bool rolls = trace->knob[MOMENTUM] != 0;
    explain_gradient(out, trace, "ωθ", trace->knob[DECAY], rolls ? 0 : PART_DIRECTION);
    if (rolls)
        explain_velocity(trace, out);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

// clang-format off
static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.01),
    [MOMENTUM] = KNOB_MOMENTUM,
    [DAMPENING] = {.name = "dampening", .label = "dampening", .symbol = "τ",
                   .low = 0, .high = 1, .shown_low = 0, .shown_high = 1, .initial = 0,
                   .help = "how much of the new gradient is kept out of the velocity"},
    [NESTEROV] = KNOB_SWITCH("nesterov", "", "looks ahead: steps along ∇ + μb instead of b"),
    [DECAY] = KNOB_L2,
};
// clang-format on

static const char *const plain[] = {optimizer_legend, "θ ← θ − η∇", NULL};

/* With momentum: by dampening and nesterov. */
static const char *const rules[2][2][3] = {
    {{"b ← μb + ∇", "θ ← θ − ηb"}, {"b ← μb + ∇", "θ ← θ − η(∇ + μb)"}},
    {{"b ← μb + (1−τ)∇", "θ ← θ − ηb"}, {"b ← μb + (1−τ)∇", "θ ← θ − η(∇ + μb)"}},
};

static const char *const *rule_with(const double *knob)
{
    return knob[MOMENTUM] == 0 ? plain : rules[knob[DAMPENING] != 0][knob[NESTEROV] != 0];
}

/*
 * Along an axis of curvature λ (weight decay included), with h = ηλ and c = 1 − τ, two steps give
 * θ'' − aθ' + bθ = 0 with
 *   heavy ball  a = 1 + μ − hc,        b = μ           (Polyak 1964)
 *   Nesterov    a = 1 + μ − h(1 + μc), b = μ(1 − h)
 * whose roots lie inside the unit circle where |b| < 1 and |a| < 1 + b (Jury 1962). The bound that
 * a growing h meets first is −a < 1 + b. Dampening spares the first gradient, which does not
 * matter to it.
 */
static struct optimizer_limit limit(const double *knob, double curvature)
{
    double mu = knob[MOMENTUM], kept = 1 - knob[DAMPENING], lambda = curvature + knob[DECAY];
    if (mu == 0)
        return (struct optimizer_limit){2 / lambda, "2/λ"};
    if (mu >= 1)
        return (struct optimizer_limit){NAN, NULL}; /* swings for ever at any rate */
    if (knob[NESTEROV] != 0)
        return (struct optimizer_limit){2 * (1 + mu) / (1 + mu + mu * kept) / lambda,
                                        kept == 1 ? "2(1+μ)/(1+2μ)λ" : "2(1+μ)/(1+2μ−μτ)λ"};
    return (struct optimizer_limit){2 * (1 + mu) / kept / lambda,
                                    kept == 1 ? "2(1+μ)/λ" : "2(1+μ)/(1−τ)λ"};
}

const struct optimizer optimizer_sgd = {
    .name = "sgd",
    .label = "Gradient descent",
    .summary = "steps down the slope; with momentum it rolls like a heavy ball",
    .source = "Sutskever et al. 2013; Polyak 1964; torch.optim.SGD",
    .rule = rules[1][0],
    .rule_with = rule_with,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = MOMENTUM,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .limit = limit,
    .step = step,
    .explain = explain,
};
