/* The limit itself stands in the optimizers' rows: here it is asked for at a point. */
#include "descent/stability.h"

#include <math.h>
#include <string.h>

void stability_of(const double hessian[3], const struct walker *walker,
                  const struct walker_settings *settings, struct stability *out)
{
    const struct optimizer *optimizer = settings->optimizer;
    struct optimizer_limit limit = {NAN, NULL};
    *out = (struct stability){.curvature = eigen_of(hessian)};
    if (optimizer->limit != NULL && out->curvature.high > 0) {
        double knob[OPTIMIZER_KNOBS];
        memcpy(knob, settings->knob, sizeof knob);
        if (optimizer->momentum_knob >= 0) /* a schedule may cycle it */
            knob[optimizer->momentum_knob] = walker_momentum(walker, settings);
        limit = optimizer->limit(knob, out->curvature.high);
    }
    out->limit = isfinite(limit.rate) ? limit.rate : (double)NAN;
    out->formula = isfinite(limit.rate) ? limit.formula : NULL;
}

bool stability_is_exceeded(const struct stability *stability, const struct walker *walker,
                           const struct walker_settings *settings)
{
    return walker_rate(walker, settings) > stability->limit; /* false with NaN */
}
