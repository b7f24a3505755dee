/* The schedule table, and warm-up. */
#include "descent/schedule.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "descent/schedule_rows.h"

#define SCHEDULE_ENTRY(name) &schedule_##name,
const struct schedule *const schedules[] = {SCHEDULES(SCHEDULE_ENTRY)};
const size_t schedule_count = ARRAY_LENGTH(schedules);

const struct schedule *schedule_find(const char *name)
{
    for (size_t i = 0; i < schedule_count; i++) {
        if (strcmp(schedules[i]->name, name) == 0)
            return schedules[i];
    }
    return NULL;
}

const char *schedule_nearest(const char *name)
{
    const char *names[ARRAY_LENGTH(schedules)];
    for (size_t i = 0; i < schedule_count; i++)
        names[i] = schedules[i]->name;
    return text_nearest(name, names, schedule_count, sizeof names[0]);
}

int schedule_knob(const struct schedule *schedule, const char *name)
{
    for (size_t i = 0; i < schedule->knob_count; i++) {
        if (strcmp(schedule->knobs[i].knob.name, name) == 0)
            return (int)i;
    }
    return -1;
}

bool schedule_takes(const struct schedule *schedule, const char *name)
{
    return schedule_knob(schedule, name) >= 0 ||
           (schedule->takes_milestones && strcmp(name, "milestones") == 0);
}

void schedule_settings_init(struct schedule_settings *settings, const struct schedule *schedule,
                            uint64_t steps)
{
    *settings = (struct schedule_settings){.schedule = schedule};
    for (size_t i = 0; i < schedule->knob_count; i++) {
        const struct schedule_knob *row = &schedule->knobs[i];
        double all = steps > 0 ? (double)steps : 1;
        settings->knob[i] = row->defaults_to_steps ? all : row->knob.initial;
    }
}

static bool check_milestones(const struct schedule_settings *settings, struct error *error)
{
    const char *name = settings->schedule->name;
    if (settings->milestone_count == 0)
        return error_set(error, "schedule '%s' needs 'milestones', a list of steps", name);
    for (size_t i = 1; i < settings->milestone_count; i++) {
        if (settings->milestones[i] < settings->milestones[i - 1])
            return error_set(error, "the milestones of schedule '%s' must ascend", name);
    }
    return true;
}

bool schedule_lacks(const struct schedule_settings *settings, size_t knob, struct error *error)
{
    const struct knob *row = &settings->schedule->knobs[knob].knob;
    return isnan(settings->knob[knob]) &&
           !error_set(error, "schedule '%s' needs '%s' (%s)", settings->schedule->name, row->name,
                      row->help);
}

bool schedule_check(const struct schedule_settings *settings, struct error *error)
{
    const struct schedule *schedule = settings->schedule;
    if (schedule == NULL)
        return true;
    for (size_t i = 0; i < schedule->knob_count; i++) {
        if (schedule_lacks(settings, i, error) ||
            !knob_check(&schedule->knobs[i].knob, settings->knob[i], error))
            return false;
    }
    return !schedule->takes_milestones || check_milestones(settings, error);
}

bool schedule_settings_equal(const struct schedule_settings *a, const struct schedule_settings *b)
{
    return a->schedule == b->schedule && a->milestone_count == b->milestone_count &&
           memcmp(a->knob, b->knob, sizeof a->knob) == 0 &&
           memcmp(a->milestones, b->milestones, a->milestone_count * sizeof a->milestones[0]) == 0;
}

struct schedule_say schedule_at(const struct schedule_settings *settings, uint64_t warmup,
                                uint64_t step, double base, const struct schedule_state *state)
{
    struct schedule_say say = {.rate = base, .momentum = (double)NAN};
    uint64_t k = step < warmup ? 0 : step - warmup;
    if (settings->schedule != NULL)
        say = settings->schedule->at(settings, k, base, state);
    if (step < warmup)
        say.rate *= (double)(step + 1) / (double)warmup;
    return say;
}

void schedule_observe(const struct schedule_settings *settings, uint64_t warmup, uint64_t step,
                      double base, double loss, struct schedule_state *state)
{
    if (settings->schedule != NULL && settings->schedule->observe != NULL && step >= warmup)
        settings->schedule->observe(settings, base, loss, state);
}
