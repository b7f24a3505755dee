/*
 * The program playing by itself, to be recorded: time is virtual, and what a person would do is
 * done when a person would. A walk begins after a look at the map and goes to its end. In a lesson
 * each page is left long enough to be read; where it waits for something the walk is begun, where
 * it asks, the first answer is given; then the next page is turned to, up to the last.
 *
 * The same scene and times give the same frames.
 */
#ifndef APP_AUTOPLAY_H
#define APP_AUTOPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "descent/race.h"
#include "descent/verdict.h"

struct app;

enum { AUTOPLAY_MARKS = 2 * RACE_WALKS, AUTOPLAY_TEXT = VERDICT_REASON + 40 };

struct autoplay {
    struct app *app;    /* borrowed */
    int64_t now, since; /* milliseconds; when what is waited for began */
    size_t page;
    int stage;  /* of the page: enum lesson_stage; -1: none seen as yet */
    bool met;   /* what the page waits for has happened */
    int first;  /* of its words: the line that shows first */
    bool begun; /* the walk was begun, on this page */
    bool is_over;
    uint64_t judged;                  /* the step looked at last */
    bool heard[RACE_WALKS][VERDICTS]; /* of this walk */
    size_t mark_count;
    char marks[AUTOPLAY_MARKS][AUTOPLAY_TEXT];
};

/* `speed` in steps a second; 0: the program's own, but the scene's steps take ten seconds at most.
 */
void autoplay_begin(struct autoplay *play, struct app *app, double speed);

/* Lets time go on. False when nothing more will happen. `marks` then holds what happened meanwhile:
 * a page begins, a walk gets a verdict for the first time. */
bool autoplay_go(struct autoplay *play, int64_t now);

/* How much of it is over, 0 to 1; never less than before. */
double autoplay_progress(const struct autoplay *play);

#endif
