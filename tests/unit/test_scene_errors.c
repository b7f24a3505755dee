/*
 * Every error of a scene file: its place, its words, its hint. Would catch a place that is off by
 * one, an error that hides another, a message that nobody understands.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/scenes.h"

struct wrong {
    const char *text;
    const char *errors; /* all of them, a line each */
};

static void check(const struct wrong *cases, size_t count)
{
    struct buffer errors = {0};
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        struct scene *scene = scene_of(cases[i].text, strlen(cases[i].text), NULL, &errors);
        if (scene == NULL && strcmp(buffer_text(&errors), cases[i].errors) == 0)
            continue;
        print_error("--- text\n%s\n--- expected\n", cases[i].text);
        print_error("%s--- found\n", cases[i].errors);
        print_error("%s\n", scene != NULL ? "no error\n" : buffer_text(&errors));
        scene_free(scene);
        failed++;
    }
    buffer_release(&errors);
    assert_int_equal(failed, 0);
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases)[0])

// clang-format off
static void types(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"loss: x^2\nsteps: [1]", "2:8: expected a number, found a list\n"},
        {"loss: x^2\nsteps: {a: 1}", "2:8: expected a number, found a mapping (key: value)\n"},
        {"loss: x^2\nsteps:", "2:7: expected a number, found nothing\n"},
        {"loss: x^2\nsteps: ~", "2:8: expected a number, found nothing\n"},
        {"loss: x^2\nsteps: many", "2:8: expected a number, found 'many'\n"},
        {"loss: x^2\nconsants: {k: 2}\nbeta1: 0.9\noptimizer: adma",
         "2:1: unknown key 'consants' (did you mean 'constants'?)\n"
         "4:12: unknown optimizer 'adma' (did you mean 'adam'?)\n"},
        {"loss: x^2\noptimizer: adan\nlr: -1\nbeta1: 7\nmomentum: 3\nlambd: 3",
         "2:12: unknown optimizer 'adan' (did you mean 'adam'?)\n"
         "3:5: lr must be a number of 0 or more\n"
         "4:8: beta1 must lie between 0 and 1\n"
         "5:11: momentum must lie between 0 and 1\n"},
        {"loss: x^2\nsteps: 1.5", "2:8: steps must be a whole number\n"},
        {"loss: x^2\nsteps: -1", "2:8: steps must lie between 0 and 1e6\n"},
        {"loss: x^2\nsteps: 1e7", "2:8: steps must lie between 0 and 1e6\n"},
        {"loss: x^2\nlr: 0,9", "2:5: '0,9' is no number: write it with a decimal point\n"},
        {"loss: x^2\nnoise: .inf", "2:8: expected a number, found '.inf'\n"},
        {"loss: x^2\nnoise: inf", "2:8: expected a finite number, found 'inf'\n"},
        {"loss: x^2\nnoise: nan", "2:8: expected a finite number, found 'nan'\n"},
        {"loss: x^2\nnoise: 1e999", "2:8: expected a finite number, found '1e999'\n"},
        {"loss: x^2\nnoise: 1/0", "2:8: expected a finite number, found '1/0'\n"},
        {"loss: x^2\nnoise: -1", "2:8: noise must lie between 0 and 1e6\n"},
        {"loss: x^2\nnesterov: perhaps", "2:11: expected true or false, found 'perhaps'\n"},
        {"loss: x^2\ntitle: [a]", "2:8: expected text, found a list\n"},
        {"loss: x^2\ntitle:", "2:7: expected text, found nothing\n"},
        {"loss: [x^2]", "1:7: expected text, found a list\n"},
        {"loss:", "1:6: expected text, found nothing\n"},
        {"loss: x^2\nx: 3", "2:4: expected two numbers [low, high], found '3'\n"},
        {"loss: x^2\nx: [1]", "2:4: expected two numbers [low, high], found 1\n"},
        {"loss: x^2\nx: [1 2]", "2:4: expected two numbers [low, high], found 1 (a comma stands between them)\n"},
        {"loss: x^2\nx: [0,5, 1]", "2:4: expected two numbers [low, high], found 3 (the decimal sign is a point)\n"},
        {"loss: x^2\nx: [a, b]", "2:5: expected a number, found 'a'\n2:8: expected a number, found 'b'\n"},
        {"loss: x^2\nstart: [0, 1e999]", "2:12: expected a finite number, found '1e999'\n"},
        {"loss: x^2\nstart: here", "2:8: expected two numbers [x, y], found 'here'\n"},
        {"loss: x^2\nconstants: 3", "2:12: expected a mapping such as {a: 1, b: 100}, found '3'\n"},
        {"loss: x^2\nconstants: {a: b}", "2:16: expected a number, found 'b'\n"},
        {"loss: x^2\nrates: [0.1]", "2:8: expected a mapping such as {sgd: 0.01, adam: 0.05}, found a list\n"},
        {"loss: x^2\nrates: {sgd: -1}", "2:14: lr must be a number of 0 or more\n"},
        {"loss: x^2\nrates: {sgd: fast}", "2:14: expected a number, found 'fast'\n"},
        {"loss: x^2\nparameters: w", "2:13: expected a list of two names, such as [w, b], found 'w'\n"},
        {"loss: x^2\nwalkers: 3", "2:10: expected a list of walkers: '- {optimizer: sgd, lr: 0.1}', found '3'\n"},
        {"loss: x^2\nwalkers: []", "2:10: expected at least one walker\n"},
        {"loss: x^2\nwalkers: [sgd]", "2:11: expected a mapping such as {optimizer: sgd, lr: 0.1}, found 'sgd'\n"},
        {"loss: x^2\nlesson: [words]", "2:10: expected a mapping such as {say: ..., until: ...}, found 'words'\n"},
        {"loss: x^2\noptimizer: [sgd]", "2:12: expected an optimizer's name, found a list\n"},
    };
    CHECK(cases);
}

static void ranges(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"loss: x^2\nx: [2, -2]", "2:4: the window's low end must be below its high end\n"},
        {"loss: x^2\nx: [2, 2]", "2:4: the window's low end must be below its high end\n"},
        {"loss: x^2\nx: [-1e308, 1e308]", "2:4: the window is infinitely wide\n"},
        {"loss: x^2\nx: [1, 1.0000000001]", "2:4: the window is too narrow for double precision\n"},
        {"loss: x^2\nx: [0, 1e999]", "2:8: expected a finite number, found '1e999'\n"},
        {"loss: x^2\nmomentum: 2", "2:11: momentum must lie between 0 and 1\n"},
        {"loss: x^2\noptimizer: adam\nbeta1: 1", "3:8: beta1 must lie between 0 and 1\n"},
        {"loss: x^2\nseed: 0.5", "2:7: seed must be a whole number\n"},
        {"loss: x^2\nwalkers: [{}, {}, {}, {}, {}, {}, {}, {}, {}]", "2:43: too many walkers (at most 8)\n"},
        {"loss: x^2\nconstants: {a: 1, b: 1, c: 1, d: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1,\n"
         "  m: 1, n: 1, o: 1, p: 1, q: 1, r: 1}", "3:33: too many constants (at most 16)\n"},
    };
    CHECK(cases);
}

static void names(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"title: a", "1:1: 'loss' is missing: a scene needs a formula, `loss: x^2 + y^2`\n"},
        {"lss: x^2", "1:1: unknown key 'lss' (did you mean 'loss'?)\n"
                     "1:1: 'loss' is missing: a scene needs a formula, `loss: x^2 + y^2`\n"},
        {"loss: x^2\nqwertz: 1", "2:1: unknown key 'qwertz'\n"},
        {"loss: x^2\nlearning_rate: 1", "2:1: unknown key 'learning_rate' (did you mean 'lr'?)\n"},
        {"loss: bb*x + sinn(x) + 2 y + zz",
         "1:7: unknown name 'bb'\n"
         "1:14: unknown function 'sinn' (did you mean 'sin'?)\n"
         "1:30: unknown name 'zz'\n"},
        {"loss: x^2\nlesson: [{say: a, until: divergd || los > 1}]",
         "2:26: unknown name 'divergd' (did you mean 'diverged'?)\n"
         "2:37: unknown name 'los' (did you mean 'loss'?)\n"},
        {"loss: x^2\nschedule: {type: cyclic, mod: 1}",
         "2:11: schedule 'cyclic' needs 'base_lr' (the rate at the foot)\n"
         "2:11: schedule 'cyclic' needs 'max_lr' (the rate at the peak)\n"
         "2:26: 'mod' is not a parameter of the schedule cyclic (did you mean 'mode'?)\n"},
        {"parameters: [w, b]\nloss: w*s + b\nw: [0, 1]\nb: [0, 1]\ndata: {columns: [t], rows: [[1], [1, 2]]}",
         "2:9: unknown name 's'\n5:34: expected 1 number [t], found 2\n"},
        {"loss: x^2\noptimiser: sgd", "2:1: unknown key 'optimiser' (did you mean 'optimizer'?)\n"},
        {"loss: x^2\nmomentun: 0.9", "2:1: unknown key 'momentun' (did you mean 'momentum'?)\n"},
        {"loss: x^2\nLR: 0.9", "2:1: unknown key 'LR' (did you mean 'lr'?)\n"},
        {"loss: x^2\noptimizer: adan", "2:12: unknown optimizer 'adan' (did you mean 'adam'?)\n"},
        {"loss: x^2\noptimizer: adan\nbeta1: 0.5", "2:12: unknown optimizer 'adan' (did you mean 'adam'?)\n"},
        {"loss: x^2\nrates: {adan: 0.1}", "2:9: unknown optimizer 'adan' (did you mean 'adam'?)\n"},
        {"loss: x^2\nscale: lgo", "2:8: expected linear, log or rank, found 'lgo' (did you mean 'log'?)\n"},
        {"loss: x^2\nscale: 7", "2:8: expected linear, log or rank, found '7'\n"},
        {"loss: x^2\nbeta1: 0.5", "2:1: 'beta1' is not a hyperparameter of sgd (it has lr, momentum, dampening, nesterov, weight_decay)\n"},
        {"loss: x^2\nwalkers:\n  - {steps: 3}", "3:6: 'steps' belongs to the scene: write it at the left margin\n"},
        {"loss: x^2\nwalkers:\n  - {lr: 3}\nlr: 0.1\nnoise: 1\noptimizer: sgd",
         "4:1: 'lr' stands beside 'walkers': give it to the walkers\n"
         "5:1: 'noise' stands beside 'walkers': give it to the walkers\n"
         "6:1: 'optimizer' stands beside 'walkers': give it to the walkers\n"},
        {"loss: x^2\nsay: hello", "2:1: 'say' belongs into a page of 'lesson'\n"},
        {"loss: x^2\nlesson:\n  - {say: a, lr: 2}", "3:14: 'lr' belongs to a walker\n"},
        {"loss: x^2\nlesson:\n  - {say: a, title: b}", "3:14: 'title' belongs to the scene: write it at the left margin\n"},
        {"loss: x^2\nlesson:\n  - {until: diverged}", "3:5: the page says nothing: give it a 'say'\n"},
        {"loss: x^2\nsteps: 3\nsteps: 4", "3:1: 'steps' is given twice (first in line 2)\n"},
        {"loss: a*x\nconstants: {a: 1, a: 2}", "2:19: 'a' is given twice (first in line 2)\n"},
        {"loss: x^2\nparameters: [w, w]\n", "2:17: both parameters are named 'w'\n"},
        {"loss: w^2+b^2\nparameters: [w, b, c]\n", "2:13: expected two names, found 3\n"},
        {"loss: lr^2\nparameters: [lr, b]\n", "2:14: 'lr' is a key of scene files: name the parameter otherwise\n"},
        {"loss: b\nparameters: [steps, b]\n", "2:14: 'steps' is a key of scene files: name the parameter otherwise\n"},
        {"loss: x^2\nparameters: [w, [b]]\n", "2:17: expected a name, found a list\n"},
        {"loss: w^2+b^2\nparameters: [w, b]\nx: [-1, 1]", "3:1: unknown key 'x': the parameters are 'w' and 'b'\n"},
        {"loss: x^2\nwalkers: [{lr: 0,9}]",
         "2:18: '9' has no value: is it a decimal? write 0.9, not 0,9\n2:18: unknown key '9'\n"},
        {"loss: x^2\nconstants: {x: 1}", "2:13: 'x' is a parameter: name the constant otherwise\n"},
    };
    CHECK(cases);
}

static void schedules_(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"loss: x^2\nschedule: {type: cosin}", "2:18: unknown schedule 'cosin' (did you mean 'cosine'?)\n"},
        {"loss: x^2\nschedule: {t_max: 3}", "2:11: the schedule's 'type' is missing: {type: cosine}\n"},
        {"loss: x^2\nschedule: {type: cosine, tmax: 3}", "2:26: 'tmax' is not a parameter of the schedule cosine (did you mean 't_max'?)\n"},
        {"loss: x^2\nschedule: {type: multistep, milestones: 3}", "2:41: expected a list of steps, such as [100, 200], found '3'\n"},
        {"loss: x^2\nschedule: {type: multistep, milestones: [3.5]}", "2:42: a milestone must be a whole number\n"},
        {"loss: x^2\nschedule: [cosine]", "2:11: expected a schedule's name, found a list\n"},
        {"loss: x^2\nclip_norm: -1", "2:12: clip_norm must be a number of 0 or more\n"},
        {"loss: x^2\nwarmup: 2.5", "2:9: warmup must be a whole number\n"},
    };
    CHECK(cases);
}

static void yaml(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"", "1:1: nothing here: a scene needs at least `loss: ...`\n"},
        {"# only a comment\n", "1:1: nothing here: a scene needs at least `loss: ...`\n"},
        {"- a\n- b\n", "1:1: expected keys such as `loss: ...`, found a list\n"},
        {"just words", "1:1: expected keys such as `loss: ...`, found 'just words'\n"},
        {"title: a: b\nloss: x^2", "1:9: a second colon in this value, or a line too far in: put text with ': ' in quotes\n"},
        {"loss: x^2\n\tsteps: 3", "2:1: a tab: indent with spaces\n"},
        {"loss: x^2\nx: [1, 2\ny: [3, 4]", "3:2: expected ',' or ']': the list is not closed (what it belongs to began in line 2)\n"},
        {"loss: &a x^2", "1:7: anchors ('&') are not read: put text that begins with '&' in quotes\n"},
        {"loss: x^2\ntitle: *a", "2:8: aliases ('*') are not read: put text that begins with '*' in quotes\n"},
        {"loss: !!str x^2", "1:7: tags ('!') are not read: put text that begins with '!' in quotes\n"},
        {"loss: x^2\n---\nloss: y^2", "2:1: a second document: one scene a file\n"},
        {"%YAML 1.1\n---\nloss: x^2", "1:1: a line may not begin with '%' (YAML directives are not read)\n"},
        {"loss: x^2\ntitle: @home", "2:8: text that begins with '@' must be in quotes\n"},
        {"loss: x^2\ntitle: \"open", "2:13: the text ends inside quotes: close them\n"},
        {"loss: x^2\ntitle: \"a\\qb\"", "2:10: unknown escape after '\\': use single quotes ('...')\n"},
        {"? [a, b]\n: 1\nloss: x", "1:3: expected a name before the colon, found a list\n"},
        {"loss: x^2\n  steps: 3", "2:8: a second colon in this value, or a line too far in: put text with ': ' in quotes\n"},
    };
    CHECK(cases);
}

static void characters(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"loss: x^2\ntitle: a\x1b[31m", "2:9: U+001B, an escape character\n"},
        {"loss: x^2\ntitle: a\xe2\x80\xae" "b", "2:9: U+202E, a mark that turns the writing direction\n"},
        {"loss: x^2\ntitle: \xc3\xa4\xe2\x80\x8b" "b", "2:9: U+200B, a character of no width\n"},
        {"loss: x^2\ntitle: \"a\\e[31m\"", "2:10: U+001B, an escape character\n"},
        {"loss: x^2\ntitle: \"\\u00e4\\u202Eb\"", "2:15: U+202E, a mark that turns the writing direction\n"},
        {"loss: x^2\ntitle: \"a\\0b\"", "2:10: U+0000, a NUL byte: this is not a text file\n"},
        {"loss: x^2\n\"a\\e\": 1", "2:1: unknown key 'a\\x1b'\n2:3: U+001B, an escape character\n"},
        {"loss: x^2\ntitle: \xff", "2:8: not UTF-8: save the file as UTF-8\n"},
        {"loss: x^2\ntitle: \xc3(", "2:8: not UTF-8: save the file as UTF-8\n"},
        {"loss: x^2\rtitle: a", "1:10: U+000D, a carriage return without a newline\n"},
        {"loss: x^2\ntitle: a\xc2\x85" "b", "2:9: U+0085, a control character\n"},
        {"loss: x^2 \xef\xbb\xbf", "1:11: U+FEFF, a byte order mark inside the text\n"},
        {"\xff\xfel\0o\0", "1:1: the file is UTF-16: save it as UTF-8\n"},
    };
    CHECK(cases);
}

static void all_errors_in_one_run(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"title: [a]\nabout: {b: c}\nloss: x^2 + q*y\nx: [3, 1]\ny: wide\nscale: lin\nsteps: many\nseed: -1\n"
         "rates: {sgdd: 1}\nwalkers:\n  - {optimizer: adan}\n  - {lr: -5, moment: 1}\nlabel: a\n",
         "1:8: expected text, found a list\n"
         "2:8: expected text, found a mapping (key: value)\n"
         "3:13: unknown name 'q'\n"
         "4:4: the window's low end must be below its high end\n"
         "5:4: expected two numbers [low, high], found 'wide'\n"
         "6:8: expected linear, log or rank, found 'lin' (did you mean 'linear'?)\n"
         "7:8: expected a number, found 'many'\n"
         "8:7: seed must lie between 0 and 9.0072e15\n"
         "9:9: unknown optimizer 'sgdd' (did you mean 'sgd'?)\n"
         "11:17: unknown optimizer 'adan' (did you mean 'adam'?)\n"
         "12:10: lr must be a number of 0 or more\n"
         "12:14: unknown key 'moment' (did you mean 'momentum'?)\n"
         "13:1: 'label' stands beside 'walkers': give it to the walkers\n"},
    };
    CHECK(cases);
}
// clang-format on

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),
        cmocka_unit_test(ranges),
        cmocka_unit_test(names),
        cmocka_unit_test(schedules_),
        cmocka_unit_test(yaml),
        cmocka_unit_test(characters),
        cmocka_unit_test(all_errors_in_one_run),
    };
    return cmocka_run_group_tests_name("scene errors", tests, NULL, NULL);
}
