/*
 * Fuzzes formulas, from text to derivatives, programs and print: `make fuzz CC=clang FLAVOUR=fuzz`.
 *
 * What is refused must say so at a place within the text; what is accepted must print as text that
 * means the same, and blocks must give the bits of single points.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "surface/surface.h"

enum { POINTS = 24 };

static const double fuzz_values[] = {0, -0.0, 1, -1, 0.5, 2, 3.25, -7.5, 1e-8, 1e8, INFINITY, NAN};

static struct surface *fuzz_make(const char *text, size_t length, struct error *error)
{
    static const struct surface_constant constants[] = {{"a", 1.5}, {"n", 0}};
    struct surface_source source = {.loss = text,
                                    .loss_length = length,
                                    .parameters = {"x", "y"},
                                    .constants = constants,
                                    .constant_count = 2};
    return surface_new(&source, error);
}

static void fuzz_require(bool holds)
{
    if (!holds)
        abort();
}

static bool fuzz_is_same(double a, double b)
{
    return a == b || (a != a && b != b);
}

static void fuzz_points(double x[POINTS], double y[POINTS])
{
    for (size_t i = 0; i < POINTS; i++) {
        x[i] = fuzz_values[i % 12];
        y[i] = fuzz_values[(5 * i + i / 12) % 12];
    }
}

/* Blocks against points, for a count that is not whole vectors. */
static void fuzz_blocks(const struct surface *surface)
{
    double x[POINTS], y[POINTS], loss[POINTS], slope[POINTS], curve[POINTS];
    struct surface_lanes lanes = {loss, {NULL, slope}, {NULL, curve, NULL}};
    fuzz_points(x, y);
    surface_points(surface, SURFACE_HESSIAN, POINTS - 1, x, y, &lanes);
    for (size_t i = 0; i < POINTS - 1; i++) {
        struct surface_point point;
        surface_at(surface, SURFACE_HESSIAN, (double[]){x[i], y[i]}, &point);
        fuzz_require(fuzz_is_same(point.loss, loss[i]));
        fuzz_require(fuzz_is_same(point.gradient[1], slope[i]));
        fuzz_require(fuzz_is_same(point.hessian[1], curve[i]));
    }
    double grid[6 * 7];
    surface_grid(surface, SURFACE_LOSS, 6, x, 7, y, &(struct surface_lanes){.loss = grid});
}

/* The text, if it is not cut or nested beyond what is read, means `which` of the surface again. */
static void fuzz_print(const struct surface *surface, int which)
{
    struct buffer text = {0};
    struct error error = {0};
    if (which)
        surface_print_gradient(surface, which - 1, false, &text);
    else
        surface_print_loss(surface, false, &text);
    struct surface *again = fuzz_make(buffer_text(&text), text.length, &error);
    if (!again)
        fuzz_require(strstr(error.message, "too ") || strstr(error.message, "deeper") ||
                     strstr(error.message, "wait") || strstr(error.message, "at once"));
    double x[POINTS], y[POINTS];
    fuzz_points(x, y);
    for (size_t i = 0; again && i < POINTS; i++) {
        struct surface_point p, q;
        surface_at(surface, SURFACE_GRADIENT, (double[]){x[i], y[i]}, &p);
        surface_at(again, SURFACE_LOSS, (double[]){x[i], y[i]}, &q);
        fuzz_require(fuzz_is_same(which ? p.gradient[which - 1] : p.loss, q.loss));
    }
    surface_free(again);
    buffer_clear(&text);
    if (which)
        surface_print_gradient(surface, which - 1, true, &text);
    else
        surface_print_loss(surface, true, &text);
    fuzz_require(text.length > 0);
    buffer_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct surface *surface = fuzz_make((const char *)data, size, &error);
    if (!surface) {
        fuzz_require(error.set && error.message[0] && error.offset <= size);
        for (const char *at = error.message; *at; at++)
            fuzz_require((unsigned char)*at >= 0x20 && *at != 0x7F);
        return 0;
    }
    fuzz_blocks(surface);
    for (int which = 0; which < 3; which++)
        fuzz_print(surface, which);
    fuzz_require(surface_set_constant(surface, 1, 2, &error));
    fuzz_blocks(surface);
    surface_free(surface);
    return 0;
}
