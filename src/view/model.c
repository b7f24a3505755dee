#include "view/model.h"

size_t model_chosen(const struct model *model)
{
    return model->walker < model->race->count ? model->walker : 0;
}

const struct walk *model_walk(const struct model *model)
{
    return model->race->walks[model_chosen(model)];
}

const char *model_walker_name(const struct model *model, size_t walker)
{
    const struct scene *scene = model->scene;
    if (walker < scene->walker_count && scene->walkers[walker].label != NULL)
        return scene->walkers[walker].label;
    return walk_settings(model->race->walks[walker])->optimizer->label;
}

const char *model_key(const struct model *model, enum shown_key key)
{
    return model->keys != NULL ? model->keys->of[key] : "";
}
