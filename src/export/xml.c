#include "export/xml.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"

static const struct {
    char sign;
    const char *name;
} entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

static const char *entity_of(uint32_t codepoint)
{
    for (size_t i = 0; i < ARRAY_LENGTH(entities); i++)
        if (codepoint == (uint32_t)entities[i].sign)
            return entities[i].name;
    return NULL;
}

void xml_escape(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0, used; i < length; i += used) {
        uint32_t codepoint = text_decode(text + i, length - i, &used);
        bool is_blank = codepoint == '\n' || codepoint == '\t';
        const char *entity = entity_of(codepoint);
        if (entity != NULL)
            buffer_add_text(out, entity);
        else if (codepoint == TEXT_INVALID || (text_is_hidden(codepoint) && !is_blank))
            buffer_add_codepoint(out, TEXT_REPLACEMENT);
        else
            buffer_append(out, text + i, used);
    }
}

void xml_unescape(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t used = 1;
        char sign = text[i];
        for (size_t j = 0; j < ARRAY_LENGTH(entities); j++) {
            size_t size = strlen(entities[j].name);
            if (length - i >= size && memcmp(text + i, entities[j].name, size) == 0) {
                used = size;
                sign = entities[j].sign;
            }
        }
        buffer_add_char(out, sign);
        i += used;
    }
}
