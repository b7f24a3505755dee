/* Lightness for tests: CIELAB's L* of an sRGB colour, 0 to 100 (IEC 61966-2-1, D65). */
#ifndef SUPPORT_CIELAB_H
#define SUPPORT_CIELAB_H

#include "view/frame.h"

double cielab_lightness(color c);

/* Colour difference, CIE 1976. */
double cielab_distance(color a, color b);

/* What a person without one kind of cones sees, by Machado, Oliveira and Fernandes 2009 (severity
 * 1). */
enum blindness { PROTANOPIA, DEUTERANOPIA, TRITANOPIA };
color cielab_blind(color c, enum blindness kind);

#endif
