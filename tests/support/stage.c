/* A stage for tests of the view. */
#include "support/stage.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "support/scenes.h"
#include "support/test.h"

static const struct key_hint hints[] = {{"space", "run"}, {".", "step"},      {"?", "help"},
                                        {"q", "quit"},    {",", "back"},      {"r", "restart"},
                                        {"↑↓", "knob"},   {"o", "optimizer"}, {"p", "picture"}};

static const struct key_names keys = {{[SHOWN_RATE] = "l L",
                                       [SHOWN_MOMENTUM] = "m M",
                                       [SHOWN_NOISE] = "n N",
                                       [SHOWN_BATCH] = "b B",
                                       [SHOWN_WHOLE] = "w",
                                       [SHOWN_HELP] = "?",
                                       [SHOWN_QUIT] = "q"}};

static void set_up(struct stage *stage, struct scene *scene)
{
    struct race_entry entries[RACE_WALKS];
    *stage = (struct stage){.scene = scene};
    size_t count = scene_entries(scene, entries);
    assert_true(race_init(&stage->race, scene->surface, entries, count, scene_chance(scene)));
    stage->ground = (struct verdict_ground){
        .surface = scene->surface,
        .parameters = {scene->parameters[0], scene->parameters[1]},
        .window = {scene->window[0], scene->window[1]},
        .steps = scene->steps,
    };
    verdict_survey(&stage->ground);
    stage->view = view_new();
    assert_non_null(stage->view);
    stage->model = (struct model){.look = {.glyphs = GLYPHS_BRAILLE, .depth = DEPTH_TRUE},
                                  .scene = scene,
                                  .race = &stage->race,
                                  .judgements = stage->judgements,
                                  .window = {scene->window[0], scene->window[1]},
                                  .layers = LAYERS_DEFAULT,
                                  .speed = 20,
                                  .hints = hints,
                                  .hint_count = ARRAY_LENGTH(hints),
                                  .keys = &keys};
}

void stage_open(struct stage *stage, const char *scene, const char *const *settings)
{
    set_up(stage, scene_named(scene, settings));
}

void stage_open_text(struct stage *stage, const char *text)
{
    set_up(stage, scene_right(text, NULL));
}

void stage_close(struct stage *stage)
{
    view_free(stage->view);
    frame_release(&stage->frame);
    race_release(&stage->race);
    scene_free(stage->scene);
}

void stage_walk(struct stage *stage, int steps)
{
    for (int i = 0; i < steps; i++)
        race_step(&stage->race);
}

void stage_draw(struct stage *stage, int columns, int rows)
{
    for (size_t i = 0; i < stage->race.count; i++)
        verdict_judge(stage->race.walks[i], &stage->ground, &stage->judgements[i]);
    assert_true(frame_resize(&stage->frame, columns, rows));
    assert_true(view_draw(stage->view, &stage->model, &stage->frame));
}

const char *stage_row(const struct stage *stage, int row)
{
    static char text[4096];
    size_t length = 0, end = 0;
    for (int column = 0; column < stage->frame.columns && length < sizeof text - 5; column++) {
        uint32_t codepoint =
            stage->frame.cells[(size_t)row * (size_t)stage->frame.columns + (size_t)column]
                .codepoint;
        if (codepoint == 0)
            continue;
        length += text_encode(text + length, codepoint);
        if (codepoint != ' ')
            end = length;
    }
    text[end] = '\0';
    return text;
}

int stage_find(const struct stage *stage, const char *words)
{
    for (int row = 0; row < stage->frame.rows; row++)
        if (strstr(stage_row(stage, row), words) != NULL)
            return row;
    return -1;
}
