/* The scenes that ship: built in as they lie in scenes/, all right, and walked with every
 * optimizer. */
#include "support/test.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/catalogue.h"
#include "support/scenes.h"

/* The tests run in the repository's root. */
static size_t read_file(const char *path, char *out, size_t room)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(out, 1, room, file);
    fclose(file);
    assert_true(length < room);
    return length;
}

static void the_catalogue_is_the_folder(void **state)
{
    (void)state;
    static char text[1 << 16];
    size_t files = 0;
    DIR *folder = opendir("scenes");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        files += strstr(entry->d_name, ".yaml") != NULL;
    closedir(folder);
    assert_int_equal(files, catalogue_count); /* a scene that MENU forgot would be one more */
    for (size_t i = 0; i < catalogue_count; i++) {
        char path[100];
        snprintf(path, sizeof path, "scenes/%s.yaml", catalogue[i].name);
        assert_int_equal(read_file(path, text, sizeof text), catalogue[i].length);
        assert_memory_equal(text, catalogue[i].text, catalogue[i].length);
    }
}

static void names_are_found(void **state)
{
    (void)state;
    static const char *const names[] = {"bowl",        "ravine",    "rosenbrock", "himmelblau",
                                        "saddle",      "rastrigin", "beale",      "monkey-saddle",
                                        "double-well", "plateau",   "cliff",      "ripples"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_non_null(catalogue_find(names[i]));
    assert_null(catalogue_find("bowls"));
    assert_null(catalogue_find(""));
    assert_string_equal(catalogue_nearest("bowls"), "bowl");
    assert_string_equal(catalogue_nearest("himelblau"), "himmelblau");
    assert_null(catalogue_nearest("mountain-range"));
}

/* What the view and the menu count on, and what the contract asks of a scene that ships. */
static void scenes_are_fit_to_show(void **state)
{
    (void)state;
    static const char *const named[] = {"sgd", "rmsprop", "adam", "adamw"};
    for (size_t i = 0; i < catalogue_count; i++) {
        struct scene *scene = scene_named(catalogue[i].name, NULL);
        assert_true(text_width(scene->title) <= 30);
        assert_non_null(scene->about);
        size_t length = strlen(scene->about), sentences = 0;
        for (size_t at = 0; at < length; at++)
            sentences +=
                strchr(".:", scene->about[at]) != NULL && strchr(" \n", scene->about[at + 1]);
        assert_true(length > 100 && length < 600);
        assert_true(sentences >= 2);
        for (size_t j = 0; j < sizeof named / sizeof named[0]; j++)
            assert_true(*scene_rate(scene, optimizer_find(named[j])) > 0);
        for (size_t walker = 0; walker < scene->walker_count; walker++)
            for (int axis = 0; axis < 2; axis++) {
                assert_true(scene->walkers[walker].start[axis] > scene->window[axis].low);
                assert_true(scene->walkers[walker].start[axis] < scene->window[axis].high);
            }
        double aspect = (scene->window[0].high - scene->window[0].low) /
                        (scene->window[1].high - scene->window[1].low);
        bool alike = surface_examples(scene->surface) == 0; /* else each axis has its own unit */
        assert_true(!alike || (aspect >= 1.1 && aspect <= 2));
        scene_free(scene);
    }
}

/* A row is finite, or it is the last one of a walk that is named diverged. */
static void check_walk(const struct walk *walk, const char *scene, const char *optimizer)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    for (size_t i = 0; i < count; i++) {
        bool finite = isfinite(points[i].at[0]) && isfinite(points[i].at[1]) &&
                      isfinite(points[i].loss) && isfinite(points[i].gradient[0]) &&
                      isfinite(points[i].gradient[1]);
        if (!finite && !(i == count - 1 && walk_has_diverged(walk)))
            fail_msg("%s, %s: step %zu is not finite", scene, optimizer, i);
        if (!isfinite(points[i].rate) || points[i].rate < 0)
            fail_msg("%s, %s: rate %g at step %zu", scene, optimizer, points[i].rate, i);
    }
    assert_false(walk_has_diverged(walk) && walk_now(walk)->step + 1 != count);
}

static void every_scene_walks_with_every_optimizer(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogue_count; i++)
        for (size_t j = 0; j < optimizer_count; j++) {
            char set[60];
            snprintf(set, sizeof set, "optimizer=%s", optimizers[j]->name);
            struct scene *scene = scene_named(catalogue[i].name, (const char *[]){set, NULL});
            struct race_entry entries[RACE_WALKS];
            struct race race;
            size_t count = scene_entries(scene, entries);
            assert_true(race_init(&race, scene->surface, entries, count, scene_chance(scene)));
            race_seek(&race, scene->steps);
            for (size_t walker = 0; walker < count; walker++) {
                check_walk(race.walks[walker], catalogue[i].name, optimizers[j]->name);
                assert_true(walk_now(race.walks[walker])->step == scene->steps ||
                            walk_has_diverged(race.walks[walker]));
            }
            race_release(&race);
            scene_free(scene);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_is_the_folder),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(scenes_are_fit_to_show),
        cmocka_unit_test(every_scene_walks_with_every_optimizer),
    };
    return cmocka_run_group_tests_name("built-in scenes", tests, NULL, NULL);
}
