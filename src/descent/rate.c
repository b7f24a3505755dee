/* A sweep in two passes: the first finds the best loss, the second when each rate came near it. */
#include "descent/rate.h"

#include <math.h>

static const double near_part = 0.01;  /* of the way from the start's loss to the best */
static const double still_part = 0.01; /* of a trial's own way, in its last tenth: it has settled */

struct trial_walk {
    const struct surface *surface;
    struct walker_settings settings;
    const double *start;
    uint64_t steps;
    const struct walker_chance *chance;
};

/* What the second half of a trial did: how often the loss rose, and its range in the last tenth. */
struct manner {
    uint64_t rises, counted;
    double low, high;
};

static enum rate_outcome judge(const struct walker *walker, double start_loss,
                               const struct manner *manner)
{
    if (!walker_is_finite(walker))
        return RATE_DIVERGED;
    if (walker->loss > start_loss)
        return RATE_CLIMBED;
    if (manner->high - manner->low <= still_part * (start_loss - walker->loss))
        return RATE_SETTLED;
    return 5 * manner->rises > manner->counted ? RATE_BOUNCED : RATE_CRAWLED;
}

static void run_trial(const struct trial_walk *walk, struct rate_trial *trial)
{
    struct walker walker;
    struct manner manner = {0, 0, INFINITY, -INFINITY};
    walker_start(&walker, walk->surface, walk->start);
    double start_loss = walker.loss;
    while (walker.step < walk->steps) {
        double before = walker.loss;
        if (!walker_step(&walker, &walk->settings, walk->surface, walk->chance))
            break;
        if (2 * walker.step > walk->steps) {
            manner.counted++;
            manner.rises += walker.loss > before;
        }
        if (10 * walker.step > 9 * walk->steps) {
            manner.low = fmin(manner.low, walker.loss);
            manner.high = fmax(manner.high, walker.loss);
        }
    }
    trial->loss = walker.loss;
    trial->steps = walker.step;
    trial->outcome = judge(&walker, start_loss, &manner);
}

/* The first step of the trial from which on its loss stays at or below the line. */
static uint64_t steps_to(const struct trial_walk *walk, double line)
{
    struct walker walker;
    walker_start(&walker, walk->surface, walk->start);
    uint64_t since = walker.loss <= line ? 0 : UINT64_MAX;
    while (walker.step < walk->steps &&
           walker_step(&walker, &walk->settings, walk->surface, walk->chance)) {
        if (!(walker.loss <= line))
            since = UINT64_MAX;
        else if (since == UINT64_MAX)
            since = walker.step;
    }
    return since;
}

static bool is_downhill(const struct rate_trial *trial)
{
    return trial->outcome != RATE_DIVERGED && trial->outcome != RATE_CLIMBED;
}

static void find_best(struct rate_sweep *sweep)
{
    sweep->best_loss = sweep->start_loss;
    for (int i = 0; i < RATE_TRIALS; i++)
        if (is_downhill(&sweep->trials[i]) && sweep->trials[i].loss < sweep->best_loss)
            sweep->best_loss = sweep->trials[i].loss;
}

static void recommend(struct rate_sweep *sweep, struct trial_walk *walk)
{
    double line = sweep->best_loss + near_part * (sweep->start_loss - sweep->best_loss);
    sweep->recommended = -1;
    for (int i = 0; i < RATE_TRIALS; i++) {
        struct rate_trial *trial = &sweep->trials[i];
        trial->near = UINT64_MAX;
        if (!(sweep->best_loss < sweep->start_loss) || !is_downhill(trial) || trial->loss > line)
            continue;
        walk->settings.knob[OPTIMIZER_LR] = trial->rate;
        trial->near = steps_to(walk, line);
        if (sweep->recommended < 0 || trial->near < sweep->trials[sweep->recommended].near)
            sweep->recommended = i;
    }
}

void rate_sweep(const struct surface *surface, const struct walker_settings *settings,
                const double start[2], uint64_t steps, const struct walker_chance *chance,
                struct rate_sweep *out)
{
    static const struct knob series = {
        .name = "lr", .scale = KNOB_LOGARITHMIC, .low = 1e-6, .high = 10};
    struct trial_walk walk = {surface, *settings, start, steps < RATE_STEPS ? steps : RATE_STEPS,
                              chance};
    struct walker walker;
    walker_start(&walker, surface, start);
    out->start_loss = walker.loss;
    double rate = series.low;
    for (int i = 0; i < RATE_TRIALS; i++, rate = knob_turn(&series, rate, +1)) {
        out->trials[i].rate = walk.settings.knob[OPTIMIZER_LR] = rate;
        run_trial(&walk, &out->trials[i]);
    }
    find_best(out);
    recommend(out, &walk);
}

const char *rate_outcome_name(enum rate_outcome outcome)
{
    static const char *const names[] = {[RATE_CRAWLED] = "crawled",
                                        [RATE_SETTLED] = "settled",
                                        [RATE_BOUNCED] = "bounced",
                                        [RATE_CLIMBED] = "climbed",
                                        [RATE_DIVERGED] = "diverged"};
    return names[outcome];
}
