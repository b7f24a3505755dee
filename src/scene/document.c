/*
 * libyaml tells the text as a run of events; each becomes a node below the collection that is open.
 * What libyaml says about an error is put into the words of somebody who does not know YAML.
 */
#include "scene/document.h"

#include <string.h>
#include <yaml.h>

#include "base/array.h"
#include "scene/scan.h"

struct builder {
    struct report *report;
    yaml_parser_t parser;
    struct node *root;
    struct node *open[DOCUMENT_DEPTH]; /* the collections that are open, the outermost first */
    struct node *key[DOCUMENT_DEPTH];  /* of each: the key that waits for its value */
    size_t depth;
    size_t nodes;
    size_t documents;
    bool any_root; /* the root may be other than a mapping */
};

static int line_of(yaml_mark_t mark)
{
    return (int)mark.line + 1;
}

static int column_of(yaml_mark_t mark)
{
    return (int)mark.column + 1;
}

static bool fail_at(struct builder *builder, yaml_mark_t mark, const char *words)
{
    return report_add(builder->report, line_of(mark), column_of(mark), "%s", words);
}

static bool fail_memory(struct builder *builder)
{
    return report_add(builder->report, 0, 0, "out of memory");
}

/* --- what libyaml says, in plain words */

static const struct {
    const char *problem, *words;
} translations[] = {
    // clang-format off
    {"mapping values are not allowed in this context",
     "a second colon in this value, or a line too far in: put text with ': ' in quotes"},
    {"did not find expected key",
     "expected 'key: value' here: is the line indented as its neighbours, is all closed before it?"},
    {"did not find expected '-' indicator",
     "expected another list item '- ...' here: is the line indented as its neighbours?"},
    {"did not find expected ',' or ']'", "expected ',' or ']': the list is not closed"},
    {"did not find expected ',' or '}'", "expected ',' or '}': the mapping is not closed"},
    {"could not find expected ':'", "expected 'key: value': a colon and a blank are missing"},
    {"did not find expected node content", "expected a value here"},
    {"block sequence entries are not allowed in this context",
     "a list item '- ...' cannot stand here: put it on a line of its own"},
    {"block mapping keys are not allowed in this context", "a key cannot stand here"},
    {"mapping keys are not allowed in this context", "a key cannot stand here"},
    {"found unexpected end of stream", "the text ends inside quotes: close them"},
    {"found unexpected document indicator", "'---' or '...' inside quotes: close them"},
    {"found unknown escape character", "unknown escape after '\\': use single quotes ('...')"},
    {"did not find expected hexdecimal number", "expected hexadecimal digits after '\\'"},
    {"did not find expected alphabetic or numeric character",
     "text that begins with '&' or '*' must be in quotes"},
    {"found a tab character where an indentation space is expected", "a tab: indent with spaces"},
    {"found a tab character that violates indentation", "a tab: indent with spaces"},
    {"did not find expected comment or line break", "only a line break may follow '|' or '>'"},
    {"did not find expected <document start>",
     "expected 'key: value' here: is the line indented as its neighbours?"},
    {"control characters are not allowed", "a control character"},
    // clang-format on
};

static const char *translate(const yaml_parser_t *parser)
{
    for (size_t i = 0; i < ARRAY_LENGTH(translations); i++)
        if (strcmp(parser->problem, translations[i].problem) == 0)
            return translations[i].words;
    return parser->problem;
}

/* The character at a place of the text, as one byte; '\0' at its end. */
static char character_at(const struct report *report, yaml_mark_t mark)
{
    const char *at = report->text, *end = at + report->length;
    for (size_t line = 0; line < mark.line; line++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL)
            return '\0';
        at++;
    }
    for (size_t column = 0;
         at < end && (column < mark.column || ((unsigned char)*at & 0xC0) == 0x80); at++)
        column += ((unsigned char)*at & 0xC0) != 0x80;
    return at < end ? *at : '\0';
}

static bool fail_parse(struct builder *builder)
{
    const yaml_parser_t *parser = &builder->parser;
    if (parser->error == YAML_MEMORY_ERROR || parser->problem == NULL)
        return fail_memory(builder);
    if (strcmp(parser->problem, "found character that cannot start any token") == 0) {
        char c = character_at(builder->report, parser->problem_mark);
        if (c == '\t')
            return fail_at(builder, parser->problem_mark, "a tab: indent with spaces");
        return report_add(builder->report, line_of(parser->problem_mark),
                          column_of(parser->problem_mark),
                          "text that begins with '%c' must be in quotes", c);
    }
    if (parser->context != NULL && parser->context_mark.line < parser->problem_mark.line &&
        !builder->any_root)
        return report_add(builder->report, line_of(parser->problem_mark),
                          column_of(parser->problem_mark),
                          "%s (what it belongs to began in line %d)", translate(parser),
                          line_of(parser->context_mark));
    return fail_at(builder, parser->problem_mark, translate(parser));
}

/* --- events to nodes */

static bool check_key(struct builder *builder, const struct node *mapping, const struct node *key)
{
    if (key->kind != NODE_SCALAR)
        return node_error(builder->report, key, "expected a name before the colon, found %s",
                          key->kind == NODE_LIST ? "a list" : "a mapping");
    if (mapping->count >= DOCUMENT_KEYS)
        return node_error(builder->report, key, "too many keys (at most %d)", DOCUMENT_KEYS);
    const struct node *twin = node_find(mapping, key->text);
    char shown[NODE_SHOWN];
    if (twin != NULL && twin->key->line > 0)
        /* Said, and gone on with: the rest of the file is right all the same. */
        node_error(builder->report, key, "%s is given twice (first in line %d)",
                   node_describe(key, shown), twin->key->line);
    return true;
}

/* `{lr: 0,9}` is a key lr with 0 and a key 9 with nothing: said in the words that help. */
static bool is_lost_decimal(const struct node *key, const struct node *value)
{
    return key->length > 0 && strspn(key->text, "0123456789") == key->length &&
           node_is_nothing(value);
}

/* Hangs a node below what is open. Takes it over, on failure too. */
static bool attach(struct builder *builder, struct node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    struct node *parent = builder->open[builder->depth - 1];
    struct node **key = &builder->key[builder->depth - 1];
    if (parent->kind == NODE_LIST) {
        node_append(parent, NULL, node);
    } else if (*key != NULL) {
        if (is_lost_decimal(*key, node))
            node_error(builder->report, *key,
                       "'%.40s' has no value: is it a decimal? write 0.9, not 0,9", (*key)->text);
        node_append(parent, *key, node);
        *key = NULL;
    } else if (check_key(builder, parent, node)) {
        *key = node;
    } else {
        node_free(node);
        return false;
    }
    return true;
}

/* A new node at the event's place, hung into the tree; NULL if it could not be. */
static struct node *add_node(struct builder *builder, const yaml_event_t *event,
                             enum node_kind kind, const char *text, size_t length)
{
    if (++builder->nodes > DOCUMENT_NODES) {
        fail_at(builder, event->start_mark, "too many values in one file");
        return NULL;
    }
    struct node *node = node_new(kind, text, length);
    if (node == NULL) {
        fail_memory(builder);
        return NULL;
    }
    node->line = line_of(event->start_mark);
    node->column = column_of(event->start_mark);
    return attach(builder, node) ? node : NULL;
}

static bool refuse_extras(struct builder *builder, const yaml_event_t *event, const void *anchor,
                          const void *tag)
{
    if (anchor != NULL)
        return fail_at(builder, event->start_mark,
                       "anchors ('&') are not read: put text that begins with '&' in quotes");
    if (tag != NULL)
        return fail_at(builder, event->start_mark,
                       "tags ('!') are not read: put text that begins with '!' in quotes");
    return true;
}

static bool take_scalar(struct builder *builder, const yaml_event_t *event)
{
    static const enum node_style styles[] = {
        [YAML_ANY_SCALAR_STYLE] = NODE_PLAIN,
        [YAML_PLAIN_SCALAR_STYLE] = NODE_PLAIN,
        [YAML_SINGLE_QUOTED_SCALAR_STYLE] = NODE_SINGLE_QUOTED,
        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = NODE_DOUBLE_QUOTED,
        [YAML_LITERAL_SCALAR_STYLE] = NODE_LITERAL,
        [YAML_FOLDED_SCALAR_STYLE] = NODE_FOLDED,
    };
    const char *text = (const char *)event->data.scalar.value;
    struct node *node = add_node(builder, event, NODE_SCALAR, text, event->data.scalar.length);
    if (node == NULL)
        return false;
    node->style = styles[event->data.scalar.style];
    /* Both are said and gone on with. */
    (void)refuse_extras(builder, event, event->data.scalar.anchor, event->data.scalar.tag);
    (void)!scan_scalar(builder->report, node);
    return true;
}

static bool open_collection(struct builder *builder, const yaml_event_t *event, enum node_kind kind,
                            const void *anchor, const void *tag)
{
    if (builder->depth == DOCUMENT_DEPTH)
        return fail_at(builder, event->start_mark, "nested too deep");
    (void)refuse_extras(builder, event, anchor, tag);
    struct node *node = add_node(builder, event, kind, "", 0);
    if (node == NULL)
        return false;
    builder->open[builder->depth] = node;
    builder->key[builder->depth] = NULL;
    builder->depth++;
    return true;
}

static bool take_event(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return builder->documents++ == 0 ||
               fail_at(builder, event->start_mark, "a second document: one scene a file");
    case YAML_ALIAS_EVENT:
        return fail_at(builder, event->start_mark,
                       "aliases ('*') are not read: put text that begins with '*' in quotes");
    case YAML_SCALAR_EVENT:
        return take_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(builder, event, NODE_LIST, event->data.sequence_start.anchor,
                               event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return open_collection(builder, event, NODE_MAPPING, event->data.mapping_start.anchor,
                               event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        builder->depth--;
        return true;
    default:
        return true;
    }
}

/* All events to the end of the text, or to the first error after which none makes sense. */
static bool build(struct builder *builder)
{
    yaml_event_type_t type = YAML_NO_EVENT;
    bool right = true;
    while (right && type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(&builder->parser, &event))
            return fail_parse(builder);
        type = event.type;
        right = take_event(builder, &event);
        yaml_event_delete(&event);
    }
    return right;
}

static bool check_root(struct builder *builder)
{
    char shown[NODE_SHOWN];
    if (builder->root == NULL && !builder->any_root)
        return report_add(builder->report, 1, 1,
                          "nothing here: a scene needs at least `loss: ...`");
    if (builder->root == NULL || builder->root->kind == NODE_MAPPING || builder->any_root)
        return true;
    return node_error(builder->report, builder->root, "expected keys such as `loss: ...`, found %s",
                      node_describe(builder->root, shown));
}

static struct node *read_tree(struct report *report, bool any_root)
{
    struct builder builder = {.report = report, .any_root = any_root};
    if (!scan_source(report))
        return NULL;
    if (!yaml_parser_initialize(&builder.parser)) {
        fail_memory(&builder);
        return NULL;
    }
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)report->text,
                                 report->length);
    bool right = build(&builder) && check_root(&builder);
    yaml_parser_delete(&builder.parser);
    for (size_t i = 0; i < builder.depth; i++)
        node_free(builder.key[i]);
    if (right)
        return builder.root;
    node_free(builder.root);
    return NULL;
}

struct node *document_read(struct report *report)
{
    return read_tree(report, false);
}

static void forget_places(struct node *node)
{
    node->line = node->column = 0;
    if (node->key != NULL)
        forget_places(node->key);
    for (struct node *child = node->first; child != NULL; child = child->next)
        forget_places(child);
}

struct node *document_read_value(const char *text, struct error *error)
{
    struct report report;
    report_init(&report, "", text, strlen(text));
    struct node *node = read_tree(&report, true);
    if (report.count > 0) {
        error_set(error, "%s", report.errors[0].message);
        node_free(node);
        return NULL;
    }
    if (node == NULL)
        node = node_new(NODE_SCALAR, "", 0);
    if (node == NULL)
        error_memory(error);
    else
        forget_places(node);
    return node;
}

struct node *document_read_words(const char *text, struct error *error)
{
    struct report report;
    report_init(&report, "", text, strlen(text));
    struct node *node = node_new(NODE_SCALAR, text, strlen(text));
    if (node == NULL)
        error_memory(error);
    else if (!scan_scalar(&report, node)) {
        error_set(error, "%s", report.errors[0].message);
        node_free(node);
        return NULL;
    }
    return node;
}
