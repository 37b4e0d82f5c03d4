#include "assign/rules_bench.h"

#include <string.h>

#include "assign/rules_case.h"

#define MAX_BENCH ((size_t)1 << 28)

int32_t sbill_bench_open(struct sbill_bench *b, sbill_book *book, const char *name, const char *xml,
                         size_t len, sbill_error **err)
{
    memset(b, 0, sizeof *b);
    b->book = book;
    b->alloc = sbill_book_alloc(book);
    b->name = sbill_text_from(name);
    b->err = err;
    sbill_xml_start();
    sbill_arena_init(&b->arena, b->alloc, MAX_BENCH);
    sbill_buf_init(&b->section, b->alloc, MAX_BENCH);
    return sbill_xml_parse(&b->arena, (struct sbill_text){xml, len}, b->name, &b->root, err);
}

static int32_t find_in_book(void *user, int32_t system, struct sbill_text code, int32_t on)
{
    const sbill_book *b = user;
    int32_t found = sbill_code_find(b, system, code.p, code.n, on, NULL);

    return found == SBILL_CODE_UNKNOWN && sbill_book_is_extract(b, system, on) == 1
               ? SBILL_CODE_OUTSIDE
               : found;
}

int32_t sbill_bench_compile(struct sbill_bench *b)
{
    int32_t status = sbill_rules_compile_tree(b->alloc, b->name, b->root, find_in_book, b->book,
                                              &b->section, b->err);
    struct sbill_text section = sbill_buf_view(&b->section);

    if (status == SBILL_OK)
        status = sbill_rules_new(b->alloc, &section, 1, b->book, &b->rules, b->err);
    if (status == SBILL_OK)
        b->pack = &b->rules->packs.v[0];
    return status;
}

static int32_t run_test(struct sbill_bench *b, const struct sbill_xml *owner,
                        const struct sbill_xml *test, sbill_bench_look look, void *user)
{
    struct sbill_work w = {.everything = false};
    const char *why;
    int32_t status;

    sbill_encounter_reset(b->e);
    if (!sbill_case_record(b->e, test, b->pack, &why))
        return sbill_fail(b->err, SBILL_EINPUT, (struct sbill_place){b->name, test->line, 0},
                          "the test's %s= is not understood", why);
    status = sbill_encounter_memory(b->e, b->err);
    if (status == SBILL_OK)
        status = sbill_assign_work(&w, b->e, b->rules, b->err);
    return status == SBILL_OK ? look(user, &w, owner, test) : status;
}

int32_t sbill_bench_run(struct sbill_bench *b, const sbill_options *o, sbill_bench_look look,
                        void *user)
{
    int32_t status = b->e ? SBILL_OK : sbill_encounter_new(b->book, o, &b->e, b->err);

    for (const struct sbill_xml *owner = b->root->first; owner && status == SBILL_OK;
         owner = owner->next)
        for (const struct sbill_xml *test = sbill_xml_child(owner, "test");
             test && status == SBILL_OK; test = sbill_xml_after(test, "test"))
            status = run_test(b, owner, test, look, user);
    return status;
}

void sbill_bench_close(struct sbill_bench *b)
{
    sbill_encounter_free(b->e);
    sbill_rules_free(b->rules);
    sbill_buf_free(&b->section);
    sbill_arena_free(&b->arena);
}

bool sbill_bench_positive(const struct sbill_xml *test)
{
    return sbill_text_is(sbill_xml_attr(test, "finds"), "yes") ||
           sbill_xml_attr(test, "expect").n > 0;
}
