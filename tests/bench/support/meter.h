/*
 * The loop that every measured program runs: reads "TASK FUNCTION" a line, answers with the seconds
 * that one unit of it took (a point, a step, a formula), or "none". mathematics.py asks all programs in
 * turn, so that a drift of the machine's speed meets them alike.
 */
#ifndef BENCH_METER_H
#define BENCH_METER_H

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 1920, ROWS = 1080 };

struct task {
    const char *name, *function;
    double (*run)(void); /* does it once; returns the number of units done */
};

static double meter_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The least of the times of one unit over at least 5 runs and 0.15 seconds, after one to warm up.
 */
static double meter_time(const struct task *task)
{
    double best = 0, begin = 0;
    for (int run = -1; run < 5 || meter_now() - begin < 0.15; run++) {
        double start = meter_now();
        if (run == 0)
            begin = start;
        double units = task->run();
        double unit = (meter_now() - start) / units;
        if (run == 0 || (run > 0 && unit < best))
            best = unit;
    }
    return best;
}

static int meter_serve(const struct task *tasks, size_t count)
{
    char line[128], name[64], function[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        const struct task *found = NULL;
        if (sscanf(line, "%63s %63s", name, function) == 2)
            for (size_t i = 0; i < count; i++)
                if (strcmp(tasks[i].name, name) == 0 && strcmp(tasks[i].function, function) == 0)
                    found = &tasks[i];
        if (found != NULL)
            printf("%.6e\n", meter_time(found));
        else
            puts("none");
        fflush(stdout);
    }
    return 0;
}

#endif
