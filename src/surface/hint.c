/*
 * What people type when they mean a formula: typographic signs out of a word processor, spellings
 * of other languages, and mathematics as it is written on paper.
 */
#include "surface/hint.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"

/* What to write instead of a character. */
static const struct replacement {
    uint32_t character;
    const char *name, *write;
} replacements[] = {
    {0x2212, "a minus sign of typography", "-"},
    {0x2010, "a hyphen of typography", "-"},
    {0x2011, "a hyphen of typography", "-"},
    {0x2013, "a dash", "-"},
    {0x2014, "a dash", "-"},
    {0xD7, "a multiplication sign", "*"},
    {0xB7, "a multiplication dot", "*"},
    {0x22C5, "a multiplication dot", "*"},
    {0x2022, "a bullet", "*"},
    {0x2217, "an asterisk of typography", "*"},
    {0xF7, "a division sign", "/"},
    {0x2215, "a division slash", "/"},
    {0x2044, "a fraction slash", "/"},
    {0x3C0, "a Greek letter", "pi"},
    {0x221A, "a root sign", "sqrt(...)"},
    {0x221B, "a root sign", "cbrt(...)"},
    {0x2264, "a comparison sign of typography", "<="},
    {0x2265, "a comparison sign of typography", ">="},
    {0x2260, "a comparison sign of typography", "!="},
    {0x2227, "a logical sign of typography", "&&"},
    {0x2228, "a logical sign of typography", "||"},
    {0xAC, "a logical sign of typography", "!"},
    {0x2C6, "a circumflex of typography", "^"},
    {0xA0, "a no-break blank", "an ordinary blank"},
    {0x202F, "a no-break blank", "an ordinary blank"},
    {0x2009, "a thin blank", "an ordinary blank"},
    {'[', "a square bracket", "("},
    {']', "a square bracket", ")"},
    {'{', "a brace", "("},
    {'}', "a brace", ")"},
    {'&', "half of an operator", "&&"},
};

static const uint32_t quotes[] = {'"',    '\'',   '`',    0x2018, 0x2019,
                                  0x201C, 0x201D, 0x201E, 0xAB,   0xBB};

/* Superscripts and what they stand for. */
static const struct superscript {
    uint32_t character;
    char plain;
} superscripts[] = {
    {0x2070, '0'}, {0xB9, '1'},   {0xB2, '2'},   {0xB3, '3'},   {0x2074, '4'},
    {0x2075, '5'}, {0x2076, '6'}, {0x2077, '7'}, {0x2078, '8'}, {0x2079, '9'},
    {0x207A, '+'}, {0x207B, '-'}, {0x207F, 'n'}, {0x2071, 'i'},
};

/* Names of other languages. */
static const struct alias {
    const char *name, *write;
} aliases[] = {
    {"ln", "log"},
    {"lg", "log10"},
    {"ld", "log2"},
    {"arcsin", "asin"},
    {"arccos", "acos"},
    {"arctan", "atan"},
    {"arctan2", "atan2"},
    {"tg", "tan"},
    {"sgn", "sign"},
    {"fabs", "abs"},
    {"norm", "hypot"},
    {"power", "pow"},
    {"logistic", "sigmoid"},
    {"expit", "sigmoid"},
    {"where", "if"},
    {"select", "if"},
    {"fmax", "max"},
    {"fmin", "min"},
    {"maximum", "max"},
    {"minimum", "min"},
    {"clip", "clamp"},
    {"ceiling", "ceil"},
    {"root", "sqrt"},
    {"PI", "pi"},
    {"Pi", "pi"},
    {"E", "e"},
};

/* Operators that other languages write as words. */
static const struct alias operators[] = {{"and", "&&"}, {"or", "||"}, {"not", "!"}};

/* NULL: it is none of them. */
static const char *alias_of(const struct alias *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].write;
    return NULL;
}

enum { QUOTED = 40 }; /* bytes of a formula that a message repeats */

/* Copies a span for a message, cut where it is long. */
static const char *quote(const char *text, struct span span, char out[QUOTED + 8])
{
    size_t length = span.end - span.start;
    if (length <= QUOTED) {
        memcpy(out, text + span.start, length);
        out[length] = 0;
        return out;
    }
    return strcpy(out, "(...)");
}

/* The value or word that starts at `at`, as far as it is easily seen. */
static struct span next_value(const struct hint_place *place)
{
    size_t length = lexeme_name(place->text, place->length, place->at);
    if (!length)
        length = lexeme_number(place->text, place->length, place->at);
    return (struct span){place->at, place->at + length};
}

/* True: it is none. */
static bool hint_operator(const struct hint_place *place, const char *word)
{
    const char *write = alias_of(operators, ARRAY_LENGTH(operators), word);
    return write == NULL ||
           error_set_offset(place->error, place->at, "'%s' is written %s", word, write);
}

bool hint_missing_operator(const struct hint_place *place)
{
    const char *text = place->text;
    char before[QUOTED + 8], after[QUOTED + 8];
    struct span next = next_value(place);
    quote(text, place->value, before);
    if (text[place->at] == '(')
        return error_set_offset(place->error, place->at, "missing operator: write %s*(...)",
                                before);
    if (strcmp(before, "0") == 0 && (text[place->at] == 'x' || text[place->at] == 'X') &&
        next.end - next.start > 1)
        return error_set_offset(place->error, place->at,
                                "hexadecimal numbers are not read: write it in decimal");
    if (text[place->at] == '.')
        return error_set_offset(place->error, place->at, "a second decimal point after '%s'",
                                before);
    return hint_operator(place, quote(text, next, after)) &&
           error_set_offset(place->error, place->at, "missing operator: write %s*%s", before,
                            after);
}

static char plain_superscript(uint32_t character)
{
    for (size_t i = 0; i < ARRAY_LENGTH(superscripts); i++)
        if (superscripts[i].character == character)
            return superscripts[i].plain;
    return 0;
}

/* "x²": reads the whole run and writes it as a power. */
static bool hint_superscript(const struct hint_place *place)
{
    char power[16], base[QUOTED + 8];
    size_t digits = 0, at = place->at;
    while (at < place->length && digits < sizeof power - 1) {
        size_t used;
        char plain = plain_superscript(text_decode(place->text + at, place->length - at, &used));
        if (!plain)
            break;
        power[digits++] = plain;
        at += used;
    }
    power[digits] = 0;
    return error_set_offset(place->error, place->at, "a superscript is not read: write %s^%s",
                            quote(place->text, place->value, base), power);
}

static bool hint_equals(const struct hint_place *place)
{
    return error_set_offset(place->error, place->at, "'=' is no operator: write == to compare");
}

static bool hint_bar(const struct hint_place *place)
{
    return error_set_offset(place->error, place->at,
                            "a single '|' is no operator: write abs(...), or || for \"or\"");
}

bool hint_character(const struct hint_place *place)
{
    size_t used;
    uint32_t character = text_decode(place->text + place->at, place->length - place->at, &used);
    char shown[8] = {0};
    memcpy(shown, place->text + place->at, used);
    if (character == TEXT_INVALID)
        return error_set_offset(place->error, place->at, "the formula is not UTF-8 text");
    if (character == '=')
        return hint_equals(place);
    if (character == '|')
        return hint_bar(place);
    if (plain_superscript(character))
        return hint_superscript(place);
    for (size_t i = 0; i < ARRAY_LENGTH(quotes); i++)
        if (quotes[i] == character)
            return error_set_offset(place->error, place->at,
                                    "a quotation mark (%s) has no meaning here: leave it out",
                                    shown);
    for (size_t i = 0; i < ARRAY_LENGTH(replacements); i++)
        if (replacements[i].character == character)
            return error_set_offset(place->error, place->at, "'%s' is %s: write %s", shown,
                                    replacements[i].name, replacements[i].write);
    return error_set_offset(place->error, place->at, "unexpected '%s'", shown);
}

/* "0.9" for the comma of "0,9". */
static const char *with_point(const struct hint_place *place, size_t comma, char out[QUOTED + 8])
{
    size_t start = comma, end = lexeme_digits_end(place->text, place->length, comma + 1);
    while (start > 0 && lexeme_is_digit(place->text[start - 1]))
        start--;
    quote(place->text, (struct span){start, end}, out);
    char *sign = strchr(out, ',');
    if (sign)
        *sign = '.';
    return out;
}

bool hint_comma(const struct hint_place *place)
{
    char number[QUOTED + 8];
    if (!lexeme_is_decimal_comma(place->text, place->length, place->at))
        return error_set_offset(place->error, place->at,
                                "unexpected ',': commas separate the arguments of a function");
    return error_set_offset(place->error, place->at, "the decimal sign is a point: write %s",
                            with_point(place, place->at, number));
}

bool hint_arguments(const struct hint_place *place, enum operation_code function, int count,
                    size_t comma)
{
    const struct operation *operation = &operations[function];
    const char *plural = operation->arity == 1 ? "" : "s";
    char number[QUOTED + 8];
    if (comma && count > operation->arity)
        return error_set_offset(place->error, comma,
                                "'%s' takes %d argument%s, not %d (the decimal sign is a point: "
                                "write %s)",
                                operation->name, operation->arity, plural, count,
                                with_point(place, comma, number));
    return error_set_offset(place->error, place->at, "'%s' takes %d argument%s, not %d: %s(%s)",
                            operation->name, operation->arity, plural, count, operation->name,
                            operation->usage ? operation->usage : "...");
}

bool hint_call(const struct hint_place *place, enum operation_code function)
{
    const char *name = operations[function].name;
    struct hint_place after = *place;
    char argument[QUOTED + 8] = "...";
    after.at += strlen(name);
    while (after.at < place->length && place->text[after.at] == ' ')
        after.at++;
    struct span next = next_value(&after);
    if (operations[function].usage)
        strcpy(argument, operations[function].usage);
    else if (next.end > next.start)
        quote(place->text, next, argument);
    return error_set_offset(place->error, place->at, "'%s' is a function: write %s(%s)", name, name,
                            argument);
}

static bool is_known(const char *word, size_t length, const struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (strlen(names->text[i]) == length && memcmp(names->text[i], word, length) == 0)
            return true;
    return (length == 2 && memcmp(word, "pi", 2) == 0) || (length == 1 && *word == 'e');
}

/* "xy" where x and y are names, "x2" where x is one. */
static bool hint_joined(const struct hint_place *place, const char *word, const struct names *names)
{
    size_t length = strlen(word);
    for (size_t cut = 1; cut < length; cut++) {
        if (!is_known(word, cut, names))
            continue;
        const char *rest = word + cut;
        if (is_known(rest, length - cut, names))
            return error_set_offset(place->error, place->at,
                                    "unknown name '%s' (write %.*s*%s for a product)", word,
                                    (int)cut, word, rest);
        if (lexeme_digits_end(rest, length - cut, 0) == length - cut)
            return error_set_offset(place->error, place->at,
                                    "unknown name '%s' (write %.*s^%s or %.*s*%s)", word, (int)cut,
                                    word, rest, (int)cut, word, rest);
    }
    return true;
}

enum { CANDIDATES = 128 };

/* Every name that could have been meant; what fits better by its use comes first. */
static size_t list_candidates(const char **out, const struct names *names, bool call)
{
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++)
        if ((pass == 0) == call) {
            for (int code = 0; code < OP_COUNT; code++)
                if (operations[code].form == FORM_CALL)
                    out[count++] = operations[code].name;
        } else {
            for (size_t i = 0; i < names->count && i < CANDIDATES / 2; i++)
                out[count++] = names->text[i];
            out[count++] = "pi";
        }
    return count;
}

static const char *find_meant(const char *word, const struct names *names, bool call)
{
    const char *write = alias_of(aliases, ARRAY_LENGTH(aliases), word);
    if (write != NULL)
        return write;
    const char *candidates[CANDIDATES];
    size_t count = list_candidates(candidates, names, call);
    return text_nearest(word, candidates, count, sizeof *candidates);
}

bool hint_unknown_name(const struct hint_place *place, struct span span, const struct names *names)
{
    bool call = lexeme_opens(place->text, place->length, span.end);
    char word[QUOTED + 8];
    if (span.end - span.start > QUOTED)
        return error_set_offset(place->error, place->at, "unknown name of %zu letters",
                                span.end - span.start);
    quote(place->text, span, word);
    if (!hint_operator(place, word) || (!call && !hint_joined(place, word, names)))
        return false;
    const char *kind = call ? "function" : "name";
    const char *meant = find_meant(word, names, call);
    if (meant)
        return error_set_offset(place->error, place->at, "unknown %s '%s' (did you mean '%s'?)",
                                kind, word, meant);
    return error_set_offset(place->error, place->at, "unknown %s '%s'", kind, word);
}

bool hint_next_unknown(const struct hint_place *place, const struct names *names)
{
    const char *text = place->text;
    for (size_t at = 0, used; at < place->length; at += used) {
        size_t word = lexeme_name(text, place->length, at);
        used = word > 0 ? word : lexeme_number(text, place->length, at);
        used = used > 0 ? used : 1;
        if (word == 0 || at <= place->at || is_known(text + at, word, names) ||
            operation_find(text + at, word) != OP_COUNT)
            continue;
        struct hint_place there = {
            .text = text, .length = place->length, .at = at, .error = place->error};
        hint_unknown_name(&there, (struct span){at, at + word}, names);
        return true;
    }
    return false;
}
