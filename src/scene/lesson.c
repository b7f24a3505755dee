/*
 * Pages are read, checked against the scene that they would change, copied and freed. What a page
 * sets is tried on a copy of the scene when the file is read, so that no lesson fails on the
 * screen.
 */
#include "scene/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/copy.h"
#include "scene/reader.h"
#include "scene/value.h"

enum {
    SAY_BYTES = 2000,
    CHOICE_BYTES = 200,
    CONDITION_BYTES = 1 << 12,
    PAGES = 100,
    CHOICES = 6,
    SETS = 32
};

/* --- conditions and words */

static void list_names(const char *names[LESSON_NAMES])
{
    static const char *const quantities[LESSON_VERDICT] = {
        [LESSON_STEP] = "step",         [LESSON_LOSS] = "loss",   [LESSON_LR] = "lr",
        [LESSON_MOMENTUM] = "momentum", [LESSON_NOISE] = "noise", [LESSON_GRAD] = "grad",
    };
    memcpy(names, quantities, sizeof quantities);
    for (int i = 0; i < VERDICTS; i++)
        names[LESSON_VERDICT + i] = verdicts[i].name;
}

struct formula *lesson_condition(const char *text, struct error *error)
{
    const char *names[LESSON_NAMES];
    list_names(names);
    return formula_new(text, strlen(text), names, LESSON_NAMES, error);
}

static bool read_condition(struct report *report, const struct node *node, char **out)
{
    struct error error = {0};
    if (!value_formula(report, node, CONDITION_BYTES, out))
        return false;
    const char *names[LESSON_NAMES];
    list_names(names);
    struct formula *formula = lesson_condition(*out, &error);
    if (formula == NULL)
        return value_formula_errors(report, node, *out, names, LESSON_NAMES, &error);
    formula_free(formula);
    return true;
}

bool lesson_read_say(struct report *report, const struct node *node, struct scene *scene,
                     size_t index)
{
    return value_passage(report, node, SAY_BYTES, &scene->pages[index].say);
}

bool lesson_read_ask(struct report *report, const struct node *node, struct scene *scene,
                     size_t index)
{
    return value_passage(report, node, SAY_BYTES, &scene->pages[index].ask);
}

bool lesson_read_until(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    return read_condition(report, node, &scene->pages[index].until);
}

/* --- pairs: what the page sets, what it lets choose */

static struct scene_pair *new_pairs(struct report *report, const struct node *node)
{
    struct scene_pair *pairs = calloc(node->count + 1, sizeof *pairs);
    if (pairs == NULL)
        value_no_memory(report);
    return pairs;
}

bool lesson_read_choices(struct report *report, const struct node *node, struct scene *scene,
                         size_t index)
{
    struct scene_page *page = &scene->pages[index];
    if (!value_mapping(report, node, "such as {it settles: converged, it is thrown out: outside}"))
        return false;
    if (node->count < 2 || node->count > CHOICES)
        return node_error(report, node, "expected 2 to %d choices, found %zu", CHOICES,
                          node->count);
    page->choices = new_pairs(report, node);
    bool right = page->choices != NULL;
    for (const struct node *child = node->first; right && child != NULL; child = child->next) {
        struct scene_pair *pair = &page->choices[page->choice_count++];
        right = value_line(report, child->key, CHOICE_BYTES, &pair->key) &&
                read_condition(report, child, &pair->value);
    }
    return right;
}

/* A value as one line of YAML, for scene_set(). */
static void print_value(const struct node *node, struct buffer *out)
{
    if (node->kind == NODE_SCALAR) {
        buffer_append(out, node->text, node->length);
        return;
    }
    buffer_add_char(out, node->kind == NODE_LIST ? '[' : '{');
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        if (child != node->first)
            buffer_add_text(out, ", ");
        if (node->kind == NODE_MAPPING)
            buffer_printf(out, "%s: ", child->key->text);
        print_value(child, out);
    }
    buffer_add_char(out, node->kind == NODE_LIST ? ']' : '}');
}

static bool read_pair(struct report *report, const struct node *node, struct scene_pair *pair)
{
    struct buffer value = {0};
    print_value(node, &value);
    pair->key = strdup(node->key->text);
    pair->value = value.failed ? NULL : strdup(buffer_text(&value));
    buffer_release(&value);
    return (pair->key != NULL && pair->value != NULL) || value_no_memory(report);
}

bool lesson_read_set(struct report *report, const struct node *node, struct scene *scene,
                     size_t index)
{
    struct scene_page *page = &scene->pages[index];
    if (!value_mapping(report, node, "such as {lr: 0.5, start: [1, 2]}"))
        return false;
    if (node->count > SETS)
        return node_error(report, node, "too many keys (at most %d)", SETS);
    page->sets = new_pairs(report, node);
    bool right = page->sets != NULL;
    for (const struct node *child = node->first; right && child != NULL; child = child->next)
        right = read_pair(report, child, &page->sets[page->set_count++]);
    return right;
}

/* --- the list of pages */

bool lesson_read(struct report *report, const struct node *node, struct scene *scene, size_t index)
{
    (void)index;
    if (!value_list(report, node, "of pages: '- say: ...'"))
        return false;
    if (node->count > PAGES)
        return node_error(report, node, "too many pages (at most %d)", PAGES);
    scene->pages = calloc(node->count + 1, sizeof *scene->pages);
    if (scene->pages == NULL)
        return value_no_memory(report);
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next)
        right = read_page(report, child, scene, scene->page_count++) && right;
    return right;
}

/* Sets what one page sets; `node` is its mapping. */
static bool try_page(struct report *report, const struct node *node, const struct scene_page *page,
                     struct scene *copy)
{
    const struct node *child = node_find(node, "set");
    bool right = true;
    child = child != NULL ? child->first : NULL;
    for (size_t i = 0; i < page->set_count && child != NULL; i++, child = child->next) {
        struct error error = {0};
        unsigned stale;
        if (strcmp(page->sets[i].key, "loss") == 0)
            right = node_error(report, child->key, "a page cannot set the loss");
        else if (!scene_set(copy, SCENE_ALL, page->sets[i].key, page->sets[i].value, &stale,
                            &error))
            right = node_error(report, child->key, "%s", error.message);
    }
    return right;
}

bool lesson_check(struct report *report, const struct node *list, struct scene *scene)
{
    struct scene *copy = scene_copy(scene);
    const struct node *node = list->first;
    struct error error = {0};
    if (copy == NULL)
        return value_no_memory(report);
    bool right = true;
    for (size_t i = 0; i < scene->page_count; i++, node = node->next)
        right = try_page(report, node, &scene->pages[i], copy) && right;
    /* Both stand on one surface. */
    for (size_t i = 0; i < scene->constant_count; i++)
        if (copy->constants[i].value != scene->constants[i].value &&
            !surface_set_constant(scene->surface, i, scene->constants[i].value, &error))
            right = node_error(report, list, "%s", error.message);
    scene_copy_free(copy);
    return right;
}

/* --- copied and freed */

static bool own_pairs(struct scene_pair **pairs, size_t *count)
{
    const struct scene_pair *borrowed = *pairs;
    if (borrowed == NULL)
        return true;
    *pairs = calloc(*count + 1, sizeof **pairs);
    if (*pairs == NULL) {
        *count = 0;
        return false;
    }
    bool right = true;
    for (size_t i = 0; i < *count; i++) {
        (*pairs)[i] = borrowed[i];
        right = text_own(&(*pairs)[i].key) && right;
        right = text_own(&(*pairs)[i].value) && right;
    }
    return right;
}

bool lesson_own_page(struct scene_page *page)
{
    bool right = text_own(&page->say);
    right = text_own(&page->until) && right;
    right = text_own(&page->ask) && right;
    right = own_pairs(&page->choices, &page->choice_count) && right;
    return own_pairs(&page->sets, &page->set_count) && right;
}

static void free_pairs(struct scene_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(pairs[i].key);
        free(pairs[i].value);
    }
    free(pairs);
}

void lesson_release_page(struct scene_page *page)
{
    free(page->say);
    free(page->until);
    free(page->ask);
    free_pairs(page->choices, page->choice_count);
    free_pairs(page->sets, page->set_count);
}
