#include "screen/support/recording.h"

#include <string.h>

#include "export/recipe.h"
#include "term/file.h"

const char recording_scene[] = "title: A bowl\n"
                               "loss: x^2 + 2*y^2\n"
                               "x: [-2, 2]\n"
                               "y: [-2, 2]\n"
                               "start: [-1.5, 1]\n"
                               "steps: 30\n"
                               "lr: 0.05\n";

struct playback recording_play(const char *script)
{
    return playback_of(recording_scene, script);
}

void recording_key(struct app *app, uint32_t code)
{
    app_event(app, &(struct event){.kind = EVENT_KEY, .key = code}, app->clock);
}

void recording_assert_recipe(const char *file, const char *words, bool there)
{
    struct error error = {0};
    struct buffer bytes = {0}, recipe = {0};
    assert_true(file_read(file, 1 << 24, &bytes, &error));
    assert_true(recipe_find(bytes.data, bytes.length, &recipe, &error));
    if ((strstr(buffer_text(&recipe), words) != NULL) != there)
        fail_msg("'%s' is %sin the recipe: %s", words, there ? "not " : "", buffer_text(&recipe));
    buffer_release(&bytes);
    buffer_release(&recipe);
}
