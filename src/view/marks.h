/*
 * The marks of the walkers: where they started and where they are.
 *
 * A walker is told by its letter and by the shape of its mark first, by its colour second. The
 * colours are bright and apart for every common kind of colour blindness (after Okabe and Ito 2008,
 * lightened so that each reads on a darkened map).
 */
#ifndef VIEW_MARKS_H
#define VIEW_MARKS_H

#include "view/camera.h"
#include "view/frame.h"
#include "view/model.h"

/* The colour of a walker's mark on the map, and of its path: the mark is the brightest there is.
 * The map is dark below both. */
color marks_color(size_t index);
color marks_path_color(size_t index);

/* Of a path that was not, or is not yet, walked. */
color marks_ghost_color(size_t index);

/*
 * The same as a colour for words on the terminal's own background. Whether that is light is seldom
 * known, so the colours for "not light" read on black best and on white well enough.
 */
color marks_text_color(size_t index, bool light);

/* Where a step will land: not a walker yet. */
uint32_t marks_ghost(const struct look *look);

/* The start's mark. */
uint32_t marks_start_shape(enum glyphs glyphs);

/* Where a step of the path ended. */
uint32_t marks_step_shape(enum glyphs glyphs);

/* The arrow of a direction (-1, 0, 1 each, not both 0). */
uint32_t marks_arrow(enum glyphs glyphs, int right, int down);

/* The last point of a walk that is a place: it may have ended in NaN. */
const double *marks_place(const struct walk *walk);

/* Puts a character over what the frame holds: a walker's, on the cell's own ground, darkened; one
 * of no walker, likewise; a letter or an arrow, dark on the walker's colour. */
void marks_put(struct frame *frame, int column, int row, uint32_t codepoint, size_t walker,
               const struct look *look);
void marks_put_note(struct frame *frame, int column, int row, uint32_t codepoint,
                    const struct look *look);
void marks_put_sign(struct frame *frame, int column, int row, uint32_t sign, size_t walker,
                    const struct look *look);

/* How such a letter or arrow looks. */
struct style marks_sign_style(const struct look *look, size_t walker);

/*
 * Marks every walk's start, then every walker, the chosen one last so that it lies on top, and how
 * many there are below it. The cells below keep their background, darkened.
 */
void marks_draw(struct frame *frame, const struct camera *camera, const struct model *model);

/* For the back row, before any mark: a block around every walker's place, so that what is marked
 * there, a minimum or another walker, is seen on it. */
void marks_draw_blocks(struct frame *frame, const struct camera *camera, const struct model *model);

/* Marks the starts of a scene's walkers, as in a menu. */
void marks_draw_starts(struct frame *frame, const struct camera *camera, const struct scene *scene,
                       const struct look *look);

/*
 * The ground for what is drawn over the map: the map's colour, darkened so far that every walker's
 * colour reads on it. The terminal's own background where there is no colour of the map.
 */
color marks_ground(color upper, color lower);

#endif
