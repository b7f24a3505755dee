/*
 * What the parts of a figure share. A part is a file, figure_PART.c, and draws into a box of the
 * canvas; it reads the figure and changes nothing in it.
 */
#ifndef EXPORT_FIGURE_PARTS_H
#define EXPORT_FIGURE_PARTS_H

#include "export/figure.h"
#include "view/axis.h"
#include "view/arrows.h"
#include "view/camera.h"
#include "view/fog.h"
#include "view/scale.h"
#include "view/trail.h"

enum { FIGURE_CONTOUR_LINES = 12 };

/* The colours of what is not the map. */
struct figure_theme {
    color paper;
    color ink;   /* text, axes */
    color quiet; /* labels, notes */
    color rule;  /* grids, frames of boxes */
};

/* Where the parts lie, in units; an empty box: left out. */
struct figure_layout {
    struct box title, formula, plot, colorbar, legend;
    struct box panel[FIGURE_PANELS];
    double text;   /* size of the letters of labels */
    bool has_axes; /* there is room for their labels */
};

struct landscape;

struct figure {
    struct figure_source source;
    struct figure_options options;
    struct figure_theme theme;
    struct figure_layout layout;
    struct surface_window window[SURFACE_AXES]; /* that is shown */
    const struct colormap *colormap;
    /* The surface's samples, at the middles of the pixels of a picture that fills the plot: row by
     * row from the top (y falls). */
    size_t columns, rows;
    double *x, *y;    /* of the columns and rows */
    double *position; /* on the scale, NAN where there is none */
    bool has_holes;   /* places without a loss */
    struct scale scale;
    size_t contour_count;
    double contour[FIGURE_CONTOUR_LINES]; /* losses, rising */
    struct landscape *landscape;          /* of surface3d; NULL: a flat map */
    struct fog fog;                       /* as figure_lift_fog() found it */
};

/* Fills in the layout. */
void figure_lay_out(struct figure *figure);

bool figure_has(const struct figure *figure, enum figure_part part);

/* Is the ground coloured? Else it is the paper, with lines. */
bool figure_has_heat(const struct figure *figure);

/* Round numbers inside a window: `most`, but two where it takes up to five to have them. */
void figure_round_ticks(struct surface_window window, double most, struct axis_ticks *ticks);

/* Those of an axis of the map that is so long. */
void figure_find_ticks(const struct figure *figure, int axis, double length,
                       struct axis_ticks *ticks);

/* The colour at a position on the colour map, 0 to 1: between its levels. */
color figure_color(const struct colormap *colormap, double position);

/* Where in a plot's box a point lies; outside of the box for one outside of the window. On a
 * landscape: where it stands, of one outside the place at its border that is nearest. */
struct spot figure_place(const struct figure *figure, struct box plot,
                         const double at[SURFACE_AXES]);

/* Does ground stand before a point of the window? Never on a flat map. */
bool figure_hides(const struct figure *figure, const double at[SURFACE_AXES]);

/* A walker's colour: over the map, and on the figure's paper. */
color figure_path_color(const struct figure *figure, size_t walker);
color figure_word_color(const struct figure *figure, size_t walker);

/* How thick lines of walks and marks are: 1 where letters have their usual size. */
double figure_pen(const struct figure *figure);
#define FIGURE_LETTERS 11.0

/* Of what lies around a mark or a path, so that it stands out; of marks of no walker. */
color figure_rim(const struct figure *figure);
color figure_note_color(const struct figure *figure);

/* The walker whose step is shown. */
size_t figure_walker(const struct figure *figure);

/* A line of a walk, if it is shown. */
struct trail_line figure_trail(const struct figure *figure, size_t walker, enum trail trail);

/* How a future is drawn, whether it is kept or was cut off. */
struct stroke figure_dotted(color paint, double width);

/* Finds what the walks have felt until now, if there is fog (false without memory; before it all is
 * clear); how clear it is then at a place of the plot, counted in parts of it from its upper left,
 * 0 to 1; how far around a step that may be so, in units; and whether a place is so clear that what
 * is there is told. */
bool figure_lift_fog(struct figure *figure) NODISCARD;
double figure_clear(const struct figure *figure, double right, double down);
double figure_fog_reach(const struct figure *figure);
bool figure_is_felt(const struct figure *figure, const double at[SURFACE_AXES]);

/* What it is painted with: over the colours of the map, or on bare paper. */
color figure_fog_color(const struct figure *figure);

/* What the arrows of the next step are, for the key; returns how many there are. */
struct figure_arrow_key {
    char letter; /* '\0': the place where it lands */
    size_t color;
    const char *word;
};
size_t figure_arrow_keys(const struct figure *figure, struct figure_arrow_key out[ARROWS + 1]);

/* The kinds of critical points that are marked, as a set of 1 << enum critical_kind. */
unsigned figure_critical_kinds(const struct figure *figure);

/* A number for labels, with a real minus sign; 1e6 as 10⁶. */
enum { FIGURE_NUMBER = 40 };
void figure_number(char out[FIGURE_NUMBER], double number, int digits);

/* A blank at which no line ends. */
#define NO_BREAK "\u00a0"

/* Text with the numbers in it set so; what stands in parentheses is never broken between lines.
 * Replaces what is in *out. */
void figure_words(struct buffer *out, const char *text);

/* Text of the size of labels (times `size`) in the theme's ink or quiet colour. */
struct text_style figure_text(const struct figure *figure, double size, bool quiet);

/* A line as a walker's path is drawn. */
void figure_stroke_path(const struct figure *figure, struct canvas *canvas,
                        const struct outline *outline, size_t walker);

/* The same of what lies behind other ground. */
void figure_stroke_hidden(const struct figure *figure, struct canvas *canvas,
                          const struct outline *outline, color paint);

/* --- the parts */
void figure_draw_heat(const struct figure *figure, struct canvas *canvas);

/* Hatches a box: what has no loss. */
void figure_hatch(const struct figure *figure, struct canvas *canvas, struct box box);
void figure_draw_contours(const struct figure *figure, struct canvas *canvas);
void figure_draw_field(const struct figure *figure, struct canvas *canvas);

/* An arrow of the field, for the key. */
void figure_mark_field(const struct figure *figure, struct canvas *canvas, struct spot at);
void figure_draw_arrows(const struct figure *figure, struct canvas *canvas);

/* Over the map; nothing before it is known what was felt. */
void figure_draw_fog(const struct figure *figure, struct canvas *canvas);
void figure_draw_axes(const struct figure *figure, struct canvas *canvas);
void figure_draw_colorbar(const struct figure *figure, struct canvas *canvas);
void figure_draw_critical(const struct figure *figure, struct canvas *canvas);

/* Of the lines, only what may show inside the box, if one is given; the caller clips to it. */
void figure_draw_paths(const struct figure *figure, struct canvas *canvas,
                       const struct box *within);
void figure_draw_legend(const struct figure *figure, struct canvas *canvas);
void figure_draw_title(const struct figure *figure, struct canvas *canvas);

/* How high the legend is in a column so wide: as much of it as has room, if not even names, more.
 */
double figure_legend_height(const struct figure *figure, double width, double most);

/* Instead of the map: the landscape in perspective with contours, and its axes. */
void figure_draw_surface3d(const struct figure *figure, struct canvas *canvas);

/* One of the panels, all of it: its chart, axes and name. */
void figure_draw_panel(const struct figure *figure, struct canvas *canvas, int panel,
                       struct box box);

#endif
