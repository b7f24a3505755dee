/*
 * Kernels for every processor: two doubles at a time.
 */
#define SET(name)    name##_base
#define SET_TEXT     "baseline"
#define SET_WIDTH    2
#define SET_FLOOR(v) ((VECTOR){floor((v)[0]), floor((v)[1])})
#define SET_CEIL(v)  ((VECTOR){ceil((v)[0]), ceil((v)[1])})
#define SET_ABI      "bN2"
#if defined(__x86_64__)
#define SET_ROOT(v)        ((VECTOR)_mm_sqrt_pd(v))
#define SET_STREAM(out, v) _mm_stream_pd(out, v)
#define SET_FENCE()        _mm_sfence()
#else
#define SET_ROOT(v)        ((VECTOR){sqrt((v)[0]), sqrt((v)[1])})
#define SET_STREAM(out, v) (*(VECTOR *)(out) = (v))
#define SET_FENCE()        ((void)0)
#endif
#include "surface/kernel_template.h"
