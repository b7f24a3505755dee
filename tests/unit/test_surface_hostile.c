/*
 * Formulas that mean harm. Would catch: recursion over the text or the graph, growth without a
 * bound, a message without a place. Everything runs on a stack of 256 KiB, as a thread's may be.
 */
#include "support/test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "fuzz/formula.c"

#if defined(__has_feature)
#define HAS_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#else
#define HAS_ASAN 0
#endif
/* The sanitizers' frames are several times as large. */
enum { STACK = HAS_ASAN ? 4 << 20 : 256 << 10 };

static void *run_one(void *argument)
{
    const struct buffer *text = argument;
    LLVMFuzzerTestOneInput((const uint8_t *)text->data, text->length);
    return NULL;
}

/* The whole way of a formula on a small stack; a failure there is an abort. */
static void run_on_small_stack(struct buffer *text)
{
    pthread_t thread;
    pthread_attr_t attributes;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, STACK), 0);
    assert_int_equal(pthread_create(&thread, &attributes, run_one, text), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
}

struct hostile {
    const char *first, *again, *middle, *close; /* first again... middle close... */
    int times;
    const char *says; /* NULL: it is accepted */
};

static void build(const struct hostile *hostile, struct buffer *text)
{
    buffer_add_text(text, hostile->first);
    for (int i = 0; i < hostile->times; i++)
        buffer_add_text(text, hostile->again);
    buffer_add_text(text, hostile->middle);
    for (int i = 0; i < hostile->times; i++)
        buffer_add_text(text, hostile->close);
}

static const struct hostile hostile[] = {
    {"1", "+1", "", "", 100000, "too long"},
    {"", "(", "x", ")", 1000000, "too long"},
    {"", "-", "x", "", 1000000, "too long"},
    {"", "(", "x", ")", 20000, "nested deeper"},
    {"", "(", "x", ")", 200, NULL},
    {"", "(", "x", ")", 201, "nested deeper"},
    {"", "sin(", "x*y", ")", 200, NULL},
    {"", "sin(", "x*y", ")", 201, "nested deeper"},
    {"", "-", "x", "", 1000, NULL},
    {"", "-", "x", "", 60000, "wait for their operands"},
    {"", "!", "x", "", 60000, "wait for their operands"},
    {"", "+", "x", "", 60000, NULL},
    {"x", "^x", "", "", 30000, "wait for their operands"},
    {"", "x^(", "y", ")", 150, NULL},
    {"x", "^x", "", "", 60, NULL},
    {"1", "+1", "", "", 30000, "too many parts"},
    {"x", "+x", "", "", 3000, NULL},
    {"x", "*x", "", "", 500, NULL},
    {"x", "-y*x", "", "", 2000, NULL},
    {"y", "/x", "", "", 1000, NULL},
    {"1", "*(x+y)", "", "", 2000, NULL},
    {"1", "*sin(x*y)", "", "", 1000, NULL},
    {"", "max(x,", "y", ")", 190, NULL},
    {"", "if(x<y,x*y,", "y", ")", 190, NULL},
    {"", "(x+", "y", ")^2", 180, NULL},
    {"", "(x*y+", "y", ")*x", 190, NULL},
    {"", "exp(x*", "y", ")", 190, NULL},
    {"", "atan2(x,", "y", ")", 190, NULL},
    {"", "clamp(x,y,", "y", ")", 190, NULL},
    {"", ")", "", "", 50000, "missing"},
    {"x", ",x", "", "", 20000, "commas"},
    {"max(x", ",x", "", "", 20000, "takes 2 arguments"},
    {"x", " ", "", "", 60000, NULL},
};

static void test_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(hostile); i++) {
        struct buffer text = {0};
        struct error error = {0};
        build(&hostile[i], &text);
        clock_t start = clock();
        struct surface *surface = fuzz_make(text.data, text.length, &error);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (!surface && !hostile[i].says)
            fail_msg("row %zu is refused: %s", i, error.message);
        if (hostile[i].says && (surface || !strstr(error.message, hostile[i].says)))
            fail_msg("row %zu: '%s' does not say '%s'", i, error.message, hostile[i].says);
        if (seconds > (HAS_ASAN ? 10 : 1))
            fail_msg("row %zu takes %g s", i, seconds);
        surface_free(surface);
        run_on_small_stack(&text);
        buffer_release(&text);
    }
}

/* Many different terms: the derivatives' limit, not the machine's. */
static void test_many_terms(void **state)
{
    (void)state;
    static const char *const terms[][2] = {
        {"+sin(x*", ")"},          {"+x^", "*y"},   {"*(x*y-", ")"}, {"+exp(-(x-", ")^2-y^2)"},
        {"+if(x<", ", x*y, y^x)"}, {"/(y+x*", ")"}, {"^(x*y+", ")"}};
    for (size_t i = 0; i < ARRAY_LENGTH(terms); i++)
        for (int count = 100; count <= 1000; count *= 10) {
            struct buffer text = {0};
            buffer_add_text(&text, "x");
            for (int k = 0; k < count; k++) {
                char number[16];
                sprintf(number, "%d", k + 4);
                buffer_add_text(&text, terms[i][0]);
                buffer_add_text(&text, number);
                buffer_add_text(&text, terms[i][1]);
            }
            clock_t start = clock();
            run_on_small_stack(&text);
            double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
            if (seconds > (HAS_ASAN ? 20 : 2))
                fail_msg("%d times %s%s takes %g s", count, terms[i][0], terms[i][1], seconds);
            buffer_release(&text);
        }
}

/* Seeds of the fuzzer and what it found. */
static const char *const corpus[] = {
    "(a - x)^2 + 100*(y - x^2)^2",
    "-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+exp(1)+20",
    "if(x<y && !(x==1) || y>=2, atan2(y,x), hypot(x,y)) + clamp(x,-1,1)*relu(y)",
    "x^n + x^a + x^-3 + n^x + a^y + x^y + e^x + 0^x",
    "log(x)+log2(x)+log10(y)+log1p(y)+expm1(x)+cbrt(x)+sign(y)+floor(x)+ceil(y)",
    "min(x,y)+max(x,y)+abs(x)+sigmoid(x)+softplus(y)+tanh(x)+sinh(y)+cosh(x)+tan(y)",
    "asin(x)+acos(y)+atan(x)",
    "(-2)^2 - -2*x - (-3)/(x - -y)*(-1)",
    "1e-320*x + 1e300*x*1e300*y + 1e-300*x*1e-300",
    "x/3/7*6 - (x - (y - (x + y)))/-2",
    "x*(y*(x*(y*x))) - -(-(x))",
    "0.1*x*0.2*y/0.3 + x*1e400",
    "0*x + 1*x - x*0 + x/0",
    "!x + !!y - (x < y)*(y < x)",
    "x\xC2\xB2 + 1",
    "\xFF\xFE",
    "2x",
    "max(x",
};

static void test_corpus(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(corpus); i++)
        LLVMFuzzerTestOneInput((const uint8_t *)corpus[i], strlen(corpus[i]));
}

/* Ten thousand texts put together from the pieces of the language: a fuzzer for every `make check`.
 */
static void test_random_formulas(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "x",     "y",      "a",    "n",    "pi",  "e",    "2",  "3",   "0.5", "-1",
        "1e-9",  "0",      "+",    "-",    "*",   "/",    "^",  "(",   ")",   ",",
        "<",     "&&",     "!",    "max(", "if(", "sin(", "-",  "^2",  "^-1", "exp(",
        "sqrt(", "clamp(", "abs(", ")",    ")",   "*x",   "+y", "log("};
    uint32_t random = 12345;
    for (int i = 0; i < 10000; i++) {
        char text[256] = "";
        for (int k = 0; k < 4 + i % 20; k++) {
            random = random * 1664525 + 1013904223;
            strcat(text, pieces[(random >> 8) % ARRAY_LENGTH(pieces)]);
        }
        LLVMFuzzerTestOneInput((const uint8_t *)text, strlen(text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_many_terms),
        cmocka_unit_test(test_corpus),
        cmocka_unit_test(test_random_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
