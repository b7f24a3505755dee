/*
 * The rows at the top and bottom of the screen: title, message or command line, keys; and the walk
 * in one line where there is no panel.
 */
#ifndef VIEW_TITLE_H
#define VIEW_TITLE_H

#include "view/model.h"
#include "view/pen.h"

/* `formula` is the loss, pretty; it is left out where it does not fit whole. */
void title_draw(const struct pen *pen, const struct model *model, const char *formula);

/* The command line if one is typed, with the cursor in it; else the message. */
void title_draw_message(const struct pen *pen, const struct model *model);

/* What does not fit is left out whole, from the end. */
void title_draw_keys(const struct pen *pen, const struct key_hint *hints, size_t count);

/* The chosen walk in one line. */
void title_draw_status(const struct pen *pen, const struct model *model);

/* Instead of everything, on a screen too small. */
void title_draw_words(const struct pen *pen, const struct model *model);

#endif
