#include "command/options.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "export/trajectory.h"
#include "scene/knobs.h"

enum { SIZE_MOST = 20000, FPS_MOST = 50, HOLD_MOST = 600 };

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

/* A column of words: of a table, or alone. */
struct words {
    const char *const *first;
    size_t count, stride;
};

#define WORDS(list, length)  ((struct words){list, length, sizeof(list)[0]})
#define NAMES(table, length) ((struct words){&(table)[0].name, length, sizeof(table)[0]})

/* The place of a word among those that there are; -1: it is none of them, and they are told. */
static int choose(const char *option, const char *word, struct words from, struct error *error)
{
    for (size_t i = 0; i < from.count; i++)
        if (strcmp(word, text_word(from.first, i, from.stride)) == 0)
            return (int)i;
    char list[TEXT_LIST], hint[TEXT_HINT];
    (void)error_set(error, "--%s '%s': expected %s%s", option, word,
                    text_list(from.first, from.count, from.stride, list),
                    text_hint(text_nearest(word, from.first, from.count, from.stride), hint));
    return -1;
}

static bool take_format(struct arguments *arguments, char *value, struct error *error)
{
    int format = choose("format", value, NAMES(trajectory_formats, trajectory_format_count), error);
    arguments->format = format < 0 ? NULL : &trajectory_formats[format];
    return format >= 0;
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
    int colormap = choose("colormap", value, NAMES(colormaps, colormap_count), error);
    arguments->colormap = colormap < 0 ? NULL : &colormaps[colormap];
    return colormap >= 0;
}

static bool take_view(struct arguments *arguments, char *value, struct error *error)
{
    int view = choose("view", value, WORDS(figure_view_names, FIGURE_VIEWS), error);
    arguments->view = (enum figure_view)view;
    return view >= 0;
}

/* One, or several with commas. */
static bool take_panel(struct arguments *arguments, char *value, struct error *error)
{
    for (char *word = value, *end; word; word = end) {
        end = strchr(word, ',');
        if (end)
            *end++ = '\0';
        int panel = choose("panel", word, WORDS(figure_panel_names, FIGURE_PANELS), error);
        if (panel < 0)
            return false;
        arguments->panels |= 1u << panel;
    }
    return true;
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
        arguments->window[i] = (struct surface_window){ends[2 * i], ends[2 * i + 1]};
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

#define TAKE_WITH(name, part)                                                                      \
    static bool take_##name(struct arguments *arguments, char *value, struct error *error)         \
    {                                                                                              \
        (void)value, (void)error;                                                                  \
        return arguments->with |= (part);                                                          \
    }
TAKE_WITH(fog, FIGURE_FOG)
TAKE_WITH(arrows, FIGURE_ARROWS)
TAKE_WITH(field, FIGURE_FIELD)
TAKE_WITH(scene_colors, FIGURE_HELD)
#undef TAKE_WITH

static bool take_walker(struct arguments *arguments, char *value, struct error *error)
{
    double walker = 0;
    if (!number_parse(value, strlen(value), &walker) || !(walker >= 1 && walker <= RACE_WALKS) ||
        walker != floor(walker))
        return error_set(error, "--walker '%s': expected its number, from 1 to %d", value,
                         RACE_WALKS);
    arguments->walker = (size_t)walker - 1;
    return true;
}

static bool take_color(struct arguments *arguments, char *value, struct error *error)
{
    static const char *const choices[] = {
        [COLOR_AUTO] = "auto", [COLOR_NEVER] = "never", [COLOR_8] = "8",
        [COLOR_16] = "16",     [COLOR_256] = "256",     [COLOR_PALETTE] = "palette",
        [COLOR_TRUE] = "true",
    };
    int choice = choose("color", value, WORDS(choices, ARRAY_LENGTH(choices)), error);
    arguments->color = (enum color_choice)choice;
    return choice >= 0;
}

static bool take_glyphs(struct arguments *arguments, char *value, struct error *error)
{
    static const char *const kinds[] = {"auto", "braille", "half", "full", "ascii"};
    static const enum glyphs glyphs[] = {0, GLYPHS_BRAILLE, GLYPHS_HALF, GLYPHS_FULL, GLYPHS_ASCII};
    int kind = choose("glyphs", value, WORDS(kinds, ARRAY_LENGTH(kinds)), error);
    arguments->has_glyphs = kind > 0;
    arguments->glyphs = kind > 0 ? glyphs[kind] : 0;
    return kind >= 0;
}

static bool take_theme(struct arguments *arguments, char *value, struct error *error)
{
    enum { AUTO, LIGHT, DARK };
    static const char *const themes[] = {[AUTO] = "auto", [LIGHT] = "light", [DARK] = "dark"};
    int theme = choose("theme", value, WORDS(themes, ARRAY_LENGTH(themes)), error);
    arguments->has_theme = theme > AUTO;
    arguments->light = theme == LIGHT;
    return theme >= 0;
}

/* Those without a value. */
#define TAKE_FLAG(option, assignment)                                                              \
    static bool take_##option(struct arguments *arguments, char *value, struct error *error)       \
    {                                                                                              \
        (void)value, (void)error;                                                                  \
        return arguments->assignment;                                                              \
    }
TAKE_FLAG(no_legend, without |= FIGURE_LEGEND)
TAKE_FLAG(no_title, without |= FIGURE_TITLE)
TAKE_FLAG(no_formula, without |= FIGURE_FORMULA)
TAKE_FLAG(no_colorbar, without |= FIGURE_COLORBAR)
TAKE_FLAG(no_critical, without |= FIGURE_CRITICAL)
TAKE_FLAG(no_contours, without |= FIGURE_CONTOURS)
TAKE_FLAG(plain, plain = true)
TAKE_FLAG(present, present = true)
TAKE_FLAG(list_keys, list_keys = true)
TAKE_FLAG(help, help = true)
TAKE_FLAG(version, version = true)
#undef TAKE_FLAG

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
    {"panel",     'L', false, "PANEL",     "loss, cut, linear, gradient, rate, nearest, deepest or score", take_panel},
    {"no-legend", 'l', false, NULL,        "leave the legend out", take_no_legend},
    {"no-title",  't', false, NULL,        "leave the title out", take_no_title},
    {"no-formula",'m', false, NULL,        "leave the formula out", take_no_formula},
    {"no-colorbar",'b', false, NULL,       "leave the colour bar out", take_no_colorbar},
    {"no-critical",'c', false, NULL,       "leave the critical points out", take_no_critical},
    {"no-contours",'i', false, NULL,       "leave the contour lines out", take_no_contours},
    {"fog",       'q', false, NULL,        "only what the walkers have felt", take_fog},
    {"arrows",    'a', false, NULL,        "the next step, with its gradient and momentum", take_arrows},
    {"field",     'g', false, NULL,        "arrows downhill all over the map", take_field},
    {"walker",    'w', false, "N",         "whose next step and batches are shown; 1 is the first", take_walker},
    {"scene-colors",'x', false, NULL,      "as in the scene's own window, in any --window", take_scene_colors},
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

_Static_assert(ARRAY_LENGTH(rows) <= OPTIONS_MOST, "a command may take all of them");

const struct option_row *option_find(int id)
{
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        if (rows[i].id == id)
            return &rows[i];
    return NULL;
}

void options_describe(const char *ids, struct buffer *out)
{
    for (; *ids; ids++) {
        const struct option_row *row = option_find(*ids);
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
