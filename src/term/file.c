/*
 * What is written goes beside the file, is synced, takes the file's name at the end. A terminal, a
 * null device and a pipe that is read have no name to take over and are written straight.
 */
#include "term/file.h"

#include <dirent.h>
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

/* A path of NULL is the standard stream. */
static bool fail(struct error *error, const char *verb, const char *path)
{
    const char *why = strerror(errno);
    if (path)
        return error_set(error, "cannot %s '%s': %s", verb, path, why);
    return error_set(error, "cannot %s standard %s: %s", verb,
                     strcmp(verb, "read") == 0 ? "input" : "output", why);
}

static bool too_large(struct error *error, const char *path, size_t limit)
{
    if (path)
        return error_set(error, "cannot read '%s': larger than %zu bytes", path, limit);
    return error_set(error, "cannot read standard input: larger than %zu bytes", limit);
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
        ssize_t count = read_some(descriptor, chunk, sizeof chunk);
        if (count < 0)
            return fail(error, "read", path);
        if (count == 0)
            return !out->failed || error_memory(error);
        total += (size_t)count;
        if (total > limit)
            return too_large(error, path, limit);
        buffer_append(out, chunk, (size_t)count);
    }
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, NULL, limit, out, error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return fail(error, "read", path);
    bool read = read_all(descriptor, path, limit, out, error);
    close(descriptor);
    return read;
}

/* Opened without waiting: a pipe to which nobody writes must not hold the program. */
bool file_read_regular(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    struct stat found;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
        return fail(error, "read", path);
    bool read = fstat(descriptor, &found) == 0 ? true : fail(error, "read", path);
    if (read && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode))
        read = error_set(error, "cannot read '%s': no regular file", path);
    read = read && read_all(descriptor, path, limit, out, error);
    close(descriptor);
    return read;
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

/* A file to be replaced, or made. */
struct order {
    const char *path;       /* as the user gave it: for messages */
    const char *target;     /* the file itself, behind all links */
    const struct stat *old; /* NULL: there is no file yet */
    const void *bytes;
    size_t length;
};

/* Beside "a/b.csv" goes "a/.downhill-XXXXXX": in the same folder, and not too long a name there. */
static bool name_beside(const struct order *order, char beside[PATH_MAX], struct error *error)
{
    const char *slash = strrchr(order->target, '/');
    int folder = slash ? (int)(slash - order->target) + 1 : 0;
    int length = snprintf(beside, PATH_MAX, "%.*s.downhill-XXXXXX", folder, order->target);
    if (length >= 0 && length < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    return fail(error, "write", order->path);
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
    snprintf(folder, sizeof folder, "%s", beside);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
    int descriptor = open(slash ? folder : ".", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
}

static bool fill_beside(int descriptor, const struct order *order, struct error *error)
{
    const struct stat *old = order->old;
    if (old && fchown(descriptor, old->st_uid, old->st_gid) != 0)
        errno = 0; /* only root may give files away: it stays ours */
    bool good = write_all(descriptor, order->path, order->bytes, order->length, error);
    if (good && fchmod(descriptor, mode_for(old)) != 0)
        good = fail(error, "write", order->path);
    good = good && sync_file(descriptor, order->path, error);
    return close_file(descriptor, order->path, good, error);
}

/* Makes the file beside, whole; on failure nothing is left. */
static bool make_beside(const struct order *order, char beside[PATH_MAX], struct error *error)
{
    if (!name_beside(order, beside, error))
        return false;
    int descriptor = mkstemp(beside);
    if (descriptor < 0)
        return fail(error, "write", order->path);
    bool good = fill_beside(descriptor, order, error);
    if (!good)
        unlink(beside);
    return good;
}

/*
 * An end asked for meanwhile comes after, so that it leaves nothing behind. By handlers, which hold
 * for every thread: a signal that this thread blocks would end the program through another.
 */
enum { ENDINGS = 3 };
static const int endings[ENDINGS] = {SIGHUP, SIGINT, SIGTERM};
static volatile sig_atomic_t ended_by;

static void note_end(int signal_number)
{
    ended_by = signal_number;
}

static void hold_signals(struct sigaction before[ENDINGS])
{
    struct sigaction hold = {.sa_handler = note_end, .sa_flags = SA_RESTART};
    sigemptyset(&hold.sa_mask);
    ended_by = 0;
    for (int i = 0; i < ENDINGS; i++) {
        sigaction(endings[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            sigaction(endings[i], &hold, NULL);
    }
}

static void release_signals(const struct sigaction before[ENDINGS])
{
    for (int i = 0; i < ENDINGS; i++)
        sigaction(endings[i], &before[i], NULL);
    if (ended_by)
        raise(ended_by);
}

static bool replace(const struct order *order, struct error *error)
{
    char beside[PATH_MAX];
    struct sigaction before[ENDINGS];
    hold_signals(before);
    bool made = make_beside(order, beside, error);
    bool good = made && (rename(beside, order->target) == 0 || fail(error, "write", order->path));
    if (good)
        sync_folder(beside);
    else if (made)
        unlink(beside);
    release_signals(before);
    return good;
}

/* Opened without waiting, as above. Nothing is left behind, so an end may come at any time. */
static bool write_straight(const struct order *order, struct error *error)
{
    int descriptor = open(order->path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0 && errno == ENXIO)
        return error_set(error, "cannot write '%s': nobody is there to read it", order->path);
    if (descriptor < 0)
        return fail(error, "write", order->path);
    fcntl(descriptor, F_SETFL, 0);
    bool good = write_all(descriptor, order->path, order->bytes, order->length, error);
    return close_file(descriptor, order->path, good, error);
}

/* Through links, so that a link stays one. */
static bool replace_old(struct order *order, struct error *error)
{
    struct stat old;
    char target[PATH_MAX];
    if (!realpath(order->path, target) || stat(target, &old) != 0 || access(target, W_OK) != 0)
        return fail(error, "write", order->path);
    order->target = target;
    order->old = &old;
    return replace(order, error);
}

static bool write_path(struct order *order, struct error *error)
{
    struct stat found;
    if (stat(order->path, &found) != 0)
        return errno == ENOENT && lstat(order->path, &found) != 0
                   ? replace(order, error)
                   : fail(error, "write", order->path);
    if (S_ISREG(found.st_mode))
        return replace_old(order, error);
    if (S_ISBLK(found.st_mode))
        return error_set(error, "cannot write '%s': no regular file", order->path);
    return write_straight(order, error);
}

bool file_write(const char *path, const void *bytes, size_t length, struct error *error)
{
    struct order order = {.path = path, .target = path, .bytes = bytes, .length = length};
    return write_path(&order, error);
}

/* --- new names */

enum { NAMES = 9999 };

/* Some file systems have no links: there the name is taken first, and then replaced. */
static bool take_name(const char *beside, const char *name)
{
    if (link(beside, name) == 0) {
        unlink(beside);
        return true;
    }
    if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK)
        return false;
    int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return false;
    close(descriptor);
    if (rename(beside, name) == 0)
        return true;
    int reason = errno;
    unlink(name);
    errno = reason;
    return false;
}

static bool take_free_name(const char *beside, const char *stem, const char *ending,
                           struct buffer *name, struct error *error)
{
    for (int number = 1; number <= NAMES; number++) {
        buffer_clear(name);
        buffer_printf(name, "%s-%d%s", stem, number, ending);
        if (name->failed)
            return error_memory(error);
        if (take_name(beside, buffer_text(name)))
            return true;
        if (errno != EEXIST)
            return fail(error, "write", buffer_text(name));
    }
    return error_set(error, "cannot write '%s': there are %d of that name", buffer_text(name),
                     NAMES);
}

/* As the user may look for it. */
static void make_whole(struct buffer *name)
{
    char folder[PATH_MAX];
    struct buffer path = {0};
    if (!getcwd(folder, sizeof folder))
        return;
    buffer_printf(&path, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, buffer_text(name));
    buffer_release(name);
    *name = path;
}

static bool write_new(const struct order *order, const char *stem, const char *ending,
                      struct buffer *name, struct error *error)
{
    char beside[PATH_MAX];
    if (!make_beside(order, beside, error))
        return false;
    bool good = take_free_name(beside, stem, ending, name, error);
    if (good)
        sync_folder(beside);
    else
        unlink(beside);
    return good;
}

bool file_write_new(const char *stem, const char *ending, const void *bytes, size_t length,
                    struct buffer *path, struct error *error)
{
    struct sigaction before[ENDINGS];
    struct buffer first = {0};
    buffer_clear(path);
    buffer_printf(&first, "%s-1%s", stem, ending);
    if (first.failed)
        return error_memory(error);
    hold_signals(before);
    const struct order order = {.path = buffer_text(&first),
                                .target = buffer_text(&first),
                                .bytes = bytes,
                                .length = length};
    bool written = write_new(&order, stem, ending, path, error);
    release_signals(before);
    buffer_release(&first);
    if (written)
        make_whole(path);
    return written && (!path->failed || error_memory(error));
}

static bool is_numbered(const char *name, const char *ending)
{
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && strcmp(name + digits, ending) == 0;
}

static bool holds_none(const char *path, const char *ending, struct error *error)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    if (!folder)
        return fail(error, "read", path);
    while (!error->set && (entry = readdir(folder)) != NULL)
        if (is_numbered(entry->d_name, ending))
            error_set(error, "'%s' holds pictures already, such as %.64s: name a new folder", path,
                      entry->d_name);
    closedir(folder);
    return !error->set;
}

bool file_make_folder(const char *path, const char *ending, bool *made, struct error *error)
{
    struct stat found;
    *made = mkdir(path, 0777) == 0;
    if (*made)
        return true;
    if (errno == EEXIST && stat(path, &found) == 0 && !S_ISDIR(found.st_mode))
        errno = ENOTDIR;
    return errno == EEXIST ? holds_none(path, ending, error) : fail(error, "write", path);
}

void file_remove(const char *path)
{
    (void)remove(path);
}

bool file_write_output(const void *bytes, size_t length, struct error *error)
{
    return write_all(STDOUT_FILENO, NULL, bytes, length, error);
}
