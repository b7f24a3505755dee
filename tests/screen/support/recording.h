/*
 * What tests of pictures and animations share: a scene, called test.yaml, that is walked while they
 * are made.
 */
#ifndef SCREEN_SUPPORT_RECORDING_H
#define SCREEN_SUPPORT_RECORDING_H

#include "screen/support/playback.h"

extern const char recording_scene[];

/* Plays a script on it. */
struct playback recording_play(const char *script);

/* One key more, at the time that the app was told last. */
void recording_key(struct app *app, uint32_t code);

/* Fails unless the recipe in a file has the words, or if it has them though they are not to be
 * there. */
void recording_assert_recipe(const char *file, const char *words, bool there);

#endif
