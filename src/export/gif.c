/*
 * The last picture is held back until the next one comes: until then it may be lengthened. What is
 * as before in a picture is marked here, in one pass over whole rows of bytes: cgif finds it too,
 * but looks the colours of every pixel up for it, which took more time than all the rest together.
 */
#include "export/gif.h"

#include <stdlib.h>
#include <string.h>

#ifndef HAVE_CGIF
#define HAVE_CGIF 0
#endif

bool gif_is_there(void)
{
    return HAVE_CGIF;
}

#if HAVE_CGIF
#include <cgif.h>

enum { BLOCK = 255, AS_BEFORE = GIF_COLORS };

struct gif {
    struct buffer *out;
    CGIF *writer;
    size_t size;      /* of a picture, in bytes */
    size_t pictures;  /* so far, with the one held back */
    uint8_t *last;    /* that one, whole */
    uint8_t *changed; /* and what of it differs from the one before */
    unsigned delay;   /* and how long it is shown */
    bool failed;
};

static int take_bytes(void *context, const uint8_t *bytes, const size_t length)
{
    struct buffer *out = context;
    buffer_append(out, bytes, length);
    return out->failed;
}

static CGIF *open_writer(struct buffer *out, const struct gif_head *head)
{
    uint8_t palette[GIF_COLORS * 3];
    for (size_t i = 0; i < sizeof palette; i++)
        palette[i] = (uint8_t)(head->colors[i / 3] >> (16 - 8 * (i % 3)));
    CGIF_Config config = {
        .pGlobalPalette = palette,
        .numGlobalPaletteEntries = GIF_COLORS,
        .width = (uint16_t)head->columns,
        .height = (uint16_t)head->rows,
        .attrFlags = CGIF_ATTR_IS_ANIMATED | (head->loops ? 0 : CGIF_ATTR_NO_LOOP),
        .numLoops = CGIF_INFINITE_LOOP,
        .pWriteFn = take_bytes,
        .pContext = out,
    };
    return cgif_newgif(&config);
}

/* The writer ends its file by being closed, and is gone. */
static void release(struct gif *gif)
{
    if (gif->writer != NULL && cgif_close(gif->writer) != CGIF_OK)
        gif->failed = true;
    free(gif->last);
    free(gif->changed);
}

struct gif *gif_new(struct buffer *out, const struct gif_head *head)
{
    struct gif *gif = calloc(1, sizeof *gif);
    if (gif == NULL)
        return NULL;
    gif->out = out;
    gif->size = head->columns * head->rows;
    gif->last = calloc(1, gif->size);
    gif->changed = malloc(gif->size);
    if (gif->last != NULL && gif->changed != NULL)
        gif->writer = open_writer(out, head);
    if (gif->writer != NULL)
        return gif;
    release(gif);
    free(gif);
    return NULL;
}

static void write_held(struct gif *gif)
{
    if (gif->pictures == 0 || gif->failed)
        return;
    const bool first = gif->pictures == 1;
    CGIF_FrameConfig frame = {
        .pImageData = first ? gif->last : gif->changed,
        .delay = (uint16_t)(gif->delay < UINT16_MAX ? gif->delay : UINT16_MAX),
        .attrFlags = first ? 0 : CGIF_FRAME_ATTR_HAS_SET_TRANS,
        .transIndex = AS_BEFORE,
        .genFlags = CGIF_FRAME_GEN_USE_DIFF_WINDOW,
    };
    gif->failed = cgif_addframe(gif->writer, &frame) != CGIF_OK;
}

static void mark_changes(uint8_t *restrict changed, const uint8_t *restrict last,
                         const uint8_t *restrict pixels, size_t size)
{
    for (size_t i = 0; i < size; i++)
        changed[i] = pixels[i] == last[i] ? AS_BEFORE : pixels[i];
}

void gif_frame(struct gif *gif, const uint8_t *pixels, unsigned delay)
{
    write_held(gif);
    mark_changes(gif->changed, gif->last, pixels, gif->size);
    memcpy(gif->last, pixels, gif->size);
    gif->delay = delay;
    gif->pictures++;
}

void gif_lengthen(struct gif *gif, unsigned delay)
{
    gif->delay += delay;
}

/* Before the byte that ends the file. */
static void add_comment(struct buffer *out, const char *comment)
{
    char *end = out->data + out->length - 1;
    const char trailer = *end;
    *end = '!';
    buffer_add_char(out, '\xFE');
    for (size_t left = strlen(comment), length; left > 0; left -= length, comment += length) {
        length = left < BLOCK ? left : BLOCK;
        buffer_add_char(out, (char)length);
        buffer_append(out, comment, length);
    }
    buffer_add_char(out, 0);
    buffer_add_char(out, trailer);
}

bool gif_end(struct gif *gif, const char *comment)
{
    write_held(gif);
    release(gif);
    bool done = !gif->failed && !gif->out->failed;
    if (done && comment != NULL && *comment != '\0')
        add_comment(gif->out, comment);
    done = done && !gif->out->failed;
    free(gif);
    return done;
}

#else

struct gif *gif_new(struct buffer *out, const struct gif_head *head)
{
    (void)out;
    (void)head;
    return NULL;
}

void gif_frame(struct gif *gif, const uint8_t *pixels, unsigned delay)
{
    (void)gif;
    (void)pixels;
    (void)delay;
}

void gif_lengthen(struct gif *gif, unsigned delay)
{
    (void)gif;
    (void)delay;
}

bool gif_end(struct gif *gif, const char *comment)
{
    (void)gif, (void)comment;
    return false;
}
#endif
