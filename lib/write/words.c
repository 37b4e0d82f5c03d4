#include "write/words.h"

size_t sbill_offset_out(const struct sbill_encounter *e, int32_t note, size_t bytes)
{
    struct sbill_text text;

    if (note < 0 || (size_t)note >= e->record.notes.n)
        return bytes;
    text = e->record.notes.v[note].text;
    if (bytes > text.n)
        bytes = text.n;
    switch (e->settings.offset_unit) {
    case SBILL_OFFSET_CODEPOINTS:
        return sbill_utf8_points(text, bytes);
    case SBILL_OFFSET_UTF16:
        return sbill_utf8_utf16(text, bytes);
    default:
        return bytes;
    }
}

const char *sbill_outcome_word(int32_t outcome)
{
    static const char *const words[] = {
        [SBILL_OUTCOME_NONE] = "none",         [SBILL_OUTCOME_READY] = "ready",
        [SBILL_OUTCOME_DRAFT] = "draft",       [SBILL_OUTCOME_HOLD] = "hold",
        [SBILL_OUTCOME_NO_CLAIM] = "no-claim", [SBILL_OUTCOME_STOPPED] = "stopped",
    };

    return outcome >= 0 && outcome <= SBILL_OUTCOME_STOPPED ? words[outcome] : "";
}

const char *sbill_set_by_word(int32_t set_by)
{
    static const char *const words[] = {
        [SBILL_BY_DEFAULT] = "default",
        [SBILL_BY_ORGANISATION] = "organisation",
        [SBILL_BY_PAYER] = "payer",
        [SBILL_BY_PAYER_TYPE] = "payer and claim type",
    };

    return set_by >= 0 && set_by <= SBILL_BY_PAYER_TYPE ? words[set_by] : "";
}

const char *sbill_status_word(int32_t status)
{
    static const char *const words[] = {"", "entered", "suggested", "confirmed", "rejected"};

    return status > 0 && status <= SBILL_REJECTED ? words[status] : "";
}

static int64_t find(const struct sbill_encounter *e, int32_t system, struct sbill_text code,
                    int32_t on)
{
    int64_t ref = -1;

    sbill_code_find(e->book, system, code.p ? code.p : "", code.n, on, &ref);
    return ref;
}

void sbill_print_code(const struct sbill_encounter *e, int32_t system, struct sbill_text code,
                      int32_t on, struct sbill_printed *out)
{
    static const int32_t procedures[] = {SBILL_SYSTEM_HCPCS, SBILL_SYSTEM_CPT, SBILL_SYSTEM_CDT};
    int64_t ref = system ? find(e, system, code, on) : -1;

    *out = (struct sbill_printed){.system = system, .title = SBILL_T("")};
    for (size_t i = 0; system == 0 && ref < 0 && i < sizeof procedures / sizeof *procedures; i++) {
        ref = find(e, procedures[i], code, on);
        out->system = ref >= 0 ? procedures[i] : 0;
    }
    if (ref < 0)
        return;
    out->n = sbill_code_print(e->book, ref, out->room, sizeof out->room);
    out->title.p = sbill_code_title(e->book, ref, &out->title.n);
}

struct sbill_text sbill_printed_code(const struct sbill_printed *p, struct sbill_text given)
{
    return p->n ? (struct sbill_text){p->room, p->n} : given;
}

struct sbill_text sbill_span_text(const struct sbill_encounter *e, const struct sbill_evidence *ev)
{
    struct sbill_text text;

    if (ev->note < 0 || (size_t)ev->note >= e->record.notes.n)
        return SBILL_T("");
    text = e->record.notes.v[ev->note].text;
    if (ev->start > ev->end || ev->end > text.n)
        return SBILL_T("");
    return (struct sbill_text){text.p + ev->start, ev->end - ev->start};
}
