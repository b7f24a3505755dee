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
    const uint64_t most = (uint64_t)knob_steps.high;
    arguments->has_steps = number_parse_whole(value, 0, most, &arguments->steps);
    return arguments->has_steps ||
           error_set(error, "--steps '%s': expected a whole number, 0 to %llu", value,
                     (unsigned long long)most);
}

static bool take_explain(struct arguments *arguments, char *value, struct error *error)
{
    return number_parse_whole(value, 1, (uint64_t)KNOB_WHOLE, &arguments->explain) ||
           error_set(error, "--explain '%s': expected the number of a step, from 1", value);
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
    return number_parse_whole(value, 1, (uint64_t)KNOB_WHOLE, &arguments->every) ||
           error_set(error, "--every '%s': expected a number of steps, from 1", value);
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

static bool take_walker(struct arguments *arguments, char *value, struct error *error)
{
    uint64_t walker;
    if (!number_parse_whole(value, 1, RACE_WALKS, &walker))
        return error_set(error, "--walker '%s': expected its number, from 1 to %d", value,
                         RACE_WALKS);
    arguments->walker = (size_t)walker - 1;
    return true;
}

/* --- those without a value */

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
TAKE_FLAG(fog, with |= FIGURE_FOG)
TAKE_FLAG(arrows, with |= FIGURE_ARROWS)
TAKE_FLAG(field, with |= FIGURE_FIELD)
TAKE_FLAG(scene_colors, with |= FIGURE_HELD)
TAKE_FLAG(plain, plain = true)
TAKE_FLAG(present, present = true)
TAKE_FLAG(list_keys, list_keys = true)
TAKE_FLAG(help, help = true)
TAKE_FLAG(version, version = true)
#undef TAKE_FLAG

/* --- those that take a word */

static void choose_format(struct arguments *arguments, size_t format)
{
    arguments->format = &trajectory_formats[format];
}

static void choose_colormap(struct arguments *arguments, size_t colormap)
{
    arguments->colormap = &colormaps[colormap];
}

static void choose_view(struct arguments *arguments, size_t view)
{
    arguments->view = (enum figure_view)view;
}

static void add_panel(struct arguments *arguments, size_t panel)
{
    arguments->panels |= 1u << panel;
}

static const char *const color_words[] = {
    [COLOR_AUTO] = "auto", [COLOR_NEVER] = "never",     [COLOR_8] = "8",       [COLOR_16] = "16",
    [COLOR_256] = "256",   [COLOR_PALETTE] = "palette", [COLOR_TRUE] = "true",
};

static void choose_color(struct arguments *arguments, size_t choice)
{
    arguments->color = (enum color_choice)choice;
}

static const char *const glyph_words[] = {"auto", "braille", "half", "full", "ascii"};

static void choose_glyphs(struct arguments *arguments, size_t kind)
{
    static const enum glyphs glyphs[] = {0, GLYPHS_BRAILLE, GLYPHS_HALF, GLYPHS_FULL, GLYPHS_ASCII};
    arguments->has_glyphs = kind > 0;
    arguments->glyphs = glyphs[kind];
}

enum { THEME_AUTO, THEME_LIGHT, THEME_DARK };
static const char *const theme_words[] = {
    [THEME_AUTO] = "auto", [THEME_LIGHT] = "light", [THEME_DARK] = "dark"};

static void choose_theme(struct arguments *arguments, size_t theme)
{
    arguments->has_theme = theme > THEME_AUTO;
    arguments->light = theme == THEME_LIGHT;
}

/* --- the table */

#define WORDS(list)         .words = {list, &(const size_t){ARRAY_LENGTH(list)}, sizeof(list)[0]}
#define NAMES(table, count) .words = {&(table)[0].name, &(count), sizeof(table)[0]}

// clang-format off
static const struct option_row rows[] = {
    {"set",       's', true,  "KEY=VALUE", "override a key of the scene; repeatable", .take = take_set},
    {"steps",     'n', true,  "N",         "walk N steps; 0: the start alone", .take = take_steps},
    {"format",    'F', false, "FORMAT",    "", NAMES(trajectory_formats, trajectory_format_count), .choose = choose_format},
    {"explain",   'E', false, "K",         "take step K of each walker apart, as text", .take = take_explain},
    {"output",    'o', true,  "FILE",      "write to FILE, whole or not at all", .take = take_output},
    {"size",      'Z', false, "WxH",       "in pixels, or in mm (160x100mm); a screen's in cells", .take = take_size},
    {"fps",       'f', false, "N",         "frames a second", .take = take_fps},
    {"every",     'e', false, "N",         "steps from one frame to the next", .take = take_every},
    {"hold",      'H', false, "SECONDS",   "how long the last frame stays", .take = take_hold},
    {"frames",    'D', false, "FOLDER",    "write each frame as a numbered PNG", .take = take_frames},
    {"dpi",       'd', false, "N",         "pixels an inch: how large letters and lines are", .take = take_dpi},
    {"view",      'W', false, "VIEW",      "", WORDS(figure_view_names), .choose = choose_view},
    {"angle",     'A', false, "TURN,TILT", "of surface3d, in degrees: -60,40", .take = take_angle},
    {"window",    'X', false, "X0,X1,Y0,Y1", "show this part of the surface", .take = take_window},
    {"colormap",  'M', false, "MAP",       "", NAMES(colormaps, colormap_count), .choose = choose_colormap},
    {"panel",     'L', false, "PANEL",     "", WORDS(figure_panel_names), .choose = add_panel, .several = true},
    {"no-legend", 'l', false, NULL,        "leave the legend out", .take = take_no_legend},
    {"no-title",  't', false, NULL,        "leave the title out", .take = take_no_title},
    {"no-formula",'m', false, NULL,        "leave the formula out", .take = take_no_formula},
    {"no-colorbar",'b', false, NULL,       "leave the colour bar out", .take = take_no_colorbar},
    {"no-critical",'c', false, NULL,       "leave the critical points out", .take = take_no_critical},
    {"no-contours",'i', false, NULL,       "leave the contour lines out", .take = take_no_contours},
    {"fog",       'q', false, NULL,        "only what the walkers have felt", .take = take_fog},
    {"arrows",    'a', false, NULL,        "the next step, with its gradient and momentum", .take = take_arrows},
    {"field",     'g', false, NULL,        "arrows downhill all over the map", .take = take_field},
    {"walker",    'w', false, "N",         "whose next step and batches are shown; 1 is the first", .take = take_walker},
    {"scene-colors",'x', false, NULL,      "as in the scene's own window, in any --window", .take = take_scene_colors},
    {"color",     'C', false, "WHEN",      "", WORDS(color_words), .choose = choose_color},
    {"glyphs",    'G', false, "KIND",      "", WORDS(glyph_words), .choose = choose_glyphs},
    {"theme",     'T', false, "THEME",     ": the background", WORDS(theme_words), .choose = choose_theme},
    {"plain",     'P', false, NULL,        "tell the walk in lines, without a screen", .take = take_plain},
    {"present",   'R', false, NULL,        "for a room: the map alone, large marks", .take = take_present},
    {"list-keys", 'K', false, NULL,        "print the table of keys", .take = take_list_keys},
    {"help",      'h', true,  NULL,        "print this help", .take = take_help},
    {"version",   'V', false, NULL,        "print the version and what is built in", .take = take_version},
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

/* One of the row's words. */
static bool choose(const struct option_row *row, struct arguments *arguments, const char *word,
                   struct error *error)
{
    const struct option_words *words = &row->words;
    for (size_t i = 0; i < *words->count; i++)
        if (strcmp(word, text_word(words->first, i, words->stride)) == 0) {
            row->choose(arguments, i);
            return true;
        }
    char list[TEXT_LIST], hint[TEXT_HINT];
    return error_set(
        error, "--%s '%s': expected %s%s", row->name, word,
        text_list(words->first, *words->count, words->stride, list),
        text_hint(text_nearest(word, words->first, *words->count, words->stride), hint));
}

bool option_take(const struct option_row *row, struct arguments *arguments, char *value,
                 struct error *error)
{
    if (!row->choose)
        return row->take(arguments, value, error);
    for (char *word = value, *end; word; word = end) {
        end = row->several ? strchr(word, ',') : NULL;
        if (end)
            *end++ = '\0';
        if (!choose(row, arguments, word, error))
            return false;
    }
    return true;
}

/* Where one is chosen, the first is it if nothing is said. */
static void describe_words(const struct option_row *row, struct buffer *out)
{
    const struct option_words *words = &row->words;
    char list[TEXT_LIST];
    size_t first = row->several ? 0 : strlen(*words->first);
    text_list(words->first, *words->count, words->stride, list);
    buffer_append(out, list, first);
    buffer_printf(out, "%s%s", first > 0 ? " (the default)" : "", list + first);
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
        buffer_printf(out, "%s%*s", left, length < 18 ? 20 - length : 2, "");
        if (row->choose)
            describe_words(row, out);
        buffer_printf(out, "%s\n", row->help);
    }
}
