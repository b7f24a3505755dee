/*
 * Verdicts: each on scenes and settings that end so, and the word for every built-in scene with
 * every optimizer. Would catch: a saddle called converged, a local minimum called global, a word
 * that no longer fits what a walk does, a reason without its numbers, a question that is asked in
 * the wrong order.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "descent/verdict.h"
#include "scene/catalogue.h"
#include "surface/formula.h"
#include "support/scenes.h"

/* A scene's walk with its ground. */
struct trial {
    struct scene *scene;
    struct critical_points critical;
    struct verdict_ground ground;
    struct walk *walk;
};

static void trial_open(struct trial *trial, struct scene *scene, size_t walker, bool known)
{
    struct error error = {0};
    *trial = (struct trial){.scene = scene};
    trial->ground = (struct verdict_ground){
        .surface = scene->surface,
        .parameters = {scene->parameters[0], scene->parameters[1]},
        .window = {scene->window[0], scene->window[1]},
        .steps = scene->steps,
    };
    if (known) {
        assert_true(critical_find(scene->surface, trial->ground.window, &trial->critical, &error));
        trial->ground.critical = &trial->critical;
    }
    verdict_survey(&trial->ground);
    trial->walk =
        walk_new(scene->surface, &scene->walkers[walker].settings, scene->walkers[walker].start,
                 (struct walker_chance){.seed = scene->seed, .index = (uint32_t)walker});
    assert_non_null(trial->walk);
}

static void trial_close(struct trial *trial)
{
    walk_free(trial->walk);
    critical_release(&trial->critical);
    scene_free(trial->scene);
}

static void trial_walk(struct trial *trial, uint64_t steps, struct judgement *out)
{
    for (uint64_t i = 0; i < steps && walk_step(trial->walk); i++)
        continue;
    verdict_judge(trial->walk, &trial->ground, out);
}

static void assert_verdict(const struct judgement *judged, enum verdict verdict,
                           const char *because, const char *where)
{
    if (judged->verdict != verdict || strstr(judged->reason, because) == NULL) {
        print_error("%s: %s: %s\nexpected %s: %s\n", where, verdicts[judged->verdict].name,
                    judged->reason, verdicts[verdict].name, because);
        fail();
    }
}

/* --- what each word means */

struct ending {
    const char *scene;
    const char *set[5];
    uint64_t steps; /* 0: the scene's */
    enum verdict verdict;
    const char *because; /* part of the reason */
};

// clang-format off
static const struct ending endings[] = {
    {"bowl", {"lr=0.01"},                        0, VERDICT_CRAWLING,     "282 more steps; the scene has 60"},
    {"bowl", {"lr=0.05"},                        0, VERDICT_SETTLING,     "0.00575 off the minimum (0, 0)"},
    {"bowl", {"lr=0.1"},                         0, VERDICT_CONVERGED,    "at the global minimum (0, 0)"},
    {"bowl", {"lr=0.5"},                         1, VERDICT_CONVERGED,    "at the global minimum (0, 0)"}, /* at once */
    {"bowl", {"lr=0.5", "momentum=0.9"},         1, VERDICT_WALKING,      "the loss fell"}, /* and rolls on */
    {"bowl", {"lr=0.5", "noise=1e-3"},           1, VERDICT_WALKING,      "the loss fell"},
    {"bowl", {"lr=1"},                           0, VERDICT_BOUNCING,     "a cycle of 2 steps, each 6.4 long"},
    {"bowl", {"lr=1.05"},                        1, VERDICT_OVERSHOOTING, "rose by 2.15: rate beyond 2/λ = 1"},
    {"bowl", {"lr=1.05"},                        7, VERDICT_OUTSIDE,      "0.372 beyond x = -4.5"},
    {"bowl", {"lr=1.05"},                     9999, VERDICT_DIVERGED,     "at step 37"},
    {"bowl", {NULL},                             5, VERDICT_WALKING,      "the loss falls by"},
    {"bowl", {"start=[0, 0]"},                   1, VERDICT_CONVERGED,    "(0, 0)"}, /* no way down at all */
    {"bowl", {"lr=0"},                          20, VERDICT_CRAWLING,     "learning rate is 0"},
    {"bowl", {"noise=1"},                      180, VERDICT_BOUNCING,     "chance keeps it moving about the minimum (0, 0)"},
    {"line-fit", {NULL},                        30, VERDICT_SETTLING,     "moved by chance"},
    {"line-fit", {NULL},                         0, VERDICT_BOUNCING,     "chance keeps it moving about the minimum"},
    {"12-schedules", {"schedule={type: cosine, t_max: 200}"}, 0, VERDICT_SETTLING, "off the minimum (0, 0), steps shrinking"},
    {"ravine", {"lr=0.1"},                       0, VERDICT_BOUNCING,     "a cycle of 2 steps, each 2 long"},
    {"ravine", {"lr=0.101"},                    30, VERDICT_OVERSHOOTING, "beyond 2/λ = 0.1 there"},
    {"ravine", {"momentum=0.9"},                 4, VERDICT_OVERSHOOTING, "momentum carries it uphill"},
    /* momentum carries it through the minimum: not settling; back from the far side: not crawling */
    {"ravine", {"optimizer=adam", "lr=0.2"},    16, VERDICT_WALKING,      "falls"},
    {"ravine", {"optimizer=adam", "lr=0.2"},    29, VERDICT_WALKING,      "falls again, but is no lower than 10 steps ago"},
    {"05-momentum", {"momentum=0.99"},          99, VERDICT_WALKING,      "falls"},
    {"05-momentum", {"momentum=0.99"},         100, VERDICT_OVERSHOOTING, "the loss rose by 0.512"},
    /* a rise counts, be it small; but not in swings that get less */
    {"ravine", {"optimizer=adam", "lr=0.2"},    36, VERDICT_OVERSHOOTING, "the loss rose by 0.00436"},
    {"ravine", {"optimizer=adam", "lr=0.2"},   120, VERDICT_SETTLING,     "about the minimum (0, 0), ever less"},
    {"ravine", {"lr=0.32"},                      0, VERDICT_OUTSIDE,      "beyond y = 2, diverging: steps grow 5.4-fold"},
    {"ravine", {"lr=0.101"},                   400, VERDICT_OUTSIDE,      "diverging: steps grow 1.02-fold"},
    {"10-cliffs", {"lr=0.5", "momentum=0.9"},   16, VERDICT_OUTSIDE,      "left the window"}, /* and comes back */
    {"ravine", {"optimizer=adamw", "weight_decay=0.5", "lr=0.05"}, 2000, VERDICT_CONVERGED, "(0, 0)"},
    {"saddle", {NULL},                           0, VERDICT_SADDLE,       "curves up 2 one way, down -2 the other"},
    {"saddle", {NULL},                      100000, VERDICT_SADDLE,       "curves up 2 one way, down -2 the other"},
    {"saddle", {"start=[0, 0]"},                 1, VERDICT_SADDLE,       "curves up 2 one way, down -2 the other"},
    {"saddle", {NULL},                          70, VERDICT_PLATEAU,      "beside a saddle at (0, 0)"},
    {"saddle", {"start=[1.5, 0.001]"},          75, VERDICT_WALKING,      "falls"},
    {"saddle", {"start=[1.5, 0.001]"},           0, VERDICT_CONVERGED,    "at (0, 1.41), one of 2 global minima"},
    {"double-well", {NULL},                      0, VERDICT_LOCAL,        "a minimum 0.6 deeper lies at (-1.04, 0)"},
    {"double-well", {"momentum=0.8"},            0, VERDICT_CONVERGED,    "at the global minimum (-1.04, 0)"},
    {"himmelblau", {NULL},                       0, VERDICT_CONVERGED,    "at (3, 2), one of 4 global minima"},
    {"himmelblau", {"optimizer=newton"},         0, VERDICT_PLATEAU,      "hilltop: curves down -16.1 and -45.6"},
    {"himmelblau", {"lr=0.03"},                 60, VERDICT_BOUNCING,     ""},
    {"plateau", {NULL},                          0, VERDICT_PLATEAU,      "slope 0.000113, and 1 still to go down"},
    {"09-plateaus", {"optimizer=sgd", "lr=0.1", "steps=60000"}, 19237, VERDICT_WALKING, "falls"}, /* soon there */
    {"plateau", {"optimizer=rmsprop"},           0, VERDICT_CONVERGED,    "at the global minimum (0, 0)"},
    {"cliff", {NULL},                            4, VERDICT_OVERSHOOTING, "rose by 2.97: the step went too far"},
    {"cliff", {"clip_norm=1"},                   0, VERDICT_CONVERGED,    "(0, 0)"},
    {"beale", {NULL},                            0, VERDICT_CRAWLING,     "1970 more steps; the scene has 600"},
    {"beale", {"lr=0.01"},                       0, VERDICT_DIVERGED,     "at step 5; the loss was 7.77e259"},
    {"rastrigin", {NULL},                        0, VERDICT_LOCAL,        "a minimum 12.9 deeper lies at (0, 0)"},
    {"rastrigin", {"lr=0.006"},                  0, VERDICT_BOUNCING,     "a cycle of 2 steps"},
    {"rastrigin", {"optimizer=newton"},          0, VERDICT_SADDLE,       "curves up 396 one way, down -390"},
    {"monkey-saddle", {"optimizer=adam"},        0, VERDICT_OUTSIDE,      "left the window: 5.27 beyond y = 1.8"},
    {"monkey-saddle", {NULL},                    0, VERDICT_DIVERGED,     "at step 106; the loss was -5.61e205"},
    {"monkey-saddle", {"start=[1.5, 0]"},      200, VERDICT_PLATEAU,      "nearly level"},
    {"monkey-saddle", {"start=[1.5, 0]"},   100000, VERDICT_SADDLE,       "level and without curvature, yet it goes down from here"},
    {"rosenbrock", {NULL},                       0, VERDICT_CRAWLING,     "the scene has 1000"},
    {"rosenbrock", {"lr=0.003"},               840, VERDICT_BOUNCING,     "no lower than"},
    {"ripples", {NULL},                          0, VERDICT_LOCAL,        "0.813 deeper lies at (-1.31, 0)"},
};
// clang-format on

static void a_walk_ends_with_its_verdict(void **state)
{
    const struct ending *ending = *state;
    struct trial trial;
    struct judgement judged, again;
    trial_open(&trial, scene_named(ending->scene, ending->set), 0, true);
    trial_walk(&trial, ending->steps > 0 ? ending->steps : trial.scene->steps, &judged);
    assert_verdict(&judged, ending->verdict, ending->because, ending->scene);
    verdict_judge(trial.walk, &trial.ground, &again);
    assert_string_equal(judged.reason, again.reason);
    trial_close(&trial);
}

static void every_verdict_is_reached(void **state)
{
    (void)state;
    bool reached[VERDICTS] = {false};
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
        reached[endings[i].verdict] = true;
    for (int i = 0; i < VERDICTS; i++)
        assert_true(reached[i]);
}

/* --- grounds of their own */

struct special {
    const char *scene;
    bool known; /* are the critical points? */
    uint64_t steps;
    enum verdict verdict;
    const char *because;
};

#define SQUARE "x: [-3, 3]\ny: [-3, 3]\nsteps: 100\n"
#define NARROW "x: [-2, 2]\ny: [-2, 2]\nsteps: 100\n"
/* Two equal minima, and deeper ground on the right border. */
#define TILTED "(x^2-1)^2 - 40*(x>1.5)*(x-1.5) + y^2"

// clang-format off
static const struct special specials[] = {
    /* without a list the Hessian tells, and a lattice how deep it goes */
    {"loss: x^2+y^2\nstart: [1, 2]\nlr: 0.1\n" SQUARE,                 false, 100, VERDICT_CONVERGED, "at the minimum (0, 0); none deeper is known"},
    {"loss: x^2-y^2+y^4/4\nstart: [1, 0]\nlr: 0.1\n" SQUARE,           false, 100, VERDICT_SADDLE, "curves up 2 one way, down -2"},
    {"loss: (x^2-1)^2+y^2+0.3*x\nstart: [2, 1]\nlr: 0.02\n" SQUARE,    false, 400, VERDICT_LOCAL, "deeper lies at (-1"},
    {"loss: -x^2-y^2\nstart: [0, 0]\nlr: 0.1\n" SQUARE,                false,   9, VERDICT_PLATEAU, "hilltop"},
    /* minima that no Hessian can tell */
    {"loss: x^4+y^4\nstart: [0, 0]\nlr: 0.1\n" SQUARE,                 true,    5, VERDICT_CONVERGED, "(0, 0)"},
    {"loss: x^2\nstart: [1, 2]\nlr: 0.1\n" SQUARE,                     true,  200, VERDICT_CONVERGED, "at the minimum (0, 2); none deeper is known"},
    {"loss: x^2\nstart: [1, 2]\nlr: 0.1\n" SQUARE,                     false, 200, VERDICT_CONVERGED, "(0, 2)"},
    {"loss: (x^2+y^2-1)^2\nstart: [0.5, 0.2]\nlr: 0.05\n" SQUARE,      true,  200, VERDICT_CONVERGED, "none deeper is known"},
    /* and a saddle that it cannot */
    {"loss: x^3-3*x*y^2\nstart: [0, 0]\n" SQUARE,                      true,    5, VERDICT_SADDLE, "yet it goes down"},
    {"loss: x^3-3*x*y^2\nstart: [0, 0]\n" SQUARE,                      false,   5, VERDICT_SADDLE, "yet it goes down"},
    {"loss: x^2-y^4\nstart: [1, 0]\nlr: 0.1\n" SQUARE,                 true,  200, VERDICT_SADDLE, "yet it goes down"},
    {"loss: x^3+y^2\nstart: [1, 1]\nlr: 0.1\n" SQUARE,                true,  900, VERDICT_SADDLE, "yet it goes down"},
    {"loss: x^3+y^2\nstart: [1, 1]\nlr: 0.1\n" SQUARE,                false, 900, VERDICT_SADDLE, "yet it goes down"},
    /* nor sees who looks around, be it for the way down is narrow or short */
    {"loss: x^2-1e-7*y^4\nx: [-1, 1]\ny: [-1, 1]\nstart: [0.5, 0]\nlr: 0.1\n", true, 300, VERDICT_SADDLE, "curvature cannot tell, yet it goes down"},
    {"loss: x^2-1e-7*y^4\nx: [-1, 1]\ny: [-1, 1]\nstart: [0.5, 0]\nlr: 0.1\n", false, 300, VERDICT_SADDLE, "yet it goes down"},
    {"loss: (y-x^2)*(y-3*x^2)\nstart: [0, 0.02]\nlr: 0.1\n" SQUARE,   true,  300, VERDICT_SADDLE, "yet it goes down"},
    {"loss: 1000*x^2-y^12\nx: [-1, 1]\ny: [-1, 1]\nstart: [0.5, 0]\nlr: 1e-4\n", true, 3000, VERDICT_SADDLE, "yet it goes down"},
    {"loss: 1000*x^2+y^12\nx: [-1, 1]\ny: [-1, 1]\nstart: [0.5, 0]\nlr: 1e-4\n", true, 3000, VERDICT_CONVERGED, "none deeper is known"},
    /* a floor: nothing says that it is a minimum */
    {"loss: 3\nstart: [1, 1]\n" SQUARE,                               true,    1, VERDICT_PLATEAU, "no slope; nothing deeper is known"},
    {"loss: 3\nstart: [1, 1]\nnoise: 1\n" SQUARE,                     true,   50, VERDICT_PLATEAU, "no slope; nothing deeper is known"},
    {"loss: max(0, x^2+y^2-4)\nstart: [3, 3]\nlr: 0.1\n" SQUARE,      true,   50, VERDICT_PLATEAU, "no slope; nothing deeper is known"},
    {"loss: relu(x)+relu(y)\nstart: [2, 1]\nlr: 0.1\n" SQUARE,        true,   80, VERDICT_PLATEAU, "no slope; nothing deeper is known"},
    {"loss: clamp(x^2+y^2, 1, 4)\nstart: [3, 2]\n" SQUARE,            true,    1, VERDICT_PLATEAU, "no slope, and 3 still to go down"},
    {"loss: 1-exp(-20*(x^2+y^2))\nstart: [3, 3]\n" SQUARE,            false,   1, VERDICT_PLATEAU, "no slope, and 1 still to go down"},
    {"loss: 1-exp(-(x^2+y^2))\nstart: [0, 0]\n" SQUARE,               true,    1, VERDICT_CONVERGED, "at the global minimum (0, 0)"},
    {"loss: cos(x)+cos(y)\nstart: [0, 0]\n" SQUARE,                   true,    1, VERDICT_PLATEAU, "hilltop: curves down -1 and -1"},
    {"loss: x+2*y\nstart: [1, 1]\nlr: 0.005\n" SQUARE,                true,   50, VERDICT_CRAWLING, "435 more steps; the scene has 100"},
    {"loss: abs(x)\nstart: [1, 1]\nlr: 0.1\n" SQUARE,                 true,  100, VERDICT_BOUNCING, "a cycle of 2 steps, each 0.1 long"},
    /* a minimum, but the border of the window lies deeper */
    {"loss: x^3/3-x+y^2\nstart: [1.5, 1]\nlr: 0.1\n" SQUARE,           true,  200, VERDICT_LOCAL, "ground 5.33 deeper lies at (-3, 0)"},
    {"loss: x^3-3*x+y^2\nx: [0, 3]\ny: [-2, 2]\nstart: [2, 1]\nlr: 0.1\n", true, 200, VERDICT_LOCAL, "ground 16 deeper lies at (-3, 0), outside the window"},
    /* a tail, an incline and a floor are plateaus: no saddle, no minimum, and nobody walks there */
    {"loss: 1/(1+exp(5*x))+y^2\nx: [-10, 10]\ny: [-2, 2]\nstart: [8, 1]\nlr: 0.1\n", true, 500, VERDICT_PLATEAU, "nothing deeper is known"},
    {"loss: 1/(1+exp(5*x))+y^2\nx: [-10, 10]\ny: [-2, 2]\nstart: [6, 1]\nlr: 0.1\n", true, 500, VERDICT_PLATEAU, "nothing deeper is known"},
    {"loss: x^2+1e-9*y\nstart: [2, 1]\nlr: 0.1\n" SQUARE, true, 500, VERDICT_PLATEAU, "nearly level: slope 1e-9"},
    {"loss: tanh(x)^2+y^2\nx: [-30, 30]\ny: [-2, 2]\nstart: [20, 1]\nlr: 0.1\n", true, 500, VERDICT_PLATEAU, "exactly level ground: no slope, and 1 still to go down"},
    /* a pole in the window is no height, and a hole no depth */
    {"loss: if(x*x+y*y==0, 1/0, " TILTED ")\nstart: [-1.2, -0.5]\nlr: 0.05\n" NARROW, true, 200, VERDICT_LOCAL, "ground 11 deeper lies at (2, 0)"},
    {"loss: if(x*x+y*y==0, 0/0, " TILTED ")\nstart: [-1.2, -0.5]\nlr: 0.05\n" NARROW, true, 200, VERDICT_LOCAL, "ground 11 deeper lies at (2, 0)"},
    {"loss: if(cos(16*pi*x)*cos(16*pi*y)>0.99, 0/0, x^2+y^2)\nstart: [1.05, 1.02]\nlr: 0.0001\n" NARROW, false, 3, VERDICT_WALKING, "falls"},
    /* nor do they make the rest of the ground look level */
    {"loss: x^2+y^2-0.001/((x-2)^2+y^2)\nx: [-3, 4]\ny: [-3, 3]\nstart: [0.2, 0.2]\nlr: 0.05\n", true, 300, VERDICT_LOCAL, "a pole or a hole 3.17e26 deeper lies at (2, 0)"},
    {"loss: x^2+y^2-0.001/((x-1)^2+y^2)\nstart: [0.2, 0.2]\nlr: 0.05\nx: [-2, 2]\ny: [-2, 2]\n", false, 3, VERDICT_WALKING, "falls"},
    {"loss: x^2+y^2-if(x==1 && y==1, 50, 0)\nstart: [0.2, 0.2]\nlr: 0.1\n" NARROW, false, 200, VERDICT_LOCAL, "a pole or a hole 48 deeper lies at (1, 1)"},
    {"loss: 1+sin(16*pi*x)*sin(16*pi*y)\nstart: [0.09, 0.1]\nlr: 0.0001\n" NARROW, false, 300, VERDICT_CONVERGED, "none deeper is known"},
    /* what a list that is cut short has for its deepest is not the deepest of all */
    {"loss: 2-cos(x)+cos(y)+1e-5*(x^2+y^2)\nx: [-1000, 1000]\ny: [-1000, 1000]\nstart: [20, 18]\nlr: 0.5\n", true, 400, VERDICT_CONVERGED, "at the minimum (19, 16); none deeper is known"},
    /* ripples finer than any ring: the Hessian where Newton's method settles tells */
    {"loss: 0.01*x^2+0.01*y^2+0.0005*(sin(300*x)+sin(300*y))\nstart: [1, 0.3]\nlr: 0.01\n" SQUARE, true,  1000, VERDICT_LOCAL, "deeper lies at"},
    {"loss: 0.01*x^2+0.01*y^2+0.0005*(sin(400*x)+sin(400*y))\nstart: [1, 0.3]\nlr: 0.005\n" SQUARE, false, 1000, VERDICT_LOCAL, "deeper lies at"},
    /* standing still near a minimum is not being there: a needle is narrower */
    {"loss: 0.01*(x^2+y^2)-50*exp(-(x^2+y^2)/4e-6)\nstart: [0.004, 0]\nlr: 1e-12\n" SQUARE, true, 50, VERDICT_CRAWLING, "hardly falls"},
    /* Newton's step leads on and on where the curvature vanishes: no minimum is near */
    {"loss: x^100+y^2\nx: [-3, 3]\ny: [-3, 3]\nsteps: 300\nstart: [0.9, 0.5]\nlr: 0.1\n", true,  300, VERDICT_WALKING, "falls"},
    /* no curvature at all: at rest, on what is not known */
    {"loss: x^2-1e-3*abs(y)^1.5\nstart: [3, 0]\nlr: 0.1\n" SQUARE,   true, 1000, VERDICT_PLATEAU, "0.0052 still to go down"},
    /* a kink: no gradient vanishes there */
    {"loss: abs(x)+abs(y)\nstart: [1, 2]\noptimizer: rprop\n" SQUARE,  true,  300, VERDICT_CONVERGED, "(0, 0)"},
    {"loss: abs(x)+abs(y)\nstart: [1, 2]\nlr: 0.3\n" SQUARE,           true,  300, VERDICT_BOUNCING, "a cycle of 2"},
    /* weight decay holds a walker beside the minimum: that is no convergence */
    {"loss: (x-1)^2+(y-1)^2\nstart: [2, 2]\nlr: 0.1\nweight_decay: 0.5\n" SQUARE, true, 200, VERDICT_SETTLING, "weight decay holds it against a slope of 0.566"},
    /* a walk that starts beyond the finite numbers */
    {"loss: log(x)+y^2\nstart: [-1, 0]\n" SQUARE,                      true,    1, VERDICT_DIVERGED, "at its start already: the loss"},
    {"loss: 1/x^2+y^2\nstart: [0, 1]\n" SQUARE,                       true,    1, VERDICT_DIVERGED, "at its start already: the loss"},
    {"loss: sqrt(x)+y^2\nstart: [0, 1]\n" SQUARE,                     true,    1, VERDICT_DIVERGED, "at its start already: the slope"},
    {"loss: x^2+y^2\nstart: [5, 0]\nlr: 0.1\n" SQUARE,                 true,    0, VERDICT_OUTSIDE, "2 beyond x = 3"},
    {"loss: w^2+b^2\nparameters: [w, b]\nw: [-3, 3]\nb: [-3, 3]\nstart: [0, -4]\nlr: 0.1\n", true, 0, VERDICT_OUTSIDE, "1 beyond b = -3"},
    {"loss: x^2+y^2\nstart: [1, 1]\nlr: 0.1\n" SQUARE,                 true,    0, VERDICT_WALKING, "at its start"},
};
// clang-format on

static void a_special_ground_has_its_verdict(void **state)
{
    const struct special *special = *state;
    struct trial trial;
    struct judgement judged;
    trial_open(&trial, scene_right(special->scene, NULL), 0, special->known);
    trial_walk(&trial, special->steps, &judged);
    assert_verdict(&judged, special->verdict, special->because, special->scene);
    trial_close(&trial);
}

/* --- every scene with every optimizer */

static const char *const scenes[] = {
    "bowl",        "ravine",    "rosenbrock", "himmelblau", "saddle", "monkey-saddle",
    "double-well", "rastrigin", "beale",      "plateau",    "cliff",  "ripples",
};

/* Looked at one by one: after the scene's steps this is what each walk does. */
static const struct {
    const char *optimizer;
    const char *words; /* a letter a scene, in the order above; see letters */
} table[] = {
    {"sgd", "CCrCSdLLrpsL"},    {"rmsprop", "sCoCrxLLwCsL"}, {"adam", "ssssSxLLCCss"},
    {"adamw", "ssroSxLLrCss"},  {"nadam", "sCwCSxLwsCrL"},   {"radam", "wsrrrwsrrsww"},
    {"adamax", "ssroSxLLrCrs"}, {"adagrad", "CCrCSxLLrCrL"}, {"adadelta", "sbbCbwbbwbwL"},
    {"lion", "wbbbbxbbbbow"},   {"rprop", "CCrCSxLLCCCC"},   {"asgd", "CCrCSdLLrpsL"},
    {"newton", "CCCpSSLSSxCx"},
};

static const char letters[VERDICTS] = {
    [VERDICT_WALKING] = 'w',   [VERDICT_CRAWLING] = 'r', [VERDICT_SETTLING] = 's',
    [VERDICT_CONVERGED] = 'C', [VERDICT_LOCAL] = 'L',    [VERDICT_SADDLE] = 'S',
    [VERDICT_PLATEAU] = 'p',   [VERDICT_BOUNCING] = 'b', [VERDICT_OVERSHOOTING] = 'o',
    [VERDICT_OUTSIDE] = 'x',   [VERDICT_DIVERGED] = 'd',
};

static char letter_of(const char *scene, const char *optimizer)
{
    char setting[64];
    struct trial trial;
    struct judgement judged;
    snprintf(setting, sizeof setting, "optimizer=%s", optimizer);
    trial_open(&trial, scene_named(scene, (const char *[]){setting, NULL}), 0, true);
    trial_walk(&trial, trial.scene->steps, &judged);
    assert_true(strlen(judged.reason) > 5 && strlen(judged.reason) < 100);
    trial_close(&trial);
    return letters[judged.verdict];
}

static const char *words_of(const char *optimizer)
{
    for (size_t i = 0; i < ARRAY_LENGTH(table); i++)
        if (strcmp(table[i].optimizer, optimizer) == 0)
            return table[i].words;
    return "none";
}

static void every_scene_ends_as_it_should_with_every_optimizer(void **state)
{
    (void)state;
    bool failed = false;
    for (size_t o = 0; o < optimizer_count; o++) {
        char found[ARRAY_LENGTH(scenes) + 1] = "";
        for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++)
            found[i] = letter_of(scenes[i], optimizers[o]->name);
        if (strcmp(found, words_of(optimizers[o]->name)) != 0) {
            print_error("{\"%s\", \"%s\"},\n", optimizers[o]->name, found);
            failed = true;
        }
    }
    assert_false(failed);
}

/* At every step of every scene: nothing at rest on a saddle is called converged or local. */
static void a_saddle_is_never_called_converged(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogue_count; i++)
        for (int known = 0; known <= 1; known++) {
            struct trial trial;
            struct judgement judged;
            trial_open(&trial, scene_named(catalogue[i].name, NULL), 0, known);
            for (uint64_t step = 0; step <= trial.scene->steps; step++) {
                trial_walk(&trial, step > 0, &judged);
                if (judged.verdict == VERDICT_CONVERGED || judged.verdict == VERDICT_LOCAL)
                    assert_true(judged.stability.curvature.low > 0);
            }
            trial_close(&trial);
        }
}

/* How high above the deepest the walk is at most from one step to another. */
static double highest(const struct trial *trial, size_t from, size_t to)
{
    size_t count;
    const struct walk_point *points = walk_kept_points(trial->walk, &count);
    double most = 0;
    for (size_t i = from; i <= to && i < count; i++)
        most = fmax(most, points[i].loss - trial->ground.deepest);
    return most;
}

/* Of plain descent, momentum and Adam in a bowl and a ravine. Where steps shrink, the loss does not
 * double in the next 30; where swings get less, it stays below those of the last 20. */
static void what_settles_is_not_carried_away(void **state)
{
    (void)state;
    static const char *const grounds[] = {"bowl", "ravine", "05-momentum"};
    static const char *const walkers[][3] = {
        {"momentum=0"},
        {"momentum=0.9"},
        {"momentum=0.99"},
        {"momentum=0.9", "lr=0.003"},
        {"optimizer=adam"},
        {"optimizer=adam", "lr=0.2"},
        {"optimizer=adam", "beta1=0.99"},
    };
    for (size_t g = 0; g < ARRAY_LENGTH(grounds); g++)
        for (size_t w = 0; w < ARRAY_LENGTH(walkers); w++) {
            struct trial trial;
            struct judgement judged;
            trial_open(&trial, scene_named(grounds[g], walkers[w]), 0, true);
            walk_seek(trial.walk, 430);
            for (size_t step = 0; step <= 400; step++) {
                walk_seek(trial.walk, step);
                verdict_judge(trial.walk, &trial.ground, &judged);
                bool swings = strstr(judged.reason, "ever less") != NULL;
                double now = highest(&trial, swings && step > 20 ? step - 20 : step, step);
                if (judged.verdict == VERDICT_SETTLING && now > 1e-5)
                    assert_true(highest(&trial, step, step + 30) <= (swings ? 1 : 2) * now);
            }
            trial_close(&trial);
        }
}

/* --- the words */

static void assert_stands(struct trial *trial, enum verdict verdict)
{
    struct judgement judgement;
    verdict_judge(trial->walk, &trial->ground, &judgement);
    assert_string_equal(verdicts[judgement.verdict].name, verdicts[verdict].name);
}

/* Noise and a schedule that are set for later say nothing of the steps that led here. */
static void what_is_set_for_later_changes_no_verdict(void **state)
{
    (void)state;
    struct trial trial;
    trial_open(&trial, scene_named("himmelblau", NULL), 0, true);
    struct walker_settings settings = *walk_settings(trial.walk);
    walk_seek(trial.walk, 100);
    assert_stands(&trial, VERDICT_CONVERGED);
    settings.noise = 0.01;
    assert_true(walk_change(trial.walk, &settings));
    assert_stands(&trial, VERDICT_CONVERGED);
    walk_seek(trial.walk, 200); /* it trembles, and be it by little */
    assert_stands(&trial, VERDICT_BOUNCING);
    schedule_settings_init(&settings.schedule, schedule_find("cosine"), 200);
    assert_true(walk_change(trial.walk, &settings));
    assert_true(walker_rate(walk_now(trial.walk), &settings) < 1e-12);
    assert_stands(&trial, VERDICT_BOUNCING);
    trial_close(&trial);
}

static void the_words_are_those_of_until(void **state)
{
    (void)state;
    for (int i = 0; i < VERDICTS; i++) {
        char text[200];
        assert_true(strlen(verdicts[i].help) > 8);
        snprintf(text, sizeof text,
                 "loss: x^2+y^2\nlesson:\n  - {say: wait, until: \"%s && step > 3\"}\n",
                 verdicts[i].name);
        scene_free(scene_right(text, NULL));
    }
}

static void the_survey_knows_the_deepest(void **state)
{
    (void)state;
    struct trial trial;
    trial_open(&trial, scene_named("himmelblau", NULL), 0, true);
    assert_int_equal(trial.ground.deepest_count, 4);
    assert_close(trial.ground.deepest, 0, 1e-12, 0);
    trial_close(&trial);
    trial_open(&trial, scene_named("himmelblau", NULL), 0, false);
    assert_int_equal(trial.ground.deepest_count, 0);
    assert_true(trial.ground.deepest > 0 && trial.ground.deepest < 2);
    assert_true(trial.ground.highest > 500);
    trial_close(&trial);
    trial_open(&trial, scene_named("monkey-saddle", NULL), 0, true); /* the border is deepest */
    assert_int_equal(trial.ground.deepest_count, 0);
    assert_close(trial.ground.deepest, -13.824, 0, 1e-9);
    assert_close(trial.ground.deepest_at[0], -2.4, 0, 1e-12);
    trial_close(&trial);
}

int main(void)
{
    enum { ENDINGS = ARRAY_LENGTH(endings), SPECIALS = ARRAY_LENGTH(specials), OTHERS = 7 };
    struct CMUnitTest tests[OTHERS + ENDINGS + SPECIALS] = {
        cmocka_unit_test(every_verdict_is_reached),
        cmocka_unit_test(every_scene_ends_as_it_should_with_every_optimizer),
        cmocka_unit_test(a_saddle_is_never_called_converged),
        cmocka_unit_test(what_settles_is_not_carried_away),
        cmocka_unit_test(what_is_set_for_later_changes_no_verdict),
        cmocka_unit_test(the_words_are_those_of_until),
        cmocka_unit_test(the_survey_knows_the_deepest),
    };
    for (size_t i = 0; i < ENDINGS; i++)
        tests[OTHERS + i] = (struct CMUnitTest){.name = endings[i].scene,
                                                .test_func = a_walk_ends_with_its_verdict,
                                                .initial_state = (void *)&endings[i]};
    for (size_t i = 0; i < SPECIALS; i++)
        tests[OTHERS + ENDINGS + i] =
            (struct CMUnitTest){.name = "a_special_ground_has_its_verdict",
                                .test_func = a_special_ground_has_its_verdict,
                                .initial_state = (void *)&specials[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
