/*
 * What is seen of the surface: the part of it, the layers over it, the crosshair, the colours. None
 * of it touches the walk, so none of it is undone; but the colour scale, which is the scene's.
 */
#ifndef APP_SIGHT_H
#define APP_SIGHT_H

#include "view/model.h"

struct app;
struct event;

struct sight {
    struct surface_window window[SURFACE_AXES]; /* what is shown */
    bool holds;                                 /* all that was walked, chosen by sight_hold() */
    unsigned layers;                            /* of enum layer */
    size_t colormap;                            /* shown: index in the table */
    size_t chosen_colormap;                     /* by the user: where the scene names none */
    double crosshair[SURFACE_AXES];
};

void sight_init(struct sight *sight);

/* Back to the scene's window; the crosshair to its middle. */
void sight_reset(struct app *app);

/* Takes the window, layers and colours of a model, which names these. */
void sight_show(struct sight *sight, const struct model *model);

/* In (1) or out (-1): the crosshair keeps its place on the screen, or else the chosen walker, or
 * else the middle. */
void sight_zoom(struct app *app, int direction);

/* The same with the place below the pointer, if that is on the map. */
void sight_zoom_at(struct app *app, const struct event *event);

/*
 * All that was walked, if something of it lies outside of what is shown; the next time back to the
 * scene's window, though a walker may have gone on. What is too far to be shown on one map with the
 * scene is left out, and said.
 */
void sight_hold(struct app *app);

/* Back to the scene's window, if all that was walked is held. */
void sight_let_go(struct app *app);

/* Shows a layer, or no longer. */
void sight_toggle(struct app *app, int layer);

/* Which chart is shown. */
void sight_show_chart(struct app *app, enum chart_kind kind);

/* Takes the colours that the scene names, or those that the user chose last. */
void sight_follow_scene(struct app *app);

void sight_turn_colormap(struct app *app, int direction);
void sight_turn_theme(struct app *app);

/* Begins with the crosshair, or ends. */
void sight_crosshair(struct app *app);

/* Moves the crosshair; the map follows it. */
void sight_move_by(struct app *app, int columns, int rows);
void sight_move_to(struct app *app, const double at[SURFACE_AXES]);

#endif
