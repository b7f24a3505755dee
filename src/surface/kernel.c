/*
 * Which kernels this processor runs.
 */
#include "surface/kernel.h"

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}
#else
static bool has_avx2(void)
{
    return false;
}
static bool has_avx512(void)
{
    return false;
}
#endif

int kernels_all(const struct kernels *sets[KERNEL_SETS])
{
    int count = 0;
    sets[count++] = &kernels_base;
    if (kernels_avx2.name && has_avx2())
        sets[count++] = &kernels_avx2;
    if (kernels_avx512.name && has_avx512())
        sets[count++] = &kernels_avx512;
    return count;
}

const struct kernels *kernels_best(void)
{
    const struct kernels *sets[KERNEL_SETS];
    return sets[kernels_all(sets) - 1];
}
