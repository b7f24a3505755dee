/*
 * The point of a walk in a steady form, that does not jump about while it walks.
 */
#ifndef VIEW_COORDINATE_H
#define VIEW_COORDINATE_H

#include "view/model.h"

/* How coordinates are written, so that those inside the window all take the same room. */
struct coordinate_form {
    int decimals[SURFACE_AXES];
    int columns;
};

struct coordinate_form coordinate_form(const struct look *look, const struct surface_window *window,
                                       int most);

/* "(-3.78, -3.28)", each coordinate at the right of its columns. */
void coordinate_point(char *out, size_t size, const struct look *look,
                      const double at[SURFACE_AXES], const struct coordinate_form *form);

/* How many decimals each axis of a window takes: axes of about the same span are written alike. */
void coordinate_decimals(int decimals[SURFACE_AXES], const struct surface_window *window);

#endif
