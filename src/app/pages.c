/*
 * A page is written as text, a line a line: `left TAB right`, a heading begins with #. Then the
 * text is cut into the lines that the view wants.
 */
#include "app/pages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/open.h"
#include "app/pace.h"
#include "app/score.h"
#include "app/state.h"
#include "base/array.h"
#include "export/explanation.h"
#include "scene/catalogue.h"
#include "view/page.h"
#include "view/step.h"

enum { STEP_DIGITS = 6 };

static void close_page(struct pages *pages)
{
    pages->open = false;
}

void pages_release(struct pages *pages)
{
    for (size_t i = 0; pages->scenes && i < catalogue_count; i++)
        scene_free(pages->scenes[i]);
    free(pages->scenes);
    free(pages->lines);
    buffer_release(&pages->text);
    *pages = (struct pages){0};
}

/* Cuts one line of the text into its parts; returns where the next begins. */
static char *cut_line(char *text, struct page_line *line)
{
    char *end = text + strcspn(text, "\n");
    char *next = *end ? end + 1 : end;
    *end = '\0';
    line->heading = *text == '#';
    line->left = line->heading ? text + 1 : text;
    char *tab = strchr(text, '\t');
    line->right = tab ? tab + 1 : NULL;
    if (tab)
        *tab = '\0';
    return next;
}

static void set_footer(struct pages *pages, const char *format, ...) PRINTF_LIKE(2, 3);
static void set_footer(struct pages *pages, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(pages->footer, sizeof pages->footer, format, arguments);
    va_end(arguments);
}

/* Shows the text gathered in pages->text, above the footer. */
static void open_page(struct app *app, const char *title)
{
    struct pages *pages = &app->pages;
    size_t count = 0;
    for (size_t i = 0; i < pages->text.length; i++)
        count += pages->text.data[i] == '\n';
    struct page_line *lines =
        pages->text.failed ? NULL : realloc(pages->lines, (count + 1) * sizeof *lines);
    if (!lines) {
        close_page(pages); /* the lines of an open one were of another text */
        state_say_no_memory(app);
        return;
    }
    pages->lines = lines;
    char *text = pages->text.data;
    for (size_t i = 0; i < count; i++)
        text = cut_line(text, &lines[i]);
    pages->page = (struct page){
        .title = title, .footer = pages->footer, .count = count, .lines = lines, .chosen = -1};
    pages->open = true;
    pages->is_menu = pages->is_first = pages->is_step = false;
    pages->menu_line = 0;
    app->stale = true;
}

/* --- help */

void pages_open_help(struct app *app)
{
    struct buffer *text = &app->pages.text;
    char keys[ACTION_KEYS_TEXT];
    buffer_clear(text);
    for (size_t i = 0; i < action_count; i++) {
        if (actions[i].heading)
            buffer_printf(text, "%s#%s\n", i > 0 ? "\n" : "", actions[i].heading);
        action_print_keys(&actions[i], keys);
        buffer_printf(text, "%s\t%s\n", keys, actions[i].help);
    }
    buffer_printf(text, "\n#what is said of a walk\n");
    for (int i = 0; i < VERDICTS; i++)
        buffer_printf(text, "%s\t%s\n", verdicts[i].name, verdicts[i].help);
    set_footer(&app->pages, "arrows scroll, %s goes back", action_key("quit").text);
    open_page(app, "help");
}

/* --- about */

/* Each paragraph is a line of the page without a left half. */
static void add_text(struct buffer *out, const char *text)
{
    buffer_add_char(out, '\t');
    for (text += strspn(text, " \n"); *text;) {
        size_t length = strcspn(text, "\n"), ends = strspn(text + length, "\n");
        buffer_append(out, text, length);
        text += length + ends;
        if (*text)
            buffer_add_text(out, ends > 1 ? "\n\n\t" : " ");
    }
    buffer_add_char(out, '\n');
}

/* The page of the lesson, whole: on a small screen its board shows only a part. */
static void add_lesson(struct app *app)
{
    const struct lesson_board *board = lesson_board(app);
    if (!board)
        return;
    buffer_printf(&app->pages.text, "#lesson %zu/%zu\n", board->page, board->pages);
    if (board->say)
        add_text(&app->pages.text, board->say);
    if (board->ask)
        add_text(&app->pages.text, board->ask);
    buffer_add_text(&app->pages.text, "\n#the scene\n");
}

void pages_open_about(struct app *app)
{
    const struct scene *scene = app->scene;
    struct buffer *text = &app->pages.text;
    buffer_clear(text);
    add_lesson(app);
    if (scene->about)
        add_text(text, scene->about);
    buffer_add_text(text, "\n#loss\n\t");
    surface_print_loss(scene->surface, true, text);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        buffer_printf(text, "\n\n#its slope along %s\n\t", scene->parameters[axis]);
        surface_print_gradient(scene->surface, axis, true, text);
    }
    buffer_add_char(text, '\n');
    set_footer(&app->pages, "arrows scroll, %s goes back", action_key("quit").text);
    open_page(app, scene->title);
}

/* --- the score */

void pages_open_score(struct app *app)
{
    buffer_clear(&app->pages.text);
    score_print(app, &app->pages.text);
    set_footer(&app->pages, "%s goes back", action_key("quit").text);
    open_page(app, "score");
}

/* --- a step taken apart */

void pages_open_step(struct app *app)
{
    const struct walk *walk = app->race.walks[app->walker];
    const struct explanation_form form = {
        .parameters = {app->scene->parameters[0], app->scene->parameters[1]},
        .digits = STEP_DIGITS,
        .before = "\t",
        .after = "\t"};
    struct pages *pages = &app->pages;
    struct explanation step;
    enum step_shown which = step_shown(walk, &step);
    int first = pages->open && pages->is_step ? pages->page.first : 0;
    char prefix[16];
    if (which == STEP_NONE) {
        state_say(app, "no step leaves this point");
        return;
    }
    state_walker_prefix(app, app->walker, prefix);
    snprintf(pages->title, sizeof pages->title, "%s%s, step %llu: %s", prefix,
             which == STEP_NEXT ? "the next step" : "the last step", (unsigned long long)step.step,
             step.optimizer->label);
    buffer_clear(&pages->text);
    explanation_print_numbers(&pages->text, &step, &form);
    buffer_add_text(&pages->text, "\n#by the rule\n");
    explanation_print_rule(&pages->text, &step, &form);
    set_footer(pages,
               "%s steps  %s steps back  tab next walker  %s draws it  %s cuts it  %s goes back",
               action_key("step").text, action_key("back").text, action_key("arrows").text,
               action_key("chart").text, action_key("quit").text);
    open_page(app, pages->title);
    pages->is_step = pages->open;
    pages->page.first = first;
}

/* The same step on the map, or in the chart: neither is seen below a page. */
static bool show_step(struct app *app, uint32_t code)
{
    bool cuts = action_has_key("chart", code);
    if (!cuts && !action_has_key("arrows", code))
        return false;
    close_page(&app->pages);
    if (cuts)
        sight_show_chart(app, CHART_CUT);
    else if (!(app->sight.layers & LAYER_STEP))
        sight_toggle(app, LAYER_STEP);
    return true;
}

/* The keys that lead to another step, or to another view of it; false: none of them. */
static bool step_key(struct app *app, uint32_t code)
{
    int direction;
    const struct action *action = action_of_key(code, &direction);
    bool steps = action && action->turn == pace_step;
    if (steps && direction > 0 && lesson_asks_first(app)) {
        close_page(&app->pages); /* which hides what was said */
        return true;
    }
    if (steps)
        pace_step(app, direction);
    else if (code == KEY_CODE_TAB)
        app->walker = (app->walker + 1) % app->race.count;
    else
        return show_step(app, code);
    pages_open_step(app);
    return true;
}

/* --- the menu of scenes */

/* Reads the built-in scenes once. One that cannot be read (no memory) stays without title and
 * preview. */
static bool read_scenes(struct pages *pages)
{
    if (pages->scenes)
        return true;
    pages->scenes = calloc(catalogue_count, sizeof *pages->scenes);
    if (!pages->scenes)
        return false;
    for (size_t i = 0; i < catalogue_count; i++) {
        struct buffer words = {0};
        pages->scenes[i] = open_scene(catalogue[i].name, NULL, 0, &words);
        buffer_release(&words);
    }
    return true;
}

/* Which scene a line of the menu is: its groups have a heading each. */
static size_t scene_of_line(const struct page *page, long line)
{
    size_t scene = 0;
    for (long i = 0; i < line; i++)
        scene += page->lines[i].right != NULL;
    return scene;
}

/* Chooses a line, or the next in the direction one came from if it is a heading. */
static void choose(struct app *app, long line)
{
    struct page *page = &app->pages.page;
    long last = (long)page->count - 1, way = line < page->chosen ? -1 : 1;
    line = line < 0 ? 0 : line > last ? last : line;
    while (line > 0 && line < last && !page->lines[line].right)
        line += way;
    line += !page->lines[line].right;
    page->chosen = (int)line;
    page->preview = app->pages.scenes[scene_of_line(page, line)];
    app->stale = true;
}

void pages_finish_lesson(struct app *app)
{
    const struct catalogue_entry *lesson = catalogue_find(app->scene->name);
    if (lesson && lesson - catalogue < PAGES_LESSONS)
        app->pages.finished[lesson - catalogue] = true;
}

void pages_open_menu(struct app *app)
{
    struct pages *pages = &app->pages;
    long chosen = 0, line = 0;
    if (!read_scenes(pages)) {
        state_say_no_memory(app);
        return;
    }
    buffer_clear(&pages->text);
    for (size_t i = 0; i < catalogue_count; i++, line++) {
        const struct scene *scene = pages->scenes[i];
        if (i == 0 || strcmp(catalogue[i].group, catalogue[i - 1].group) != 0) {
            buffer_printf(&pages->text, "%s#%s\n", i > 0 ? "\n" : "", catalogue[i].group);
            line += i > 0 ? 2 : 1;
        }
        buffer_printf(&pages->text, "%s\t%s%s\n", catalogue[i].name,
                      i < PAGES_LESSONS && pages->finished[i] ? "✓ " : "",
                      scene ? scene->title : "");
        if (strcmp(catalogue[i].name, app->scene->name) == 0)
            chosen = line;
    }
    set_footer(pages, "arrows choose, Enter opens, %s leads here again, %s helps, %s goes back",
               action_key("scenes").text, action_key("help").text, action_key("quit").text);
    open_page(app, "scenes");
    if (!pages->open)
        return;
    pages->is_menu = true;
    choose(app, chosen);
}

void pages_open_first_menu(struct app *app)
{
    pages_open_menu(app);
    app->pages.is_first = true;
    set_footer(&app->pages, "arrows choose, Enter opens, %s helps, %s quits",
               action_key("help").text, action_key("quit").text);
}

static void open_chosen(struct app *app)
{
    size_t chosen = scene_of_line(&app->pages.page, app->pages.page.chosen);
    close_page(&app->pages);
    state_open_named(app, catalogue[chosen].name);
}

/* Over the menu, to come back to it. */
static void open_menu_help(struct app *app)
{
    int line = app->pages.page.chosen;
    bool first = app->pages.is_first;
    pages_open_help(app);
    app->pages.menu_line = line;
    app->pages.menu_is_first = first;
}

/* To what lies below the page: a menu, or the walk. */
static void leave(struct app *app)
{
    int line = app->pages.menu_line;
    close_page(&app->pages);
    if (line == 0)
        return;
    if (app->pages.menu_is_first)
        pages_open_first_menu(app);
    else
        pages_open_menu(app);
    if (app->pages.open)
        choose(app, line);
}

/* --- events */

/* Chooses in a menu, scrolls elsewhere. */
static void move(struct app *app, long lines)
{
    struct page *page = &app->pages.page;
    if (app->pages.is_menu) {
        choose(app, page->chosen + lines);
        return;
    }
    long last = page_last(page, &app->look, app->columns, app->rows), first = page->first + lines;
    page->first = (int)(first < 0 ? 0 : first > last ? last : first);
}

/* A screenful less a row, by which one sees where it goes on. */
static long screenful(const struct app *app)
{
    int shown = page_rows(&app->pages.page, &app->look, app->columns, app->rows);
    return shown > 2 ? shown - 1 : 1;
}

static void key(struct app *app, uint32_t code)
{
    static const struct {
        uint32_t key;
        long lines, screens;
    } moves[] = {
        {KEY_CODE_UP, -1, 0},       {KEY_CODE_DOWN, 1, 0}, {KEY_CODE_PAGE_UP, 0, -1},
        {KEY_CODE_PAGE_DOWN, 0, 1}, {' ', 0, 1},           {KEY_CODE_HOME, -100000, 0},
        {KEY_CODE_END, 100000, 0},
    };
    if (app->pages.is_step && step_key(app, code))
        return;
    for (size_t i = 0; i < ARRAY_LENGTH(moves); i++)
        if (moves[i].key == code)
            move(app, moves[i].lines + moves[i].screens * screenful(app));
    if (code == KEY_CODE_ENTER && app->pages.is_menu)
        open_chosen(app);
    else if (action_has_key("help", code) && app->pages.is_menu)
        open_menu_help(app);
    else if (action_has_key("quit", code) && app->pages.is_first)
        app->done = true;
    else if (action_has_key("quit", code) || code == KEY_CODE_ESCAPE || code == KEY_CODE_ENTER ||
             action_has_key("help", code) ||
             (action_has_key("explain", code) && app->pages.is_step))
        leave(app);
}

void pages_event(struct app *app, const struct event *event)
{
    if (event->kind == EVENT_KEY)
        key(app, event->key);
    else if (event->kind == EVENT_WHEEL)
        move(app, -event->turn);
    if (event->kind != EVENT_CLICK || !app->pages.is_menu)
        return;
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (pick.kind != PICK_PAGE_LINE || pick.index >= app->pages.page.count ||
        !app->pages.page.lines[pick.index].right)
        return;
    choose(app, (long)pick.index);
    open_chosen(app);
}
