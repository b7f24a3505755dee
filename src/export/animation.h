/*
 * A walk in motion: pictures of a figure, one after the other, as a GIF.
 *
 * A picture costs what changed in it (export/motion.h). The colours are chosen once for all of
 * them.
 */
#ifndef EXPORT_ANIMATION_H
#define EXPORT_ANIMATION_H

#include "export/figure.h"

struct animation_options {
    struct figure_options figure;
    double scale; /* pixels a unit */
    double fps;   /* pictures a second */
    bool loops;   /* for ever; else it is played once */
};

struct animation;

/* The library that a GIF needs and this program is built without; NULL: none. */
const char *animation_missing(void);

/*
 * Begins the file in `out`, which is borrowed until the end (NULL: no file, only the pixels of each
 * picture); there is no picture yet. The walks as they are now tell which colours will be needed,
 * and the source must outlive the animation. NULL, with the reason, without memory or a library.
 */
struct animation *animation_new(const struct figure_source *source,
                                const struct animation_options *options, struct buffer *out,
                                struct error *error) NODISCARD;
void animation_free(struct animation *animation);

/* What it shows. */
const struct figure *animation_figure(const struct animation *animation);

/* One picture more, of the walks as they are now. The walks may have gone on, or back. */
bool animation_add(struct animation *animation, struct error *error) NODISCARD;

/* The pixels of the last picture, 0x00RRGGBB in the low 24 bits, row by row, for tests; valid until
 * the next. */
const uint32_t *animation_pixels(const struct animation *animation, size_t *columns, size_t *rows);

/* The last picture as a file of its own. */
bool animation_print_png(struct animation *animation, struct buffer *out,
                         struct error *error) NODISCARD;

/* The last picture is shown for so many seconds, at least as long as any; the file is whole, and
 * holds how it was made (see export/recipe.h; NULL: nothing). */
bool animation_end(struct animation *animation, double hold, const char *recipe,
                   struct error *error) NODISCARD;

#endif
