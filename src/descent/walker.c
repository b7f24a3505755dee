/* One walker and its step: gradient, noise, clipping, optimizer, schedule. */
#include "descent/walker.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "descent/explain.h"
#include "descent/rule.h"

const struct knob walker_batch_knob = {
    .name = "batch",
    .label = "batch",
    .symbol = "B",
    .kind = KNOB_COUNT,
    .scale = KNOB_LINEAR,
    .low = 0,
    .high = KNOB_WHOLE,
    .shown_low = 0,
    .shown_high = 50,
    .initial = 0,
    .help = "examples that a step sees, a new draw each time; 0: all of them",
};

enum { BATCH_PART = 1024 }; /* examples summed at once */

void walker_settings_init(struct walker_settings *settings, const struct optimizer *optimizer)
{
    *settings = (struct walker_settings){.optimizer = optimizer};
    for (size_t i = 0; i < optimizer->knob_count; i++)
        settings->knob[i] = optimizer->knobs[i].initial;
}

bool walker_settings_equal(const struct walker_settings *a, const struct walker_settings *b)
{
    return a->optimizer == b->optimizer && a->noise == b->noise && a->warmup == b->warmup &&
           a->clip_norm == b->clip_norm && a->norm_type == b->norm_type &&
           a->clip_value == b->clip_value && a->batch == b->batch &&
           memcmp(a->knob, b->knob, sizeof a->knob) == 0 &&
           schedule_settings_equal(&a->schedule, &b->schedule);
}

static void look(struct walker *walker, const struct surface *surface)
{
    struct surface_point here;
    surface_at(surface, SURFACE_GRADIENT, walker->at, &here);
    walker->loss = here.loss;
    walker->gradient[0] = here.gradient[0];
    walker->gradient[1] = here.gradient[1];
}

void walker_start(struct walker *walker, const struct surface *surface, const double at[2])
{
    *walker = (struct walker){.at = {at[0], at[1]}};
    look(walker, surface);
}

/* A finite number times 0 is 0; an infinite one or a NaN is not. */
bool walker_is_finite(const struct walker *walker)
{
    double place = walker->at[0] * 0 + walker->at[1] * 0;
    double slope = walker->gradient[0] * 0 + walker->gradient[1] * 0;
    return place + (walker->loss * 0 + slope) == 0;
}

/* What the schedule says of the next step. */
static struct schedule_say say_of(const struct walker *walker,
                                  const struct walker_settings *settings)
{
    return schedule_at(&settings->schedule, settings->warmup, walker->step,
                       settings->knob[OPTIMIZER_LR], &walker->schedule_state);
}

double walker_rate(const struct walker *walker, const struct walker_settings *settings)
{
    return say_of(walker, settings).rate;
}

double walker_momentum(const struct walker *walker, const struct walker_settings *settings)
{
    int knob = settings->optimizer->momentum_knob;
    double cycled = say_of(walker, settings).momentum;
    return knob < 0 ? (double)NAN : isnan(cycled) ? settings->knob[knob] : cycled;
}

static void add_noise(double gradient[2], double deviation, uint64_t step,
                      const struct walker_chance *chance)
{
    if (deviation == 0)
        return;
    double draw[2];
    random_normal(
        &(struct random_name){
            .seed = chance->seed, .stream = RANDOM_NOISE, .walker = chance->index, .step = step},
        draw);
    gradient[0] += deviation * draw[0];
    gradient[1] += deviation * draw[1];
}

/* The norm as PyTorch forms it: squares may overflow, and the gradient then becomes 0. */
static double norm_of(const double gradient[2], double type)
{
    double x = fabs(gradient[0]), y = fabs(gradient[1]);
    if (type == 2 || type == 0)
        return sqrt(x * x + y * y);
    if (type == 1)
        return x + y;
    if (isinf(type))
        return x > y ? x : y;
    return pow(pow(x, type) + pow(y, type), 1 / type);
}

static void clip(double gradient[2], const struct walker_settings *settings)
{
    if (settings->clip_norm > 0) {
        double norm = norm_of(gradient, settings->norm_type);
        double factor = fmin(1, settings->clip_norm / (norm + 1e-6));
        gradient[0] *= factor;
        gradient[1] *= factor;
    }
    double most = settings->clip_value;
    for (int axis = 0; most > 0 && axis < 2; axis++) {
        double g = gradient[axis];
        gradient[axis] = g > most ? most : g < -most ? -most : g;
    }
}

static void hand_over(struct walker *walker, const struct walker_settings *settings)
{
    if (walker->optimizer != settings->optimizer) {
        walker->optimizer = settings->optimizer;
        walker->since = walker->step;
        memset(walker->slot, 0, sizeof walker->slot);
    }
    if (walker->schedule != settings->schedule.schedule) {
        walker->schedule = settings->schedule.schedule;
        walker->schedule_state = (struct schedule_state){0};
    }
}

/* The knobs of this step: as they are set, but for what the schedule has a say in. */
static void knobs_of_step(const struct walker *walker, const struct walker_settings *settings,
                          double knob[OPTIMIZER_KNOBS])
{
    struct schedule_say say = say_of(walker, settings);
    int momentum = settings->optimizer->momentum_knob;
    memcpy(knob, settings->knob, sizeof settings->knob);
    knob[OPTIMIZER_LR] = say.rate;
    if (momentum >= 0 && !isnan(say.momentum))
        knob[momentum] = say.momentum;
}

/* --- batches */

static void add_weighted(struct surface_point *sum, const struct surface_point *part, double weight)
{
    sum->loss += weight * part->loss;
    for (int i = 0; i < 2; i++)
        sum->gradient[i] += weight * part->gradient[i];
    for (int i = 0; i < 3; i++)
        sum->hessian[i] += weight * part->hessian[i];
}

/* One part's mean as it is; of a larger batch, the parts' means weighted by their share. */
static void mean_of_batch(const struct surface *surface, enum surface_order order,
                          const double at[2], const struct batch *batch, struct surface_point *out)
{
    uint32_t rows[BATCH_PART];
    struct surface_point sum = {0};
    for (size_t from = 0, count; from < batch->count; from += count) {
        count = batch->count - from < BATCH_PART ? batch->count - from : BATCH_PART;
        batch_rows(batch, from, count, rows);
        surface_at_rows(surface, order, at, rows, count, out);
        add_weighted(&sum, out, (double)count / (double)batch->count);
    }
    if (batch->count > BATCH_PART)
        *out = sum;
}

/* False where the next step sees all examples, or there are none. */
static bool find_batch(const struct walker *walker, const struct walker_settings *settings,
                       const struct surface *surface, const struct walker_chance *chance,
                       struct batch *out)
{
    const struct batch_order batches = {.seed = chance->seed,
                                        .size = settings->batch,
                                        .examples = surface_examples(surface),
                                        .list = chance->batches};
    bool whole = batches.size == 0 || batches.size >= batches.examples;
    if (batches.examples == 0 || (whole && batches.list == NULL))
        return false;
    *out = batch_of(&batches, walker->step);
    return true;
}

bool walker_batch(const struct walker *walker, const struct walker_settings *settings,
                  const struct surface *surface, const struct walker_chance *chance,
                  enum surface_order order, struct surface_point *out)
{
    struct batch batch;
    if (!find_batch(walker, settings, surface, chance, &batch))
        return false;
    mean_of_batch(surface, order, walker->at, &batch, out);
    return true;
}

/* --- the step */

/* What the optimizer is to go by: of the batch, if there is one (then true). */
static bool feel(const struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance,
                 struct surface_point *here)
{
    bool curved = settings->optimizer->needs_hessian;
    if (walker_batch(walker, settings, surface, chance, curved ? SURFACE_HESSIAN : SURFACE_GRADIENT,
                     here))
        return true;
    if (curved)
        surface_at(surface, SURFACE_HESSIAN, walker->at, here);
    here->gradient[0] = walker->gradient[0];
    here->gradient[1] = walker->gradient[1];
    return false;
}

/* A block of one lane: the walker's own fields. */
static void optimize(struct walker *walker, const double knob[OPTIMIZER_KNOBS],
                     struct surface_point *here)
{
    const struct optimizer *optimizer = walker->optimizer;
    struct optimizer_lanes lanes = {
        .count = 1,
        .step = walker->step - walker->since + 1,
        .at = {&walker->at[0], &walker->at[1]},
        .gradient = {&here->gradient[0], &here->gradient[1]},
    };
    for (size_t i = 0; i < OPTIMIZER_KNOBS; i++)
        lanes.knob[i] = &knob[i];
    for (size_t i = 0; i < OPTIMIZER_SLOTS; i++)
        lanes.slot[i] = &walker->slot[i];
    for (size_t i = 0; i < 3; i++)
        lanes.hessian[i] = &here->hessian[i];
    optimizer->step(&lanes);
}

void walker_rule(const struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance,
                 struct rule *out)
{
    struct batch batch;
    double knob[OPTIMIZER_KNOBS];
    knobs_of_step(walker, settings, knob);
    rule_make(out, settings, knob, find_batch(walker, settings, surface, chance, &batch));
}

/* The gradient on its way to the optimizer; `out` NULL: nobody asks. */
static void explain_stage(struct explanation *out, bool is_on, const char *symbol,
                          const char *label, const double gradient[2])
{
    if (out == NULL || !is_on)
        return;
    if (out->count == 0)
        explain_pair(out, "∇L", "slope of the loss", 0, out->slope);
    explain_pair(out, symbol, label, 0, gradient);
}

/* The optimizer's move, with the state that it leaves. */
static void move(struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance,
                 double knob[OPTIMIZER_KNOBS], struct surface_point *here, struct explanation *out)
{
    hand_over(walker, settings);
    knobs_of_step(walker, settings, knob);
    bool batch = feel(walker, settings, surface, chance, here);
    explain_stage(out, batch, "∇B", "slope of this batch", here->gradient);
    add_noise(here->gradient, settings->noise, walker->step, chance);
    explain_stage(out, settings->noise != 0, batch ? "∇B + ξ" : "∇L + ξ", "with noise",
                  here->gradient);
    clip(here->gradient, settings);
    explain_stage(out, settings->clip_norm > 0 || settings->clip_value > 0,
                  rule_gradient(settings, batch), "clipped", here->gradient);
    optimize(walker, knob, here);
}

bool walker_step(struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance)
{
    if (!walker_is_finite(walker))
        return false;
    struct surface_point here;
    double knob[OPTIMIZER_KNOBS], loss = walker->loss;
    move(walker, settings, surface, chance, knob, &here, NULL);
    schedule_observe(&settings->schedule, settings->warmup, walker->step,
                     settings->knob[OPTIMIZER_LR], loss, &walker->schedule_state);
    walker->step++;
    look(walker, surface);
    return true;
}

bool walker_explain(const struct walker *walker, const struct walker_settings *settings,
                    const struct surface *surface, const struct walker_chance *chance,
                    struct explanation *out)
{
    if (!walker_is_finite(walker))
        return false;
    struct walker before = *walker, after;
    struct surface_point here;
    hand_over(&before, settings);
    after = before;
    *out = (struct explanation){
        .optimizer = before.optimizer,
        .step = before.step + 1,
        .t = before.step - before.since + 1,
        .before = {before.at[0], before.at[1]},
        .slope = {before.gradient[0], before.gradient[1]},
    };
    walker_rule(walker, settings, surface, chance, &out->rule);
    move(&after, settings, surface, chance, out->knob, &here, out);
    look(&after, surface);
    memcpy(out->after, after.at, sizeof out->after);
    out->loss[0] = before.loss;
    out->loss[1] = after.loss;
    const struct optimizer_trace trace = {
        .step = out->t,
        .knob = out->knob,
        .at = out->before,
        .gradient = here.gradient,
        .hessian = out->optimizer->needs_hessian ? here.hessian : NULL,
        .was = before.slot,
        .is = after.slot,
    };
    out->optimizer->explain(&trace, out);
    return true;
}
