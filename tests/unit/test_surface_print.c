/*
 * Formulas as text. Would catch: a parenthesis too many or too few, a sign lost, a product that
 * reads as a function or another name, plain text that does not mean the same when it is read
 * again.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "support/ground.h"
#include "surface/surface.h"

static const struct surface_constant constants[] = {
    {"a", 1}, {"b", 100}, {"beta", 2}, {"rate", 3}, {"n", 4}};

static struct surface *make(const char *loss)
{
    return ground_make(loss, constants, ARRAY_LENGTH(constants), NULL);
}

static void expect_text(const char *loss, const char *what, const struct buffer *out,
                        const char *expected)
{
    if (strcmp(buffer_text(out), expected) != 0)
        fail_msg("%s: %s prints as\n  %s\nnot\n  %s", loss, what, buffer_text(out), expected);
}

static const struct {
    const char *loss, *plain, *pretty;
} losses[] = {
    {"(a-x)^2+b*(y-x^2)^2", "(a - x)^2 + b*(y - x^2)^2", "(a − x)² + b(y − x²)²"},
    {"((x))+((y*2))", "x + y*2", "x + y·2"},
    {"x-(y-1)-(x-y)", "x - (y - 1) - (x - y)", "x − (y − 1) − (x − y)"},
    {"x+(y+1)", "x + (y + 1)", "x + y + 1"},
    {"x*(y*2)", "x*(y*2)", "xy·2"},
    {"x/(y*2)", "x/(y*2)", "x/(y·2)"},
    {"x/y/2", "x/y/2", "x/(y·2)"},
    {"(x+y)/2", "(x + y)/2", "(x + y)/2"},
    {"1/3*x", "1/3*x", "x/3"},
    {"2*x*y", "2*x*y", "2xy"},
    {"-x^2", "-x^2", "−x²"},
    {"(-x)^2", "(-x)^2", "(−x)²"},
    {"(-2)^2*x", "(-2)^2*x", "(−2)²·x"},
    {"2^-1", "2^-1", "2⁻¹"},
    {"x^-2", "x^-2", "x⁻²"},
    {"x^12", "x^12", "x¹²"},
    {"x^0.5", "x^0.5", "x^0.5"},
    {"x^y", "x^y", "x^y"},
    {"x^(y+1)", "x^(y + 1)", "x^(y + 1)"},
    {"2^x^2", "2^x^2", "2^(x²)"},
    {"(2^x)^2", "(2^x)^2", "(2^x)²"},
    {"x + -2*y", "x + -2*y", "x + (−2y)"},
    {"x - -y", "x - -y", "x − (−y)"},
    {"sin(x)^2+cos(2*pi*y)", "sin(x)^2 + cos(2*pi*y)", "sin²(x) + cos(2πy)"},
    {"2*sin(x)*cos(y)", "2*sin(x)*cos(y)", "2sin(x)·cos(y)"},
    {"x*sin(y)", "x*sin(y)", "x·sin(y)"},
    {"2*rate*x", "2*rate*x", "2·rate·x"},
    {"beta*x", "beta*x", "βx"},
    {"sqrt(x)+sqrt(x+y)*2", "sqrt(x) + sqrt(x + y)*2", "√x + √(x + y)·2"},
    {"sqrt(x)^2", "sqrt(x)^2", "(√x)²"},
    {"abs(x-y)+floor(x)+ceil(y)", "abs(x - y) + floor(x) + ceil(y)", "|x − y| + ⌊x⌋ + ⌈y⌉"},
    {"if(x<=y&&!(x!=1),x,-y)", "if(x <= y && !(x != 1), x, -y)", "if(x ≤ y ∧ ¬(x ≠ 1), x, −y)"},
    {"(x<y)*2", "(x < y)*2", "(x < y)·2"},
    {"pow(x,2)", "x^2", "x²"},
    {"0.0010*x+2.50*y", "0.001*x + 2.5*y", "0.001x + 2.5y"},
    {"e^x+3*e", "e^x + 3*e", "e^x + 3·e"},
};

static void test_losses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = make(losses[i].loss);
        struct buffer out = {0};
        surface_print_loss(surface, false, &out);
        expect_text(losses[i].loss, "plain", &out, losses[i].plain);
        buffer_clear(&out);
        surface_print_loss(surface, true, &out);
        expect_text(losses[i].loss, "pretty", &out, losses[i].pretty);
        buffer_release(&out);
        surface_free(surface);
    }
}

static const struct {
    const char *loss, *by_x, *by_y;
} gradients[] = {
    {"3", "0", "0"},
    {"x^2 + y^2", "2x", "2y"},
    {"(a - x)^2 + b*(y - x^2)^2", "−2(a − x) − 4bx(y − x²)", "2b(y − x²)"},
    {"(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "4x(x² + y − 11) + 2(x + y² − 7)",
     "2(x² + y − 11) + 4y(x + y² − 7)"},
    {"20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))", "2x + 20π·sin(2πx)", "2y + 20π·sin(2πy)"},
    {"0.5*(x^4 - 16*x^2 + 5*x + y^4)", "0.5(4x³ − 32x + 5)", "2y³"},
    {"2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2", "4x − 4.2x³ + x⁵ + y", "x + 2y"},
    {"x^3 - 3*x*y^2", "3x² − 3y²", "−6xy"},
    {"sqrt(x^2 + y^2)", "x/√(x² + y²)", "y/√(x² + y²)"},
    {"1 - exp(-(x^2 + y^2)/2)", "x·exp(−(x² + y²)/2)", "y·exp(−(x² + y²)/2)"},
    {"log(1 + x^2 + y^2)", "2x/(1 + x² + y²)", "2y/(1 + x² + y²)"},
    {"tanh(10*(x - 1))", "10(1 − tanh²(10(x − 1)))", "0"},
    {"x^n + x/3", "n·x^(n − 1) + 1/3", "0"},
    {"abs(x)*y", "sign(x)·y", "|x|"},
    {"max(x, y)", "if(x > y, 1, if(y > x, 0, 0.5))", "if(x > y, 0, if(y > x, 1, 0.5))"},
};

static void test_gradients(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(gradients); i++) {
        struct surface *surface = make(gradients[i].loss);
        struct buffer out = {0};
        surface_print_gradient(surface, 0, true, &out);
        expect_text(gradients[i].loss, "the derivative by x", &out, gradients[i].by_x);
        buffer_clear(&out);
        surface_print_gradient(surface, 1, true, &out);
        expect_text(gradients[i].loss, "the derivative by y", &out, gradients[i].by_y);
        buffer_release(&out);
        surface_free(surface);
    }
}

/* Plain text, read again, prints as itself: nothing was lost. (Values: tests/fuzz/formula.c.) */
static void test_plain_text_is_a_fixed_point(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(gradients); i++)
        for (int axis = 0; axis < 2; axis++) {
            struct surface *surface = make(gradients[i].loss);
            struct buffer first = {0}, second = {0};
            surface_print_gradient(surface, axis, false, &first);
            struct surface *again = make(buffer_text(&first));
            surface_print_loss(again, false, &second);
            expect_text(gradients[i].loss, "its derivative read again", &second,
                        buffer_text(&first));
            buffer_release(&first);
            buffer_release(&second);
            surface_free(surface);
            surface_free(again);
        }
}

/* u = u·u + x again and again: written out it doubles each time, so the text is cut. */
static void test_long_text_is_cut(void **state)
{
    (void)state;
    struct buffer loss = {0}, out = {0};
    buffer_add_text(&loss, "x + y");
    while (loss.length < 30000) {
        struct buffer next = {0};
        buffer_printf(&next, "sin(%s)*(%s)", buffer_text(&loss), buffer_text(&loss));
        buffer_release(&loss);
        loss = next;
    }
    struct surface *surface = make(buffer_text(&loss));
    surface_print_gradient(surface, 0, false, &out);
    assert_in_range(out.length, 1 << 16, (1 << 16) + 100);
    assert_string_equal(out.data + out.length - 3, "...");
    buffer_release(&loss);
    buffer_release(&out);
    surface_free(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_gradients),
        cmocka_unit_test(test_plain_text_is_a_fixed_point),
        cmocka_unit_test(test_long_text_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
