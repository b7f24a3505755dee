/* Recipes: what a shell reads back, and where they lie in files of every kind, whole or cut. */
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "export/canvas.h"
#include "export/recipe.h"

static const char *quoted(const char *word, struct buffer *out)
{
    buffer_clear(out);
    recipe_quote(out, word);
    return buffer_text(out);
}

static void words_are_quoted_for_a_shell(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"himmelblau", "himmelblau"},
        {"lr=0.1", "lr=0.1"},
        {"a b", "'a b'"},
        {"", "''"},
        {"it's", "'it'\\''s'"},
        {"$(rm)`x`\\\"*", "'$(rm)`x`\\\"*'"},
        {"~/a", "'~/a'"},
        {"a\nb", "'a\nb'"},
        {"a\nb\x1b\n", "\"$(printf 'a\nb\\033')\"'\n'"},
        {"\xff%'\\.png", "\"$(printf '\\377%%'\\''\\\\.png')\""},
        {"-\t\xe2\x80\xae", "\"$(printf '\\055\\t\\342\\200\\256')\""},
        {"größe", "'größe'"},
    };
    struct buffer out = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_string_equal(quoted(cases[i][0], &out), cases[i][1]);
    buffer_release(&out);
}

static void print(const char *source, struct buffer *out)
{
    static const char *const words[] = {"figure", "a b.yaml", "-s", "lr=0.1"};
    buffer_clear(out);
    recipe_print(&(struct recipe){.words = words,
                                  .word_count = ARRAY_LENGTH(words),
                                  .scene_word = 1,
                                  .steps = 20,
                                  .seed = 7,
                                  .source = source},
                 out);
}

static void a_recipe_is_a_script(void **state)
{
    (void)state;
    struct buffer out = {0};
    print(NULL, &out);
    assert_string_equal(buffer_text(&out),
                        "# made by downhill " DOWNHILL_VERSION ": 20 steps, seed 7\n"
                        "downhill figure 'a b.yaml' -s lr=0.1\n");
    print("loss: x\nEND\nEND_", &out);
    assert_string_equal(strchr(buffer_text(&out), '\n') + 1,
                        "downhill figure - -s lr=0.1 <<'END__'\nloss: x\nEND\nEND_\nEND__\n");
    /* What a picture, or a terminal, would not hand on as it is. */
    print("\xef\xbb\xbfloss: x\r\n\t# 50% 'of' \\", &out);
    assert_string_equal(strchr(buffer_text(&out), '\n') + 1,
                        "printf '\\357\\273\\277loss: x\\r\n\\t# 50%% '\\''of'\\'' \\\\' | "
                        "downhill figure - -s lr=0.1\n");
    buffer_release(&out);
}

/* Would catch: a scene that is not kept, because its tables lie in another folder. */
static void a_scene_is_kept_beside_its_tables(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *expected;
    } cases[] = {
        {"./a.yaml", "# needs a.csv in the working folder: it is not in here\n"
                     "downhill figure - <<'END'\nloss: x\nEND\n"},
        {"b/a.yaml",
         "# reads b/a.yaml as it is then, and beside it a.csv; the scene as it was stands below\n"
         "downhill figure b/a.yaml\n: <<'END'\nloss: x\nEND\n"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct buffer out = {0};
        recipe_print(&(struct recipe){.words = (const char *[]){"figure", cases[i].scene},
                                      .word_count = 2,
                                      .scene_word = 1,
                                      .source = "loss: x",
                                      .tables = "a.csv"},
                     &out);
        assert_non_null(strstr(buffer_text(&out), cases[i].expected));
        buffer_release(&out);
    }
}

/* --- back from files */

static const char text[] = "# made (by) downhill \\ & <é∇🙂>\ndownhill figure \"x\"\n";

/* Found whole; and, cut short anywhere, whole or not at all, without a read beyond the bytes (the
 * sanitizer's to see).
 */
static void assert_found(const void *bytes, size_t length)
{
    struct buffer out = {0};
    struct error error = {0};
    assert_true(recipe_may_be_in(bytes, length));
    assert_true(recipe_find(bytes, length, &out, &error));
    assert_string_equal(buffer_text(&out), text);
    for (size_t cut = 0; cut < length; cut += 1 + cut / 64) {
        struct buffer part = {0}, copy = {0};
        struct error reason = {0};
        buffer_append(&copy, bytes, cut);
        if (recipe_find(buffer_text(&copy), cut, &part, &reason))
            assert_string_equal(buffer_text(&part), text);
        else
            assert_true(reason.set && part.length == 0);
        buffer_release(&part);
        buffer_release(&copy);
    }
    buffer_release(&out);
}

static void every_canvas_keeps_it(void **state)
{
    (void)state;
    const struct canvas_page page = {
        .width = 20, .height = 10, .scale = 1, .title = "/Subject (no) iTXt", .recipe = text};
    for (size_t i = 0; i < canvas_format_count; i++) {
        struct buffer out = {0};
        struct error error = {0};
        if (canvas_formats[i].open == NULL)
            continue;
        struct canvas *canvas = canvas_open(&canvas_formats[i], &page, &error);
        assert_non_null(canvas);
        assert_true(canvas_close(canvas, &out, &error));
        assert_found(buffer_text(&out), out.length);
        buffer_release(&out);
    }
}

static void a_gif_keeps_it_in_blocks(void **state)
{
    (void)state;
    struct buffer out = {0};
    const char *all = RECIPE_KEY "\n";
    buffer_add_text(&out, "GIF89a!\xFE\x05other");
    buffer_append(&out, "\0!\xFE", 3);
    buffer_add_char(&out, (char)strlen(all));
    buffer_add_text(&out, all);
    for (size_t from = 0; from < sizeof text - 1; from += 10) {
        size_t length = sizeof text - 1 - from < 10 ? sizeof text - 1 - from : 10;
        buffer_add_char(&out, (char)length);
        buffer_append(&out, text + from, length);
    }
    buffer_append(&out, "\0;", 2);
    assert_found(buffer_text(&out), out.length);
    buffer_release(&out);
}

static void a_cast_keeps_it_in_its_head(void **state)
{
    (void)state;
    static const char cast[] =
        "{\"version\": 2, \"title\": \"x\", \"downhill\": \"# made (by) downhill \\\\ & "
        "\\u003cé∇🙂>\\ndownhill figure \\\"x\\\"\\n\"}\n[0, \"o\", \"\"]\n";
    assert_found(cast, sizeof cast - 1);
}

static void what_others_made_holds_none(void **state)
{
    (void)state;
    static const char *const files[] = {"",
                                        "hello",
                                        "GIF89a",
                                        "<?xml?><svg></svg>",
                                        "%PDF-1.4 /Title (x)",
                                        "{\"version\": 2}\n\"downhill\":\"x\""};
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
        struct buffer out = {0};
        struct error error = {0};
        assert_false(recipe_find(files[i], strlen(files[i]), &out, &error));
        assert_true(error.set);
        buffer_release(&out);
    }
    assert_false(recipe_may_be_in("hello", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_quoted_for_a_shell),
        cmocka_unit_test(a_recipe_is_a_script),
        cmocka_unit_test(a_scene_is_kept_beside_its_tables),
        cmocka_unit_test(every_canvas_keeps_it),
        cmocka_unit_test(a_gif_keeps_it_in_blocks),
        cmocka_unit_test(a_cast_keeps_it_in_its_head),
        cmocka_unit_test(what_others_made_holds_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
