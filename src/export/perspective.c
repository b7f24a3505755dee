#include "export/perspective.h"

#include <math.h>

#include "base/number.h"

static const double far_away =
    2.6; /* the eye, in diagonals of the box: some perspective, not much */

static double product(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void from_middle(const struct perspective *perspective, const double at[3], double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] = (at[i] - 0.5) * perspective->size[i];
}

struct spot perspective_spot(const struct perspective *perspective, const double at[3])
{
    double place[3];
    from_middle(perspective, at, place);
    double depth = perspective->distance - product(place, perspective->away);
    double nearer = perspective->scale * perspective->distance / depth;
    return (struct spot){perspective->origin.x + product(place, perspective->right) * nearer,
                         perspective->origin.y - product(place, perspective->up) * nearer};
}

static void look(struct perspective *perspective, double turn, double tilt)
{
    double around = turn * NUMBER_PI / 180, above = fmin(fmax(tilt, 0), 90) * NUMBER_PI / 180;
    double ct = cos(around), st = sin(around), ca = cos(above), sa = sin(above);
    const double away[3] = {ca * ct, ca * st, sa}, right[3] = {-st, ct, 0};
    const double up[3] = {-sa * ct, -sa * st, ca};
    for (int i = 0; i < 3; i++) {
        perspective->away[i] = away[i];
        perspective->right[i] = right[i];
        perspective->up[i] = up[i];
        perspective->eye[i] = 0.5 + away[i] * perspective->distance / perspective->size[i];
    }
}

void perspective_fit(struct perspective *perspective, const double size[3], double turn,
                     double tilt, struct box frame)
{
    for (int i = 0; i < 3; i++)
        perspective->size[i] = size[i];
    perspective->distance = far_away * sqrt(product(size, size));
    perspective->scale = 1;
    perspective->origin = (struct spot){0, 0};
    look(perspective, turn, tilt);
    struct spot low = {HUGE_VAL, HUGE_VAL}, high = {-HUGE_VAL, -HUGE_VAL};
    for (int corner = 0; corner < 8; corner++) {
        const double at[3] = {corner & 1, corner >> 1 & 1, corner >> 2};
        struct spot spot = perspective_spot(perspective, at);
        low = (struct spot){fmin(low.x, spot.x), fmin(low.y, spot.y)};
        high = (struct spot){fmax(high.x, spot.x), fmax(high.y, spot.y)};
    }
    double scale = fmin(frame.width / (high.x - low.x), frame.height / (high.y - low.y));
    perspective->scale = scale;
    perspective->origin.x = frame.x + frame.width / 2 - scale * (low.x + high.x) / 2;
    perspective->origin.y = frame.y + frame.height / 2 - scale * (low.y + high.y) / 2;
}
