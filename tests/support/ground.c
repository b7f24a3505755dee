#include "support/ground.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct surface *ground_make(const char *loss, const struct surface_constant *constants,
                            size_t count, const struct surface_data *data)
{
    struct error error = {0};
    const struct surface_source source = {.loss = loss,
                                          .loss_length = strlen(loss),
                                          .parameters = {"x", "y"},
                                          .constants = constants,
                                          .constant_count = count,
                                          .data = data};
    struct surface *surface = surface_new(&source, &error);
    if (surface == NULL)
        fail_msg("%.200s: %s", loss, error.message);
    return surface;
}

struct surface *ground_new(const char *loss)
{
    return ground_make(loss, NULL, 0, NULL);
}

struct surface *ground_new_with(const char *loss, double a)
{
    return ground_make(loss, &(struct surface_constant){.name = "a", .value = a}, 1, NULL);
}

struct surface *ground_over(const char *loss, const struct surface_data *data)
{
    return ground_make(loss, NULL, 0, data);
}

struct walker_settings ground_settings(const char *optimizer, double lr)
{
    struct walker_settings settings;
    walker_settings_init(&settings, optimizer_find(optimizer));
    settings.knob[OPTIMIZER_LR] = lr;
    return settings;
}
