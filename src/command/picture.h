/*
 * What the command line says of a picture, in the words of figures.
 */
#ifndef COMMAND_PICTURE_H
#define COMMAND_PICTURE_H

#include "command/arguments.h"
#include "export/canvas.h"
#include "export/figure.h"
#include "view/model.h"

/* Does what is said go together, for a drawn picture or for the terminal's screen? */
bool picture_agrees(const struct arguments *arguments, bool is_screen,
                    struct error *error) NODISCARD;

/*
 * Fills in the page's size and scale and the figure's options for a kind of file. A size in pixels
 * without --dpi gets the resolution at which letters have their usual part of the picture. False,
 * with the reason, for a size that cannot be.
 */
bool picture_options(const struct arguments *arguments, const struct canvas_format *format,
                     struct canvas_page *page, struct figure_options *options,
                     struct error *error) NODISCARD;

/* Does the figure have room for all panels? */
bool picture_has_room(const struct figure *figure, struct error *error) NODISCARD;

/* The size of a terminal's screen in cells; what is there stays if --size is not given. */
bool picture_cells(const struct arguments *arguments, int *columns, int *rows,
                   struct error *error) NODISCARD;

/* Does the scene have the walker that is asked for? */
bool picture_has_walker(const struct arguments *arguments, const struct scene *scene,
                        struct error *error) NODISCARD;

/* What the terminal's screen shows of a scene: its look but for the depth of colours, the scene,
 * what is seen of it, the walker and the chart; the rest is left out. */
struct model picture_model(const struct arguments *arguments, const struct scene *scene);

/* Where a screen has no room for a chart: was none asked for? */
bool picture_needs_no_chart(const struct arguments *arguments, struct error *error) NODISCARD;

/* Appends the recipe. */
void picture_recipe(const struct arguments *arguments, const struct scene *scene, uint64_t steps,
                    struct buffer *out);

#endif
