/* The field register: every place can be found, every finding path resolves, key tables are fresh. */
#include "map/shapes.h"
#include "map/systems.h"
#include "read/reading.h"
#include "unit.h"

/* Calls `visit` for every field of the record, with its path as a finding writes it. */
static void walk(const struct sbill_shape *s, const char *path,
                 void (*visit)(const struct sbill_shape *, size_t, const char *))
{
    char deeper[400];

    for (size_t i = 0; i < s->count; i++) {
        const struct sbill_field *f = &s->fields[i];
        bool many = f->kind == SBILL_K_LIST || f->kind == SBILL_K_TEXTS;

        snprintf(deeper, sizeof deeper, "%s%s%s%s", path, *path ? "." : "", f->key,
                 many ? "[123]" : "");
        visit(s, i, deeper);
        if (f->shape)
            walk(f->shape, deeper, visit);
    }
}

/* A cleared struct says "not given" in every field. */
static void check_blank(const struct sbill_shape *s, const struct sbill_field *f)
{
    static uint64_t room[1024];
    char *at = (char *)room + f->offset;
    int32_t n;
    int64_t amount;

    ck_assert_uint_le(s->size, sizeof room);
    memset(room, 0, sizeof room);
    sbill_shape_clear(s, room);
    memcpy(&n, at, sizeof n);
    memcpy(&amount, at, sizeof amount);
    if (f->kind == SBILL_K_DATE)
        ck_assert_int_eq(n, SBILL_NO_DATE);
    else if (f->kind == SBILL_K_TIME)
        ck_assert_int_eq(n, SBILL_NO_TIME);
    else if (f->kind == SBILL_K_MONEY)
        ck_assert_int_eq(amount, SBILL_NO_MONEY);
    else if (f->kind == SBILL_K_QTY)
        ck_assert_int_eq(amount, SBILL_NO_QTY);
}

static void check_field(const struct sbill_shape *s, size_t i, const char *path)
{
    const struct sbill_field *f = &s->fields[i];

    ck_assert_msg(sbill_field_at(t(path)) == f, "%s does not resolve", path);
    ck_assert_uint_lt(strlen(path), SBILL_READING_PATH);
    ck_assert_uint_eq(strlen(f->key), f->key_len);
    ck_assert_ptr_eq(sbill_shape_find(s, t(f->key)), f);
    ck_assert_msg(f->doc && *f->doc, "%s has no description", path);
    ck_assert_msg((f->kind >= SBILL_K_OBJECT) == (f->shape != NULL), "%s: shape", path);
    ck_assert_msg((f->kind == SBILL_K_WORD) == (f->words != NULL), "%s: words", path);
    ck_assert_uint_lt(f->offset, s->size);
    check_blank(s, f);
    ck_assert_uint_le(s->count, 128); /* the reader's map of keys met */
    ck_assert_ptr_nonnull(sbill_keys[s->id].slots);
    for (size_t k = 0; k < i; k++)
        ck_assert_msg(strcmp(s->fields[k].key, f->key) != 0, "%s stands twice", path);
    for (const char *p = f->key; *p; p++)
        ck_assert_msg((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_', "%s",
                      path);
}

START_TEST(every_field_is_found_by_its_path)
{
    walk(&sbill_record_shape, "", check_field);
}
END_TEST

START_TEST(what_is_no_place_is_not_found)
{
    static const char *const paths[] = {
        "",         "nothing", "lines[0].nothing", "lines[0].code.x",
        "id.x",     ".id",     "lines[0]code",     "patient.name.last.more",
        "diagnose", "Patient", "lines.",           "lines[0].",
        "lines[",   NULL};

    for (int i = 0; paths[i]; i++)
        ck_assert_msg(!sbill_field_at(t(paths[i])), "%s", paths[i]);
    ck_assert_ptr_null(sbill_shape_find(&sbill_record_shape, t("")));
}
END_TEST

START_TEST(places_differ_by_role_and_claim_type)
{
    const struct sbill_field *npi = sbill_field_at(t("providers.billing.npi"));

    ck_assert_str_eq(npi->box, "33a");
    ck_assert_str_eq(npi->x12, "2010AA NM109");
    ck_assert_str_eq(sbill_field_box(npi, SBILL_DENTAL), "49");
    ck_assert_str_eq(sbill_field_box(npi, SBILL_PROFESSIONAL), "33a");
    npi = sbill_field_at(t("lines[0].rendering.npi"));
    ck_assert_str_eq(npi->box, "24J");
    ck_assert_str_eq(npi->x12, "2420A NM109");
    ck_assert_ptr_null(sbill_field_at(t("providers.performed_by.npi"))->x12);
    /* Where only the other form has a box, that one is named. */
    ck_assert_str_eq(
        sbill_field_box(sbill_field_at(t("lines[].teeth[].number")), SBILL_PROFESSIONAL), "27");
    ck_assert_str_eq(sbill_field_box(sbill_field_at(t("lines[].emergency")), SBILL_DENTAL), "24C");
    ck_assert_ptr_null(sbill_field_box(sbill_field_at(t("host_data")), SBILL_DENTAL));
}
END_TEST

START_TEST(words_are_spelled)
{
    const struct sbill_field *f = sbill_field_at(t("coverages[0].relationship"));

    ck_assert_str_eq(sbill_field_word(f, SBILL_SELF), "self");
    ck_assert_str_eq(sbill_field_word(f, SBILL_RELATION_OTHER), "other");
    ck_assert_ptr_null(sbill_field_word(f, SBILL_RELATION_OTHER + 1));
    ck_assert_ptr_null(sbill_field_word(f, 0));
    ck_assert_ptr_null(sbill_field_word(f, -1));
    ck_assert_ptr_null(sbill_field_word(sbill_field_at(t("id")), 1));
    f = sbill_field_at(t("diagnoses[0].phase"));
    ck_assert_str_eq(sbill_field_word(f, SBILL_PHASE_MALUNION), "malunion");
    f = sbill_field_at(t("service_model"));
    ck_assert_str_eq(sbill_field_word(f, SBILL_RECIPROCAL), "reciprocal");
    f = sbill_field_at(t("coverages[0].release_of_information"));
    ck_assert_str_eq(sbill_field_word(f, SBILL_YES), "yes");
    ck_assert_str_eq(sbill_field_word(f, SBILL_INFORMED), "informed");
}
END_TEST

START_TEST(clearing_says_not_given)
{
    static struct sbill_record r;

    memset(&r, 0, sizeof r);
    sbill_shape_clear(&sbill_record_shape, &r);
    ck_assert_int_eq(r.date_from, SBILL_NO_DATE);
    ck_assert_int_eq(r.time_end, SBILL_NO_TIME);
    ck_assert_int_eq(r.dates.onset, SBILL_NO_DATE);
    ck_assert_int_eq(r.patient.birth_date, SBILL_NO_DATE);
    ck_assert_int_eq(r.patient.weight_pounds, SBILL_NO_QTY);
    ck_assert_int_eq(r.patient_paid, SBILL_NO_MONEY);
    ck_assert_int_eq(r.frequency, 0);
}
END_TEST

START_TEST(systems_have_names_and_uris)
{
    struct sbill_settings s;

    for (int32_t i = SBILL_SYSTEM_ICD10CM; i <= SBILL_SYSTEM_CPT_MODIFIER; i++) {
        ck_assert_int_eq(sbill_system_from_name(sbill_system_name(i)), i);
        ck_assert_uint_gt(sbill_system_uri(NULL, i).n, 10);
    }
    ck_assert_int_eq(sbill_system_from_text(t("ICD10CM")), SBILL_SYSTEM_ICD10CM);
    ck_assert_int_eq(sbill_system_from_name("icd"), 0);
    ck_assert_int_eq(sbill_system_from_name(NULL), 0);
    ck_assert_ptr_null(sbill_system_name(0));
    ck_assert_ptr_null(sbill_system_name(-1));
    ck_assert_ptr_null(sbill_system_name(SBILL_SYSTEM_MAX));
    ck_assert_uint_eq(sbill_system_uri(NULL, 99).n, 0);
    sbill_settings_copy(&s, NULL);
    assert_text(sbill_system_uri(&s, SBILL_SYSTEM_HCPCS),
                "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets");
    memcpy(s.system_uri[SBILL_SYSTEM_HCPCS], "urn:x", 6);
    assert_text(sbill_system_uri(&s, SBILL_SYSTEM_HCPCS), "urn:x");
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, every_field_is_found_by_its_path);
    tcase_add_test(tests, what_is_no_place_is_not_found);
    tcase_add_test(tests, places_differ_by_role_and_claim_type);
    tcase_add_test(tests, words_are_spelled);
    tcase_add_test(tests, clearing_says_not_given);
    tcase_add_test(tests, systems_have_names_and_uris);
}

int main(void)
{
    return unit_run("fields", add);
}
