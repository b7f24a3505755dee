/* A sweep in two passes: the first finds the lowest loss, the second when each rate came near it.
 */
#include "descent/rate.h"

#include <math.h>

#include "surface/eigen.h"

static const double near_part = 1e-3;   /* of the way from the start's loss to the lowest */
static const double still_part = 0.01;  /* of a trial's own way, in its last tenth: settled */
static const double swing_part = 0.01;  /* of the same, in one step: it may be bouncing */
static const double climb_part = 1e-9;  /* of the start's loss: rounding is no climb */
static const double useful_part = 0.25; /* of what the slope promised: less is bouncing */
static const double ahead_part = 1e-3;  /* of a trial's own way: more still ahead is no settling */

static const double soon = 1.25; /* times the steps of the soonest */

static const int first_decade = -300, last_decade = 9, usual_decade = 1;
static const int decades = (RATE_TRIALS - 1) / 10;
static const int most_below = 70; /* decades that are tried below a range that fails */

/* What a sweep may cost, in additions: they and a walker's own work take about a nanosecond each.
 */
static const double sweep_cost = 1e7, step_cost = 70, passes = 1.5;
static const double sampled_steps = 50; /* of a trial on some of the examples */

/* Logarithmic and without ends: knob_turn() goes along its series. */
static const struct knob series = {.name = "lr", .scale = KNOB_LOGARITHMIC, .high = HUGE_VAL};

static bool is_inside(const struct rate_question *question, const double at[2])
{
    for (int axis = 0; axis < 2; axis++)
        if (!(at[axis] >= question->window[axis].low && at[axis] <= question->window[axis].high))
            return false;
    return true;
}

static bool has_left(const struct rate_question *question, const double at[2])
{
    return question->has_window && is_inside(question, question->start) && !is_inside(question, at);
}

static bool has_moved(const struct rate_question *question, const struct walker *walker)
{
    return walker->at[0] != question->start[0] || walker->at[1] != question->start[1];
}

/* The mean loss of each eighth of a trial tells how fast it falls. */
enum { EIGHTHS = 8 };

/* What a trial did, above all in its last tenth. */
struct course {
    double sum[EIGHTHS], count[EIGHTHS]; /* of the losses */
    bool has_left;                       /* the window, at any time */
    double from;                         /* the loss at its begin */
    double low, high;                    /* the range of the loss */
    double promised, steps; /* what the slopes under its steps promised, in all, uphill or down */
};

static void watch(struct course *course, const struct walker *before, const struct walker *after)
{
    if (course->steps == 0)
        course->from = course->low = course->high = before->loss;
    course->low = fmin(course->low, after->loss);
    course->high = fmax(course->high, after->loss);
    course->steps++;
    course->promised += fabs(before->gradient[0] * (after->at[0] - before->at[0]) +
                             before->gradient[1] * (after->at[1] - before->at[1]));
}

static void note_loss(struct course *course, uint64_t steps, const struct walker *walker)
{
    uint64_t eighth = (walker->step - 1) * EIGHTHS / steps;
    course->sum[eighth] += walker->loss;
    course->count[eighth]++;
}

static double mean_loss(const struct course *course, int eighth)
{
    return course->sum[eighth] / course->count[eighth];
}

/* Of the mean loss, within the last quarter. */
static double last_fall(const struct course *course)
{
    return mean_loss(course, EIGHTHS - 3) - mean_loss(course, EIGHTHS - 1);
}

/* How far the mean loss will still fall, if from one span to the next its falls are as the last two
 * are: a slow fall goes far, however little it does at a time. A span is so many eighths. */
static double still_falling(const struct course *course, int span)
{
    int end = EIGHTHS - 1;
    double middle = mean_loss(course, end - span);
    double before = mean_loss(course, end - 2 * span) - middle;
    double last = middle - mean_loss(course, end);
    if (!(last > 0 && before > 0))
        return 0;
    return last < before ? last * last / (before - last) : (double)INFINITY;
}

/*
 * How much deeper it goes on the paraboloid that fits the ground here, along its two axes: that
 * knows of a slow fall that a fast one still hides. An axis without a bottom goes down as far as
 * its slope does over a way as long as the one from the start; if the steps still keep what the
 * slope promises, for at a kink they do not.
 */
static double still_below(const struct rate_question *question, const struct walker *walker,
                          const struct course *course)
{
    struct surface_point here;
    surface_at(question->surface, SURFACE_HESSIAN, walker->at, &here);
    const struct eigen eigen = eigen_of(here.hessian);
    const double *u = eigen.high_direction, *g = here.gradient;
    const double slope[] = {g[1] * u[0] - g[0] * u[1], g[0] * u[0] + g[1] * u[1]};
    const double curvature[] = {eigen.low, eigen.high};
    bool falls = course->from - walker->loss >= useful_part * course->promised;
    double way = hypot(walker->at[0] - question->start[0], walker->at[1] - question->start[1]);
    double below = 0;
    for (int axis = 0; axis < 2; axis++)
        if (curvature[axis] > 0)
            below += slope[axis] * slope[axis] / curvature[axis] / 2;
        else if (falls)
            below += fabs(slope[axis]) * way;
    return below;
}

static bool has_chance(const struct rate_question *question)
{
    return question->settings->noise != 0 || question->settings->batch != 0 ||
           question->chance.batches != NULL;
}

/* Chance keeps a walk trembling where its mean falls no more: then nothing less than that counts.
 */
static bool has_settled(const struct rate_question *question, const struct walker *walker,
                        double way, const struct course *course)
{
    double range = course->high - course->low, least = ahead_part * way;
    double ahead = fmax(still_falling(course, 1), still_falling(course, 2));
    double below = still_below(question, walker, course);
    if (has_chance(question))
        return (ahead <= least || last_fall(course) <= range) && below <= fmax(least, range);
    return range <= still_part * way && fmax(ahead, below) <= least;
}

static enum rate_outcome judge(const struct rate_question *question, const struct walker *walker,
                               double start_loss, const struct course *course)
{
    double way = start_loss - walker->loss;
    if (!walker_is_finite(walker))
        return RATE_DIVERGED;
    if (way < -climb_part * fabs(start_loss))
        return RATE_CLIMBED;
    if (course->has_left)
        return RATE_OUTSIDE;
    if (course->promised == 0 && !has_moved(question, walker))
        return RATE_STAYED;
    if (course->promised > swing_part * course->steps * fmax(way, 0) &&
        course->from - walker->loss < useful_part * course->promised)
        return RATE_BOUNCING;
    return has_settled(question, walker, way, course) ? RATE_SETTLED : RATE_FALLING;
}

/* Since when the loss has been at or below the line. */
static void note_arrival(uint64_t *since, const struct walker *walker, double line)
{
    if (!(walker->loss <= line))
        *since = UINT64_MAX;
    else if (*since == UINT64_MAX)
        *since = walker->step;
}

void rate_try(const struct rate_question *question, double rate, struct rate_trial *trial)
{
    struct walker_settings settings = *question->settings;
    struct walker walker, before;
    struct course course = {0};
    settings.knob[OPTIMIZER_LR] = rate;
    walker_start(&walker, question->surface, question->start);
    double start_loss = walker.loss;
    uint64_t arrival = UINT64_MAX;
    note_arrival(&arrival, &walker, question->line);
    uint64_t late = question->steps - (question->steps + 9) / 10;
    while (walker.step < question->steps) {
        before = walker;
        if (!walker_step(&walker, &settings, question->surface, &question->chance))
            break;
        course.has_left = course.has_left || has_left(question, walker.at);
        note_loss(&course, question->steps, &walker);
        note_arrival(&arrival, &walker, question->line);
        if (walker.step > late)
            watch(&course, &before, &walker);
    }
    *trial = (struct rate_trial){.rate = rate,
                                 .loss = walker.loss,
                                 .steps = walker.step,
                                 .near = UINT64_MAX,
                                 .arrival = arrival,
                                 .outcome = judge(question, &walker, start_loss, &course)};
}

/* The first step of the trial from which on its loss stays at or below the line. */
static uint64_t steps_to(const struct rate_question *question, double rate, double line)
{
    struct walker_settings settings = *question->settings;
    struct walker walker;
    settings.knob[OPTIMIZER_LR] = rate;
    walker_start(&walker, question->surface, question->start);
    uint64_t since = UINT64_MAX;
    note_arrival(&since, &walker, line);
    while (walker.step < question->steps &&
           walker_step(&walker, &settings, question->surface, &question->chance))
        note_arrival(&since, &walker, line);
    return since;
}

/* --- where the rates lie */

enum first_step { FIRST_NONE, FIRST_BAD, FIRST_GOOD };

/* May a first step be taken at this rate? Without noise, which is not the rate's. */
static enum first_step try_first_step(const struct rate_question *question, double rate)
{
    struct walker_settings settings = *question->settings;
    struct walker walker;
    settings.knob[OPTIMIZER_LR] = rate;
    settings.noise = 0;
    walker_start(&walker, question->surface, question->start);
    double start_loss = walker.loss;
    if (!walker_step(&walker, &settings, question->surface, &question->chance) ||
        !has_moved(question, &walker))
        return FIRST_NONE;
    bool good = walker_is_finite(&walker) &&
                walker.loss <= start_loss + climb_part * fabs(start_loss) &&
                !has_left(question, walker.at);
    return good ? FIRST_GOOD : FIRST_BAD;
}

/* The power of ten that the range begins with. */
static int begin_of_range(const struct rate_question *question)
{
    for (int decade = last_decade; decade >= first_decade; decade--) {
        enum first_step step = try_first_step(question, pow(10, decade));
        if (step == FIRST_GOOD)
            return decade + 1 - decades;
        if (step == FIRST_NONE)
            break;
    }
    return usual_decade - decades;
}

/* --- the one to recommend */

static bool trial_serves(const struct rate_trial *trial, double start_loss)
{
    return (trial->outcome == RATE_FALLING || trial->outcome == RATE_SETTLED) &&
           trial->loss < start_loss;
}

static bool serves(const struct rate_sweep *sweep, int i)
{
    return trial_serves(&sweep->trials[i], sweep->start_loss);
}

/* The worst loss of a rate and of its `reach` neighbours on either side; infinite if one fails. */
static double worst_loss(const struct rate_sweep *sweep, int i, int reach)
{
    double worst = -INFINITY;
    for (int k = i - reach; k <= i + reach; k++) {
        if (k < 0 || k >= RATE_TRIALS || !serves(sweep, k))
            return INFINITY;
        worst = fmax(worst, sweep->trials[k].loss);
    }
    return worst;
}

static double lowest_loss(const struct rate_sweep *sweep, int reach)
{
    double lowest = INFINITY;
    for (int i = 0; i < RATE_TRIALS; i++)
        lowest = fmin(lowest, worst_loss(sweep, i, reach));
    return lowest;
}

/* The latest of a rate and its neighbours. */
static uint64_t worst_near(const struct rate_sweep *sweep, int i, int reach)
{
    uint64_t worst = 0;
    for (int k = i - reach; k <= i + reach; k++)
        if (sweep->trials[k].near > worst)
            worst = sweep->trials[k].near;
    return worst;
}

static void recommend(const struct rate_question *question, struct rate_sweep *sweep)
{
    int reach = 1;
    double lowest = lowest_loss(sweep, reach);
    if (isinf(lowest))
        lowest = lowest_loss(sweep, reach = 0);
    double line = lowest + near_part * (sweep->start_loss - lowest);
    for (int i = 0; i < RATE_TRIALS && isfinite(lowest); i++)
        if (serves(sweep, i) && sweep->trials[i].loss <= line)
            sweep->trials[i].near = steps_to(question, sweep->trials[i].rate, line);
    sweep->is_sheltered = reach > 0;
    uint64_t soonest = UINT64_MAX;
    for (int i = 0; i < RATE_TRIALS; i++)
        if (worst_loss(sweep, i, reach) <= line && worst_near(sweep, i, reach) < soonest)
            soonest = worst_near(sweep, i, reach);
    double usual = log(question->settings->optimizer->knobs[OPTIMIZER_LR].initial),
           least = INFINITY;
    for (int i = 0; i < RATE_TRIALS; i++) {
        double distance = fabs(log(sweep->trials[i].rate) - usual);
        if (worst_loss(sweep, i, reach) <= line && distance < least &&
            (double)worst_near(sweep, i, reach) <= soon * (double)soonest) {
            sweep->recommended = i;
            least = distance;
        }
    }
}

/* Sweeps the range that begins with a power of ten. */
static void sweep_from(const struct rate_question *question, int decade, struct rate_sweep *out)
{
    struct walker walker;
    walker_start(&walker, question->surface, question->start);
    *out = (struct rate_sweep){.start_loss = walker.loss, .recommended = -1};
    double rate = pow(10, decade);
    for (int i = 0; i < RATE_TRIALS; i++, rate = knob_turn(&series, rate, +1))
        rate_try(question, rate, &out->trials[i]);
    recommend(question, out);
}

/* May a rate below the range do what none within does? */
static bool may_lie_below(const struct rate_sweep *sweep)
{
    enum rate_outcome lowest = sweep->trials[0].outcome;
    return isfinite(sweep->start_loss) && !(sweep->recommended >= 0 && sweep->is_sheltered) &&
           lowest != RATE_FALLING && lowest != RATE_SETTLED && lowest != RATE_STAYED;
}

/* The next power of ten below that serves; false if there is none before the walker stays. */
static bool find_below(const struct rate_question *question, double start_loss, int *decade)
{
    int last = *decade - most_below > first_decade ? *decade - most_below : first_decade;
    while (--*decade >= last) {
        struct rate_trial trial;
        rate_try(question, pow(10, *decade), &trial);
        if (trial_serves(&trial, start_loss) || trial.outcome == RATE_STAYED)
            return trial.outcome != RATE_STAYED;
    }
    return false;
}

void rate_sweep(const struct rate_question *question, struct rate_sweep *out)
{
    int decade = begin_of_range(question);
    sweep_from(question, decade, out);
    if (!may_lie_below(out) || !find_below(question, out->start_loss, &decade))
        return;
    struct rate_sweep below;
    sweep_from(question, decade + 1 - decades, &below);
    if (below.recommended >= 0)
        *out = below;
}

bool rate_serves(const struct rate_question *question, double rate)
{
    struct rate_trial trial;
    struct walker walker;
    walker_start(&walker, question->surface, question->start);
    rate_try(question, rate, &trial);
    return trial_serves(&trial, walker.loss);
}

/* --- what it may cost */

static double sweep_steps(double cost)
{
    return floor(sweep_cost / (RATE_TRIALS * passes * (cost + step_cost)));
}

uint64_t rate_steps_at_once(const struct surface *surface, uint64_t wanted)
{
    double most = sweep_steps(surface_cost(surface));
    if ((double)wanted <= most)
        return wanted;
    return most < RATE_FEWEST ? 0 : (uint64_t)most;
}

uint64_t rate_trial_steps_at_once(const struct surface *surface, uint64_t wanted)
{
    double most = floor(sweep_cost / (surface_cost(surface) + step_cost));
    most = fmax(most, RATE_FEWEST);
    return (double)wanted <= most ? wanted : (uint64_t)most;
}

size_t rate_examples_at_once(const struct surface *surface)
{
    double examples = fmax((double)surface_examples(surface), 1);
    double cost = surface_cost(surface) / examples;
    double most = floor((sweep_cost / (RATE_TRIALS * passes * sampled_steps) - step_cost) / cost);
    return (size_t)fmin(fmax(most, 1), examples);
}

const char *rate_outcome_name(enum rate_outcome outcome)
{
    static const char *const names[] = {
        [RATE_FALLING] = "falling", [RATE_SETTLED] = "settled", [RATE_BOUNCING] = "bouncing",
        [RATE_CLIMBED] = "climbed", [RATE_OUTSIDE] = "outside", [RATE_DIVERGED] = "diverged",
        [RATE_STAYED] = "stayed",
    };
    return names[outcome];
}
