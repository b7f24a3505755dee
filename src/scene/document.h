/*
 * From the bytes of a scene file to its tree, through libyaml.
 *
 * The text comes from anywhere. Before YAML sees it, it is searched for what is not UTF-8 and for
 * characters that control a terminal or hide text; afterwards its scalars are, since escapes can
 * bring such characters in. Depth and number of values are limited while they come in: nesting
 * costs libyaml quadratic time. Anchors, aliases and tags have no use in a scene and are refused.
 */
#ifndef SCENE_DOCUMENT_H
#define SCENE_DOCUMENT_H

#include "base/report.h"
#include "scene/node.h"

enum {
    DOCUMENT_DEPTH = 64,
    DOCUMENT_NODES = 1 << 16,
    DOCUMENT_KEYS = 256 /* of one mapping */
};

/*
 * Reads the report's text. The root is a mapping. NULL if the text has no tree; after lesser errors
 * (a key given twice, an anchor) there is one, so that what else is wrong can be said in the same
 * run: ask the report.
 */
struct node *document_read(struct report *report) NODISCARD;

/*
 * Reads the value of a `--set` or of the command line: a scalar, or a list or mapping in one line
 * (document_read_value); or the words as they are (document_read_words). The nodes have no place.
 * On failure NULL and an error.
 */
struct node *document_read_value(const char *text, struct error *error) NODISCARD;
struct node *document_read_words(const char *text, struct error *error) NODISCARD;

#endif
