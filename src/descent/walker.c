/* One walker and its step: gradient, noise, clipping, optimizer, schedule. */
#include "descent/walker.h"

#include <math.h>
#include <string.h>

#include "base/random.h"

void walker_settings_init(struct walker_settings *settings, const struct optimizer *optimizer)
{
    *settings = (struct walker_settings){.optimizer = optimizer};
    for (size_t i = 0; i < optimizer->knob_count; i++)
        settings->knob[i] = optimizer->knobs[i].initial;
}

bool walker_settings_equal(const struct walker_settings *a, const struct walker_settings *b)
{
    return a->optimizer == b->optimizer && a->noise == b->noise &&
           memcmp(a->knob, b->knob, sizeof a->knob) == 0;
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

bool walker_is_finite(const struct walker *walker)
{
    return isfinite(walker->at[0]) && isfinite(walker->at[1]) && isfinite(walker->loss) &&
           isfinite(walker->gradient[0]) && isfinite(walker->gradient[1]);
}

double walker_rate(const struct walker *walker, const struct walker_settings *settings)
{
    (void)walker;
    return settings->knob[OPTIMIZER_LR];
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

static void hand_over(struct walker *walker, const struct optimizer *optimizer)
{
    if (walker->optimizer == optimizer)
        return;
    walker->optimizer = optimizer;
    walker->since = walker->step;
    memset(walker->slot, 0, sizeof walker->slot);
}

/* A block of one lane: the walker's own fields. */
static void optimize(struct walker *walker, const double knob[OPTIMIZER_KNOBS], double gradient[2],
                     const struct surface *surface)
{
    const struct optimizer *optimizer = walker->optimizer;
    struct surface_point here;
    struct optimizer_lanes lanes = {
        .count = 1,
        .step = walker->step - walker->since + 1,
        .at = {&walker->at[0], &walker->at[1]},
        .gradient = {&gradient[0], &gradient[1]},
    };
    for (size_t i = 0; i < OPTIMIZER_KNOBS; i++)
        lanes.knob[i] = &knob[i];
    for (size_t i = 0; i < OPTIMIZER_SLOTS; i++)
        lanes.slot[i] = &walker->slot[i];
    if (optimizer->needs_hessian) {
        surface_at(surface, SURFACE_HESSIAN, walker->at, &here);
        for (size_t i = 0; i < 3; i++)
            lanes.hessian[i] = &here.hessian[i];
    }
    optimizer->step(&lanes);
}

bool walker_step(struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance)
{
    if (!walker_is_finite(walker))
        return false;
    double gradient[2] = {walker->gradient[0], walker->gradient[1]};
    hand_over(walker, settings->optimizer);
    add_noise(gradient, settings->noise, walker->step, chance);
    optimize(walker, settings->knob, gradient, surface);
    walker->step++;
    look(walker, surface);
    return true;
}
