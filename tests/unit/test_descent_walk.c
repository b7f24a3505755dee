/*
 * A walk's past is exact: whatever sequence of steps, returns, jumps and changes led to a row, it
 * holds the bits that walking straight there gives.
 *
 * The naive model beside it knows one thing: with which settings each step is taken. Every check
 * walks from the start again.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "descent/walk.h"
#include "support/back.h"
#include "support/ground.h"

static const struct walker_chance chance = {.seed = 11, .index = 3};
static const double origin[2] = {-1.2, 1};

/* --- the naive model */

enum { MODEL_STEPS = 1200, MEMORIES = 4 };

struct model {
    const struct surface *surface;
    double start[2];
    uint64_t now, known;                              /* steps */
    struct walker_settings settings[MODEL_STEPS + 1]; /* of the step that leaves each row */
    int life, lives;                                  /* which beginning, of how many */
    uint64_t ghost_from;
    size_t ghost_count;
    struct walk_point ghost[MODEL_STEPS + 1];
};

/* What both remember: the walk from some step on, the model all of it. */
static struct {
    struct walk_memory memory;
    struct model model;
} remembered[MEMORIES];

static struct walker model_walk(const struct model *model, struct walk_point *points, uint64_t step)
{
    struct walker walker;
    walker_start(&walker, model->surface, model->start);
    for (uint64_t k = 0;; k++) {
        points[k] = (struct walk_point){
            .at = {walker.at[0], walker.at[1]},
            .loss = walker.loss,
            .gradient = {walker.gradient[0], walker.gradient[1]},
            .rate = walker_rate(&walker, &model->settings[k]),
            .batch_loss = NAN,
        };
        if (k == step)
            return walker;
        assert_true(walker_step(&walker, &model->settings[k], model->surface, &chance));
    }
}

static void model_step(struct model *model, const struct walk_point *end)
{
    bool finite = isfinite(end->at[0]) && isfinite(end->at[1]) && isfinite(end->loss) &&
                  isfinite(end->gradient[0]) && isfinite(end->gradient[1]);
    if (model->now < model->known) {
        model->now++;
    } else if (finite && model->known < MODEL_STEPS) {
        model->settings[model->known + 1] = model->settings[model->known];
        model->now = ++model->known;
    }
}

static void model_change(struct model *model, const struct walker_settings *settings)
{
    if (walker_settings_equal(&model->settings[model->now], settings))
        return;
    if (model->known > model->now) {
        static struct walk_point points[MODEL_STEPS + 1];
        (void)model_walk(model, points, model->known);
        model->ghost_from = model->now;
        model->ghost_count = model->known - model->now + 1;
        memcpy(model->ghost, &points[model->now], model->ghost_count * sizeof points[0]);
    }
    model->settings[model->now] = *settings;
    model->known = model->now;
}

static void model_begin(struct model *model, double x, double y)
{
    model->settings[0] = model->settings[model->now];
    model->now = model->known = 0;
    model->start[0] = x, model->start[1] = y;
    model->life = ++model->lives;
    model->ghost_count = 0;
}

/* --- chance for the test itself */

static uint64_t draws;
static size_t recalled;

static uint32_t draw(uint32_t below)
{
    uint32_t words[4];
    struct random_name name = {.seed = 5, .stream = RANDOM_TEST, .step = draws++};
    random_words(&name, words);
    return words[0] % below;
}

static struct walker_settings any_settings(void)
{
    static const double rates[] = {1e-4, 1e-3, 2e-3, 0.01, 3};
    static const char *const schedule_names[] = {"cosine", "plateau", "cyclic"};
    size_t rate = draw(20) == 0 ? 4 : draw(4);
    struct walker_settings settings =
        ground_settings(optimizers[draw((uint32_t)optimizer_count)]->name, rates[rate]);
    settings.noise = draw(2) == 0 ? 0 : 0.5;
    settings.warmup = draw(3) == 0 ? 30 : 0;
    settings.clip_norm = draw(3) == 0 ? 0.7 : 0;
    if (draw(2) == 0) {
        struct schedule_settings *s = &settings.schedule;
        schedule_settings_init(s, schedule_find(schedule_names[draw(3)]), 100);
        for (size_t i = 0; i < s->schedule->knob_count; i++)
            s->knob[i] = isnan(s->knob[i]) ? 1e-3 : s->knob[i];
        if (schedule_knob(s->schedule, "patience") >= 0)
            s->knob[schedule_knob(s->schedule, "patience")] = 2;
    }
    return settings;
}

/* --- the comparison */

static struct walk_point expected[MODEL_STEPS + 1];

static void same_bits(const void *a, const void *b, size_t size, const char *what, uint64_t step)
{
    if (memcmp(a, b, size) != 0)
        fail_msg("%s differs at step %llu", what, (unsigned long long)step);
}

static void compare_ghosts(const struct walk *walk, const struct model *model)
{
    uint64_t from;
    size_t count;
    const struct walk_point *ghost = walk_ghost(walk, &from, &count);
    assert_int_equal(count, model->ghost_count);
    if (count > 0)
        assert_int_equal(from, model->ghost_from);
    for (size_t i = 0; i < count; i++)
        same_bits(&ghost[i], &model->ghost[i], sizeof ghost[i], "ghost", from + i);
}

static void compare(const struct walk *walk, const struct model *model)
{
    const struct walker *now = walk_now(walk);
    struct walker want = model_walk(model, expected, model->now);
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    assert_int_equal(now->step, model->now);
    assert_int_equal(count, model->now + 1);
    same_bits(now->at, want.at, sizeof want.at, "point", want.step);
    same_bits(&now->loss, &want.loss, sizeof want.loss, "loss", want.step);
    same_bits(now->gradient, want.gradient, sizeof want.gradient, "gradient", want.step);
    same_bits(now->slot, want.slot, sizeof want.slot, "state", want.step);
    for (size_t i = 0; i < count; i++)
        same_bits(&points[i], &expected[i], sizeof points[i], "trajectory", i);
    compare_ghosts(walk, model);
    assert_int_equal(walk_last_step(walk), model->known);
    assert_true(walker_settings_equal(walk_settings(walk), &model->settings[model->now]));
    assert_true(walk_has_diverged(walk) == !walker_is_finite(&want));
    assert_false(walk_is_full(walk));
}

static void model_seek(struct model *model, uint64_t step)
{
    model->now = step < model->known ? step : model->known;
    while (model->now < step) {
        uint64_t before = model->now;
        (void)model_walk(model, expected, model->now);
        model_step(model, &expected[model->now]);
        if (model->now == before)
            return;
    }
}

/* What is remembered, from its first step on, comes after what the walk was up to there. */
static bool model_recall(struct model *model, const struct model *then, uint64_t from)
{
    if (from == 0) {
        memcpy(model->start, then->start, sizeof model->start);
        model->life = then->life;
    } else if (model->life != then->life || from > model->known) {
        return false;
    }
    model->now = model->known = from;
    model->settings[from] = then->settings[from];
    model->ghost_count = 0;
    for (uint64_t k = from + 1; k <= then->known; k++) {
        model_seek(model, k);
        model->settings[model->now] = then->settings[model->now];
    }
    model_seek(model, then->now);
    return true;
}

static void remember_or_recall(struct walk *walk, struct model *model)
{
    size_t i = draw(MEMORIES);
    if (remembered[i].memory.count == 0) {
        static const uint32_t parts[] = {0, 1, 2, 4, 4};
        uint64_t from = model->now * parts[draw(5)] / 4;
        remembered[i].model = *model;
        assert_true(walk_remember(walk, from, &remembered[i].memory));
        return;
    }
    bool can = model_recall(model, &remembered[i].model, remembered[i].memory.from);
    recalled += can;
    assert_true(walk_recall(walk, &remembered[i].memory) == can);
    walk_memory_release(&remembered[i].memory);
}

/* One thing that a person may do, done to both. */
static void act(struct walk *walk, struct model *model)
{
    struct walker_settings settings;
    uint64_t target;
    switch (draw(18)) {
    case 16:
    case 17:
        remember_or_recall(walk, model);
        break;
    case 0:
        target = model->now + draw(120);
        target = target < MODEL_STEPS ? target : MODEL_STEPS;
        walk_seek(walk, target);
        model_seek(model, target);
        break;
    case 1:
        target = draw((uint32_t)model->known + 1);
        walk_seek(walk, target);
        model_seek(model, target);
        break;
    case 2:
    case 3:
    case 4:
        assert_true(back_walk(walk) == (model->now > 0));
        model->now -= model->now > 0;
        break;
    case 5:
    case 6:
        settings = any_settings();
        assert_true(walk_change(walk, &settings));
        model_change(model, &settings);
        break;
    case 7: /* a knob of the same optimizer */
        settings = *walk_settings(walk);
        settings.knob[OPTIMIZER_LR] *= 0.75;
        assert_true(walk_change(walk, &settings));
        model_change(model, &settings);
        break;
    case 8: /* no change at all: the future stays */
        assert_true(walk_change(walk, walk_settings(walk)));
        break;
    default:
        if (model->now == MODEL_STEPS)
            break;
        (void)model_walk(model, expected, model->now);
        target = model->now;
        model_step(model, &expected[model->now]);
        assert_true(walk_step(walk) == (model->now > target));
    }
    if (draw(150) == 0) {
        walk_restart(walk);
        model_begin(model, model->start[0], model->start[1]);
    }
    if (draw(150) == 0) {
        const double start[2] = {draw(5) * 0.5 - 1, draw(5) * 0.5};
        walk_move_start(walk, start);
        model_begin(model, start[0], start[1]);
    }
}

/* A picture drawn at some generation stays right, and need only be continued, until the next. */
struct picture {
    uint64_t generation;
    size_t count;
    struct walk_point points[MODEL_STEPS + 1];
};

static void continue_picture(struct picture *picture, uint64_t generation,
                             const struct walk_point *points, size_t count)
{
    if (picture->generation == generation) {
        assert_true(count >= picture->count);
        for (size_t i = 0; i < picture->count; i++)
            same_bits(points[i].at, picture->points[i].at, sizeof points[i].at, "picture", i);
    }
    picture->generation = generation;
    picture->count = count;
    if (count > 0)
        memcpy(picture->points, points, count * sizeof points[0]);
}

static void check_generations(const struct walk *walk)
{
    static struct picture past, kept, ghost;
    size_t count;
    uint64_t from;
    const struct walk_point *points = walk_points(walk, &count);
    continue_picture(&past, walk_generation(walk), points, count);
    points = walk_kept_points(walk, &count);
    continue_picture(&kept, walk_kept_generation(walk), points, count);
    points = walk_ghost(walk, &from, &count);
    continue_picture(&ghost, walk_ghost_generation(walk), points, count);
}

static void any_past_is_exact(void **state)
{
    (void)state;
    static struct model model;
    struct surface *surface = ground_new(GROUND_ROSENBROCK);
    struct walker_settings settings = ground_settings("sgd", 1e-3);
    struct walk *walk = walk_new(surface, &settings, origin, chance);
    size_t diverged = 0, ghosts = 0;
    assert_non_null(walk);
    model.surface = surface;
    model.settings[0] = settings;
    model_begin(&model, origin[0], origin[1]);
    for (int i = 0; i < 2500; i++) {
        act(walk, &model);
        compare(walk, &model);
        check_generations(walk);
        diverged += walk_has_diverged(walk);
        ghosts += model.ghost_count > 0;
    }
    /* The sequences did reach those corners. */
    assert_true(diverged > 5 && ghosts > 100 && recalled > 30);
    for (size_t i = 0; i < MEMORIES; i++)
        walk_memory_release(&remembered[i].memory);
    walk_free(walk);
    surface_free(surface);
}

/* --- by hand */

static struct walk *bowl_walk(const struct surface *surface, const char *optimizer, double lr)
{
    struct walker_settings settings = ground_settings(optimizer, lr);
    struct walk *walk = walk_new(surface, &settings, origin, chance);
    assert_non_null(walk);
    return walk;
}

static void a_kept_future_is_repeated(void **state)
{
    struct walk *walk = bowl_walk(*state, "adam", 0.05);
    struct walker_settings faster = ground_settings("adam", 0.1);
    walk_seek(walk, 70);
    assert_true(walk_change(walk, &faster));
    walk_seek(walk, 200);
    struct walker end = *walk_now(walk);
    walk_seek(walk, 10);
    assert_true(walk_settings(walk)->knob[OPTIMIZER_LR] == 0.05);
    walk_seek(walk, 70);
    assert_true(walk_settings(walk)->knob[OPTIMIZER_LR] == 0.1);
    walk_seek(walk, 200);
    assert_memory_equal(&end, walk_now(walk), sizeof end);
    walk_free(walk);
}

static void a_change_cuts_the_future(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 0.05);
    struct walker_settings slower = ground_settings("sgd", 0.01);
    size_t count;
    walk_seek(walk, 200);
    walk_seek(walk, 100);
    assert_true(walk_change(walk, &slower));
    assert_true(walk_points(walk, &count)[100].rate == 0.01);
    walk_seek(walk, 101);
    const struct walk_point *points = walk_points(walk, &count);
    assert_int_equal(count, 102);
    assert_true(points[101].at[0] == points[100].at[0] - 0.01 * points[100].gradient[0]);
    assert_true(points[99].rate == 0.05);
    walk_free(walk);
}

/* By hand: what was cut off is there beside the branch, and comes back bit for bit. */
static void a_branch_is_undone(void **state)
{
    struct walk *walk = bowl_walk(*state, "adam", 0.05);
    struct walker_settings other = ground_settings("sgd", 0.01);
    struct walk_memory memory;
    uint64_t from;
    size_t count;
    walk_seek(walk, 200);
    struct walker end = *walk_now(walk);
    walk_seek(walk, 120);
    assert_null(walk_ghost(walk, &from, &count));
    assert_true(walk_remember(walk, 120, &memory));
    assert_true(walk_change(walk, &other));
    walk_seek(walk, 150);
    assert_memory_equal(walk_ghost(walk, &from, &count)[80].at, end.at, sizeof end.at);
    assert_int_equal(from, 120);
    assert_int_equal(count, 81);
    assert_true(walk_recall(walk, &memory));
    assert_int_equal(walk_now(walk)->step, 120);
    assert_int_equal(walk_last_step(walk), 200);
    assert_null(walk_ghost(walk, &from, &count));
    walk_seek(walk, 200);
    assert_memory_equal(&end, walk_now(walk), sizeof end);
    walk_memory_release(&memory);
    walk_free(walk);
}

/* A ghost lasts until the next branch, a turn at the end of the walk is none; and is bounded. */
static void a_ghost_lasts_and_is_bounded(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 1e-7);
    struct walker_settings other = ground_settings("sgd", 2e-7);
    uint64_t from;
    size_t count;
    walk_seek(walk, WALK_GHOST + 100);
    walk_seek(walk, 50);
    assert_true(walk_change(walk, &other));
    walk_seek(walk, 70);
    other.knob[OPTIMIZER_LR] = 3e-7;
    assert_true(walk_change(walk, &other));
    walk_seek(walk, 80);
    (void)walk_ghost(walk, &from, &count);
    assert_true(from == 50 && count == WALK_GHOST);
    walk_seek(walk, 75);
    other.knob[OPTIMIZER_LR] = 4e-7;
    assert_true(walk_change(walk, &other));
    (void)walk_ghost(walk, &from, &count);
    assert_true(from == 75 && count == 6);
    walk_restart(walk);
    assert_null(walk_ghost(walk, &from, &count));
    walk_free(walk);
}

static void back_stops_at_the_start(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 0.05);
    assert_false(back_walk(walk));
    assert_true(walk_step(walk) && back_walk(walk));
    assert_false(back_walk(walk));
    assert_true(walk_now(walk)->at[0] == origin[0] && walk_now(walk)->at[1] == origin[1]);
    walk_free(walk);
}

static void a_diverged_walk_can_go_back(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 10);
    walk_seek(walk, 100000);
    uint64_t end = walk_now(walk)->step;
    assert_true(walk_has_diverged(walk) && end < 200);
    assert_false(walk_step(walk));
    assert_true(back_walk(walk));
    assert_false(walk_has_diverged(walk));
    assert_true(walk_step(walk));
    assert_true(walk_has_diverged(walk) && walk_now(walk)->step == end);
    walk_free(walk);
}

static void a_moved_start_keeps_the_settings(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 0.05);
    struct walker_settings adam = ground_settings("adam", 0.2);
    walk_seek(walk, 30);
    assert_true(walk_change(walk, &adam));
    walk_move_start(walk, (const double[2]){4, 5});
    assert_true(walk_now(walk)->step == 0 && walk_now(walk)->at[0] == 4);
    assert_true(walk_start_point(walk)[1] == 5);
    assert_true(walker_settings_equal(walk_settings(walk), &adam));
    walk_restart(walk);
    assert_true(walk_start_point(walk)[0] == 4);
    walk_free(walk);
}

static void a_changed_surface_begins_again(void **state)
{
    (void)state;
    struct error error = {0};
    struct surface *surface = ground_new_with("a*(x^2+y^2)", 1);
    struct walk *walk = bowl_walk(surface, "sgd", 0.05);
    walk_seek(walk, 30);
    double loss = walk_points(walk, &(size_t){0})[0].loss;
    assert_true(surface_set_constant(surface, 0, 4, &error));
    walk_restart(walk);
    assert_true(walk_now(walk)->step == 0 && walk_now(walk)->loss == 4 * loss);
    walk_free(walk);
    surface_free(surface);
}

/* The past is limited; then the walk says so, and can still go back and on. */
static void a_full_walk_says_so(void **state)
{
    struct walk *walk = bowl_walk(*state, "sgd", 1e-9);
    size_t count;
    walk_seek(walk, UINT64_MAX);
    (void)walk_points(walk, &count);
    assert_int_equal(count, WALK_POINTS);
    assert_true(walk_is_full(walk) && !walk_step(walk) && !walk_has_diverged(walk));
    struct walker end = *walk_now(walk);
    walk_seek(walk, WALK_POINTS / 2 + 17);
    assert_false(walk_is_full(walk));
    walk_seek(walk, UINT64_MAX);
    assert_memory_equal(&end, walk_now(walk), sizeof end);
    assert_true(walk_is_full(walk));
    struct walker_settings other = *walk_settings(walk);
    other.knob[OPTIMIZER_LR] = 1e-8;
    walk_seek(walk, 1000);
    assert_true(walk_change(walk, &other)); /* what comes after the change is not full */
    assert_false(walk_is_full(walk));
    assert_true(walk_step(walk));
    walk_free(walk);
}

static int make_bowl(void **state)
{
    *state = ground_new(GROUND_BOWL);
    return 0;
}

static int free_bowl(void **state)
{
    surface_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_past_is_exact),
        cmocka_unit_test(a_kept_future_is_repeated),
        cmocka_unit_test(a_change_cuts_the_future),
        cmocka_unit_test(a_branch_is_undone),
        cmocka_unit_test(a_ghost_lasts_and_is_bounded),
        cmocka_unit_test(back_stops_at_the_start),
        cmocka_unit_test(a_diverged_walk_can_go_back),
        cmocka_unit_test(a_moved_start_keeps_the_settings),
        cmocka_unit_test(a_changed_surface_begins_again),
        cmocka_unit_test(a_full_walk_says_so),
    };
    return cmocka_run_group_tests(tests, make_bowl, free_bowl);
}
