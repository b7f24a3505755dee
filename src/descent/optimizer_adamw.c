/*
 * AdamW, as torch.optim.AdamW: first the parameters shrink by lr * weight_decay, then Adam steps;
 * the decay never enters its averages.
 *
 * Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
 */
#include "base/array.h"
#include "descent/explain.h"
#include "descent/optimizer_adam.h"
#include "descent/optimizer_rows.h"

static void step(const struct optimizer_lanes *lanes)
{
    const double *restrict lr = lanes->knob[ADAM_LR], *restrict decay = lanes->knob[ADAM_DECAY];
    for (int axis = 0; axis < 2; axis++) {
        double *restrict at = lanes->at[axis];
#pragma omp simd
        for (size_t i = 0; i < lanes->count; i++)
            at[i] *= 1 - lr[i] * decay[i];
    }
    lanes_adam(lanes);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    double adam[2], decay = trace->knob[ADAM_DECAY];
    explain_gradient(out, trace, "", 0, 0);
    explain_adam(trace, adam, out);
    double pull[2] = {decay * trace->at[0], decay * trace->at[1]};
    double both[2] = {pull[0] + adam[0], pull[1] + adam[1]};
    explain_pair(out, "m′/(√v′ + ε)", "Adam's direction", decay == 0 ? PART_DIRECTION : 0, adam);
    if (decay != 0) {
        explain_pair(out, "ωθ", "weight decay's part", 0, pull);
        explain_pair(out, "ωθ + m′/(√v′ + ε)", "direction", PART_DIRECTION, both);
    }
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[ADAM_LR]);
}

static const struct knob knobs[] = {
    [ADAM_LR] = KNOB_LR(0.001),          [ADAM_BETA1] = KNOB_BETA1,
    [ADAM_BETA2] = KNOB_BETA2(0.999),    [ADAM_EPS] = KNOB_EPS(1e-8),
    [ADAM_DECAY] = KNOB_DECOUPLED(0.01), [ADAM_AMSGRAD] = KNOB_AMSGRAD,
};

#define MEANS             "m ← β₁m + (1−β₁)∇", "v ← β₂v + (1−β₂)∇²"
#define MOVE              "θ ← θ − η·m′/(√v′ + ε)"
#define CORRECTED         "m′ = m/(1−β₁ᵗ)  v′ = v/(1−β₂ᵗ)"
#define LARGEST           "m ← β₁m + (1−β₁)∇", "v ← β₂v + (1−β₂)∇²  w ← max(w, v)"
#define CORRECTED_LARGEST "m′ = m/(1−β₁ᵗ)  v′ = w/(1−β₂ᵗ)"
#define DECAY             "θ ← θ − ηωθ"

/* By amsgrad and decay. */
static const char *const rules[2][2][6] = {
    {{MEANS, CORRECTED, MOVE}, {MEANS, CORRECTED, DECAY, MOVE}},
    {{LARGEST, CORRECTED_LARGEST, MOVE}, {LARGEST, CORRECTED_LARGEST, DECAY, MOVE}},
};

static const char *const *rule_with(const double *knob)
{
    return rules[knob[ADAM_AMSGRAD] != 0][knob[ADAM_DECAY] != 0];
}

const struct optimizer optimizer_adamw = {
    .name = "adamw",
    .label = "AdamW",
    .summary = "Adam, with a pull towards 0 that the scaling does not touch",
    .source = "Loshchilov and Hutter 2019; torch.optim.AdamW",
    .rule = rules[0][1],
    .rule_with = rule_with,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = ADAM_BETA1,
    .slot_count = ADAM_SLOTS,
    .step = step,
    .explain = explain,
};
