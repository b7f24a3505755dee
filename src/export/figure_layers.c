#include "export/figure_layers.h"

#include "base/array.h"

const struct figure_layer figure_layers[] = {
    {LAYER_CONTOURS, FIGURE_CONTOURS, "no-contours"},
    {LAYER_CRITICAL, FIGURE_CRITICAL, "no-critical"},
    {LAYER_FOG, FIGURE_FOG, "fog"},
    {LAYER_STEP, FIGURE_ARROWS, "arrows"},
    {LAYER_SLOPES, FIGURE_FIELD, "field"},
    {LAYER_HELD, FIGURE_HELD, "scene-colors"},
};
const size_t figure_layer_count = ARRAY_LENGTH(figure_layers);

void figure_show_layers(struct figure_options *options, unsigned layers)
{
    options->view = layers & LAYER_RELIEF ? FIGURE_VIEW_RELIEF : FIGURE_VIEW_HEAT;
    for (size_t i = 0; i < figure_layer_count; i++) {
        options->parts &= ~(unsigned)figure_layers[i].part;
        options->parts |= layers & figure_layers[i].layer ? figure_layers[i].part : 0;
    }
}

unsigned figure_layers_shown(enum figure_view view, unsigned parts)
{
    unsigned layers = view == FIGURE_VIEW_RELIEF ? LAYER_RELIEF : 0;
    for (size_t i = 0; i < figure_layer_count; i++)
        layers |= parts & figure_layers[i].part ? figure_layers[i].layer : 0;
    return layers;
}
