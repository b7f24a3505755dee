/*
 * A figure of a stage, drawn on a canvas that takes notes: what it says, and where its lines lie.
 */
#ifndef SUPPORT_DRAWN_H
#define SUPPORT_DRAWN_H

#include "export/figure_parts.h"
#include "support/stage.h"

enum { DRAWN_LINES = 64 };

/* A stroke: where it begins and ends, and how it is drawn. */
struct line {
    struct spot first, last;
    double length, width;
    color color;
    bool dashed;
};

struct notes {
    struct canvas canvas;
    struct buffer words;
    struct line lines[DRAWN_LINES]; /* the longest piece of each stroke */
    size_t count, images;
    double left;        /* edge of all text */
    const char *sought; /* NULL, or a text: where it stands, from here to there */
    double found[2];
    struct spot chip[26]; /* where walkers' letters stand */
    bool broken;          /* a spot is not finite */
};

struct drawn {
    struct stage stage;
    struct figure *figure;
    struct notes notes;
};

/* Where drawn_panel() puts a panel. */
extern const struct box drawn_box;

/* Of every figure made: a minimum at the origin. */
extern const struct critical_points drawn_known;

/* Makes the figure of a stage that is open, without drawing it. */
void drawn_make(struct drawn *drawn, const struct figure_options *options);

/* Opens the stage too, walks, and draws one panel. */
void drawn_panel(struct drawn *drawn, const char *scene, const char *const *settings, int steps,
                 int panel);

/* Fails where something was drawn at no place, or memory was short. */
void drawn_release(struct drawn *drawn);

/* Among the texts, each ended by |. */
bool drawn_says(const struct drawn *drawn, const char *words);
void drawn_assert(const struct drawn *drawn, const char *words);

/* The longest whole line, or dashed one, of a colour; frames and ticks are thin. NULL: none. */
const struct line *drawn_line(const struct drawn *drawn, color paint, bool dashed);

/* The curve of the first walker in a panel. */
const struct line *drawn_curve(const struct drawn *drawn);

#endif
