#include "support/ground.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct surface *make(const char *loss, const struct surface_constant *constant,
                            const struct surface_data *data)
{
    struct error error = {0};
    const struct surface_source source = {.loss = loss,
                                          .loss_length = strlen(loss),
                                          .parameters = {"x", "y"},
                                          .constants = constant,
                                          .constant_count = constant != NULL,
                                          .data = data};
    struct surface *surface = surface_new(&source, &error);
    if (surface == NULL)
        fail_msg("%.200s: %s", loss, error.message);
    return surface;
}

struct surface *ground_new(const char *loss)
{
    return make(loss, NULL, NULL);
}

struct surface *ground_new_with(const char *loss, double a)
{
    return make(loss, &(struct surface_constant){.name = "a", .value = a}, NULL);
}

struct surface *ground_over(const char *loss, const struct surface_data *data)
{
    return make(loss, NULL, data);
}
