/*
 * An empty folder to work in, for tests of what writes files there.
 */
#ifndef SCREEN_SUPPORT_FOLDER_H
#define SCREEN_SUPPORT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Makes one and goes there; back, and the folder is gone with all that is in it. */
void folder_enter(void);
void folder_leave(void);

/* How many files it holds, hidden ones too. */
size_t folder_count(void);

/* The first bytes of a file there, or "" if there is none; overwritten by the next call. */
const char *folder_head(const char *name);

#endif
