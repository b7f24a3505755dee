/*
 * Without libpng: what an SVG needs, its pixels stored as they are (PNG 1.2, RFC 1950 and 1951).
 */
#include "export/canvas_kinds.h"

#if !HAVE_CAIRO
#include "export/png.h"

#include <stdlib.h>

#include "export/png_rows.h"

enum { BLOCK = 65535, ADLER = 65521 };

static uint32_t crc_of(const char *bytes, size_t length)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < length; i++) {
        crc ^= (uint8_t)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xEDB88320u & -(crc & 1));
    }
    return ~crc;
}

static uint32_t adler_of(const char *bytes, size_t length)
{
    uint32_t low = 1, high = 0;
    for (size_t i = 0; i < length; i++) {
        low = (low + (uint8_t)bytes[i]) % ADLER;
        high = (high + low) % ADLER;
    }
    return high << 16 | low;
}

static void add_word(struct buffer *out, uint32_t word)
{
    const uint8_t bytes[] = {(uint8_t)(word >> 24), (uint8_t)(word >> 16), (uint8_t)(word >> 8),
                             (uint8_t)word};
    buffer_append(out, bytes, sizeof bytes);
}

/* Takes the body. */
static void add_chunk(struct buffer *out, const char *kind, struct buffer *body)
{
    add_word(out, (uint32_t)body->length);
    size_t from = out->length;
    buffer_append(out, kind, 4);
    buffer_append(out, body->data, body->length);
    out->failed |= body->failed;
    if (!out->failed)
        add_word(out, crc_of(out->data + from, out->length - from));
    buffer_release(body);
}

static void add_header(const struct png_rows *rows, struct buffer *out)
{
    struct buffer body = {0};
    buffer_append(out, "\x89PNG\r\n\x1a\n", 8);
    add_word(&body, (uint32_t)rows->picture->columns);
    add_word(&body, (uint32_t)rows->picture->rows);
    const uint8_t rest[] = {8, (uint8_t)rows->type, 0, 0, 0};
    buffer_append(&body, rest, sizeof rest);
    add_chunk(out, "IHDR", &body);
}

/* The table of colours, and how much there is of each. */
static void add_palette(const struct png_rows *rows, struct buffer *out)
{
    struct buffer body = {0};
    uint8_t alphas[PNG_COLORS];
    for (size_t i = 0; i < rows->color_count; i++)
        for (int shift = 16; shift >= 0; shift -= 8)
            buffer_add_char(&body, (char)(rows->color[i] >> shift & 255));
    add_chunk(out, "PLTE", &body);
    buffer_append(&body, alphas, png_rows_alphas(rows, alphas));
    if (body.length > 0)
        add_chunk(out, "tRNS", &body);
    buffer_release(&body);
}

/* Each row after a byte for the filter: none. */
static void pack_rows(const struct png_rows *rows, struct buffer *raw)
{
    uint8_t *row = calloc(1, 1 + rows->bytes);
    raw->failed = row == NULL;
    for (size_t i = 0; i < rows->picture->rows && !raw->failed; i++) {
        png_rows_pack(rows, i, row + 1);
        buffer_append(raw, row, 1 + rows->bytes);
    }
    free(row);
}

static void add_pixels(const struct png_rows *rows, struct buffer *out)
{
    struct buffer raw = {0}, body = {0};
    pack_rows(rows, &raw);
    buffer_append(&body, "\x78\x01", 2);
    for (size_t from = 0; from < raw.length; from += BLOCK) {
        size_t size = raw.length - from < BLOCK ? raw.length - from : BLOCK;
        const uint8_t head[] = {from + size == raw.length, (uint8_t)size, (uint8_t)(size >> 8),
                                (uint8_t)~size, (uint8_t)(~size >> 8)};
        buffer_append(&body, head, sizeof head);
        buffer_append(&body, raw.data + from, size);
    }
    add_word(&body, adler_of(raw.data, raw.length));
    body.failed |= raw.failed;
    add_chunk(out, "IDAT", &body);
    buffer_release(&raw);
}

bool png_print(const struct png_picture *picture, struct buffer *out, struct error *error)
{
    struct buffer nothing = {0};
    struct png_rows rows;
    png_rows_init(&rows, picture);
    add_header(&rows, out);
    if (rows.type == PNG_NUMBERS)
        add_palette(&rows, out);
    add_pixels(&rows, out);
    add_chunk(out, "IEND", &nothing);
    return !out->failed || error_memory(error);
}
#endif
