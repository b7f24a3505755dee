/*
 * What a chart keeps of a curve between frames: its points as columns of dots, to which only those
 * that are new are added. It is a cache: made anew where the walk is another.
 */
#ifndef VIEW_CHART_SERIES_H
#define VIEW_CHART_SERIES_H

#include "view/chart_gather.h"
#include "view/trail.h"

/* What is gathered of a curve, and into how many columns of dots. */
struct chart_measure {
    enum chart_kind kind;
    struct chart_minima minima;
    double landmarks[2][SURFACE_AXES]; /* the first of them and the last */
    int dots;
    size_t end;
};

/* Zeroed: nothing is gathered. */
struct chart_series {
    struct chart_measure measure;
    const struct walk *walk;
    uint64_t generation, first;
    size_t count;        /* points gathered; 0: there is no such curve */
    double newest[2];    /* where the last of them is */
    double newest_value; /* and what is gathered of it */
    struct chart_column column[CHART_DOTS], faint[CHART_DOTS];
    bool has_faint;
    int end_x, end_y; /* where the curve drawn last ends, in dots; end_y may be ABOVE */
};

/* Of the race's walks; `critical` may be NULL. */
struct chart_measure chart_measure_of(enum chart_kind kind, const struct race *race,
                                      const struct critical_points *critical, int dots);

/* Brings the series up to date with the line of a walk. */
void chart_series_follow(struct chart_series *series, const struct chart_measure *measure,
                         const struct walk *walk, enum trail trail);

#endif
