/* Files: limits, odd kinds of file, and that a failure changes nothing. */
#include "support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "term/file.h"
#include "term/signals.h"

static char folder[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/downhill-test-XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[2 * sizeof folder + 32];
    (void)state;
    snprintf(command, sizeof command, "chmod -R u+w %s && rm -rf %s", folder, folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text)
{
    struct error error = {0};
    if (!file_write(path, text, strlen(text), &error))
        fail_msg("%s", error.message);
}

static void assert_content(const char *path, const char *text)
{
    struct buffer content = {0};
    struct error error = {0};
    if (!file_read(path, 1000, &content, &error))
        fail_msg("%s", error.message);
    assert_string_equal(buffer_text(&content), text);
    buffer_release(&content);
}

static int count_files(void)
{
    int count = 0;
    DIR *directory = opendir(".");
    while (readdir(directory))
        count++;
    closedir(directory);
    return count - 2;
}

/* Would catch: a limit off by one, an endless file read for ever, a message without its path. */
static void test_read(void **state)
{
    struct buffer out = {0};
    struct error error = {0};
    (void)state;
    put("five", "12345");
    assert_true(file_read("five", 5, &out, &error));
    assert_int_equal(out.length, 5);
    buffer_release(&out);
    assert_false(file_read("five", 4, &out, &error));
    assert_string_equal(error.message, "cannot read 'five': larger than 4 bytes");
    static const char *const bad[] = {"missing", ".", "/dev/zero", "", "five/x"};
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        error = (struct error){0};
        buffer_release(&out);
        assert_false(file_read(bad[i], 100000, &out, &error));
        assert_non_null(strstr(error.message, bad[i]));
        assert_true(out.length <= 200000);
    }
    buffer_release(&out);
}

/* Would catch: a file that another file names and that never ends, or never begins. */
static void test_regular(void **state)
{
    struct buffer out = {0};
    (void)state;
    put("five", "12345");
    assert_int_equal(symlink("five", "link"), 0);
    assert_true(file_read_regular("five", 5, &out, NULL));
    assert_true(file_read_regular("link", 5, &out, NULL));
    assert_string_equal(buffer_text(&out), "1234512345");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    static const char *const bad[][2] = {
        {"pipe", "cannot read 'pipe': no regular file"},
        {"/dev/zero", "cannot read '/dev/zero': no regular file"},
        {".", "cannot read '.': Is a directory"},
        {"none", "cannot read 'none': No such file or directory"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct error error = {0};
        assert_false(file_read_regular(bad[i][0], 100000, &out, &error));
        assert_string_equal(error.message, bad[i][1]);
    }
    buffer_release(&out);
    unlink("link");
    unlink("pipe");
    unlink("five");
}

/* Would catch: a replacement that loses permissions or the link, or leaves its helper behind. */
static void test_replace(void **state)
{
    struct stat status;
    (void)state;
    mode_t mask = umask(027);
    put("a.csv", "old");
    umask(mask);
    assert_int_equal(stat("a.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_int_equal(chmod("a.csv", 0604), 0);
    assert_int_equal(symlink("a.csv", "link"), 0);
    put("link", "new");
    assert_content("a.csv", "new");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(stat("a.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0604);
    assert_int_equal(count_files(), 2);
    put("a.csv", "");
    assert_content("a.csv", "");
}

/* Would catch: a failure that harms the old file, leaves half a new one, or kills the program. */
static void test_failures(void **state)
{
    struct error error = {0};
    struct rlimit limit, old;
    static char large[10000];
    (void)state;
    put("kept", "old");
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(mkdir("sub", 0700), 0);
    static const char *const bad[] = {"", "sub", "missing/x", "kept/x", "dangling", "/dev/full"};
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        error = (struct error){0};
        assert_false(file_write(bad[i], "new", 3, &error));
        assert_non_null(strstr(error.message, "cannot write"));
        assert_non_null(strstr(error.message, bad[i]));
    }
    getrlimit(RLIMIT_FSIZE, &old);
    limit = old;
    limit.rlim_cur = 5000; /* the disk is full, as it were */
    setrlimit(RLIMIT_FSIZE, &limit);
    error = (struct error){0};
    bool written = file_write("kept", large, sizeof large, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_false(written);
    assert_string_equal(error.message, "cannot write 'kept': File too large");
    assert_content("kept", "old");
    assert_int_equal(count_files(), 3);
}

/* Would catch: output to what is no regular file (a pipe, a device) that replaces it, or that waits
 * for a reader. */
static void test_devices(void **state)
{
    struct stat status;
    (void)state;
    put("/dev/null", "x");
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    assert_int_equal(mkfifo("pipe", 0600), 0);
    struct error error = {0};
    assert_false(file_write("pipe", "lost", 4, &error));
    assert_string_equal(error.message, "cannot write 'pipe': nobody is there to read it");
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    put("pipe", "through");
    char text[16] = {0};
    assert_int_equal(read(reader, text, sizeof text), 7);
    assert_string_equal(text, "through");
    close(reader);
}

/* Would catch: a closed pipe that is no error where its signal is ignored. */
static void test_closed_output(void **state)
{
    struct error error = {0};
    int ends[2], saved = dup(STDOUT_FILENO);
    (void)state;
    fflush(stdout);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    dup2(ends[1], STDOUT_FILENO);
    bool written = file_write_output("x", 1, &error);
    dup2(saved, STDOUT_FILENO);
    close(ends[1]);
    close(saved);
    assert_false(written);
    assert_string_equal(error.message, "cannot write standard output: Broken pipe");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_regular, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_failures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_devices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_closed_output, set_up, tear_down),
    };
    signals_prefer_errors();
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
