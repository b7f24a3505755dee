/*
 * A scene: a surface, its walkers, and what to look for. Read from YAML (the contract stands in
 * README.md, "Scene files").
 *
 * A scene is complete and right once scene_read() has returned it: the formula is compiled, every
 * number is in its range, every walker has an optimizer of the table and a learning rate. The core
 * reads no files: the caller hands the text over, and `scene_files` to fetch what it refers to.
 *
 * What a file leaves out: the title is the scene's name, the window -3 to 3 both ways, the scale
 * linear; one sgd walker that starts in the middle of the window's upper left quarter; 200 steps,
 * seed 1; a learning rate from `rates`, else the one that rate_sweep() recommends from this start,
 * else PyTorch's default.
 */
#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/report.h"
#include "descent/race.h"
#include "descent/terms.h"
#include "descent/rate.h"
#include "descent/verdict.h"
#include "surface/surface.h"

enum {
    SCENE_BYTES = 1 << 20,       /* a larger scene file is refused */
    SCENE_FILE_BYTES = 64 << 20, /* so is a larger file that it names */
    SCENE_CONSTANTS = 16
};

enum scene_scale { SCENE_LINEAR, SCENE_LOG, SCENE_RANK };

/* The names of view's colour maps, in its order; NULL-terminated. */
enum { SCENE_NO_COLORMAP = -1 };
extern const char *const scene_colormaps[];

struct scene_walker {
    struct walker_settings settings;
    double start[SURFACE_AXES];
    char *label;   /* NULL: none given */
    double given;  /* the rate that the scene has for it, whatever it was turned to since */
    bool found;    /* it was: by the finder, for these settings; the scene names none */
    double agreed; /* the one that the terms of the race gave it last */
};

struct scene_pair {
    char *key, *value;
};

struct scene_page {
    char *say;   /* NULL: it only asks */
    char *until; /* formula text, or NULL: a key leads on */
    char *ask;   /* what to predict, or NULL: nothing */
    size_t choice_count;
    struct scene_pair *choices; /* words, and when they are right: formula text */
    size_t set_count;
    struct scene_pair *sets; /* as of scene_set(), when the page opens */
};

struct scene_input;
struct scene_files;

struct scene {
    char *name;   /* built-in name, or the file's path as it was given */
    char *source; /* the text of a file, and the files beside it that it read, as it names them: */
    char *tables; /* "a.csv, b.csv". Both NULL of a scene that is built in, `tables` where it needs
                     none: who opens a scene keeps them for who tells how to make it again */
    char *title;  /* never NULL */
    char *about;  /* NULL: none */
    char *loss;   /* formula text; NULL: the surface is measured */
    char *parameters[SURFACE_AXES];
    struct surface_window window[SURFACE_AXES];
    enum scene_scale scale;
    int colormap; /* index in scene_colormaps[]; SCENE_NO_COLORMAP: it names none */
    size_t constant_count;
    struct surface_constant constants[SCENE_CONSTANTS]; /* names owned */
    uint64_t steps;
    uint64_t seed;
    double rates[OPTIMIZER_ROWS]; /* by index in optimizers[]; NAN: not named */
    size_t walker_count;          /* at least 1 */
    enum race_terms terms;        /* on which they race; a file's are TERMS_GIVEN */
    struct scene_walker walkers[RACE_WALKS];
    size_t page_count;
    struct scene_page *pages;
    struct scene_input *input; /* examples, a grid, batches (scene/input.h); NULL: none */
    struct knob batch; /* over data: walker_batch_knob up to all examples; its name is NULL where
                          there are none */
    struct surface *surface;         /* of loss, parameters, constants, input */
    const struct scene_files *files; /* while it is read; NULL ever after */
};

/* One `--set KEY=VALUE`. */
struct scene_setting {
    const char *key;
    const char *value;
};

/*
 * How a scene gets at the files that it names (data, batches, grids): by a path below the scene's
 * own folder, never absolute and without `..`. The whole file is appended to *out; an error names
 * the file. A NULL function: it may not.
 */
struct scene_files {
    bool (*load)(void *context, const char *path, struct buffer *out, struct error *error);
    void *context;
};

/*
 * Reads a scene. `report` was initialised with the text and the name to show; it receives all
 * errors of the file in one run. Settings are applied in any order as if the file said so, an
 * optimizer first: of the file's hyperparameters, another optimizer keeps those that it has; but
 * where the scene has `rates`, its learning rate comes from there. Errors in settings go to the
 * report without a place, quoting KEY=VALUE. NULL if there was any error.
 */
struct scene *scene_read(struct report *report, const struct scene_files *files,
                         const struct scene_setting *settings, size_t setting_count) NODISCARD;
void scene_free(struct scene *scene);

/* What a change makes out of date: bits, each for itself (a moved start leaves the map alone). */
enum scene_stale {
    SCENE_RELAYOUT = 1 << 0, /* words and places on the screen */
    SCENE_RECOLOUR = 1 << 1, /* the map's colours */
    SCENE_RESAMPLE = 1 << 2, /* the map's values, or its window */
    SCENE_RESTART = 1 << 3   /* the walks: made anew from scene_entries() */
};

/*
 * Changes one key of a living scene by its name in the file, as the command line `:lr 0.003` does.
 * `walker` is which walker a walker's key goes to: an index, or SCENE_ALL for every one that has it
 * (`walkers.2.lr` goes to the second in either case). On success *stale says what must be done
 * again (0: the next step does, once the walks are given the walkers' settings). On failure the
 * scene is as it was. On success its strings are others than before; `surface` stays where it is
 * after a constant was turned, and is another object after `loss`: no walk may use the old one
 * then.
 */
enum { SCENE_ALL = -1 };
bool scene_set(struct scene *scene, int walker, const char *key, const char *value, unsigned *stale,
               struct error *error) NODISCARD;

/* Makes a living scene again what it was when `base`, a scene_copy(), was made of it: every key,
 * and who walks. Strings and surface as after scene_set(). On failure a `loss` may be all that is.
 */
bool scene_restore(struct scene *scene, const struct scene *base, struct error *error) NODISCARD;

/* Where the scene's rate for an optimizer lies: NAN if it names none. */
double *scene_rate(struct scene *scene, const struct optimizer *optimizer);

/* What a walker that walks by these settings is called: as the scene calls it, else as its
 * optimizer is; where that has no room, by its optimizer's short name. */
const char *scene_walker_name(const struct scene *scene, size_t walker,
                              const struct walker_settings *settings);
const char *scene_walker_short_name(const struct scene *scene, size_t walker,
                                    const struct walker_settings *settings);

/* What the learning-rate finder is asked for a walker. */
struct rate_question scene_rate_question(const struct scene *scene, size_t walker, uint64_t steps);

/* Where a walker's learning rate comes from. */
enum scene_rate_origin {
    SCENE_RATE_NAMED, /* the scene names it */
    SCENE_RATE_FOUND, /* the finder found it, on this surface from this start */
    SCENE_RATE_USUAL, /* there was none to find: PyTorch's default */
    SCENE_RATE_OPEN   /* not settled: the scene has no surface yet */
};

/*
 * Gives a walker another optimizer, with its defaults and this scene's rate for it; where the scene
 * names none it is found, which takes about a hundredth of a second.
 */
enum scene_rate_origin scene_choose_optimizer(struct scene *scene, size_t walker,
                                              const struct optimizer *optimizer);

/* Finds the rate of a walker that has none (NAN) as yet. */
enum scene_rate_origin scene_settle_rate(struct scene *scene, size_t walker);

/* What chance depends on in this scene: its seed, and the batches that it replays. */
struct walker_chance scene_chance(const struct scene *scene);

/* Fills in what walks are judged on, as verdict_survey() takes it; what that found before stays.
 * The points are borrowed; NULL: not known. */
void scene_ground(const struct scene *scene, const struct critical_points *critical,
                  struct verdict_ground *out);

/* The race entries of the scene's walkers; out has room for RACE_WALKS. Returns their number. */
size_t scene_entries(const struct scene *scene, struct race_entry *out);

#endif
