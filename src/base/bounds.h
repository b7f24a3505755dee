/*
 * Whole numbers kept within bounds.
 */
#ifndef BASE_BOUNDS_H
#define BASE_BOUNDS_H

static inline int at_most(int value, int high)
{
    return value < high ? value : high;
}

static inline int at_least(int value, int low)
{
    return value > low ? value : low;
}

/* Where the bounds cross, the lower one. */
static inline int between(int value, int low, int high)
{
    return at_least(at_most(value, high), low);
}

#endif
