/*
 * The lesson of a scene: pages that say something, wait until it has happened, or ask for a
 * prediction and then walk and tell.
 *
 * A page that sets keys begins from the scene as it was opened, with what all pages up to it set:
 * so it shows the same whatever the student did before, and going back shows it again. A page that
 * sets nothing leaves the walk alone, unless what it waits for holds already: then the walk begins
 * again, so that there is something to be seen.
 */
#ifndef APP_LESSON_H
#define APP_LESSON_H

#include <limits.h>

#include "scene/scene.h"
#include "surface/formula.h"
#include "view/model.h"
#include "view/pick.h"

struct app;

enum { LESSON_END = INT_MAX }; /* scrolled to the last line */

enum lesson_stage { STAGE_READ, STAGE_ASK, STAGE_WALK, STAGE_TOLD };

struct lesson {
    size_t page;
    struct scene *base; /* a copy (scene/copy.h) of the scene as it was opened; NULL: no memory */
    enum lesson_stage stage;
    struct formula *until; /* owned; NULL: the page waits for nothing */
    bool met;              /* what it waits for has happened */
    bool warned;           /* that Enter passes over what it waits for */
    bool skipped;          /* it did, on some page since the first */
    bool placed;           /* the mark was moved: it is a prediction */
    size_t speed;          /* before the walk that shows what is right */
    size_t chosen;
    int first; /* line of the page's words that shows first, or LESSON_END */
    double mark[SURFACE_AXES];
    char outcome[ERROR_TEXT];
    struct lesson_board board; /* what is shown */
};

/* Begins the lesson of the scene that was just opened, if it has one. */
void lesson_begin(struct app *app);
void lesson_release(struct lesson *lesson);

/* On through the page's words where they have no room, to the next page, and to the next lesson
 * after the last; or back the same way. */
void lesson_lead(struct app *app, int direction);

/* Scrolls the page's words by screenfuls; false if they show their end already. */
bool lesson_scroll(struct app *app, int screenfuls);

/* Does a page ask for a prediction first? Then nothing walks on as yet, and the user is told. */
bool lesson_asks_first(struct app *app);

/* Does what a page asked hang on the settings? While it asks, and while it walks to show what is
 * right, they stay and so does the chosen walker, and the user is told. */
bool lesson_locks(struct app *app);

/* Arrows and Enter while a page asks: true if the key was for it. */
bool lesson_key(struct app *app, uint32_t key);

/* A click on the map while a page asks for a place, or on a choice: true if it was for it. */
bool lesson_click(struct app *app, const struct pick *pick);

/* To be asked after every step and every change: has what the page waits for happened? */
void lesson_watch(struct app *app);

/* NULL: there is no lesson. Valid until the app changes. */
const struct lesson_board *lesson_board(struct app *app);

#endif
