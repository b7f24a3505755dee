/*
 * Kernels for processors with AVX-512: eight doubles at a time. Compiled with the flag that allows
 * it (Makefile).
 */
#if defined(__AVX512F__)
#define SET(name)          name##_avx512
#define SET_TEXT           "AVX-512"
#define SET_WIDTH          8
#define SET_ROOT(v)        ((VECTOR)_mm512_sqrt_pd(v))
#define SET_FLOOR(v)       ((VECTOR)_mm512_floor_pd(v))
#define SET_CEIL(v)        ((VECTOR)_mm512_ceil_pd(v))
#define SET_STREAM(out, v) _mm512_stream_pd(out, v)
#define SET_FENCE()        _mm_sfence()
#define SET_ABI            "eN8"
#include "surface/kernel_template.h"
#else
#include "surface/kernel.h"
const struct kernels kernels_avx512; /* no kernel: never chosen */
#endif
