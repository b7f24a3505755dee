/*
 * Extrema that Newton's method does not reach: kinks, and where there is no curvature.
 */
#include "surface/critical_search.h"

#include <math.h>

#include "surface/critical_kind.h"
#include "surface/newton.h"

enum {
    COMPASS_STEPS = 200, /* each halves the reach or moves */
    SLIDES = 150,        /* the same for rings */
    SLIDE_REACH = 20     /* cells */
};

/* Is the node's loss, times `sign`, below that of its eight neighbours? */
static bool is_lattice_minimum(const struct search *search, size_t i, size_t j, double sign)
{
    size_t n = search->nodes;
    double here = sign * search->loss[j * n + i];
    for (size_t dj = 0; dj < 3; dj++)
        for (size_t di = 0; di < 3; di++)
            if ((di != 1 || dj != 1) &&
                !(here < sign * search->loss[(j + dj - 1) * n + (i + di - 1)]))
                return false;
    return true;
}

/* Compass search: descends sign * loss without derivatives, until the reach is rounding. */
static void descend(struct search *search, double at[2], double sign)
{
    static const double compass[8][2] = {{1, 0}, {-1, 0}, {0, 1},  {0, -1},
                                         {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
    double reach = 0.5, best = ring_signed_loss(&search->cells, at, sign);
    for (int i = 0; i < COMPASS_STEPS && reach > 1e-13; i++) {
        bool moved = false;
        for (int d = 0; d < 8; d++) {
            double next[2] = {at[0], at[1]};
            cells_move(&search->cells, next, compass[d], reach);
            double loss = ring_signed_loss(&search->cells, next, sign);
            if (loss < best) {
                best = loss;
                at[0] = next[0];
                at[1] = next[1];
                moved = true;
            }
        }
        if (!moved)
            reach /= 2;
    }
}

/*
 * In a valley with a kink for its floor, whatever its direction, the lowest place of a ring lies on
 * the floor: going there, ring by ring, follows it. Gives up at what is known, and far away.
 */
static void slide(struct search *search, double at[2], double sign)
{
    const double start[2] = {at[0], at[1]};
    double radius = 0.25, best = ring_signed_loss(&search->cells, at, sign);
    for (int i = 0; i < SLIDES && radius > 1e-11; i++) {
        double next[2];
        double loss = ring_lowest_at(&search->cells, &(struct ring){at, radius}, sign, next);
        if (!(loss < best)) {
            radius /= 2;
            continue;
        }
        best = loss;
        at[0] = next[0];
        at[1] = next[1];
        radius = fmin(2 * radius, 1);
        if (cells_distance(&search->cells, at, start) > SLIDE_REACH ||
            search_knows(search, at, 1) || search_is_spent(search))
            return;
    }
}

/* Does sign * loss have a minimum of its own here, seen from afar and from near? */
static bool is_pit(struct search *search, const double at[2], double sign)
{
    return critical_is_enclosed(&search->cells, at, 0.25, 1e-6, sign) &&
           critical_is_enclosed(&search->cells, at, 1e-3, 1e-9, sign);
}

static bool try_rough(struct search *search, size_t i, size_t j, double sign)
{
    const double start[2] = {search->axis[0][i], search->axis[1][j]};
    double at[2] = {start[0], start[1]};
    struct critical_judgement judged;
    descend(search, at, sign);
    if (cells_distance(&search->cells, at, start) > NEWTON_REACH || search_knows(search, at, 1))
        return true;
    if (!is_pit(search, at, sign)) {
        slide(search, at, sign);
        if (search_knows(search, at, 1) || !is_pit(search, at, sign))
            return true;
    }
    if (!cells_hold(&search->cells, at))
        return true;
    critical_judge_pit(&search->cells, at, sign, &judged);
    return search_add(search, at, &judged);
}

bool search_extrema(struct search *search)
{
    for (size_t j = 1; j + 1 < search->nodes && !search_is_spent(search); j++)
        for (size_t i = 1; i + 1 < search->nodes; i++)
            for (int sign = -1; sign <= 1; sign += 2)
                if (is_lattice_minimum(search, i, j, sign) && !try_rough(search, i, j, sign))
                    return false;
    return true;
}
