/*
 * The landscape: a figure's surface as terrain in perspective, with what is needed to place things
 * on it. Its height is the position on the colour scale.
 */
#ifndef EXPORT_LANDSCAPE_H
#define EXPORT_LANDSCAPE_H

#include "export/figure_parts.h"
#include "export/perspective.h"
#include "export/terrain.h"

struct landscape {
    const struct figure *figure;
    struct box box; /* of the canvas: all of it, labels too */
    struct perspective perspective;
    struct terrain terrain;
    double *height; /* of its nodes */
};

/* False without memory. */
bool landscape_init(struct landscape *landscape, const struct figure *figure,
                    struct box box) NODISCARD;
void landscape_release(struct landscape *landscape);

/* Of the ground, and a little above it, so that what stands there lies on it; in parts of the
 * window. NAN in a hole. */
double landscape_height(const struct landscape *landscape, const double part[SURFACE_AXES]);

/* A line on the ground: what of it is seen and what is hidden goes into two outlines. */
struct landscape_line {
    const struct landscape *landscape;
    struct outline *seen, *hidden; /* hidden NULL: it is left out */
    bool begun;
    struct outline *into; /* where its last stretch went */
    struct spot last;
};

/* The next place on it; one that is not finite parts it. */
void landscape_line_to(struct landscape_line *line, const double at[3]);
void landscape_line_end(struct landscape_line *line);

/* --- drawing */

/* What lies below the ground and behind it: the box with its grid. Then its labels, on top. */
void landscape_draw_box(const struct landscape *landscape, struct canvas *canvas);
void landscape_draw_labels(const struct landscape *landscape, struct canvas *canvas);

void landscape_draw_critical(const struct landscape *landscape, struct canvas *canvas);

#endif
