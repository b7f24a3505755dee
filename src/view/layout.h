/*
 * Where everything is: a pure function of the screen's size and of what is to be shown.
 *
 * Rectangles never overlap and never reach beyond the screen; a part that is left out is 0 x 0. The
 * steps: from 60 x 10 on a map with a panel beside it, in which parts appear in the order of their
 * use as there is room; narrow and high, the panel below the map; from 20 x 6 on the map and a
 * line; below, words.
 */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "view/frame.h"
#include "view/model.h"

enum layout_part {
    PART_TITLE,  /* the bar at the top */
    PART_MAP,    /* the plot with its axes and legend */
    PART_STATUS, /* the walk in one line, where there is no panel; the message too, if it has no row
                  */
    PART_LESSON, /* the page of the lesson */
    PART_MESSAGE,  /* the last thing that happened, or the command line */
    PART_SCRUBBER, /* a row over the message, or else the end of its row */
    PART_KEYS,
    PART_WORDS, /* the whole screen, where nothing else fits */
    /* the panel's, from top to bottom: */
    PART_WALKERS, /* a row each */
    PART_SUMMARY, /* of the chosen one's optimizer */
    PART_STATE,   /* step, loss; point, gradient */
    PART_KNOBS,   /* a row each, or two */
    PART_COURSE, /* of the learning rate, where a schedule moves it: a row, or a heading and rows */
    PART_GAUGE,  /* the curvature, and the rate that it limits */
    PART_REASON, /* of the chosen one's verdict; without a panel, below the status */
    PART_CHART,  /* the loss curve */
    PART_ABOUT,
    PART_RULE, /* the update rule, then its numbers: last, as every optimizer's has other rows */
    LAYOUT_PARTS
};

/* What is to be shown. */
struct layout_wish {
    int columns, rows;
    size_t walkers;
    int knobs;   /* live knobs that have a place */
    bool data;   /* the loss is a mean over examples: its chart has dots, too */
    bool course; /* the learning rate moves by itself */
    const struct look *look;
    const char *about; /* NULL: none */
    int lesson;        /* rows that its pages need; 0: none */
    bool asks;         /* the lesson waits for a prediction: nothing walks */
    bool scrubber;     /* there are steps to go to */
    int message;       /* columns that the message takes */
    bool presenting;   /* nothing but the map, the walk and the message */
    bool chosen_chart; /* and a chart that was asked for, where both have room */
    int parts;         /* rows of the table of what a step is made of; 0: not asked for */
    bool cut;          /* the chart is one to look at, not to glance at */
    bool reading;      /* before the walk: if the text about the scene lacks room, it comes first */
    bool warning;      /* but not before the gauge: the rate is beyond its limit */
};

struct layout {
    struct rectangle part[LAYOUT_PARTS];
    int knob_rows; /* each knob has: 1 or 2 */
};

struct layout layout_make(const struct layout_wish *wish);

/* What the model wishes for; without a race a map at most. */
struct layout layout_of(const struct model *model, int columns, int rows);

#endif
