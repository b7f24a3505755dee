/*
 * A progress bar on standard error, while that is a terminal; else nothing is written.
 */
#ifndef TERM_PROGRESS_H
#define TERM_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;
    int64_t due; /* milliseconds: not drawn again before */
    int percent;
};

/* Nothing is drawn in the first moment: what is done soon needs no bar. */
void progress_begin(struct progress *progress);

/* So much is done, 0 to 1. */
void progress_show(struct progress *progress, double part);

/* Takes the bar away again. */
void progress_end(struct progress *progress);

#endif
