#include "export/findings.h"

#include "base/array.h"

void findings_critical(struct buffer *out, const char *const parameters[SURFACE_AXES],
                       const struct critical_points *points)
{
    buffer_printf(out, "kind,%s,%s,loss,lambda_min,lambda_max\n", parameters[0], parameters[1]);
    for (size_t i = 0; i < points->count; i++) {
        const struct critical_point *point = &points->points[i];
        const double numbers[] = {point->at[0], point->at[1], point->loss, point->lambda[0],
                                  point->lambda[1]};
        buffer_add_text(out, critical_kind_name(point->kind));
        for (size_t k = 0; k < ARRAY_LENGTH(numbers); k++) {
            buffer_add_char(out, ',');
            buffer_add_number(out, numbers[k]);
        }
        buffer_add_char(out, '\n');
    }
}

void findings_rates_head(struct buffer *out)
{
    buffer_add_text(out, "walker,lr,loss,steps,outcome\n");
}

void findings_rates(struct buffer *out, size_t walker, const struct rate_sweep *sweep)
{
    for (int i = 0; i < RATE_TRIALS; i++) {
        const struct rate_trial *trial = &sweep->trials[i];
        buffer_printf(out, "%zu,", walker);
        buffer_add_number(out, trial->rate);
        buffer_add_char(out, ',');
        buffer_add_number(out, trial->loss);
        buffer_printf(out, ",%llu,%s\n", (unsigned long long)trial->steps,
                      rate_outcome_name(trial->outcome));
    }
}
