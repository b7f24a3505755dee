/* The tree of a scene's text. Its depth is limited where it is made, so recursion is safe here. */
#include "scene/node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scene/place.h"
#include "scene/scene.h"

struct node *node_new(enum node_kind kind, const char *text, size_t length)
{
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL)
        return NULL;
    node->kind = kind;
    node->text = malloc(length + 1);
    if (node->text == NULL) {
        free(node);
        return NULL;
    }
    if (length > 0)
        memcpy(node->text, text, length);
    node->text[length] = '\0';
    node->length = length;
    return node;
}

void node_free(struct node *node)
{
    if (node == NULL)
        return;
    for (struct node *child = node->first, *next; child != NULL; child = next) {
        next = child->next;
        node_free(child);
    }
    node_free(node->key);
    free(node->text);
    free(node);
}

struct node *node_copy(const struct node *node)
{
    struct node *copy = node_new(node->kind, node->text, node->length);
    if (copy == NULL)
        return NULL;
    copy->style = node->style;
    copy->line = node->line;
    copy->column = node->column;
    copy->setting = node->setting;
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        struct node *key = child->key != NULL ? node_copy(child->key) : NULL;
        struct node *value = node_copy(child);
        if (value == NULL || (child->key != NULL && key == NULL)) {
            node_free(key);
            node_free(value);
            node_free(copy);
            return NULL;
        }
        node_append(copy, key, value);
    }
    return copy;
}

void node_append(struct node *parent, struct node *key, struct node *child)
{
    child->key = key;
    child->next = NULL;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

struct node *node_find(const struct node *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != NODE_MAPPING)
        return NULL;
    for (struct node *child = mapping->first; child != NULL; child = child->next)
        if (strcmp(child->key->text, key) == 0)
            return child;
    return NULL;
}

void node_remove(struct node *mapping, const char *key)
{
    struct node *before = NULL, *child = mapping->first;
    while (child != NULL && strcmp(child->key->text, key) != 0) {
        before = child;
        child = child->next;
    }
    if (child == NULL)
        return;
    if (before != NULL)
        before->next = child->next;
    else
        mapping->first = child->next;
    if (mapping->last == child)
        mapping->last = before;
    mapping->count--;
    node_free(child);
}

bool node_is_nothing(const struct node *node)
{
    if (node->kind != NODE_SCALAR)
        return false;
    if (node->length == 0)
        return true;
    return node->style == NODE_PLAIN &&
           (strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

/* The longest beginning of at most `limit` bytes that cuts no character in two. */
static size_t whole_characters(const char *text, size_t length, size_t limit)
{
    if (length <= limit)
        return length;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

const char *node_describe(const struct node *node, char out[NODE_SHOWN])
{
    if (node->kind == NODE_LIST)
        return "a list";
    if (node->kind == NODE_MAPPING)
        return "a mapping (key: value)";
    if (node_is_nothing(node))
        return "nothing";
    size_t shown = whole_characters(node->text, node->length, 40);
    snprintf(out, NODE_SHOWN, "'%.*s%s'", (int)shown, node->text,
             shown < node->length ? "..." : "");
    return out;
}

/* The same words about the same place, or about the same setting, were said before. */
static bool has_error(const struct report *report, struct place place, const char *message)
{
    size_t count = report->count < REPORT_MAX ? report->count : REPORT_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct error *error = &report->errors[i];
        if (error->line == place.line && error->column == place.column &&
            strcmp(error->message, message) == 0)
            return true;
    }
    return false;
}

/* Puts KEY=VALUE before the message. */
static void quote_setting(const struct scene_setting *setting, struct error *error)
{
    size_t key = whole_characters(setting->key, strlen(setting->key), 60);
    size_t value = whole_characters(setting->value, strlen(setting->value), 60);
    struct error quoted = {0};
    error_set(&quoted, "'%.*s=%.*s%s': %s", (int)key, setting->key, (int)value, setting->value,
              setting->value[value] != '\0' ? "..." : "", error->message);
    *error = quoted;
}

PRINTF_LIKE(4, 0)
static void report_list(struct report *report, const struct node *node, struct place place,
                        const char *format, va_list arguments)
{
    struct error error = {0};
    error_set_list(&error, format, arguments);
    if (node->setting != NULL) {
        place = (struct place){0, 0};
        quote_setting(node->setting, &error);
    }
    if (!has_error(report, place, error.message))
        report_add(report, place.line, place.column, "%s", error.message);
}

bool node_error(struct report *report, const struct node *node, const char *format, ...)
{
    struct place place = {node->line, node->column};
    va_list arguments;
    va_start(arguments, format);
    report_list(report, node, place, format, arguments);
    va_end(arguments);
    return false;
}

bool node_error_at(struct report *report, const struct node *node, size_t offset,
                   const char *format, ...)
{
    if (report->count >= REPORT_MAX) /* only counted: its place would take a look at all the text */
        return report_add(report, 0, 0, " ");
    struct place place = place_in_scalar(report->text, report->length, node, offset);
    va_list arguments;
    va_start(arguments, format);
    report_list(report, node, place, format, arguments);
    va_end(arguments);
    return false;
}
