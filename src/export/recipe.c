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

/* Is there what a terminal obeys, or what text may not hold? A newline is neither. */
static bool is_raw(const char *text)
{
    bool raw = false;
    size_t used;
    for (size_t left = strlen(text); left > 0 && !raw; text += used, left -= used) {
        uint32_t codepoint = text_decode(text, left, &used);
        raw = codepoint != '\n' && (codepoint == TEXT_INVALID || text_is_hidden(codepoint));
    }
    return raw;
}

/* As the shell's printf reads it back, byte for byte, with nothing raw in it. */
static void add_format(struct buffer *out, const char *text, size_t length)
{
    buffer_add_text(out, "printf '");
    for (size_t i = 0, used; i < length; i += used) {
        uint32_t codepoint = text_decode(text + i, length - i, &used);
        bool raw = codepoint == TEXT_INVALID || (codepoint != '\n' && text_is_hidden(codepoint));
        if (codepoint == '\'')
            buffer_add_text(out, "'\\''");
        else if (codepoint == '%' || codepoint == '\\')
            buffer_printf(out, "%c%c", (char)codepoint, (char)codepoint);
        else if (codepoint == '\r' || codepoint == '\t')
            buffer_add_text(out, codepoint == '\r' ? "\\r" : "\\t");
        else if (raw || (codepoint == '-' && i == 0)) /* no option of printf */
            for (size_t k = 0; k < used; k++)
                buffer_printf(out, "\\%03o", (unsigned)(unsigned char)text[i + k]);
        else
            buffer_append(out, text + i, used);
    }
    buffer_add_char(out, '\'');
}

static void add_quoted(struct buffer *out, const char *text)
{
    buffer_add_char(out, '\'');
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '\'')
            buffer_add_text(out, "'\\''");
        else
            buffer_add_char(out, *c);
    buffer_add_char(out, '\'');
}

/* A shell takes the last newlines away from what a command prints. */
static void add_printed(struct buffer *out, const char *word)
{
    size_t length = strlen(word);
    while (length > 0 && word[length - 1] == '\n')
        length--;
    buffer_add_text(out, "\"$(");
    add_format(out, word, length);
    buffer_add_text(out, ")\"");
    if (word[length] != '\0')
        add_quoted(out, word + length);
}

void recipe_quote(struct buffer *out, const char *word)
{
    bool plain = *word != '\0';
    for (const char *c = word; *c != '\0'; c++)
        plain = plain && is_plain(*c);
    if (plain)
        buffer_add_text(out, word);
    else
        (is_raw(word) ? add_printed : add_quoted)(out, word);
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

/* A scene's tables are beside it; beside what is read from standard input is the working folder. */
static bool is_elsewhere(const struct recipe *recipe)
{
    const char *scene = recipe->words[recipe->scene_word];
    while (strncmp(scene, "./", 2) == 0)
        scene += 2;
    return recipe->tables != NULL && strchr(scene, '/') != NULL;
}

static void add_needs(const struct recipe *recipe, bool elsewhere, struct buffer *out)
{
    if (recipe->tables == NULL)
        return;
    const char *scene = recipe->words[recipe->scene_word];
    buffer_add_text(out, elsewhere ? "# reads " : "# needs ");
    if (elsewhere) {
        text_escape(out, scene, strlen(scene));
        buffer_add_text(out, " as it is then, and beside it ");
    }
    text_escape(out, recipe->tables, strlen(recipe->tables));
    buffer_add_text(out, elsewhere ? "; the scene as it was stands below\n"
                                   : " in the working folder: it is not in here\n");
}

static void add_command(const struct recipe *recipe, bool reads, struct buffer *out)
{
    buffer_add_text(out, "downhill");
    for (size_t i = 0; i < recipe->word_count; i++) {
        buffer_add_char(out, ' ');
        recipe_quote(out, reads && i == recipe->scene_word ? "-" : recipe->words[i]);
    }
}

/* The command, and the text that it reads; if `ignored`, to be kept beside it, by a command that
 * does nothing. */
static void add_script(const struct recipe *recipe, bool ignored, struct buffer *out)
{
    bool raw = is_raw(recipe->source);
    if (ignored) {
        add_command(recipe, false, out);
        buffer_add_char(out, '\n');
    }
    if (raw) {
        add_format(out, recipe->source, strlen(recipe->source));
        buffer_add_text(out, " | ");
    }
    if (ignored)
        buffer_add_char(out, ':');
    else
        add_command(recipe, true, out);
    if (raw)
        buffer_add_char(out, '\n');
    else
        add_source(recipe->source, out);
}

void recipe_print(const struct recipe *recipe, struct buffer *out)
{
    bool elsewhere = is_elsewhere(recipe);
    buffer_printf(out, "# made by downhill " DOWNHILL_VERSION ": %llu steps, seed %llu\n",
                  (unsigned long long)recipe->steps, (unsigned long long)recipe->seed);
    add_needs(recipe, elsewhere, out);
    if (recipe->source != NULL) {
        add_script(recipe, elsewhere, out);
        return;
    }
    add_command(recipe, false, out);
    buffer_add_char(out, '\n');
}

/* --- find: each reader walks its format, and believes no length that leads out of the bytes.
 * A part of a recipe is none: run, it would make something else. So a reader is true only of what
 * has its end, and appends what there is of what has none. */

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
            return chunk.left == length;
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
    bool whole = skip_past(&end, RECIPE_XML_CLOSE);
    size_t length = (size_t)(end.at - bytes.at) - (whole ? strlen(RECIPE_XML_CLOSE) : 0);
    xml_unescape(out, (const char *)bytes.at, length);
    return whole;
}

/* (text), with \( \) and \\. */
static bool take_literal(struct bytes bytes, struct buffer *out)
{
    for (; bytes.left > 0 && *bytes.at != ')'; skip(&bytes, 1)) {
        if (*bytes.at == '\\' && bytes.left > 1)
            skip(&bytes, 1);
        buffer_add_char(out, (char)*bytes.at);
    }
    return bytes.left > 0;
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
static bool take_hex(struct bytes bytes, struct buffer *out)
{
    unsigned unit, low;
    while (take_unit(&bytes, &unit)) {
        if (unit >= 0xD800 && unit < 0xDC00 && take_unit(&bytes, &low))
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low & 0x3FF);
        if (unit != 0xFEFF)
            buffer_add_codepoint(out, unit);
    }
    return starts_with(bytes, ">");
}

static bool find_pdf(struct bytes bytes, struct buffer *out)
{
    if (!skip_past(&bytes, "/Subject "))
        return false;
    char open = bytes.left > 0 ? (char)*bytes.at : '\0';
    skip(&bytes, 1);
    return open == '(' ? take_literal(bytes, out) : take_hex(bytes, out);
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
    return found && bytes.left > 0 && *bytes.at == 0;
}

static bool find_gif(struct bytes bytes, struct buffer *out)
{
    while (skip_past(&bytes, "\x21\xFE"))
        if (take_comment(bytes, out))
            return true;
    return false;
}

/* A string of JSON, behind its opening quote. */
static bool take_json(struct bytes bytes, struct buffer *out)
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
    return bytes.left > 0;
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
    return take_json(bytes, out);
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
    for (size_t from = 0; is_there && from < found.length;) {
        const char *line = found.data + from, *end = memchr(line, '\n', found.length - from);
        size_t size = end != NULL ? (size_t)(end - line) : found.length - from;
        text_escape(out, line, size);
        if (end != NULL)
            buffer_add_char(out, '\n');
        from += size + (end != NULL);
    }
    bool kept = !found.failed && !out->failed, cut = found.length > 0;
    buffer_release(&found);
    if (!kept)
        return error_memory(error);
    return is_there || error_set(error, cut ? "it is cut off within the words of how it was made"
                                            : "it does not say how it was made");
}
