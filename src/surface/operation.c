/*
 * The table of operations. max and min pass NaN on, as IEEE 754-2019 maximum and PyTorch do; truth
 * is any number but 0. Comparisons are functions of their own, so that folding a constant at
 * compile time and evaluating at run time are the same code and give the same bits.
 */
#include "surface/operation.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

#define UNUSED __attribute__((unused))
#define OPERATION(name, expression)                                                                \
    static double name(UNUSED double a, UNUSED double b, UNUSED double c)                          \
    {                                                                                              \
        return expression;                                                                         \
    }

static const double E = 2.718281828459045235;

OPERATION(apply_nothing, 0)
OPERATION(apply_pi, NUMBER_PI)
OPERATION(apply_e, E)
OPERATION(apply_add, a + b)
OPERATION(apply_sub, a - b)
OPERATION(apply_mul, a *b)
OPERATION(apply_div, a / b)
OPERATION(apply_pow, pow(a, b))
OPERATION(apply_neg, -a)
OPERATION(apply_not, a == 0)
OPERATION(apply_lt, a < b)
OPERATION(apply_le, a <= b)
OPERATION(apply_gt, a > b)
OPERATION(apply_ge, a >= b)
OPERATION(apply_eq, a == b)
OPERATION(apply_ne, a != b)
OPERATION(apply_and, a != 0 && b != 0)
OPERATION(apply_or, a != 0 || b != 0)
OPERATION(apply_if, a != 0 ? b : c)
OPERATION(apply_guard, a != 0 ? b : 0)
OPERATION(apply_sin, sin(a))
OPERATION(apply_cos, cos(a))
OPERATION(apply_tan, tan(a))
OPERATION(apply_asin, asin(a))
OPERATION(apply_acos, acos(a))
OPERATION(apply_atan, atan(a))
OPERATION(apply_atan2, atan2(a, b))
OPERATION(apply_sinh, sinh(a))
OPERATION(apply_cosh, cosh(a))
OPERATION(apply_tanh, tanh(a))
OPERATION(apply_exp, exp(a))
OPERATION(apply_log, log(a))
OPERATION(apply_log2, log2(a))
OPERATION(apply_log10, log10(a))
OPERATION(apply_log1p, log1p(a))
OPERATION(apply_expm1, expm1(a))
OPERATION(apply_sqrt, sqrt(a))
OPERATION(apply_cbrt, cbrt(a))
OPERATION(apply_abs, fabs(a))
OPERATION(apply_sign, a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : a)
OPERATION(apply_floor, floor(a))
OPERATION(apply_ceil, ceil(a))
OPERATION(apply_min, a < b || a != a ? a : b)
OPERATION(apply_max, a > b || a != a ? a : b)
OPERATION(apply_hypot, hypot(a, b))
OPERATION(apply_relu, a > 0 || a != a ? a : 0)
OPERATION(apply_sigmoid, 1 / (1 + exp(-a)))
OPERATION(apply_softplus, (a > 0 || a != a ? a : 0) + log1p(exp(-fabs(a))))

/* As torch.clamp: where low > high the result is high. */
static double apply_clamp(double a, double low, double high)
{
    double raised = a < low ? low : a;
    return raised > high ? high : raised;
}

#define CALL(name, code, arity, usage, exact, apply)                                               \
    [code] = {name, name, usage, FORM_CALL, PRECEDENCE_ATOM, arity, exact, apply}
#define FUNCTION(name, code, apply) CALL(name, code, 1, NULL, false, apply)
#define INFIX(name, pretty, code, precedence, apply)                                               \
    [code] = {name, pretty, NULL, FORM_INFIX, precedence, 2, (code) != OP_POW, apply}
#define PREFIX(name, pretty, code, apply)                                                          \
    [code] = {name, pretty, NULL, FORM_PREFIX, PRECEDENCE_PREFIX, 1, true, apply}
#define ATOM(name, pretty, code, apply)                                                            \
    [code] = {name, pretty, NULL, FORM_ATOM, PRECEDENCE_ATOM, 0, true, apply}

// clang-format off
const struct operation operations[OP_COUNT] = {
    ATOM("number", "number", OP_NUMBER, apply_nothing),
    ATOM("name", "name", OP_NAME, apply_nothing),
    ATOM("pi", "π", OP_PI, apply_pi),
    ATOM("e", "e", OP_E, apply_e),
    INFIX("+", "+", OP_ADD, PRECEDENCE_SUM, apply_add),
    INFIX("-", "−", OP_SUB, PRECEDENCE_SUM, apply_sub),
    INFIX("*", "·", OP_MUL, PRECEDENCE_PRODUCT, apply_mul),
    INFIX("/", "/", OP_DIV, PRECEDENCE_PRODUCT, apply_div),
    INFIX("^", "^", OP_POW, PRECEDENCE_POWER, apply_pow),
    PREFIX("-", "−", OP_NEG, apply_neg),
    PREFIX("!", "¬", OP_NOT, apply_not),
    INFIX("<", "<", OP_LT, PRECEDENCE_COMPARISON, apply_lt),
    INFIX("<=", "≤", OP_LE, PRECEDENCE_COMPARISON, apply_le),
    INFIX(">", ">", OP_GT, PRECEDENCE_COMPARISON, apply_gt),
    INFIX(">=", "≥", OP_GE, PRECEDENCE_COMPARISON, apply_ge),
    INFIX("==", "=", OP_EQ, PRECEDENCE_COMPARISON, apply_eq),
    INFIX("!=", "≠", OP_NE, PRECEDENCE_COMPARISON, apply_ne),
    INFIX("&&", "∧", OP_AND, PRECEDENCE_AND, apply_and),
    INFIX("||", "∨", OP_OR, PRECEDENCE_OR, apply_or),
    CALL("if", OP_IF, 3, "condition, then, else", true, apply_if),
    [OP_GUARD] = {"guard", "guard", NULL, FORM_ATOM, PRECEDENCE_ATOM, 2, true, apply_guard},
    FUNCTION("sin", OP_SIN, apply_sin),
    FUNCTION("cos", OP_COS, apply_cos),
    FUNCTION("tan", OP_TAN, apply_tan),
    FUNCTION("asin", OP_ASIN, apply_asin),
    FUNCTION("acos", OP_ACOS, apply_acos),
    FUNCTION("atan", OP_ATAN, apply_atan),
    CALL("atan2", OP_ATAN2, 2, "y, x", false, apply_atan2),
    FUNCTION("sinh", OP_SINH, apply_sinh),
    FUNCTION("cosh", OP_COSH, apply_cosh),
    FUNCTION("tanh", OP_TANH, apply_tanh),
    FUNCTION("exp", OP_EXP, apply_exp),
    FUNCTION("log", OP_LOG, apply_log),
    FUNCTION("log2", OP_LOG2, apply_log2),
    FUNCTION("log10", OP_LOG10, apply_log10),
    FUNCTION("log1p", OP_LOG1P, apply_log1p),
    FUNCTION("expm1", OP_EXPM1, apply_expm1),
    CALL("sqrt", OP_SQRT, 1, NULL, true, apply_sqrt),
    FUNCTION("cbrt", OP_CBRT, apply_cbrt),
    CALL("abs", OP_ABS, 1, NULL, true, apply_abs),
    CALL("sign", OP_SIGN, 1, NULL, true, apply_sign),
    CALL("floor", OP_FLOOR, 1, NULL, true, apply_floor),
    CALL("ceil", OP_CEIL, 1, NULL, true, apply_ceil),
    CALL("min", OP_MIN, 2, "a, b", true, apply_min),
    CALL("max", OP_MAX, 2, "a, b", true, apply_max),
    CALL("pow", OP_POWER, 2, "base, exponent", false, apply_pow),
    CALL("hypot", OP_HYPOT, 2, "a, b", false, apply_hypot),
    CALL("clamp", OP_CLAMP, 3, "value, low, high", true, apply_clamp),
    CALL("relu", OP_RELU, 1, NULL, true, apply_relu),
    FUNCTION("sigmoid", OP_SIGMOID, apply_sigmoid),
    FUNCTION("softplus", OP_SOFTPLUS, apply_softplus),
};
// clang-format on

enum operation_code operation_find(const char *name, size_t length)
{
    for (int code = 0; code < OP_COUNT; code++)
        if (operations[code].form == FORM_CALL && strlen(operations[code].name) == length &&
            memcmp(operations[code].name, name, length) == 0)
            return (enum operation_code)code;
    return OP_COUNT;
}
