/*
 * What a scene's text says, as a tree: scalars, lists and mappings, each with its place.
 *
 * A `--set` puts nodes of its own into the tree, so that whoever reads it need not know where a
 * value came from: node_error() names the line and column of the file, or quotes the setting.
 */
#ifndef SCENE_NODE_H
#define SCENE_NODE_H

#include <stddef.h>

#include "base/error.h"
#include "base/report.h"

struct scene_setting;

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAPPING };
enum node_style { NODE_PLAIN, NODE_SINGLE_QUOTED, NODE_DOUBLE_QUOTED, NODE_LITERAL, NODE_FOLDED };

struct node {
    enum node_kind kind;
    enum node_style style;               /* of a scalar */
    int line, column;                    /* from 1; 0: not from the file */
    const struct scene_setting *setting; /* that brought it; NULL: the file, or a living change */
    char *text;                          /* a scalar's value; "" in the others */
    size_t length;
    struct node *key;          /* in a mapping: the scalar before the colon */
    struct node *first, *last; /* children */
    struct node *next;         /* sibling */
    size_t count;              /* of children */
};

/* NULL without memory. The text is copied; a place of 0 and no setting: see `struct node`. */
struct node *node_new(enum node_kind kind, const char *text, size_t length) NODISCARD;
void node_free(struct node *node); /* and all below it, and its key */

/* A copy of a node and all below it, without key and siblings; NULL without memory. */
struct node *node_copy(const struct node *node) NODISCARD;

/* Appends a child; a mapping's child brings its key. Takes over both. */
void node_append(struct node *parent, struct node *key, struct node *child);

/* The value of a mapping's key, or NULL; NULL too if `mapping` is none. */
struct node *node_find(const struct node *mapping, const char *key);

/* Removes a key and its value, if it is there. */
void node_remove(struct node *mapping, const char *key);

/* Is it a scalar without a value: `key:`, `key: ~`, `key: null`? */
bool node_is_nothing(const struct node *node);

enum { NODE_SHOWN = 64 };

/* "a list", "'abc'", "nothing": for messages; a long text is cut between characters. */
const char *node_describe(const struct node *node, char out[NODE_SHOWN]);

/*
 * Reports an error at the node, or at a byte of a scalar's value. The same words about the same
 * place or setting are reported once, however many walkers it went to. Returns false, always.
 */
bool node_error(struct report *report, const struct node *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool node_error_at(struct report *report, const struct node *node, size_t offset,
                   const char *format, ...) PRINTF_LIKE(4, 5);

#endif
