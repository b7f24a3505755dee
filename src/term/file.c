/*
 * What is written goes beside the file, is synced, takes the file's name at the end. What is no
 * regular file (a device, a pipe) has no name to take over and is written straight.
 */
#include "term/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_CHUNK = 16384 };

static bool fail(struct error *error, const char *verb, const char *path)
{
    return error_set(error, "cannot %s '%s': %s", verb, path, strerror(errno));
}

/* -1 with errno set; a byte count else. */
static ssize_t read_some(int descriptor, void *bytes, size_t length)
{
    ssize_t count;
    do {
        count = read(descriptor, bytes, length);
    } while (count < 0 && errno == EINTR);
    return count;
}

static bool read_all(int descriptor, const char *path, size_t limit, struct buffer *out,
                     struct error *error)
{
    char chunk[READ_CHUNK];
    size_t total = 0;
    for (;;) {
        ssize_t count = read_some(descriptor, chunk, sizeof(chunk));
        if (count < 0)
            return fail(error, "read", path);
        if (count == 0)
            return !out->failed || error_memory(error);
        total += (size_t)count;
        if (total > limit)
            return error_set(error, "cannot read '%s': larger than %zu bytes", path, limit);
        buffer_append(out, chunk, (size_t)count);
    }
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", limit, out, error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return fail(error, "read", path);
    bool read = read_all(descriptor, path, limit, out, error);
    close(descriptor);
    return read;
}

/* Whoever writes wants to be told by an error, not to die of a signal. */
static void prefer_errors(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

static bool write_all(int descriptor, const char *path, const char *bytes, size_t length,
                      struct error *error)
{
    while (length > 0) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(error, "write", path);
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

/* Some file systems cannot sync; that is no failure of ours. */
static bool sync_file(int descriptor, const char *path, struct error *error)
{
    if (fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS)
        return true;
    return fail(error, "write", path);
}

/* close() may be the first to tell of a full disk. */
static bool close_file(int descriptor, const char *path, bool good, struct error *error)
{
    if (close(descriptor) != 0 && good && errno != EINTR)
        return fail(error, "write", path);
    return good;
}

static bool write_straight(const char *path, const void *bytes, size_t length, struct error *error)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return fail(error, "write", path);
    return close_file(descriptor, path, write_all(descriptor, path, bytes, length, error), error);
}

/* "a/b.csv" is followed by "a/.downhill-XXXXXX": in the same folder, and of a length that is
 * allowed there. */
static bool name_beside(const char *target, char beside[PATH_MAX], struct error *error)
{
    const char *slash = strrchr(target, '/');
    int folder = slash ? (int)(slash - target) + 1 : 0;
    int length = snprintf(beside, PATH_MAX, "%.*s.downhill-XXXXXX", folder, target);
    if (length >= 0 && length < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    return fail(error, "write", target);
}

/* The mode that the old file has, or that a new one would get. */
static mode_t mode_for(const struct stat *old)
{
    if (old)
        return old->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Tells the folder's disk too; it is no failure if it cannot be told. */
static void sync_folder(const char *beside)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof(folder), "%s", beside);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
    int descriptor = open(slash ? folder : ".", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
}

static bool fill_beside(int descriptor, const char *target, const struct stat *old,
                        const void *bytes, size_t length, struct error *error)
{
    if (old && fchown(descriptor, old->st_uid, old->st_gid) != 0)
        errno = 0; /* only root may give files away: it stays ours */
    bool good = write_all(descriptor, target, bytes, length, error);
    if (good && fchmod(descriptor, mode_for(old)) != 0)
        good = fail(error, "write", target);
    good = good && sync_file(descriptor, target, error);
    return close_file(descriptor, target, good, error);
}

/* `old` is NULL where there is no file yet. */
static bool replace(const char *target, const struct stat *old, const void *bytes, size_t length,
                    struct error *error)
{
    char beside[PATH_MAX];
    if (!name_beside(target, beside, error))
        return false;
    int descriptor = mkstemp(beside);
    if (descriptor < 0)
        return fail(error, "write", target);
    bool good = fill_beside(descriptor, target, old, bytes, length, error);
    if (good && rename(beside, target) != 0)
        good = fail(error, "write", target);
    if (good)
        sync_folder(beside);
    else
        unlink(beside);
    return good;
}

/* Through links, so that a link stays one. */
static bool write_regular(const char *path, const void *bytes, size_t length, struct error *error)
{
    struct stat old;
    char *target = realpath(path, NULL);
    if (!target || stat(target, &old) != 0 || access(target, W_OK) != 0) {
        free(target);
        return fail(error, "write", path);
    }
    bool written = replace(target, &old, bytes, length, error);
    free(target);
    return written;
}

static bool write_path(const char *path, const void *bytes, size_t length, struct error *error)
{
    struct stat found;
    if (stat(path, &found) != 0) {
        if (errno == ENOENT && lstat(path, &found) != 0)
            return replace(path, NULL, bytes, length, error);
        return fail(error, "write", path);
    }
    if (S_ISREG(found.st_mode))
        return write_regular(path, bytes, length, error);
    return write_straight(path, bytes, length, error);
}

bool file_write(const char *path, const void *bytes, size_t length, struct error *error)
{
    sigset_t ending, before;
    prefer_errors();
    /* An end asked for meanwhile comes after, so that it leaves nothing behind. */
    sigemptyset(&ending);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigprocmask(SIG_BLOCK, &ending, &before);
    bool written = write_path(path, bytes, length, error);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return written;
}

bool file_write_output(const void *bytes, size_t length, struct error *error)
{
    prefer_errors();
    return write_all(STDOUT_FILENO, "standard output", bytes, length, error);
}
