#include "view/coordinate.h"

#include <stdio.h>

#include "base/text.h"
#include "view/spell.h"

enum { ALIKE = 10 /* times as wide: spans up to here are told apart by the same decimals */ };

static int end_columns(const struct look *look, struct surface_window window, int decimals)
{
    char low[SPELL_NUMBER], high[SPELL_NUMBER];
    spell_fixed(low, look, window.low, decimals, SPELL_NUMBER / 4);
    spell_fixed(high, look, window.high, decimals, SPELL_NUMBER / 4);
    int a = text_width(low), b = text_width(high);
    return a > b ? a : b;
}

void coordinate_decimals(int decimals[SURFACE_AXES], const struct surface_window *window)
{
    double span[SURFACE_AXES];
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        span[axis] = window[axis].high - window[axis].low;
        decimals[axis] = spell_decimals(span[axis]);
    }
    bool alike = span[0] < ALIKE * span[1] && span[1] < ALIKE * span[0];
    if (alike)
        decimals[0] = decimals[1] = decimals[0] < decimals[1] ? decimals[0] : decimals[1];
}

struct coordinate_form coordinate_form(const struct look *look, const struct surface_window *window,
                                       int most)
{
    struct coordinate_form form = {.columns = 1};
    coordinate_decimals(form.decimals, window);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        int *decimals = &form.decimals[axis], columns;
        while ((columns = end_columns(look, window[axis], *decimals)) > most && *decimals > 0)
            --*decimals;
        form.columns = columns > form.columns ? columns : form.columns;
    }
    if (form.columns > most)
        form.columns = most > 4 ? most : 4;
    return form;
}

void coordinate_point(char *out, size_t size, const struct look *look,
                      const double at[SURFACE_AXES], const struct coordinate_form *form)
{
    char number[SURFACE_AXES][SPELL_NUMBER];
    int pad[SURFACE_AXES];
    bool tight = false;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        /* Far out: at the cost of the blanks. */
        if (!spell_fixed(number[axis], look, at[axis], form->decimals[axis], form->columns))
            spell_number(number[axis], look, at[axis], 1, form->columns + 1);
        pad[axis] = form->columns - text_width(number[axis]);
        tight = tight || pad[axis] < 0;
    }
    if (tight)
        snprintf(out, size, "(%s,%s)", number[0], number[1]);
    else
        snprintf(out, size, "%*s(%s, %*s%s)", pad[0], "", number[0], pad[1], "", number[1]);
}
