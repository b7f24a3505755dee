/*
 * The marks of a figure: of walkers and of critical points, on the map and in the legend alike.
 */
#ifndef EXPORT_FIGURE_MARKS_H
#define EXPORT_FIGURE_MARKS_H

#include "export/figure_parts.h"

/* Where a mark stands, and how. */
struct figure_mark {
    struct spot at;
    color color; /* of what it marks */
    double size; /* 1: as on the map */
    bool faint;  /* behind other ground */
};

/* A ring: where a walk began. */
void figure_mark_start(const struct figure *figure, struct canvas *canvas,
                       const struct figure_mark *mark);

/* A broken ring: where a step will land. */
void figure_mark_landing(const struct figure *figure, struct canvas *canvas,
                         const struct figure_mark *mark);

/* A disc: where it is; with a cross once it has diverged. `letter` 0: none. */
void figure_mark_walker(const struct figure *figure, struct canvas *canvas,
                        const struct figure_mark *mark, char letter, bool lost);

/* A triangle that points beyond the border, some way of any length. */
void figure_mark_outside(const struct figure *figure, struct canvas *canvas,
                         const struct figure_mark *mark, struct spot way);

/* A critical point, by shape: diamond, cross, triangle, hollow diamond. */
void figure_mark_critical(const struct figure *figure, struct canvas *canvas,
                          const struct figure_mark *mark, enum critical_kind kind);

#endif
