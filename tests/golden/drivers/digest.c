/*
 * Digests of what strict arithmetic gives, for tests/golden/bits.sh: a line for the values of each
 * surface, for its critical points, and for the walks of each optimizer on it; then the same of a
 * mean over data, with mini-batches, and of a measured grid. Formulas are read from standard input,
 * a line each. Two builds whose lines are equal have computed the same bits.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Settings of a schedule that has no defaults for them. */
static void complete(struct schedule_settings *settings)
{
    for (size_t i = 0; i < settings->schedule->knob_count; i++)
        if (isnan(settings->knob[i]))
            settings->knob[i] = settings->schedule->knobs[i].knob.kind == KNOB_COUNT ? 20 : 0.1;
    if (settings->schedule->takes_milestones) {
        settings->milestones[0] = 30;
        settings->milestones[1] = 70;
        settings->milestone_count = 2;
    }
}

/* Noise and clipping, warm-up, batches by turns, and each schedule in its turn. */
static void vary(struct walker_settings *settings, int variant, size_t turn)
{
    settings->noise = variant == 1 ? 0.05 : 0;
    settings->clip_norm = variant == 1 ? 2 : 0;
    settings->warmup = variant == 2 ? 7 : 0;
    settings->batch = variant == 0 ? 0 : 4;
    if (variant > 0) {
        const struct schedule *schedule = schedules[(2 * turn + (size_t)variant) % schedule_count];
        schedule_settings_init(&settings->schedule, schedule, STEPS);
        complete(&settings->schedule);
        if (!schedule_check(&settings->schedule, NULL))
            exit(1);
    }
}

static uint64_t digest_of_walks(const struct surface *surface, size_t turn)
{
    static const double starts[STARTS][2] = {{-1.2, 1}, {2.5, -1.75}, {0.3, 0.7}};
    uint64_t digest = 14695981039346656037u;
    for (int variant = 0; variant < STARTS; variant++) {
        struct walker_settings settings;
        struct walker walker;
        walker_settings_init(&settings, optimizers[turn]);
        vary(&settings, variant, turn);
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

/* The epochs of a batch so large that its rows are drawn in parts. */
static uint64_t digest_of_batches(const struct surface *surface, uint64_t size)
{
    uint64_t digest = 14695981039346656037u;
    struct walker_settings settings;
    struct walker walker;
    walker_settings_init(&settings, optimizers[0]);
    settings.batch = size;
    walker_start(&walker, surface, (double[2]){-1.2, 1});
    for (int i = 0; i < 4; i++) {
        if (!walker_step(&walker, &settings, surface, &(struct walker_chance){.seed = 1}))
            break;
        take(&digest, walker.at[0]);
        take(&digest, walker.at[1]);
    }
    return digest;
}

static uint64_t digest_of_critical(const struct surface *surface)
{
    uint64_t digest = 14695981039346656037u;
    struct critical_points found = {0};
    if (!critical_find_within(surface, (struct surface_window[2]){{-4, 4.5}, {-5, 3}}, 2e7, &found,
                              NULL))
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

static void print(const struct surface *surface, const char *name)
{
    printf("%016llx values of %s\n", (unsigned long long)digest_of_values(surface), name);
    printf("%016llx critical points of %s\n", (unsigned long long)digest_of_critical(surface),
           name);
    for (size_t i = 0; i < optimizer_count; i++)
        printf("%016llx %s on %s\n", (unsigned long long)digest_of_walks(surface, i),
               optimizers[i]->name, name);
}

static int print_source(const struct surface_source *source, const char *name)
{
    struct surface *surface = surface_new(source, NULL);
    if (!surface)
        return 1;
    print(surface, name);
    surface_free(surface);
    return 0;
}

/* A few examples; then more than a part of a batch's mean holds. */
static int print_data(void)
{
    enum { ROWS = 1500 };
    static double values[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
        values[2 * i] = (i * 37 % 101 - 50) / 16.;
        values[2 * i + 1] = i % 3 - 1;
    }
    struct surface_data data = {.columns = (const char *[]){"u", "v"},
                                .column_count = 2,
                                .values = values,
                                .row_count = 23};
    static const char loss[] = "softplus(-v*(x*u + y)) + 0.1*(tanh(x*u) - y*v)^2";
    const struct surface_source source = {
        .loss = loss, .loss_length = strlen(loss), .parameters = {"x", "y"}, .data = &data};
    if (print_source(&source, "a mean over data"))
        return 1;
    data.row_count = ROWS;
    struct surface *surface = surface_new(&source, NULL);
    if (!surface)
        return 1;
    printf("%016llx a large batch\n", (unsigned long long)digest_of_batches(surface, ROWS - 1));
    surface_free(surface);
    return 0;
}

static int print_grid(void)
{
    enum { COLUMNS = 9, ROWS = 7 };
    double values[COLUMNS * ROWS];
    for (int i = 0; i < COLUMNS * ROWS; i++)
        values[i] = (i * i * 29 % 97) / 8. + (i % COLUMNS - 4) * (i % COLUMNS - 4);
    const struct surface_measured grid = {COLUMNS, ROWS, values, {{-5, 5}, {-4.75, 4.75}}};
    return print_source(&(struct surface_source){.parameters = {"x", "y"}, .measured = &grid},
                        "a measured grid");
}

int main(void)
{
    static char line[LINE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (print_source(&(struct surface_source){.loss = line,
                                                  .loss_length = strlen(line),
                                                  .parameters = {"x", "y"}},
                         line))
            return 1;
    }
    return print_data() || print_grid();
}
