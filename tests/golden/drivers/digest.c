/*
 * Digests of what strict arithmetic gives, for tests/golden/bits.sh: a line for the values of each
 * surface, for its critical points, and for the walks of each optimizer on it. Formulas are read
 * from standard input, a line each. Two builds whose lines are equal have computed the same bits.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/walker.h"
#include "surface/critical.h"
#include "surface/surface.h"

enum { LINE = 1 << 14, SIDE = 33, STEPS = 150, STARTS = 3 };

/* FNV-1a, 64 bits. The sign and payload of a NaN are nobody's contract. */
static void take(uint64_t *digest, double number)
{
    unsigned char bytes[sizeof number];
    double one = isnan(number) ? (double)NAN : number;
    memcpy(bytes, &one, sizeof one);
    for (size_t i = 0; i < sizeof one; i++)
        *digest = (*digest ^ bytes[i]) * 1099511628211u;
}

static void take_point(uint64_t *digest, const struct surface_point *point)
{
    take(digest, point->loss);
    for (int i = 0; i < 2; i++)
        take(digest, point->gradient[i]);
    for (int i = 0; i < 3; i++)
        take(digest, point->hessian[i]);
}

static uint64_t digest_of_values(const struct surface *surface)
{
    uint64_t digest = 14695981039346656037u;
    static double x[SIDE * SIDE], y[SIDE * SIDE], out[6][SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        struct surface_point point;
        x[i] = (i % SIDE - SIDE / 2) * 0.3125;
        y[i] = (i / SIDE - SIDE / 2) * 0.28125;
        surface_at(surface, SURFACE_HESSIAN, (double[2]){x[i], y[i]}, &point);
        take_point(&digest, &point);
    }
    surface_points(surface, SURFACE_HESSIAN, SIDE * SIDE, x, y,
                   &(struct surface_lanes){out[0], {out[1], out[2]}, {out[3], out[4], out[5]}});
    for (int i = 0; i < SIDE * SIDE; i++)
        for (int k = 0; k < 6; k++)
            take(&digest, out[k][i]);
    return digest;
}

/* A schedule, warm-up, noise and clipping by turns. */
static void vary(struct walker_settings *settings, int variant)
{
    settings->noise = variant == 1 ? 0.05 : 0;
    settings->clip_norm = variant == 1 ? 2 : 0;
    settings->warmup = variant == 2 ? 7 : 0;
    const char *schedule = variant == 1 ? "cosine" : variant == 2 ? "onecycle" : NULL;
    if (schedule) {
        schedule_settings_init(&settings->schedule, schedule_find(schedule), STEPS);
        for (size_t i = 0; i < settings->schedule.schedule->knob_count; i++)
            if (isnan(settings->schedule.knob[i]))
                settings->schedule.knob[i] = 0.1;
    }
}

static uint64_t digest_of_walks(const struct surface *surface, const struct optimizer *optimizer)
{
    static const double starts[STARTS][2] = {{-1.2, 1}, {2.5, -1.75}, {0.3, 0.7}};
    uint64_t digest = 14695981039346656037u;
    for (int variant = 0; variant < STARTS; variant++) {
        struct walker_settings settings;
        struct walker walker;
        walker_settings_init(&settings, optimizer);
        vary(&settings, variant);
        walker_start(&walker, surface, starts[variant]);
        do {
            take(&digest, walker.at[0]);
            take(&digest, walker.at[1]);
            take(&digest, walker.loss);
            take(&digest, walker_rate(&walker, &settings));
        } while (walker.step < STEPS &&
                 walker_step(&walker, &settings, surface, &(struct walker_chance){.seed = 1}));
    }
    return digest;
}

static uint64_t digest_of_critical(const struct surface *surface)
{
    uint64_t digest = 14695981039346656037u;
    struct critical_points found = {0};
    if (!critical_find_within(surface, (double[2]){-4, -5}, (double[2]){4.5, 3}, 2e7, &found, NULL))
        return 0;
    for (size_t i = 0; i < found.count; i++) {
        const struct critical_point *point = &found.points[i];
        const double numbers[] = {point->kind, point->at[0],     point->at[1],
                                  point->loss, point->lambda[0], point->lambda[1]};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            take(&digest, numbers[k]);
    }
    critical_release(&found);
    return digest;
}

int main(void)
{
    static char line[LINE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        struct surface *surface = surface_new(&(struct surface_source){.loss = line,
                                                                       .loss_length = strlen(line),
                                                                       .parameters = {"x", "y"}},
                                              NULL);
        if (!surface)
            return 1;
        printf("%016llx values of %s\n", (unsigned long long)digest_of_values(surface), line);
        printf("%016llx critical points of %s\n", (unsigned long long)digest_of_critical(surface),
               line);
        for (size_t i = 0; i < optimizer_count; i++)
            printf("%016llx %s on %s\n",
                   (unsigned long long)digest_of_walks(surface, optimizers[i]), optimizers[i]->name,
                   line);
        surface_free(surface);
    }
    return 0;
}
