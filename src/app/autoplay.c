#include "app/autoplay.h"

#include <stdio.h>
#include <string.h>

#include "app/pace.h"
#include "app/state.h"
#include "base/array.h"

enum {
    TICK = 20,        /* milliseconds: shorter than a frame */
    LOOK = 1000,      /* at the map, before the walk begins; after something has happened */
    WORD = 300,       /* to read one */
    PATIENCE = 20000, /* for what a page waits for */
    SECONDS = 10      /* for a walk, at most */
};

static void press(struct autoplay *play, uint32_t key)
{
    app_event(play->app, &(struct event){.kind = EVENT_KEY, .key = key}, play->now);
}

static int64_t waited(const struct autoplay *play)
{
    return play->now - play->since;
}

/* --- marks */

static void mark(struct autoplay *play, const char *format, ...) PRINTF_LIKE(2, 3);
static void mark(struct autoplay *play, const char *format, ...)
{
    va_list arguments;
    if (play->mark_count == AUTOPLAY_MARKS)
        return;
    va_start(arguments, format);
    vsnprintf(play->marks[play->mark_count++], AUTOPLAY_TEXT, format, arguments);
    va_end(arguments);
}

/* A verdict that a walk gets for the first time. That it walks is none to jump to. */
static void mark_verdicts(struct autoplay *play)
{
    struct app *app = play->app;
    uint64_t step = race_step_count(&app->race);
    if (step < play->judged)
        memset(play->heard, 0, sizeof play->heard);
    bool is_other = step != play->judged && step > 0;
    play->judged = step;
    if (!is_other)
        return;
    for (size_t i = 0; i < app->race.count; i++) {
        struct judgement judgement;
        char prefix[16];
        ground_judge(app, i, &judgement);
        bool *heard = &play->heard[i][judgement.verdict];
        if (!*heard && judgement.verdict != VERDICT_WALKING)
            mark(play, "%sstep %llu: %s: %s", state_walker_prefix(app, i, prefix),
                 (unsigned long long)step, verdicts[judgement.verdict].name, judgement.reason);
        *heard = true;
    }
}

/* --- a walk */

static void play_walk(struct autoplay *play)
{
    if (!play->begun && waited(play) >= LOOK) {
        /* Of no steps at all, the key would walk beyond them, without an end. */
        play->is_over = play->app->scene->steps == 0;
        if (!play->is_over)
            press(play, ' ');
        play->begun = true;
    } else if (play->begun && !play->app->running) {
        play->is_over = true;
    }
}

/* --- a lesson */

static int64_t reading_time(const char *text)
{
    int64_t words = 0;
    for (; text && *text; text++)
        words += *text == ' ' || *text == '\n';
    return LOOK + words * WORD;
}

/* Has the page or its stage changed? Then the wait begins anew. */
static bool is_new(struct autoplay *play)
{
    const struct lesson *lesson = &play->app->lesson;
    bool turned = play->stage < 0 || lesson->page != play->page;
    if (!turned && (int)lesson->stage == play->stage && lesson->met == play->met &&
        lesson->first == play->first)
        return false;
    if (turned) {
        mark(play, "page %zu of %zu", lesson->page + 1, play->app->scene->page_count);
        play->begun = false;
    }
    play->page = lesson->page;
    play->stage = (int)lesson->stage;
    play->met = lesson->met;
    play->first = lesson->first;
    play->since = play->now;
    return true;
}

/* What the page waits for may need the walk. */
static bool wait_for_it(struct autoplay *play)
{
    struct app *app = play->app;
    if (app->lesson.stage != STAGE_READ || !app->lesson.until || app->lesson.met ||
        waited(play) >= PATIENCE)
        return false;
    if (!play->begun && !app->running)
        press(play, ' ');
    play->begun = true;
    return app->running;
}

static bool is_on_page(const struct autoplay *play, size_t page, enum lesson_stage stage)
{
    return play->app->lesson.page == page && play->app->lesson.stage == stage;
}

/* Enter passes over what did not happen when it is pressed again, and over a prediction once its
 * mark was moved. */
static void turn_page(struct autoplay *play)
{
    const struct lesson *lesson = &play->app->lesson;
    size_t page = lesson->page;
    if (page + 1 == play->app->scene->page_count && lesson->stage != STAGE_ASK) {
        play->is_over = true;
        return;
    }
    enum lesson_stage stage = lesson->stage;
    static const uint32_t keys[] = {KEY_CODE_ENTER, KEY_CODE_ENTER, KEY_CODE_DOWN, KEY_CODE_ENTER};
    for (size_t i = 0; i < ARRAY_LENGTH(keys) && is_on_page(play, page, stage); i++)
        press(play, keys[i]);
    play->is_over = is_on_page(play, page, stage);
}

static void play_lesson(struct autoplay *play)
{
    struct app *app = play->app;
    const struct lesson_board *board = lesson_board(app);
    if (is_new(play) || app->lesson.stage == STAGE_WALK)
        return;
    bool told = app->lesson.until && app->lesson.met && play->begun;
    int64_t time =
        told ? LOOK : reading_time(board->say) + (board->ask ? reading_time(board->ask) : 0);
    if (waited(play) < time || lesson_scroll(app, 1) || wait_for_it(play))
        return;
    turn_page(play);
}

/* --- time */

void autoplay_begin(struct autoplay *play, struct app *app, double speed)
{
    *play = (struct autoplay){.app = app, .stage = -1};
    app->tempo = speed;
    pace_hurry(app, SECONDS);
    if (app->scene->page_count > 0)
        play_lesson(play);
}

bool autoplay_go(struct autoplay *play, int64_t now)
{
    play->mark_count = 0;
    while (play->now < now && !play->is_over) {
        play->now = play->now + TICK < now ? play->now + TICK : now;
        while (app_tick(play->app, play->now))
            continue;
        mark_verdicts(play);
        if (play->app->scene->page_count > 0)
            play_lesson(play);
        else
            play_walk(play);
    }
    return !play->is_over;
}

double autoplay_progress(const struct autoplay *play)
{
    const struct app *app = play->app;
    double steps = (double)(app->scene->steps > 0 ? app->scene->steps : 1);
    double walked = (double)race_step_count(&app->race) / steps;
    double part = play->is_over ? 1 : walked < 1 ? walked : 1;
    if (app->scene->page_count == 0)
        return part;
    return ((double)app->lesson.page + (play->is_over ? 1 : 0)) / (double)app->scene->page_count;
}
