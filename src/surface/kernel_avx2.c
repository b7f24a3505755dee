/*
 * Kernels for processors with AVX2: four doubles at a time. Compiled with the flag that allows it
 * (Makefile).
 */
#if defined(__AVX2__)
#define SET(name)          name##_avx2
#define SET_TEXT           "AVX2"
#define SET_WIDTH          4
#define SET_ROOT(v)        ((VECTOR)_mm256_sqrt_pd(v))
#define SET_FLOOR(v)       ((VECTOR)_mm256_floor_pd(v))
#define SET_CEIL(v)        ((VECTOR)_mm256_ceil_pd(v))
#define SET_STREAM(out, v) _mm256_stream_pd(out, v)
#define SET_FENCE()        _mm_sfence()
#define SET_ABI            "dN4"
#include "surface/kernel_template.h"
#else
#include "surface/kernel.h"
const struct kernels kernels_avx2; /* no kernel: never chosen */
#endif
