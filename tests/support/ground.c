#include "support/ground.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct surface *ground_new_with(const char *loss, double a)
{
    struct error error = {0};
    const struct surface_constant constant = {.name = "a", .value = a};
    const struct surface_source source = {.loss = loss,
                                          .loss_length = strlen(loss),
                                          .parameters = {"x", "y"},
                                          .constants = &constant,
                                          .constant_count = 1};
    struct surface *surface = surface_new(&source, &error);
    if (surface == NULL)
        fail_msg("%s: %s", loss, error.message);
    return surface;
}

struct surface *ground_new(const char *loss)
{
    return ground_new_with(loss, 1);
}
