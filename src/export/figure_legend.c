/*
 * The legend: each walker with its optimizer, its settings, and how it stands; then what the marks
 * on the map mean. Where there is little room, the reasons go first, then how they stand, then the
 * settings.
 *
 * It is laid out and drawn by the same code: without a canvas it is measured.
 */
#include "export/figure_marks.h"

#include <math.h>
#include <string.h>

#include "export/landscape.h"
#include "scene/knobs.h"

#define COLUMN  17.0 /* letters: a column of a legend below the map */
#define INDENT  1.9  /* letters, for the mark */
#define LEADING 1.4  /* letters, of lines */
#define SMALL   0.92
#define GAP     0.75 /* letters, between walkers */

/* How much is told. */
enum depth { TELL_NAMES, TELL_SETTINGS, TELL_STATE, TELL_REASONS };

struct legend {
    const struct figure *figure;
    struct canvas *canvas; /* NULL: only measured */
    enum depth depth;
    double x, y, width; /* of the column; y: the top of the next line */
};

/* --- lines */

static const char *words_of(const struct legend *legend, const struct buffer *words)
{
    return legend->canvas != NULL ? canvas_words(legend->canvas, words) : buffer_text(words);
}

static void add_line(struct legend *legend, const char *text, const struct text_style *style,
                     double indent)
{
    double height = LEADING * style->font.size;
    if (legend->canvas != NULL)
        canvas_text_within(legend->canvas, legend->x + indent, legend->y + 0.75 * height,
                           legend->width - indent, text, style);
    legend->y += height;
}

/* Text filled into lines. */
static void add_words(struct legend *legend, const char *text, const struct text_style *style)
{
    enum { MOST = 6 };
    double indent = INDENT * legend->figure->layout.text;
    struct buffer line = {0};
    int most = MOST;
    while (*text != '\0' && most-- > 0) {
        const char *rest;
        size_t length = lettering_line(text, &style->font, legend->width - indent, &rest);
        buffer_clear(&line);
        buffer_append(&line, text, most > 0 ? length : strlen(text));
        add_line(legend, words_of(legend, &line), style, indent);
        text = rest;
    }
    buffer_release(&line);
}

/* --- a walker */

static void add_value(struct buffer *out, const char *name, double value)
{
    char number[FIGURE_NUMBER];
    figure_number(number, value, 4);
    buffer_printf(out, "%s%s" NO_BREAK "%s", out->length > 0 ? ", " : "", name, number);
}

/* The learning rate, and what is not at its default; if it was turned on the way, since when. */
static void print_settings(const struct scene *scene, const struct walk *walk, struct buffer *out)
{
    const struct walker_settings *settings = walk_settings(walk);
    const uint64_t since = walk_settings_since(walk);
    struct walker_knob knobs[WALKER_KNOBS];
    size_t count = walker_knobs_turned(scene, settings, knobs);
    for (size_t i = 0; i < count; i++) {
        const struct knob *knob = knobs[i].knob;
        if (knob->kind == KNOB_FLAG)
            buffer_printf(out, ", %s%s", knobs[i].value != 0 ? "" : "not ", knob->label);
        else
            add_value(out, i == OPTIMIZER_LR ? knob->name : knob->label, knobs[i].value);
    }
    if (settings->schedule.schedule != NULL)
        buffer_printf(out, ", %s schedule", settings->schedule.schedule->name);
    if (since > 0)
        buffer_printf(out, ", since step" NO_BREAK "%llu", (unsigned long long)since);
}

static void print_state(const struct walk *walk, struct buffer *out)
{
    const struct walker *now = walk_now(walk);
    char number[FIGURE_NUMBER];
    if (walk_has_diverged(walk)) {
        buffer_printf(out, "diverged at step %llu", (unsigned long long)now->step);
        return;
    }
    figure_number(number, now->loss, 4);
    buffer_printf(out, "%llu step%s, loss" NO_BREAK "%s", (unsigned long long)now->step,
                  now->step == 1 ? "" : "s", number);
}

static void print_verdict(const struct legend *legend, size_t walker, struct buffer *out)
{
    const struct judgement *judgements = legend->figure->source.judgements;
    if (judgements == NULL)
        return;
    const struct judgement *judgement = &judgements[walker];
    struct buffer reason = {0};
    figure_words(&reason, judgement->reason);
    bool has_reason = legend->depth >= TELL_REASONS && reason.length > 0;
    bool has_begun = walk_now(legend->figure->source.race->walks[walker])->step > 0;
    if (has_begun || judgement->verdict != VERDICT_WALKING || !has_reason)
        buffer_printf(out, "%s%s", verdicts[judgement->verdict].name, has_reason ? ": " : "");
    if (has_reason)
        buffer_add_text(out, buffer_text(&reason));
    out->failed |= reason.failed;
    buffer_release(&reason);
}

static void add_mark(const struct legend *legend, size_t walker)
{
    const struct figure *figure = legend->figure;
    const struct race *race = figure->source.race;
    const double text = figure->layout.text;
    const struct figure_mark mark = {.at = {legend->x + 0.75 * text, legend->y + 0.8 * text},
                                     .color = figure_path_color(figure, walker),
                                     .size = 1};
    if (legend->canvas != NULL)
        figure_mark_walker(figure, legend->canvas, &mark,
                           race->count > 1 ? race_letter(walker) : '\0', false);
}

static void add_walker(struct legend *legend, size_t walker)
{
    const struct figure *figure = legend->figure;
    const struct walk *walk = figure->source.race->walks[walker];
    const struct text_style plain = figure_text(figure, SMALL, false);
    const struct text_style quiet = figure_text(figure, SMALL, true);
    const struct walker_settings *settings = walk_settings(walk);
    const char *name = scene_walker_name(figure->source.scene, walker, settings);
    struct text_style bold = figure_text(figure, 1.05, false);
    struct buffer words = {0};
    bold.font.bold = true;
    add_mark(legend, walker);
    add_line(legend, name, &bold, INDENT * figure->layout.text);
    if (legend->depth >= TELL_SETTINGS) {
        if (strcmp(name, settings->optimizer->label) != 0)
            buffer_add_text(&words, settings->optimizer->label);
        print_settings(figure->source.scene, walk, &words);
        add_words(legend, words_of(legend, &words), &plain);
    }
    if (legend->depth >= TELL_STATE) {
        buffer_clear(&words);
        print_state(walk, &words);
        if (!walk_has_diverged(walk) || figure->source.judgements == NULL)
            add_words(legend, words_of(legend, &words), &quiet);
        buffer_clear(&words);
        print_verdict(legend, walker, &words);
        add_words(legend, words_of(legend, &words), &quiet);
    }
    legend->y += GAP * figure->layout.text;
    buffer_release(&words);
}

/* --- the key to the marks */

/* The entries: the start, the kinds of critical points, places without a loss, what of walks ground
 * stands before, futures, the field, the next step's arrows. */
enum {
    KEY_START,
    KEY_CRITICAL,
    KEY_HOLE = KEY_CRITICAL + CRITICAL_FLAT + 1,
    KEY_BEHIND,
    KEY_AHEAD,
    KEY_OLD,
    KEY_FIELD,
    KEY_ARROWS,
    KEYS = KEY_ARROWS + ARROWS + 1
};

struct keys {
    size_t count;
    int key[KEYS];
    struct figure_arrow_key arrows[ARROWS + 1];
};

/* Does ground stand before some of the walks? Measured before there is a landscape: it may. */
static bool has_hidden(const struct figure *figure)
{
    const struct race *race = figure->source.race;
    if (figure->options.view != FIGURE_VIEW_SURFACE3D || figure->landscape == NULL)
        return figure->options.view == FIGURE_VIEW_SURFACE3D;
    for (size_t i = 0; i < race->count; i++)
        if (landscape_hides_some(figure->landscape, race->walks[i]))
            return true;
    return false;
}

static bool has_trail(const struct figure *figure, enum trail trail)
{
    for (size_t i = 0; i < figure->source.race->count; i++)
        if (figure_trail(figure, i, trail).count > 1)
            return true;
    return false;
}

static struct keys keys_of(const struct figure *figure)
{
    struct keys keys = {.count = 1, .key = {KEY_START}};
    unsigned kinds = figure_has(figure, FIGURE_CRITICAL) ? figure_critical_kinds(figure) : 0;
    int arrows = (int)figure_arrow_keys(figure, keys.arrows);
    for (int kind = 0; kind <= CRITICAL_FLAT; kind++)
        if (kinds >> kind & 1)
            keys.key[keys.count++] = KEY_CRITICAL + kind;
    if (figure->has_holes)
        keys.key[keys.count++] = KEY_HOLE;
    if (has_hidden(figure))
        keys.key[keys.count++] = KEY_BEHIND;
    if (has_trail(figure, TRAIL_AHEAD))
        keys.key[keys.count++] = KEY_AHEAD;
    if (has_trail(figure, TRAIL_GHOST))
        keys.key[keys.count++] = KEY_OLD;
    if (figure_has(figure, FIGURE_FIELD))
        keys.key[keys.count++] = KEY_FIELD;
    for (int i = 0; i < arrows; i++)
        keys.key[keys.count++] = KEY_ARROWS + i;
    return keys;
}

static const char *key_word(const struct keys *keys, int key)
{
    return key == KEY_START    ? "start"
           : key == KEY_HOLE   ? "no loss"
           : key == KEY_BEHIND ? "behind the ground"
           : key == KEY_AHEAD  ? "ahead"
           : key == KEY_OLD    ? "old future"
           : key == KEY_FIELD  ? "downhill"
           : key < KEY_HOLE    ? critical_kind_name((enum critical_kind)(key - KEY_CRITICAL))
                               : keys->arrows[key - KEY_ARROWS].word;
}

static void add_arrow_mark(const struct legend *legend, const struct figure_arrow_key *arrow,
                           struct figure_mark mark)
{
    mark.color = figure_path_color(legend->figure, arrow->color);
    mark.size = 0.7;
    if (arrow->letter == '\0')
        figure_mark_landing(legend->figure, legend->canvas, &mark);
    else
        figure_mark_walker(legend->figure, legend->canvas, &mark, arrow->letter, false);
}

/* A piece of a path that is not its usual line. */
static void add_path_mark(const struct legend *legend, struct spot at, bool is_hidden)
{
    const struct figure *figure = legend->figure;
    const double half = 0.6 * figure->layout.text;
    const color paint = figure_word_color(figure, 0);
    const struct stroke dotted = figure_dotted(paint, 1.8 * figure_pen(figure));
    struct outline line = {0};
    outline_segment(&line, at.x - half, at.y, at.x + half, at.y);
    if (is_hidden)
        figure_stroke_hidden(figure, legend->canvas, &line, paint);
    else
        canvas_stroke(legend->canvas, &line, &dotted);
    outline_release(&line);
}

static void add_key_mark(const struct legend *legend, const struct keys *keys, int key, double x)
{
    const struct figure *figure = legend->figure;
    const double text = figure->layout.text;
    const struct figure_mark mark = {.at = {x + 0.6 * text, legend->y + 0.62 * text},
                                     .color = key == KEY_START ? figure_path_color(figure, 0)
                                                               : figure_note_color(figure),
                                     .size = 0.8};
    if (key == KEY_START)
        figure_mark_start(figure, legend->canvas, &mark);
    else if (key == KEY_HOLE)
        figure_hatch(
            figure, legend->canvas,
            (struct box){mark.at.x - 0.6 * text, mark.at.y - 0.4 * text, 1.2 * text, 0.8 * text});
    else if (key == KEY_BEHIND || key == KEY_AHEAD || key == KEY_OLD)
        add_path_mark(legend, mark.at, key == KEY_BEHIND);
    else if (key == KEY_FIELD)
        figure_mark_field(figure, legend->canvas, mark.at);
    else if (key < KEY_HOLE)
        figure_mark_critical(figure, legend->canvas, &mark,
                             (enum critical_kind)(key - KEY_CRITICAL));
    else
        add_arrow_mark(legend, &keys->arrows[key - KEY_ARROWS], mark);
}

static void add_key(struct legend *legend)
{
    const struct figure *figure = legend->figure;
    const double text = figure->layout.text;
    const struct text_style style = figure_text(figure, SMALL, true);
    const struct keys keys = keys_of(figure);
    double x = legend->x;
    for (size_t i = 0; i < keys.count; i++) {
        const char *word = key_word(&keys, keys.key[i]);
        double width = lettering_width(word, &style.font) + 2.2 * text;
        if (x > legend->x && x + width > legend->x + legend->width) {
            x = legend->x;
            legend->y += LEADING * text;
        }
        if (legend->canvas != NULL) {
            add_key_mark(legend, &keys, keys.key[i], x);
            canvas_text(legend->canvas, x + 1.45 * text, legend->y + 0.95 * text, word, &style);
        }
        x += width;
    }
    legend->y += LEADING * text;
}

/* --- the whole */

/* Side by side, as many as fit, row by row; then the key. Returns the height. */
static double run(struct legend *legend, struct box box)
{
    const struct race *race = legend->figure->source.race;
    double columns = floor(box.width / (COLUMN * legend->figure->layout.text));
    size_t across = columns < 1 ? 1 : (size_t)columns;
    across = across > race->count ? race->count : across;
    legend->width = box.width / (double)(across > 0 ? across : 1);
    double top = box.y, bottom = box.y;
    for (size_t i = 0; i < race->count; i++) {
        size_t column = i % across;
        top = column == 0 ? bottom : top;
        legend->x = box.x + legend->width * (double)column;
        legend->y = top;
        add_walker(legend, i);
        bottom = fmax(bottom, legend->y);
    }
    legend->x = box.x;
    legend->y = bottom;
    legend->width = box.width;
    add_key(legend);
    return legend->y - box.y;
}

static double height_of(const struct figure *figure, struct box box, enum depth depth)
{
    struct figure measured = *figure;
    struct legend legend = {.figure = &measured, .depth = depth};
    return run(&legend, box);
}

/* The deepest that has room. */
static enum depth depth_for(const struct figure *figure, struct box box)
{
    enum depth depth = TELL_REASONS;
    while (depth > TELL_NAMES && height_of(figure, box, depth) > box.height + 0.01)
        depth--;
    return depth;
}

double figure_legend_height(const struct figure *figure, double width, double most)
{
    const struct box box = {0, 0, width, most};
    return height_of(figure, box, depth_for(figure, box));
}

void figure_draw_legend(const struct figure *figure, struct canvas *canvas)
{
    const struct box box = figure->layout.legend;
    if (!(box.width > 0))
        return;
    struct legend legend = {.figure = figure, .canvas = canvas, .depth = depth_for(figure, box)};
    canvas_push_clip(canvas, (struct box){box.x, box.y, box.width + 4, box.height + 4});
    run(&legend, box);
    canvas_pop_clip(canvas);
}
