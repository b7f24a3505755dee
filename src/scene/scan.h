/*
 * The search for what a text must not hold: bytes that are not UTF-8, characters that control a
 * terminal or hide text.
 */
#ifndef SCENE_SCAN_H
#define SCENE_SCAN_H

#include "base/report.h"
#include "scene/node.h"

/* Searches the report's text, as it is before YAML sees it. False: the errors are in the report. */
bool scan_source(struct report *report) NODISCARD;

/* Searches a scalar's value; only an escape ("\e") can have brought such a character in. */
bool scan_scalar(struct report *report, const struct node *scalar) NODISCARD;

#endif
