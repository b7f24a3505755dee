/*
 * The head of a figure: the scene's title, and its loss with the constants as they are. What is too
 * long ends in an ellipsis.
 */
#include "export/figure_parts.h"

static void draw_within(struct canvas *canvas, struct box box, const char *text,
                        const struct text_style *style)
{
    canvas_text_within(canvas, box.x, box.y + 0.75 * box.height, box.width, text, style);
}

/* ",   a = 1, b = 100" */
static void add_constants(const struct scene *scene, struct buffer *out)
{
    for (size_t i = 0; i < scene->constant_count; i++) {
        char number[FIGURE_NUMBER];
        figure_number(number, scene->constants[i].value, 4);
        buffer_printf(out, "%s%s = %s", i == 0 ? "   with " : ", ", scene->constants[i].name,
                      number);
    }
}

void figure_draw_title(const struct figure *figure, struct canvas *canvas)
{
    const struct figure_layout *layout = &figure->layout;
    if (layout->title.width > 0) {
        struct text_style style = figure_text(figure, 1.45, false);
        style.font.bold = true;
        draw_within(canvas, layout->title, figure->source.scene->title, &style);
    }
    if (layout->formula.width > 0) {
        struct text_style style = figure_text(figure, 1.05, true);
        struct buffer formula = {0};
        surface_print_loss(figure->source.scene->surface, true, &formula);
        add_constants(figure->source.scene, &formula);
        draw_within(canvas, layout->formula, canvas_words(canvas, &formula), &style);
        buffer_release(&formula);
    }
}
