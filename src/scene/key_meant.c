/* Keys that are none, and which was meant. */
#include "scene/key.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"

// clang-format off
/* What other programs call a key, and what it is here. */
static const struct {
    const char *name, *ours;
} elsewhere[] = {
    {"learning_rate", "lr"}, {"learning rate", "lr"}, {"learningrate", "lr"}, {"step_size", "lr"}, {"eta", "lr"},
    {"formula", "loss"}, {"function", "loss"}, {"objective", "loss"}, {"cost", "loss"},
    {"epochs", "steps"}, {"iterations", "steps"}, {"max_iter", "steps"},
    {"batch_size", "batch"}, {"method", "optimizer"}, {"algorithm", "optimizer"},
    {"name", "title"}, {"description", "about"}, {"init", "start"}, {"initial", "start"},
};
// clang-format on

const char *key_meant(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < ARRAY_LENGTH(elsewhere); i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(elsewhere[i].name, name) == 0 && strcmp(elsewhere[i].ours, words[k]) == 0)
                return words[k];
    return text_nearest(name, words, count, sizeof words[0]);
}
