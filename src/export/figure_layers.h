/*
 * What the screen's map shows (enum layer) and what shows the same in a figure: one table, read
 * from either side.
 */
#ifndef EXPORT_FIGURE_LAYERS_H
#define EXPORT_FIGURE_LAYERS_H

#include "export/figure.h"
#include "view/model.h"

struct figure_layer {
    enum layer layer;
    enum figure_part part;
    const char *option; /* of the command line, that makes the part other than usual */
};

extern const struct figure_layer figure_layers[];
extern const size_t figure_layer_count;

/* Chooses the view and the parts that show what a map with these layers does; other parts stay. */
void figure_show_layers(struct figure_options *options, unsigned layers);

/* The layers of the map that shows what such a figure does; of a landscape, those that it can. */
unsigned figure_layers_shown(enum figure_view view, unsigned parts);

#endif
