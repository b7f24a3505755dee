#include "app/prompt.h"

#include <stdio.h>
#include <string.h>

#include "app/change.h"
#include "app/state.h"
#include "base/text.h"

/* --- the line */

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static size_t before(const struct prompt *prompt, size_t at)
{
    while (at > 0 && is_inside_character(prompt->text[--at]))
        continue;
    return at;
}

static size_t after(const struct prompt *prompt, size_t at)
{
    if (!prompt->text[at])
        return at;
    while (is_inside_character(prompt->text[++at]))
        continue;
    return at;
}

static void insert(struct prompt *prompt, const char *bytes, size_t count)
{
    size_t length = strlen(prompt->text);
    if (length + count >= sizeof prompt->text)
        return;
    memmove(prompt->text + prompt->cursor + count, prompt->text + prompt->cursor,
            length - prompt->cursor + 1);
    memcpy(prompt->text + prompt->cursor, bytes, count);
    prompt->cursor += count;
}

/* Takes out what lies between the cursor and another place. */
static void cut(struct prompt *prompt, size_t other)
{
    size_t from = other < prompt->cursor ? other : prompt->cursor;
    size_t to = other < prompt->cursor ? prompt->cursor : other;
    memmove(prompt->text + from, prompt->text + to, strlen(prompt->text + to) + 1);
    prompt->cursor = from;
}

void prompt_open(struct app *app)
{
    app->prompt.open = true;
    app->prompt.text[0] = '\0';
    app->prompt.cursor = 0;
}

int prompt_cursor_column(const struct prompt *prompt)
{
    char left[PROMPT_BYTES];
    memcpy(left, prompt->text, prompt->cursor);
    left[prompt->cursor] = '\0';
    return text_width(left);
}

/* --- what is entered */

static char *trim(char *text)
{
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
    return text;
}

/* `KEY VALUE`, `KEY=VALUE`, or the name of an action. */
static void enter(struct app *app)
{
    struct error error = {0};
    char line[PROMPT_BYTES];
    memcpy(line, app->prompt.text, sizeof line);
    char *key = trim(line);
    char *value = key + strcspn(key, " =");
    if (*value)
        *value++ = '\0';
    value += strspn(value, " ");
    value = trim(*value == '=' ? value + 1 : value);
    const struct action *action = *value ? NULL : action_find(key);
    if (action) {
        action->act(app, action->keys[0].argument);
    } else if (*value) {
        change_by_words(app, key, value);
    } else if (*key) {
        error_set(&error, "'%s' needs a value, as in :lr 0.01", key);
        state_say_error(app, &error);
    }
}

/* --- completion */

enum { CANDIDATES = 64 };

struct candidates {
    const char *words[CANDIDATES];
    size_t count;
    char constants[SCENE_CONSTANTS][64];
};

static void offer(struct candidates *candidates, const char *word, const char *start)
{
    if (candidates->count < CANDIDATES && strncmp(word, start, strlen(start)) == 0)
        candidates->words[candidates->count++] = word;
}

static void offer_keys(struct candidates *candidates, const struct app *app, const char *start)
{
    static const char *const always[] = {"optimizer", "noise", "start", "scale", "steps", "seed"};
    const struct scene *scene = app->scene;
    const struct optimizer *optimizer = scene->walkers[app->walker].settings.optimizer;
    for (size_t i = 0; i < optimizer->knob_count; i++)
        offer(candidates, optimizer->knobs[i].name, start);
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        offer(candidates, always[i], start);
    for (size_t i = 0; i < scene->constant_count; i++) {
        snprintf(candidates->constants[i], sizeof candidates->constants[i], "constants.%s",
                 scene->constants[i].name);
        offer(candidates, candidates->constants[i], start);
    }
    for (size_t i = 0; i < action_count; i++)
        if (actions[i].name)
            offer(candidates, actions[i].name, start);
}

static void offer_values(struct candidates *candidates, const char *key, const char *start)
{
    static const char *const scales[] = {"linear", "log", "rank"};
    for (size_t i = 0; strcmp(key, "optimizer") == 0 && i < optimizer_count; i++)
        offer(candidates, optimizers[i]->name, start);
    for (size_t i = 0; strcmp(key, "scale") == 0 && i < sizeof scales / sizeof scales[0]; i++)
        offer(candidates, scales[i], start);
}

static size_t common_length(const struct candidates *candidates)
{
    size_t length = strlen(candidates->words[0]);
    for (size_t i = 1; i < candidates->count; i++) {
        size_t same = 0;
        while (same < length && candidates->words[i][same] == candidates->words[0][same])
            same++;
        length = same;
    }
    return length;
}

static void say_candidates(struct app *app, const struct candidates *candidates)
{
    struct buffer text = {0};
    for (size_t i = 0; i < candidates->count; i++)
        buffer_printf(&text, "%s%s", i > 0 ? "  " : "", candidates->words[i]);
    state_say(app, "%s", buffer_text(&text));
    buffer_release(&text);
}

/* Completes the word before the cursor as far as it is certain; says what it may be. */
static void complete(struct app *app)
{
    struct prompt *prompt = &app->prompt;
    struct candidates candidates = {0};
    char key[PROMPT_BYTES];
    memcpy(key, prompt->text, prompt->cursor);
    key[prompt->cursor] = '\0';
    char *word = key + strcspn(key, " =");
    if (*word) {
        *word++ = '\0';
        word += strspn(word, " =");
        offer_values(&candidates, key, word);
    } else {
        word = key;
        offer_keys(&candidates, app, word);
    }
    if (candidates.count == 0)
        return;
    size_t had = strlen(word);
    insert(prompt, candidates.words[0] + had, common_length(&candidates) - had);
    if (candidates.count > 1)
        say_candidates(app, &candidates);
    else if (word == key)
        insert(prompt, " ", 1);
}

/* --- keys */

static void type(struct prompt *prompt, uint32_t key)
{
    char bytes[4];
    if (key < 0x110000 && !text_is_hidden(key))
        insert(prompt, bytes, text_encode(bytes, key));
}

static void close_prompt(struct app *app, bool entered)
{
    app->prompt.open = false;
    if (!entered)
        return;
    memcpy(app->prompt.last, app->prompt.text, sizeof app->prompt.last);
    enter(app);
}

static void recall(struct prompt *prompt)
{
    memcpy(prompt->text, prompt->last, sizeof prompt->text);
    prompt->cursor = strlen(prompt->text);
}

void prompt_key(struct app *app, uint32_t key)
{
    struct prompt *prompt = &app->prompt;
    switch (key) {
    case KEY_CODE_ENTER:
        close_prompt(app, true);
        break;
    case KEY_CODE_ESCAPE:
        close_prompt(app, false);
        break;
    case KEY_CODE_BACKSPACE:
        if (!prompt->text[0])
            close_prompt(app, false);
        cut(prompt, before(prompt, prompt->cursor));
        break;
    case KEY_CODE_DELETE:
        cut(prompt, after(prompt, prompt->cursor));
        break;
    case KEY_CODE_LEFT:
        prompt->cursor = before(prompt, prompt->cursor);
        break;
    case KEY_CODE_RIGHT:
        prompt->cursor = after(prompt, prompt->cursor);
        break;
    case KEY_CODE_HOME:
        prompt->cursor = 0;
        break;
    case KEY_CODE_END:
        prompt->cursor = strlen(prompt->text);
        break;
    case KEY_CODE_UP:
        recall(prompt);
        break;
    case KEY_CODE_TAB:
        complete(app);
        break;
    default:
        type(prompt, key);
    }
}
