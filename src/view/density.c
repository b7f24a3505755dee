#include "view/density.h"

static const char ramp[] = " .:-=+*#%@";

uint32_t density_glyph(double position)
{
    enum { STEPS = sizeof ramp - 1 };
    int step = position > 0 ? (int)(position * STEPS) : 0;
    return (uint32_t)ramp[step < STEPS ? step : STEPS - 1];
}
