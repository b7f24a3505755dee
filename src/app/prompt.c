#include "app/prompt.h"

#include <stdio.h>
#include <string.h>

#include "app/change.h"
#include "app/state.h"
#include "base/array.h"
#include "base/text.h"
#include "scene/key.h"

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
    app->prompt.offer_count = 0;
    app->message[0] = '\0'; /* read by now: it shall not come back behind the line */
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

static bool is_key(const struct app *app, const char *word)
{
    return key_find(app->scene, word, KEY_SCENE | KEY_WALKER) || key_is_hyperparameter(word) ||
           strchr(word, '.');
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
    const struct action *action = action_find(key);
    if (action && !*value) {
        action_do(app, action, action->keys[0].argument);
    } else if (action && action->take) {
        action->take(app, value);
    } else if (*value || (*key && !is_key(app, key))) {
        change_by_words(app, key, value); /* which says what is wrong with an unknown key */
    } else if (*key) {
        error_set(&error, "'%s' needs a value, as in :lr 0.01", key);
        state_say_error(app, &error);
    }
}

/* --- completion */

struct completion {
    struct prompt *prompt;
    const char *start; /* what is typed of the word */
};

static void offer(struct completion *completion, const char *word)
{
    struct prompt *prompt = completion->prompt;
    if (prompt->offer_count == PROMPT_OFFERS ||
        strncmp(word, completion->start, strlen(completion->start)) != 0)
        return;
    for (size_t i = 0; i < prompt->offer_count; i++)
        if (strcmp(prompt->offers[i], word) == 0)
            return;
    char *place = prompt->offers[prompt->offer_count];
    if ((size_t)snprintf(place, sizeof prompt->offers[0], "%s", word) < sizeof prompt->offers[0])
        prompt->offer_count++;
}

/* A key of the scene that can change, with a value that goes on a line. */
static bool is_typed(const struct key *key)
{
    return (key->place & (KEY_SCENE | KEY_WALKER)) != 0 && !key->fixed &&
           (!key->form || key->form[0] != '{');
}

static void offer_keys(struct completion *completion, const struct app *app)
{
    const struct scene *scene = app->scene;
    const struct optimizer *optimizer = scene->walkers[app->walker].settings.optimizer;
    char name[64];
    for (size_t i = 0; i < optimizer->knob_count; i++)
        offer(completion, optimizer->knobs[i].name);
    for (size_t i = 0; i < scene_key_count; i++)
        if (is_typed(&scene_keys[i]))
            offer(completion, key_name(&scene_keys[i], scene));
    for (size_t i = 0; i < scene->constant_count; i++) {
        snprintf(name, sizeof name, "constants.%s", scene->constants[i].name);
        offer(completion, name);
    }
    for (size_t i = 0; i < action_count; i++)
        if (actions[i].name)
            offer(completion, actions[i].name);
}

static void offer_values(struct completion *completion, const struct app *app, const char *key)
{
    const struct key *row = key_find(app->scene, key, KEY_SCENE | KEY_WALKER);
    for (size_t i = 0; row && row->words && row->words[i]; i++)
        offer(completion, row->words[i]);
    for (size_t i = 0; strcmp(key, "optimizer") == 0 && i < optimizer_count; i++)
        offer(completion, optimizers[i]->name);
}

/* How long the offers are the same. */
static size_t common_length(const struct prompt *prompt)
{
    size_t length = strlen(prompt->offers[0]);
    for (size_t i = 1; i < prompt->offer_count; i++) {
        size_t same = 0;
        while (same < length && prompt->offers[i][same] == prompt->offers[0][same])
            same++;
        length = same;
    }
    return length;
}

/* Completes the word before the cursor as far as it is certain; what else it may become is shown.
 */
static void complete(struct app *app)
{
    struct prompt *prompt = &app->prompt;
    char key[PROMPT_BYTES];
    memcpy(key, prompt->text, prompt->cursor);
    key[prompt->cursor] = '\0';
    char *value = key + strcspn(key, " =");
    bool is_key = !*value;
    if (!is_key)
        *value++ = '\0';
    value += strspn(value, " =");
    struct completion completion = {prompt, is_key ? key : value};
    prompt->offer_count = 0;
    if (is_key)
        offer_keys(&completion, app);
    else
        offer_values(&completion, app, key);
    if (prompt->offer_count == 0)
        return;
    size_t had = strlen(completion.start);
    insert(prompt, prompt->offers[0] + had, common_length(prompt) - had);
    if (prompt->offer_count == 1 && is_key)
        insert(prompt, " ", 1);
    if (prompt->offer_count == 1)
        prompt->offer_count = 0;
}

size_t prompt_hints(const struct prompt *prompt, struct key_hint hints[ACTION_HINTS])
{
    static const struct key_hint usual[] = {
        {"enter", "set"}, {"tab", "complete"}, {"↑", "last"}, {"esc", "leave"}};
    _Static_assert((int)PROMPT_OFFERS <= (int)ACTION_HINTS, "every offer has a hint");
    for (size_t i = 0; i < prompt->offer_count; i++)
        hints[i] = (struct key_hint){"", prompt->offers[i]};
    if (prompt->offer_count > 0)
        return prompt->offer_count;
    memcpy(hints, usual, sizeof usual);
    return ARRAY_LENGTH(usual);
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
    prompt->offer_count = 0;
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
