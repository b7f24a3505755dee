/*
 * The board of a lesson: where one is in it, what the page says and asks, and what it waits for,
 * over the key line. What has no room is scrolled to, and a sign says so.
 */
#ifndef VIEW_LESSON_H
#define VIEW_LESSON_H

#include "view/model.h"
#include "view/pen.h"

/* The rows that every page of the scene's lesson needs on a screen so wide; 0 without a lesson. */
int lesson_rows(const struct scene *scene, const struct look *look, int columns);

/* Draws the board over the whole pen; nothing if it is NULL. */
void lesson_draw(const struct pen *pen, const struct lesson_board *board);

/* The choice at a row of the screen, or -1. */
int lesson_pick(const struct pen *pen, const struct lesson_board *board, int row);

/* The first line that shows when the board is turned by screenfuls, down or (negative) up; at an
 * end of the words that which shows already. */
int lesson_turn(const struct pen *pen, const struct lesson_board *board, int screenfuls);

#endif
