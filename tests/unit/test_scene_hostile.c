/*
 * Files that mean harm: each is refused at once and in little memory, and every beginning of every
 * built-in scene is read or refused, never more. Would catch quadratic time in nesting or
 * directives, a limit that is applied too late, a failed allocation that nobody looked at.
 */
#include "support/test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "scene/catalogue.h"
#include "scene/document.h"
#include "support/scenes.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* --- every allocation counted, and one of them made to fail */

#if defined(__GLIBC__) && !defined(SANITIZED)
#define COUNTED 1
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *old);

static struct {
    bool on;
    long made, failing; /* the allocation that fails, from 1; 0: none */
    long living;
} memory;

static bool refused(void)
{
    return memory.on && ++memory.made == memory.failing;
}

static void *count_one(void *block)
{
    memory.living += memory.on && block != NULL;
    return block;
}

void *malloc(size_t size)
{
    return refused() ? NULL : count_one(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : count_one(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    if (refused())
        return NULL;
    void *block = __libc_realloc(old, size);
    memory.living += memory.on && old == NULL && block != NULL;
    return block;
}

void free(void *old)
{
    memory.living -= memory.on && old != NULL;
    __libc_free(old);
}
#endif

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static long peak_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* --- floods */

struct flood {
    const char *name;
    const char *head, *unit; /* the unit is repeated up to `bytes` */
    size_t bytes;
    double limit; /* seconds of processor time, generous: quadratic costs a hundred times as much */
};

static char *make_flood(const struct flood *flood)
{
    char *text = malloc(flood->bytes + 1);
    assert_non_null(text);
    size_t at = strlen(flood->head), unit = strlen(flood->unit);
    memcpy(text, flood->head, at);
    for (; at + unit <= flood->bytes; at += unit)
        memcpy(text + at, flood->unit, unit);
    memset(text + at, '\n', flood->bytes - at);
    text[flood->bytes] = '\0';
    return text;
}

enum { K100 = 100000, FULL = SCENE_BYTES };

// clang-format off
static const struct flood floods[] = {
    {"open brackets", "", "[", K100, 0.1},
    {"open brackets in lines", "", "[\n", K100, 0.1},
    {"open braces", "", "{", K100, 0.1},
    {"brackets and braces", "loss: ", "[{a: ", K100, 0.1},
    {"nested items", "", "- ", K100, 0.1},
    {"nested keys", "", "? ", K100, 0.1},
    {"closed lists", "loss: [", "[],", FULL, 1},
    {"numbers", "loss: [", "1,", FULL, 1},
    {"keys", "", "a: 1\n", FULL, 1},
    {"keys in one line", "{", "a: 1,", FULL, 1},
    {"empty keys", "{", ",", K100, 1},
    {"colons", "", ":", FULL, 1},
    {"tag directives", "", "%TAG !a! b\n", FULL, 0.5},
    {"documents", "", "---\n", FULL, 1},
    {"anchors", "", "&a ", FULL, 1},
    {"tags", "loss: [", "!a 1,", FULL, 1},
    {"aliases", "loss: [", "*a,", FULL, 1},
    {"quotes", "", "\"", FULL, 1},
    {"open quote", "loss: \"", "a\n\n", FULL, 1},
    {"escapes", "loss: \"", "\\e", FULL, 1},
    {"comments", "", "#\n", FULL, 1},
    {"long comment", "", "#", FULL, 1},
    {"blanks", "loss:", " ", FULL, 1},
    {"line ends", "loss:", "\n", FULL, 1},
    {"block scalar", "loss: |\n", " a\n", FULL, 1},
    {"folded scalar", "loss: >\n", " a\n\n", FULL, 1},
    {"long word", "", "a", FULL, 1},
    {"long key", "? ", "a", FULL, 1},
    {"digits", "loss: x\nlr: ", "9", FULL, 1},
    {"parentheses", "loss: ", "(", FULL, 1},
    {"sums", "loss: x", "+1", FULL, 1},
    {"powers", "loss: x", "^x", FULL, 1},
    {"number formula", "loss: x\nlr: ", "-", FULL, 1},
    {"walkers", "loss: x\nwalkers:\n", "- {}\n", FULL, 1},
    {"pages", "loss: x\nlesson:\n", "- say: a\n", FULL, 1},
    {"controls", "loss: ", "\x1b", FULL, 1},
    {"not UTF-8", "loss: ", "\xff", FULL, 1},
    {"tabs", "", "\t", FULL, 1},
    {"too large", "loss: x\n", "#\n", FULL + 1, 0.1},
    {"far too large", "", "[", 4 * FULL, 0.1},
};
// clang-format on

static void floods_are_refused_at_once(void **state)
{
    (void)state;
    struct buffer errors = {0};
    for (size_t i = 0; i < sizeof floods / sizeof floods[0]; i++) {
        char *text = make_flood(&floods[i]);
        long before = peak_kilobytes();
        double start = seconds();
        struct scene *scene = scene_of(text, floods[i].bytes, NULL, &errors);
        double took = seconds() - start;
        long grown = peak_kilobytes() - before;
        if (scene != NULL)
            fail_msg("%s: read as a scene", floods[i].name);
        if (took > floods[i].limit * 10) /* a loaded machine, or a sanitizer */
            fail_msg("%s: took %.2f s", floods[i].name, took);
        if (grown > 40000)
            fail_msg("%s: took %ld KB", floods[i].name, grown);
        assert_true(errors.length > 0 && errors.length < 64 * 600);
        free(text);
    }
    buffer_release(&errors);
}

/* Nothing of a file reaches a message raw. */
static void messages_hold_no_controls(void **state)
{
    (void)state;
    static const char *const texts[] = {"\"a\\e[31m\\u202e\": 1\nloss: x",
                                        "loss: \"x + \\e[31m\"",
                                        "loss: x\noptimizer: \"\\x9b1m\"",
                                        "loss: x\nscale: \"\\u200b\"",
                                        "loss: x\n\x1b[2J: 1",
                                        "loss: x\nlr: \"1\\r\""};
    struct buffer errors = {0};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct scene *scene = scene_of(texts[i], strlen(texts[i]), NULL, &errors);
        assert_null(scene);
        for (size_t at = 0; at < errors.length; at++) {
            unsigned char byte = (unsigned char)errors.data[at];
            assert_true(byte == '\n' || (byte >= 0x20 && byte < 0x7F));
        }
    }
    buffer_release(&errors);
}

/* Cut anywhere, and with any one byte changed, a scene is read or refused. */
static void every_beginning_is_read_or_refused(void **state)
{
    (void)state;
    struct buffer errors = {0};
    for (size_t i = 0; i < catalogue_count; i++)
        for (size_t length = 0; length <= catalogue[i].length; length += i == 0 ? 1 : 7)
            scene_free(scene_of(catalogue[i].text, length, NULL, &errors));
    char text[2000];
    size_t length = catalogue[0].length;
    assert_true(length < sizeof text);
    static const char bytes[] = "[]{}:-,'\"|>#&*!%@\\\n\t 0\xff\x1b";
    for (size_t at = 0; at < length; at++) {
        memcpy(text, catalogue[0].text, length);
        text[at] = bytes[at % (sizeof bytes - 1)];
        scene_free(scene_of(text, length, NULL, &errors));
    }
    buffer_release(&errors);
}

#ifdef COUNTED
static const char rich[] =
    "title: A\nabout: |\n  B\nloss: (a - u)^2 + b*v\nconstants: {a: 1, b: 2*pi}\nparameters: [u, "
    "v]\n"
    "u: [-1, 1]\nrates: {sgd: 0.1}\nwalkers:\n  - {label: one, optimizer: adam}\n"
    "  - {schedule: {type: multistep, milestones: [1, 2]}}\nlesson:\n  - {say: C, until: loss < "
    "1}\n";

/* Each allocation in turn fails: an error that says so, and nothing is left behind. */
static void failed_allocations_are_errors(void **state)
{
    (void)state;
    static struct report report;
    static const struct scene_setting setting = {"walkers.2.lr", "0.5"};
    bool whole = false;
    for (long failing = 1; !whole; failing++) {
        report_init(&report, "f", rich, sizeof rich - 1);
        memory.made = memory.living = 0;
        memory.failing = failing;
        memory.on = true;
        struct scene *scene = scene_read(&report, NULL, &setting, 1);
        whole = scene != NULL;
        scene_free(scene);
        memory.on = false;
        if (memory.living != 0)
            fail_msg("allocation %ld failed: %ld blocks are left", failing, memory.living);
        if (!whole && report.count == 0)
            fail_msg("allocation %ld failed, and no error says so", failing);
        assert_true(failing < 5000);
    }
}

static void failed_allocations_change_nothing(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"title", "new"}, {"constants.a", "3"}, {"loss", "b*u^2"}, {"schedule", "cosine"}};
    struct scene *scene = scene_right(rich, NULL);
    for (size_t i = 0; i < 4; i++) {
        bool whole = false;
        for (long failing = 1; !whole; failing++) {
            struct scene before = *scene;
            struct error error = {0};
            unsigned stale;
            memory.made = memory.living = 0;
            memory.failing = failing;
            memory.on = true;
            whole = scene_set(scene, SCENE_ALL, changes[i][0], changes[i][1], &stale, &error);
            memory.on = false;
            if (whole)
                break;
            assert_true(error.set);
            assert_memory_equal(scene, &before, sizeof before);
            if (memory.living != 0)
                fail_msg("%s, allocation %ld: %ld left", changes[i][0], failing, memory.living);
        }
    }
    scene_free(scene);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floods_are_refused_at_once),
        cmocka_unit_test(messages_hold_no_controls),
        cmocka_unit_test(every_beginning_is_read_or_refused),
#ifdef COUNTED
        cmocka_unit_test(failed_allocations_are_errors),
        cmocka_unit_test(failed_allocations_change_nothing),
#endif
    };
    return cmocka_run_group_tests_name("hostile scenes", tests, NULL, NULL);
}
