/*
 * What the chart can show of a walk: a row a quantity. (The cut is no curve over steps: view/cut.h
 * draws it.)
 */
#ifndef VIEW_CHART_KIND_H
#define VIEW_CHART_KIND_H

#include <stdbool.h>

#include "descent/walk.h"
#include "surface/critical.h"

enum chart_kind {
    CHART_LOSS,
    CHART_CUT,
    CHART_LINEAR_LOSS,
    CHART_GRADIENT,
    CHART_RATE,
    CHART_NEAREST,
    CHART_DEEPEST,
    CHART_KINDS
};

/* The minima that are known: those with the lowest loss come first, `deepest` of them. */
struct chart_minima {
    const struct critical_point *points;
    size_t count, deepest;
};

struct chart_kind_row {
    const char *name;  /* the heading */
    const char *words; /* where the name alone says too little; NULL: it does not */
    double (*value)(const struct walk_point *point, const struct chart_minima *minima);
    double (*faint)(const struct walk_point *point); /* dots behind it; NAN: none of this point */
    bool linear;
    bool whole;        /* all of it is shown, however far above the start it rises */
    bool needs_minima; /* without any there is nothing to show */
};

extern const struct chart_kind_row chart_kinds[CHART_KINDS];

/* What a chart shows, in words: "loss on a linear scale". */
const char *chart_words(enum chart_kind kind);

/* What is said instead of a chart that needs minima, without any. */
extern const char chart_lacks_minima[];

/* NULL: none are known. */
struct chart_minima chart_minima(const struct critical_points *critical);

#endif
