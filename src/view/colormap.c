/*
 * The tables of the colour maps. The ramps were picked by hand: entries of the palette that follow
 * the map's hue and rise in L*, on xterm's colours and, for the ramps of 16 and 8, on those of the
 * VGA console too (where yellow is a dark brown). Level = where the map has the entry's lightness;
 * the short ramps are stretched over the whole map from black on.
 */
#include "view/colormap.h"

#include "base/array.h"

#define WHITE_LIGHT 0.5

// clang-format off
const struct colormap colormaps[] = {
    {
        .name = "viridis",
        .darkest = 14.9, .lightest = 90.9,
        .level = {
            0x440154, 0x46075A, 0x470D60, 0x471365, 0x48186A, 0x481D6F, 0x482374, 0x482878,
            0x472D7B, 0x46327E, 0x453781, 0x433D84, 0x424186, 0x404688, 0x3E4A89, 0x3C4F8A,
            0x3A538B, 0x38588C, 0x365C8D, 0x34608D, 0x32648E, 0x31688E, 0x2F6C8E, 0x2D708E,
            0x2C738E, 0x2A778E, 0x297B8E, 0x277F8E, 0x26828E, 0x24868E, 0x238A8D, 0x218E8D,
            0x20928C, 0x1F968B, 0x1F9A8A, 0x1F9E89, 0x1FA187, 0x21A585, 0x23A983, 0x26AD81,
            0x2AB07F, 0x2FB47C, 0x35B779, 0x3BBB75, 0x42BE71, 0x4AC16D, 0x52C569, 0x5AC864,
            0x63CB5F, 0x6CCD5A, 0x75D054, 0x7FD34E, 0x89D548, 0x95D840, 0xA0DA39, 0xAADC32,
            0xB5DE2B, 0xC0DF25, 0xCAE11F, 0xD5E21A, 0xDFE318, 0xEAE51A, 0xF4E61E, 0xFDE725,
        },
        .ramp[RAMP_256] = {12, {{53, 0}, {54, 8}, {24, 18}, {30, 29}, {35, 38}, {36, 39},
                                {71, 41}, {77, 50}, {113, 52}, {149, 54}, {184, 57}, {220, 63}}},
        .ramp[RAMP_16] = {6, {{0, 0}, {4, 19}, {12, 31}, {6, 49}, {10, 57}, {11, 63}}},
        .ramp[RAMP_8] = {4, {{0, 0}, {4, 21}, {6, 52}, {7, 63}}},
    },
    {
        .name = "magma",
        .darkest = 0.1, .lightest = 97.9,
        .level = {
            0x000004, 0x020109, 0x030312, 0x06051A, 0x0A0822, 0x0E0B2B, 0x130D34, 0x180F3D,
            0x1D1147, 0x221150, 0x29115A, 0x311165, 0x38106C, 0x3F0F72, 0x451077, 0x4C117A,
            0x52137C, 0x59157E, 0x5F187F, 0x651A80, 0x6B1D81, 0x721F81, 0x782281, 0x7E2482,
            0x842681, 0x8B2981, 0x912B81, 0x982D80, 0x9E2F7F, 0xA5317E, 0xAB337C, 0xB2357B,
            0xBA3878, 0xC03A76, 0xC73D73, 0xCD4071, 0xD3436E, 0xD9466B, 0xDF4A68, 0xE44F64,
            0xE95462, 0xED5A5F, 0xF1605D, 0xF4675C, 0xF66E5C, 0xF8765C, 0xFA7D5E, 0xFB8560,
            0xFC8C63, 0xFD9467, 0xFD9B6B, 0xFEA36F, 0xFEAA74, 0xFEB47B, 0xFEBB81, 0xFEC287,
            0xFECA8D, 0xFED194, 0xFED89A, 0xFDE0A1, 0xFDE7A9, 0xFCEEB0, 0xFCF6B8, 0xFCFDBF,
        },
        .ramp[RAMP_256] = {13, {{16, 0}, {17, 7}, {53, 15}, {54, 17}, {90, 22}, {126, 28}, {132, 36}, {168, 40},
                           {203, 43}, {209, 48}, {216, 53}, {222, 58}, {229, 63}}},
        .ramp[RAMP_16] = {5, {{0, 0}, {5, 31}, {9, 34}, {11, 61}, {15, 63}}},
        .ramp[RAMP_8] = {4, {{0, 0}, {1, 30}, {3, 55}, {7, 63}}},
    },
    {
        .name = "cividis",
        .darkest = 13.8, .lightest = 91.3,
        .level = {
            0x00224E, 0x002554, 0x00285B, 0x002B62, 0x002E6A, 0x003070, 0x053371, 0x123570,
            0x1A386F, 0x213B6E, 0x273E6E, 0x2E416D, 0x33446D, 0x38476C, 0x3C4A6C, 0x404C6C,
            0x444F6C, 0x48526C, 0x4C556C, 0x50576C, 0x545A6D, 0x575D6D, 0x5B606E, 0x5E636F,
            0x62656F, 0x656870, 0x696B71, 0x6C6E72, 0x707173, 0x737475, 0x777776, 0x7A7A78,
            0x7E7D78, 0x828079, 0x868379, 0x8A8678, 0x8E8978, 0x928C78, 0x958F77, 0x999277,
            0x9D9576, 0xA19975, 0xA59C74, 0xA99F73, 0xADA272, 0xB1A570, 0xB6A96F, 0xBAAC6D,
            0xBEAF6B, 0xC2B369, 0xC6B667, 0xCBB965, 0xCFBD62, 0xD4C15F, 0xD9C55C, 0xDDC858,
            0xE1CC55, 0xE6D051, 0xEAD34C, 0xEFD748, 0xF3DB42, 0xF8DF3C, 0xFDE334, 0xFEE838,
        },
        .ramp[RAMP_256] = {13, {{18, 0}, {60, 23}, {242, 26}, {243, 30}, {244, 33}, {245, 36}, {246, 40}, {143, 47},
                           {144, 48}, {179, 50}, {185, 58}, {186, 59}, {221, 63}}},
        .ramp[RAMP_16] = {5, {{0, 0}, {4, 19}, {8, 34}, {7, 59}, {11, 63}}},
        .ramp[RAMP_8] = {4, {{0, 0}, {4, 21}, {3, 55}, {7, 63}}},
    },
    {
        .name = "grey",
        .darkest = 8.2, .lightest = 95.8,
        .level = {
            0x181818, 0x1A1A1A, 0x1D1D1D, 0x202020, 0x232323, 0x262626, 0x292929, 0x2C2C2C,
            0x2F2F2F, 0x323232, 0x353535, 0x383838, 0x3B3B3B, 0x3E3E3E, 0x414141, 0x444444,
            0x474747, 0x4B4B4B, 0x4E4E4E, 0x515151, 0x555555, 0x585858, 0x5B5B5B, 0x5F5F5F,
            0x626262, 0x656565, 0x696969, 0x6C6C6C, 0x707070, 0x737373, 0x777777, 0x7A7A7A,
            0x7E7E7E, 0x818181, 0x858585, 0x888888, 0x8C8C8C, 0x909090, 0x939393, 0x979797,
            0x9B9B9B, 0x9E9E9E, 0xA2A2A2, 0xA6A6A6, 0xAAAAAA, 0xADADAD, 0xB1B1B1, 0xB5B5B5,
            0xB9B9B9, 0xBDBDBD, 0xC0C0C0, 0xC4C4C4, 0xC8C8C8, 0xCCCCCC, 0xD0D0D0, 0xD4D4D4,
            0xD8D8D8, 0xDCDCDC, 0xE0E0E0, 0xE4E4E4, 0xE7E7E7, 0xEBEBEB, 0xEFEFEF, 0xF3F3F3,
        },
        .ramp[RAMP_256] = {21, {{234, 0}, {235, 5}, {236, 8}, {237, 12}, {238, 15}, {239, 18}, {240, 21}, {241, 24},
                           {242, 27}, {243, 30}, {244, 33}, {245, 36}, {246, 38}, {247, 41}, {248, 44}, {249, 46},
                           {250, 49}, {251, 52}, {252, 54}, {253, 57}, {254, 63}}},
        .ramp[RAMP_16] = {4, {{0, 0}, {8, 34}, {7, 57}, {15, 63}}},
        .ramp[RAMP_8] = {2, {{0, 0}, {7, 63}}},
    },
};
// clang-format on

const size_t colormap_count = ARRAY_LENGTH(colormaps);

int colormap_level(double position)
{
    if (!(position > 0))
        return 0;
    return position >= 1 ? COLOR_LEVELS - 1 : (int)(position * COLOR_LEVELS);
}

color colormap_color(const struct colormap *colormap, double position)
{
    int level = colormap_level(position);
    return COLOR_LEVEL(colormap->level[level], level);
}

color color_shade(color c, unsigned part)
{
    unsigned red = ((c >> 16) & 255) * part >> 8;
    unsigned green = ((c >> 8) & 255) * part >> 8;
    unsigned blue = (c & 255) * part >> 8;
    return (c & 0xFF000000u) | COLOR_RGB(red, green, blue);
}

color color_light(color c, double light)
{
    if (light <= 1)
        return color_shade(c, (unsigned)(light * 256));
    /* Half of what is more goes to all three alike: bright, and not gaudy. */
    double more = (light - 1) / 2;
    color lit = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        double part = (c >> shift & 255) * (1 + more) + 255 * more * WHITE_LIGHT;
        lit |= (color)(part < 255 ? part : 255) << shift;
    }
    return (c & 0xFF000000u) | lit;
}

color color_mix(color under, color over, unsigned part)
{
    color mixed = over & 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        unsigned a = under >> shift & 255, b = over >> shift & 255;
        mixed |= (color)((a * (255 - part) + b * part) / 255) << shift;
    }
    return mixed;
}

color color_ink(color ground)
{
    unsigned red = ground >> 16 & 255, green = ground >> 8 & 255, blue = ground & 255;
    return 2 * red + 5 * green + blue > 4 * 255 ? 0x000000 : 0xFFFFFF;
}
