/*
 * The loop: wait, take in everything that has happened, walk the steps that are due, draw at most
 * one frame.
 */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include "app/app.h"
#include "term/device.h"

/* The look that a device allows. */
struct look loop_look(const struct device *device);

/* Runs until the user or the device ends it. False if it could not go on. */
bool loop_run(struct app *app, struct device *device, struct error *error) NODISCARD;

#endif
