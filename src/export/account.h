/*
 * A walk told in lines, for screen readers, logs and machines without a terminal: what is shown,
 * the pages of a lesson (none is turned to: their settings are told, to be walked by --set), each
 * event as it happens, in a race who wins and by what rule, and as the last line the verdict
 * with its reason (in a race one a walker, in their order).
 *
 * An event is a verdict that a walker gets for the first time. So that a long walk can be followed
 * there is also a line at steps 0, 1, 10, 100, ...; never a line a step.
 */
#ifndef EXPORT_ACCOUNT_H
#define EXPORT_ACCOUNT_H

#include "base/buffer.h"
#include "scene/scene.h"

/* Appends the account of the scene's walk over so many steps. False without memory. */
bool account_print(const struct scene *scene, uint64_t steps, struct buffer *out,
                   struct error *error) NODISCARD;

#endif
