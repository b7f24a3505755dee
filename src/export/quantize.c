#include "export/quantize.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3, SHIFT = 2, BITS = 8 - SHIFT, CELLS = 1 << CHANNELS * BITS, MOST = 256 };

/* Area counts, but thin letters and lines are to keep their shades beside it. */
#define COUNTS 0.8

/* Cells that stand together: items[from..end). */
struct part {
    size_t from, end;
    double weight, mean[CHANNELS], error[CHANNELS];
};

struct item {
    uint32_t cell;
    double weight, at[CHANNELS];
};

struct quantizer {
    uint64_t count[CELLS], sum[CELLS][CHANNELS];
    uint16_t place[CELLS]; /* and one; 0: not known as yet */
    size_t color_count;
    uint32_t colors[MOST];
};

struct quantizer *quantizer_new(void)
{
    return calloc(1, sizeof(struct quantizer));
}

void quantizer_free(struct quantizer *quantizer)
{
    free(quantizer);
}

static int channel(uint32_t color, int which)
{
    return (int)(color >> (16 - 8 * which) & 255);
}

static uint32_t cell_of(uint32_t color)
{
    uint32_t cell = 0;
    for (int i = 0; i < CHANNELS; i++)
        cell = cell << BITS | (uint32_t)channel(color, i) >> SHIFT;
    return cell;
}

/* Most pixels are like the one before. */
void quantizer_see(struct quantizer *quantizer, const uint32_t *pixels, size_t count)
{
    for (size_t i = 0; i < count;) {
        uint32_t pixel = pixels[i], run = 1;
        while (i + run < count && pixels[i + run] == pixel && run < 1 << 16)
            run++;
        uint32_t cell = cell_of(pixel);
        quantizer->count[cell] += run;
        for (int k = 0; k < CHANNELS; k++)
            quantizer->sum[cell][k] += run * (uint32_t)channel(pixel, k);
        i += run;
    }
}

/* --- parting */

static size_t gather(const struct quantizer *quantizer, struct item *items)
{
    size_t count = 0;
    for (uint32_t i = 0; i < CELLS; i++) {
        double seen = (double)quantizer->count[i];
        if (quantizer->count[i] == 0 || quantizer->place[i] != 0)
            continue;
        items[count] = (struct item){.cell = i, .weight = pow(seen, COUNTS)};
        for (int k = 0; k < CHANNELS; k++)
            items[count].at[k] = (double)quantizer->sum[i][k] / seen;
        count++;
    }
    return count;
}

static void measure(struct part *part, const struct item *items)
{
    double weight = 0, sum[CHANNELS] = {0}, square[CHANNELS] = {0};
    for (size_t i = part->from; i < part->end; i++) {
        weight += items[i].weight;
        for (int k = 0; k < CHANNELS; k++) {
            sum[k] += items[i].weight * items[i].at[k];
            square[k] += items[i].weight * items[i].at[k] * items[i].at[k];
        }
    }
    part->weight = weight;
    for (int k = 0; k < CHANNELS; k++) {
        part->mean[k] = sum[k] / weight;
        part->error[k] = part->end - part->from > 1 ? square[k] - sum[k] * part->mean[k] : 0;
    }
}

static int widest(const struct part *part)
{
    int axis = 0;
    for (int k = 1; k < CHANNELS; k++)
        if (part->error[k] > part->error[axis])
            axis = k;
    return axis;
}

/* Cuts at the mean: both halves have something. False if all is of one colour. */
static bool cut(struct part *part, struct part *other, struct item *items)
{
    int axis = widest(part);
    size_t low = part->from, high = part->end;
    if (!(part->error[axis] > 0))
        return false;
    while (low < high) {
        if (items[low].at[axis] <= part->mean[axis]) {
            low++;
            continue;
        }
        struct item item = items[--high];
        items[high] = items[low];
        items[low] = item;
    }
    if (low == part->from || low == part->end)
        return false;
    *other = (struct part){.from = low, .end = part->end};
    part->end = low;
    measure(part, items);
    measure(other, items);
    return true;
}

static size_t divide(struct part *parts, size_t most, struct item *items, size_t count)
{
    size_t parted = 1;
    parts[0] = (struct part){.from = 0, .end = count};
    measure(&parts[0], items);
    while (parted < most) {
        size_t worst = 0;
        for (size_t i = 1; i < parted; i++)
            if (parts[i].error[widest(&parts[i])] > parts[worst].error[widest(&parts[worst])])
                worst = i;
        if (!cut(&parts[worst], &parts[parted], items))
            break;
        parted++;
    }
    return parted;
}

/* --- choosing */

static void add_color(struct quantizer *quantizer, const struct part *part,
                      const struct item *items)
{
    uint32_t color = 0;
    for (int k = 0; k < CHANNELS; k++)
        color = color << 8 | (uint32_t)lround(part->mean[k]);
    quantizer->colors[quantizer->color_count++] = color;
    for (size_t i = part->from; i < part->end; i++)
        quantizer->place[items[i].cell] = (uint16_t)quantizer->color_count;
}

bool quantizer_choose(struct quantizer *quantizer, const uint32_t *given, size_t given_count,
                      uint32_t *colors, size_t most)
{
    struct part parts[MOST];
    struct item *items = malloc(CELLS * sizeof *items);
    if (items == NULL)
        return false;
    most = most < MOST ? most : MOST;
    for (size_t i = 0; i < given_count && i < most; i++) {
        quantizer->colors[quantizer->color_count++] = given[i];
        quantizer->place[cell_of(given[i])] = (uint16_t)quantizer->color_count;
    }
    size_t count = gather(quantizer, items);
    size_t left = most - quantizer->color_count;
    size_t parted = count > 0 && left > 0 ? divide(parts, left, items, count) : 0;
    for (size_t i = 0; i < parted; i++)
        add_color(quantizer, &parts[i], items);
    free(items);
    memset(colors, 0, most * sizeof *colors);
    memcpy(colors, quantizer->colors, quantizer->color_count * sizeof *colors);
    return true;
}

/* --- pixels */

static int distance(uint32_t a, uint32_t b)
{
    int sum = 0;
    for (int k = 0; k < CHANNELS; k++) {
        int apart = channel(a, k) - channel(b, k);
        sum += apart * apart;
    }
    return sum;
}

uint8_t quantizer_place(struct quantizer *quantizer, uint32_t pixel)
{
    uint16_t *place = &quantizer->place[cell_of(pixel)];
    if (*place == 0) {
        size_t nearest = 0;
        for (size_t i = 1; i < quantizer->color_count; i++)
            if (distance(pixel, quantizer->colors[i]) < distance(pixel, quantizer->colors[nearest]))
                nearest = i;
        *place = (uint16_t)(nearest + 1);
    }
    return (uint8_t)(*place - 1);
}
