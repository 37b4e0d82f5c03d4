/* A book of all edit tables with one byte altered after another: it opens or not, and no look-up leads outside. */
#include "book/edits.h"
#include "book/image.h"
#include "book/inside.h"
#include "book/notes.h"
#include "edit_sources.h"

static struct tiny_book good;

static void setup(void)
{
    good = tiny_book(NULL, edit_manifest, edit_files, edit_file_count);
    tiny_made(&good);
}

static void teardown(void)
{
    tiny_free(&good);
}

static void ask_ncci(const sbill_book *b, int32_t on)
{
    static const char *const codes[] = {"G0008", "G0009", "G0010", "G0439", "X9999"};
    struct sbill_ptp ptp;
    struct sbill_mue mue;
    struct sbill_addon addon;
    struct sbill_pfs pfs;
    struct sbill_text primary;

    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < 5; k++) {
            (void)sbill_ptp_find(b, SBILL_SETTING_PRACTITIONER, codes[i], 5, codes[k], 5, on);
            (void)sbill_book_ptp(b, SBILL_SETTING_PRACTITIONER, t(codes[i]), t(codes[k]), on, &ptp);
        }
    (void)sbill_book_mue(b, SBILL_SETTING_PRACTITIONER, t("G0008"), on, &mue);
    (void)sbill_book_addon(b, t("G0513"), on, &addon);
    (void)sbill_book_addon_primary(b, t("G0513"), t("G0101"), on);
    for (size_t i = 0; i < 4 && sbill_book_addon_nth(b, t("G0513"), on, i, &primary); i++)
        ck_assert_uint_le(primary.n, 5000);
    (void)sbill_book_pfs(b, t("G0101"), t(""), on, &pfs);
}

static void ask_walk(const sbill_book *b)
{
    uint64_t one, two;

    for (const struct sbill_ptp_table *p = b->ptp_first[SBILL_SETTING_PRACTITIONER]; p;
         p = p->next) {
        bool end = false;
        for (uint64_t at = 0; !end && at < 2000; at++)
            (void)sbill_ptp_cell(p, at, &one, &two, &end);
    }
}

static void ask_lists(const sbill_book *b, int32_t on)
{
    struct sbill_payer_asked payer = {t("acme"), t("x")};
    struct sbill_text source, policy;
    struct sbill_ndc_row ndc;
    struct sbill_visit_level level;
    uint32_t flags;
    int32_t low, high;

    (void)sbill_book_dx_attributes(b, t("E11.9"), on, &flags, &source);
    (void)sbill_book_age_range(b, SBILL_DX_ADULT, on, &low, &high, &source);
    (void)sbill_book_discharge_status(b, t("01"), on, &source);
    (void)sbill_book_ndc(b, t("00009347501"), on, 0, &ndc);
    (void)sbill_book_ndc_code(b, t("J1010"), on);
    (void)sbill_book_coverage(b, &payer, SBILL_SYSTEM_HCPCS, t("G0101"), t("Z12.4"), on, &policy,
                              &source);
    (void)sbill_book_coverage(b, &payer, SBILL_SYSTEM_HCPCS, t("G0101"), t("N87.1"), on, &policy,
                              &source);
    (void)sbill_book_authorization(b, &payer, SBILL_SYSTEM_HCPCS, t("J1010"), t("11"), on, &low,
                                   &source);
    (void)sbill_book_authorization(b, &payer, SBILL_SYSTEM_HCPCS, t("E0150"), t("11"), on, &low,
                                   &source);
    (void)sbill_book_visit_level(b, SBILL_SYSTEM_HCPCS, t("G0101"), on, &level);
    for (size_t i = 0; i < 4; i++)
        (void)sbill_book_visit_level_nth(b, t("visit"), on, i, &level);
}

static void ask_notes(const sbill_book *b, int32_t on)
{
    static const char *const codes[] = {"E08.00", "E11.52", "E13", "T36.0X5A", "Z99"};
    struct sbill_instruction note;
    struct sbill_noted noted;

    for (size_t i = 0; i < 5; i++) {
        sbill_book_noted(b, t(codes[i]), on, &noted);
        for (int32_t kind = SBILL_NOTE_EXCLUDES1; kind <= SBILL_NOTE_CODE_ALSO; kind++) {
            for (size_t k = 0; k < 5; k++)
                (void)sbill_book_instruction_names(b, kind, t(codes[i]), t(codes[k]), on, &note);
            for (size_t n = 0; n < 3; n++)
                if (sbill_book_instruction(b, kind, t(codes[i]), on, n, &note) == 1)
                    (void)sbill_instruction_names(b, &note, t("E11.52"));
        }
    }
}

static void ask(const sbill_book *b)
{
    static const char *const days[] = {"2016-01-01", "2020-06-01", "2026-06-01", "2030-01-01"};
    sbill_report *report = NULL;

    for (size_t i = 0; i < 4; i++) {
        ask_ncci(b, day(days[i]));
        ask_lists(b, day(days[i]));
        ask_notes(b, day(days[i]));
    }
    ask_ncci(b, SBILL_NO_DATE);
    ask_walk(b);
    if (sbill_book_info(b, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
    if (sbill_book_diff(good.book, b, &report, NULL) == SBILL_OK)
        sbill_report_free(report);
}

START_TEST(each_byte)
{
    static const uint8_t changes[] = {0x01, 0x80, 0xFF};
    const struct sbill_layer *l = &good.book->layers[0];
    size_t first = 64 + (size_t)64 * l->sections;

    for (size_t at = first; at < l->n; at++) {
        uint8_t *copy = malloc(l->n); /* of exactly that size: one byte too far is seen */
        sbill_book *b = NULL;

        memcpy(copy, l->p, l->n);
        copy[at] ^= changes[at % sizeof changes];
        if (sbill_book_open_memory(copy, l->n, NULL, &b, NULL) == SBILL_OK) {
            ask(b);
            ck_assert_int_eq(sbill_book_verify(b, NULL), SBILL_EBOOK);
            sbill_book_free(b);
        }
        free(copy);
    }
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, each_byte);
}

int main(void)
{
    return unit_run("edits_altered", add);
}
