#include "app/lesson.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/lesson_mark.h"
#include "app/pace.h"
#include "app/pages.h"
#include "app/state.h"
#include "scene/catalogue.h"
#include "scene/copy.h"
#include "scene/lesson.h"
#include "term/device.h"

static const struct scene_page *page_of(const struct app *app)
{
    return &app->scene->pages[app->lesson.page];
}

static bool is_on(const struct app *app)
{
    return app->scene->page_count > 0;
}

static bool is_at(const struct app *app, enum lesson_stage stage)
{
    return is_on(app) && app->lesson.stage == stage;
}

/* --- conditions */

static void read_values(struct app *app, double values[LESSON_NAMES])
{
    const struct walk *walk = app->race.walks[app->walker];
    enum verdict verdict = state_judge(app);
    const struct walker *now = walk_now(walk);
    const struct walker_settings *settings = walk_settings(walk);
    bool has_momentum = settings->optimizer->momentum_knob >= 0;
    double momentum = has_momentum ? live_knob_value(LIVE_MOMENTUM, settings) : 0;
    for (int i = 0; i < VERDICTS; i++)
        values[LESSON_VERDICT + i] = verdict == (enum verdict)i;
    values[LESSON_STEP] = (double)now->step;
    values[LESSON_LOSS] = now->loss;
    values[LESSON_LR] = settings->knob[OPTIMIZER_LR];
    values[LESSON_MOMENTUM] = momentum;
    values[LESSON_NOISE] = settings->noise;
    values[LESSON_GRAD] = hypot(now->gradient[0], now->gradient[1]);
}

/* Compiles a formula that the scene's reader has checked; NULL for NULL, and without memory. */
static struct formula *compile(const char *text)
{
    struct error error = {0};
    return text ? lesson_condition(text, &error) : NULL;
}

static bool holds(struct app *app, const struct formula *formula)
{
    double values[LESSON_NAMES];
    read_values(app, values);
    double value = formula_value(formula, values);
    return value != 0 && !isnan(value);
}

static bool text_holds(struct app *app, const char *text)
{
    struct formula *formula = compile(text);
    bool right = formula && holds(app, formula);
    formula_free(formula);
    return right;
}

/* --- pages */

/* Does a page up to this one set anything? */
static bool has_set(const struct app *app, size_t page)
{
    for (size_t i = 0; i <= page; i++)
        if (app->scene->pages[i].set_count > 0)
            return true;
    return false;
}

/* The scene as it was opened, with what the pages up to this one set. What cannot be set (a
 * `--set` chose another optimizer) is left out, and told. */
static bool prepare_scene(struct app *app, size_t page, struct error *error)
{
    unsigned stale;
    if (!app->lesson.base)
        return error_memory(error);
    if (!scene_restore(app->scene, app->lesson.base, error))
        return false;
    bool done = true;
    for (size_t i = 0; i <= page; i++)
        for (size_t j = 0; j < app->scene->pages[i].set_count; j++) {
            const struct scene_pair *pair = &app->scene->pages[i].sets[j];
            done = scene_set(app->scene, SCENE_ALL, pair->key, pair->value, &stale, error) && done;
        }
    for (size_t i = 0; i < app->scene->walker_count; i++) /* the page's rates are not by hand */
        app->scene->walkers[i].given = app->scene->walkers[i].settings.knob[OPTIMIZER_LR];
    return done;
}

static void prepare(struct app *app, size_t page)
{
    struct error error = {0};
    const struct snapshot before = snapshot_take(app->scene);
    bool done = prepare_scene(app, page, &error);
    state_follow(app, &before);
    race_restart(&app->race);
    app->running = app->beyond = false;
    app->walker = app->walker < app->race.count ? app->walker : 0;
    history_clear(&app->history);
    if (!done)
        state_say_error(app, &error);
}

static void ask(struct app *app)
{
    struct lesson *lesson = &app->lesson;
    lesson->stage = STAGE_ASK;
    lesson->chosen = 0;
    app->running = false;
    lesson_mark_put(app);
    state_say(app, page_of(app)->choice_count > 0 ? "up and down choose, Enter answers"
                                                  : "arrows or clicks move ?, Enter answers");
}

/* Is what the page waits for true before anything was done? */
static bool is_met_already(struct app *app)
{
    const struct lesson *lesson = &app->lesson;
    return lesson->stage == STAGE_READ && lesson->until && race_step_count(&app->race) > 0 &&
           holds(app, lesson->until);
}

static void open_page(struct app *app, size_t page, bool back)
{
    struct lesson *lesson = &app->lesson;
    const struct scene_page *words = &app->scene->pages[page];
    lesson->page = page;
    lesson->skipped = lesson->skipped && page > 0;
    lesson->stage = STAGE_READ;
    lesson->first = 0;
    lesson->met = lesson->warned = false;
    lesson->outcome[0] = '\0';
    formula_free(lesson->until);
    lesson->until = compile(words->until);
    app->message[0] = '\0';
    if (words->set_count > 0 || (back && has_set(app, page + 1)))
        prepare(app, page);
    if (app->scene->pages[page].ask) /* what was set made another copy of the pages */
        ask(app);
    if (is_met_already(app))
        pace_restart(app);
    lesson_watch(app);
    app->stale = true;
}

void lesson_release(struct lesson *lesson)
{
    formula_free(lesson->until);
    scene_copy_free(lesson->base);
    *lesson = (struct lesson){.page = 0};
}

void lesson_begin(struct app *app)
{
    lesson_release(&app->lesson);
    if (!is_on(app))
        return;
    app->lesson.base = scene_copy(app->scene);
    app->chart = CHART_LOSS; /* whatever keys the lesson before asked for */
    app->sight.layers &= ~(unsigned)LAYER_STEP;
    open_page(app, 0, false);
}

/* --- leading on and back */

/* Is there something yet to be done on the page, or to be seen? */
static bool is_waiting(const struct lesson *lesson)
{
    return lesson->stage == STAGE_ASK || lesson->stage == STAGE_WALK ||
           (lesson->until && !lesson->met);
}

/* The next of the catalogue with a lesson, or NULL. */
static const char *next_lesson(const struct app *app)
{
    const struct catalogue_entry *here = catalogue_find(app->scene->name);
    if (!here || here + 1 == catalogue + catalogue_count || strcmp(here[1].group, here->group) != 0)
        return NULL;
    return here[1].name;
}

static void leave(struct app *app)
{
    const char *name = next_lesson(app);
    if (name)
        state_open_named(app, name);
    else
        pages_open_menu(app);
}

/* Answers the question, and lets the walk begin that shows what is right. */
static void answer(struct app *app)
{
    app->lesson.stage = STAGE_WALK;
    race_restart(&app->race);
    app->beyond = app->running = false;
    pace_run_or_pause(app);
    app->lesson.speed = app->speed;
    pace_hurry(app, 4);
    state_say(app, "it walks: see");
}

bool lesson_scroll(struct app *app, int screenfuls)
{
    const struct model model = state_model(app);
    int now = view_turn_lesson(&model, app->columns, app->rows, 0);
    int first = view_turn_lesson(&model, app->columns, app->rows, screenfuls);
    if (first == now)
        return false;
    app->lesson.first = first;
    app->stale = true;
    return true;
}

static void lead_on(struct app *app)
{
    struct lesson *lesson = &app->lesson;
    if (lesson_scroll(app, 1))
        return;
    if (lesson->stage == STAGE_ASK && page_of(app)->choice_count == 0 && !lesson->placed) {
        state_say(app, "first put the ? somewhere: arrows or a click");
    } else if (lesson->stage == STAGE_ASK) {
        answer(app);
    } else if (is_waiting(lesson) && !lesson->warned) {
        lesson->warned = true;
        state_say(app, "not yet: %s%sEnter passes it", app->running ? "" : action_key("run").text,
                  app->running ? "" : " walks, ");
    } else if (lesson->page + 1 < app->scene->page_count) {
        lesson->skipped = lesson->skipped || is_waiting(lesson);
        open_page(app, lesson->page + 1, false);
    } else {
        leave(app);
    }
}

void lesson_lead(struct app *app, int direction)
{
    if (!is_on(app))
        state_say(app, "this scene has no lesson: %s shows those that there are",
                  action_key("scenes").text);
    else if (direction > 0)
        lead_on(app);
    else if (lesson_scroll(app, -1))
        return;
    else if (app->lesson.page > 0)
        open_page(app, app->lesson.page - 1, true);
    else
        state_say(app, "this is the first page");
}

/* --- predictions */

static void choose(struct app *app, long choice)
{
    long last = (long)page_of(app)->choice_count - 1;
    app->lesson.chosen = (size_t)(choice < 0 ? 0 : choice > last ? last : choice);
    app->lesson.first = LESSON_END;
}

/* Through the words above the choices, and through these. */
static void choose_next(struct app *app, int direction)
{
    if (direction < 0 && app->lesson.chosen == 0)
        lesson_scroll(app, -1);
    else if (direction < 0 || !lesson_scroll(app, 1))
        choose(app, (long)app->lesson.chosen + direction);
}

bool lesson_asks_first(struct app *app)
{
    if (is_at(app, STAGE_ASK))
        state_say(app, "first your prediction: Enter answers");
    return is_at(app, STAGE_ASK);
}

bool lesson_locks(struct app *app)
{
    if (is_at(app, STAGE_WALK))
        state_say(app, "settings stay till it has told");
    return is_at(app, STAGE_WALK) || lesson_asks_first(app);
}

bool lesson_key(struct app *app, uint32_t key)
{
    static const struct {
        uint32_t key;
        int columns, rows;
    } moves[] = {{KEY_CODE_LEFT, -1, 0},
                 {KEY_CODE_RIGHT, 1, 0},
                 {KEY_CODE_UP, 0, 1},
                 {KEY_CODE_DOWN, 0, -1}};
    if (!is_at(app, STAGE_ASK))
        return false;
    if (key == KEY_CODE_ENTER) {
        lead_on(app);
        return true;
    }
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].key != key)
            continue;
        if (page_of(app)->choice_count > 0)
            choose_next(app, -moves[i].rows);
        else
            lesson_mark_move(app, moves[i].columns, moves[i].rows);
        return true;
    }
    return false;
}

bool lesson_click(struct app *app, const struct pick *pick)
{
    if (!is_at(app, STAGE_ASK))
        return false;
    bool choices = page_of(app)->choice_count > 0;
    if (pick->kind == PICK_CHOICE)
        choose(app, (long)pick->index);
    else if (pick->kind == PICK_MAP && !choices)
        lesson_mark_place(app, pick->at);
    else
        return false;
    return true;
}

/* --- what came out */

static void tell_choice(struct app *app)
{
    const struct scene_page *page = page_of(app);
    size_t right = 0;
    while (right < page->choice_count && !text_holds(app, page->choices[right].value))
        right++;
    char *out = app->lesson.outcome;
    if (right == page->choice_count)
        snprintf(out, ERROR_TEXT, "None of these: something else came out.");
    else if (right == app->lesson.chosen)
        snprintf(out, ERROR_TEXT, "Right: %s.", page->choices[right].key);
    else
        snprintf(out, ERROR_TEXT, "Not so: %s.", page->choices[right].key);
}

/* Does it rest in a minimum, and nothing moves it on? (At a saddle it may only linger.) */
static bool is_at_rest(struct app *app)
{
    const struct walk *walk = app->race.walks[app->walker];
    enum verdict verdict = state_judge(app);
    double loss;
    return (verdict == VERDICT_CONVERGED || verdict == VERDICT_LOCAL) &&
           walk_settings(walk)->noise == 0 && !walk_batch_loss(walk, walk_now(walk)->at, &loss);
}

/* The walk that shows what is right is over: at the scene's end, where no walker goes on, or where
 * the page says so; if it says nothing, where the walker rests. */
static bool is_over(struct app *app)
{
    return race_step_count(&app->race) >= app->scene->steps ||
           walk_has_diverged(app->race.walks[app->walker]) ||
           (app->lesson.until ? holds(app, app->lesson.until) : is_at_rest(app));
}

static void tell(struct app *app)
{
    app->running = false;
    app->speed = app->lesson.speed;
    app->lesson.stage = STAGE_TOLD;
    app->lesson.first = LESSON_END;
    app->lesson.met = true;
    if (page_of(app)->choice_count > 0)
        tell_choice(app);
    else
        lesson_mark_tell(app);
    state_say(app, "Enter leads on");
}

/* What the page waited for has happened: that it has not yet is no longer to be read. */
static void meet(struct app *app)
{
    app->stale = app->lesson.met = true;
    if (app->lesson.warned)
        app->message[0] = '\0';
}

void lesson_watch(struct app *app)
{
    struct lesson *lesson = &app->lesson;
    if (!is_on(app))
        return;
    if (lesson->stage == STAGE_WALK && is_over(app))
        tell(app);
    else if (lesson->stage == STAGE_READ && lesson->until && !lesson->met &&
             holds(app, lesson->until))
        meet(app);
    if (lesson->page + 1 == app->scene->page_count && !is_waiting(lesson) && !lesson->skipped)
        pages_finish_lesson(app);
}

/* --- what is shown */

static enum lesson_sign sign_of(const struct lesson *lesson)
{
    if (lesson->stage == STAGE_ASK)
        return LESSON_ASKS;
    if (lesson->stage == STAGE_WALK ||
        (lesson->until && !lesson->met && lesson->stage == STAGE_READ))
        return LESSON_WAITS;
    return lesson->until || lesson->stage == STAGE_TOLD ? LESSON_DONE : LESSON_GO;
}

const struct lesson_board *lesson_board(struct app *app)
{
    struct lesson *lesson = &app->lesson;
    if (!is_on(app))
        return NULL;
    const struct scene_page *page = page_of(app);
    bool told = lesson->stage == STAGE_TOLD;
    lesson->board = (struct lesson_board){
        .page = lesson->page + 1,
        .pages = app->scene->page_count,
        .say = told && page->ask ? page->ask : page->say,
        .ask = told ? lesson->outcome : page->ask,
        .choices = page->choices,
        .choice_count = told ? 0 : page->choice_count,
        .chosen = lesson->chosen,
        .first = lesson->first,
        .sign = sign_of(lesson),
        .has_mark = page->ask && page->choice_count == 0,
        .mark = {lesson->mark[0], lesson->mark[1]},
    };
    return &lesson->board;
}
