/* Records from files and from stdin, one after the other, in bounded memory. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define CHUNK ((size_t)1 << 16)

/* Keep the gravest. Its own statement: a call beside w->worst in one expression could change it. */
static void note_code(struct sbill_cli_work *w, int code)
{
    if (code > w->worst)
        w->worst = code;
}

#define MOST_GIVEN ((size_t)1 << 24)

int sbill_cli_work_given(struct sbill_cli_work *w)
{
    const char *map = sbill_cli_value(w->args, "map", NULL);
    const char *defaults = sbill_cli_value(w->args, "defaults", NULL);
    int code = map ? sbill_cli_read(map, MOST_GIVEN, &w->map) : SBILL_EXIT_CLEAN;

    if (code == SBILL_EXIT_CLEAN && defaults)
        code = sbill_cli_read(defaults, MOST_GIVEN, &w->defaults);
    return code;
}

int sbill_cli_work_begin(struct sbill_cli_work *w, const struct sbill_cli_args *a,
                         const char *usage, bool assign)
{
    sbill_error *err = NULL;

    *w = (struct sbill_cli_work){.args = a};
    w->json = strcmp(sbill_cli_value(a, "format", "text"), "text") != 0;
    w->redact = sbill_cli_has(a, "redact");
    if (!a->operand_count)
        return sbill_cli_usage_error(usage, "name a file of records, or - for stdin");
    int code = sbill_cli_settings(a, usage, &w->options);
    if (code == SBILL_EXIT_CLEAN && !w->json) /* the text cuts notes at bytes */
        sbill_options_set(w->options, "offset-unit", "bytes", NULL);
    if (code == SBILL_EXIT_CLEAN && !assign)
        sbill_options_set(w->options, "assign", "0", NULL);
    if (code == SBILL_EXIT_CLEAN)
        code = sbill_cli_open_books(a, w->options, &w->book);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    code = sbill_cli_work_given(w);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_encounter_new(w->book, w->options, &w->encounter, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, NULL);
}

void sbill_cli_work_end(struct sbill_cli_work *w)
{
    sbill_cli_bytes_free(&w->map);
    sbill_cli_bytes_free(&w->defaults);
    sbill_encounter_free(w->encounter);
    sbill_book_free(w->book);
    sbill_options_free(w->options);
}

/* ---- one source -------------------------------------------------------------------------------------- */

/* Its line among the results, so that there is one for each record: as sbill_run_json would write it. */
static void print_unreadable(const char *words, uint64_t line, uint32_t column)
{
    fputs("{\"schema\":\"superbill-result/1\",\"outcome\":\"unreadable\",\"error\":{\"message\":\"",
          stdout);
    for (; *words; words++) {
        if (*words == '"' || *words == '\\')
            putchar('\\');
        putchar((unsigned char)*words < 0x20 ? ' ' : *words);
    }
    printf("\",\"line\":%" PRIu64, line);
    if (column)
        printf(",\"column\":%u", (unsigned)column);
    puts("}}");
}

static int say_unreadable(struct sbill_cli_work *w, int32_t status, sbill_error **err)
{
    uint64_t line = *err && sbill_error_line(*err) ? sbill_error_line(*err) : w->line;
    uint32_t column = *err ? sbill_error_column(*err) : 0;
    const char *words = *err ? sbill_error_message(*err) : "cannot be read";

    if (status != SBILL_EINPUT)
        return sbill_cli_fail(status, err, w->source);
    if (w->json)
        print_unreadable(words, line, column);
    if (column)
        sbill_cli_say("%s:%" PRIu64 ":%u: %s", w->source, line, (unsigned)column, words);
    else
        sbill_cli_say("%s:%" PRIu64 ": %s", w->source, line, words);
    sbill_error_free(*err);
    *err = NULL;
    return SBILL_EXIT_INPUT;
}

/* Every record that is complete by now. */
static int drain(struct sbill_cli_work *w, sbill_reader *r, sbill_cli_each fn)
{
    for (;;) {
        sbill_error *err = NULL;
        int32_t status = sbill_reader_next(r, w->encounter, &err);
        w->line = sbill_reader_line(r);
        if (status == SBILL_MORE || status == SBILL_END)
            return SBILL_EXIT_CLEAN;
        if (status == SBILL_OK) {
            w->read++;
            note_code(w, fn(w));
        } else {
            w->unreadable++;
            note_code(w, say_unreadable(w, status, &err));
        }
        if (w->worst == SBILL_EXIT_BUG || (status != SBILL_OK && status != SBILL_EINPUT))
            return w->worst;
    }
}

static ssize_t read_some(int fd, char *p, size_t n)
{
    ssize_t got;

    do
        got = read(fd, p, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static int32_t give(const struct sbill_cli_work *w, sbill_reader *r, const char *what,
                    const struct sbill_cli_bytes *bytes, sbill_error **err)
{
    if (!bytes->p)
        return SBILL_OK;
    return sbill_reader_give(r, what, sbill_cli_value(w->args, what, what), bytes->p, bytes->n,
                             err);
}

static int32_t open_reader(const struct sbill_cli_work *w, sbill_reader **r, sbill_error **err)
{
    const char *format = sbill_cli_value(w->args, "from", "auto");
    int32_t status = sbill_reader_new(format, w->options, r, err);

    if (status == SBILL_OK)
        status = give(w, *r, "map", &w->map, err);
    if (status == SBILL_OK)
        status = give(w, *r, "defaults", &w->defaults, err);
    return status;
}

static int pump(struct sbill_cli_work *w, int fd, char *room, sbill_reader **r, sbill_cli_each fn)
{
    sbill_error *err = NULL;
    ssize_t n = read_some(fd, room, CHUNK);
    int32_t status = n < 0 ? SBILL_OK : open_reader(w, r, &err);

    while (status == SBILL_OK && n > 0) {
        status = sbill_reader_feed(*r, room, (size_t)n, &err);
        if (status != SBILL_OK)
            break;
        int code = drain(w, *r, fn);
        if (code != SBILL_EXIT_CLEAN)
            return code;
        n = read_some(fd, room, CHUNK);
    }
    if (n < 0) {
        sbill_cli_say("%s: %s", w->source, strerror(errno));
        return SBILL_EXIT_INPUT;
    }
    if (status == SBILL_OK)
        status = sbill_reader_close(*r);
    return status == SBILL_OK ? drain(w, *r, fn) : sbill_cli_fail(status, &err, w->source);
}

static void wipe(char *p, size_t n)
{
    volatile char *v = p;

    while (n--)
        *v++ = 0;
}

int sbill_cli_work_file(struct sbill_cli_work *w, const char *path, sbill_cli_each fn)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    sbill_reader *r = NULL;
    uint64_t before = w->read + w->unreadable;

    w->source = is_stdin ? "stdin" : path;
    if (fd < 0) {
        sbill_cli_say("%s: %s", path, strerror(errno));
        return SBILL_EXIT_INPUT;
    }
    char *room = malloc(CHUNK);
    int code = room ? pump(w, fd, room, &r, fn) : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    sbill_reader_free(r);
    if (room)
        wipe(room, CHUNK);
    free(room);
    if (!is_stdin)
        close(fd);
    if (code == SBILL_EXIT_CLEAN && before == w->read + w->unreadable) {
        sbill_cli_say("%s: holds no record", w->source);
        code = SBILL_EXIT_INPUT;
    }
    return code;
}

int sbill_cli_work_each(struct sbill_cli_work *w, sbill_cli_each fn)
{
    const char *path;

    for (int i = 0; w->worst != SBILL_EXIT_BUG && (path = sbill_cli_operand(w->args, i)); i++)
        note_code(w, sbill_cli_work_file(w, path, fn));
    return w->worst;
}

/* ---- what became of the record at hand ------------------------------------------------------------------ */

int sbill_cli_result_line(struct sbill_cli_work *w)
{
    const char *text = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_result(w->encounter, &text, &n, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    fwrite(text, 1, n, stdout);
    putchar('\n'); /* a failure is said at the end, by sbill_cli_done */
    return SBILL_EXIT_CLEAN;
}

int sbill_cli_verdict(const struct sbill_cli_work *w)
{
    size_t n = sbill_count(w->encounter, SBILL_ITEM_FINDING);

    for (size_t i = 0; i < n; i++)
        if (sbill_number(w->encounter, SBILL_ITEM_FINDING, i, SBILL_F_STOPS) == 1)
            return SBILL_EXIT_FINDINGS;
    return SBILL_EXIT_CLEAN;
}
