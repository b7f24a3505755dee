/*
 * What is known about the ground beside its losses: the critical points of the scene's window, and
 * what walks are judged on.
 *
 * The points are looked for after the first frame, so that it is not kept waiting, and again when
 * the surface has changed and then rests; with bounded work, so that keys are not either.
 */
#ifndef APP_GROUND_H
#define APP_GROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "descent/verdict.h"
#include "surface/critical.h"

struct app;

struct ground {
    struct critical_points critical;
    unsigned long version; /* of the surface at which they were found; 0: never */
    bool seen;             /* a frame of this surface was drawn */
    int64_t due;           /* not before */
    bool surveyed;         /* the lattice and these points are in `verdicts` */
    struct verdict_ground verdicts;
};

void ground_release(struct ground *ground);

/* The surface or the scene's window has changed: what was known is forgotten. */
void ground_forget(struct app *app);

/* A frame was drawn. */
void ground_is_seen(struct app *app);

/* When the search is due; -1: never. */
int64_t ground_deadline(const struct app *app);

/* Searches, if that was not done yet. */
void ground_search(struct app *app);

/* The same, if it is due. */
void ground_tick(struct app *app, int64_t now);

/* NULL while they are not known. */
const struct critical_points *ground_critical(const struct app *app);

/* What is known of the whole window, such as its deepest loss. */
const struct verdict_ground *ground_survey(struct app *app);

/* How a walk of the race stands. */
void ground_judge(struct app *app, size_t walker, struct judgement *out);

#endif
