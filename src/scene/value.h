/*
 * From a node to a value of the right type. Each reports what it expected and what it found, at the
 * node, and then returns false and leaves *out alone.
 */
#ifndef SCENE_VALUE_H
#define SCENE_VALUE_H

#include "base/knob.h"
#include "base/report.h"
#include "scene/node.h"

/* A finite number: decimal, or a formula such as `2*pi` or `-1/3`. */
bool value_number(struct report *report, const struct node *node, double *out) NODISCARD;

/* What the knob's row accepts: a number in its range, a whole one, or true or false. */
bool value_knob(struct report *report, const struct node *node, const struct knob *knob,
                double *out) NODISCARD;

/* A list of exactly two numbers; `form` says which, for the message: "[low, high]". */
bool value_pair(struct report *report, const struct node *node, const char *form,
                double out[2]) NODISCARD;

/* The index of a word in a list that ends with NULL, with a suggestion if it is nearly right. */
bool value_choice(struct report *report, const struct node *node, const char *const *words,
                  int *out) NODISCARD;

/*
 * Text of at most `limit` bytes, replacing *out (which is freed). A line: its blanks and line ends
 * are single blanks. A passage keeps its lines; blanks at their ends go.
 */
bool value_line(struct report *report, const struct node *node, size_t limit, char **out) NODISCARD;
bool value_passage(struct report *report, const struct node *node, size_t limit,
                   char **out) NODISCARD;

/* The text as it is: a formula, which must keep its offsets. */
bool value_formula(struct report *report, const struct node *node, size_t limit,
                   char **out) NODISCARD;

/*
 * Reports why such a formula over so many names cannot be read (`error`), and what other words in
 * it are no names. Returns false, always.
 */
bool value_formula_errors(struct report *report, const struct node *node, const char *text,
                          const char *const *names, size_t count, struct error *error);

bool value_list(struct report *report, const struct node *node, const char *form) NODISCARD;
bool value_mapping(struct report *report, const struct node *node, const char *form) NODISCARD;

/* "out of memory". Returns false, always. */
bool value_no_memory(struct report *report);

#endif
