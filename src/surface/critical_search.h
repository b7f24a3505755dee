/*
 * The search for critical points while it goes on. For critical*.c only.
 */
#ifndef SURFACE_CRITICAL_SEARCH_H
#define SURFACE_CRITICAL_SEARCH_H

#include "surface/cells.h"
#include "surface/critical.h"

struct critical_judgement;

struct search {
    struct cells cells;
    double most;     /* work, in all */
    size_t nodes;    /* along an axis */
    double *axis[2]; /* coordinates of the nodes */
    double *height;  /* of a row, for each of its nodes */
    double *loss, *gradient[2], *hessian[3];
    uint32_t *first, *next; /* the points by the cell they lie in: 1 + index; 0: no more */
    bool is_cut;            /* the search was given up before its end */
    struct critical_points *out;
};

/* Has it taken all the work that it may? */
bool search_is_spent(const struct search *search);

/* Is there a point within so many cells, at most one? */
bool search_knows(const struct search *search, const double at[2], double cells);

/* Keeps a point; the eigenvalues are those of the Hessian itself, not by cells. False without
 * memory. */
bool search_add(struct search *search, const double at[2], const struct critical_judgement *judged);

/* Goes down, and up, from the nodes of the lattice that are lower, or higher, than all around.
 * False without memory. */
bool search_extrema(struct search *search);

#endif
