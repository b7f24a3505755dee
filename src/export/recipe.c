#include "export/recipe.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "export/xml.h"

/* --- print */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("%+,-./:=@_", c) != NULL;
}

void recipe_quote(struct buffer *out, const char *word)
{
    struct buffer shown = {0};
    text_escape(&shown, word, strlen(word));
    const char *text = buffer_text(&shown);
    bool plain = *text != '\0';
    for (const char *c = text; *c != '\0'; c++)
        plain = plain && is_plain(*c);
    buffer_add_text(out, plain ? "" : "'");
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '\'')
            buffer_add_text(out, "'\\''");
        else
            buffer_add_char(out, *c);
    buffer_add_text(out, plain ? "" : "'");
    out->failed |= shown.failed;
    buffer_release(&shown);
}

static bool has_line(const char *text, const char *line)
{
    size_t length = strlen(line);
    for (const char *at = text; at != NULL; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, line, length) == 0 && (at[length] == '\n' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* As what the command reads: up to a line that is not in it. */
static void add_source(const char *source, struct buffer *out)
{
    struct buffer end = {0};
    buffer_add_text(&end, "END");
    while (has_line(source, buffer_text(&end)) && !end.failed)
        buffer_add_char(&end, '_');
    buffer_printf(out, " <<'%s'\n%s", buffer_text(&end), source);
    if (out->length > 0 && out->data[out->length - 1] != '\n')
        buffer_add_char(out, '\n');
    buffer_printf(out, "%s\n", buffer_text(&end));
    out->failed |= end.failed;
    buffer_release(&end);
}

void recipe_print(const struct recipe *recipe, struct buffer *out)
{
    buffer_printf(out, "# made by downhill " DOWNHILL_VERSION ": %llu steps, seed %llu\ndownhill",
                  (unsigned long long)recipe->steps, (unsigned long long)recipe->seed);
    for (size_t i = 0; i < recipe->word_count; i++) {
        bool read = recipe->source != NULL && i == recipe->scene_word;
        buffer_add_char(out, ' ');
        recipe_quote(out, read ? "-" : recipe->words[i]);
    }
    if (recipe->source != NULL)
        add_source(recipe->source, out);
    else
        buffer_add_char(out, '\n');
}

/* --- find: each reader walks its format, and believes no length that leads out of the bytes */

struct bytes {
    const unsigned char *at;
    size_t left;
};

static bool starts_with(struct bytes bytes, const char *text)
{
    size_t length = strlen(text);
    return bytes.left >= length && memcmp(bytes.at, text, length) == 0;
}

static void skip(struct bytes *bytes, size_t count)
{
    count = count < bytes->left ? count : bytes->left;
    bytes->at += count;
    bytes->left -= count;
}

/* Goes on to behind the text; false if it does not occur. */
static bool skip_past(struct bytes *bytes, const char *text)
{
    while (bytes->left > 0 && !starts_with(*bytes, text))
        skip(bytes, 1);
    if (bytes->left == 0)
        return false;
    skip(bytes, strlen(text));
    return true;
}

/* iTXt: keyword, NUL, compressed, method, language, NUL, keyword again, NUL, text. */
static bool take_itxt(struct bytes chunk, struct buffer *out)
{
    if (chunk.left < sizeof RECIPE_KEY + 2 ||
        memcmp(chunk.at, RECIPE_KEY, sizeof RECIPE_KEY) != 0 || chunk.at[sizeof RECIPE_KEY] != 0)
        return false;
    skip(&chunk, sizeof RECIPE_KEY + 2);
    for (int i = 0; i < 2; i++) {
        while (chunk.left > 0 && *chunk.at != 0)
            skip(&chunk, 1);
        skip(&chunk, 1);
    }
    buffer_append(out, chunk.at, chunk.left);
    return true;
}

static bool find_png(struct bytes bytes, struct buffer *out)
{
    skip(&bytes, 8);
    while (bytes.left >= 12) {
        size_t length = (size_t)bytes.at[0] << 24 | (size_t)bytes.at[1] << 16 |
                        (size_t)bytes.at[2] << 8 | bytes.at[3];
        bool itxt = memcmp(bytes.at + 4, "iTXt", 4) == 0;
        skip(&bytes, 8);
        const struct bytes chunk = {bytes.at, length < bytes.left ? length : bytes.left};
        if (itxt && take_itxt(chunk, out))
            return true;
        skip(&bytes, length);
        skip(&bytes, 4);
    }
    return false;
}

static bool find_svg(struct bytes bytes, struct buffer *out)
{
    if (!skip_past(&bytes, RECIPE_XML_OPEN))
        return false;
    struct bytes end = bytes;
    if (!skip_past(&end, RECIPE_XML_CLOSE))
        return false;
    size_t length = (size_t)(end.at - bytes.at) - strlen(RECIPE_XML_CLOSE);
    xml_unescape(out, (const char *)bytes.at, length);
    return true;
}

/* (text), with \( \) and \\. */
static void take_literal(struct bytes bytes, struct buffer *out)
{
    for (; bytes.left > 0 && *bytes.at != ')'; skip(&bytes, 1)) {
        if (*bytes.at == '\\' && bytes.left > 1)
            skip(&bytes, 1);
        buffer_add_char(out, (char)*bytes.at);
    }
}

static int hex_digit(unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c != 0 ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

static bool take_unit(struct bytes *bytes, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++, skip(bytes, 1)) {
        int digit = bytes->left > 0 ? hex_digit(*bytes->at) : -1;
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (unsigned)digit;
    }
    return true;
}

/* <FEFF...>, UTF-16. */
static void take_hex(struct bytes bytes, struct buffer *out)
{
    unsigned unit, low;
    while (take_unit(&bytes, &unit)) {
        if (unit >= 0xD800 && unit < 0xDC00 && take_unit(&bytes, &low))
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low & 0x3FF);
        if (unit != 0xFEFF)
            buffer_add_codepoint(out, unit);
    }
}

static bool find_pdf(struct bytes bytes, struct buffer *out)
{
    if (!skip_past(&bytes, "/Subject "))
        return false;
    char open = bytes.left > 0 ? (char)*bytes.at : '\0';
    skip(&bytes, 1);
    if (open == '(')
        take_literal(bytes, out);
    else
        take_hex(bytes, out);
    return true;
}

/* A comment's blocks, each with its length before it. */
static bool take_comment(struct bytes bytes, struct buffer *out)
{
    static const char key[] = RECIPE_KEY "\n";
    struct buffer words = {0};
    while (bytes.left > 1 && *bytes.at != 0) {
        size_t length = *bytes.at;
        skip(&bytes, 1);
        buffer_append(&words, bytes.at, length < bytes.left ? length : bytes.left);
        skip(&bytes, length);
    }
    bool found = strncmp(buffer_text(&words), key, sizeof key - 1) == 0;
    if (found)
        buffer_append(out, words.data + sizeof key - 1, words.length - (sizeof key - 1));
    buffer_release(&words);
    return found;
}

static bool find_gif(struct bytes bytes, struct buffer *out)
{
    while (skip_past(&bytes, "\x21\xFE"))
        if (take_comment(bytes, out))
            return true;
    return false;
}

/* A string of JSON, behind its opening quote. */
static void take_json(struct bytes bytes, struct buffer *out)
{
    static const char signs[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    for (; bytes.left > 0 && *bytes.at != '"'; skip(&bytes, 1)) {
        unsigned unit;
        if (*bytes.at != '\\' || bytes.left < 2) {
            buffer_add_char(out, (char)*bytes.at);
            continue;
        }
        skip(&bytes, 1);
        const char *sign = *bytes.at != 0 ? strchr(signs, (char)*bytes.at) : NULL;
        struct bytes digits = bytes;
        skip(&digits, 1);
        if (sign != NULL) {
            buffer_add_char(out, meant[sign - signs]);
        } else if (take_unit(&digits, &unit)) {
            buffer_add_codepoint(out, unit);
            skip(&bytes, 4);
        }
    }
}

static bool find_cast(struct bytes bytes, struct buffer *out)
{
    const unsigned char *line = memchr(bytes.at, '\n', bytes.left);
    bytes.left = line != NULL ? (size_t)(line - bytes.at) : bytes.left;
    if (!skip_past(&bytes, "\"" RECIPE_KEY "\":"))
        return false;
    while (bytes.left > 0 && *bytes.at == ' ')
        skip(&bytes, 1);
    if (!starts_with(bytes, "\""))
        return false;
    skip(&bytes, 1);
    take_json(bytes, out);
    return true;
}

static const struct {
    const char *start;
    bool (*find)(struct bytes bytes, struct buffer *out);
} kinds[] = {
    {"\x89PNG\r\n\x1a\n", find_png},
    {"<?xml", find_svg},
    {"<svg", find_svg},
    {"%PDF-", find_pdf},
    {"GIF8", find_gif},
    {"{\"version\"", find_cast},
    {"{ \"version\"", find_cast},
};

bool recipe_may_be_in(const void *bytes, size_t length)
{
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (starts_with((struct bytes){bytes, length}, kinds[i].start))
            return true;
    return false;
}

bool recipe_find(const void *bytes, size_t length, struct buffer *out, struct error *error)
{
    const struct bytes all = {bytes, length};
    struct buffer found = {0};
    bool is_there = false;
    for (size_t i = 0; i < ARRAY_LENGTH(kinds) && !is_there; i++)
        is_there = starts_with(all, kinds[i].start) && kinds[i].find(all, &found);
    /* Others may have written it: it is shown as any text from outside is. */
    for (size_t from = 0; from < found.length;) {
        const char *line = found.data + from, *end = memchr(line, '\n', found.length - from);
        size_t size = end != NULL ? (size_t)(end - line) : found.length - from;
        text_escape(out, line, size);
        if (end != NULL)
            buffer_add_char(out, '\n');
        from += size + (end != NULL);
    }
    bool whole = !found.failed && !out->failed;
    buffer_release(&found);
    if (!whole)
        return error_memory(error);
    return is_there || error_set(error, "it does not say how it was made");
}
