/*
 * The table of a scene file's keys: the one description from which the file is read, `--set` and
 * the command line are applied, and the manual is written. The hyperparameters are not in it: they
 * come from the optimizers' rows.
 *
 * The rows stand in the order in which they are read: a key that others depend on comes before
 * them.
 */
#ifndef SCENE_KEY_H
#define SCENE_KEY_H

#include "base/buffer.h"
#include "base/report.h"
#include "scene/node.h"
#include "scene/scene.h"

enum key_place {
    KEY_SCENE = 1 << 0,
    KEY_WALKER = 1 << 1,
    KEY_PAGE = 1 << 2,
    KEY_DATA = 1 << 3, /* in `data: {...}` */
    KEY_BATCH = 1 << 4 /* in `batch: {...}` */
};

/*
 * Checks the value of a key and stores it into the scene, its walker or page `index` (a key of the
 * scene itself has none). Reports and returns false if it is wrong; what was there then stays.
 */
typedef bool key_reader(struct report *report, const struct node *node, struct scene *scene,
                        size_t index);

struct key {
    const char *name;
    unsigned place; /* where it may stand */
    unsigned stale; /* enum scene_stale: what a change makes out of date */
    bool fixed;     /* may not change while the scene lives */
    bool verbatim;  /* its value is words, in which YAML's signs need not mean anything */
    int axis;       /* 1, 2: a window, whose key is the name of that parameter; 0: any other */
    const struct knob *knob; /* whose number it is; NULL: read() reads it */
    size_t offset; /* where that number lies in a scene; of a KEY_WALKER: in its settings */
    key_reader *read;
    const char *const *words; /* what it may be, NULL-terminated; NULL: whatever has the form */
    const char *form;         /* what to write: "[low, high]"; NULL: one of the words */
    const char *help;         /* one line; a knob has its own */
};

extern const struct key scene_keys[];
extern const size_t scene_key_count;

/* By its knob, or its reader. */
bool key_read(const struct key *key, struct report *report, const struct node *node,
              struct scene *scene, size_t index);

/* Its row in the tables of scenes/README.md: what it is, on one line, and (appended) what to write.
 */
const char *key_help(const struct key *key);
void key_print_form(const struct key *key, struct buffer *out);

/* The key as it is written in this scene. */
const char *key_name(const struct key *key, const struct scene *scene);

/* The row of a key that may stand at one of these places, or NULL. */
const struct key *key_find(const struct scene *scene, const char *name, unsigned places);

/*
 * Which of the words was probably meant by a key that is none: what other programs call it, or what
 * it nearly is. NULL: none.
 */
const char *key_meant(const char *name, const char *const *words, size_t count);

/* Is it the name of any optimizer's hyperparameter? */
bool key_is_hyperparameter(const char *name);

/* The optimizer of a walker that names none. */
const struct optimizer *key_default_optimizer(void);

#endif
