#include "export/png_rows.h"

#include "view/frame.h"

static uint8_t alpha_of(uint32_t pixel)
{
    return (uint8_t)(255 - (pixel >> 24));
}

/* Where a colour is, or would be. By Knuth's multiplier. */
static size_t slot_of(const struct png_rows *rows, uint32_t pixel)
{
    size_t slot = pixel * 2654435769u >> (32 - PNG_SLOT_BITS);
    while (rows->number[slot] >= 0 && rows->key[slot] != pixel)
        slot = (slot + 1) % PNG_SLOTS;
    return slot;
}

static bool add_color(struct png_rows *rows, uint32_t pixel)
{
    size_t slot = slot_of(rows, pixel);
    if (rows->number[slot] >= 0)
        return true;
    if (rows->color_count == PNG_COLORS)
        return false;
    rows->key[slot] = pixel;
    rows->number[slot] = (int16_t)rows->color_count;
    rows->color[rows->color_count++] = pixel;
    return true;
}

/* Are there few enough? Most pixels are like the one before. */
static bool find_colors(struct png_rows *rows)
{
    const struct png_picture *picture = rows->picture;
    size_t count = picture->columns * picture->rows;
    for (size_t i = 0; i < PNG_SLOTS; i++)
        rows->number[i] = -1;
    rows->color_count = 0;
    bool few = !picture->is_clear || add_color(rows, COLOR_DEFAULT);
    for (size_t i = 0; i < count && few; i++)
        if (i == 0 || picture->pixels[i] != picture->pixels[i - 1])
            few = add_color(rows, picture->pixels[i]);
    return few;
}

void png_rows_init(struct png_rows *rows, const struct png_picture *picture)
{
    rows->picture = picture;
    rows->type = find_colors(rows) ? PNG_NUMBERS : picture->is_clear ? PNG_RGBA : PNG_RGB;
    rows->bytes = picture->columns * (rows->type == PNG_NUMBERS ? 1
                                      : rows->type == PNG_RGBA  ? 4
                                                                : 3);
}

size_t png_rows_alphas(const struct png_rows *rows, uint8_t alphas[PNG_COLORS])
{
    size_t count = 0;
    for (size_t i = 0; rows->picture->is_clear && i < rows->color_count; i++) {
        alphas[i] = alpha_of(rows->color[i]);
        count = alphas[i] < 255 ? i + 1 : count;
    }
    return count;
}

static void pack_numbers(const struct png_rows *rows, const uint32_t *pixel, uint8_t *out)
{
    for (size_t i = 0; i < rows->picture->columns; i++)
        out[i] = i > 0 && pixel[i] == pixel[i - 1] ? out[i - 1]
                                                   : (uint8_t)rows->number[slot_of(rows, pixel[i])];
}

void png_rows_pack(const struct png_rows *rows, size_t row, uint8_t *out)
{
    size_t columns = rows->picture->columns;
    const uint32_t *pixel = rows->picture->pixels + row * columns;
    if (rows->type == PNG_NUMBERS) {
        pack_numbers(rows, pixel, out);
        return;
    }
    for (size_t i = 0; i < columns; i++) {
        *out++ = (uint8_t)(pixel[i] >> 16);
        *out++ = (uint8_t)(pixel[i] >> 8);
        *out++ = (uint8_t)pixel[i];
        if (rows->type == PNG_RGBA)
            *out++ = alpha_of(pixel[i]);
    }
}
