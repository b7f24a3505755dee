/*
 * downhill rate: the learning-rate finder, for each walker of a scene by itself.
 */
#include "command/command.h"

#include <math.h>
#include <string.h>

#include "app/open.h"
#include "base/number.h"
#include "descent/rate.h"
#include "descent/verdict.h"
#include "export/findings.h"

enum { WORK = 50000000 }; /* additions that the search for critical points may take */

/* What the next larger rate that does not lead downhill does instead; NULL: there is none. */
static const struct rate_trial *first_failure(const struct rate_sweep *sweep)
{
    for (int i = sweep->recommended + 1; i < RATE_TRIALS; i++) {
        enum rate_outcome outcome = sweep->trials[i].outcome;
        if (outcome != RATE_FALLING && outcome != RATE_SETTLED)
            return &sweep->trials[i];
    }
    return NULL;
}

/* Four digits of each, or as many more as tell them apart. */
static void print_fall(double from, double to, char from_text[NUMBER_TEXT],
                       char to_text[NUMBER_TEXT])
{
    for (int digits = 4; digits <= 17; digits++) {
        number_print_short(from_text, from, digits);
        number_print_short(to_text, to, digits);
        if (strcmp(from_text, to_text) != 0)
            return;
    }
}

/* More of the way than this left to the deepest known ground is said. */
static const double far_part = 1e-3;

/* The deepest loss known of the window; infinite if none is. */
static double deepest_of(const struct scene *scene)
{
    struct critical_points critical = {0};
    struct error error = {0}; /* of no memory: then less is known */
    struct verdict_ground ground;
    scene_ground(scene, NULL, &ground);
    if (critical_find_within(scene->surface, ground.window, WORK, &critical, &error))
        ground.critical = &critical;
    verdict_survey(&ground);
    critical_release(&critical);
    return ground.deepest;
}

static void tell_depth(const struct rate_sweep *sweep, double deepest, struct buffer *words)
{
    char number[NUMBER_TEXT];
    double left = sweep->trials[sweep->recommended].loss - deepest;
    if (!(left > far_part * (sweep->start_loss - deepest)))
        return;
    number_print_short(number, deepest, 4);
    buffer_printf(words, "; deeper ground is known in the window: %s", number);
}

/* Why this one of the rates, see rate_sweep(). */
static void tell_choice(const struct rate_sweep *sweep, const struct optimizer *optimizer,
                        struct buffer *words)
{
    char rate[NUMBER_TEXT];
    if (!sweep->is_sheltered) {
        buffer_add_text(words, "; take care: the rates just below and above do worse");
        return;
    }
    number_print_short(rate, optimizer->knobs[OPTIMIZER_LR].initial, 4);
    buffer_printf(words,
                  "; of all rates that end about as low about as soon, between neighbours that do "
                  "too, it is the nearest to %s's default, %s",
                  optimizer->name, rate);
}

static void tell_failure(const struct rate_sweep *sweep, struct buffer *words)
{
    static const char *const deeds[] = {
        [RATE_BOUNCING] = "bounces",
        [RATE_CLIMBED] = "climbs",
        [RATE_OUTSIDE] = "goes outside the window",
        [RATE_DIVERGED] = "diverges",
        [RATE_STAYED] = "does not move",
    };
    const struct rate_trial *failure = first_failure(sweep);
    char rate[NUMBER_TEXT];
    if (!failure)
        return;
    number_print_short(rate, failure->rate, 4);
    buffer_printf(words, "; at %s the walk %s", rate, deeds[failure->outcome]);
}

static void tell_reason(const struct rate_sweep *sweep, const struct optimizer *optimizer,
                        double deepest, struct buffer *words)
{
    const struct rate_trial *best = &sweep->trials[sweep->recommended];
    char rate[NUMBER_TEXT], loss[NUMBER_TEXT], from[NUMBER_TEXT];
    number_print_short(rate, best->rate, 4);
    print_fall(sweep->start_loss, best->loss, from, loss);
    buffer_printf(words, "lr %s is recommended: the loss falls from %s to %s in %llu steps", rate,
                  from, loss, (unsigned long long)best->steps);
    if (best->outcome == RATE_FALLING)
        buffer_add_text(words, " and is falling still");
    else
        buffer_printf(words, ", and is near that from step %llu on",
                      (unsigned long long)best->near);
    tell_depth(sweep, deepest, words);
    tell_choice(sweep, optimizer, words);
    tell_failure(sweep, words);
    buffer_add_char(words, '\n');
}

static const char *why_none(const struct rate_sweep *sweep, uint64_t steps)
{
    if (steps == 0)
        return "without a step no rate leads anywhere";
    if (!isfinite(sweep->start_loss))
        return "the loss is not finite at the start: no slope leads down from there";
    for (int i = 0; i < RATE_TRIALS; i++)
        if (sweep->trials[i].outcome != RATE_STAYED)
            return "no rate leads downhill from this start";
    return "the walker stays where it is at every rate: the ground is level there";
}

static void find_rate(const struct scene *scene, size_t index, uint64_t steps, double deepest,
                      struct buffer *out, struct buffer *words)
{
    const struct walker_settings *settings = &scene->walkers[index].settings;
    buffer_printf(words, "downhill: walker %zu (%s): ", index + 1, settings->optimizer->name);
    if (settings->schedule.schedule && settings->schedule.schedule->ignores_rate) {
        buffer_printf(words, "its schedule '%s' sets the rate itself: there is none to find\n",
                      settings->schedule.schedule->name);
        return;
    }
    struct rate_sweep sweep;
    const struct rate_question question = scene_rate_question(scene, index, steps);
    rate_sweep(&question, &sweep);
    findings_rates(out, index + 1, &sweep);
    if (sweep.recommended >= 0)
        tell_reason(&sweep, settings->optimizer, deepest, words);
    else
        buffer_printf(words, "%s\n", why_none(&sweep, steps));
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct scene *scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    if (!scene)
        return STATUS_FAILED;
    struct buffer out = {0}, findings = {0};
    findings_rates_head(&out);
    double deepest = deepest_of(scene);
    for (size_t i = 0; i < scene->walker_count; i++)
        find_rate(scene, i, arguments->has_steps ? arguments->steps : scene->steps, deepest, &out,
                  &findings);
    enum exit_status status = command_write(arguments, &out, words);
    if (status == STATUS_DONE)
        buffer_append(words, buffer_text(&findings), findings.length);
    buffer_release(&findings);
    buffer_release(&out);
    scene_free(scene);
    return status;
}

const struct command command_rate = {
    .name = "rate",
    .usage = "SCENE",
    .summary = "learning-rate finder: where each rate leads",
    .options = "snohV",
    .least = 1,
    .most = 1,
    .help =
        "Rows are walker,lr,loss,steps,outcome: a walk for each rate, ten rates to a decade, the\n"
        "loss that it ended with, and what it did: settled; falling (still, when its steps were\n"
        "over); bouncing; climbed (ended higher than it began); outside (it left the window, and\n"
        "may have come back); diverged (left the finite numbers); stayed (never moved). The rate\n"
        "to recommend, and why, goes to standard error: of those that end within 1/1000 of the\n"
        "way to the lowest loss, and come there for good at most a quarter later than the\n"
        "soonest, the one nearest to the optimizer's default. A rate counts no better than the\n"
        "worse of its neighbours.\n",
    .run = run,
};
