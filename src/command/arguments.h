/*
 * What the command line said.
 */
#ifndef COMMAND_ARGUMENTS_H
#define COMMAND_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "export/figure.h"
#include "scene/scene.h"
#include "term/terminal.h"
#include "view/look.h"

struct trajectory_format;

enum { OPTIONS_MOST = 40 };

/* Strings are those of argv. */
struct arguments {
    const char **words; /* what is not an option */
    size_t word_count;
    char **said; /* the command line as it was given, the command's name first */
    size_t said_count;
    size_t first_word;              /* where in it words[0] stands */
    char given[OPTIONS_MOST + 1];   /* the ids of the options in it, each once */
    struct scene_setting *settings; /* --set, in their order */
    size_t setting_count;
    bool has_steps;
    uint64_t steps;
    uint64_t explain; /* the step to take apart, from 1; 0: none */
    const struct trajectory_format *format;
    const char *output; /* NULL or "-": standard output */
    bool has_size;
    bool size_is_mm;    /* else pixels, or cells of a terminal */
    double size[2];     /* width, height */
    double fps, hold;   /* frames a second, seconds; 0, negative: not said */
    uint64_t every;     /* steps from frame to frame; 0: not said */
    const char *frames; /* a folder for numbered pictures; NULL: none */
    enum color_choice color;
    bool has_glyphs; /* false: what the terminal has */
    enum glyphs glyphs;
    bool has_theme; /* false: what the terminal says */
    bool light;
    double dpi; /* 0: not said */
    const struct colormap *colormap;
    enum figure_view view;
    unsigned without, with; /* of enum figure_part */
    size_t walker;          /* whose step is shown, from 0 */
    unsigned panels;        /* as of figure_options */
    bool has_window, has_angle;
    struct surface_window window[SURFACE_AXES];
    double angle[2]; /* turn, tilt */
    bool plain, present, help, version, list_keys;
};

/*
 * Reads argv[1..argc) with the options that `ids` names, before, between and after the words; `--`
 * ends them. False on wrong usage, with the reason. arguments_release() in either case.
 */
bool arguments_read(struct arguments *arguments, const char *ids, int argc, char **argv,
                    struct error *error) NODISCARD;
void arguments_release(struct arguments *arguments);

#endif
