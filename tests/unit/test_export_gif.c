/* GIF: what was written is read back by a decoder of our own, picture after picture; the palette
 * keeps what it must. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "export/gif.h"
#include "export/quantize.h"

enum { COLUMNS = 97, ROWS = 61, PIXELS = COLUMNS * ROWS, CODES = 4096 };

/* --- a decoder */

struct reader {
    const uint8_t *bytes;
    size_t at, length;
    uint8_t screen[PIXELS];
    size_t frames;
    unsigned delays;
    size_t comment;
};

static unsigned byte(struct reader *reader)
{
    assert_true(reader->at < reader->length);
    return reader->bytes[reader->at++];
}

static unsigned two(struct reader *reader)
{
    unsigned low = byte(reader);
    return low | byte(reader) << 8;
}

/* The blocks up to the empty one, as one run of bytes. */
static size_t blocks(struct reader *reader, uint8_t *out)
{
    size_t length = 0;
    for (unsigned count; (count = byte(reader)) > 0;)
        for (unsigned i = 0; i < count; i++)
            out[length++] = (uint8_t)byte(reader);
    return length;
}

struct lzw {
    const uint8_t *bytes;
    size_t length, bit;
    unsigned width, next;
    unsigned prefix[CODES], last[CODES];
};

static unsigned code(struct lzw *lzw)
{
    unsigned value = 0;
    for (unsigned i = 0; i < lzw->width; i++, lzw->bit++) {
        assert_true(lzw->bit / 8 < lzw->length);
        value |= (unsigned)(lzw->bytes[lzw->bit / 8] >> lzw->bit % 8 & 1) << i;
    }
    return value;
}

/* Appends the string of a code; returns its first pixel. */
static unsigned expand(const struct lzw *lzw, unsigned value, uint8_t *out, size_t *count)
{
    uint8_t reversed[CODES];
    size_t length = 0;
    for (; value >= 258; value = lzw->prefix[value])
        reversed[length++] = (uint8_t)lzw->last[value];
    out[(*count)++] = (uint8_t)value;
    while (length > 0)
        out[(*count)++] = reversed[--length];
    return value;
}

/* As the specification has it: every code but the first after a clear makes an entry. */
static size_t decode(const uint8_t *bytes, size_t length, uint8_t *out)
{
    struct lzw lzw = {.bytes = bytes, .length = length, .width = 9};
    size_t count = 0;
    unsigned before = CODES;
    for (unsigned value; (value = code(&lzw)) != 257;) {
        if (value == 256) {
            lzw.width = 9;
            lzw.next = 258;
            before = CODES;
            continue;
        }
        if (before != CODES && lzw.next < CODES) {
            uint8_t scratch[CODES];
            size_t ignored = 0;
            assert_true(value <= lzw.next);
            lzw.prefix[lzw.next] = before;
            lzw.last[lzw.next] =
                expand(&lzw, value == lzw.next ? before : value, scratch, &ignored);
            if (++lzw.next == 1u << lzw.width && lzw.width < 12)
                lzw.width++;
        }
        assert_true(value < lzw.next);
        expand(&lzw, value, out, &count);
        before = value;
    }
    assert_true(lzw.length * 8 - lzw.bit < 8);
    return count;
}

static void read_picture(struct reader *reader, int hole)
{
    static uint8_t bytes[4 * PIXELS], pixels[2 * PIXELS];
    unsigned column = two(reader), row = two(reader), columns = two(reader), rows = two(reader);
    assert_true(column + columns <= COLUMNS && row + rows <= ROWS);
    assert_int_equal(byte(reader), 0);
    assert_int_equal(byte(reader), 8);
    size_t length = blocks(reader, bytes);
    assert_int_equal(decode(bytes, length, pixels), columns * rows);
    for (unsigned i = 0; i < columns * rows; i++)
        if (pixels[i] != hole)
            reader->screen[(row + i / columns) * COLUMNS + column + i % columns] = pixels[i];
    reader->frames++;
}

/* Up to the end of a picture, or of the file: false. */
static bool read_on(struct reader *reader)
{
    static uint8_t bytes[1 << 16];
    int hole = -1;
    for (;;) {
        unsigned kind = byte(reader);
        if (kind == ';')
            return false;
        if (kind == ',') {
            read_picture(reader, hole);
            return true;
        }
        assert_int_equal(kind, '!');
        unsigned label = byte(reader);
        size_t length = blocks(reader, bytes);
        if (label == 0xFE)
            reader->comment += length;
        if (label == 0xF9) {
            reader->delays += bytes[1] | (unsigned)bytes[2] << 8;
            hole = bytes[0] & 1 ? bytes[3] : -1;
        }
    }
}

static struct reader begin(const struct buffer *file)
{
    struct reader reader = {.bytes = (const uint8_t *)file->data, .length = file->length, .at = 13};
    assert_memory_equal(file->data, "GIF89a", 6);
    reader.at += (size_t)256 * 3;
    return reader;
}

/* --- pictures */

static uint32_t random_word(uint64_t index)
{
    uint32_t words[4];
    random_words(&(struct random_name){4, RANDOM_TEST, 0, index}, words);
    return words[0];
}

struct part {
    size_t column, row, columns, rows;
};

/* Of one colour, in runs, smooth, or noise: dictionaries that never fill, and that fill often. */
static void paint(uint8_t *pixels, const struct part *part, unsigned kind, uint64_t seed)
{
    for (size_t i = 0; i < part->rows; i++)
        for (size_t j = 0; j < part->columns; j++) {
            const unsigned kinds[] = {(unsigned)(seed % GIF_COLORS), (unsigned)(j / 9 % 3),
                                      (unsigned)(i + j) % GIF_COLORS,
                                      random_word(seed * PIXELS + i * COLUMNS + j) % GIF_COLORS,
                                      random_word(seed * PIXELS + i * COLUMNS + j) % 2};
            pixels[(part->row + i) * COLUMNS + part->column + j] = (uint8_t)kinds[kind];
        }
}

static struct part random_part(uint64_t index)
{
    size_t column = random_word(index * 4) % COLUMNS, row = random_word(index * 4 + 1) % ROWS;
    return (struct part){column, row, 1 + random_word(index * 4 + 2) % (COLUMNS - column),
                         1 + random_word(index * 4 + 3) % (ROWS - row)};
}

/* Each another one: what is of the same colour is the same to a GIF. */
static const uint32_t *different_colors(void)
{
    static uint32_t colors[GIF_COLORS];
    for (uint32_t i = 0; i < GIF_COLORS; i++)
        colors[i] = i << 16 | i;
    return colors;
}

static void skip_without_cgif(void)
{
    if (!gif_is_there())
        skip();
}

static void reads_back(void **state)
{
    (void)state;
    enum { FRAMES = 120 };
    static uint8_t screens[FRAMES][PIXELS];
    struct buffer out = {0};
    skip_without_cgif();
    struct gif *gif = gif_new(
        &out, &(struct gif_head){
                  .columns = COLUMNS, .rows = ROWS, .colors = different_colors(), .loops = true});
    assert_non_null(gif);
    for (uint64_t i = 0; i < FRAMES; i++) {
        struct part part = {0, 0, COLUMNS, ROWS};
        if (i > 5) {
            memcpy(screens[i], screens[i - 1], PIXELS);
            part = random_part(i);
        }
        paint(screens[i], &part, (unsigned)(i % 5), i);
        gif_frame(gif, screens[i], 3);
    }
    gif_lengthen(gif, 100);
    assert_true(gif_end(gif, "made by a test"));
    struct reader reader = begin(&out);
    while (read_on(&reader))
        assert_memory_equal(reader.screen, screens[reader.frames - 1], PIXELS);
    assert_int_equal(reader.frames, FRAMES);
    assert_int_equal(reader.delays, 3 * FRAMES + 100);
    assert_int_equal(reader.comment, strlen("made by a test"));
    buffer_release(&out);
}

/* Would catch pictures that are written whole. */
static void writes_what_changed(void **state)
{
    (void)state;
    enum { FRAMES = 50 };
    static uint8_t pixels[PIXELS];
    const struct part whole = {0, 0, COLUMNS, ROWS};
    struct buffer out = {0};
    skip_without_cgif();
    struct gif *gif = gif_new(
        &out, &(struct gif_head){.columns = COLUMNS, .rows = ROWS, .colors = different_colors()});
    paint(pixels, &whole, 3, 1);
    for (size_t i = 0; i < FRAMES; i++) {
        pixels[i * 7] = (uint8_t)((pixels[i * 7] + 1) % GIF_COLORS);
        gif_frame(gif, pixels, 1);
    }
    assert_true(gif_end(gif, NULL));
    assert_true(out.length < 3 * PIXELS);
    buffer_release(&out);
}

/* Would catch a comment cut at a block's end. */
static void keeps_long_comments(void **state)
{
    (void)state;
    static uint8_t pixels[PIXELS];
    char comment[1021];
    struct buffer out = {0};
    skip_without_cgif();
    memset(comment, 'x', sizeof comment - 1);
    comment[sizeof comment - 1] = '\0';
    struct gif *gif = gif_new(
        &out, &(struct gif_head){.columns = COLUMNS, .rows = ROWS, .colors = different_colors()});
    gif_frame(gif, pixels, 0);
    assert_true(gif_end(gif, comment));
    struct reader reader = begin(&out);
    assert_true(read_on(&reader));
    assert_false(read_on(&reader));
    assert_int_equal(reader.comment, 1020);
    buffer_release(&out);
}

/* --- the palette */

static int apart(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int difference = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = difference > most ? difference : most;
    }
    return most;
}

/* A smooth ramp, a few thin lines of other colours, and paper. */
static void keeps_ramps_lines_and_given_colors(void **state)
{
    (void)state;
    enum { MANY = 100000, RAMP = 600 };
    static uint32_t pixels[MANY];
    static const uint32_t given[] = {0xFFFFFF, 0x16181D};
    uint32_t colors[255];
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t at = i % RAMP * 256 / RAMP;
        pixels[i] = i % 3 == 0 ? 0xFFFFFF : at << 16 | (255 - at) << 8 | (at * at / 256);
    }
    pixels[5] = 0xFF0000;
    pixels[6] = 0x00FFFF;
    struct quantizer *quantizer = quantizer_new();
    assert_non_null(quantizer);
    quantizer_see(quantizer, pixels, MANY);
    assert_true(quantizer_choose(quantizer, given, 2, colors, 255));
    assert_int_equal(colors[quantizer_place(quantizer, 0xFFFFFF)], 0xFFFFFF);
    assert_int_equal(colors[quantizer_place(quantizer, 0x16181D)], 0x16181D);
    for (size_t i = 0; i < MANY; i++)
        assert_true(apart(colors[quantizer_place(quantizer, pixels[i])], pixels[i]) <= 4);
    /* One that was never seen gets the nearest. */
    assert_true(apart(colors[quantizer_place(quantizer, 0xF80404)], 0xFF0000) <= 4);
    quantizer_free(quantizer);
}

static void settles_for_fewer_colors(void **state)
{
    (void)state;
    uint32_t pixels[] = {0x102030, 0x102030, 0x405060}, colors[255];
    struct quantizer *quantizer = quantizer_new();
    quantizer_see(quantizer, pixels, 3);
    assert_true(quantizer_choose(quantizer, NULL, 0, colors, 255));
    assert_int_equal(colors[quantizer_place(quantizer, 0x102030)], 0x102030);
    assert_int_equal(colors[quantizer_place(quantizer, 0x405060)], 0x405060);
    quantizer_free(quantizer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back),
        cmocka_unit_test(writes_what_changed),
        cmocka_unit_test(keeps_long_comments),
        cmocka_unit_test(keeps_ramps_lines_and_given_colors),
        cmocka_unit_test(settles_for_fewer_colors),
    };
    return cmocka_run_group_tests_name("export/gif", tests, NULL, NULL);
}
