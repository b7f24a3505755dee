/*
 * The panel is a stack. Its parts grow in the order of a table: each row of it asks for some rows
 * for a part, and gets them if so many are left; what is wanted most stands first. What is left at
 * the end is the chart's.
 */
#include "view/layout.h"

#include "base/array.h"
#include "scene/knobs.h"
#include "view/scrubber.h"
#include "view/spell.h"

enum {
    LEAST_COLUMNS = 20, /* for a map at all */
    LEAST_ROWS = 6,
    PANEL_FROM_COLUMNS = 60, /* a panel beside the map */
    PANEL_FROM_ROWS = 10,
    LOW_ROWS = 16, /* below, a lesson that lacks rows takes those of the keys and of the status */
    BELOW_FROM_COLUMNS = 28, /* a panel below it */
    BELOW_FROM_ROWS = 26,
    AIRY_FROM_ROWS = 30, /* a row of its own for the scrubber, else empty, above the message */
    PANEL_GAP = 2,
    PANEL_MAX = 76,
    AXES_COLUMNS = 6, /* what the map needs beside its plot */
    AXES_ROWS = 2,
    CHART_LEAST = 4,
    CHART_CUT_LEAST = 8,
    CHART_BESIDE_COLUMNS = 60, /* of a map that gives up some for it */
    CHART_BESIDE_ROWS = 8,
    CHART_RACE = 10, /* rows for several curves */
    CHART_MOST = 46,
    INDENT_FROM_COLUMNS = 36,
    SCRUBBER_MOST = 60, /* in the message's row */
    SCRUBBER_GAP = 4,   /* around the message */
    SUMMARY_MOST = 3,
    LESSON_MOST = 12
};

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* The rows of the stack while it grows. */
struct stack {
    const struct layout_wish *wish;
    int columns, left;
    int rows[LAYOUT_PARTS], gap[LAYOUT_PARTS]; /* the gap is above */
};

/* The other walkers of a race. */
static int want_walkers(const struct stack *stack)
{
    int others = (int)stack->wish->walkers - 1;
    return others > 0 ? at_most(others, stack->left) : 0;
}

/* Over the walkers of a race, if all have their row: on what terms they race. */
static int want_heading(const struct stack *stack)
{
    int walkers = (int)stack->wish->walkers;
    return walkers > 1 && stack->rows[PART_WALKERS] == walkers;
}

static int want_row(const struct stack *stack)
{
    (void)stack;
    return 1;
}

static int want_warning(const struct stack *stack)
{
    return stack->wish->warning;
}

static int want_gauge(const struct stack *stack)
{
    return stack->rows[PART_GAUGE] == 0;
}

static int want_knobs(const struct stack *stack)
{
    return stack->wish->knobs;
}

static int want_course(const struct stack *stack)
{
    return stack->wish->course;
}

/* The curve below its heading, where the sliders are below theirs; then a higher one. */
static int want_more_course(const struct stack *stack)
{
    bool wide = stack->rows[PART_KNOBS] > stack->wish->knobs;
    return wide && stack->rows[PART_COURSE] > 0;
}

static int want_chart(const struct stack *stack)
{
    return stack->wish->cut ? CHART_CUT_LEAST : CHART_LEAST;
}

static int want_more_chart(const struct stack *stack)
{
    return stack->rows[PART_CHART] > 0 ? 2 : 0;
}

/* Beside its line the chart of a loss over data has the dots of its batches: they need height. */
static int data_rows(const struct stack *stack)
{
    bool data = stack->wish->knobs > LIVE_BATCH;
    return data && stack->rows[PART_CHART] > 0 ? CHART_LEAST : 0;
}

static int want_data_chart(const struct stack *stack)
{
    return stack->wish->lesson == 0 ? data_rows(stack) : 0;
}

/* A lesson takes rows of the panel: what the walk does comes before how it is computed. */
static int want_lesson_chart(const struct stack *stack)
{
    return stack->wish->lesson > 0 ? at_most(data_rows(stack), stack->left) : 0;
}

static int want_all_reason(const struct stack *stack)
{
    return stack->rows[PART_REASON] == 1;
}

static int want_lesson_reason(const struct stack *stack)
{
    return stack->wish->lesson > 0 && want_all_reason(stack);
}

static int want_rule(const struct stack *stack)
{
    char line[SPELL_LINE];
    const struct layout_wish *wish = stack->wish;
    int lines = 0;
    while (spell_rule(line, sizeof line, wish->look, &wish->rule, stack->columns, lines))
        lines++;
    return lines;
}

static int want_numbers(const struct stack *stack)
{
    return stack->rows[PART_RULE] > 0 && stack->wish->dimensions > 0;
}

static int want_all_numbers(const struct stack *stack)
{
    return want_numbers(stack) ? stack->wish->dimensions - 1 : 0;
}

static int want_parts(const struct stack *stack)
{
    return want_numbers(stack) ? stack->wish->parts : 0;
}

static int want_summary(const struct stack *stack)
{
    return at_most(spell_lines(stack->wish->look, stack->wish->summary, stack->columns - 2), SUMMARY_MOST);
}

int layout_about_indent(int columns)
{
    return columns < INDENT_FROM_COLUMNS ? 0 : 2;
}

static int about_lines(const struct stack *stack)
{
    return spell_lines(stack->wish->look, stack->wish->about, stack->columns - layout_about_indent(stack->columns));
}

static int want_all_about(const struct stack *stack)
{
    return about_lines(stack);
}

/* If not all of it: what there is room for, if that says enough. */
static int want_part_of_about(const struct stack *stack)
{
    bool lacks = stack->rows[PART_ABOUT] == 0 && about_lines(stack) > 0;
    return lacks && stack->left >= 4 ? stack->left - 1 : 0;
}

/* The same to the last row. */
static int want_about(const struct stack *stack)
{
    int lines = stack->rows[PART_ABOUT] == 0 ? about_lines(stack) : 0;
    return lines <= stack->left ? lines : stack->left >= 4 ? stack->left : 0;
}

/* Several curves need room to be told apart. */
static int want_race_chart(const struct stack *stack)
{
    int more = CHART_RACE - stack->rows[PART_CHART];
    return stack->rows[PART_CHART] > 0 ? clamp(more, 0, stack->left) : 0;
}

static int want_rest(const struct stack *stack)
{
    int room = CHART_MOST - stack->rows[PART_CHART];
    return stack->rows[PART_CHART] > 0 ? clamp(stack->left, 0, room > 0 ? room : 0) : 0;
}

/* What the panel's room goes to, the most important first. */
struct growth {
    enum layout_part part;
    bool gap; /* with an empty row above it, if the part is there */
    int (*want)(const struct stack *stack);
};

// clang-format off
static const struct growth walk_growths[] = {
    {PART_WALKERS, false, want_row},
    {PART_STATE,   false, want_row},
    {PART_KNOBS,   false, want_knobs},
    {PART_REASON,  false, want_row},
    {PART_COURSE,  false, want_course},
    {PART_STATE,   false, want_row},
    {PART_CHART,   false, want_chart},
    {PART_REASON,  false, want_lesson_reason},
    {PART_CHART,   false, want_lesson_chart},
    {PART_RULE,    false, want_rule},
    {PART_CHART,   false, want_data_chart},
    {PART_RULE,    false, want_numbers},
    {PART_REASON,  false, want_all_reason},
    {PART_GAUGE,   false, want_row},
    {PART_KNOBS,   false, want_knobs},
    {PART_COURSE,  false, want_more_course},
    {PART_KNOBS,   true,  NULL},
    {PART_CHART,   true,  NULL},
    {PART_RULE,    false, want_parts},
    {PART_ABOUT,   true,  want_all_about},
    {PART_SUMMARY, false, want_summary},
    {PART_RULE,    true,  NULL},
    {PART_CHART,   false, want_more_chart},
    {PART_ABOUT,   true,  want_part_of_about},
    {PART_STATE,   true,  NULL},
    {PART_RULE,    false, want_all_numbers},
    {PART_COURSE,  false, want_more_course},
    {PART_CHART,   false, want_rest},
};

/* Before the walk there is no curve to see, and the rule can wait. */
static const struct growth reading_growths[] = {
    {PART_WALKERS, false, want_row},
    {PART_STATE,   false, want_row},
    {PART_KNOBS,   false, want_knobs},
    {PART_WALKERS, false, want_walkers},
    {PART_WALKERS, false, want_heading},
    {PART_COURSE,  false, want_course},
    {PART_STATE,   false, want_row},
    {PART_GAUGE,   false, want_warning},
    {PART_ABOUT,   true,  want_all_about},
    {PART_ABOUT,   false, want_about},
    {PART_KNOBS,   true,  NULL},
    {PART_KNOBS,   false, want_knobs},
    {PART_REASON,  false, want_row}, /* of the first step: nothing moves then */
    {PART_REASON,  false, want_row},
    {PART_COURSE,  false, want_more_course},
    {PART_GAUGE,   false, want_gauge},
    {PART_RULE,    false, want_rule},
    {PART_RULE,    false, want_numbers},
    {PART_RULE,    true,  NULL},
    {PART_STATE,   true,  NULL},
    {PART_SUMMARY, false, want_summary},
    {PART_RULE,    false, want_parts},
    {PART_CHART,   false, want_chart},
    {PART_CHART,   true,  NULL},
    {PART_COURSE,  false, want_more_course},
    {PART_CHART,   false, want_rest},
};

/* A race is there to be compared: its table and its curves come before what one optimizer does. */
static const struct growth race_growths[] = {
    {PART_WALKERS, false, want_row},
    {PART_STATE,   false, want_row},
    {PART_KNOBS,   false, want_knobs},
    {PART_WALKERS, false, want_walkers},
    {PART_REASON,  false, want_row},
    {PART_COURSE,  false, want_course},
    {PART_CHART,   false, want_chart},
    {PART_WALKERS, false, want_heading},
    {PART_STATE,   false, want_row},
    {PART_REASON,  false, want_row},
    {PART_GAUGE,   false, want_row},
    {PART_KNOBS,   true,  NULL},
    {PART_CHART,   true,  NULL},
    {PART_CHART,   false, want_race_chart},
    {PART_KNOBS,   false, want_knobs},
    {PART_COURSE,  false, want_more_course},
    {PART_RULE,    false, want_rule},
    {PART_RULE,    false, want_numbers},
    {PART_RULE,    true,  NULL},
    {PART_RULE,    false, want_parts},
    {PART_ABOUT,   true,  want_all_about},
    {PART_ABOUT,   true,  want_part_of_about},
    {PART_RULE,    false, want_all_numbers},
    {PART_SUMMARY, false, want_summary},
    {PART_COURSE,  false, want_more_course},
    {PART_CHART,   false, want_rest},
};
// clang-format on

static void grow(struct stack *stack, const struct growth *growth)
{
    bool there = stack->rows[growth->part] > 0;
    int rows = growth->want != NULL ? growth->want(stack) : 0;
    int gap = growth->gap && (there || rows > 0) && stack->gap[growth->part] == 0;
    if (rows + gap > stack->left || rows + gap <= 0)
        return;
    stack->rows[growth->part] += rows;
    stack->gap[growth->part] += gap;
    stack->left -= rows + gap;
}

static void fill_stack(struct stack *stack, const struct growth *growths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        grow(stack, &growths[i]);
}

static struct stack make_stack(const struct layout_wish *wish, struct rectangle area)
{
    const struct stack empty = {.wish = wish, .columns = area.columns, .left = area.rows};
    struct stack stack = empty;
    if (wish->walkers > 1)
        fill_stack(&stack, race_growths, ARRAY_LENGTH(race_growths));
    else
        fill_stack(&stack, walk_growths, ARRAY_LENGTH(walk_growths));
    if (wish->reading && stack.rows[PART_ABOUT] < about_lines(&stack)) {
        stack = empty;
        fill_stack(&stack, reading_growths, ARRAY_LENGTH(reading_growths));
    }
    return stack;
}

static void lay_panel(struct layout *layout, const struct layout_wish *wish, struct rectangle area)
{
    struct stack stack = make_stack(wish, area);
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
    return clamp(columns - PANEL_GAP - square, at_most(least, most), most);
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
    int map = clamp((middle.columns - AXES_COLUMNS) * 5 / 12 + AXES_ROWS, 8, middle.rows / 2);
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

/* The walk in one line; before a prediction is made there is none. */
static int status_rows(const struct layout_wish *wish)
{
    return wish->walkers > 0 && !(wish->asks && wish->rows < LOW_ROWS);
}

static void lay_alone(struct layout *layout, const struct layout_wish *wish,
                      struct rectangle middle)
{
    int line = status_rows(wish);
    layout->part[PART_MAP] = (struct rectangle){0, middle.row, middle.columns, middle.rows - line};
    layout->part[PART_STATUS] =
        (struct rectangle){0, middle.row + middle.rows - 1, middle.columns, line};
}

/* For the back row: two fifths of what the map had. */
static void lay_chart_beside(struct layout *layout)
{
    struct rectangle *map = &layout->part[PART_MAP];
    int columns = map->columns * 2 / 5;
    if (map->columns < CHART_BESIDE_COLUMNS || map->rows < CHART_BESIDE_ROWS)
        return;
    map->columns -= columns + PANEL_GAP;
    layout->part[PART_CHART] =
        (struct rectangle){map->columns + PANEL_GAP, map->row, columns - 1, map->rows};
}

/* A row at the top or bottom, taken off the middle. */
static struct rectangle take_row(struct rectangle *middle, bool top)
{
    struct rectangle row = {0, top ? middle->row : middle->row + middle->rows - 1, middle->columns,
                            1};
    middle->row += top;
    middle->rows--;
    return row;
}

/* The lesson leaves the map most of the rows, or on a low screen half of them. */
static struct rectangle take_lesson(struct rectangle *middle, const struct layout_wish *wish)
{
    int most = (wish->rows + 1) / 6 + 1;
    if (wish->rows < LOW_ROWS)
        most = middle->rows - wish->rows / 2 - (stands_beside(wish) ? 0 : status_rows(wish));
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
    layout->part[PART_SCRUBBER] = (struct rectangle){message->columns, message->row, columns, 1};
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
        layout.part[PART_MESSAGE] = take_row(&middle, false);
        if (wish->lesson > 0)
            layout.part[PART_LESSON] = take_lesson(&middle, wish);
        lay_alone(&layout, wish, middle);
        if (wish->chosen_chart)
            lay_chart_beside(&layout);
        return layout;
    }
    if (wish->rows >= 8)
        layout.part[PART_TITLE] = take_row(&middle, true);
    if (wish->rows >= PANEL_FROM_ROWS) {
        if (wish->rows >= LOW_ROWS || wish->lesson == 0)
            layout.part[PART_KEYS] = take_row(&middle, false);
        layout.part[PART_MESSAGE] = take_row(&middle, false);
    }
    if (wish->lesson > 0)
        layout.part[PART_LESSON] = take_lesson(&middle, wish);
    if (wish->rows >= AIRY_FROM_ROWS) {
        struct rectangle row = take_row(&middle, false);
        if (wish->scrubber)
            layout.part[PART_SCRUBBER] =
                (struct rectangle){row.column + 1, row.row, row.columns - 2, 1};
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
