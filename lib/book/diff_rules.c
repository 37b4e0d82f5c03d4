/* What differs between two books in their coding rules, and which rules the new book's codes break. */
#include <string.h>

#include "book/diff.h"
#include "book/rules_pack.h"

static void put_rule(struct sbill_diff *d, int side, const struct sbill_pack *pack,
                     const struct sbill_rule *r)
{
    sbill_diff_scratch(d);
    sbill_buf_text(&d->key, pack->id);
    sbill_buf_char(&d->key, ' ');
    sbill_buf_text(&d->key, r->id);
    sbill_buf_z(&d->says[side], "version ");
    sbill_buf_text(&d->says[side], r->version.n ? r->version : pack->version);
    sbill_buf_z(&d->says[side], ", ");
    sbill_buf_hex(&d->says[side], r->digest, 8);
    sbill_diff_row(d, side);
}

/* A pack, opened in an arena of its own; false if it is damaged, or memory ran out. */
static bool open_pack(struct sbill_diff *d, struct sbill_text section, struct sbill_arena *arena,
                      struct sbill_pack *pack)
{
    sbill_arena_init(arena, d->arena.alloc, (size_t)1 << 28);
    int32_t status = sbill_pack_read(arena, section, pack);

    if (status == SBILL_NOMEM && !d->arena.failed)
        d->arena.failed = status;
    if (status != SBILL_OK)
        sbill_arena_free(arena);
    return status == SBILL_OK;
}

static void each_pack(struct sbill_diff *d, int side,
                      void (*with)(struct sbill_diff *d, int side, const struct sbill_pack *pack))
{
    const sbill_book *b = d->side[side];
    struct sbill_text section;

    for (size_t i = 0; i < b->layer_count; i++)
        for (size_t k = 0; sbill_layer_section(&b->layers[i], SBILL_SEC_RULES, k, NULL, &section);
             k++) {
            struct sbill_arena arena;
            struct sbill_pack pack;
            d->there[side] = true;
            if (d->arena.failed || !open_pack(d, section, &arena, &pack))
                continue;
            with(d, side, &pack);
            sbill_arena_free(&arena);
        }
}

static void pack_rows(struct sbill_diff *d, int side, const struct sbill_pack *pack)
{
    for (size_t i = 0; !d->arena.failed && i < pack->rules.n; i++)
        put_rule(d, side, pack, &pack->rules.v[i]);
}

void sbill_diff_rules(struct sbill_diff *d)
{
    for (int side = 0; side < SBILL_SIDES; side++)
        each_pack(d, side, pack_rows);
    if (d->there[SBILL_OLD] && d->there[SBILL_NEW])
        sbill_diff_merge(d);
    d->rows[SBILL_OLD].n = d->rows[SBILL_NEW].n = 0;
    sbill_diff_table(d, SBILL_T("coding rules"));
}

/* ---- rules that break ---------------------------------------------------------------------------------- */

static int32_t state(const sbill_book *b, int32_t system, struct sbill_text code, int64_t *ref)
{
    return sbill_code_find(b, system, code.p, code.n, SBILL_NO_DATE, ref);
}

static bool in_force(int32_t found)
{
    return found == SBILL_CODE_BILLABLE || found == SBILL_CODE_HEADER;
}

static void write_successors(struct sbill_diff *d, int64_t ref)
{
    const sbill_book *b = d->side[SBILL_NEW];
    char code[24];
    int64_t next;

    sbill_jw_key(&d->w, "successors");
    sbill_jw_open(&d->w, '[');
    for (size_t i = 0; ref >= 0 && (next = sbill_code_successor(b, ref, i)) >= 0; i++) {
        size_t n = sbill_code_print(b, next, code, sizeof code);
        sbill_jw_text(&d->w, (struct sbill_text){code, n});
    }
    sbill_jw_close(&d->w, ']');
}

/* `given`: the rule assigns the code, so it must be billable; else it only names it. */
static void judge(struct sbill_diff *d, const struct sbill_pack *pack, const struct sbill_rule *r,
                  struct sbill_text code, bool given)
{
    int64_t ref = -1;
    int32_t was = state(d->side[SBILL_OLD], r->system, code, NULL);
    int32_t is = state(d->side[SBILL_NEW], r->system, code, &ref);
    bool broken = given ? was == SBILL_CODE_BILLABLE && is != SBILL_CODE_BILLABLE
                        : in_force(was) && !in_force(is);

    if (!broken || is == SBILL_CODE_NOT_LOADED)
        return;
    sbill_jw_open(&d->w, '{');
    sbill_jw_key(&d->w, "pack");
    sbill_jw_text(&d->w, pack->id);
    sbill_jw_key(&d->w, "rule");
    sbill_jw_text(&d->w, r->id);
    sbill_jw_key(&d->w, "code");
    sbill_jw_text(&d->w, code);
    sbill_jw_key(&d->w, "use");
    sbill_jw_z(&d->w, given ? "gives" : "names");
    sbill_jw_key(&d->w, "now");
    sbill_jw_z(&d->w, is == SBILL_CODE_HEADER ? "header" : "not in force");
    write_successors(d, ref);
    sbill_jw_close(&d->w, '}');
}

static void judge_names(struct sbill_diff *d, const struct sbill_pack *pack,
                        const struct sbill_rule *r, const sbill_names *names)
{
    for (size_t i = 0; i < names->n; i++) {
        struct sbill_text code = names->v[i];
        if (code.n && code.p[code.n - 1] != '*')
            judge(d, pack, r, code, false);
    }
}

static void judge_rule(struct sbill_diff *d, const struct sbill_pack *pack,
                       const struct sbill_rule *r)
{
    for (size_t i = 0; i < r->outcomes.n; i++) {
        struct sbill_text codes = r->outcomes.v[i].code, code;
        while ((code = sbill_next_code(&codes)).n)
            if (!memchr(code.p, '{', code.n))
                judge(d, pack, r, code, true);
    }
    judge_names(d, pack, r, &r->replaces);
    judge_names(d, pack, r, &r->after);
    judge_names(d, pack, r, &r->codes);
}

static void judge_pack(struct sbill_diff *d, int side, const struct sbill_pack *pack)
{
    (void)side;
    for (size_t i = 0; i < pack->rules.n; i++)
        judge_rule(d, pack, &pack->rules.v[i]);
}

/* The new book's rules, or if it has none (a book of codes alone) the old one's. */
void sbill_diff_broken_rules(struct sbill_diff *d)
{
    sbill_jw_open(&d->w, '[');
    each_pack(d, SBILL_NEW, judge_pack);
    if (!d->there[SBILL_NEW])
        each_pack(d, SBILL_OLD, judge_pack);
    d->there[SBILL_OLD] = d->there[SBILL_NEW] = false;
    sbill_jw_close(&d->w, ']');
}
