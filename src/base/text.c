/*
 * UTF-8, what may be shown, and names that are nearly right.
 *
 * Widths come from a table of ours and not from the C library, so that a frame is the same in every
 * locale: the ranges of Unicode 15 that are wide or combining, as far as titles and notes need
 * them.
 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/bounds.h"

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t codepoint, const struct range *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (codepoint > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && codepoint >= ranges[low].first;
}

uint32_t text_decode(const char *text, size_t length, size_t *used)
{
    const unsigned char *byte = (const unsigned char *)text;
    *used = 1;
    if (byte[0] < 0x80)
        return byte[0];
    size_t size = byte[0] >= 0xF0 ? 4 : byte[0] >= 0xE0 ? 3 : 2;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (byte[0] < 0xC2 || byte[0] > 0xF4 || size > length)
        return TEXT_INVALID;
    uint32_t codepoint = byte[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return TEXT_INVALID;
        codepoint = codepoint << 6 | (byte[i] & 0x3Fu);
    }
    if (codepoint < least[size] || codepoint > 0x10FFFF ||
        (codepoint >= 0xD800 && codepoint <= 0xDFFF))
        return TEXT_INVALID;
    *used = size;
    return codepoint;
}

size_t text_encode(char out[4], uint32_t codepoint)
{
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    size_t size = codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (codepoint & 0x3F));
        codepoint >>= 6;
    }
    out[0] = (char)(lead[size] | codepoint);
    return size;
}

bool text_is_hidden(uint32_t codepoint)
{
    static const struct range hidden[] = {
        {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD}, {0x034F, 0x034F},
        {0x061C, 0x061C},   {0x115F, 0x1160},   {0x17B4, 0x17B5}, {0x180B, 0x180F},
        {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F}, {0x3164, 0x3164},
        {0xD800, 0xDFFF},   {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF}, {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    return codepoint > 0x10FFFF || (codepoint & 0xFFFE) == 0xFFFE ||
           in_ranges(codepoint, hidden, ARRAY_LENGTH(hidden));
}

static bool is_combining(uint32_t codepoint)
{
    static const struct range combining[] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
        {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
        {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711},
        {0x0730, 0x074A}, {0x0816, 0x082D}, {0x0859, 0x085B}, {0x0898, 0x089F}, {0x08CA, 0x0902},
        {0x093A, 0x093A}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0951, 0x0957},
        {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
        {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE20, 0xFE2F},
    };
    return in_ranges(codepoint, combining, ARRAY_LENGTH(combining));
}

static bool is_wide(uint32_t codepoint)
{
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
        {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
        {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
        {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
        {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
        {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
        {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
        {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
        {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
        {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF},
        {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
        {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
        {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
        {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
        {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
        {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
        {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
        {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
        {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
    };
    return in_ranges(codepoint, wide, ARRAY_LENGTH(wide));
}

int text_columns(uint32_t codepoint)
{
    if (codepoint < 0x300)
        return 1;
    return is_combining(codepoint) ? 0 : is_wide(codepoint) ? 2 : 1;
}

int text_width(const char *text)
{
    int columns = 0;
    size_t length = strlen(text);
    for (size_t at = 0, used = 0; at < length; at += used)
        columns += text_columns(text_decode(text + at, length - at, &used));
    return columns;
}

void text_escape(struct buffer *out, const char *text, size_t length)
{
    for (size_t at = 0, used = 0; at < length; at += used) {
        uint32_t codepoint = text_decode(text + at, length - at, &used);
        if (codepoint == TEXT_INVALID || codepoint < 0x20 || codepoint == 0x7F)
            buffer_printf(out, "\\x%02x", (unsigned)(unsigned char)text[at]);
        else if (text_is_hidden(codepoint))
            buffer_printf(out, "\\u{%04x}", (unsigned)codepoint);
        else
            buffer_append(out, text + at, used);
    }
}

enum { DISTANCE_WORD = 48 }; /* longer words are never "nearly right" */

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* Optimal string alignment: Levenshtein's distance with swaps of neighbours. */
int text_distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    if (rows > DISTANCE_WORD || columns > DISTANCE_WORD)
        return DISTANCE_WORD;
    int cost[DISTANCE_WORD + 1][DISTANCE_WORD + 1];
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = (int)(i + j);
                continue;
            }
            int change = lower(a[i - 1]) != lower(b[j - 1]);
            int best = at_most(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
            best = at_most(best, cost[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                best = at_most(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    return cost[rows][columns];
}

const char *text_word(const char *const *words, size_t i, size_t stride)
{
    const char *word;
    memcpy(&word, (const char *)words + i * stride, sizeof word);
    return word;
}

const char *text_nearest(const char *name, const char *const *candidates, size_t count,
                         size_t stride)
{
    const char *nearest = NULL;
    /* Two letters may differ in one; one letter is like any other. */
    int limit = name[0] == '\0' || name[1] == '\0' ? 0 : ((int)strlen(name) + 2) / 3;
    int best = limit + 1;
    for (size_t i = 0; i < count; i++) {
        const char *candidate = text_word(candidates, i, stride);
        int distance = text_distance(name, candidate);
        if (limit > 0 && strncmp(name, candidate, strlen(name)) == 0)
            distance = distance < limit ? distance : limit; /* cut short */
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

const char *text_list(const char *const *words, size_t count, size_t stride, char out[TEXT_LIST])
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && length < TEXT_LIST; i++)
        length += (size_t)snprintf(out + length, TEXT_LIST - length, "%s%s",
                                   i == 0          ? ""
                                   : i + 1 < count ? ", "
                                                   : " or ",
                                   text_word(words, i, stride));
    return out;
}

const char *text_hint(const char *nearest, char out[TEXT_HINT])
{
    out[0] = '\0';
    if (nearest != NULL)
        snprintf(out, TEXT_HINT, " (did you mean '%.64s'?)", nearest);
    return out;
}

bool text_ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), end = strlen(ending);
    return length > end && strcasecmp(text + length - end, ending) == 0;
}

bool text_own(char **text)
{
    if (*text == NULL)
        return true;
    *text = strdup(*text);
    return *text != NULL;
}
