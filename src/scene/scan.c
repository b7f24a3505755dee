/* What a text must not hold, named as Unicode names it. */
#include "scene/scan.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"

enum { SCAN_ERRORS = 8 /* beyond these the text is something else than a scene */ };

/* The names of hidden characters; the first row that fits is taken. */
static const struct {
    uint32_t first, last;
    const char *name;
} hidden_names[] = {
    // clang-format off
    {0x0000, 0x0000, "a NUL byte: this is not a text file"},
    {0x0009, 0x0009, "a tab"},
    {0x000D, 0x000D, "a carriage return without a newline"},
    {0x001B, 0x001B, "an escape character"},
    {0x0000, 0x001F, "a control character"},
    {0x007F, 0x009F, "a control character"},
    {0x00AD, 0x00AD, "a soft hyphen"},
    {0x061C, 0x061C, "a mark that turns the writing direction"},
    {0x200B, 0x200D, "a character of no width"},
    {0x200E, 0x200F, "a mark that turns the writing direction"},
    {0x2028, 0x2029, "a line separator"},
    {0x202A, 0x202E, "a mark that turns the writing direction"},
    {0x2066, 0x2069, "a mark that turns the writing direction"},
    {0x2060, 0x206F, "a character of no width"},
    {0xFE00, 0xFE0F, "a variation selector"},
    {0xFEFF, 0xFEFF, "a byte order mark inside the text"},
    {0xE0000, 0xE0FFF, "a tag character"},
    {0x0000, 0x10FFFF, "a character that cannot be seen"},
    // clang-format on
};

static const char *hidden_name(uint32_t codepoint)
{
    size_t i = 0;
    while (i + 1 < ARRAY_LENGTH(hidden_names) &&
           (codepoint < hidden_names[i].first || codepoint > hidden_names[i].last))
        i++;
    return hidden_names[i].name;
}

/* A line of the source as the scan goes through it. */
struct scan {
    struct report *report;
    int line, column;
    bool indenting; /* only blanks so far in this line */
};

static bool is_utf16(const struct report *report)
{
    return report->length >= 2 &&
           (memcmp(report->text, "\xFF\xFE", 2) == 0 || memcmp(report->text, "\xFE\xFF", 2) == 0);
}

/* False, and reported, if the character may not stand there. */
static bool check_character(struct scan *scan, uint32_t codepoint, bool newline_follows)
{
    if (codepoint == TEXT_INVALID)
        return report_add(scan->report, scan->line, scan->column,
                          "not UTF-8: save the file as UTF-8");
    if (codepoint == '\n' || (codepoint == '\r' && newline_follows))
        return true;
    if (codepoint == '\t')
        return !scan->indenting ||
               report_add(scan->report, scan->line, scan->column, "a tab: indent with spaces");
    if (codepoint == '%' && scan->column == 1)
        return report_add(scan->report, scan->line, scan->column,
                          "a line may not begin with '%%' (YAML directives are not read)");
    if (text_is_hidden(codepoint))
        return report_add(scan->report, scan->line, scan->column, "U+%04X, %s", (unsigned)codepoint,
                          hidden_name(codepoint));
    return true;
}

bool scan_source(struct report *report)
{
    struct scan scan = {report, 1, 1, true};
    size_t before = report->count, used = 1;
    if (is_utf16(report))
        return report_add(report, 1, 1, "the file is UTF-16: save it as UTF-8");
    for (size_t at = 0; at < report->length; at += used) {
        uint32_t codepoint = text_decode(report->text + at, report->length - at, &used);
        bool newline_follows = at + 1 < report->length && report->text[at + 1] == '\n';
        bool right = check_character(&scan, codepoint, newline_follows);
        if (!right && (codepoint == 0 || report->count - before >= SCAN_ERRORS))
            break;
        /* One error for the tabs of a line's indentation is enough. */
        scan.indenting = codepoint == '\n' || (scan.indenting && right && codepoint == ' ');
        scan.column = codepoint == '\n' ? 1 : scan.column + 1;
        scan.line += codepoint == '\n';
    }
    return report->count == before;
}

bool scan_scalar(struct report *report, const struct node *scalar)
{
    for (size_t at = 0, used = 1; at < scalar->length; at += used) {
        uint32_t codepoint = text_decode(scalar->text + at, scalar->length - at, &used);
        if (codepoint == '\n' || codepoint == '\t' || !text_is_hidden(codepoint))
            continue;
        return node_error_at(report, scalar, at, "U+%04X, %s", (unsigned)codepoint,
                             hidden_name(codepoint));
    }
    return true;
}
