/*
 * The operations of the formula language: one table, one row each.
 *
 * The parser finds names and arities here, the printer forms and precedences, the compiler the
 * strict arithmetic. The derivative of each is in surface/derive.c, the vector forms in
 * surface/kernel_template.h; both are tables over the same enum.
 */
#ifndef SURFACE_OPERATION_H
#define SURFACE_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum operation_code {
    OP_NUMBER,
    OP_NAME,
    OP_PI,
    OP_E,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_POW,
    OP_NEG,
    OP_NOT,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_EQ,
    OP_NE,
    OP_AND,
    OP_OR,
    OP_IF,
    OP_GUARD, /* guard(c, a): a where c holds, else 0. Only derivatives have it */
    OP_SIN,
    OP_COS,
    OP_TAN,
    OP_ASIN,
    OP_ACOS,
    OP_ATAN,
    OP_ATAN2,
    OP_SINH,
    OP_COSH,
    OP_TANH,
    OP_EXP,
    OP_LOG,
    OP_LOG2,
    OP_LOG10,
    OP_LOG1P,
    OP_EXPM1,
    OP_SQRT,
    OP_CBRT,
    OP_ABS,
    OP_SIGN,
    OP_FLOOR,
    OP_CEIL,
    OP_MIN,
    OP_MAX,
    OP_POWER, /* pow(a, b): parsed as OP_POW */
    OP_HYPOT,
    OP_CLAMP,
    OP_RELU,
    OP_SIGMOID,
    OP_SOFTPLUS,
    OP_COUNT
};

/* How an operation is written. */
enum operation_form { FORM_ATOM, FORM_PREFIX, FORM_INFIX, FORM_CALL };

/* Higher binds tighter. Comparisons do not chain; powers are right-associative. */
enum precedence {
    PRECEDENCE_NONE,
    PRECEDENCE_OR,
    PRECEDENCE_AND,
    PRECEDENCE_COMPARISON,
    PRECEDENCE_SUM,
    PRECEDENCE_PRODUCT,
    PRECEDENCE_PREFIX,
    PRECEDENCE_POWER,
    PRECEDENCE_ATOM
};

/* Strict arithmetic: IEEE double and scalar libm. Arguments beyond the arity are ignored. */
typedef double operation_function(double a, double b, double c);

struct operation {
    const char *name;   /* as it is written */
    const char *pretty; /* on paper */
    const char *usage;  /* the arguments by name; NULL: there is one */
    enum operation_form form;
    enum precedence precedence;
    int arity;
    bool exact; /* the same bits in vector arithmetic: no part of the maths library is called */
    operation_function *apply;
};

extern const struct operation operations[OP_COUNT];

/* The function (FORM_CALL) of that name, or OP_COUNT. */
enum operation_code operation_find(const char *name, size_t length);

#endif
