/*
 * downhill rate: the learning-rate finder, for each walker of a scene by itself.
 */
#include "command/command.h"

#include <math.h>
#include <string.h>

#include "app/open.h"
#include "base/number.h"
#include "descent/rate.h"
#include "export/findings.h"

/* What the next larger rate that does not lead downhill does instead; NULL: there is none. */
static const struct rate_trial *first_failure(const struct rate_sweep *sweep)
{
    for (int i = sweep->recommended + 1; i < RATE_TRIALS; i++) {
        enum rate_outcome outcome = sweep->trials[i].outcome;
        if (outcome != RATE_CRAWLED && outcome != RATE_SETTLED)
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

static void tell_reason(const struct rate_sweep *sweep, struct buffer *words)
{
    const struct rate_trial *best = &sweep->trials[sweep->recommended];
    char rate[NUMBER_TEXT], loss[NUMBER_TEXT], from[NUMBER_TEXT];
    number_print_short(rate, best->rate, 4);
    print_fall(sweep->start_loss, best->loss, from, loss);
    buffer_printf(words, "lr %s is recommended: the loss falls from %s to %s in %llu steps", rate,
                  from, loss, (unsigned long long)best->steps);
    if (best->outcome == RATE_CRAWLED)
        buffer_add_text(words, " and is falling still");
    else
        buffer_printf(words, ", and comes near that in %llu", (unsigned long long)best->near);
    buffer_add_text(words, sweep->is_sheltered
                               ? "; the rates beside it do about as well, so it need not be exact"
                               : "; the rates beside it do not serve, so take care");
    const struct rate_trial *failure = first_failure(sweep);
    if (failure) {
        static const char *const deeds[] = {
            [RATE_BOUNCED] = "bounces",        [RATE_CLIMBED] = "climbs",
            [RATE_LEFT] = "leaves the window", [RATE_DIVERGED] = "diverges",
            [RATE_STAYED] = "does not move",
        };
        number_print_short(rate, failure->rate, 4);
        buffer_printf(words, "; at %s it %s", rate, deeds[failure->outcome]);
    }
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

static void find_rate(const struct scene *scene, size_t index, uint64_t steps, struct buffer *out,
                      struct buffer *words)
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
        tell_reason(&sweep, words);
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
    for (size_t i = 0; i < scene->walker_count; i++)
        find_rate(scene, i, arguments->has_steps ? arguments->steps : scene->steps, &out,
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
        "Rows are walker,lr,loss,steps,outcome: a walk for each rate, ten rates to a decade, and\n"
        "the loss that it ended with. It crawled (still well on its way down), settled, bounced,\n"
        "climbed (ended higher than it began), left (the window), diverged (left the finite\n"
        "numbers) or stayed. The rate to recommend, and why, goes to standard error: of those\n"
        "that end within 1/1000 of the way to the lowest loss, and come there about as soon as "
        "any,\n"
        "the one nearest to the optimizer's default. A rate counts no better than the worse of "
        "its\n"
        "neighbours.\n",
    .run = run,
};
