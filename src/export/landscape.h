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

/* In a box of the canvas, from the figure's samples. NULL without memory. */
struct landscape *landscape_new(const struct figure *figure, struct box box) NODISCARD;
void landscape_free(struct landscape *landscape);

/* Where a point of the surface stands. Outside of the window the ground goes on as it is at the
 * border; a hole is as low as the ground goes. */
struct spot landscape_spot(const struct landscape *landscape, const double at[SURFACE_AXES]);

/* From the border towards a point beyond it, on the canvas. */
struct spot landscape_way_out(const struct landscape *landscape, const double at[SURFACE_AXES]);

/* Would a mark at a point of the window be behind other ground? */
bool landscape_hides(const struct landscape *landscape, const double at[SURFACE_AXES]);

/* Is some of a walk's past behind other ground? (A few of its points are looked at.) */
bool landscape_hides_some(const struct landscape *landscape, const struct walk *walk);

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

/* The straight way from a point to another, draped on the ground as far as it lies in the window.
 * Goes on with the line if that ended at `from`. */
void landscape_drape(struct landscape_line *line, const double from[SURFACE_AXES],
                     const double to[SURFACE_AXES]);

/* --- drawing */

/* What lies below the ground and behind it: the box with its grid. Then its labels, on top. */
void landscape_draw_box(const struct landscape *landscape, struct canvas *canvas);
void landscape_draw_labels(const struct landscape *landscape, struct canvas *canvas);

#endif
