/* The getters of superbill.h: how many items of a kind, and a field of one of them. */
#include "run/items.h"

/* Texts end in a NUL that is not part of them; a slice of something longer is copied to get one. A slice never ends at
 * the last byte of its room, so the byte behind it can be looked at. */
struct sbill_text sbill_answer_keep(struct sbill_encounter *e, struct sbill_text built)
{
    if (built.n == 0 || !built.p)
        return SBILL_T("");
    return sbill_arena_copy(&e->arena, built);
}

static size_t claim_line_count(const struct sbill_encounter *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->claims.n; i++)
        n += e->claims.v[i].lines.n;
    return n;
}

size_t sbill_count(const sbill_encounter *e, int32_t item)
{
    if (!e || !e->has_record)
        return 0;
    switch (item) {
    case SBILL_ITEM_RECORD:
        return 1;
    case SBILL_ITEM_DIAGNOSIS:
        return e->record.diagnoses.n;
    case SBILL_ITEM_LINE:
        return e->record.lines.n;
    case SBILL_ITEM_NOTE:
        return e->record.notes.n;
    case SBILL_ITEM_EVIDENCE:
        return sbill_evidence_count(e);
    case SBILL_ITEM_WITHHELD:
        return e->withheld.n;
    case SBILL_ITEM_QUERY:
        return e->queries.n;
    case SBILL_ITEM_FINDING:
        return e->findings.n;
    case SBILL_ITEM_CLAIM:
        return e->claims.n;
    case SBILL_ITEM_CLAIM_LINE:
        return claim_line_count(e);
    case SBILL_ITEM_LEFT_OUT:
        return e->unread.n + e->left_out.n;
    case SBILL_ITEM_REPAIR:
        return e->repairs.n;
    default:
        return 0;
    }
}

static struct sbill_answer ask(sbill_encounter *e, int32_t item, size_t i, int32_t field)
{
    static void (*const items[])(struct sbill_encounter *, size_t, int32_t,
                                 struct sbill_answer *) = {
        [SBILL_ITEM_DIAGNOSIS] = sbill_answer_diagnosis,
        [SBILL_ITEM_LINE] = sbill_answer_line,
        [SBILL_ITEM_NOTE] = sbill_answer_note,
        [SBILL_ITEM_EVIDENCE] = sbill_answer_evidence,
        [SBILL_ITEM_WITHHELD] = sbill_answer_withheld,
        [SBILL_ITEM_QUERY] = sbill_answer_query,
        [SBILL_ITEM_FINDING] = sbill_answer_finding,
        [SBILL_ITEM_CLAIM] = sbill_answer_claim,
        [SBILL_ITEM_CLAIM_LINE] = sbill_answer_claim_line,
        [SBILL_ITEM_LEFT_OUT] = sbill_answer_left_out,
        [SBILL_ITEM_REPAIR] = sbill_answer_repair,
    };
    struct sbill_answer a = {{"", 0}, SBILL_NONE};

    if (i >= sbill_count(e, item)) /* of no kind there are none */
        return a;
    if (item == SBILL_ITEM_RECORD)
        sbill_answer_record(e, field, &a);
    else
        items[item](e, i, field, &a);
    return a;
}

const char *sbill_text(sbill_encounter *e, int32_t item, size_t index, int32_t field, size_t *len)
{
    struct sbill_text t = ask(e, item, index, field).text;

    if (t.n == 0 || !t.p)
        t = SBILL_T("");
    else if (t.p[t.n] != '\0')
        t = sbill_arena_copy(&e->arena, t);
    if (!t.p)
        t = SBILL_T("");
    if (len)
        *len = t.n;
    return t.p;
}

int64_t sbill_number(sbill_encounter *e, int32_t item, size_t index, int32_t field)
{
    return ask(e, item, index, field).number;
}
