/*
 * Makes the N-th call of a function fail on the file that is being written: preloaded, with
 * FAULT=FUNCTION:N:ERRNO. A write takes at most CHUNK bytes, so that a file has several. The file is
 * the one that mkstemp() makes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 32768 };

static int ours = -1;

/* Is this the call that is to fail? */
static int fails(const char *function)
{
    static int calls;
    const char *fault = getenv("FAULT");
    size_t length = strlen(function);
    int number, reason;
    if (!fault || strncmp(fault, function, length) != 0 ||
        sscanf(fault + length, ":%d:%d", &number, &reason) != 2 || ++calls != number)
        return 0;
    errno = reason;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int mkstemp(char *template)
{
    if (fails("mkstemp"))
        return -1;
    return ours = REAL(mkstemp)(template);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    if (descriptor >= 0 && descriptor == ours) {
        if (fails("write"))
            return -1;
        length = length < CHUNK ? length : CHUNK;
    }
    return REAL(write)(descriptor, bytes, length);
}

int fsync(int descriptor)
{
    return descriptor == ours && fails("fsync") ? -1 : REAL(fsync)(descriptor);
}

int fchmod(int descriptor, mode_t mode)
{
    return descriptor == ours && fails("fchmod") ? -1 : REAL(fchmod)(descriptor, mode);
}

/* The descriptor is closed all the same, as it is when close() tells of a full disk. */
int close(int descriptor)
{
    int is_ours = descriptor >= 0 && descriptor == ours;
    int result = REAL(close)(descriptor);
    if (!is_ours)
        return result;
    ours = -1;
    return fails("close") ? -1 : result;
}

int rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to)
{
    return fails("link") ? -1 : REAL(link)(from, to);
}
