/*
 * What the README tells a class to press, pressed. Would catch: a recipe that its scene no longer
 * bears out, or that works only by a key more than it says.
 */
#include "screen/support/playback.h"

#include <stdio.h>

#include "base/array.h"

struct recipe {
    const char *scene, *keys, *shown;
};

// clang-format off
static const struct recipe recipes[] = {
    {"bowl", "Space wait:9000", "converged"},
    {"bowl", "Space wait:900 r l*10 Space wait:9000", "crawling"},
    {"bowl", "Space wait:9000 r L*9 Space wait:9000", "converged"},
    {"bowl", "Space wait:9000 r L*10 Space wait:9000", "bouncing"},
    {"bowl", "Space wait:9000 r L*11 Space wait:9000", "outside"},
    {"ravine", "Space wait:900 r M*5 Space wait:9000", "converged"},
    {"saddle", "Space wait:30000", "saddle"},
    {"saddle", "Space wait:30000 N Space wait:20000", "loss −1.00"},
    {"double-well", "Space wait:30000", "local"},
    {"double-well", "Space wait:900 r M*8 Space wait:30000", "converged"},
    {"beale", "L*7 Space wait:9000", "diverged at step 5"},
    {"line-fit", "Space wait:900 r B*7 Space wait:30000", "converged"},
    {"line-fit", "Space wait:900 r b*9 Space wait:30000", "bouncing"},
    {"race", "Space wait:30000 S", "wins"},
    {"bowl", "A o", "adam with lr"},
    {"ravine", "c", "past the bottom"},
    {"ravine", "c l*3", "falls"},
    {"ravine", "c L*2", "overshoots"},
    {"ravine", "Space wait:1000 L*2", "here unstable: η > 0.1"},
    {"beale", "", "one way unstable"},
    {"beale", ".", "here stable"},
    {"cliff", ". . .", "one way stable"},
    {"cliff", ". . . .", "overshooting"},
};
// clang-format on

static void keys_do_what_is_told(void **state)
{
    const struct recipe *recipe = *state;
    char script[256];
    snprintf(script, sizeof script, "wait:300 %s wait:40 shot:end", recipe->keys);
    struct playback playback = playback_of(recipe->scene, script);
    playback_shows(&playback, "end", recipe->shown);
    playback_strike(&playback);
}

int main(void)
{
    struct CMUnitTest tests[ARRAY_LENGTH(recipes)];
    for (size_t i = 0; i < ARRAY_LENGTH(recipes); i++)
        tests[i] = (struct CMUnitTest){.name = recipes[i].keys,
                                       .test_func = keys_do_what_is_told,
                                       .initial_state = (void *)&recipes[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
