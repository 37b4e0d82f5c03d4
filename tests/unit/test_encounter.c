#include "unit.h"

#include "../small_book.h"
#include "encounter/encounter.h"
#include "meter.h"

static sbill_builder *builder;
static sbill_book *book;
static sbill_encounter *e;

static void setup(void)
{
    const void *image;
    size_t len;

    ck_assert_int_eq(small_book_build(NULL, &builder, &image, &len, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_open_memory(image, len, NULL, &book, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_encounter_new(book, NULL, &e, NULL), SBILL_OK);
}

static void teardown(void)
{
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
}

static void is_blank(void)
{
    ck_assert_int_eq(e->record.date_from, SBILL_NO_DATE);
    ck_assert_int_eq(e->record.patient.birth_date, SBILL_NO_DATE);
    ck_assert_int_eq(e->record.patient_paid, SBILL_NO_MONEY);
    ck_assert_uint_eq(
        e->record.lines.n + e->findings.n + e->claims.n + e->queries.n + e->withheld.n, 0);
    ck_assert(!e->has_record && !e->assigned && !e->formed && !e->checked);
    ck_assert_int_eq(e->outcome, SBILL_OUTCOME_NONE);
    ck_assert_int_eq(e->finding_claim, -1);
    assert_text(e->outcome_reason, "");
    assert_text(sbill_buf_view(&e->out), "");
}

START_TEST(new_is_blank_and_reset_is_new)
{
    const char *name;

    is_blank();
    e->record.date_from = 20000;
    e->record.patient.name.last = sbill_arena_copy(&e->arena, SBILL_T("Sample"));
    name = e->record.patient.name.last.p;
    sbill_buf_z(&e->out, "Sample");
    (void)SBILL_PUSH(&e->arena, &e->findings);
    e->has_record = e->assigned = true;
    e->outcome = SBILL_OUTCOME_HOLD;
    sbill_encounter_reset(e);
    is_blank();
    ck_assert(was_wiped(name, 6));
    ck_assert(was_wiped(e->out.p, 6));
}
END_TEST

START_TEST(memory_is_asked_for_once)
{
    sbill_error *err = NULL;

    ck_assert_int_eq(sbill_encounter_memory(e, &err), SBILL_OK);
    ck_assert_ptr_null(err);
    e->arena.failed = SBILL_ELIMIT;
    ck_assert_int_eq(sbill_encounter_memory(e, &err), SBILL_ELIMIT);
    ck_assert_ptr_nonnull(strstr(sbill_error_message(err), "max-memory"));
    sbill_error_free(err);
    e->arena.failed = SBILL_NOMEM;
    ck_assert_int_eq(sbill_encounter_memory(e, NULL), SBILL_NOMEM);
    sbill_encounter_reset(e);
    ck_assert_int_eq(sbill_encounter_memory(e, NULL), SBILL_OK);
}
END_TEST

START_TEST(lines_take_the_date_of_the_record)
{
    struct sbill_line line = {.date_from = SBILL_NO_DATE};

    e->record.date_from = 20000;
    ck_assert_int_eq(sbill_line_date(&e->record, &line), 20000);
    line.date_from = 20001;
    ck_assert_int_eq(sbill_line_date(&e->record, &line), 20001);
    ck_assert(sbill_status_bills(SBILL_ENTERED));
    ck_assert(sbill_status_bills(SBILL_CONFIRMED));
    ck_assert(!sbill_status_bills(SBILL_SUGGESTED));
    ck_assert(!sbill_status_bills(SBILL_REJECTED));
}
END_TEST

/* Each allocation of a new encounter refused in turn. */
START_TEST(born_without_memory)
{
    sbill_options *o;
    struct meter m = {0};
    int32_t status = SBILL_NOMEM;
    size_t n = 0;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
    while (status != SBILL_OK) {
        sbill_encounter *own = NULL;
        m = (struct meter){.fail_at = ++n};
        status = sbill_encounter_new(book, o, &own, NULL);
        ck_assert(status == SBILL_OK || status == SBILL_NOMEM);
        ck_assert((status == SBILL_OK) == (own != NULL));
        sbill_encounter_free(own);
        ck_assert_uint_eq(m.live, 0);
    }
    ck_assert_uint_gt(n, 2);
    sbill_options_free(o);
}
END_TEST

static const struct sbill_finding *raised(int32_t claim_type)
{
    e->record.claim_type = claim_type;
    return sbill_raise(e, SBILL_FINDING_DX_SEVENTH_CHARACTER, "diagnoses[%d].code", 0);
}

/* The small payer makes 2103 a warning on professional claims only. */
START_TEST(the_payer_decides_before_the_organisation)
{
    struct sbill_claim *claim = SBILL_PUSH(&e->arena, &e->claims);
    const struct sbill_finding *f;

    e->settings.severity[0] = (struct sbill_severity_override){2103, SBILL_SEV_NOTICE};
    e->settings.severity_count = 1;
    f = raised(SBILL_PROFESSIONAL);
    ck_assert(f->severity == SBILL_SEV_NOTICE && f->set_by == SBILL_BY_ORGANISATION);
    claim->profile = sbill_book_payer(book, SBILL_T("small"), SBILL_T(""), SBILL_T(""));
    ck_assert_ptr_nonnull(claim->profile);
    f = raised(SBILL_PROFESSIONAL);
    ck_assert(f->severity == SBILL_SEV_WARNING && f->set_by == SBILL_BY_PAYER_TYPE);
    f = raised(0); /* professional if not said */
    ck_assert(f->severity == SBILL_SEV_WARNING && f->set_by == SBILL_BY_PAYER_TYPE);
    f = raised(SBILL_DENTAL);
    ck_assert(f->severity == SBILL_SEV_NOTICE && f->set_by == SBILL_BY_ORGANISATION);
    e->finding_claim = 0;
    f = raised(SBILL_PROFESSIONAL);
    ck_assert(f->severity == SBILL_SEV_WARNING && f->claim == 0);
    claim->profile = sbill_book_payer(book, SBILL_T("any"), SBILL_T(""), SBILL_T(""));
    f = raised(SBILL_PROFESSIONAL);
    ck_assert(f->severity == SBILL_SEV_NOTICE && f->set_by == SBILL_BY_ORGANISATION);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, new_is_blank_and_reset_is_new);
    tcase_add_test(c, memory_is_asked_for_once);
    tcase_add_test(c, lines_take_the_date_of_the_record);
    tcase_add_test(c, born_without_memory);
    tcase_add_test(c, the_payer_decides_before_the_organisation);
}

int main(void)
{
    return unit_run("encounter", add);
}
