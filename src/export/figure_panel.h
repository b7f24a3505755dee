/*
 * What the panels of a figure share: a heading, a plot with a frame, ticks and their labels.
 */
#ifndef EXPORT_FIGURE_PANEL_H
#define EXPORT_FIGURE_PANEL_H

#include "export/figure_parts.h"

struct figure_panel {
    const struct figure *figure;
    struct canvas *canvas;
    struct box box;  /* all of it */
    struct box plot; /* inside the labels */
    double letter;
    double taken[2]; /* by the last label below the plot, from here to there */
};

/* The name at the left, and in quiet letters what else there is to say at the right (or ""); the
 * brief words where the long ones have no room, none where these have none either. A long
 * name is set in smaller letters. */
void figure_panel_head(const struct figure_panel *panel, const char *name, const char *note,
                       const char *brief);

/* The frame of the plot. */
void figure_panel_frame(const struct figure_panel *panel);

/* A tick with its label, and a faint line across the plot, at a part of its width from the left.
 * An empty label, or one that would touch the one before: the line alone. */
void figure_panel_tick_x(struct figure_panel *panel, double part, const char *label);

/* The same at parts of its height from the top. Before anything else is drawn into the plot: its
 * left side makes room for the widest label. */
struct figure_panel_label {
    double part;
    char text[2 * FIGURE_NUMBER];
};
void figure_panel_ticks_y(struct figure_panel *panel, const struct figure_panel_label *labels,
                          size_t count);

/* What the x axis counts, at its right end below. */
void figure_panel_name_x(const struct figure_panel *panel, const char *name);

/* Strokes and clears an outline. */
void figure_panel_stroke(const struct figure_panel *panel, struct outline *outline,
                         const struct stroke *stroke);

/* The disc of a walker, with its letter in a race. */
void figure_panel_mark(const struct figure_panel *panel, struct spot at, size_t walker);

/* One line of text in a box, instead of a plot. */
void figure_panel_say(const struct figure_panel *panel, const char *words);

/* --- the panels */
void figure_panel_draw_chart(struct figure_panel *panel, enum chart_kind kind);
void figure_panel_draw_cut(struct figure_panel *panel);
void figure_panel_draw_score(struct figure_panel *panel);

#endif
