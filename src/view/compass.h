/*
 * The eight directions of a screen, 45 degrees each: -1, 0 or 1 to the right and down.
 */
#ifndef VIEW_COMPASS_H
#define VIEW_COMPASS_H

struct compass {
    int right, down;
};

/* That nearest to so far to the right and down; 0, 0 where that is no direction: of no length, or
 * not finite. */
struct compass compass_of(double right, double down);

#endif
