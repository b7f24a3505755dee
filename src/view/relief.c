#include "view/relief.h"

#include <math.h>
#include <stdbool.h>

#define RELIEF_SLOPE 0.75

/* Towards the light: from the left, from the top, and above the ground (45 degrees high). */
static const double towards[3] = {0.5, 0.5, 0.70710678118654752};

/* How far the ground rises to the right and downwards, a sample's width on. */
struct slope {
    double right, down;
};

/* Between two neighbours; where one is missing, from the sample itself. */
static double rise(double before, double here, double after)
{
    bool no_before = isnan(before), no_after = isnan(after);
    if (no_before && no_after)
        return 0;
    return no_before ? after - here : no_after ? here - before : (after - before) / 2;
}

static struct slope slope_at(const struct relief_samples *samples, size_t column, size_t row)
{
    size_t columns = samples->columns;
    const double *here = samples->position + row * columns + column, none = (double)NAN;
    double left = column > 0 ? here[-1] : none, right = column + 1 < columns ? here[1] : none;
    double above = row > 0 ? *(here - columns) : none;
    double below = row + 1 < samples->rows ? here[columns] : none;
    return (struct slope){rise(left, *here, right), rise(above, *here, below) / samples->height};
}

static double usual_slope(const struct relief_samples *samples)
{
    double sum = 0;
    size_t count = 0;
    for (size_t row = 0; row < samples->rows; row++)
        for (size_t column = 0; column < samples->columns; column++) {
            if (isnan(samples->position[row * samples->columns + column]))
                continue;
            struct slope slope = slope_at(samples, column, row);
            sum += slope.right * slope.right + slope.down * slope.down;
            count++;
        }
    return count > 0 ? sqrt(sum / (double)count) : 0;
}

/* Lambert's cosine law (1760), level ground as the unit. */
static double light_of(struct slope slope, double steepness)
{
    double right = slope.right * steepness, down = slope.down * steepness;
    double along = towards[0] * right + towards[1] * down + towards[2];
    double light = along / (sqrt(1 + right * right + down * down) * towards[2]);
    return fmin(fmax(light, RELIEF_DARKEST), RELIEF_LIGHTEST);
}

void relief_light(const struct relief_samples *samples, double *light)
{
    double usual = usual_slope(samples), steepness = usual > 0 ? RELIEF_SLOPE / usual : 0;
    for (size_t row = 0; row < samples->rows; row++)
        for (size_t column = 0; column < samples->columns; column++)
            light[row * samples->columns + column] =
                light_of(slope_at(samples, column, row), steepness);
}
