/*
 * Pages over the screen: the help, the menu of scenes, and what a scene is about.
 */
#ifndef APP_PAGES_H
#define APP_PAGES_H

#include "base/buffer.h"
#include "scene/scene.h"
#include "view/model.h"

struct app;
struct event;

enum { PAGES_LESSONS = 64 }; /* the course stands first in the catalogue */

struct pages {
    bool open;
    bool is_menu;
    bool is_step;  /* a step taken apart: the keys of steps work */
    bool is_first; /* the menu that the program begins with: there is nothing to go back to */
    /* the help lies over a menu, and leads back to this line of it; 0: to the walk. (A menu's first
     * line is a heading.) */
    int menu_line;
    bool menu_is_first;
    struct page page;
    char title[96];          /* of a step's page */
    char footer[96];         /* the keys that lead on */
    struct page_line *lines; /* owned, and what they point at: */
    struct buffer text;
    struct scene **scenes;        /* of the catalogue, read when the menu is first opened */
    bool finished[PAGES_LESSONS]; /* of the catalogue, since the program began: ticked */
};

void pages_release(struct pages *pages);

void pages_open_help(struct app *app);
void pages_open_menu(struct app *app);
void pages_open_first_menu(struct app *app);
void pages_open_about(struct app *app);
void pages_open_score(struct app *app);
void pages_open_step(struct app *app);

/* The lesson of the open scene is done: from now on the menu ticks it. */
void pages_finish_lesson(struct app *app);

/* What a key, a click or the wheel does while a page is open. */
void pages_event(struct app *app, const struct event *event);

#endif
