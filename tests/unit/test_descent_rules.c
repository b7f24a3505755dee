/*
 * The optimizers' kernels, against the rules written down once more in plain C, and a block of
 * walkers against each of them alone.
 *
 * The references follow the papers and PyTorch's documentation, one coordinate at a time.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/single.h"

enum { STEPS = 40 };

/* --- the rules once more: p is the parameter, k the knobs by name, s the state, t from 1 */

struct knobs {
    double lr, momentum, dampening, nesterov, weight_decay, alpha, eps, centered, beta1, beta2,
        amsgrad;
    double momentum_decay, rho, lr_decay, initial, eta_minus, eta_plus, step_min, step_max, lambd,
        t0;
};

struct memory {
    double m, v, w, b, product, delta, before, size, eta, mu, average;
};

typedef double (*rule)(double p, double g, const struct knobs *k, struct memory *s, int t);

static double sgd(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    g = g + k->weight_decay * p;
    if (k->momentum != 0) {
        s->b = t == 1 ? g : k->momentum * s->b + (1 - k->dampening) * g;
        g = k->nesterov != 0 ? g + k->momentum * s->b : s->b;
    }
    return p - k->lr * g;
}

static double rmsprop(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    (void)t;
    g = g + k->weight_decay * p;
    s->v = k->alpha * s->v + (1 - k->alpha) * g * g;
    s->m = k->alpha * s->m + (1 - k->alpha) * g;
    double scale = sqrt(k->centered != 0 ? s->v - s->m * s->m : s->v) + k->eps;
    if (k->momentum == 0)
        return p - k->lr * g / scale;
    s->b = k->momentum * s->b + g / scale;
    return p - k->lr * s->b;
}

static double adam_like(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    s->m = k->beta1 * s->m + (1 - k->beta1) * g;
    s->v = k->beta2 * s->v + (1 - k->beta2) * g * g;
    s->w = fmax(s->w, s->v);
    double v = k->amsgrad != 0 ? s->w : s->v;
    double m_hat = s->m / (1 - pow(k->beta1, t)), v_hat = v / (1 - pow(k->beta2, t));
    return p - k->lr * m_hat / (sqrt(v_hat) + k->eps);
}

static double adam(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    return adam_like(p, g + k->weight_decay * p, k, s, t);
}

static double adamw(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    return adam_like(p - k->lr * k->weight_decay * p, g, k, s, t);
}

static double nadam_mu(const struct knobs *k, int t)
{
    return k->beta1 * (1 - pow(0.96, t * k->momentum_decay) / 2);
}

static double nadam(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    double mu = nadam_mu(k, t), next = nadam_mu(k, t + 1);
    g = g + k->weight_decay * p;
    s->product = (t == 1 ? 1 : s->product) * mu;
    s->m = k->beta1 * s->m + (1 - k->beta1) * g;
    s->v = k->beta2 * s->v + (1 - k->beta2) * g * g;
    double m_hat = next * s->m / (1 - s->product * next) + (1 - mu) * g / (1 - s->product);
    double v_hat = s->v / (1 - pow(k->beta2, t));
    return p - k->lr * m_hat / (sqrt(v_hat) + k->eps);
}

static double radam(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    g = g + k->weight_decay * p;
    s->m = k->beta1 * s->m + (1 - k->beta1) * g;
    s->v = k->beta2 * s->v + (1 - k->beta2) * g * g;
    double m_hat = s->m / (1 - pow(k->beta1, t)), late = 1 - pow(k->beta2, t);
    double top = 2 / (1 - k->beta2) - 1, rho = top - 2 * t * pow(k->beta2, t) / late;
    if (rho <= 5)
        return p - k->lr * m_hat;
    double r = sqrt((rho - 4) * (rho - 2) * top / ((top - 4) * (top - 2) * rho));
    return p - k->lr * m_hat * r * sqrt(late) / (sqrt(s->v) + k->eps);
}

static double adamax(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    g = g + k->weight_decay * p;
    s->m = k->beta1 * s->m + (1 - k->beta1) * g;
    s->v = fmax(k->beta2 * s->v, fabs(g) + k->eps);
    return p - k->lr / (1 - pow(k->beta1, t)) * s->m / s->v;
}

static double adagrad(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    g = g + k->weight_decay * p;
    s->v = (t == 1 ? k->initial : s->v) + g * g;
    return p - k->lr / (1 + (t - 1) * k->lr_decay) * g / (sqrt(s->v) + k->eps);
}

static double adadelta(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    (void)t;
    g = g + k->weight_decay * p;
    s->v = k->rho * s->v + (1 - k->rho) * g * g;
    double delta = sqrt(s->delta + k->eps) / sqrt(s->v + k->eps) * g;
    s->delta = k->rho * s->delta + (1 - k->rho) * delta * delta;
    return p - k->lr * delta;
}

static double lion(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    (void)t;
    double c = k->beta1 * s->m + (1 - k->beta1) * g;
    s->m = k->beta2 * s->m + (1 - k->beta2) * g;
    return p - k->lr * ((c > 0) - (c < 0) + k->weight_decay * p);
}

static double rprop(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    s->size = t == 1 ? k->lr : s->size;
    if (s->before * g > 0)
        s->size *= k->eta_plus;
    if (s->before * g < 0)
        s->size *= k->eta_minus;
    s->size = fmin(fmax(s->size, k->step_min), k->step_max);
    g = s->before * g < 0 ? 0 : g;
    s->before = g;
    return p - ((g > 0) - (g < 0)) * s->size;
}

static double asgd(double p, double g, const struct knobs *k, struct memory *s, int t)
{
    if (t == 1) {
        s->eta = k->lr;
        s->mu = 1;
    }
    g = g + k->weight_decay * p;
    p = p * (1 - k->lambd * s->eta) - s->eta * g;
    s->average = s->mu == 1 ? p : s->average + s->mu * (p - s->average);
    s->eta = k->lr / pow(1 + k->lambd * k->lr * t, k->alpha);
    s->mu = 1 / fmax(1, t - k->t0);
    return p;
}

/* --- every rule, with its defaults and with every knob away from them */

struct setting {
    const char *name;
    double value;
};

struct trial {
    const char *optimizer;
    rule rule;
    struct setting settings[OPTIMIZER_KNOBS];
};

// clang-format off
static const struct trial trials[] = {
    {"sgd", sgd, {{"lr", 0.1}}},
    {"sgd", sgd, {{"lr", 0.05}, {"momentum", 0.9}}},
    {"sgd", sgd, {{"lr", 0.05}, {"momentum", 0.8}, {"dampening", 0.3}, {"weight_decay", 0.2}}},
    {"sgd", sgd, {{"lr", 0.05}, {"momentum", 0.7}, {"nesterov", 1}, {"weight_decay", 0.1}}},
    {"rmsprop", rmsprop, {{"lr", 0.02}}},
    {"rmsprop", rmsprop, {{"lr", 0.02}, {"alpha", 0.8}, {"centered", 1}, {"eps", 0.1}}},
    {"rmsprop", rmsprop, {{"lr", 0.01}, {"momentum", 0.6}, {"weight_decay", 0.3}, {"eps", 1e-3}}},
    {"adam", adam, {{"lr", 0.1}}},
    {"adam", adam, {{"lr", 0.1}, {"beta1", 0.5}, {"beta2", 0.9}, {"eps", 0.2}, {"weight_decay", 0.3}}},
    {"adam", adam, {{"lr", 0.1}, {"beta2", 0.8}, {"amsgrad", 1}}},
    {"adamw", adamw, {{"lr", 0.1}}},
    {"adamw", adamw, {{"lr", 0.1}, {"beta1", 0}, {"beta2", 0.7}, {"amsgrad", 1}, {"weight_decay", 0.4}, {"eps", 0.1}}},
    {"nadam", nadam, {{"lr", 0.05}}},
    {"nadam", nadam, {{"lr", 0.05}, {"beta1", 0.8}, {"beta2", 0.95}, {"eps", 0.1}, {"weight_decay", 0.2}, {"momentum_decay", 0.1}}},
    {"radam", radam, {{"lr", 0.05}}},
    {"radam", radam, {{"lr", 0.05}, {"beta1", 0.7}, {"beta2", 0.7}, {"eps", 0.1}, {"weight_decay", 0.2}}},
    {"radam", radam, {{"lr", 0.05}, {"beta2", 0.5}}},
    {"adamax", adamax, {{"lr", 0.05}}},
    {"adamax", adamax, {{"lr", 0.05}, {"beta1", 0.8}, {"beta2", 0.7}, {"eps", 0.5}, {"weight_decay", 0.2}}},
    {"adagrad", adagrad, {{"lr", 0.5}}},
    {"adagrad", adagrad, {{"lr", 0.5}, {"lr_decay", 0.1}, {"weight_decay", 0.1}, {"initial_accumulator_value", 0.5}, {"eps", 0.2}}},
    {"adadelta", adadelta, {{"lr", 1}}},
    {"adadelta", adadelta, {{"lr", 3}, {"rho", 0.7}, {"eps", 0.01}, {"weight_decay", 0.2}}},
    {"lion", lion, {{"lr", 0.01}}},
    {"lion", lion, {{"lr", 0.02}, {"beta1", 0.6}, {"beta2", 0.8}, {"weight_decay", 0.5}}},
    {"rprop", rprop, {{"lr", 0.05}}},
    {"rprop", rprop, {{"lr", 0.2}, {"eta_minus", 0.4}, {"eta_plus", 1.5}, {"step_min", 0.03}, {"step_max", 0.3}}},
    {"asgd", asgd, {{"lr", 0.1}}},
    {"asgd", asgd, {{"lr", 0.1}, {"lambd", 0.3}, {"alpha", 0.5}, {"t0", 5}, {"weight_decay", 0.1}}},
};
// clang-format on

static struct knobs knobs_of(const struct single *s)
{
    return (struct knobs){
        .lr = single_value(s, "lr"),
        .momentum = single_value(s, "momentum"),
        .dampening = single_value(s, "dampening"),
        .nesterov = single_value(s, "nesterov"),
        .weight_decay = single_value(s, "weight_decay"),
        .alpha = single_value(s, "alpha"),
        .eps = single_value(s, "eps"),
        .centered = single_value(s, "centered"),
        .beta1 = single_value(s, "beta1"),
        .beta2 = single_value(s, "beta2"),
        .amsgrad = single_value(s, "amsgrad"),
        .momentum_decay = single_value(s, "momentum_decay"),
        .rho = single_value(s, "rho"),
        .lr_decay = single_value(s, "lr_decay"),
        .initial = single_value(s, "initial_accumulator_value"),
        .eta_minus = single_value(s, "eta_minus"),
        .eta_plus = single_value(s, "eta_plus"),
        .step_min = single_value(s, "step_min"),
        .step_max = single_value(s, "step_max"),
        .lambd = single_value(s, "lambd"),
        .t0 = single_value(s, "t0"),
    };
}

static struct single single_of(const struct trial *trial)
{
    struct single s = single_new(trial->optimizer);
    for (size_t i = 0; i < OPTIMIZER_KNOBS && trial->settings[i].name != NULL; i++)
        single_set(&s, trial->settings[i].name, trial->settings[i].value);
    return s;
}

static void follow(const struct trial *trial)
{
    struct single s = single_of(trial);
    struct knobs k = knobs_of(&s);
    struct memory memory[2] = {0};
    double at[2] = {s.at[0], s.at[1]};
    for (int t = 1; t <= STEPS; t++) {
        double gradient[2] = {single_slope(at[0], (uint64_t)t),
                              single_slope(at[1], (uint64_t)t + 2)};
        single_step(&s, gradient[0], gradient[1]);
        for (int axis = 0; axis < 2; axis++) {
            at[axis] = trial->rule(at[axis], gradient[axis], &k, &memory[axis], t);
            if (!(fabs(s.at[axis] - at[axis]) <= 1e-12))
                fail_msg("%s, step %d, axis %d: %.17g, should be %.17g", trial->optimizer, t, axis,
                         s.at[axis], at[axis]);
            at[axis] = s.at[axis]; /* rounding does not add up */
        }
    }
}

static void kernels_follow_their_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++)
        follow(&trials[i]);
}

/* Every optimizer but newton, which has tests of its own, is tried. */
static void every_optimizer_is_tried(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++) {
        size_t found = 0;
        for (size_t j = 0; j < sizeof trials / sizeof trials[0]; j++)
            found += strcmp(trials[j].optimizer, optimizers[i]->name) == 0;
        if (found == 0 && strcmp(optimizers[i]->name, "newton") != 0)
            fail_msg("%s is not tried", optimizers[i]->name);
    }
}

/* --- blocks */

enum { LANES = OPTIMIZER_BLOCK - 3 };

/* Walkers side by side, each with its own knobs. */
static double block_at[2][LANES], block_gradient[2][LANES], block_hessian[3][LANES];
static double block_knob[OPTIMIZER_KNOBS][LANES], block_slot[OPTIMIZER_SLOTS][LANES];
static struct single singles[LANES];

static void put_side_by_side(const struct optimizer *optimizer)
{
    for (size_t i = 0; i < LANES; i++) {
        struct single s = single_new(optimizer->name);
        s.at[0] = -2 + 0.03 * (double)i;
        s.at[1] = 3 - 0.05 * (double)i;
        s.knob[OPTIMIZER_LR] = 0.001 * (double)(i + 1);
        for (size_t k = 1; k < optimizer->knob_count; k++) {
            const struct knob *row = &optimizer->knobs[k];
            if (row->kind == KNOB_FLAG)
                s.knob[k] = (double)(i / 8 % 2);
            else if (row->kind == KNOB_REAL) /* several lanes in a row share a value */
                s.knob[k] = knob_at(row, (double)(i / 16 % 11) / 10);
        }
        s.hessian[0] = 2, s.hessian[1] = 0.1 * (double)i, s.hessian[2] = 5;
        singles[i] = s;
        block_at[0][i] = s.at[0], block_at[1][i] = s.at[1];
        for (int k = 0; k < OPTIMIZER_KNOBS; k++)
            block_knob[k][i] = s.knob[k];
        for (int k = 0; k < 3; k++)
            block_hessian[k][i] = s.hessian[k];
    }
    memset(block_slot, 0, sizeof block_slot);
}

static void block_step(const struct optimizer *optimizer, uint64_t t)
{
    struct optimizer_lanes lanes = {.count = LANES, .step = t};
    for (int axis = 0; axis < 2; axis++) {
        lanes.at[axis] = block_at[axis];
        lanes.gradient[axis] = block_gradient[axis];
        for (size_t i = 0; i < LANES; i++)
            block_gradient[axis][i] = single_slope(block_at[axis][i], t);
    }
    for (int i = 0; i < OPTIMIZER_KNOBS; i++)
        lanes.knob[i] = block_knob[i];
    for (int i = 0; i < OPTIMIZER_SLOTS; i++)
        lanes.slot[i] = block_slot[i];
    for (int i = 0; i < 3; i++)
        lanes.hessian[i] = block_hessian[i];
    optimizer->step(&lanes);
}

/* Bits, and any NaN is like any other. */
static void same(const char *name, size_t lane, double a, double b)
{
    if (memcmp(&a, &b, sizeof a) != 0 && !(isnan(a) && isnan(b)))
        fail_msg("%s, lane %zu: %.17g alone, %.17g in a block", name, lane, a, b);
}

/* What a block computes is what each walker computes alone, to the last bit, whatever the knobs. */
static void block_steps_like_singles(void **state)
{
    (void)state;
    for (size_t o = 0; o < optimizer_count; o++) {
        const struct optimizer *optimizer = optimizers[o];
        put_side_by_side(optimizer);
        for (uint64_t t = 1; t <= 12; t++) {
            block_step(optimizer, t);
            for (size_t i = 0; i < LANES; i++) {
                struct single *s = &singles[i];
                single_step(s, single_slope(s->at[0], t), single_slope(s->at[1], t));
                same(optimizer->name, i, s->at[0], block_at[0][i]);
                same(optimizer->name, i, s->at[1], block_at[1][i]);
                for (size_t k = 0; k < optimizer->slot_count; k++)
                    same(optimizer->name, i, s->slot[k], block_slot[k][i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_follow_their_rules),
        cmocka_unit_test(every_optimizer_is_tried),
        cmocka_unit_test(block_steps_like_singles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
