#include "view/compass.h"

#include <math.h>

struct compass compass_of(double right, double down)
{
    double size = hypot(right, down), corner = 0.38268343236508977 * size; /* sin 22.5 degrees */
    if (!(size > 0) || !isfinite(size))
        return (struct compass){0, 0};
    return (struct compass){(right > corner) - (right < -corner),
                            (down > corner) - (down < -corner)};
}
