/*
 * GIF89a. The codes of LZW are found in a hash table that is never cleared: an entry counts only if
 * its age is that of the present dictionary.
 */
#include "export/gif.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIXEL_BITS = 8,
    CLEAR = 1 << PIXEL_BITS,
    END,
    FIRST_FREE,
    MOST_CODES = 4096,
    SLOTS = 1 << 14, /* of the hash table: a quarter is ever taken */
    BLOCK = 255
};

struct slot {
    uint32_t age;
    uint32_t string; /* a code and the pixel that follows it */
    uint16_t code;
};

struct gif {
    struct buffer *out;
    size_t columns;
    int hole;
    size_t delay_at; /* where in the file the last picture's is */
    /* the bits of a picture on their way into blocks */
    uint32_t bits;
    unsigned bit_count, width;
    size_t block_length;
    uint8_t block[BLOCK];
    /* the dictionary */
    uint32_t age;
    unsigned next;
    struct slot slots[SLOTS];
};

/* --- bytes */

static void add_byte(struct buffer *out, unsigned byte)
{
    buffer_add_char(out, (char)(byte & 0xFF));
}

static void add_short(struct buffer *out, size_t number)
{
    add_byte(out, (unsigned)(number & 0xFF));
    add_byte(out, (unsigned)(number >> 8 & 0xFF));
}

static void add_block(struct buffer *out, const void *bytes, size_t length)
{
    add_byte(out, (unsigned)length);
    buffer_append(out, bytes, length);
}

/* --- codes */

static void flush_block(struct gif *gif)
{
    if (gif->block_length > 0)
        add_block(gif->out, gif->block, gif->block_length);
    gif->block_length = 0;
}

static void put_byte(struct gif *gif)
{
    gif->block[gif->block_length++] = (uint8_t)gif->bits;
    gif->bits >>= 8;
    if (gif->block_length == BLOCK)
        flush_block(gif);
}

static void put_code(struct gif *gif, unsigned code)
{
    gif->bits |= (uint32_t)code << gif->bit_count;
    gif->bit_count += gif->width;
    for (; gif->bit_count >= 8; gif->bit_count -= 8)
        put_byte(gif);
}

static void begin_dictionary(struct gif *gif)
{
    put_code(gif, CLEAR);
    gif->age++;
    gif->next = FIRST_FREE;
    gif->width = PIXEL_BITS + 1;
}

static struct slot *find(struct gif *gif, uint32_t string)
{
    uint32_t place = (string * UINT32_C(0x9E3779B1)) >> 18;
    while (gif->slots[place].age == gif->age && gif->slots[place].string != string)
        place = (place + 1) % SLOTS;
    return &gif->slots[place];
}

/* The reader knows a string one code later than the writer: it reads the code that makes the width
 * grow in the old width. */
static void learn(struct gif *gif, struct slot *slot, uint32_t string)
{
    if (gif->next == MOST_CODES) {
        begin_dictionary(gif);
        return;
    }
    *slot = (struct slot){gif->age, string, (uint16_t)gif->next};
    if (gif->next == 1u << gif->width)
        gif->width++;
    gif->next++;
}

static void put_pixels(struct gif *gif, const uint8_t *pixels, const struct gif_window *window)
{
    const uint8_t *row = pixels + window->row * gif->columns + window->column;
    unsigned code = row[0];
    size_t column = 1;
    gif->width = PIXEL_BITS + 1;
    begin_dictionary(gif);
    for (size_t i = 0; i < window->rows; i++, row += gif->columns, column = 0)
        for (; column < window->columns; column++) {
            uint32_t string = (uint32_t)code << PIXEL_BITS | row[column];
            struct slot *slot = find(gif, string);
            if (slot->age == gif->age) {
                code = slot->code;
                continue;
            }
            put_code(gif, code);
            learn(gif, slot, string);
            code = row[column];
        }
    put_code(gif, code);
    /* The reader has learned one more by now. */
    if (gif->next == 1u << gif->width && gif->next < MOST_CODES)
        gif->width++;
    put_code(gif, END);
    if (gif->bit_count > 0)
        put_byte(gif);
    gif->bits = gif->bit_count = 0;
    flush_block(gif);
}

/* --- the file */

static void add_head(struct buffer *out, const struct gif_head *head)
{
    buffer_append(out, "GIF89a", 6);
    add_short(out, head->columns);
    add_short(out, head->rows);
    add_byte(out, 0xF7); /* a palette of 256 colours of 8 bits */
    add_byte(out, 0);
    add_byte(out, 0);
    for (size_t i = 0; i < GIF_COLORS; i++)
        for (unsigned shift = 24; shift > 0; shift -= 8)
            add_byte(out, head->colors[i] >> (shift - 8));
}

static void add_loop(struct buffer *out)
{
    buffer_append(out, "!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
}

static void add_comment(struct buffer *out, const char *comment)
{
    buffer_append(out, "!\xFE", 2);
    for (size_t left = strlen(comment); left > 0;) {
        size_t length = left < BLOCK ? left : BLOCK;
        add_block(out, comment, length);
        comment += length;
        left -= length;
    }
    add_byte(out, 0);
}

struct gif *gif_new(struct buffer *out, const struct gif_head *head)
{
    struct gif *gif = calloc(1, sizeof *gif);
    if (gif == NULL)
        return NULL;
    gif->out = out;
    gif->columns = head->columns;
    gif->hole = head->hole;
    add_head(out, head);
    if (head->loops)
        add_loop(out);
    if (head->comment != NULL && *head->comment != '\0')
        add_comment(out, head->comment);
    return gif;
}

void gif_frame(struct gif *gif, const uint8_t *pixels, const struct gif_window *window,
               unsigned delay)
{
    enum { KEEP = 1 << 2, HAS_HOLE = 1 };
    struct buffer *out = gif->out;
    buffer_append(out, "!\xF9\x04", 3);
    add_byte(out, KEEP | (gif->hole >= 0 ? HAS_HOLE : 0));
    gif->delay_at = out->length;
    add_short(out, delay);
    add_byte(out, gif->hole >= 0 ? (unsigned)gif->hole : 0);
    add_byte(out, 0);
    add_byte(out, ',');
    add_short(out, window->column);
    add_short(out, window->row);
    add_short(out, window->columns);
    add_short(out, window->rows);
    add_byte(out, 0);
    add_byte(out, PIXEL_BITS);
    put_pixels(gif, pixels, window);
    add_byte(out, 0);
}

void gif_lengthen(struct gif *gif, unsigned delay)
{
    if (gif->out->failed || gif->delay_at == 0)
        return;
    uint8_t *at = (uint8_t *)gif->out->data + gif->delay_at;
    unsigned long longer = (at[0] | (unsigned long)at[1] << 8) + delay;
    longer = longer < 65535 ? longer : 65535;
    at[0] = (uint8_t)(longer & 0xFF);
    at[1] = (uint8_t)(longer >> 8);
}

void gif_end(struct gif *gif)
{
    add_byte(gif->out, ';');
    free(gif);
}
