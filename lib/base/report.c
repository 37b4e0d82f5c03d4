#include "base/report.h"

struct sbill_report {
    struct sbill_alloc alloc; /* a copy: the object the text came from may be gone first */
    struct sbill_buf text;
};

int32_t sbill_report_take(struct sbill_buf *b, sbill_report **out, sbill_error **err)
{
    sbill_report *r;
    int32_t status = b->failed;

    if (status == SBILL_OK &&
        !sbill_buf_room(b, 0)) /* for the NUL, should nothing have been written */
        status = b->failed ? b->failed : SBILL_NOMEM;
    r = status == SBILL_OK ? sbill_alloc_get(b->alloc, sizeof *r) : NULL;
    if (!r) {
        sbill_buf_free(b);
        status = status == SBILL_OK ? SBILL_NOMEM : status;
        return sbill_fail(err, status, SBILL_NOWHERE,
                          status == SBILL_NOMEM ? "out of memory" : "the text is too long");
    }
    r->alloc = *b->alloc;
    r->text = *b;
    r->text.alloc = &r->alloc;
    r->text.p[r->text.n] = 0;
    b->p = NULL;
    b->n = b->cap = 0;
    *out = r;
    return SBILL_OK;
}

const char *sbill_report_text(const sbill_report *r, size_t *len)
{
    if (len)
        *len = r ? r->text.n : 0;
    return r ? r->text.p : "";
}

void sbill_report_free(sbill_report *r)
{
    struct sbill_alloc alloc;

    if (!r)
        return;
    alloc = r->alloc;
    r->text.alloc = &alloc;
    sbill_buf_free(&r->text);
    sbill_alloc_put(&alloc, r, sizeof *r);
}
