/*
 * The golden tables: cases of what PyTorch walked, with their settings in downhill's words, and the
 * CSV files of their rows. Anything wrong with a table ends the program with a message: a test that
 * cannot read its data has failed.
 */
#ifndef SUPPORT_GOLDEN_H
#define SUPPORT_GOLDEN_H

#include <stddef.h>

#include "descent/walker.h"

#define GOLDEN_FOLDER "tests/golden/torch/"

enum { GOLDEN_CHANGES = 4, GOLDEN_CASES = 128, GOLDEN_TEXT = 160 };

/* Settings in force from a step on. */
struct golden_settings {
    uint64_t from;
    struct walker_settings settings;
};

struct golden_case {
    char name[GOLDEN_TEXT], file[GOLDEN_TEXT], loss[GOLDEN_TEXT];
    char data[GOLDEN_TEXT], batches[GOLDEN_TEXT]; /* files; empty: none */
    char end[GOLDEN_TEXT];
    double start[2], tol, tol_loss, tol_grad;
    uint64_t steps, last_step;
    size_t change_count;
    struct golden_settings changes[GOLDEN_CHANGES];
};

/* Reads a table; returns the number of its cases. A case without an optimizer gets sgd. */
size_t golden_read(const char *path, struct golden_case cases[GOLDEN_CASES]);

/* A CSV file of numbers. A column that a file does not have is NULL. */
struct golden_rows {
    size_t count, columns;
    char names[GOLDEN_TEXT];
    double *values; /* row by row */
};

struct golden_rows golden_rows_read(const char *file);
void golden_rows_release(struct golden_rows *rows);

/* The value of a column in a row; NULL if there is no such column. */
const double *golden_value(const struct golden_rows *rows, size_t row, const char *column);

/* The examples that each step saw, as struct batch_list has them. */
struct golden_batches {
    size_t steps, *start;
    uint32_t *rows;
};

struct golden_batches golden_batches_read(const char *file);
void golden_batches_release(struct golden_batches *batches);

#endif
