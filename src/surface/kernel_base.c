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
#define SET_ROOT(v) ((VECTOR)_mm_sqrt_pd(v))
#else
#define SET_ROOT(v) ((VECTOR){sqrt((v)[0]), sqrt((v)[1])})
#endif
#include "surface/kernel_template.h"
