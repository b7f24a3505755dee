#include "screen/support/folder.h"

#include "support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char folder[64], before[4096];

void folder_enter(void)
{
    snprintf(folder, sizeof folder, "/tmp/downhill-test-XXXXXX");
    assert_non_null(getcwd(before, sizeof before));
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
}

/* Calls for each name but . and .. */
static size_t each(bool remove)
{
    size_t count = 0;
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (remove)
            unlinkat(dirfd(stream), entry->d_name, 0);
    }
    closedir(stream);
    return count;
}

size_t folder_count(void)
{
    return each(false);
}

void folder_leave(void)
{
    each(true);
    assert_int_equal(chdir(before), 0);
    rmdir(folder);
}

const char *folder_head(const char *name)
{
    static char head[16];
    memset(head, 0, sizeof head);
    int descriptor = open(name, O_RDONLY);
    if (descriptor >= 0) {
        assert_true(read(descriptor, head, sizeof head - 1) >= 0);
        close(descriptor);
    }
    return head;
}
