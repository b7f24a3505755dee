#include "term/terminal_parts.h"

#include "term/tty.h"

enum { WORN_MS = 5000 /* at most so often are all colours forgotten */ };

/*
 * A direct entry takes small numbers for the places of a palette; one step of green, which nobody
 * sees, leads above them.
 */
static int direct_index(color c)
{
    int rgb = (int)(c & 0xFFFFFFu);
    return rgb < 256 ? rgb | 0x100 : rgb;
}

/* Rounded up, since terminfo's way back to 255 rounds down. */
static int per_mille(color c, int shift)
{
    return ((int)(c >> shift & 255) * 1000 + 254) / 255;
}

static int slot_index(struct terminal *terminal, color c)
{
    bool made;
    int index = slots_find(&terminal->slots, c, &made);
    if (made)
        init_extended_color(index, per_mille(c, 16), per_mille(c, 8), per_mille(c, 0));
    return index;
}

static int color_index(struct terminal *terminal, color c, int column, int half_row)
{
    if (COLOR_TAG(c) == 255)
        return -1;
    if (terminal->device.depth == DEPTH_TRUE)
        return direct_index(c);
    if (terminal->device.depth == DEPTH_PALETTE)
        return slot_index(terminal, c);
    return palette_index(terminal->device.depth, c, column, half_row);
}

static int pair_for(struct terminal *terminal, int fore, int back)
{
    if (!terminal->has_default) {
        fore = fore < 0 ? COLOR_WHITE : fore;
        back = back < 0 ? COLOR_BLACK : back;
    } else if (fore < 0 && back < 0) {
        return 0;
    }
    if (fore == terminal->fore && back == terminal->back)
        return terminal->pair;
    if (find_pair(fore, back) < 0 && --terminal->pairs_left < 0) {
        terminal->worn = true; /* alloc_pair would take one from cells that are shown */
        return terminal->pair;
    }
    terminal->fore = fore;
    terminal->back = back;
    terminal->pair = alloc_pair(fore, back);
    return terminal->pair;
}

/* A blank shows its background alone: any foreground will do, the last one for nothing. */
static bool is_bare(const struct cell *cell)
{
    return cell->codepoint == ' ' && !(cell->attributes & (CELL_REVERSE | CELL_UNDERLINE));
}

int terminal_pair(struct terminal *terminal, const struct cell *cell, int column, int row)
{
    if (terminal->device.depth == DEPTH_MONO)
        return 0;
    bool upper = cell->codepoint == 0x2580, lower = cell->codepoint == 0x2584;
    int back = color_index(terminal, cell->back, column, 2 * row + upper);
    int fore = is_bare(cell) ? back == terminal->back ? terminal->fore : -1
                             : color_index(terminal, cell->fore, column, 2 * row + lower);
    return pair_for(terminal, fore, back);
}

void terminal_forget_pair(struct terminal *terminal)
{
    terminal->fore = terminal->back = -2; /* like none */
    terminal->pair = 0;
}

/* All pairs and palette entries are free again; the next frame is sent whole. */
static void forget_colors(struct terminal *terminal)
{
    reset_color_pairs();
    slots_clear(&terminal->slots);
    terminal->pairs_left = COLOR_PAIRS - 1;
    terminal->worn = false;
    terminal->forgotten = true;
    clearok(stdscr, TRUE);
    terminal_forget_pair(terminal);
}

void terminal_renew_colors(struct terminal *terminal)
{
    int64_t now = tty_now();
    if ((terminal->worn || terminal->slots.overflowed) && now >= terminal->fresh_until) {
        forget_colors(terminal);
        terminal->fresh_until = now + WORN_MS;
    }
}

void terminal_open_colors(struct terminal *terminal, const struct color_hints *hints)
{
    struct color_facts facts = {.colors = has_colors() ? tigetnum("colors") : 0,
                                .can_change = can_change_color()};
    terminal->device.depth = colors_depth(hints, &facts);
    if (terminal->device.depth == DEPTH_MONO)
        return; /* alloc_pair dies where there are no colours */
    start_color();
    terminal->has_default = use_default_colors() == OK;
    terminal->pairs_left = COLOR_PAIRS - 1;
    terminal_forget_pair(terminal);
}
