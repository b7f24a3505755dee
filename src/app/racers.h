/*
 * Who races, and on what terms: walkers that join and leave while it goes on, and the rule that
 * gives them their rates.
 */
#ifndef APP_RACERS_H
#define APP_RACERS_H

#include "descent/terms.h"

struct app;

/* One more walker with the chosen one's start and settings, but with the next optimizer that nobody
 * has yet; it is taken to the step of the others and chosen. */
void racers_add(struct app *app);

/* Takes the chosen walker out; the last one stays. */
void racers_remove(struct app *app);

/* The next terms: they set the rates, and the race begins again. */
void racers_turn_terms(struct app *app, int direction);

/* The same by name. */
void racers_set_terms(struct app *app, const char *name);

/* What holds of them: the scene's, or that a rate was turned by hand since. */
const struct terms_row *racers_terms(const struct app *app);

#endif
