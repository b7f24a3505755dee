#include "support/cielab.h"

#include <math.h>

static double decode(unsigned value)
{
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static unsigned encode(double v)
{
    v = v < 0 ? 0 : v > 1 ? 1 : v;
    v = v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
    return (unsigned)lround(v * 255);
}

static void linear(color c, double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] = decode(c >> (16 - 8 * i) & 255);
}

static double curve(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static void cielab(color c, double lab[3])
{
    double v[3];
    linear(c, v);
    double x = curve((0.4124564 * v[0] + 0.3575761 * v[1] + 0.1804375 * v[2]) / 0.95047);
    double y = curve(0.2126729 * v[0] + 0.7151522 * v[1] + 0.0721750 * v[2]);
    double z = curve((0.0193339 * v[0] + 0.1191920 * v[1] + 0.9503041 * v[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

double cielab_lightness(color c)
{
    double lab[3];
    cielab(c, lab);
    return lab[0];
}

double cielab_distance(color a, color b)
{
    double p[3], q[3];
    cielab(a, p);
    cielab(b, q);
    return sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2));
}

color cielab_blind(color c, enum blindness kind)
{
    // clang-format off
    static const double matrix[3][3][3] = {
        [PROTANOPIA]   = {{ 0.152286,  1.052583, -0.204868},
                          { 0.114503,  0.786281,  0.099216},
                          {-0.003882, -0.048116,  1.051998}},
        [DEUTERANOPIA] = {{ 0.367322,  0.860646, -0.227968},
                          { 0.280085,  0.672501,  0.047413},
                          {-0.011820,  0.042940,  0.968881}},
        [TRITANOPIA]   = {{ 1.255528, -0.076749, -0.178779},
                          {-0.078411,  0.930809,  0.147602},
                          { 0.004733,  0.691367,  0.303900}},
    };
    // clang-format on
    double v[3];
    unsigned out[3];
    linear(c, v);
    for (int i = 0; i < 3; i++) {
        const double *row = matrix[kind][i];
        out[i] = encode(row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
    }
    return COLOR_RGB(out[0], out[1], out[2]);
}
