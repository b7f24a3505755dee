/*
 * The kernels of each processor, and which one this is.
 *
 * The vector maths library is glibc's libmvec (from 2.35 on it has all functions of the language),
 * called by the names of the vector ABI: the compiler need not know it.
 */
#include "surface/kernel.h"

#include <features.h>
#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#define HAS_MATHS 1
#endif
#endif
#ifndef HAS_MATHS
#define HAS_MATHS 0
#endif

enum { KERNEL_POWER = 5 }; /* whole powers up to this are products: 4 roundings */

/* --- every processor: two doubles at a time */

#define SET(name) name##_base
#define SET_TEXT  "baseline"
#define SET_TARGET
#define SET_WIDTH    2
#define SET_FLOOR(v) ((VECTOR){floor((v)[0]), floor((v)[1])})
#define SET_CEIL(v)  ((VECTOR){ceil((v)[0]), ceil((v)[1])})
#define SET_MATHS    HAS_MATHS
#define SET_ABI      "bN2"
#if defined(__x86_64__)
#define SET_ROOT(v) ((VECTOR)_mm_sqrt_pd(v))
#else
#define SET_ROOT(v) ((VECTOR){sqrt((v)[0]), sqrt((v)[1])})
#endif
#include "surface/kernel_template.h"

#if defined(__x86_64__)

#define SET(name)    name##_avx2
#define SET_TEXT     "AVX2"
#define SET_TARGET   __attribute__((target("avx2")))
#define SET_WIDTH    4
#define SET_ROOT(v)  ((VECTOR)_mm256_sqrt_pd(v))
#define SET_FLOOR(v) ((VECTOR)_mm256_floor_pd(v))
#define SET_CEIL(v)  ((VECTOR)_mm256_ceil_pd(v))
#define SET_MATHS    HAS_MATHS
#define SET_ABI      "dN4"
#include "surface/kernel_template.h"

#define SET(name)    name##_avx512
#define SET_TEXT     "AVX-512"
#define SET_TARGET   __attribute__((target("avx512f")))
#define SET_WIDTH    8
#define SET_ROOT(v)  ((VECTOR)_mm512_sqrt_pd(v))
#define SET_FLOOR(v) ((VECTOR)_mm512_floor_pd(v))
#define SET_CEIL(v)  ((VECTOR)_mm512_ceil_pd(v))
#define SET_MATHS    HAS_MATHS
#define SET_ABI      "eN8"
#include "surface/kernel_template.h"

#endif

int kernels_all(const struct kernels *sets[KERNEL_SETS])
{
    int count = 0;
    sets[count++] = &kernels_base;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        sets[count++] = &kernels_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        sets[count++] = &kernels_avx512;
#endif
    return count;
}

const struct kernels *kernels_best(void)
{
    const struct kernels *sets[KERNEL_SETS];
    return sets[kernels_all(sets) - 1];
}
