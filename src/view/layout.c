#include "view/layout.h"

#include "base/bounds.h"
#include "base/text.h"
#include "view/controls.h"
#include "view/course.h"
#include "view/gauge.h"
#include "view/lesson.h"
#include "view/scrubber.h"
#include "view/stack.h"
#include "view/update.h"

enum {
    LEAST_COLUMNS = 20, /* for a map at all */
    LEAST_ROWS = 6,
    PANEL_FROM_COLUMNS = 60, /* a panel beside the map */
    PANEL_FROM_ROWS = 10,
    REASON_FROM_ROWS = 12, /* a verdict's reason without a panel, */
    REASON_COLUMNS = 60,   /* in a row of so many, or in two */
    LOW_ROWS = 16, /* below, a lesson that lacks rows takes those of the keys and of the status */
    BELOW_FROM_COLUMNS = 28, /* a panel below it */
    BELOW_FROM_ROWS = 26,
    AIRY_FROM_ROWS = 30, /* a row of its own for the scrubber, else empty, above the message */
    PANEL_GAP = 2,
    PANEL_MAX = 76,
    AXES_COLUMNS = 6, /* what the map needs beside its plot */
    AXES_ROWS = 2,
    CHART_BESIDE_COLUMNS = 36, /* of a map that gives up some for it */
    CHART_BESIDE_ROWS = 6,
    CHART_BESIDE_LEAST = 18, /* of the chart itself: its labels take seven */
    SCRUBBER_MOST = 60,      /* in the message's row */
    SCRUBBER_GAP = 4,        /* around the message */
    MESSAGE_MARGINS = 2,
    LESSON_MOST = 12
};

static void lay_panel(struct layout *layout, const struct layout_wish *wish, struct rectangle area)
{
    const struct stack stack = stack_make(wish, area.columns, area.rows);
    int row = area.row;
    for (int part = PART_WALKERS; part < LAYOUT_PARTS; part++) {
        if (stack.rows[part] == 0)
            continue;
        row += stack.gap[part];
        layout->part[part] = (struct rectangle){area.column, row, area.columns, stack.rows[part]};
        row += stack.rows[part];
    }
    layout->knob_rows = wish->knobs > 0 ? stack.rows[PART_KNOBS] / wish->knobs : 0;
}

/*
 * The panel beside the map takes what a map with square scales leaves, within bounds that grow with
 * the screen: neither is stretched.
 */
static int panel_columns(int columns, int map_rows)
{
    int square = (map_rows - AXES_ROWS) * 12 / 5 + AXES_COLUMNS;
    int least = 30 + (columns - PANEL_FROM_COLUMNS) * 3 / 20;
    int most = at_most(least + least / 4, PANEL_MAX);
    return between(columns - PANEL_GAP - square, at_most(least, most), most);
}

static void lay_beside(struct layout *layout, const struct layout_wish *wish,
                       struct rectangle middle)
{
    int columns = panel_columns(wish->columns, middle.rows);
    int map = middle.columns - columns - PANEL_GAP;
    layout->part[PART_MAP] = (struct rectangle){0, middle.row, map, middle.rows};
    /* The last column stays free: text that touches the edge is hard to read. */
    lay_panel(layout, wish,
              (struct rectangle){map + PANEL_GAP, middle.row, columns - 1, middle.rows});
}

static void lay_below(struct layout *layout, const struct layout_wish *wish,
                      struct rectangle middle)
{
    int map = between((middle.columns - AXES_COLUMNS) * 5 / 12 + AXES_ROWS, 8, middle.rows / 2);
    layout->part[PART_MAP] = (struct rectangle){0, middle.row, middle.columns, map};
    lay_panel(
        layout, wish,
        (struct rectangle){1, middle.row + map + 1, middle.columns - 2, middle.rows - map - 1});
}

/* The panel: beside the map, below it, or nowhere. */
static bool stands_beside(const struct layout_wish *wish)
{
    return !wish->presenting && wish->columns >= PANEL_FROM_COLUMNS &&
           wish->rows >= PANEL_FROM_ROWS;
}

static bool stands_below(const struct layout_wish *wish)
{
    return !wish->presenting && wish->columns >= BELOW_FROM_COLUMNS &&
           wish->rows >= BELOW_FROM_ROWS;
}

/* Has the message no room in one row? Then it takes that of the keys, too, or one of the map's. */
static bool is_long(const struct layout_wish *wish)
{
    return wish->message > wish->columns - MESSAGE_MARGINS;
}

static int message_rows(const struct layout_wish *wish)
{
    return 1 + is_long(wish);
}

/* The walk in one line; before a prediction is made there is none. */
static int status_rows(const struct layout_wish *wish)
{
    return wish->walkers > 0 && !(wish->asks && wish->rows < LOW_ROWS);
}

/* Its verdict's reason; on a low screen a lesson, or a map with its axes, goes before. */
static int reason_rows(const struct layout_wish *wish)
{
    bool plain = wish->presenting && wish->lesson == 0;
    if (wish->walkers == 0 || wish->rows < (plain ? REASON_FROM_ROWS : LOW_ROWS))
        return 0;
    return wish->columns < REASON_COLUMNS ? 2 : 1;
}

/* Rows at the top or bottom, taken off the middle. */
static struct rectangle take_rows(struct rectangle *middle, bool top, int rows)
{
    int row = top ? middle->row : middle->row + middle->rows - rows;
    middle->row += top ? rows : 0;
    middle->rows -= rows;
    return (struct rectangle){0, row, middle->columns, rows};
}

/* A chart that was asked for has two fifths of what the map had. */
static void lay_chart_beside(struct layout *layout, const struct layout_wish *wish)
{
    struct rectangle *map = &layout->part[PART_MAP];
    int columns = at_least(map->columns * 2 / 5, CHART_BESIDE_LEAST);
    if (!wish->chosen_chart || map->columns < CHART_BESIDE_COLUMNS || map->rows < CHART_BESIDE_ROWS)
        return;
    map->columns -= columns + PANEL_GAP;
    layout->part[PART_CHART] =
        (struct rectangle){map->columns + PANEL_GAP, map->row, columns - 1, map->rows};
}

static void lay_alone(struct layout *layout, const struct layout_wish *wish,
                      struct rectangle middle)
{
    layout->part[PART_REASON] = take_rows(&middle, false, reason_rows(wish));
    layout->part[PART_STATUS] = take_rows(&middle, false, status_rows(wish));
    layout->part[PART_MAP] = middle;
    lay_chart_beside(layout, wish);
}

/* The lesson leaves the map most of the rows, or on a low screen half of them, but for one that a
 * long message takes: words that are being read stay where they are. */
static struct rectangle take_lesson(struct rectangle *middle, const struct layout_wish *wish)
{
    int most = (wish->rows + 1) / 6 + 1;
    if (wish->rows < LOW_ROWS)
        most = middle->rows + is_long(wish) - wish->rows / 2 -
               (stands_beside(wish) ? 0 : status_rows(wish));
    int rows = at_most(wish->lesson, at_most(most, LESSON_MOST));
    middle->rows -= rows;
    return (struct rectangle){0, middle->row + middle->rows, middle->columns, rows};
}

/* The end of the message's row, as far as the message leaves it free. */
static void split_message(struct layout *layout, const struct layout_wish *wish)
{
    struct rectangle *message = &layout->part[PART_MESSAGE];
    int usual = at_most(message->columns * 2 / 5, SCRUBBER_MOST);
    int columns = at_most(usual, message->columns - wish->message - SCRUBBER_GAP);
    if (message->rows == 0 || columns < SCRUBBER_LEAST)
        return;
    message->columns -= columns + 1;
    layout->part[PART_SCRUBBER] =
        (struct rectangle){message->columns, message->row, columns + 1, 1};
}

struct layout layout_make(const struct layout_wish *wish)
{
    struct layout layout = {.knob_rows = 0};
    struct rectangle middle = {0, 0, wish->columns > 0 ? wish->columns : 0,
                               wish->rows > 0 ? wish->rows : 0};
    if (middle.columns < LEAST_COLUMNS || middle.rows < LEAST_ROWS) {
        layout.part[PART_WORDS] = middle;
        return layout;
    }
    if (wish->presenting) {
        layout.part[PART_MESSAGE] = take_rows(&middle, false, message_rows(wish));
        if (wish->lesson > 0)
            layout.part[PART_LESSON] = take_lesson(&middle, wish);
        lay_alone(&layout, wish, middle);
        return layout;
    }
    if (wish->rows >= 8)
        layout.part[PART_TITLE] = take_rows(&middle, true, 1);
    if (wish->rows >= PANEL_FROM_ROWS) {
        bool keys = wish->rows >= LOW_ROWS || wish->lesson == 0;
        if (keys && !is_long(wish))
            layout.part[PART_KEYS] = take_rows(&middle, false, 1);
        layout.part[PART_MESSAGE] = take_rows(&middle, false, message_rows(wish));
    }
    if (wish->lesson > 0)
        layout.part[PART_LESSON] = take_lesson(&middle, wish);
    if (wish->rows >= AIRY_FROM_ROWS) {
        struct rectangle row = take_rows(&middle, false, 1);
        if (wish->scrubber)
            layout.part[PART_SCRUBBER] =
                (struct rectangle){row.column + 1, row.row, row.columns - 1, 1};
    } else if (wish->scrubber) {
        split_message(&layout, wish);
    }
    if (stands_beside(wish))
        lay_beside(&layout, wish, middle);
    else if (stands_below(wish))
        lay_below(&layout, wish, middle);
    else
        lay_alone(&layout, wish, middle);
    return layout;
}

static bool is_before_start(const struct model *model)
{
    return !model->running && race_step_count(model->race) == 0;
}

static struct layout_wish wish_of(const struct model *model, int columns, int rows)
{
    struct layout_wish wish = {.columns = columns, .rows = rows};
    if (model->race == NULL || model->scene == NULL || model->race->count == 0)
        return wish;
    wish.walkers = model->race->count;
    wish.knobs = controls_shown(model);
    wish.data = model->scene->batch.name != NULL;
    wish.course = course_is_wanted(model->race);
    wish.look = &model->look;
    wish.parts = update_parts_rows(model);
    wish.about = model->lesson == NULL ? model->scene->about : NULL;
    wish.lesson = model->lesson != NULL ? lesson_rows(model->scene, &model->look, columns) : 0;
    wish.asks = model->lesson != NULL && model->lesson->sign == LESSON_ASKS;
    wish.scrubber = scrubber_is_wanted(model) && model->prompt == NULL;
    bool message = model->message != NULL && model->prompt == NULL;
    wish.message = message ? text_width(model->message) : 0;
    wish.presenting = model->presenting;
    wish.chosen_chart = model->chart != CHART_LOSS;
    wish.cut = model->chart == CHART_CUT;
    wish.reading = is_before_start(model) && model->chart == CHART_LOSS;
    wish.warning = gauge_is_exceeded(model, model_chosen(model));
    return wish;
}

struct layout layout_of(const struct model *model, int columns, int rows)
{
    const struct layout_wish wish = wish_of(model, columns, rows);
    return layout_make(&wish);
}
