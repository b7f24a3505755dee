/* Copying a scene, word by word. */
#include "scene/copy.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/text.h"
#include "scene/lesson.h"

static bool own_pages(struct scene *copy)
{
    const struct scene_page *pages = copy->pages;
    if (pages == NULL)
        return true;
    copy->pages = calloc(copy->page_count + 1, sizeof *copy->pages);
    if (copy->pages == NULL) {
        copy->page_count = 0;
        return false;
    }
    bool right = true;
    for (size_t i = 0; i < copy->page_count; i++) {
        copy->pages[i] = pages[i];
        right = lesson_own_page(&copy->pages[i]) && right;
    }
    return right;
}

/* Every string is taken in hand even after a failure, so that the copy can be freed. */
struct scene *scene_copy(const struct scene *scene)
{
    struct scene *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return NULL;
    *copy = *scene;
    char **words[] = {&copy->name,  &copy->source, &copy->tables,        &copy->title,
                      &copy->about, &copy->loss,   &copy->parameters[0], &copy->parameters[1]};
    bool right = true;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        right = text_own(words[i]) && right;
    for (size_t i = 0; i < copy->constant_count; i++) {
        char *name = (char *)copy->constants[i].name;
        right = text_own(&name) && right;
        copy->constants[i].name = name;
    }
    for (size_t i = 0; i < RACE_WALKS; i++)
        right = text_own(&copy->walkers[i].label) && right;
    right = own_pages(copy) && right;
    if (right)
        return copy;
    copy->surface = NULL;
    copy->input = NULL;
    scene_free(copy);
    return NULL;
}

void scene_copy_free(struct scene *copy)
{
    if (copy == NULL)
        return;
    copy->surface = NULL;
    copy->input = NULL;
    scene_free(copy);
}
