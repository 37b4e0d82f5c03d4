/* Rule packs in tests: from XML to rules, and a note run through them. */
#ifndef TESTS_RULES_UNIT_H
#define TESTS_RULES_UNIT_H

#include "assign/work.h"
#include "book/rules_pack.h"
#include "map/shapes.h"
#include "unit.h"

#define PACK_HEAD "<rules xmlns='urn:superbill:rules:1' id='p' version='7'>"

/* A book with no tables: every code is "not loaded", so rules are judged by themselves. */
static inline sbill_book *bare_book(sbill_builder **builder)
{
    const void *image;
    size_t n;
    sbill_book *book;

    ck_assert_int_eq(sbill_builder_new(NULL, builder, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_builder_finish(*builder, &image, &n, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, n, NULL, &book, NULL), SBILL_OK);
    return book;
}

/* The section of a pack, which must be good. */
static inline struct sbill_buf section_of(const char *xml)
{
    struct sbill_buf out;
    sbill_error *err = NULL;

    sbill_xml_start();
    sbill_buf_init(&out, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert_msg(sbill_rules_compile(sbill_alloc_default(), t("pack.xml"), t(xml), NULL, NULL,
                                      &out, &err) == SBILL_OK,
                  "line %u: %s", err ? sbill_error_line(err) : 0,
                  err ? sbill_error_message(err) : "");
    return out;
}

/* One note through the rules of one pack (or two: the first is asked first). */
struct bench {
    sbill_builder *builder;
    sbill_book *book;
    struct sbill_buf sections[2];
    size_t section_count;
    struct sbill_rules *rules;
    sbill_encounter *e;
    struct sbill_work w;
};

static inline void bench_rules(struct bench *b)
{
    struct sbill_text sections[2];
    sbill_error *err = NULL;

    for (size_t i = 0; i < b->section_count; i++)
        sections[i] = sbill_buf_view(&b->sections[i]);
    ck_assert_msg(sbill_rules_new(sbill_alloc_default(), sections, b->section_count, b->book,
                                  &b->rules, &err) == SBILL_OK,
                  "%s", err ? sbill_error_message(err) : "");
}

static inline void bench_start(struct bench *b, const char *xml, const char *second)
{
    memset(b, 0, sizeof *b);
    b->book = bare_book(&b->builder);
    b->sections[b->section_count++] = section_of(xml);
    if (second)
        b->sections[b->section_count++] = section_of(second);
    bench_rules(b);
    ck_assert_int_eq(sbill_encounter_new(b->book, NULL, &b->e, NULL), SBILL_OK);
}

static inline void bench_stop(struct bench *b)
{
    sbill_encounter_free(b->e);
    sbill_rules_free(b->rules);
    for (size_t i = 0; i < b->section_count; i++)
        sbill_buf_free(&b->sections[i]);
    sbill_book_free(b->book);
    sbill_builder_free(b->builder);
}

/* A fresh record with one note. */
static inline struct sbill_record *bench_note(struct bench *b, const char *text)
{
    struct sbill_record *r = &b->e->record;
    struct sbill_note *note;

    sbill_encounter_reset(b->e);
    note = SBILL_PUSH(&b->e->arena, &r->notes);
    sbill_shape_clear(&sbill_note_shape, note);
    note->text = t(text);
    ck_assert(sbill_date_parse(t("2025-11-20"), &r->date_from));
    r->setting = SBILL_OUTPATIENT;
    r->claim_type = SBILL_PROFESSIONAL;
    b->e->has_record = true;
    return r;
}

static inline void bench_run(struct bench *b)
{
    ck_assert_int_eq(sbill_assign_work(&b->w, b->e, b->rules, NULL), SBILL_OK);
}

/* The first hit of a concept that was not dropped; NULL if there is none. */
static inline const struct sbill_hit *bench_hit(const struct bench *b, const char *concept)
{
    for (size_t i = 0; i < b->w.hits.n; i++)
        if (!(b->w.hits.v[i].flags & SBILL_HIT_DROPPED) &&
            sbill_text_is(b->rules->concepts.v[b->w.hits.v[i].concept].c->id, concept))
            return &b->w.hits.v[i];
    return NULL;
}

static inline const struct sbill_dx *bench_dx(const struct bench *b, const char *code)
{
    for (size_t i = 0; i < b->e->record.diagnoses.n; i++)
        if (sbill_text_is(b->e->record.diagnoses.v[i].code, code))
            return &b->e->record.diagnoses.v[i];
    return NULL;
}

static inline const struct sbill_withheld *bench_withheld(const struct bench *b, const char *code)
{
    for (size_t i = 0; i < b->e->withheld.n; i++)
        if (sbill_text_is(b->e->withheld.v[i].code, code))
            return &b->e->withheld.v[i];
    return NULL;
}

#endif
