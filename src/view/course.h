/*
 * The course of a walker's learning rate: what it was at the steps behind, what its schedule will
 * make of it at those ahead if no knob is turned. From 0 at the foot to the highest rate at the
 * top.
 */
#ifndef VIEW_COURSE_H
#define VIEW_COURSE_H

#include "view/model.h"
#include "view/pen.h"

/* Does the rate of any walker change by itself? Then the panel has a place for its course. */
bool course_is_wanted(const struct race *race);

/* What makes the rate of the next step: a schedule's name, "warm-up", or "rate" where nothing does.
 */
const char *course_name(const struct walk *walk);

/* Draws it over the whole pen: a column of blocks for each span of steps, the present marked as the
 * walker is on the map. */
void course_draw(const struct pen *pen, const struct model *model, size_t walker);

#endif
