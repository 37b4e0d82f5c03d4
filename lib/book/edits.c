/* Look-ups of the edit tables. */
#include "book/edits.h"

#include <string.h>

#include "book/inside.h"
#include "book/notes.h"

/* The answer of a walk that found no row. */
static int nothing(const struct sbill_keyed_walk *w)
{
    return w->covered ? 0 : -1;
}

int sbill_book_mue(const sbill_book *b, int32_t setting, struct sbill_text code, int32_t on,
                   struct sbill_mue *out)
{
    struct sbill_keyed_walk w;
    bool found;

    memset(out, 0, sizeof *out);
    out->rationale = out->source = SBILL_T("");
    if (setting < SBILL_SETTING_PRACTITIONER || setting > SBILL_SETTING_DME)
        return -1;
    sbill_keyed_walk(b, SBILL_KEYED_MUE_PRACTITIONER - 1 + setting, sbill_keyed_code(code), on,
                     false, &w);
    found = sbill_keyed_next(&w);
    out->source = w.source;
    if (!found)
        return nothing(&w);
    out->units = sbill_keyed_value(w.row, 0);
    out->mai = (int32_t)sbill_keyed_value(w.row, 1);
    out->rationale = sbill_keyed_text(w.t, sbill_keyed_value(w.row, 2));
    return 1;
}

/* ---- add-on codes: type, the key of the primary in two halves, the primary as text ---- */

static uint64_t primary_of(const struct sbill_keyed_walk *w)
{
    return sbill_keyed_value(w->row, 1) | (uint64_t)sbill_keyed_value(w->row, 2) << 32;
}

#define CONTRACTOR SBILL_T("CCCCC")

int sbill_book_addon(const sbill_book *b, struct sbill_text code, int32_t on,
                     struct sbill_addon *out)
{
    struct sbill_keyed_walk w;
    int answer = 0;

    memset(out, 0, sizeof *out);
    sbill_keyed_walk(b, SBILL_KEYED_ADDON, sbill_keyed_code(code), on, false, &w);
    while (sbill_keyed_next(&w)) {
        answer = 1;
        out->type = (int32_t)sbill_keyed_value(w.row, 0);
        out->contractor_defined =
            out->contractor_defined || primary_of(&w) == sbill_keyed_code(CONTRACTOR);
    }
    out->source = w.source;
    return answer ? answer : nothing(&w);
}

int sbill_book_addon_primary(const sbill_book *b, struct sbill_text code, struct sbill_text primary,
                             int32_t on)
{
    uint64_t want = sbill_keyed_code(primary);
    struct sbill_keyed_walk w;

    sbill_keyed_walk(b, SBILL_KEYED_ADDON, sbill_keyed_code(code), on, false, &w);
    while (sbill_keyed_next(&w))
        if (want && primary_of(&w) == want)
            return 1;
    return nothing(&w);
}

bool sbill_book_addon_nth(const sbill_book *b, struct sbill_text code, int32_t on, size_t nth,
                          struct sbill_text *primary)
{
    struct sbill_keyed_walk w;

    sbill_keyed_walk(b, SBILL_KEYED_ADDON, sbill_keyed_code(code), on, false, &w);
    while (sbill_keyed_next(&w)) {
        if (primary_of(&w) == sbill_keyed_code(CONTRACTOR) || nth-- > 0)
            continue;
        *primary = sbill_keyed_text(w.t, sbill_keyed_value(w.row, 3));
        return true;
    }
    return false;
}

int sbill_book_pfs(const sbill_book *b, struct sbill_text code, struct sbill_text modifier,
                   int32_t on, struct sbill_pfs *out)
{
    struct sbill_keyed_walk w;
    const char *c;
    bool found;

    memset(out, 0, sizeof *out);
    sbill_keyed_walk(b, SBILL_KEYED_PFS, sbill_keyed_modified(code, modifier), on, false, &w);
    found = sbill_keyed_next(&w);
    out->source = w.source;
    if (!found)
        return nothing(&w);
    c = (const char *)w.row + 8; /* the values are characters */
    out->status = c[0], out->pctc = c[1], out->multiple = c[2], out->bilateral = c[3];
    out->assistant = c[4], out->co_surgeon = c[5], out->team = c[6];
    memcpy(out->global, c + 8, 3);
    return 1;
}

/* One number of a table with a row a day. */
static int one_value(const sbill_book *b, int32_t table, uint64_t key, int32_t on, uint32_t *value,
                     struct sbill_keyed_walk *w)
{
    sbill_keyed_walk(b, table, key, on, false, w);
    if (!sbill_keyed_next(w))
        return nothing(w);
    *value = sbill_keyed_value(w->row, 0);
    return 1;
}

int sbill_book_dx_attributes(const sbill_book *b, struct sbill_text code, int32_t on,
                             uint32_t *flags, struct sbill_text *source)
{
    struct sbill_keyed_walk w;
    int answer = one_value(b, SBILL_KEYED_DX, sbill_keyed_code(code), on, flags, &w);

    *source = w.source;
    return answer;
}

int sbill_book_age_range(const sbill_book *b, uint32_t flag, int32_t on, int32_t *low,
                         int32_t *high, struct sbill_text *source)
{
    struct sbill_keyed_walk w;
    uint32_t first = 0;
    int answer = one_value(b, SBILL_KEYED_AGE, flag, on, &first, &w);

    *source = w.source;
    if (answer == 1) {
        *low = (int32_t)first;
        *high = (int32_t)sbill_keyed_value(w.row, 1);
    }
    return answer;
}

int sbill_book_discharge_status(const sbill_book *b, struct sbill_text code, int32_t on,
                                struct sbill_text *source)
{
    struct sbill_keyed_walk w;
    uint32_t number = 0, value;
    int answer;

    if (!sbill_text_u32(code, &number))
        number = 0;
    answer = one_value(b, SBILL_KEYED_DISCHARGE, number, on, &value, &w);
    *source = w.source;
    return answer;
}
