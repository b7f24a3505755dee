/* Lays the screen out, hands each part its rectangle, and asks the same layout what lies at a cell.
 */
#include "view/view.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "view/chart.h"
#include "view/layout.h"
#include "view/lesson.h"
#include "view/map.h"
#include "view/page.h"
#include "view/panel.h"
#include "view/scrubber.h"
#include "view/title.h"

struct view {
    struct map *map, *preview;
    struct chart *chart;
    struct buffer formula;
};

struct view *view_new(void)
{
    struct view *view = calloc(1, sizeof *view);
    if (view == NULL)
        return NULL;
    view->map = map_new();
    view->preview = map_new();
    view->chart = chart_new();
    if (view->map != NULL && view->preview != NULL && view->chart != NULL)
        return view;
    view_free(view);
    return NULL;
}

void view_free(struct view *view)
{
    if (view == NULL)
        return;
    map_free(view->map);
    map_free(view->preview);
    chart_free(view->chart);
    buffer_release(&view->formula);
    free(view);
}

/* The scene's loss as on paper; empty without memory. */
static const char *print_formula(struct view *view, const struct scene *scene,
                                 const struct look *look)
{
    buffer_clear(&view->formula);
    surface_print_loss(scene->surface, look->glyphs != GLYPHS_ASCII, &view->formula);
    return view->formula.failed ? "" : buffer_text(&view->formula);
}

static bool draw_walk(struct view *view, const struct model *model, const struct pen *pen)
{
    const struct layout layout = layout_of(model, pen->area.columns, pen->area.rows);
    const struct rectangle *part = layout.part;
    struct pen on = pen_on(pen, part[PART_WORDS]);
    if (on.area.rows > 0) {
        title_draw_words(&on, model);
        return true;
    }
    on.area = part[PART_TITLE];
    title_draw(&on, model, print_formula(view, model->scene, &model->look));
    bool drawn = map_draw(view->map, model, part[PART_MAP], pen->frame);
    panel_draw(view->chart, pen, model, &layout);
    on.area = part[PART_STATUS];
    if (on.area.rows > 0)
        title_draw_status(&on, model);
    on.area = part[PART_LESSON];
    lesson_draw(&on, model->lesson);
    on.area = part[part[PART_MESSAGE].rows > 0 ? PART_MESSAGE : PART_STATUS];
    title_draw_message(&on, model);
    on.area = part[PART_SCRUBBER];
    if (on.area.rows > 0)
        scrubber_draw(&on, model, part[PART_SCRUBBER].row == part[PART_MESSAGE].row);
    on.area = part[PART_KEYS];
    title_draw_keys(&on, model->hints, model->hint_count);
    return drawn && !view->formula.failed;
}

/* A message, where there is one, stands over the footer. */
static bool draw_page(struct view *view, const struct model *model, const struct pen *pen)
{
    const struct scene *scene = model->page->preview;
    const char *formula = scene != NULL ? print_formula(view, scene, &model->look) : "";
    bool drawn = page_draw(model, pen, view->preview, formula);
    struct rectangle last = {0, pen->area.rows - 1, pen->area.columns, pen->area.rows > 0};
    struct pen on = pen_on(pen, last);
    title_draw_message(&on, model);
    return drawn;
}

bool view_draw(struct view *view, const struct model *model, struct frame *frame)
{
    struct pen pen = {frame, &model->look, {0, 0, frame->columns, frame->rows}};
    frame_clear(frame);
    view->formula.failed = false;
    if (model->page != NULL)
        return draw_page(view, model, &pen);
    if (model->scene == NULL || model->race == NULL || model->race->count == 0) {
        title_draw_message(&pen, model);
        return true;
    }
    return draw_walk(view, model, &pen);
}

struct pick view_pick(const struct model *model, int columns, int rows, int column, int row)
{
    struct pick pick = {.kind = PICK_NOTHING};
    if (model->page != NULL) {
        int line = page_pick(model->page, &model->look,
                             (struct rectangle){.columns = columns, .rows = rows}, column, row);
        if (line >= 0)
            pick = (struct pick){.kind = PICK_PAGE_LINE, .index = (size_t)line};
        return pick;
    }
    if (model->scene == NULL || model->race == NULL || model->race->count == 0)
        return pick;
    const struct layout layout = layout_of(model, columns, rows);
    struct rectangle map = layout.part[PART_MAP];
    if (rectangle_has(map, column, row) && map_pick(model, map, column, row, pick.at)) {
        pick.kind = PICK_MAP;
        return pick;
    }
    if (rectangle_has(layout.part[PART_LESSON], column, row)) {
        const struct pen pen = {.look = &model->look, .area = layout.part[PART_LESSON]};
        int choice = lesson_pick(&pen, model->lesson, row);
        return choice < 0 ? (struct pick){.kind = PICK_LESSON}
                          : (struct pick){.kind = PICK_CHOICE, .index = (size_t)choice};
    }
    struct rectangle scrubber = layout.part[PART_SCRUBBER];
    if (rectangle_has(scrubber, column, row) &&
        scrubber_pick(model, scrubber, column, &pick.step)) {
        pick.kind = PICK_STEP;
        return pick;
    }
    return panel_pick(model, &layout, column, row);
}

int view_turn_lesson(const struct model *model, int columns, int rows, int screenfuls)
{
    if (model->lesson == NULL)
        return 0;
    const struct layout layout = layout_of(model, columns, rows);
    const struct pen pen = {.look = &model->look, .area = layout.part[PART_LESSON]};
    return pen.area.rows > 0 ? lesson_turn(&pen, model->lesson, screenfuls) : model->lesson->first;
}

bool view_cell_size(const struct model *model, int columns, int rows, double size[SURFACE_AXES])
{
    if (model->scene == NULL || model->race == NULL || model->race->count == 0)
        return false;
    const struct layout layout = layout_of(model, columns, rows);
    struct rectangle map = layout.part[PART_MAP], plot = map_plot(model, map);
    double here[SURFACE_AXES], right[SURFACE_AXES], below[SURFACE_AXES];
    if (!map_pick(model, map, plot.column, plot.row, here) ||
        !map_pick(model, map, plot.column + 1, plot.row, right) ||
        !map_pick(model, map, plot.column, plot.row + 1, below))
        return false;
    size[0] = right[0] - here[0];
    size[1] = here[1] - below[1];
    return true;
}

bool view_has_chart(const struct model *model, int columns, int rows)
{
    return layout_of(model, columns, rows).part[PART_CHART].rows > 0;
}
