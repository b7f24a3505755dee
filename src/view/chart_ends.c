/*
 * Letters that touch move as one block, to the mean of what its letters want: the pool of adjacent
 * violators (Ayer and others, 1955), on places from which the letters above are subtracted, so that
 * in order is all they have to be.
 */
#include "view/chart_ends.h"

#include <math.h>
#include <stdlib.h>

static int by_column(const void *a, const void *b)
{
    const struct chart_end *one = a, *other = b;
    return (one->right > other->right) - (one->right < other->right);
}

static int by_value(const void *a, const void *b)
{
    const struct chart_end *one = a, *other = b;
    if (one->value != other->value)
        return one->value > other->value ? -1 : 1;
    return (one->walker > other->walker) - (one->walker < other->walker);
}

/* The mean of the wanted places of ends [from, to), each less the letters above it. */
static double mean_of(const struct chart_end *ends, size_t from, size_t to, double apart)
{
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += ends[i].down - (double)i * apart;
    return sum / (double)(to - from);
}

/* The beginning of the block that ends before `to`: with it that lies the lowest. */
static size_t block_begin(const struct chart_end *ends, size_t to, double apart)
{
    size_t begin = to - 1;
    for (size_t from = begin; from-- > 0;)
        if (mean_of(ends, from, to, apart) > mean_of(ends, begin, to, apart))
            begin = from;
    return begin;
}

static void spread_column(struct chart_end *ends, size_t count, const struct chart_ends_room *room)
{
    double gaps = (double)(count - 1), height = room->bottom - room->top;
    double apart = fmin(room->apart, height / fmax(gaps, 1));
    qsort(ends, count, sizeof *ends, by_value);
    for (size_t from, to = count; to > 0; to = from) {
        from = block_begin(ends, to, apart);
        double place = fmin(mean_of(ends, from, to, apart), room->bottom - gaps * apart);
        for (size_t i = from; i < to; i++)
            ends[i].letter = fmax(place, room->top) + (double)i * apart;
    }
}

void chart_ends_spread(struct chart_end *ends, size_t count, const struct chart_ends_room *room)
{
    qsort(ends, count, sizeof *ends, by_column);
    for (size_t from = 0, to = 1; from < count; from = to++) {
        while (to < count && ends[to].right - ends[to - 1].right < room->across)
            to++;
        spread_column(ends + from, to - from, room);
    }
}
