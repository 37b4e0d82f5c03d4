/* What a book is made of: section INPT, and the report over all layers. Section, little-endian:
 *
 *   0 layout 4, inputs 4, text: offset 4, size 4, zero 48
 *  64 inputs, 80 each, in the order of the manifests: system 4, from 4, to 4, flags 4 (1 = extract), then offset in the
 *     text of name, layout, release and base, 4 each, zero 16, SHA-256 of the file 32; texts end in NUL */
#include "base/json.h"
#include "base/report.h"
#include "book/draft.h"
#include "book/inside.h"
#include "book/rules_pack.h"
#include "book/section.h"

enum {
    LAYOUT = 1,
    HEAD = 64,
    INPUT = 80,
    SHA_AT = 48
};

/* ---- building ---- */

static void put_text(struct sbill_buf *out, struct sbill_buf *text, struct sbill_text t)
{
    sbill_put_u32(out, (uint32_t)text->n);
    sbill_buf_text(text, t);
    sbill_buf_char(text, 0);
}

static void put_input(struct sbill_buf *out, struct sbill_buf *text,
                      const struct sbill_draft_input *d)
{
    static const char zeros[16];

    sbill_put_i32(out, d->in.system);
    sbill_put_i32(out, d->in.from);
    sbill_put_i32(out, d->in.to);
    sbill_put_u32(out, d->in.extract);
    put_text(out, text, d->in.name);
    put_text(out, text, d->in.layout);
    put_text(out, text, d->in.release);
    put_text(out, text, d->in.base);
    sbill_buf_add(out, zeros, sizeof zeros);
    sbill_buf_add(out, (const char *)d->sha256, sizeof d->sha256);
}

int32_t sbill_draft_inputs(struct sbill_builder *b, sbill_error **err)
{
    struct sbill_buf out, text;
    static const char zeros[48];
    int32_t status;

    sbill_buf_init(&out, &b->alloc, INT32_MAX);
    sbill_buf_init(&text, &b->alloc, INT32_MAX);
    sbill_put_u32(&out, LAYOUT);
    sbill_put_u32(&out, (uint32_t)b->inputs.n);
    sbill_put_u32(&out, (uint32_t)(HEAD + b->inputs.n * INPUT));
    sbill_put_u32(&out, 0); /* size of the text, known below */
    sbill_buf_add(&out, zeros, sizeof zeros);
    for (size_t i = 0; i < b->inputs.n; i++)
        put_input(&out, &text, &b->inputs.v[i]);
    sbill_buf_text(&out, sbill_buf_view(&text));
    if (out.failed || text.failed) {
        status = sbill_fail(err, out.failed ? out.failed : text.failed, SBILL_NOWHERE,
                            "no memory for the list of inputs");
    } else {
        sbill_put32((uint8_t *)out.p + 12, (uint32_t)text.n);
        status = sbill_build_section(b, SBILL_SEC_INPUTS, 0, out.p, out.n, err);
    }
    sbill_buf_free(&out);
    sbill_buf_free(&text);
    return status;
}

/* ---- reading ---- */

struct inputs {
    struct sbill_text s, text;
    uint32_t count;
};

static bool open_inputs(const struct sbill_layer *l, struct inputs *in)
{
    if (!sbill_layer_section(l, SBILL_SEC_INPUTS, 0, NULL, &in->s) ||
        sbill_section_u32(in->s, 0) != LAYOUT)
        return false;
    in->count = sbill_section_count(in->s, HEAD, sbill_section_u32(in->s, 4), INPUT);
    in->text = sbill_section_text(in->s, sbill_section_u32(in->s, 8), sbill_section_u32(in->s, 12));
    return in->text.n > 0 && in->text.p[in->text.n - 1] == 0;
}

static struct sbill_text pool(const struct inputs *in, size_t at)
{
    uint32_t where = sbill_section_u32(in->s, at);
    struct sbill_text t = sbill_text_from(where < in->text.n ? in->text.p + where : "");

    return sbill_utf8_check(t) == t.n ? t : (struct sbill_text){"", 0}; /* JSON is UTF-8 */
}

static void hex_key(struct sbill_jw *w, const char *key, const uint8_t *p)
{
    static const char digits[] = "0123456789abcdef";
    char text[64];

    for (size_t i = 0; i < 32; i++) {
        text[2 * i] = digits[p[i] >> 4];
        text[2 * i + 1] = digits[p[i] & 15];
    }
    sbill_jw_key(w, key);
    sbill_jw_text(w, (struct sbill_text){text, sizeof text});
}

static void write_inputs(struct sbill_jw *w, const struct sbill_layer *l)
{
    struct inputs in;

    sbill_jw_key(w, "inputs");
    sbill_jw_open(w, '[');
    for (uint32_t i = 0; open_inputs(l, &in) && i < in.count; i++) {
        size_t at = HEAD + (size_t)i * INPUT;
        const char *system = sbill_system_name(sbill_section_i32(in.s, at));
        sbill_jw_open(w, '{');
        sbill_jw_key(w, "name");
        sbill_jw_text(w, pool(&in, at + 16));
        sbill_jw_key(w, "layout");
        sbill_jw_text(w, pool(&in, at + 20));
        sbill_jw_opt_text(w, "system", sbill_text_from(system));
        sbill_jw_opt_text(w, "release", pool(&in, at + 24));
        sbill_jw_opt_text(w, "base", pool(&in, at + 28));
        sbill_jw_opt_date(w, "from", sbill_section_i32(in.s, at + 4));
        sbill_jw_opt_date(w, "to", sbill_section_i32(in.s, at + 8));
        if (sbill_section_u32(in.s, at + 12) & 1) {
            sbill_jw_key(w, "extract");
            sbill_jw_bool(w, true);
        }
        hex_key(w, "sha256", (const uint8_t *)in.s.p + at + SHA_AT);
        sbill_jw_close(w, '}');
    }
    sbill_jw_close(w, ']');
}

static void write_layer(struct sbill_jw *w, const struct sbill_layer *l)
{
    sbill_jw_open(w, '{');
    sbill_jw_key(w, "format");
    sbill_jw_int(w, l->format);
    sbill_jw_key(w, "size");
    sbill_jw_int(w, (int64_t)l->n);
    hex_key(w, "checksum", l->p + SBILL_CHECKSUM_AT);
    write_inputs(w, l);
    sbill_jw_close(w, '}');
}

/* Codes in force on a date, billable and headers. */
static void count_codes(const struct sbill_codes *t, int32_t on, int64_t counts[2])
{
    counts[0] = counts[1] = 0;
    for (uint32_t i = 0; i < t->rows; i++) {
        const uint8_t *r = sbill_row_at(t, i);
        if (on >= (int32_t)sbill_le32(r) && on <= (int32_t)sbill_le32(r + 4))
            counts[sbill_le32(r + 8) & SBILL_CF_HEADER ? 1 : 0]++;
    }
}

static void write_span(struct sbill_jw *w, const struct sbill_codes *t, const uint8_t *span)
{
    int32_t from = (int32_t)sbill_le32(span), to = (int32_t)sbill_le32(span + 4);
    struct sbill_text release =
        sbill_codes_text(t, sbill_le32(span + 8), sbill_le32(span + 12) & 0xffffff);
    int64_t counts[2];

    count_codes(t, from == SBILL_DATE_FIRST ? t->newest : from, counts);
    sbill_jw_open(w, '{');
    if (sbill_utf8_check(release) == release.n)
        sbill_jw_opt_text(w, "release", release);
    sbill_jw_opt_date(w, "from", from);
    sbill_jw_opt_date(w, "to", to == SBILL_DATE_LAST ? SBILL_NO_DATE : to);
    sbill_jw_key(w, "billable");
    sbill_jw_int(w, counts[0]);
    sbill_jw_key(w, "headers");
    sbill_jw_int(w, counts[1]);
    if (sbill_le32(span + 12) >> 24 & SBILL_SPAN_EXTRACT) {
        sbill_jw_key(w, "extract");
        sbill_jw_bool(w, true);
    }
    sbill_jw_close(w, '}');
}

enum {
    MOST_SPANS = 64
}; /* a report, not a dump */

static void write_system(struct sbill_jw *w, const struct sbill_codes *t)
{
    uint32_t first = t->spans > MOST_SPANS ? t->spans - MOST_SPANS : 0;

    sbill_jw_open(w, '{');
    sbill_jw_key(w, "system");
    sbill_jw_z(w, sbill_system_name(t->system) ? sbill_system_name(t->system) : "");
    sbill_jw_key(w, "layer");
    sbill_jw_int(w, t->layer);
    sbill_jw_key(w, "codes");
    sbill_jw_int(w, t->codes);
    sbill_jw_key(w, "spans");
    sbill_jw_open(w, '[');
    for (uint32_t i = first; i < t->spans; i++)
        write_span(w, t, t->span + (size_t)i * SBILL_SPAN_SIZE);
    sbill_jw_close(w, ']');
    sbill_jw_close(w, '}');
}

/* How many sections of a kind there are. */
static void count_sections(struct sbill_jw *w, const sbill_book *b, const char *key, uint32_t kind)
{
    struct sbill_text s;
    int64_t n = 0;

    for (size_t i = 0; i < b->layer_count; i++)
        for (size_t k = 0; sbill_layer_section(&b->layers[i], kind, k, NULL, &s); k++)
            n++;
    sbill_jw_key(w, key);
    sbill_jw_int(w, n);
}

static void clean_text(struct sbill_jw *w, const char *key, struct sbill_text t)
{
    if (sbill_utf8_check(t) == t.n)
        sbill_jw_opt_text(w, key, t);
}

static void count_of(struct sbill_jw *w, const char *key, size_t n)
{
    sbill_jw_key(w, key);
    sbill_jw_int(w, (int64_t)n);
}

/* One rule pack: what it is and how much is in it. */
static int32_t write_pack(struct sbill_jw *w, const sbill_book *b, struct sbill_text section)
{
    struct sbill_arena arena;
    struct sbill_pack pack;
    int32_t status;

    sbill_arena_init(&arena, &b->alloc, (size_t)1 << 28);
    status = sbill_pack_read(&arena, section, &pack);
    sbill_jw_open(w, '{');
    if (status == SBILL_OK) {
        clean_text(w, "id", pack.id);
        clean_text(w, "version", pack.version);
        sbill_jw_opt_date(w, "from", pack.from);
        sbill_jw_opt_date(w, "to", pack.to);
        count_of(w, "concepts", pack.concepts.n);
        count_of(w, "rules", pack.rules.n);
    }
    sbill_jw_close(w, '}');
    sbill_arena_free(&arena);
    return status == SBILL_NOMEM ? status : SBILL_OK;
}

static int32_t write_packs(struct sbill_jw *w, const sbill_book *b)
{
    struct sbill_text s;
    int32_t status = SBILL_OK;

    sbill_jw_key(w, "packs");
    sbill_jw_open(w, '[');
    for (size_t i = 0; i < b->layer_count; i++)
        for (size_t k = 0;
             status == SBILL_OK && sbill_layer_section(&b->layers[i], SBILL_SEC_RULES, k, NULL, &s);
             k++)
            status = write_pack(w, b, s);
    sbill_jw_close(w, ']');
    return status;
}

static void write_profiles(struct sbill_jw *w, const sbill_book *b)
{
    const struct sbill_payer_profile *p;

    sbill_jw_key(w, "profiles");
    sbill_jw_open(w, '[');
    for (size_t i = 0; (p = sbill_book_payer_at(b, i)) != NULL; i++) {
        sbill_jw_open(w, '{');
        clean_text(w, "name", sbill_payer_name(b, p));
        clean_text(w, "title", sbill_payer_title(b, p));
        sbill_jw_close(w, '}');
    }
    sbill_jw_close(w, ']');
}

int32_t sbill_book_info(const sbill_book *b, sbill_report **out, sbill_error **err)
{
    struct sbill_buf buf;
    struct sbill_jw w = {&buf, false};

    if (!b || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "info needs a book and a place for the report");
    sbill_buf_init(&buf, &b->alloc, INT32_MAX);
    sbill_jw_open(&w, '{');
    sbill_jw_key(&w, "layers");
    sbill_jw_open(&w, '[');
    for (size_t i = 0; i < b->layer_count; i++)
        write_layer(&w, &b->layers[i]);
    sbill_jw_close(&w, ']');
    sbill_jw_key(&w, "systems");
    sbill_jw_open(&w, '[');
    for (int32_t s = 1; s <= SBILL_SYSTEM_MAX; s++)
        for (const struct sbill_codes *t = b->first[s]; t; t = t->next)
            write_system(&w, t);
    sbill_jw_close(&w, ']');
    count_sections(&w, b, "rule_packs", SBILL_SEC_RULES);
    count_sections(&w, b, "payers", SBILL_SEC_PAYERS);
    count_sections(&w, b, "fee_tables", SBILL_SEC_FEES);
    count_sections(&w, b, "group_tables", SBILL_SEC_GROUPS);
    sbill_info_edits(&w, b);
    sbill_info_notes(&w, b);
    write_profiles(&w, b);
    if (write_packs(&w, b) == SBILL_NOMEM)
        buf.failed = SBILL_NOMEM;
    sbill_jw_close(&w, '}');
    return sbill_report_take(&buf, out, err);
}
