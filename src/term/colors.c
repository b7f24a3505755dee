/*
 * The names in these tables are the ones that terminals give themselves in TERM and TERM_PROGRAM.
 */
#include "term/colors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* They speak xterm's language, and terminfo often lacks them. */
static const char *const like_xterm[] = {
    "xterm", "foot",   "alacritty", "wezterm", "contour", "ghostty", "rio",
    "kitty", "iterm2", "mintty",    "vte",     "vscode",  "konsole", "gnome",
};

static bool is_set(const char *variable)
{
    return variable && *variable;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* Is `term` the name, or the name with something behind a dash? */
static bool is_kind(const char *term, const char *name)
{
    size_t length = strlen(name);
    return strncmp(term, name, length) == 0 && (term[length] == '\0' || term[length] == '-');
}

static bool is_one_of(const char *term, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_kind(term, names[i]))
            return true;
    }
    return false;
}

static const char *term_of(const struct color_hints *hints)
{
    return hints->term ? hints->term : "";
}

static bool in_tmux(const struct color_hints *hints)
{
    return is_set(hints->tmux) || is_kind(term_of(hints), "tmux");
}

static bool in_screen(const struct color_hints *hints)
{
    return is_set(hints->sty) || (is_kind(term_of(hints), "screen") && !in_tmux(hints));
}

static bool wants_none(const struct color_hints *hints)
{
    return hints->choice == COLOR_NEVER || (hints->choice == COLOR_AUTO && is_set(hints->no_color));
}

/* "XTerm(379)" has had 24 bits since 331. */
static bool is_new_xterm(const char *version)
{
    const char *number = version ? strchr(version, '(') : NULL;
    return number && strtol(number + 1, NULL, 10) >= 331;
}

/* Terminals that have 24 bits, and say only that they are an xterm. */
static bool is_known_true(const struct color_hints *hints)
{
    return is_kind(term_of(hints), "xterm") &&
           (is_new_xterm(hints->xterm_version) || is_set(hints->vte_version) ||
            is_set(hints->wt_session));
}

/* screen hands on what was said outside, but cannot keep the promise. */
static bool wants_true(const struct color_hints *hints)
{
    const char *says = hints->colorterm ? hints->colorterm : "";
    bool promised = strcmp(says, "truecolor") == 0 || strcmp(says, "24bit") == 0;
    if (hints->choice != COLOR_AUTO || wants_none(hints) || in_screen(hints))
        return hints->choice == COLOR_TRUE;
    return promised || (is_known_true(hints) && !in_tmux(hints));
}

static bool has_direct(const char *term)
{
    return strstr(term, "-direct") != NULL;
}

static void add(char names[COLOR_ENTRIES][COLOR_ENTRY_TEXT], size_t *count, const char *base,
                const char *ending)
{
    char name[COLOR_ENTRY_TEXT];
    int length = snprintf(name, sizeof name, "%s%s", base, ending);
    if (length <= 0 || (size_t)length >= sizeof name || *count == COLOR_ENTRIES)
        return;
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(names[i], name) == 0)
            return;
    }
    memcpy(names[(*count)++], name, sizeof name);
}

/* TERM without what it says about its colours: "vte-256color" is "vte". */
static void strip_colors(char base[COLOR_ENTRY_TEXT], const char *term)
{
    static const char *const endings[] = {"-256color", "-16color", "-88color", "-color"};
    snprintf(base, COLOR_ENTRY_TEXT, "%s", term);
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
        char *end = strstr(base, endings[i]);
        if (end && end[strlen(endings[i])] == '\0')
            *end = '\0';
    }
}

/*
 * alacritty-direct stands for xterm here: the two differ in nothing that we use but for how a
 * colour is written, 38;2;R;G;B against 38:2::R:G:B, and the first is understood everywhere, the
 * second not by older Konsole, Windows Terminal and JetBrains'.
 */
static void add_direct(char names[COLOR_ENTRIES][COLOR_ENTRY_TEXT], size_t *count,
                       const struct color_hints *hints)
{
    char base[COLOR_ENTRY_TEXT];
    if (in_tmux(hints)) {
        add(names, count, "tmux-direct", "");
        return;
    }
    strip_colors(base, term_of(hints));
    if (strcmp(base, "xterm") != 0)
        add(names, count, base, "-direct");
    if (is_one_of(base, like_xterm, ARRAY_LENGTH(like_xterm))) {
        add(names, count, "alacritty-direct", "");
        add(names, count, "xterm-direct", "");
    }
}

size_t colors_entries(const struct color_hints *hints, char names[COLOR_ENTRIES][COLOR_ENTRY_TEXT])
{
    const char *term = term_of(hints);
    size_t count = 0;
    if (wants_true(hints) && !has_direct(term))
        add_direct(names, &count, hints);
    /* TERM=xterm has 8 colours in terminfo; who asks for more knows better. */
    bool more = hints->choice == COLOR_TRUE || hints->choice == COLOR_PALETTE ||
                hints->choice == COLOR_256 || hints->choice == COLOR_16 || wants_true(hints);
    if (more && strcmp(term, "xterm") == 0)
        add(names, &count, "xterm-256color", "");
    /* Under a -direct entry a number is a colour, not a place in a palette. */
    if (has_direct(term) && hints->choice != COLOR_AUTO && hints->choice != COLOR_TRUE)
        add(names, &count, "xterm-256color", "");
    add(names, &count, term, "");
    if (is_one_of(term, like_xterm, ARRAY_LENGTH(like_xterm)))
        add(names, &count, "xterm-256color", "");
    return count;
}

/*
 * Can colours be redefined and put back? tmux and screen keep one palette for several panes; macOS'
 * and JetBrains' terminals call themselves xterm-256color and do nothing.
 */
static bool can_have_palette(const struct color_hints *hints, const struct color_facts *facts)
{
    if (facts->colors != 256 || !facts->can_change)
        return false;
    if (hints->choice == COLOR_PALETTE)
        return true;
    const char *program = hints->term_program ? hints->term_program : "";
    const char *emulator = hints->terminal_emulator ? hints->terminal_emulator : "";
    return is_one_of(term_of(hints), like_xterm, ARRAY_LENGTH(like_xterm)) && !in_tmux(hints) &&
           !in_screen(hints) && strcmp(program, "Apple_Terminal") != 0 &&
           !starts_with(emulator, "JetBrains");
}

static enum color_depth fixed_depth(int colors)
{
    return colors >= 256 ? DEPTH_256 : colors >= 16 ? DEPTH_16 : colors >= 8 ? DEPTH_8 : DEPTH_MONO;
}

enum color_depth colors_depth(const struct color_hints *hints, const struct color_facts *facts)
{
    static const enum color_depth most[] = {
        [COLOR_AUTO] = DEPTH_TRUE, [COLOR_NEVER] = DEPTH_MONO, [COLOR_8] = DEPTH_8,
        [COLOR_16] = DEPTH_16,     [COLOR_256] = DEPTH_256,    [COLOR_PALETTE] = DEPTH_PALETTE,
        [COLOR_TRUE] = DEPTH_TRUE,
    };
    if (wants_none(hints))
        return DEPTH_MONO;
    enum color_depth has = facts->colors > 256              ? DEPTH_TRUE
                           : can_have_palette(hints, facts) ? DEPTH_PALETTE
                                                            : fixed_depth(facts->colors);
    if (has == DEPTH_TRUE && hints->choice != COLOR_AUTO && hints->choice != COLOR_TRUE)
        return DEPTH_8; /* the first eight numbers are the ANSI colours there too */
    return has < most[hints->choice] ? has : most[hints->choice];
}

bool colors_has_glyphs(const struct color_hints *hints)
{
    return !is_kind(term_of(hints), "linux");
}

bool colors_is_light(const struct color_hints *hints)
{
    const char *background = hints->colorfgbg ? strrchr(hints->colorfgbg, ';') : NULL;
    return background && (strcmp(background, ";7") == 0 || strcmp(background, ";15") == 0);
}
