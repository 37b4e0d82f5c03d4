/* The claims that answers are about: records and 837s in a folder. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "answers.h"

/* ---- the files of a folder ----------------------------------------------------------------------- */

struct names {
    char **v;
    size_t n, cap;
};

static void names_free(struct names *names)
{
    while (names->n)
        free(names->v[--names->n]);
    free(names->v);
}

static bool names_add(struct names *names, const char *folder, const char *name)
{
    size_t n = strlen(folder) + strlen(name) + 2;

    if (names->n == names->cap) {
        size_t cap = names->cap ? names->cap * 2 : 64;
        char **v = realloc(names->v, cap * sizeof *v);
        if (!v)
            return false;
        names->v = v;
        names->cap = cap;
    }
    char *path = malloc(n);
    if (!path)
        return false;
    snprintf(path, n, "%s/%s", folder, name);
    names->v[names->n++] = path;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Plain files, by name, so that the order does not hang on the disk; a file may stand for a folder. */
static int list_files(const char *folder, struct names *names)
{
    struct stat st;
    bool ok = true;

    if (stat(folder, &st) == 0 && S_ISREG(st.st_mode)) {
        names->v = malloc(sizeof *names->v);
        char *path = names->v ? malloc(strlen(folder) + 1) : NULL;
        if (!path)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        memcpy(path, folder, strlen(folder) + 1);
        names->v[names->n++] = path;
        names->cap = 1;
        return SBILL_EXIT_CLEAN;
    }
    DIR *d = opendir(folder);
    if (!d) {
        sbill_cli_say("%s: %s", folder, strerror(errno));
        return SBILL_EXIT_INPUT;
    }
    for (struct dirent *entry; ok && (entry = readdir(d));)
        if (entry->d_name[0] != '.')
            ok = names_add(names, folder, entry->d_name);
    closedir(d);
    if (!ok)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    if (names->n)
        qsort(names->v, names->n, sizeof *names->v, by_name);
    return SBILL_EXIT_CLEAN;
}

enum kind {
    OTHER,
    JSON,
    TABLE,
    X12
};

/* Any text with a comma could be a table: only its name tells. */
static bool is_named_table(const char *path)
{
    const char *end = strrchr(path, '.');

    return end && (strcasecmp(end, ".csv") == 0 || strcasecmp(end, ".tsv") == 0);
}

/* By its first bytes; a folder has other things in it too. */
static enum kind kind_of(const char *path)
{
    char first[64] = "";
    struct stat st;
    size_t n, i = 0;

    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return OTHER;
    FILE *f = fopen(path, "rb");
    if (!f)
        return OTHER;
    n = fread(first, 1, sizeof first, f);
    fclose(f);
    if (n >= 3 && memcmp(first, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    while (i < n && strchr(" \t\r\n", first[i]))
        i++;
    if (i < n && (first[i] == '{' || first[i] == '['))
        return JSON;
    if (n - i >= 3 && strncmp(first + i, "ISA", 3) == 0)
        return X12;
    return is_named_table(path) ? TABLE : OTHER;
}

static bool is_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* ---- 837s: which segment is in which claim ----------------------------------------------------------- */

static int send_file(struct sbill_cli_answers *a, const char *path)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    sbill_error *err = NULL;
    int code = sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &bytes);

    if (code != SBILL_EXIT_CLEAN)
        return code;
    int32_t status = sbill_answers_read(a->answers, path, bytes.p, bytes.n, &err);
    sbill_cli_bytes_free(&bytes);
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, path);
}

int sbill_cli_sent_files(struct sbill_cli_answers *a, const char *folder)
{
    struct names names = {NULL, 0, 0};
    int worst = list_files(folder, &names);

    for (size_t i = 0; i < names.n; i++) {
        enum kind kind = kind_of(names.v[i]);
        int code = kind == X12 ? send_file(a, names.v[i]) : SBILL_EXIT_CLEAN;

        worst = code > worst ? code : worst;
        if (kind == OTHER && is_file(names.v[i]))
            sbill_cli_say("%s: passed over; claims are looked for in records (JSON), tables "
                          "(.csv, .tsv) and 837s",
                          names.v[i]);
    }
    names_free(&names);
    return worst;
}

/* ---- records ------------------------------------------------------------------------------------------ */

static char *copy(const char *p, size_t n)
{
    char *to = malloc(n + 1);

    if (to) {
        memcpy(to, p, n);
        to[n] = '\0';
    }
    return to;
}

static bool is_only(const struct sbill_cli_answers *a, const struct sbill_cli_answer *answer)
{
    char claim[128];

    if (!a->only)
        return true;
    sbill_cli_json_text(
        sbill_cli_json_get((struct sbill_cli_part){answer->json, answer->n}, "claim"), claim,
        sizeof claim);
    return strcmp(claim, a->only) == 0;
}

/* The first record that has the claim is the one; a file of the same claim beside it adds nothing. */
static int join(struct sbill_cli_answers *a, size_t i)
{
    const char *json = NULL;
    sbill_error *err = NULL;
    int32_t status = sbill_answers_json(a->answers, i, a->work.encounter, &json, &a->v[i].n, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, a->work.source);
    a->v[i].json = copy(json, a->v[i].n);
    return a->v[i].json ? SBILL_EXIT_CLEAN : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

/* SBILL_EREFUSED is an answer: it is kept and shown with the claim. */
static int take(struct sbill_cli_answers *a, size_t i, bool *taken)
{
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_answer(a->work.encounter, a->answers, i, a->what, &err);

    if (status == SBILL_EREFUSED) {
        const char *words = sbill_error_message(err);
        a->v[i].refused = copy(words, strlen(words));
        sbill_error_free(err);
        return a->v[i].refused ? SBILL_EXIT_CLEAN : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    }
    *taken = *taken || status == SBILL_OK;
    return status == SBILL_OK ? SBILL_EXIT_CLEAN : sbill_cli_fail(status, &err, a->work.source);
}

static int keep_record(struct sbill_cli_answers *a)
{
    const char *json = NULL;
    size_t n = 0;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_record(a->work.encounter, &json, &n, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, a->work.source);
    if (a->records_cap - a->records_n < n + 1) {
        size_t cap = (a->records_n + n + 1) * 2;
        char *p = realloc(a->records, cap);
        if (!p)
            return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
        a->records = p;
        a->records_cap = cap;
    }
    memcpy(a->records + a->records_n, json, n);
    a->records[a->records_n + n] = '\n';
    a->records_n += n + 1;
    a->taken++;
    return SBILL_EXIT_CLEAN;
}

/* Only answers that decide are taken; that a 277 cannot be is no news. */
static bool decides(const struct sbill_cli_answers *a, const struct sbill_cli_answer *answer)
{
    char kind[8];
    struct sbill_cli_part part = {answer->json, answer->n};

    sbill_cli_json_text(sbill_cli_json_get(part, "answer"), kind, sizeof kind);
    return strcmp(kind, "835") == 0 || (strcmp(kind, "277") == 0 && strcmp(a->what, "next") != 0);
}

static int each_record(struct sbill_cli_work *w)
{
    struct sbill_cli_answers *a = w->user;
    bool taken = false;
    int code = SBILL_EXIT_CLEAN;

    for (size_t i = 0;; i++) {
        sbill_error *err = NULL;
        int32_t status = sbill_answers_find(a->answers, w->encounter, i, &i, &err);
        if (status == SBILL_END)
            break;
        if (status != SBILL_OK)
            return sbill_cli_fail(status, &err, w->source);
        if (a->v[i].json)
            continue;
        code = join(a, i);
        if (code == SBILL_EXIT_CLEAN && a->what && is_only(a, &a->v[i]) && decides(a, &a->v[i]))
            code = take(a, i, &taken);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
    return taken ? keep_record(a) : code;
}

/* Records and tables before 837s: they hold more. */
int sbill_cli_join_claims(struct sbill_cli_answers *a, const char *folder)
{
    struct names names = {NULL, 0, 0};
    int worst = list_files(folder, &names);

    a->work.user = a;
    for (enum kind kind = JSON; kind <= X12; kind++)
        for (size_t i = 0; i < names.n; i++) {
            int code = kind_of(names.v[i]) == kind
                           ? sbill_cli_work_file(&a->work, names.v[i], each_record)
                           : SBILL_EXIT_CLEAN;
            worst = code > worst ? code : worst;
        }
    names_free(&names);
    return worst;
}
