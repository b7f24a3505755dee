/*
 * The mark of a prediction: where on the map a walk will end.
 */
#ifndef APP_LESSON_MARK_H
#define APP_LESSON_MARK_H

#include "surface/surface.h"

struct app;

/* Beside the walker's start, towards the middle, so that it is seen: no prediction as yet. */
void lesson_mark_put(struct app *app);

/* To a point, or so many cells on; within the scene's window. */
void lesson_mark_place(struct app *app, const double at[SURFACE_AXES]);
void lesson_mark_move(struct app *app, int columns, int rows);

/* Was it right? Into the lesson's outcome. */
void lesson_mark_tell(struct app *app);

#endif
