/* Superbills as tables: what headings and places mean, and dates as offices write them. */
#include "read/csv.h"
#include "unit.h"

START_TEST(headings)
{
    static const char *const pairs[][2] = {
        {"Date of Service", "lines[].date_from"},
        {"DATE_OF_SERVICE", "lines[].date_from"},
        {"Patient Last Name", "patient.name.last"},
        {"Last Name", "patient.name.last"},
        {"pt_dob", "patient.birth_date"},
        {"Insured's Last Name", "coverages[0].subscriber.name.last"},
        {"Secondary Insurance", "coverages[1].payer"},
        {"Secondary Member ID", "coverages[1].member_id"},
        {"Payer ID", "coverages[0].payer.id"},
        {"Insurance ID", "coverages[0].member_id"},
        {"Mod 2", "lines[].modifiers[1]"},
        {"ICD-10 1", "diagnoses[0].code"},
        {"ICD10CM Code 12", "diagnoses[11].code"},
        {"Dx 13", ""},
        {"Rendering NPI", "lines[].rendering.npi"},
        {"Provider", "lines[].rendering"},
        {"Facility Name", "lines[].facility.organization"},
        {"Group NPI", "providers.billing.npi"},
        {"Group Number", "coverages[0].group_number"},
        {"Favourite Colour", ""},
        {"#", ""},
    };
    char room[96];

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_text(sbill_csv_usual(t(pairs[i][0]), room, sizeof room), pairs[i][1]);
}
END_TEST

START_TEST(places)
{
    static const struct {
        const char *to;
        int32_t form;
    } right[] = {
        {"lines[].code", SBILL_CSV_PROCEDURE},
        {"lines[].teeth[].surfaces", SBILL_CSV_CODE},
        {"lines[].modifiers[3]", SBILL_CSV_MODIFIERS},
        {"diagnoses[11].code", SBILL_CSV_DIAGNOSIS},
        {"patient.name", SBILL_CSV_NAME},
        {"providers.billing", SBILL_CSV_PROVIDER},
        {"coverages[2].payer", SBILL_CSV_PAYER},
        {"patient.address.lines[1]", SBILL_CSV_WORDS},
        {"self_pay", SBILL_CSV_FLAG},
    };
    static const char *const wrong[] = {
        "",           "lines.code", "lines[0].code",       "lines[].",          "patient.nam",
        "patient[0]", "lines[]",    "coverages[0].payer.", "coverages[100].id", "patient.address",
    };
    struct sbill_csv_column c = {0};

    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        ck_assert_msg(sbill_csv_aim(&c, t(right[i].to)), "%s", right[i].to);
        ck_assert_int_eq(c.form, right[i].form);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!sbill_csv_aim(&c, t(wrong[i])), "%s", wrong[i]);
}
END_TEST

START_TEST(dates)
{
    static const struct {
        const char *cell;
        int32_t day_first;
        const char *iso;
    } rows[] = {
        {"10/1/2025", 0, "2025-10-01"},
        {"1/10/2025", 1, "2025-10-01"},
        {"10-01-2025", 0, "2025-10-01"},
        {"01.10.2025", 1, "2025-10-01"},
        {"2025-10-01", 1, "2025-10-01"},
        {"20251001", 1, "2025-10-01"},
        {"10012025", 0, "2025-10-01"},
        {"1-Oct-2025", 0, "2025-10-01"},
        {"2/29/2025", 0, NULL},
        {"13/1/2025", 0, NULL},
        {"10/1/25", 0, NULL},
        {"45931", 0, NULL},
        {"", 0, NULL},
        {"/", 0, NULL},
        {"10/1/2025/1", 0, NULL},
        {"2025", 0, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t date;
        char room[16];
        struct sbill_buf b;
        bool ok = sbill_csv_date(t(rows[i].cell), rows[i].day_first, &date);

        ck_assert_msg(ok == (rows[i].iso != NULL), "%s", rows[i].cell);
        if (!ok)
            continue;
        sbill_buf_over(&b, room, sizeof room);
        sbill_date_iso(&b, date);
        ck_assert_str_eq(room, rows[i].iso);
    }
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, headings);
    tcase_add_test(tests, places);
    tcase_add_test(tests, dates);
}

int main(void)
{
    return unit_run("csv_heading", add);
}
