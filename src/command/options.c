/*
 * Reading options with getopt_long, which is told of a row only if the command takes it. An
 * optstring that begins with `-` hands the words over in their order, so that POSIXLY_CORRECT in
 * the environment changes nothing.
 */
#include "command/options.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "export/trajectory.h"
#include "scene/knobs.h"

enum { SIZE_MOST = 20000, FPS_MOST = 50, HOLD_MOST = 600 };

struct option_row {
    const char *name;
    char id; /* stands for it in a command's `options`; its letter too, if it has one */
    bool has_letter;
    const char *value; /* what --help calls its value; NULL: it takes none */
    const char *help;
    bool (*take)(struct arguments *arguments, char *value, struct error *error);
};

static bool take_set(struct arguments *arguments, char *value, struct error *error)
{
    char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return error_set(error, "--set '%s': expected KEY=VALUE, such as lr=0.1", value);
    *equals = '\0';
    arguments->settings[arguments->setting_count++] =
        (struct scene_setting){.key = value, .value = equals + 1};
    return true;
}

static bool take_steps(struct arguments *arguments, char *value, struct error *error)
{
    double steps = 0;
    struct error detail = {0};
    if (!number_parse(value, strlen(value), &steps))
        return error_set(error, "--steps '%s': expected a whole number, 0 or more", value);
    if (steps != 0 && !knob_check(&knob_steps, steps, &detail))
        return error_set(error, "--steps '%s': %s", value, detail.message);
    arguments->has_steps = true;
    arguments->steps = (uint64_t)steps;
    return true;
}

static bool take_explain(struct arguments *arguments, char *value, struct error *error)
{
    double step = 0;
    if (!number_parse(value, strlen(value), &step) || !(step >= 1 && step <= KNOB_WHOLE) ||
        step != (double)(uint64_t)step)
        return error_set(error, "--explain '%s': expected the number of a step, from 1", value);
    arguments->explain = (uint64_t)step;
    return true;
}

static bool take_format(struct arguments *arguments, char *value, struct error *error)
{
    for (size_t i = 0; i < trajectory_format_count; i++)
        if (strcmp(value, trajectory_formats[i].name) == 0) {
            arguments->format = &trajectory_formats[i];
            return true;
        }
    const char *meant = text_nearest(value, &trajectory_formats[0].name, trajectory_format_count,
                                     sizeof trajectory_formats[0]);
    char hint[TEXT_HINT];
    return error_set(error, "--format '%s': expected csv, jsonl or table%s", value,
                     text_hint(meant, hint));
}

static bool take_output(struct arguments *arguments, char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--output: expected the name of a file");
    arguments->output = value;
    return true;
}

/* 1600x1000, 160x100mm */
static bool take_size(struct arguments *arguments, char *value, struct error *error)
{
    size_t length = strlen(value);
    bool is_mm = length > 2 && strcmp(value + length - 2, "mm") == 0;
    const char *cross = strchr(value, 'x');
    size_t width = cross ? (size_t)(cross - value) : 0;
    length -= is_mm ? 2 : 0;
    double size[2];
    if (!cross || !number_parse(value, width, &size[0]) ||
        !number_parse(cross + 1, length - width - 1, &size[1]) ||
        !(size[0] >= 1 && size[0] <= SIZE_MOST && size[1] >= 1 && size[1] <= SIZE_MOST))
        return error_set(error, "--size '%s': expected WIDTHxHEIGHT, each from 1 to %d", value,
                         SIZE_MOST);
    arguments->has_size = true;
    arguments->size_is_mm = is_mm;
    memcpy(arguments->size, size, sizeof size);
    return true;
}

static bool take_fps(struct arguments *arguments, char *value, struct error *error)
{
    if (number_parse(value, strlen(value), &arguments->fps) && arguments->fps >= 1 &&
        arguments->fps <= FPS_MOST)
        return true;
    return error_set(error, "--fps '%s': expected frames a second, from 1 to %d", value, FPS_MOST);
}

static bool take_every(struct arguments *arguments, char *value, struct error *error)
{
    double steps = 0;
    if (!number_parse(value, strlen(value), &steps) || !(steps >= 1 && steps <= KNOB_WHOLE) ||
        steps != (double)(uint64_t)steps)
        return error_set(error, "--every '%s': expected a number of steps, from 1", value);
    arguments->every = (uint64_t)steps;
    return true;
}

static bool take_hold(struct arguments *arguments, char *value, struct error *error)
{
    if (number_parse(value, strlen(value), &arguments->hold) && arguments->hold >= 0 &&
        arguments->hold <= HOLD_MOST)
        return true;
    return error_set(error, "--hold '%s': expected seconds, from 0 to %d", value, HOLD_MOST);
}

static bool take_frames(struct arguments *arguments, char *value, struct error *error)
{
    if (!*value)
        return error_set(error, "--frames: expected the name of a folder");
    arguments->frames = value;
    return true;
}

static bool take_dpi(struct arguments *arguments, char *value, struct error *error)
{
    return (number_parse(value, strlen(value), &arguments->dpi) && arguments->dpi >= 20 &&
            arguments->dpi <= 2400) ||
           error_set(error, "--dpi '%s': expected pixels an inch, 20 to 2400", value);
}

static bool take_colormap(struct arguments *arguments, char *value, struct error *error)
{
    char hint[TEXT_HINT];
    arguments->colormap = colormap_find(value);
    if (arguments->colormap)
        return true;
    const char *meant =
        text_nearest(value, &colormaps[0].name, colormap_count, sizeof colormaps[0]);
    return error_set(error, "--colormap '%s': expected viridis, magma, cividis or grey%s", value,
                     text_hint(meant, hint));
}

/* The index of a word, or -1. */
static int find_word(const char *value, size_t length, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strlen(words[i]) == length && strncmp(value, words[i], length) == 0)
            return i;
    return -1;
}

static bool take_view(struct arguments *arguments, char *value, struct error *error)
{
    int view = find_word(value, strlen(value), figure_view_names, FIGURE_VIEWS);
    if (view < 0)
        return error_set(error, "--view '%s': expected heat, contour, relief or surface3d", value);
    arguments->view = (enum figure_view)view;
    return true;
}

/* One, or several with commas. */
static bool take_panel(struct arguments *arguments, char *value, struct error *error)
{
    for (const char *word = value;; word++) {
        size_t length = strcspn(word, ",");
        int panel = find_word(word, length, figure_panel_names, FIGURE_PANELS);
        if (panel < 0)
            return error_set(error, "--panel '%s': expected loss, cut or score", value);
        arguments->panels |= 1u << panel;
        word += length;
        if (*word == '\0')
            return true;
    }
}

/* Exactly so many numbers with commas between them. */
static bool read_numbers(const char *value, double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(value, ",");
        if (!number_parse(value, length, &numbers[i]) || !isfinite(numbers[i]) ||
            (value[length] == ',') != (i + 1 < count))
            return false;
        value += length + 1;
    }
    return true;
}

static bool take_window(struct arguments *arguments, char *value, struct error *error)
{
    double ends[4];
    if (!read_numbers(value, ends, ARRAY_LENGTH(ends)) || !(ends[0] < ends[1]) ||
        !(ends[2] < ends[3]))
        return error_set(error,
                         "--window '%s': expected X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1, such as "
                         "-2,2,-1,3",
                         value);
    for (size_t i = 0; i < SURFACE_AXES; i++)
        arguments->window[i] = (struct scene_window){ends[2 * i], ends[2 * i + 1]};
    return arguments->has_window = true;
}

static bool take_angle(struct arguments *arguments, char *value, struct error *error)
{
    arguments->has_angle = read_numbers(value, arguments->angle, 2) &&
                           fabs(arguments->angle[0]) <= 360 && arguments->angle[1] >= 0 &&
                           arguments->angle[1] <= 90;
    return arguments->has_angle ||
           error_set(error,
                     "--angle '%s': expected TURN,TILT in degrees, such as -60,40; the tilt is "
                     "from 0 to 90",
                     value);
}

#define TAKE_WITHOUT(name, part)                                                                   \
    static bool take_no_##name(struct arguments *arguments, char *value, struct error *error)      \
    {                                                                                              \
        (void)value, (void)error;                                                                  \
        return arguments->without |= (part);                                                       \
    }
TAKE_WITHOUT(legend, FIGURE_LEGEND)
TAKE_WITHOUT(title, FIGURE_TITLE)
TAKE_WITHOUT(formula, FIGURE_FORMULA)
TAKE_WITHOUT(colorbar, FIGURE_COLORBAR)
TAKE_WITHOUT(critical, FIGURE_CRITICAL)
TAKE_WITHOUT(contours, FIGURE_CONTOURS)
#undef TAKE_WITHOUT

static bool take_color(struct arguments *arguments, char *value, struct error *error)
{
    static const struct {
        const char *name;
        enum color_choice choice;
    } choices[] = {
        {"auto", COLOR_AUTO}, {"never", COLOR_NEVER},     {"8", COLOR_8},       {"16", COLOR_16},
        {"256", COLOR_256},   {"palette", COLOR_PALETTE}, {"true", COLOR_TRUE},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(choices); i++)
        if (strcmp(value, choices[i].name) == 0) {
            arguments->color = choices[i].choice;
            return true;
        }
    return error_set(error, "--color '%s': expected auto, never, 8, 16, 256, palette or true",
                     value);
}

static bool take_glyphs(struct arguments *arguments, char *value, struct error *error)
{
    static const struct {
        const char *name;
        enum glyphs glyphs;
    } kinds[] = {
        {"braille", GLYPHS_BRAILLE},
        {"half", GLYPHS_HALF},
        {"full", GLYPHS_FULL},
        {"ascii", GLYPHS_ASCII},
    };
    arguments->has_glyphs = strcmp(value, "auto") != 0;
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (strcmp(value, kinds[i].name) == 0) {
            arguments->glyphs = kinds[i].glyphs;
            return true;
        }
    return !arguments->has_glyphs ||
           error_set(error, "--glyphs '%s': expected auto, braille, half, full or ascii", value);
}

static bool take_theme(struct arguments *arguments, char *value, struct error *error)
{
    arguments->has_theme = strcmp(value, "auto") != 0;
    arguments->light = strcmp(value, "light") == 0;
    return !arguments->has_theme || arguments->light || strcmp(value, "dark") == 0 ||
           error_set(error, "--theme '%s': expected auto, light or dark", value);
}

static bool take_list_keys(struct arguments *arguments, char *value, struct error *error)
{
    (void)value, (void)error;
    return arguments->list_keys = true;
}

static bool take_plain(struct arguments *arguments, char *value, struct error *error)
{
    (void)value, (void)error;
    return arguments->plain = true;
}

static bool take_present(struct arguments *arguments, char *value, struct error *error)
{
    (void)value, (void)error;
    return arguments->present = true;
}

static bool take_help(struct arguments *arguments, char *value, struct error *error)
{
    (void)value, (void)error;
    return arguments->help = true;
}

static bool take_version(struct arguments *arguments, char *value, struct error *error)
{
    (void)value, (void)error;
    return arguments->version = true;
}

// clang-format off
static const struct option_row rows[] = {
    {"set",       's', true,  "KEY=VALUE", "override a key of the scene; repeatable", take_set},
    {"steps",     'n', true,  "N",         "walk N steps; 0: the start alone", take_steps},
    {"format",    'F', false, "FORMAT",    "csv (the default), jsonl or table", take_format},
    {"explain",   'E', false, "K",         "take step K of each walker apart, as text", take_explain},
    {"output",    'o', true,  "FILE",      "write to FILE, whole or not at all", take_output},
    {"size",      'Z', false, "WxH",       "in pixels, or in mm (160x100mm); a cast's in cells", take_size},
    {"fps",       'f', false, "N",         "frames a second", take_fps},
    {"every",     'e', false, "N",         "steps from one frame to the next", take_every},
    {"hold",      'H', false, "SECONDS",   "how long the last frame stays", take_hold},
    {"frames",    'D', false, "FOLDER",    "write each frame as a numbered PNG", take_frames},
    {"dpi",       'd', false, "N",         "pixels an inch: how large letters and lines are", take_dpi},
    {"view",      'W', false, "VIEW",      "heat (the default), contour, relief or surface3d", take_view},
    {"angle",     'A', false, "TURN,TILT", "of surface3d, in degrees: -60,40", take_angle},
    {"window",    'X', false, "X0,X1,Y0,Y1", "show this part of the surface", take_window},
    {"colormap",  'M', false, "MAP",       "viridis (the default), magma, cividis or grey", take_colormap},
    {"panel",     'L', false, "PANEL",     "add loss, cut or score below; repeatable", take_panel},
    {"no-legend", 'l', false, NULL,        "leave the legend out", take_no_legend},
    {"no-title",  't', false, NULL,        "leave the title out", take_no_title},
    {"no-formula",'m', false, NULL,        "leave the formula out", take_no_formula},
    {"no-colorbar",'b', false, NULL,       "leave the colour bar out", take_no_colorbar},
    {"no-critical",'c', false, NULL,       "leave the critical points out", take_no_critical},
    {"no-contours",'i', false, NULL,       "leave the contour lines out", take_no_contours},
    {"color",     'C', false, "WHEN",      "auto, never, 8, 16, 256, palette or true", take_color},
    {"glyphs",    'G', false, "KIND",      "auto, braille, half, full or ascii", take_glyphs},
    {"theme",     'T', false, "THEME",     "auto, light or dark: the background", take_theme},
    {"plain",     'P', false, NULL,        "tell the walk in lines, without a screen", take_plain},
    {"present",   'R', false, NULL,        "for a room: the map alone, large marks", take_present},
    {"list-keys", 'K', false, NULL,        "print the table of keys", take_list_keys},
    {"help",      'h', true,  NULL,        "print this help", take_help},
    {"version",   'V', false, NULL,        "print the version and what is built in", take_version},
};
// clang-format on

enum { ROWS = ARRAY_LENGTH(rows) };

static const struct option_row *find(int id)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].id == id)
            return &rows[i];
    return NULL;
}

/* What getopt_long wants to know: the long options, and the letters. */
struct known {
    struct option longs[ROWS + 1];
    const char *names[ROWS];
    char letters[2 * ROWS + 3];
    size_t count;
};

static void known_init(struct known *known, const char *ids)
{
    char *letter = known->letters;
    *letter++ = '-'; /* words in their order, as an option with the value 1 */
    *letter++ = ':'; /* tell a missing value from an unknown option */
    for (; *ids; ids++) {
        const struct option_row *row = find(*ids);
        known->names[known->count] = row->name;
        known->longs[known->count++] =
            (struct option){row->name, row->value ? required_argument : no_argument, NULL, row->id};
        if (!row->has_letter)
            continue;
        *letter++ = row->id;
        if (row->value)
            *letter++ = ':';
    }
}

/* After getopt_long said '?': an unknown option, an ambiguous one, or a value where none is taken.
 */
static bool refuse(const struct known *known, const char *argument, struct error *error)
{
    const struct option_row *row = optopt ? find(optopt) : NULL;
    if (strncmp(argument, "--", 2) != 0)
        return error_set(error, "unknown option '-%c'", optopt);
    if (row)
        return error_set(error, "--%s takes no value", row->name);

    char name[64];
    size_t length = strcspn(argument + 2, "=");
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, argument + 2, length);
    name[length] = '\0';
    size_t starts = 0;
    for (size_t i = 0; i < known->count; i++)
        starts += strncmp(known->names[i], name, length) == 0;
    if (starts > 1)
        return error_set(error, "'--%s' could be several options: write it out", name);
    const char *meant = text_nearest(name, known->names, known->count, sizeof known->names[0]);
    char option[sizeof name + 2], hint[TEXT_HINT];
    snprintf(option, sizeof option, "--%s", meant ? meant : "");
    return error_set(error, "unknown option '--%s'%s", name,
                     text_hint(meant ? option : NULL, hint));
}

/* A copy, before --set's `=` is overwritten. */
static bool keep_line(struct arguments *arguments, int argc, char **argv)
{
    arguments->said = calloc((size_t)argc + 1, sizeof *arguments->said);
    for (int i = 0; arguments->said && i < argc; i++, arguments->said_count++)
        if (!(arguments->said[i] = strdup(argv[i])))
            return false;
    return arguments->said;
}

static void find_first_word(struct arguments *arguments, int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (arguments->word_count > 0 && argv[i] == arguments->words[0])
            arguments->first_word = (size_t)i;
}

bool arguments_read(struct arguments *arguments, const char *ids, int argc, char **argv,
                    struct error *error)
{
    struct known known = {0};
    known_init(&known, ids);
    *arguments = (struct arguments){.format = &trajectory_formats[0], .hold = -1};
    arguments->words = calloc((size_t)argc + 1, sizeof *arguments->words);
    arguments->settings = calloc((size_t)argc + 1, sizeof *arguments->settings);
    if (!arguments->words || !arguments->settings || !keep_line(arguments, argc, argv))
        return error_memory(error);

    opterr = 0;
    optind = 1;
    for (int id; (id = getopt_long(argc, argv, known.letters, known.longs, NULL)) != -1;) {
        if (id == 1)
            arguments->words[arguments->word_count++] = optarg;
        else if (id == ':')
            return error_set(error, "--%s needs a value: %s", find(optopt)->name,
                             find(optopt)->value);
        else if (id == '?')
            return refuse(&known, argv[optind - 1], error);
        else if (!find(id)->take(arguments, optarg, error))
            return false;
    }
    while (optind < argc)
        arguments->words[arguments->word_count++] = argv[optind++];
    find_first_word(arguments, argc, argv);
    return true;
}

void arguments_release(struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->said_count; i++)
        free(arguments->said[i]);
    free(arguments->said);
    free(arguments->words);
    free(arguments->settings);
    *arguments = (struct arguments){0};
}

void options_describe(const char *ids, struct buffer *out)
{
    for (; *ids; ids++) {
        const struct option_row *row = find(*ids);
        char left[40];
        int length = snprintf(left, sizeof left, "--%s%s%s", row->name, row->value ? " " : "",
                              row->value ? row->value : "");
        if (row->has_letter)
            buffer_printf(out, "  -%c, ", row->id);
        else
            buffer_add_text(out, "      ");
        buffer_printf(out, "%s%*s%s\n", left, length < 18 ? 20 - length : 2, "", row->help);
    }
}
