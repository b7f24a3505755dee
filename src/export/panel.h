/*
 * What the panels of a figure share: a heading, a plot with a frame, ticks and their labels.
 */
#ifndef EXPORT_PANEL_H
#define EXPORT_PANEL_H

#include "export/figure_parts.h"

struct panel {
    struct figure *figure;
    struct canvas *canvas;
    struct box box;  /* all of it */
    struct box plot; /* inside the labels */
    double letter;
};

/* The name at the left, and in quiet letters what else there is to say at the right (or ""); the
 * brief words where the long ones have no room. */
void panel_head(const struct panel *panel, const char *name, const char *note, const char *brief);

/* The frame of the plot. */
void panel_frame(const struct panel *panel);

/* A tick with its label, and a faint line across the plot: at a part of its width from the left, of
 * its height from the top. An empty label: the line alone. */
void panel_tick_x(const struct panel *panel, double part, const char *label);
void panel_tick_y(const struct panel *panel, double part, const char *label);

/* What the x axis counts, at its right end below. */
void panel_name_x(const struct panel *panel, const char *name);

/* Strokes and clears an outline, and notes a failure. */
void panel_stroke(const struct panel *panel, struct outline *outline, const struct stroke *stroke);

/* The disc of a walker, with its letter in a race. */
void panel_mark(const struct panel *panel, struct spot at, size_t walker);

/* One line of text in a box, instead of a plot. */
void panel_say(const struct panel *panel, const char *words);

/* --- the panels */
void panel_draw_loss(struct panel *panel);
void panel_draw_cut(struct panel *panel);
void panel_draw_score(struct panel *panel);

#endif
