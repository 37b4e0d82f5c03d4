#include "unit.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "base/os.h"

static char path[64];

static void temporary(const char *bytes, size_t n)
{
    int fd;

    memcpy(path, "superbill-test-XXXXXX", sizeof "superbill-test-XXXXXX");
    fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
    close(fd);
}

START_TEST(maps_a_file)
{
    struct sbill_map m;

    temporary("bytes", 5);
    ck_assert_int_eq(sbill_map_open(path, &m, NULL), SBILL_OK);
    ck_assert(m.n == 5 && memcmp(m.p, "bytes", 5) == 0);
    sbill_map_close(&m);
    ck_assert_ptr_null(m.p);
    sbill_map_close(&m);
    unlink(path);
}
END_TEST

START_TEST(an_empty_file_is_no_error)
{
    struct sbill_map m;

    temporary("", 0);
    ck_assert_int_eq(sbill_map_open(path, &m, NULL), SBILL_OK);
    ck_assert_uint_eq(m.n, 0);
    sbill_map_close(&m);
    unlink(path);
}
END_TEST

static void refuses(const char *file, const char *word)
{
    struct sbill_map m = {(const uint8_t *)"untouched", 9};
    sbill_error *e = NULL;

    ck_assert_int_eq(sbill_map_open(file, &m, &e), SBILL_EIO);
    ck_assert_str_eq(sbill_error_source(e), file);
    ck_assert_msg(strstr(sbill_error_message(e), word), "%s", sbill_error_message(e));
    ck_assert_uint_eq(m.n, 9);
    sbill_error_free(e);
}

START_TEST(says_why_not)
{
    refuses("/nowhere/at/all", "no such file");
    refuses("/dev/null", "regular");
    refuses("/", "folder");
}
END_TEST

static struct sbill_ref count;
static int calls, last_ones;
static struct sbill_once once;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void slow_start(void)
{
    nanosleep(&(struct timespec){0, 2000000}, NULL);
    calls++;
}

static void *work(void *unused)
{
    (void)unused;
    sbill_once(&once, slow_start);
    ck_assert_int_eq(calls, 1); /* nobody goes on before it is done */
    for (int i = 0; i < 10000; i++) {
        sbill_ref_up(&count);
        if (sbill_ref_down(&count))
            abort();
    }
    if (sbill_ref_down(&count)) {
        pthread_mutex_lock(&lock);
        last_ones++;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

START_TEST(threads_agree)
{
    pthread_t threads[4];

    sbill_ref_init(&count);
    for (size_t i = 1; i < 4; i++)
        sbill_ref_up(&count);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, NULL), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    ck_assert_int_eq(last_ones, 1);
    ck_assert_int_eq(calls, 1);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, maps_a_file);
    tcase_add_test(c, an_empty_file_is_no_error);
    tcase_add_test(c, says_why_not);
    tcase_add_test(c, threads_agree);
}

int main(void)
{
    return unit_run("os", add);
}
