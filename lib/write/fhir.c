/* FHIR R4: the Bundle, the entries of one claim, and the names (urn:uuid) that tie them together. */
#include "write/fhir.h"

static int32_t fhir_begin(sbill_file *file, sbill_error **err)
{
    struct sbill_fhir *f = file->state;

    (void)err;
    f->file = file;
    f->arena = &file->scratch;
    sbill_fhir_start_systems(f, &file->settings);
    sbill_buf_z(&file->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<Bundle xmlns=\"http://hl7.org/fhir\">\n"
                            "<type value=\"collection\"/>\n");
    return SBILL_OK;
}

static int32_t fhir_end(sbill_file *file, sbill_error **err)
{
    (void)err;
    sbill_buf_z(&file->out, "</Bundle>\n");
    return SBILL_OK;
}

/* ---- names ----------------------------------------------------------------------------------- */

/* Two lanes of multiply and fold, eight bytes at a time: it names, it does not guard. */
struct name_hash {
    uint64_t a, b;
};

static void hash_word(struct name_hash *h, uint64_t w)
{
    h->a = (h->a ^ w) * UINT64_C(0x9E3779B97F4A7C15);
    h->a ^= h->a >> 32;
    h->b = (h->b + w) * UINT64_C(0xD6E8FEB86659FD93);
    h->b ^= h->b >> 29;
}

static void hash_text(struct name_hash *h, struct sbill_text t)
{
    uint64_t w;

    hash_word(h, t.n);
    for (; t.n >= 8; t.p += 8, t.n -= 8) {
        w = 0;
        for (int i = 0; i < 8; i++)
            w |= (uint64_t)(unsigned char)t.p[i] << (8 * i); /* the same on every machine */
        hash_word(h, w);
    }
    w = 0;
    for (size_t i = 0; i < t.n; i++)
        w |= (uint64_t)(unsigned char)t.p[i] << (8 * i);
    hash_word(h, w);
}

static void print_uuid(const uint8_t bytes[16], char out[36])
{
    static const char hex[] = "0123456789abcdef";

    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
}

/* From what the claim is called and its place in the file: the same file always has the same names, and no two
 * claims in a file share one. Version 8 of RFC 9562 (made as the maker sees fit). The last 8 digits number the
 * parties. */
static void name_claim(struct sbill_fhir *f)
{
    struct name_hash h = {UINT64_C(0x5355504552424C4C), UINT64_C(0x464849522D523421)};
    uint8_t bytes[16];

    hash_text(&h, f->r->id);
    hash_text(&h, f->c->id);
    hash_word(&h, (uint64_t)f->c->sequence << 32 | (uint32_t)f->c->frequency);
    hash_word(&h, (uint64_t)(uint32_t)f->c->part);
    hash_word(&h, f->file->claims);
    hash_word(&h, h.a ^ h.b >> 32);
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(h.a >> (8 * i));
        bytes[i + 8] = (uint8_t)(h.b >> (8 * i));
    }
    bytes[6] = (uint8_t)(0x80 | (bytes[6] & 0x0F));
    bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3F));
    print_uuid(bytes, f->uuid);
}

/* Three letters, or the setting's. */
static struct sbill_text currency(const struct sbill_fhir *f)
{
    struct sbill_text own = sbill_fhir_clean(f->r->currency);

    for (size_t i = 0; i < own.n; i++)
        if (!sbill_is_upper(own.p[i]))
            own.n = 0;
    return own.n == 3 ? own : sbill_text_from(f->file->settings.currency);
}

/* ---- entries --------------------------------------------------------------------------------- */

static const struct sbill_fhir_insurance *insurance_of(const struct sbill_fhir *f,
                                                       const void *coverage)
{
    for (size_t i = 0; i < f->insurance_count; i++)
        if (f->insurance[i].coverage == coverage)
            return &f->insurance[i];
    return NULL;
}

static void write_resource(struct sbill_fhir *f, const struct sbill_fhir_party *p)
{
    const struct sbill_coverage *coverage = p->who;

    switch (p->kind) {
    case SBILL_FHIR_CLAIM:
        sbill_fhir_claim(f);
        break;
    case SBILL_FHIR_PATIENT:
        sbill_fhir_patient(f);
        break;
    case SBILL_FHIR_PROVIDER:
        sbill_fhir_provider(f, p->who);
        break;
    case SBILL_FHIR_PAY_TO:
        sbill_fhir_pay_to(f, p->who);
        break;
    case SBILL_FHIR_PAY_TO_PLAN:
        sbill_fhir_plan(f, p->who);
        break;
    case SBILL_FHIR_FACILITY:
        sbill_fhir_facility(f, p->who);
        break;
    case SBILL_FHIR_PAYER:
        sbill_fhir_payer(f, &coverage->payer);
        break;
    case SBILL_FHIR_COVERAGE:
        sbill_fhir_coverage(f, insurance_of(f, coverage));
        break;
    case SBILL_FHIR_SUBSCRIBER:
        sbill_fhir_subscriber(f, coverage);
        break;
    case SBILL_FHIR_RESPONSE:
        sbill_fhir_response(f, insurance_of(f, coverage));
        break;
    }
}

static void write_entry(struct sbill_fhir *f, size_t party)
{
    SBILL_FHIR_UUID(f, "<entry>\n<fullUrl value=\"urn:uuid:", party, "\"/>\n<resource>\n");
    write_resource(f, &f->parties.v[party]);
    SBILL_XO_LIT(&f->x, "</resource>\n</entry>\n");
}

static int32_t fhir_claim(sbill_file *file, struct sbill_encounter *e, size_t claim,
                          sbill_error **err)
{
    struct sbill_fhir *f = file->state;

    (void)err; /* memory and room: asked by the caller */
    f->e = e;
    f->r = &e->record;
    f->c = &e->claims.v[claim];
    f->focal = NULL;
    f->billing = f->pay_to = f->facility = 0;
    f->place = NULL;
    f->insurance_count = 0;
    f->info_count = 0;
    memset(&f->parties, 0, sizeof f->parties);
    memset(&f->team, 0, sizeof f->team);
    f->currency = currency(f);
    name_claim(f);
    sbill_fhir_cast(f);
    f->infos = SBILL_NEW_N(f->arena, struct sbill_fhir_infos, f->c->lines.n + 1);
    if (f->arena->failed)
        return SBILL_OK; /* the caller asks it, and says so */
    sbill_xo_start(&f->x, &file->out);
    for (size_t i = 0; i < f->parties.n; i++)
        write_entry(f, i);
    sbill_xo_done(&f->x);
    sbill_fhir_left_out(f);
    return SBILL_OK;
}

const struct sbill_writer sbill_fhir_writer = {
    "fhir-xml", true, sizeof(struct sbill_fhir), fhir_begin, fhir_claim, fhir_end,
};
