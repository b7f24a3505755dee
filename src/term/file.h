/*
 * Files: read whole within a limit; written beside, synced and renamed, so that nothing is ever
 * half there.
 */
#ifndef TERM_FILE_H
#define TERM_FILE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* Appends the content of a file, or of standard input for "-". More than `limit` bytes, a folder,
 * or anything unreadable is an error that names the path. */
bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error) NODISCARD;

/* The same for a file that others named: a pipe or a device, which may never end or never begin, is
 * refused. A link is followed. */
bool file_read_regular(const char *path, size_t limit, struct buffer *out,
                       struct error *error) NODISCARD;

/* Replaces (or makes) a file with these bytes in one step; on any failure the old file is intact
 * and nothing is left behind. A terminal, or a pipe that somebody reads, gets them; a pipe that
 * nobody reads and a disk are refused. */
bool file_write(const char *path, const void *bytes, size_t length, struct error *error) NODISCARD;

/*
 * Makes a file that was not there before: STEM-1ENDING in the working folder, or with the first
 * number that is free. *path gets the whole path. Nothing is ever overwritten, and on any failure
 * nothing is left behind.
 */
bool file_write_new(const char *stem, const char *ending, const void *bytes, size_t length,
                    struct buffer *path, struct error *error) NODISCARD;

/* Makes a folder, if it is not there: then *made is true. One that holds numbered files of this
 * ending (00001.png) is refused: they are somebody's, and would be taken for those of now. */
bool file_make_folder(const char *path, const char *ending, bool *made,
                      struct error *error) NODISCARD;

/* Removes a file, or an empty folder, that was made in vain. */
void file_remove(const char *path);

/* Writes to standard output; a full disk is an error, and so is a closed pipe if its signal is
 * ignored. */
bool file_write_output(const void *bytes, size_t length, struct error *error) NODISCARD;

#endif
