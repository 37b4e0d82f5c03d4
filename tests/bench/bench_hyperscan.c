#include "bench_hyperscan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_HYPERSCAN
#include <hs/hs.h>

struct bench_hyperscan {
    hs_database_t *db;
    hs_scratch_t *scratch;
    uint32_t *out;
    size_t n;
};

#define BEFORE "(?<!\\w)(?:"
#define AFTER ")(?!\\w)"

/* The same pattern without what Hyperscan lacks: the edges of words as \b, named groups as plain ones. */
static char *translated(struct sbill_text p)
{
    const char *from = p.p + strlen(BEFORE), *end = p.p + p.n - strlen(AFTER);
    char *out = malloc(p.n + 32);
    size_t n = strlen("\\b(?:");

    if (!out)
        exit(3);
    memcpy(out, "\\b(?:", n);
    while (from < end) {
        if (end - from > 3 && memcmp(from, "(?'", 3) == 0) {
            memcpy(out + n, "(?:", 3);
            n += 3;
            from = strchr(from + 3, '\'') + 1;
        } else {
            out[n++] = *from++;
        }
    }
    memcpy(out + n, ")\\b", sizeof ")\\b");
    return out;
}

static bool read_file(const char *path, hs_database_t **db)
{
    FILE *f = fopen(path, "rb");
    char *bytes;
    size_t n;
    bool good;

    if (!f)
        return false;
    bytes = malloc((size_t)256 << 20);
    n = bytes ? fread(bytes, 1, (size_t)256 << 20, f) : 0;
    fclose(f);
    good = n && hs_deserialize_database(bytes, n, db) == HS_SUCCESS;
    free(bytes);
    return good;
}

static void write_file(const char *path, const hs_database_t *db)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = hs_serialize_database(db, &bytes, &n) == HS_SUCCESS ? fopen(path, "wb") : NULL;

    if (f) {
        fwrite(bytes, 1, n, f);
        fclose(f);
    }
    free(bytes);
}

static bool compile(char **texts, size_t n, hs_database_t **db)
{
    unsigned *flags = calloc(n, sizeof *flags), *ids = calloc(n, sizeof *ids);
    hs_compile_error_t *err = NULL;
    hs_error_t rc;

    for (unsigned i = 0; i < n; i++) {
        flags[i] = HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH;
        if (strstr(texts[i], ".{")) /* counts characters; elsewhere bytes will do, and are faster */
            flags[i] |= HS_FLAG_UTF8;
        ids[i] = i;
    }
    rc = hs_compile_multi((const char *const *)texts, flags, ids, (unsigned)n, HS_MODE_BLOCK, NULL,
                          db, &err);
    if (rc != HS_SUCCESS)
        fprintf(stderr, "bench_rules: Hyperscan: %s: %s\n", err->message,
                err->expression >= 0 ? texts[err->expression] : "");
    hs_free_compile_error(err);
    free(flags);
    free(ids);
    return rc == HS_SUCCESS;
}

struct bench_hyperscan *bench_hyperscan_compile(const struct sbill_text *patterns, size_t n,
                                                const char *program, double *ms)
{
    struct bench_hyperscan *h = calloc(1, sizeof *h);
    char **texts = calloc(n, sizeof *texts), path[4096];
    uint64_t mark = 14695981039346656037u, began;
    bool good;

    for (size_t i = 0; i < n; i++) {
        texts[i] = translated(patterns[i]);
        for (const char *p = texts[i]; *p; p++)
            mark = (mark ^ (unsigned char)*p) * 1099511628211u;
    }
    snprintf(path, sizeof path, "%s-hyperscan-%zu-%016llx", program, n, (unsigned long long)mark);
    *ms = 0;
    good = read_file(path, &h->db);
    if (!good) {
        fprintf(stderr, "bench_rules: Hyperscan compiles %zu patterns ...\n", n);
        began = bench_cpu();
        good = compile(texts, n, &h->db);
        *ms = (double)(bench_cpu() - began) / 1e6;
        if (good)
            write_file(path, h->db);
    }
    for (size_t i = 0; i < n; i++)
        free(texts[i]);
    free(texts);
    if (!good || hs_alloc_scratch(h->db, &h->scratch) != HS_SUCCESS) {
        free(h);
        return NULL;
    }
    return h;
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                    void *user)
{
    struct bench_hyperscan *h = user;

    (void)from;
    (void)to;
    (void)flags;
    h->out[h->n++] = id;
    return 0;
}

size_t bench_hyperscan_scan(struct bench_hyperscan *h, struct sbill_text text, uint32_t *out)
{
    h->out = out;
    h->n = 0;
    if (hs_scan(h->db, text.p, (unsigned)text.n, 0, h->scratch, on_match, h) != HS_SUCCESS)
        exit(3);
    return h->n;
}

size_t bench_hyperscan_bytes(const struct bench_hyperscan *h)
{
    size_t n = 0, scratch = 0;

    (void)hs_database_size(h->db, &n);
    (void)hs_scratch_size(h->scratch, &scratch);
    return n + scratch;
}

void bench_hyperscan_free(struct bench_hyperscan *h)
{
    if (!h)
        return;
    hs_free_scratch(h->scratch);
    hs_free_database(h->db);
    free(h);
}

#else

struct bench_hyperscan *bench_hyperscan_compile(const struct sbill_text *patterns, size_t n,
                                                const char *program, double *ms)
{
    (void)patterns;
    (void)n;
    (void)program;
    *ms = 0;
    return NULL;
}

size_t bench_hyperscan_scan(struct bench_hyperscan *h, struct sbill_text text, uint32_t *out)
{
    (void)h;
    (void)text;
    (void)out;
    return 0;
}

size_t bench_hyperscan_bytes(const struct bench_hyperscan *h)
{
    (void)h;
    return 0;
}

void bench_hyperscan_free(struct bench_hyperscan *h)
{
    (void)h;
}

#endif
