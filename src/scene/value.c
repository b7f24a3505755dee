/* Types, and the words for what is of another. */
#include "scene/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "surface/formula.h"

bool value_no_memory(struct report *report)
{
    return report_add(report, 0, 0, "out of memory");
}

static bool expected(struct report *report, const struct node *node, const char *what)
{
    char shown[NODE_SHOWN];
    return node_error(report, node, "expected %s, found %s", what, node_describe(node, shown));
}

static bool is_value(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node_is_nothing(node);
}

/* Digits, one comma, digits: how a decimal is written in most of Europe. */
static bool has_decimal_comma(const char *text)
{
    text += *text == '-' || *text == '+';
    size_t whole = strspn(text, "0123456789");
    return whole > 0 && text[whole] == ',' && text[whole + 1] != '\0' &&
           text[whole + 1 + strspn(text + whole + 1, "0123456789")] == '\0';
}

/* Does it look like a formula that went wrong rather than like a word? */
static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

static bool number_of_formula(struct report *report, const struct node *node, double *out)
{
    struct error error = {0};
    if (formula_number(node->text, node->length, out, &error))
        return true;
    if (!has_digit(node->text))
        return expected(report, node, "a number");
    return node_error_at(report, node, error.offset, "expected a number: %s", error.message);
}

bool value_number(struct report *report, const struct node *node, double *out)
{
    double number;
    if (!is_value(node))
        return expected(report, node, "a number");
    if (has_decimal_comma(node->text))
        return node_error(report, node, "'%.40s' is no number: write it with a decimal point",
                          node->text);
    if (!number_parse(node->text, node->length, &number) &&
        !number_of_formula(report, node, &number))
        return false;
    if (!isfinite(number))
        return expected(report, node, "a finite number");
    *out = number;
    return true;
}

static bool value_flag(struct report *report, const struct node *node, double *out)
{
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on", "0", "1"};
    if (is_value(node))
        for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
            if (strcmp(node->text, words[i]) == 0) {
                *out = (double)(i % 2);
                return true;
            }
    return expected(report, node, "true or false");
}

bool value_knob(struct report *report, const struct node *node, const struct knob *knob,
                double *out)
{
    double number = 0;
    struct error error = {0};
    if (knob->kind == KNOB_FLAG)
        return value_flag(report, node, out);
    if (!value_number(report, node, &number))
        return false;
    if (!knob_check(knob, number, &error))
        return node_error(report, node, "%s", error.message);
    *out = number;
    return true;
}

/* [1 2] is a list of one. */
static bool is_run_together(const struct node *list)
{
    return list->count == 1 && is_value(list->first) && strchr(list->first->text, ' ') != NULL;
}

bool value_pair(struct report *report, const struct node *node, const char *form, double out[2])
{
    char shown[NODE_SHOWN];
    double pair[2];
    if (node->kind != NODE_LIST)
        return node_error(report, node, "expected two numbers %s, found %s", form,
                          node_describe(node, shown));
    if (node->count != 2)
        return node_error(report, node, "expected two numbers %s, found %zu%s", form, node->count,
                          node->count > 2         ? " (the decimal sign is a point)"
                          : is_run_together(node) ? " (a comma stands between them)"
                                                  : "");
    bool first = value_number(report, node->first, &pair[0]);
    bool second = value_number(report, node->last, &pair[1]);
    if (!first || !second)
        return false;
    memcpy(out, pair, sizeof pair);
    return true;
}

bool value_choice(struct report *report, const struct node *node, const char *const *words,
                  int *out)
{
    size_t count = 0;
    for (; words[count] != NULL; count++)
        if (is_value(node) && strcmp(node->text, words[count]) == 0) {
            *out = (int)count;
            return true;
        }
    char list[TEXT_LIST], shown[NODE_SHOWN], hint[TEXT_HINT];
    const char *nearest =
        is_value(node) ? text_nearest(node->text, words, count, sizeof *words) : NULL;
    node_error(report, node, "expected %s, found %s%s",
               text_list(words, count, sizeof *words, list), node_describe(node, shown),
               text_hint(nearest, hint));
    return false;
}

static bool text_check(struct report *report, const struct node *node, size_t limit)
{
    if (!is_value(node))
        return expected(report, node, "text");
    if (node->length > limit)
        return node_error(report, node, "too long: at most %zu bytes", limit);
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Runs of blanks and line ends become a blank, those at the ends go. In place. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (!is_space(*from))
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
}

/* Tabs become blanks; blanks before a line's end and all blank lines at the end go. In place. */
static void trim_lines(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\n')
            while (to > text && to[-1] == ' ')
                to--;
        *to++ = *from == '\t' || *from == '\r' ? ' ' : *from;
    }
    while (to > text && is_space(to[-1]))
        to--;
    *to = '\0';
}

static void leave(char *text)
{
    (void)text;
}

static bool store_text(struct report *report, const struct node *node, size_t limit,
                       void (*tidy)(char *text), char **out)
{
    if (!text_check(report, node, limit))
        return false;
    char *copy = malloc(node->length + 1);
    if (copy == NULL)
        return value_no_memory(report);
    memcpy(copy, node->text, node->length + 1);
    tidy(copy);
    free(*out);
    *out = copy;
    return true;
}

bool value_line(struct report *report, const struct node *node, size_t limit, char **out)
{
    return store_text(report, node, limit, squeeze, out);
}

bool value_passage(struct report *report, const struct node *node, size_t limit, char **out)
{
    return store_text(report, node, limit, trim_lines, out);
}

bool value_formula(struct report *report, const struct node *node, size_t limit, char **out)
{
    return store_text(report, node, limit, leave, out);
}

bool value_formula_errors(struct report *report, const struct node *node, const char *text,
                          const char *const *names, size_t count, struct error *error)
{
    do
        node_error_at(report, node, error->offset, "%s", error->message);
    while (formula_next_unknown(text, strlen(text), names, count, error));
    return false;
}

bool value_list(struct report *report, const struct node *node, const char *form)
{
    char shown[NODE_SHOWN];
    return node->kind == NODE_LIST || node_error(report, node, "expected a list %s, found %s", form,
                                                 node_describe(node, shown));
}

bool value_mapping(struct report *report, const struct node *node, const char *form)
{
    char shown[NODE_SHOWN];
    return node->kind == NODE_MAPPING || node_error(report, node, "expected a mapping %s, found %s",
                                                    form, node_describe(node, shown));
}
