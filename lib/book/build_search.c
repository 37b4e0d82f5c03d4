/* The section that search reads, made from the finished code table and the terms (layout:
 * book/search.h). */
#include <stdlib.h>
#include <string.h>

#include "book/codes.h"
#include "book/draft.h"
#include "book/search.h"
#include "book/section.h"

struct word {
    struct sbill_text text;
    uint32_t hash, next; /* chain of the table: 1 + index, 0 = end */
    uint32_t count[2];   /* docs with it in the title; only in a term */
    uint32_t start[2];   /* its place among all postings */
    uint32_t at[2];      /* its list in the section */
    uint32_t last[2];    /* 1 + the doc noted last */
};

struct doc {
    uint32_t row, score;
};

struct index {
    struct sbill_builder *b;
    const struct sbill_codes *c;
    struct doc *docs;                     /* by number */
    SBILL_LIST(struct word) words;        /* as met, then sorted */
    uint32_t *heads;                      /* hash table */
    uint32_t *postings[2];                /* docs of all words, word after word */
    SBILL_LIST(uint32_t) heavy;           /* pairs: first word, last + 1 */
    const struct sbill_draft_term *terms; /* of this system, by code */
    size_t term_count;
};

enum {
    HEADS = 1 << 16
};

static struct sbill_text title_of(const struct sbill_codes *c, uint32_t row)
{
    const uint8_t *r = sbill_row_at(c, row);

    return sbill_codes_text(c, sbill_le32(r + 20), sbill_le16(r + 28));
}

static bool holds(struct sbill_text t, struct sbill_text part)
{
    for (size_t i = 0; i + part.n <= t.n; i++)
        if (memcmp(t.p + i, part.p, part.n) == 0)
            return true;
    return false;
}

/* Low is good. What a visit is most often about comes first: complete codes, few words, the first
 * encounter. */
static uint32_t score(const struct sbill_codes *c, uint32_t row)
{
    struct sbill_text title = title_of(c, row);
    uint32_t s = (uint32_t)title.n;

    if (sbill_le32(sbill_row_at(c, row) + 8) & SBILL_CF_HEADER)
        s += 1u << 20;
    if (holds(title, SBILL_T("sequela")) || holds(title, SBILL_T("subsequent encounter")))
        s += 64;
    return s;
}

static int by_score(const void *x, const void *y)
{
    const struct doc *a = x, *b = y;

    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static uint32_t hash_of(struct sbill_text t)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (uint8_t)t.p[i]) * 16777619u;
    return h ^ h >> 16;
}

static struct word *word_named(struct index *x, struct sbill_text t)
{
    uint32_t h = hash_of(t), *head = &x->heads[h % HEADS];
    struct word *w;

    for (uint32_t i = *head; i; i = x->words.v[i - 1].next)
        if (x->words.v[i - 1].hash == h && sbill_text_eq(x->words.v[i - 1].text, t))
            return &x->words.v[i - 1];
    w = SBILL_PUSH(&x->b->arena, &x->words);
    if (!w)
        return NULL;
    w->text = sbill_arena_copy(&x->b->arena, t);
    w->hash = h;
    w->next = *head;
    *head = (uint32_t)x->words.n;
    return w;
}

/* One word of one doc: counted in the first pass, put into its place in the second. Title words
 * come before term words, and a word in the title is not noted again as a term. */
static void note_word(struct index *x, struct sbill_text t, uint32_t doc, int kind, bool place)
{
    struct word *w = word_named(x, t);

    if (!w || w->last[0] == doc + 1 || w->last[kind] == doc + 1)
        return;
    w->last[kind] = doc + 1;
    if (place)
        x->postings[kind][w->start[kind] + w->count[kind]] = doc;
    w->count[kind]++;
}

static void note_text(struct index *x, struct sbill_text text, uint32_t doc, int kind, bool place)
{
    char room[SBILL_WORD_MAX + 1];
    size_t n;

    while ((n = sbill_search_word(&text, false, room)) > 0)
        note_word(x, (struct sbill_text){room, n}, doc, kind, place);
}

static int by_term_code(const void *x, const void *y)
{
    const struct sbill_draft_term *a = x, *b = y;

    if (a->system != b->system)
        return a->system < b->system ? -1 : 1;
    return memcmp(a->code, b->code, 16);
}

static void note_terms(struct index *x, uint32_t entry, uint32_t doc, bool place)
{
    const uint8_t *code = sbill_entry_at(x->c, entry);
    size_t lo = 0, hi = x->term_count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (memcmp(x->terms[mid].code, code, 16) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < x->term_count && memcmp(x->terms[lo].code, code, 16) == 0; lo++)
        note_text(x, x->terms[lo].term, doc, 1, place);
}

static void note_all(struct index *x, bool place)
{
    for (uint32_t d = 0; d < x->c->rows; d++) {
        uint32_t row = x->docs[d].row;
        note_text(x, title_of(x->c, row), d, 0, place);
        note_terms(x, sbill_le32(sbill_row_at(x->c, row) + 12), d, place);
    }
}

static int by_text(const void *x, const void *y)
{
    return sbill_text_cmp(((const struct word *)x)->text, ((const struct word *)y)->text);
}

/* Sort the words, then give each its place among the postings and forget the counts. */
static int32_t lay_out(struct index *x, sbill_error **err)
{
    uint32_t total[2] = {0, 0};

    if (x->words.n)
        qsort(x->words.v, x->words.n, sizeof *x->words.v, by_text);
    memset(x->heads, 0, HEADS * sizeof *x->heads);
    for (size_t i = 0; i < x->words.n; i++) {
        struct word *w = &x->words.v[i];
        for (int k = 0; k < 2; k++) {
            w->start[k] = total[k];
            total[k] += w->count[k];
            w->count[k] = w->last[k] = 0;
        }
        w->next = x->heads[w->hash % HEADS];
        x->heads[w->hash % HEADS] = (uint32_t)i + 1;
    }
    x->postings[0] = SBILL_NEW_N(&x->b->arena, uint32_t, (size_t)total[0] + 1);
    x->postings[1] = SBILL_NEW_N(&x->b->arena, uint32_t, (size_t)total[1] + 1);
    return sbill_draft_memory(x->b, err);
}

/* ---- heavy ranges ---- */

static uint32_t heavy_from(const struct index *x)
{
    return x->c->rows / 8 > 512 ? x->c->rows / 8 : 512;
}

static void note_heavy(struct index *x, uint32_t lo, uint32_t hi)
{
    uint32_t *v;
    size_t n = x->heavy.n;

    if (n >= 2 && x->heavy.v[n - 2] == lo && x->heavy.v[n - 1] == hi)
        return;
    v = SBILL_PUSH(&x->b->arena, &x->heavy);
    if (v)
        *v = lo;
    v = SBILL_PUSH(&x->b->arena, &x->heavy);
    if (v)
        *v = hi;
}

/* All ranges of words lo..hi-1, which agree in `depth` characters, that share a longer prefix and
 * are heavy. */
static void find_heavy(struct index *x, uint32_t lo, uint32_t hi, size_t depth)
{
    while (lo < hi) {
        struct sbill_text t = x->words.v[lo].text;
        uint32_t end = lo;
        uint64_t total = 0;
        for (; end < hi; end++) {
            const struct word *w = &x->words.v[end];
            bool whole = t.n == depth; /* the word that ends here is a range of its own */
            if (end > lo && (whole || w->text.n == depth || w->text.p[depth] != t.p[depth]))
                break;
            total += (uint64_t)w->count[0] + w->count[1];
        }
        if (total >= heavy_from(x)) {
            note_heavy(x, lo, end);
            if (t.n > depth && depth < SBILL_WORD_MAX)
                find_heavy(x, lo, end, depth + 1);
        }
        lo = end;
    }
}

static void put_bitmaps(struct index *x, uint32_t lo, uint32_t hi, struct sbill_buf *out)
{
    size_t bytes = ((size_t)x->c->rows + 63) / 64 * 8, at = out->n;
    uint8_t *title, *all;

    if (!sbill_buf_room(out, 2 * bytes))
        return;
    memset(out->p + at, 0, 2 * bytes);
    out->n += 2 * bytes;
    title = (uint8_t *)out->p + at;
    all = title + bytes;
    for (uint32_t w = lo; w < hi; w++)
        for (int k = 0; k < 2; k++)
            for (uint32_t i = 0; i < x->words.v[w].count[k]; i++) {
                uint32_t doc = x->postings[k][x->words.v[w].start[k] + i];
                all[doc / 8] |= (uint8_t)(1u << doc % 8);
                if (k == 0)
                    title[doc / 8] |= (uint8_t)(1u << doc % 8);
            }
}

static int by_range(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;

    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return (a[1] > b[1]) - (a[1] < b[1]);
}

/* ---- the section ---- */

static void put_list(struct index *x, struct word *w, int kind, struct sbill_buf *out)
{
    uint32_t before = 0;

    w->at[kind] = (uint32_t)out->n;
    for (uint32_t i = 0; i < w->count[kind]; i++) {
        uint32_t doc = x->postings[kind][w->start[kind] + i], step = doc - before;
        for (; step >= 0x80; step >>= 7)
            sbill_buf_char(out, (char)((step & 0x7f) | 0x80));
        sbill_buf_char(out, (char)step);
        before = doc;
    }
}

enum {
    BUFS = 8
}; /* of one section: the parts, and all of them together */

struct parts {
    struct sbill_buf docs, ranks, words, heavy, bitmaps, lists, text;
};

static void put_words(struct index *x, struct parts *p)
{
    for (size_t i = 0; i < x->words.n; i++) {
        struct word *w = &x->words.v[i];
        put_list(x, w, 0, &p->lists);
        put_list(x, w, 1, &p->lists);
        sbill_put_u32(&p->words, (uint32_t)p->text.n);
        sbill_put_u32(&p->words, (uint32_t)w->text.n);
        for (int k = 0; k < 2; k++) {
            sbill_put_u32(&p->words, w->at[k]);
            sbill_put_u32(&p->words, w->count[k]);
        }
        sbill_buf_text(&p->text, w->text);
    }
}

static int32_t put_docs(struct index *x, struct parts *p, sbill_error **err)
{
    uint32_t *rank = SBILL_NEW_N(&x->b->arena, uint32_t, (size_t)x->c->rows + 1);

    if (!rank)
        return sbill_draft_memory(x->b, err);
    for (uint32_t d = 0; d < x->c->rows; d++) {
        sbill_put_u32(&p->docs, x->docs[d].row);
        rank[x->docs[d].row] = d;
    }
    for (uint32_t r = 0; r < x->c->rows; r++)
        sbill_put_u32(&p->ranks, rank[r]);
    return SBILL_OK;
}

static void assemble(const struct index *x, const struct parts *p, struct sbill_buf *out)
{
    const struct sbill_buf *order[] = {&p->docs,    &p->ranks, &p->words, &p->heavy,
                                       &p->bitmaps, &p->lists, &p->text};
    static const char zeros[64];
    size_t at = SBILL_SEARCH_HEAD;

    sbill_put_u32(out, SBILL_SEARCH_LAYOUT);
    sbill_put_u32(out, x->c->rows);
    sbill_put_u32(out, (uint32_t)x->words.n);
    sbill_put_u32(out, (uint32_t)(x->heavy.n / 2));
    for (size_t i = 0; i < 7; i++) {
        sbill_put_u32(out, (uint32_t)at);
        at += (order[i]->n + 7) & ~(size_t)7;
        out->failed = out->failed ? out->failed : order[i]->failed;
    }
    sbill_put_u32(out, (uint32_t)p->lists.n);
    sbill_put_u32(out, (uint32_t)p->text.n);
    sbill_buf_add(out, zeros, SBILL_SEARCH_HEAD - 52);
    for (size_t i = 0; i < 7; i++) {
        sbill_buf_text(out, sbill_buf_view(order[i]));
        sbill_buf_add(out, zeros, ((order[i]->n + 7) & ~(size_t)7) - order[i]->n);
    }
}

static int32_t write_section(struct index *x, sbill_error **err)
{
    struct parts p;
    struct sbill_buf out,
        *bufs[BUFS] = {&p.docs, &p.ranks, &p.words, &p.heavy, &p.bitmaps, &p.lists, &p.text, &out};
    int32_t status;

    for (size_t i = 0; i < BUFS; i++)
        sbill_buf_init(bufs[i], &x->b->alloc, INT32_MAX);
    status = put_docs(x, &p, err);
    put_words(x, &p);
    if (x->heavy.n)
        qsort(x->heavy.v, x->heavy.n / 2, 2 * sizeof *x->heavy.v, by_range);
    for (size_t i = 0; i + 1 < x->heavy.n; i += 2) {
        sbill_put_u32(&p.heavy, x->heavy.v[i]);
        sbill_put_u32(&p.heavy, x->heavy.v[i + 1]);
        put_bitmaps(x, x->heavy.v[i], x->heavy.v[i + 1], &p.bitmaps);
    }
    assemble(x, &p, &out);
    if (status == SBILL_OK && out.failed)
        status = sbill_fail(err, out.failed, SBILL_NOWHERE,
                            "no memory for the words of the code tables");
    if (status == SBILL_OK)
        status =
            sbill_build_section(x->b, SBILL_SEC_SEARCH, (uint32_t)x->c->system, out.p, out.n, err);
    for (size_t i = 0; i < BUFS; i++)
        sbill_buf_free(bufs[i]);
    return status;
}

static int32_t index_system(struct sbill_builder *b, const struct sbill_codes *c, sbill_error **err)
{
    struct index x = {.b = b, .c = c};
    int32_t status;

    x.docs = SBILL_NEW_N(&b->arena, struct doc, (size_t)c->rows + 1);
    x.heads = SBILL_NEW_N(&b->arena, uint32_t, HEADS);
    if (!x.docs || !x.heads)
        return sbill_draft_memory(b, err);
    for (size_t i = 0; i < b->terms.n; i++)
        if (b->terms.v[i].system == c->system) {
            x.terms = x.terms ? x.terms : &b->terms.v[i];
            x.term_count++;
        }
    for (uint32_t i = 0; i < c->rows; i++)
        x.docs[i] = (struct doc){i, score(c, i)};
    qsort(x.docs, c->rows, sizeof *x.docs, by_score);
    note_all(&x, false);
    status = lay_out(&x, err);
    if (status != SBILL_OK)
        return status;
    note_all(&x, true);
    find_heavy(&x, 0, (uint32_t)x.words.n, 0);
    status = sbill_draft_memory(b, err);
    return status == SBILL_OK ? write_section(&x, err) : status;
}

/* What a code includes says what it is also called: I10 includes high blood pressure. */
static int32_t terms_from_notes(struct sbill_builder *b, sbill_error **err)
{
    for (size_t i = 0; i < b->notes.n; i++) {
        const struct sbill_draft_note *n = &b->notes.v[i];
        struct sbill_draft_term *t;
        char code[16] = {0};
        if (n->kind != SBILL_NOTE_INCLUDES || sbill_code_normal(n->code, code) < 3)
            continue;
        t = SBILL_PUSH(&b->arena, &b->terms);
        if (!t)
            return sbill_draft_memory(b, err);
        t->system = n->system;
        memcpy(t->code, code, sizeof t->code);
        t->term = n->text;
    }
    return SBILL_OK;
}

int32_t sbill_draft_search(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = terms_from_notes(b, err);

    if (b->terms.n)
        qsort(b->terms.v, b->terms.n, sizeof *b->terms.v, by_term_code);
    for (int32_t s = 1; status == SBILL_OK && s <= SBILL_SYSTEM_MAX; s++)
        if (b->tables[s])
            status = index_system(b, b->tables[s], err);
    return status;
}
