/* What the environment says of the terminal's background. */
#include "support/test.h"

#include "base/array.h"
#include "term/colors.h"

/* Would catch: dark words on a dark terminal, or pale ones on a light one. */
static void a_light_background_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *colorfgbg;
        bool light;
    } cases[] = {
        {"0;15", true},          {"0;7", true},    {"0;default;15", true}, {"15;0", false},
        {"15;default;0", false}, {"7;8", false},   {"0;default", false},   {"", false},
        {"15", false},           {"0;15;", false}, {NULL, false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        const struct color_hints hints = {.colorfgbg = cases[i].colorfgbg};
        assert_int_equal(colors_is_light(&hints), cases[i].light);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_light_background_is_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
