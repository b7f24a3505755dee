/*
 * The panel: who walks, where it is, the knobs, the update rule with its numbers, the loss curve,
 * and what the scene is about; in a race a row for each walker, and the rest for the chosen one.
 */
#ifndef VIEW_PANEL_H
#define VIEW_PANEL_H

#include "view/chart.h"
#include "view/layout.h"
#include "view/model.h"
#include "view/pen.h"
#include "view/pick.h"

/* The pen is the whole screen's. */
void panel_draw(struct chart *chart, const struct pen *pen, const struct model *model,
                const struct layout *layout);

/* What of the panel lies at a cell: a slider, a walker, or nothing. */
struct pick panel_pick(const struct model *model, const struct layout *layout, int column, int row);

#endif
