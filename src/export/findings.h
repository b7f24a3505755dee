/*
 * What was found out about a surface and its walkers, as CSV. Every number reads back to the same
 * double.
 *
 *   critical points   kind,X,Y,loss,lambda_min,lambda_max   with the parameters' names for X and Y
 *   learning rates    walker,lr,loss,steps,outcome          a row a rate, walker by walker
 */
#ifndef EXPORT_FINDINGS_H
#define EXPORT_FINDINGS_H

#include <stddef.h>

#include "base/buffer.h"
#include "descent/rate.h"
#include "surface/critical.h"

/* Appends the header and a row for each point, in their order. */
void findings_critical(struct buffer *out, const char *const parameters[SURFACE_AXES],
                       const struct critical_points *points);

/* Appends the header; appends a sweep's rows; `walker` counts from 1. */
void findings_rates_head(struct buffer *out);
void findings_rates(struct buffer *out, size_t walker, const struct rate_sweep *sweep);

#endif
