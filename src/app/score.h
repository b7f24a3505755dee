/*
 * The score of a race: who arrived at the goal, and who wins.
 */
#ifndef APP_SCORE_H
#define APP_SCORE_H

#include <stdint.h>

#include "base/buffer.h"
#include "descent/goal.h"

struct app;

/* The goal of the race as it stands; searches the window first, if that was not done yet. */
struct goal score_goal(struct app *app);

/* The step at which each walker arrived at the goal, or GOAL_NEVER; NULL: there is no goal. */
const int64_t *score_arrivals(struct app *app);

/* Others walk: what is known of their arrivals is forgotten. */
void score_forget(struct app *app);

/* The score as a page: who wins and by what rule, who arrived when, where everyone stands. */
void score_print(struct app *app, struct buffer *out);

#endif
