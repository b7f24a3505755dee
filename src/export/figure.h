/*
 * A figure: a scene and its walks as a picture for paper and slides.
 *
 * Const state in, drawing out. Colours, letters, marks, colour maps, scale and ticks are those of
 * the screen (src/view). What is costly (samples, contours) is made once, by figure_new(); the
 * walks may go on and be drawn again and again, as an animation does.
 */
#ifndef EXPORT_FIGURE_H
#define EXPORT_FIGURE_H

#include <math.h>

#include "descent/race.h"
#include "descent/verdict.h"
#include "export/canvas.h"
#include "scene/scene.h"
#include "surface/critical.h"
#include "view/chart_kind.h"
#include "view/colormap.h"

enum figure_view {
    FIGURE_VIEW_HEAT,
    FIGURE_VIEW_CONTOUR,
    FIGURE_VIEW_RELIEF,
    FIGURE_VIEW_SURFACE3D,
    FIGURE_VIEWS
};

/* The words of --view, by enum figure_view. */
extern const char *const figure_view_names[FIGURE_VIEWS];

enum figure_part {
    FIGURE_LEGEND = 1 << 0,
    FIGURE_TITLE = 1 << 1,
    FIGURE_FORMULA = 1 << 2,
    FIGURE_COLORBAR = 1 << 3,
    FIGURE_CRITICAL = 1 << 4,
    FIGURE_CONTOURS = 1 << 5,
    FIGURE_PARTS = (1 << 6) - 1, /* the usual ones */
    FIGURE_FOG = 1 << 6,         /* only what the walkers have felt */
    FIGURE_ARROWS = 1 << 7,      /* of the next step */
    FIGURE_FIELD = 1 << 8,       /* arrows downhill */
    FIGURE_HELD = 1 << 9,        /* the colours' scale is that of the scene's window */
    FIGURE_AHEAD = 1 << 10,      /* the future that is kept after going back */
    FIGURE_FLAT = FIGURE_FOG | FIGURE_ARROWS | FIGURE_FIELD /* a landscape has none of these */
};

/* Below the map (or at its side, in a wide picture): the screen's charts, by enum chart_kind, and
 * the score of a race. */
enum { FIGURE_PANEL_SCORE = CHART_KINDS, FIGURE_PANELS };

/* The words of --panel. */
extern const char *const figure_panel_names[FIGURE_PANELS];

/* Of an SVG, whose viewer smooths the samples. */
#define FIGURE_SVG_DETAIL 1.25

/* Start from FIGURE_USUAL: a zeroed struct has no parts. */
struct figure_options {
    double width, height; /* in units of the canvas */
    double detail;        /* samples of the surface a unit: the canvas's pixels, where it has any */
    bool dark;
    const struct colormap *colormap; /* NULL: the scene's, or the first */
    enum figure_view view;
    unsigned parts;  /* of enum figure_part */
    unsigned panels; /* of 1 << enum chart_kind, and 1 << FIGURE_PANEL_SCORE */
    size_t walker;   /* whose next step arrows and cut show, and whose batches a chart */
    bool has_window; /* else the scene's */
    struct surface_window window[SURFACE_AXES];
    double turn, tilt; /* of surface3d, degrees: around the vertical; above the horizon. turn
                          NAN: the view of some usual ones, so high or a little higher, that
                          shows most of the scene's walks, however far they are drawn */
};
#define FIGURE_USUAL                                                                               \
    ((struct figure_options){.width = 800,                                                         \
                             .height = 500,                                                        \
                             .detail = 2,                                                          \
                             .parts = FIGURE_PARTS,                                                \
                             .turn = (double)NAN,                                                  \
                             .tilt = 40})

/* Borrowed, and must outlive the figure. The walks' present and past are drawn as they are then. */
struct figure_source {
    const struct scene *scene;
    const struct race *race;
    const struct critical_points *critical; /* of the window shown; NULL: not known */
    const struct critical_points *known;    /* of the scene's window, for distances; the same */
    const struct judgement *judgements;     /* of the race's walks; NULL: not judged */
    double deepest;                         /* loss that is known of the scene's window */
};

struct figure;

/* NULL without memory. */
struct figure *figure_new(const struct figure_source *source, const struct figure_options *options,
                          struct error *error) NODISCARD;
void figure_free(struct figure *figure);

/* The first of the panels asked for that has no room; -1: all have. */
int figure_panel_left_out(const struct figure *figure);

/* Everything that stays as it is while the walks go on; and what does not, on top of it. False
 * without memory: then a part is missing. */
bool figure_draw_ground(struct figure *figure, struct canvas *canvas) NODISCARD;
bool figure_draw_walks(const struct figure *figure, struct canvas *canvas) NODISCARD;

/* Both. */
bool figure_draw(struct figure *figure, struct canvas *canvas) NODISCARD;

/* A whole file: the figure drawn in a format. */
bool figure_print(struct figure *figure, const struct canvas_format *format,
                  const struct canvas_page *page, struct buffer *out,
                  struct error *error) NODISCARD;

#endif
