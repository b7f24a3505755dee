#include "view/model.h"

size_t model_chosen(const struct model *model)
{
    return model->walker < model->race->count ? model->walker : 0;
}

const struct walk *model_walk(const struct model *model)
{
    return model->race->walks[model_chosen(model)];
}

const char *model_key(const struct model *model, enum shown_key key)
{
    return model->keys != NULL ? model->keys->of[key] : "";
}
