/*
 * The parts grow in the order of a table: each row of it asks for some rows for a part, and gets
 * them if so many are left; what is wanted most stands first. What is left at the end is the
 * chart's.
 */
#include "view/stack.h"

#include "base/array.h"
#include "base/bounds.h"
#include "descent/optimizer.h"
#include "view/spell.h"

enum {
    CHART_LEAST = 4,
    CHART_CUT_LEAST = 8,
    CHART_LESSON = 8, /* rows to see in a curve what a page says of it */
    CHART_RACE = 10,  /* for several curves */
    CHART_MOST = 46,
    RULE_LEAST = 1 + SURFACE_AXES, /* its last line and the numbers of the step */
    RULE_MORE = 3,                 /* most rules have room then; with that much more all */
    INDENT_FROM_COLUMNS = 36,
    ABOUT_LEAST = 4,
    SUMMARY_MOST = 3
};

/* --- what the parts want */

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
    return stack->rows[PART_CHART] > 0 ? at_most(2, stack->left) : 0;
}

/* Beside its line the chart of a loss over data has the dots of its batches: they need height. A
 * lesson takes rows of the panel: there what the walk does comes before how it is computed. */
static int want_data_chart(const struct stack *stack)
{
    bool lesson = stack->wish->lesson > 0;
    if (!stack->wish->data || stack->rows[PART_CHART] == 0)
        return 0;
    return lesson ? at_most(CHART_LEAST, stack->left) : CHART_LEAST;
}

/* And before all of a long rule, and finer sliders. */
static int want_lesson_chart(const struct stack *stack)
{
    bool wants = stack->wish->lesson > 0 && stack->rows[PART_CHART] > 0;
    return wants ? between(CHART_LESSON - stack->rows[PART_CHART], 0, stack->left) : 0;
}

/* Several curves need room to be told apart. */
static int want_race_chart(const struct stack *stack)
{
    int more = CHART_RACE - stack->rows[PART_CHART];
    return stack->rows[PART_CHART] > 0 ? between(more, 0, stack->left) : 0;
}

static int want_rule(const struct stack *stack)
{
    (void)stack;
    return RULE_LEAST;
}

static int want_more_rule(const struct stack *stack)
{
    return stack->rows[PART_RULE] > 0 ? RULE_MORE : 0;
}

static int want_parts(const struct stack *stack)
{
    return stack->rows[PART_RULE] > 0 ? stack->wish->parts : 0;
}

/* What the longest takes. */
static int want_summary(const struct stack *stack)
{
    int most = 0;
    for (size_t i = 0; i < optimizer_count; i++) {
        int lines = spell_lines(stack->wish->look, optimizers[i]->summary, stack->columns - 2);
        most = lines > most ? lines : most;
    }
    return at_most(most, SUMMARY_MOST);
}

int stack_about_indent(int columns)
{
    return columns < INDENT_FROM_COLUMNS ? 0 : 2;
}

static int want_about(const struct stack *stack)
{
    return spell_lines(stack->wish->look, stack->wish->about,
                       stack->columns - stack_about_indent(stack->columns));
}

/* If not all of it: what there is room for, if that says enough. */
static int want_part_of_about(const struct stack *stack)
{
    bool lacks = stack->rows[PART_ABOUT] == 0 && want_about(stack) > 0;
    return lacks && stack->left >= ABOUT_LEAST ? stack->left - 1 : 0;
}

static int want_rest(const struct stack *stack)
{
    int room = CHART_MOST - stack->rows[PART_CHART];
    return stack->rows[PART_CHART] > 0 ? between(stack->left, 0, room > 0 ? room : 0) : 0;
}

/* --- how they grow */

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
    {PART_REASON,  false, want_row},
    {PART_GAUGE,   false, want_row},
    {PART_CHART,   false, want_data_chart},
    {PART_RULE,    false, want_rule},
    {PART_CHART,   false, want_lesson_chart},
    {PART_RULE,    false, want_more_rule},
    {PART_CHART,   false, want_more_chart},
    {PART_KNOBS,   true,  NULL},
    {PART_RULE,    true,  NULL},
    {PART_CHART,   true,  NULL},
    {PART_KNOBS,   false, want_knobs},
    {PART_COURSE,  false, want_more_course},
    {PART_RULE,    false, want_parts},
    {PART_ABOUT,   true,  want_about},
    {PART_SUMMARY, false, want_summary},
    {PART_CHART,   false, want_more_chart},
    {PART_RULE,    false, want_more_rule},
    {PART_ABOUT,   true,  want_part_of_about},
    {PART_STATE,   true,  NULL},
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
    {PART_CHART,   false, want_race_chart},
    {PART_KNOBS,   true,  NULL},
    {PART_CHART,   true,  NULL},
    {PART_KNOBS,   false, want_knobs},
    {PART_COURSE,  false, want_more_course},
    {PART_RULE,    false, want_rule},
    {PART_RULE,    false, want_more_rule},
    {PART_RULE,    true,  NULL},
    {PART_RULE,    false, want_parts},
    {PART_ABOUT,   true,  want_about},
    {PART_ABOUT,   true,  want_part_of_about},
    {PART_RULE,    false, want_more_rule},
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

static void take(struct stack *stack, enum layout_part part)
{
    stack->left += stack->rows[part] + stack->gap[part];
    stack->rows[part] = stack->gap[part] = 0;
}

/* Before the walk there is no curve to see, and the rule can wait: the text about the scene gets
 * the place of what is below the knobs, if that says enough. */
static struct stack with_room_to_read(struct stack stack)
{
    static const enum layout_part later[] = {PART_REASON, PART_CHART, PART_ABOUT, PART_RULE,
                                             PART_GAUGE};
    const struct stack before = stack;
    int wanted = want_about(&stack);
    for (size_t i = 0; i < ARRAY_LENGTH(later); i++)
        if (later[i] != PART_GAUGE || (!stack.wish->warning && stack.left <= wanted))
            take(&stack, later[i]);
    int lines = at_most(wanted, stack.left);
    if (lines < wanted && lines < ABOUT_LEAST)
        return before;
    stack.rows[PART_ABOUT] = lines;
    stack.gap[PART_ABOUT] = lines < stack.left;
    return stack;
}

struct stack stack_make(const struct layout_wish *wish, int columns, int rows)
{
    struct stack stack = {.wish = wish, .columns = columns, .left = rows};
    bool race = wish->walkers > 1;
    const struct growth *growths = race ? race_growths : walk_growths;
    size_t count = race ? ARRAY_LENGTH(race_growths) : ARRAY_LENGTH(walk_growths);
    for (size_t i = 0; i < count; i++)
        grow(&stack, &growths[i]);
    if (wish->reading && stack.rows[PART_ABOUT] < want_about(&stack))
        return with_room_to_read(stack);
    return stack;
}
