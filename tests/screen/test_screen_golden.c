/*
 * Key scripts against golden frames. Would catch: any change of what a person sees, anywhere on the
 * screen, that nobody meant. GENERATE=1 renews the frames of tests/screen/golden; look at their
 * difference before you commit it.
 */
#include "screen/support/playback.h"

#include <stdio.h>

static const char bowl[] = "title: A bowl\n"
                           "about: A round bowl. Nothing is hidden here.\n"
                           "loss: x^2 + 2*y^2\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "steps: 30\n"
                           "lr: 0.05\n";

static const char race[] = "title: A race\n"
                           "loss: x^2 + 10*y^2\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "steps: 100\n"
                           "walkers:\n"
                           "  - {optimizer: sgd, lr: 0.03}\n"
                           "  - {optimizer: sgd, lr: 0.03, momentum: 0.8, label: heavy ball}\n"
                           "  - {optimizer: sgd, lr: 0.12}\n";

static const char heavy[] = "title: Adam\n"
                            "loss: x^2 + 10*y^2\n"
                            "x: [-2, 2]\n"
                            "y: [-2, 2]\n"
                            "start: [-1.5, 1]\n"
                            "optimizer: adam\n"
                            "lr: 0.4\n";

static const char scheduled[] = "title: A scheduled walk\n"
                                "loss: x^2 + 2*y^2\n"
                                "x: [-2, 2]\n"
                                "y: [-2, 2]\n"
                                "start: [-1.5, 1]\n"
                                "steps: 60\n"
                                "lr: 0.1\n"
                                "warmup: 10\n"
                                "schedule: {type: cosine, t_max: 50}\n";

static const char line[] = "title: Fitting a line\n"
                           "parameters: [w, b]\n"
                           "loss: (w*t + b - target)^2\n"
                           "data:\n"
                           "  columns: [t, target]\n"
                           "  rows: [[-1, -2.5], [-0.5, -1], [0, 0.3], [0.5, -0.4], [1, 1.9],\n"
                           "         [1.5, 1.2], [2, 2.9], [2.5, 2.6]]\n"
                           "w: [-1, 4]\n"
                           "b: [-2.5, 2.5]\n"
                           "start: [-0.4, 2]\n"
                           "steps: 60\n"
                           "batch: 2\n"
                           "lr: 0.1\n";

struct play {
    const char *name; /* of the only shot, too */
    const char *scene;
    const char *script;
    int columns, rows;
    enum color_depth depth;
    enum glyphs glyphs;
};

// clang-format off
static const struct play plays[] = {
    /* frames of every size, with every glyph and number of colours */
    {"start",      bowl, "",                                       80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"run-levels", bowl, "Space wait:1000 Space",                  80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"end",        bowl, "Space wait:3000",                        80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"half",       bowl, "Space wait:1000 Space",                  80, 24, DEPTH_TRUE, GLYPHS_HALF},
    {"full",       bowl, "Space wait:1000 Space",                  80, 24, DEPTH_16,   GLYPHS_FULL},
    {"eight",      bowl, "Space wait:1000 Space",                  80, 24, DEPTH_8,    GLYPHS_HALF},
    {"mono",       bowl, "Space wait:1000 Space",                  80, 24, DEPTH_MONO, GLYPHS_HALF},
    {"ascii",      bowl, "Space wait:1000 Space",                  80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"light",      bowl, "x Space wait:1000 Space",                80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"large",      bowl, "Space wait:1000 Space",                 120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"huge",       race, "Space wait:2000 Space",                 200, 60, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"small",      bowl, "Space wait:1000 Space",                  60, 16, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"smaller",    bowl, "Space wait:1000 Space",                  40, 12, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"smallest",   bowl, "Space wait:1000 Space",                  20,  6, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"narrow",     bowl, "Space wait:1000 Space",                  30, 50, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"words",      bowl, "Space wait:1000 Space",                  18,  3, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cell",       bowl, "Space wait:1000 Space",                   1,  1, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* verdicts: test_descent_verdict */
    {"diverged",   bowl, ": l r = 2 Enter Space wait:30000",       80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-local", "double-well", "End",                         80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-saddle", "saddle", "End",                             80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-plateau", "plateau", "End",                           80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-crawling", "beale", "End",                            80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-bouncing", "ravine", ": l r = 0 . 1 Enter End",       80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"verdict-overshooting", "cliff", ". . . .",                    80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* the gauge: test_descent_stability */
    {"beyond",     bowl, ": l r = 0 . 5 1 Enter Space wait:700 Space", 80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"beyond-eight",bowl,": l r = 0 . 5 1 Enter Space wait:700 Space", 80, 24, DEPTH_8,    GLYPHS_HALF},
    {"beyond-ascii",bowl,": l r = 0 . 5 1 Enter Space wait:700 Space", 80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"gauge-momentum", "ravine", ": m o m e n t u m = 0 . 9 Enter : l r = 0 . 1 9 Enter L",  80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"gauge-none", "ravine", ": o p t i m i z e r = a d a m Enter",  80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* the step taken apart: test_descent_explain */
    {"explain",    heavy, ". e . . ,",                             80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"arrows",     heavy, "E . . .",                               80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"arrows-eight", heavy, "E c . . .",                          120, 36, DEPTH_8,    GLYPHS_HALF},
    {"arrows-tiny", heavy, "E . . . : l r = 0 . 0 0 0 1 Enter",    80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"arrows-noisy", heavy, "E : n o i s e = 3 Enter . . .",       80, 24, DEPTH_256,  GLYPHS_HALF},
    /* the cut: test_view_cut */
    {"cut",        bowl, "c : l r = 0 . 6 Enter . .",              80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cut-mono",   bowl, "E c : l r = 1 . 2 Enter .",              80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"cut-both",   race, "E c . . . Tab Tab",                     200, 60, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cut-past",   "ravine", "c E : l r = 0 . 0 9 8 Enter . .",    80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cut-batch",  line, "E c . . . . . .",                       120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cut-back",   heavy, "E c End t t , ,",                      120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* time travel and branches: test_descent_walk */
    {"back",       bowl, "End t t",                                80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"branch",     race, "End j Tab Tab M T T T",                  80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"branch-mono", bowl, "End t t : m o m e n t u m = . 9 Enter T", 80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"branch-large", bowl, "End t t : m o m e n t u m = . 9 Enter T", 120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* out of the window: test_screen_sight */
    {"left",       bowl, ": l r = 0 . 6 Enter . . . . . .",        80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"held",       bowl, ": l r = 0 . 6 Enter . . . . . . w",      80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* races: test_descent_terms */
    {"race",       race, "Space wait:2000 Space Tab Tab",          80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"terms",      race, "R R End",                                80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"terms-huge", race, "R R R R R l End",                       200, 60, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"eight-walkers", bowl, "A A A A A A A End",                   80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"score",      race, "R wait:200 End S",                       80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"score-ascii", race, "End S",                                 60, 16, DEPTH_MONO, GLYPHS_ASCII},
    /* the map: test_view_scale, _colormap, _relief, _slopes, _fog */
    {"critical",   "himmelblau", "",                               120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"magma-levels", bowl, "k",                                     80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"rank-levels", bowl, "y y",                                    80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"relief-levels", bowl, "h",                                   80, 24, DEPTH_256,  GLYPHS_BRAILLE},
    {"fog",        bowl, "f Space wait:1000 Space",                80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"fog-ascii",  bowl, "f Space wait:1000 Space",                80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"slopes",     bowl, "g",                                      80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"zoomed",     bowl, "z z z Space wait:1000 Space",            80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"crosshair",  bowl, "v Up Up Right Right",                    80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* charts and pages: test_view_chart, test_descent_schedule */
    {"chart-distance", race, "wait:200 End C",                     80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"chart-gradient", race, "End c c c",                           80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"chart-rate", scheduled, "End c c c c",                        80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"scheduled",  scheduled, "Space wait:1000 Space l l",         80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"scheduled-ascii", scheduled, "Space wait:2000 Space",        60, 16, DEPTH_MONO, GLYPHS_ASCII},
    {"batch",      line, "Space wait:2000 Space",                  80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"batch-keys", line, "Space wait:1000 Space B B u . Down Down Down",120, 36, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"batch-ascii",line, "Space wait:2000 Space",                  80, 24, DEPTH_MONO, GLYPHS_ASCII},
    {"about",      bowl, "a",                                      80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"help",       bowl, "?",                                      80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"menu",       NULL, "",                                       80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"prompt",     bowl, ": o p t i m i z e r Space a d a n Left", 80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"wrong",      bowl, ": o p t i m i z e r Space a d a n Enter",80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* for the back row */
    {"presenting", race, "V Space wait:2000 Space L",              40, 12, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"presenting-large", bowl, "V L Space wait:1000 Space",       100, 30, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"arrows-present", "himmelblau", "E V . . .",                  40, 12, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"cut-present", "ravine", "V c : l r = 0 . 0 9 8 Enter . .",   80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    /* lessons: test_screen_lessons, test_scene_claims */
    {"lesson",     "02-learning-rate", "",                         80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"lesson-asks", "06-local-minima", "Left Left Down",           80, 24, DEPTH_TRUE, GLYPHS_BRAILLE},
    {"lesson-small", "02-learning-rate", "Space wait:9000 Enter",  40, 12, DEPTH_MONO, GLYPHS_ASCII},
};
// clang-format on

static void plays_to_its_golden_frame(void **state)
{
    const struct play *play = *state;
    struct playback playback = playback_make(play->scene);
    char script[256];
    playback.options = (struct script_options){
        .columns = play->columns,
        .rows = play->rows,
        .depth = play->depth,
        .unicode = play->glyphs >= GLYPHS_FULL,
        .half_blocks = play->glyphs >= GLYPHS_HALF,
        .braille = play->glyphs >= GLYPHS_BRAILLE,
    };
    snprintf(script, sizeof script, "%s wait:50 shot:%s", play->script, play->name);
    playback_play(&playback, script);
    playback_golden(&playback, play->name);
    playback_strike(&playback);
}

int main(void)
{
    enum { COUNT = sizeof plays / sizeof plays[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = plays[i].name,
                                       .test_func = plays_to_its_golden_frame,
                                       .initial_state = (void *)&plays[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
