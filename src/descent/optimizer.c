/* The optimizer table and the operations that its kernels share. */
#include "descent/optimizer.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "descent/optimizer_rows.h"

#define OPTIMIZER_ENTRY(name) &optimizer_##name,
const struct optimizer *const optimizers[] = {OPTIMIZERS(OPTIMIZER_ENTRY)};
const size_t optimizer_count = ARRAY_LENGTH(optimizers);

const struct optimizer *optimizer_find(const char *name)
{
    for (size_t i = 0; i < optimizer_count; i++) {
        if (strcmp(optimizers[i]->name, name) == 0)
            return optimizers[i];
    }
    return NULL;
}

const char *optimizer_nearest(const char *name)
{
    const char *names[ARRAY_LENGTH(optimizers)];
    for (size_t i = 0; i < optimizer_count; i++)
        names[i] = optimizers[i]->name;
    return text_nearest(name, names, optimizer_count, sizeof names[0]);
}

int optimizer_knob(const struct optimizer *optimizer, const char *name)
{
    for (size_t i = 0; i < optimizer->knob_count; i++) {
        if (strcmp(optimizer->knobs[i].name, name) == 0)
            return (int)i;
    }
    return -1;
}

void lanes_add_decay(const struct optimizer_lanes *lanes, int knob)
{
    const double *restrict decay = lanes->knob[knob];
    for (int axis = 0; axis < 2; axis++) {
        const double *restrict at = lanes->at[axis];
        double *restrict gradient = lanes->gradient[axis];
#pragma omp simd
        for (size_t i = 0; i < lanes->count; i++)
            gradient[i] += decay[i] * at[i];
    }
}

void lanes_power(size_t count, const double *base, double exponent, double *out)
{
    size_t same = 1;
    while (same < count && base[same] == base[0])
        same++;
    double first = pow(base[0], exponent);
    for (size_t i = 0; i < same; i++)
        out[i] = first;
    for (size_t i = same; i < count; i++)
        out[i] = base[i] == base[i - 1] ? out[i - 1] : pow(base[i], exponent);
}

void lanes_moments(const struct optimizer_lanes *lanes, int axis, const double *beta1,
                   const double *beta2, double *mean, double *square)
{
    const double *restrict gradient = lanes->gradient[axis];
    const double *restrict keep1 = beta1, *restrict keep2 = beta2;
    double *restrict m = mean, *restrict v = square;
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i];
        m[i] = m[i] * keep1[i] + (1 - keep1[i]) * g;
        v[i] = v[i] * keep2[i] + (1 - keep2[i]) * g * g;
    }
}
