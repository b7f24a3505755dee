/*
 * Several walks on one surface, step for step. A race of one is a walk.
 */
#ifndef DESCENT_RACE_H
#define DESCENT_RACE_H

#include "descent/walk.h"

enum { RACE_WALKS = 8 };

struct race {
    size_t count;
    struct walk *walks[RACE_WALKS];
};

struct race_entry {
    struct walker_settings settings;
    double start[2];
};

/* A walk for each entry, with the chance given and walker index 0, 1, ...: all see the same
 * batches. False without memory. */
bool race_init(struct race *race, const struct surface *surface, const struct race_entry *entries,
               size_t count, struct walker_chance chance) NODISCARD;
void race_release(struct race *race);

/* What a walker is called: 'A', 'B', ... */
char race_letter(size_t walker);

/* The step of the race: the largest step of its walks. */
uint64_t race_step_count(const struct race *race);

/* The last step that any walk keeps, the future's too. */
uint64_t race_last_step(const struct race *race);

/* Every walk that can takes one step; false if none could. */
bool race_step(struct race *race);

/* As walk_seek() and walk_restart(), every walk; one that ends earlier waits at its end. */
void race_seek(struct race *race, uint64_t step);
void race_restart(struct race *race);

/*
 * One more walk, at most RACE_WALKS, last and with a chance of its own, taken to the step of the
 * others. False if it has no room or memory.
 */
bool race_add(struct race *race, const struct surface *surface, const struct race_entry *entry,
              struct walker_chance chance) NODISCARD;

/* Takes one walk out; the others move up, and walk on as they would have. */
void race_remove(struct race *race, size_t index);

#endif
