#include "app/history.h"

#include <stdlib.h>

static struct change *last(struct history *history)
{
    return &history->changes[(history->first + history->count - 1) % HISTORY_LENGTH];
}

void change_release(struct change *change)
{
    free(change->loss);
    change->loss = NULL;
    for (size_t i = 0; i < RACE_WALKS; i++) {
        free(change->labels[i]);
        change->labels[i] = NULL;
    }
    for (size_t i = 0; i < RACE_WALKS; i++)
        walk_memory_release(&change->memories[i]);
}

void history_add(struct history *history, struct change *change)
{
    if (history->count > 0 && change->tag != 0 && last(history)->tag == change->tag &&
        change->time - last(history)->time < HISTORY_MERGE) {
        last(history)->time = change->time;
        change_release(change);
        return;
    }
    if (history->count == HISTORY_LENGTH) {
        change_release(&history->changes[history->first]);
        history->first = (history->first + 1) % HISTORY_LENGTH;
    } else {
        history->count++;
    }
    *last(history) = *change;
}

void history_seal(struct history *history)
{
    if (history->count > 0)
        last(history)->tag = 0;
}

bool history_take(struct history *history, struct change *out)
{
    if (history->count == 0)
        return false;
    *out = *last(history);
    history->count--;
    return true;
}

void history_clear(struct history *history)
{
    struct change change;
    while (history_take(history, &change))
        change_release(&change);
}
