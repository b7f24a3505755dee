#include "view/standing.h"

enum standing { STANDS_READY, STANDS_RUNNING, STANDS_PAUSED, STANDS_ENDED };

/* Shapes that every console has. */
static const struct {
    const char *mark;
    enum ink ink;
} standings[] = {
    [STANDS_READY] = {"", INK_TEXT},
    [STANDS_RUNNING] = {"►", INK_GOOD},
    [STANDS_PAUSED] = {"║", INK_WARN},
    [STANDS_ENDED] = {"■", INK_QUIET},
};

static const enum ink inks[] = {
    [VERDICT_NEUTRAL] = INK_STRONG,
    [VERDICT_GOOD] = INK_GOOD,
    [VERDICT_DOUBTFUL] = INK_WARN,
    [VERDICT_BAD] = INK_BAD,
};

static enum standing standing_of(const struct model *model, size_t walker)
{
    const struct walk *walk = model->race->walks[walker];
    uint64_t step = walk_now(walk)->step;
    if (walk_has_diverged(walk) || walk_is_full(walk) ||
        (!model->running && step > 0 && step >= model->scene->steps))
        return STANDS_ENDED;
    if (model->running)
        return STANDS_RUNNING;
    return step == 0 ? STANDS_READY : STANDS_PAUSED;
}

void standing_draw_mark(const struct pen *pen, const struct model *model, size_t walker, int column,
                        int row)
{
    enum standing standing = standing_of(model, walker);
    pen_text(pen, column, row, 1, pen_style(pen->look, standings[standing].ink),
             standings[standing].mark);
}

/* Before the first step nothing is to be judged, unless there can be none. */
static const struct judgement *judgement_of(const struct model *model, size_t walker)
{
    if (model->judgements == NULL || standing_of(model, walker) == STANDS_READY)
        return NULL;
    return &model->judgements[walker];
}

int standing_draw_word(const struct pen *pen, const struct model *model, size_t walker, int end,
                       int row, int room)
{
    const struct judgement *judgement = judgement_of(model, walker);
    if (judgement == NULL)
        return pen_right(pen, end, row, room, pen_style(pen->look, INK_TEXT), "ready");
    const struct verdict_row *verdict = &verdicts[judgement->verdict];
    struct style style = pen_style(pen->look, inks[verdict->tone]);
    return pen_right(pen, end, row, room, style, verdict->name);
}

void standing_draw_reason(const struct pen *pen, const struct model *model, size_t walker)
{
    const struct judgement *judgement = judgement_of(model, walker);
    if (judgement != NULL)
        pen_fill(pen, 0, 0, pen->area.columns, pen->area.rows, pen_style(pen->look, INK_TEXT),
                 judgement->reason);
}
