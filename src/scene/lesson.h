/*
 * The pages of a scene's lesson: read, copied, freed.
 *
 * A page says something; it may set keys of the scene when it opens (`set`), wait until something
 * has happened (`until`), or ask for a prediction (`ask`), of a place or among `choices`. What is
 * right is never written down: a choice is right if its condition holds after the walk.
 */
#ifndef SCENE_LESSON_H
#define SCENE_LESSON_H

#include "descent/verdict.h"
#include "scene/key.h"
#include "surface/formula.h"

/* What conditions may speak of: these, then the verdicts in their order, 1 or 0. */
enum lesson_name {
    LESSON_STEP,
    LESSON_LOSS,
    LESSON_LR,
    LESSON_MOMENTUM,
    LESSON_NOISE,
    LESSON_GRAD,
    LESSON_VERDICT,
    LESSON_NAMES = LESSON_VERDICT + VERDICTS
};

/* The formula of a condition; NULL on failure, with the offset. */
struct formula *lesson_condition(const char *text, struct error *error) NODISCARD;

key_reader lesson_read, lesson_read_say, lesson_read_until, lesson_read_ask, lesson_read_choices,
    lesson_read_set;

/*
 * Opens all pages of a complete scene, one after the other, on a copy: is everything right that
 * they set? `list` is the node of the pages. The scene stays as it is.
 */
bool lesson_check(struct report *report, const struct node *list, struct scene *scene) NODISCARD;

/* Makes the strings of a page that was copied bit by bit its own. False without memory: it can be
 * released all the same. */
bool lesson_own_page(struct scene_page *page) NODISCARD;
void lesson_release_page(struct scene_page *page);

#endif
