/* A rule pack on the bench: read, compiled, joined with the rules of a book, and its tests run one by one. Whoever
 * looks at a pack (test, coverage, lint, explain) starts here. */
#ifndef SBILL_ASSIGN_RULES_BENCH_H
#define SBILL_ASSIGN_RULES_BENCH_H

#include "assign/work.h"
#include "base/xml.h"

struct sbill_bench {
    sbill_book *book;
    const struct sbill_alloc *alloc;
    struct sbill_text name; /* the pack's file */
    struct sbill_arena arena;
    struct sbill_xml *root;        /* the pack as it is written; lives in the arena */
    struct sbill_buf section;      /* compiled; the rules borrow from it */
    struct sbill_rules *rules;     /* of the pack and of the book */
    const struct sbill_pack *pack; /* this one of them */
    sbill_encounter *e;            /* what tests run in; NULL until the first runs */
    sbill_error **err;
};

/* Parse the pack. Close the bench whatever comes back. */
int32_t sbill_bench_open(struct sbill_bench *b, sbill_book *book, const char *name, const char *xml,
                         size_t len, sbill_error **err);
/* Compile what stands in b->root and join it with the book. */
int32_t sbill_bench_compile(struct sbill_bench *b);
/* Run every test of the pack: `look` sees what the stage made of it, with what the test belongs to (a concept or a
 * rule). Anything but SBILL_OK ends the round and comes back. */
typedef int32_t (*sbill_bench_look)(void *user, const struct sbill_work *w,
                                    const struct sbill_xml *owner, const struct sbill_xml *test);
int32_t sbill_bench_run(struct sbill_bench *b, const sbill_options *o, sbill_bench_look look,
                        void *user);
void sbill_bench_close(struct sbill_bench *b);

/* A test that something is found, or coded. */
bool sbill_bench_positive(const struct sbill_xml *test);

#endif
