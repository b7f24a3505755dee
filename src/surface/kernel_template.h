/*
 * The kernels, once for each processor. kernel_base.c, kernel_avx2.c and kernel_avx512.c include
 * this file and are compiled each with the flags of its processor; they define
 * - SET(name): the name with the processor's suffix
 * - SET_TEXT: the set's name as text
 * - SET_WIDTH: doubles in a vector
 * - SET_ROOT, SET_FLOOR, SET_CEIL: of a vector
 * - SET_ABI: the letters of its ABI in the vector maths library
 *
 * Explicit vectors, so that speed does not hang on an optimiser's mood.
 *
 * The library is glibc's libmvec (from 2.35 on it has all functions of the language), called by the
 * names of the vector ABI: the compiler need not know it. Without it these functions are applied
 * one by one.
 */
#include <features.h>
#include <math.h>

#include "surface/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define HAS_MATHS 0
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#undef HAS_MATHS
#define HAS_MATHS 1
#endif
#endif

enum { KERNEL_POWER = 5 }; /* whole powers up to this are products: 4 roundings */

typedef double SET(vector) __attribute__((vector_size(8 * SET_WIDTH)));
typedef double SET(loose)
    __attribute__((vector_size(8 * SET_WIDTH), aligned(8), may_alias)); /* in memory */
typedef long long SET(mask) __attribute__((vector_size(8 * SET_WIDTH)));

#define VECTOR       SET(vector)
#define MASK         SET(mask)
#define SPLAT(value) ((value) - (VECTOR){0}) /* minus: -0 + 0 would be 0 */

/* An operand at i: its own lane, or the one value for all. */
#define LANE(pointer, one) (*(const SET(loose) *)((pointer) + i))
#define ONE(pointer, one)  (one)

/* Defines a kernel; `expression` is over a, b, c, and `last` over its result r. */
#define KERNEL(name, A, B, C, expression, last)                                                    \
    static void SET(name)(double *restrict out, const double *pa, const double *pb,                \
                          const double *pc, size_t count)                                          \
    {                                                                                              \
        const VECTOR one_a = SPLAT(*pa), one_b = SPLAT(*pb), one_c = SPLAT(*pc);                   \
        for (size_t i = 0; i < count; i += SET_WIDTH) {                                            \
            const VECTOR a = A(pa, one_a), b = B(pb, one_b), c = C(pc, one_c);                     \
            const VECTOR r = expression;                                                           \
            (void)a, (void)b, (void)c, (void)one_a, (void)one_b, (void)one_c;                      \
            *(SET(loose) *)(out + i) = last;                                                       \
        }                                                                                          \
    }

/* --- chains of arithmetic */

#define CHAIN_BOTH(name, A, B, C, expression)                                                      \
    KERNEL(name, A, B, C, expression, r)                                                           \
    KERNEL(name##_squared, A, B, C, expression, r *r)
#define CHAIN_OUTER(name, A, B, C, inner)                                                          \
    CHAIN_BOTH(name##_add, A, B, C, (inner) + c)                                                   \
    CHAIN_BOTH(name##_sub, A, B, C, (inner)-c)                                                     \
    CHAIN_BOTH(name##_from, A, B, C, c - (inner))                                                  \
    CHAIN_BOTH(name##_mul, A, B, C, (inner)*c)
#define CHAIN(name, A, B, inner)                                                                   \
    CHAIN_BOTH(name##_none, A, B, LANE, inner)                                                     \
    CHAIN_OUTER(name##_lane, A, B, LANE, inner)                                                    \
    CHAIN_OUTER(name##_one, A, B, ONE, inner)

CHAIN(add_vv, LANE, LANE, a + b)
CHAIN(add_vs, LANE, ONE, a + b)
CHAIN(add_sv, ONE, LANE, a + b)
CHAIN(sub_vv, LANE, LANE, a - b)
CHAIN(sub_vs, LANE, ONE, a - b)
CHAIN(sub_sv, ONE, LANE, a - b)
CHAIN(mul_vv, LANE, LANE, a *b)
CHAIN(mul_vs, LANE, ONE, a *b)
CHAIN(mul_sv, ONE, LANE, a *b)
CHAIN(square_v, LANE, LANE, a *a)

/* --- choices and comparisons */

#define CHOOSE(mask, yes, no)                                                                      \
    ((VECTOR)(((MASK)(mask) & (MASK)(yes)) | (~(MASK)(mask) & (MASK)(no))))
#define TRUTH(mask) CHOOSE(mask, SPLAT(1.0), SPLAT(0.0))
#define ZERO        SPLAT(0.0)
#define ABS(value)  ((VECTOR)((MASK)(value) & ~(MASK)SPLAT(-0.0)))

#define RAISED CHOOSE(a < b, b, a)
#define RELU   CHOOSE((a > ZERO) | (a != a), a, ZERO)

#define KERNEL1(name, expression) KERNEL(name, LANE, LANE, LANE, expression, r)
#define KERNEL2(name, expression)                                                                  \
    KERNEL(name##_vv, LANE, LANE, LANE, expression, r)                                             \
    KERNEL(name##_sv, ONE, LANE, LANE, expression, r)                                              \
    KERNEL(name##_vs, LANE, ONE, LANE, expression, r)
#define KERNEL3(name, expression)                                                                  \
    KERNEL(name##_vvv, LANE, LANE, LANE, expression, r)                                            \
    KERNEL(name##_svv, ONE, LANE, LANE, expression, r)                                             \
    KERNEL(name##_vsv, LANE, ONE, LANE, expression, r)                                             \
    KERNEL(name##_ssv, ONE, ONE, LANE, expression, r)                                              \
    KERNEL(name##_vvs, LANE, LANE, ONE, expression, r)                                             \
    KERNEL(name##_svs, ONE, LANE, ONE, expression, r)                                              \
    KERNEL(name##_vss, LANE, ONE, ONE, expression, r)

KERNEL2(div, a / b)
KERNEL1(not, TRUTH(a == ZERO))
KERNEL2(lt, TRUTH(a < b))
KERNEL2(le, TRUTH(a <= b))
KERNEL2(gt, TRUTH(a > b))
KERNEL2(ge, TRUTH(a >= b))
KERNEL2(eq, TRUTH(a == b))
KERNEL2(ne, TRUTH(a != b))
KERNEL2(and, TRUTH((a != ZERO) & (b != ZERO)))
KERNEL2(or, TRUTH((a != ZERO) | (b != ZERO)))
KERNEL3(choice, CHOOSE(a != ZERO, b, c))
KERNEL1(sqrt, SET_ROOT(a))
KERNEL1(abs, ABS(a))
KERNEL1(sign,
        CHOOSE(a > ZERO, SPLAT(1.0), CHOOSE(a < ZERO, SPLAT(-1.0), CHOOSE(a == ZERO, ZERO, a))))
KERNEL1(floor, SET_FLOOR(a))
KERNEL1(ceil, SET_CEIL(a))
KERNEL2(min, CHOOSE((a < b) | (a != a), a, b))
KERNEL2(max, CHOOSE((a > b) | (a != a), a, b))
KERNEL3(clamp, CHOOSE(RAISED > c, c, RAISED))
KERNEL1(relu, RELU)

/* --- the vector maths library */

#if HAS_MATHS
#define MATHS1(name)                                                                               \
    extern VECTOR SET(maths_##name)(VECTOR a) __asm__("_ZGV" SET_ABI "v_" #name);                  \
    KERNEL1(name, SET(maths_##name)(a))
#define MATHS2(name)                                                                               \
    extern VECTOR SET(maths_##name)(VECTOR a, VECTOR b) __asm__("_ZGV" SET_ABI "vv_" #name);       \
    KERNEL2(name, SET(maths_##name)(a, b))

MATHS1(sin)
MATHS1(cos)
MATHS1(exp)
MATHS1(log)
MATHS2(pow)
MATHS1(tan)
MATHS1(asin)
MATHS1(acos)
MATHS1(atan)
MATHS2(atan2)
MATHS1(sinh)
MATHS1(cosh)
MATHS1(tanh)
MATHS1(log2)
MATHS1(log10)
MATHS1(log1p)
MATHS1(expm1)
MATHS1(cbrt)
MATHS2(hypot)
KERNEL1(sigmoid, SPLAT(1.0) / (SPLAT(1.0) + SET(maths_exp)(-a)))
KERNEL1(softplus, RELU + SET(maths_log1p)(SET(maths_exp)(-ABS(a))))

/* Small whole powers by multiplication: at most 4 roundings, and several times as fast. */
static void SET(power)(double *restrict out, const double *pa, const double *pb, const double *pc,
                       size_t count)
{
    double exponent = *pb;
    if (!(exponent >= 1 - KERNEL_POWER && exponent <= KERNEL_POWER) || exponent != (int)exponent) {
        SET(pow_vs)(out, pa, pb, pc, count);
        return;
    }
    unsigned times = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (size_t i = 0; i < count; i += SET_WIDTH) {
        VECTOR base = LANE(pa, 0), result = SPLAT(1.0);
        for (unsigned rest = times; rest; rest >>= 1) {
            if (rest & 1)
                result *= base;
            base *= base;
        }
        *(SET(loose) *)(out + i) = exponent < 0 ? SPLAT(1.0) / result : result;
    }
}
#endif

/* --- streams */

static void SET(stream)(double *restrict out, const double *restrict from, size_t count)
{
    size_t i = 0;
    for (; i < count && (uintptr_t)(out + i) % sizeof(VECTOR) != 0; i++)
        out[i] = from[i];
    for (; i + SET_WIDTH <= count; i += SET_WIDTH)
        SET_STREAM(out + i, *(const SET(loose) *)(from + i));
    for (; i < count; i++)
        out[i] = from[i];
}

static void SET(fence)(void)
{
    SET_FENCE();
}

/* --- sums */

static void SET(accumulate)(double *restrict sum, const double *restrict from, size_t count)
{
    size_t i = 0;
    for (; i + SET_WIDTH <= count; i += SET_WIDTH)
        *(SET(loose) *)(sum + i) += *(const SET(loose) *)(from + i);
    for (; i < count; i++)
        sum[i] += from[i];
}

/* --- the tables */

#define MASKS1(name)                                                                               \
    {                                                                                              \
        SET(name)                                                                                  \
    }
#define MASKS2(name)                                                                               \
    {                                                                                              \
        SET(name##_vv), SET(name##_sv), SET(name##_vs)                                             \
    }
#define MASKS3(name)                                                                               \
    {                                                                                              \
        SET(name##_vvv), SET(name##_svv), SET(name##_vsv), SET(name##_ssv), SET(name##_vvs),       \
            SET(name##_svs), SET(name##_vss)                                                       \
    }
/* By masks: a, b, c in lanes; one a; one b; (both: folded); one c; one a and c; one b and c. */
#define CHAIN_MASKS(name, outer, end)                                                              \
    {                                                                                              \
        SET(name##_vv_lane_##outer##end), SET(name##_sv_lane_##outer##end),                        \
            SET(name##_vs_lane_##outer##end), NULL, SET(name##_vv_one_##outer##end),               \
            SET(name##_sv_one_##outer##end), SET(name##_vs_one_##outer##end), NULL                 \
    }
#define CHAIN_NONE(name, end)                                                                      \
    {                                                                                              \
        SET(name##_vv_none##end), SET(name##_sv_none##end), SET(name##_vs_none##end)               \
    }
#define CHAIN_ROW(name)                                                                            \
    {                                                                                              \
        [OUTER_NONE] = {CHAIN_NONE(name, ), CHAIN_NONE(name, _squared)},                           \
        [OUTER_ADD] = {CHAIN_MASKS(name, add, ), CHAIN_MASKS(name, add, _squared)},                \
        [OUTER_SUB] = {CHAIN_MASKS(name, sub, ), CHAIN_MASKS(name, sub, _squared)},                \
        [OUTER_FROM] = {CHAIN_MASKS(name, from, ), CHAIN_MASKS(name, from, _squared)},             \
        [OUTER_MUL] = {CHAIN_MASKS(name, mul, ), CHAIN_MASKS(name, mul, _squared)},                \
    }
#define SQUARE_MASKS(outer, end)                                                                   \
    {                                                                                              \
        SET(square_v_lane_##outer##end), NULL, NULL, NULL, SET(square_v_one_##outer##end)          \
    }
#define SQUARE_ROW                                                                                 \
    {                                                                                              \
        [OUTER_NONE] = {{SET(square_v_none)}, {SET(square_v_none_squared)}},                       \
        [OUTER_ADD] = {SQUARE_MASKS(add, ), SQUARE_MASKS(add, _squared)},                          \
        [OUTER_SUB] = {SQUARE_MASKS(sub, ), SQUARE_MASKS(sub, _squared)},                          \
        [OUTER_FROM] = {SQUARE_MASKS(from, ), SQUARE_MASKS(from, _squared)},                       \
        [OUTER_MUL] = {SQUARE_MASKS(mul, ), SQUARE_MASKS(mul, _squared)},                          \
    }

const struct kernels SET(kernels) = {
    .name = SET_TEXT,
    .stream = SET(stream),
    .fence = SET(fence),
    .add = SET(accumulate),
    .chain = {[INNER_ADD] = CHAIN_ROW(add),
              [INNER_SUB] = CHAIN_ROW(sub),
              [INNER_MUL] = CHAIN_ROW(mul),
              [INNER_SQUARE] = SQUARE_ROW},
    .function =
        {
            [OP_DIV] = MASKS2(div),
            [OP_NOT] = MASKS1(not ),
            [OP_LT] = MASKS2(lt),
            [OP_LE] = MASKS2(le),
            [OP_GT] = MASKS2(gt),
            [OP_GE] = MASKS2(ge),
            [OP_EQ] = MASKS2(eq),
            [OP_NE] = MASKS2(ne),
            [OP_AND] = MASKS2(and),
            [OP_OR] = MASKS2(or),
            [OP_IF] = MASKS3(choice),
            [OP_SQRT] = MASKS1(sqrt),
            [OP_ABS] = MASKS1(abs),
            [OP_SIGN] = MASKS1(sign),
            [OP_FLOOR] = MASKS1(floor),
            [OP_CEIL] = MASKS1(ceil),
            [OP_MIN] = MASKS2(min),
            [OP_MAX] = MASKS2(max),
            [OP_CLAMP] = MASKS3(clamp),
            [OP_RELU] = MASKS1(relu),
#if HAS_MATHS
            [OP_POW] = {SET(pow_vv), SET(pow_sv), SET(power)},
            [OP_SIN] = MASKS1(sin),
            [OP_COS] = MASKS1(cos),
            [OP_TAN] = MASKS1(tan),
            [OP_ASIN] = MASKS1(asin),
            [OP_ACOS] = MASKS1(acos),
            [OP_ATAN] = MASKS1(atan),
            [OP_ATAN2] = MASKS2(atan2),
            [OP_SINH] = MASKS1(sinh),
            [OP_COSH] = MASKS1(cosh),
            [OP_TANH] = MASKS1(tanh),
            [OP_EXP] = MASKS1(exp),
            [OP_LOG] = MASKS1(log),
            [OP_LOG2] = MASKS1(log2),
            [OP_LOG10] = MASKS1(log10),
            [OP_LOG1P] = MASKS1(log1p),
            [OP_EXPM1] = MASKS1(expm1),
            [OP_CBRT] = MASKS1(cbrt),
            [OP_HYPOT] = MASKS2(hypot),
            [OP_SIGMOID] = MASKS1(sigmoid),
            [OP_SOFTPLUS] = MASKS1(softplus),
#endif
        },
};
