/* Prints what each writer leaves out of a record that says everything: a line "left out" with format, place and reason,
 * parted by tabs, and a line "place" for each place that is filled. docs/formats.md is made from it
 * (tests/formats_page.py), and stale when a writer changes.
 *
 * The record has two coverages: the first has decided, the second is billed. A place of a coverage that only one of the
 * two loses is printed with the index of that one. */
#include "unit/filled.h"

#include "encounter/encounter.h"

enum {
    FILLINGS = 4, /* two variants, each with organisations and with persons */
    PLACES = 4000
};

struct place {
    char path[160];
    char why[160];
    uint8_t fillings; /* in how many it was left out */
};

static struct place *places;
static size_t place_count;

/* lines[0].code as lines[].code; the index of a coverage stays. */
static void spell(struct sbill_text path, char out[160])
{
    static const char list[] = "coverages[0]";
    bool of_coverage = path.n >= sizeof list - 1 && memcmp(path.p, list, 10) == 0;

    plain_path(path, out);
    if (!of_coverage)
        return;
    memmove(out + 11, out + 10, strlen(out + 10) + 1);
    out[10] = path.p[10];
}

static void note(struct sbill_text path, struct sbill_text why, int filling)
{
    char spelled[160];
    size_t i = 0;

    spell(path, spelled);
    while (i < place_count && strcmp(places[i].path, spelled) != 0)
        i++;
    ck_assert_uint_lt(i, PLACES);
    if (i == place_count) {
        snprintf(places[place_count].path, sizeof places[0].path, "%s", spelled);
        snprintf(places[place_count++].why, sizeof places[0].why, "%.*s", (int)why.n, why.p);
    }
    places[i].fillings |= (uint8_t)(1 << filling);
}

/* In which fillings a record has this place at all. */
static uint8_t filled_in[PLACES];

static bool has_place(const char *path)
{
    char bare[160];

    plain_path(sbill_text_from(path), bare);
    for (size_t i = 0; i < w->count; i++) {
        size_t n = strlen(bare);

        if (strncmp(w->rows[i].path, bare, n) == 0 && strchr(".[", w->rows[i].path[n]))
            return true; /* strchr finds the NUL too */
    }
    return false;
}

static void look(const char *format, int filling)
{
    w->variant = filling / 2;
    w->entity_person = filling % 2;
    w->count = 0;
    fill_record();
    e->record.claim_type = strcmp(format, "x12-837d") == 0 ? SBILL_DENTAL : SBILL_PROFESSIONAL;
    e->record.formed = SBILL_NO;
    free(written(format));
    for (size_t i = 0; i < e->left_out.n; i++)
        note(e->left_out.v[i].path, e->left_out.v[i].why, filling);
}

/* After all fillings are noted: which of them had the place. */
static void look_again(int filling)
{
    w->variant = filling / 2;
    w->entity_person = filling % 2;
    w->count = 0;
    fill_record();
    for (size_t i = 0; i < place_count; i++)
        if (has_place(places[i].path))
            filled_in[i] |= (uint8_t)(1 << filling);
    for (size_t i = 0; i < w->count; i++)
        printf("place\t%s\n", w->rows[i].path);
}

static const char *const formats[] = {"x12-837p", "x12-837d", "fhir-xml", "cms1500-text"};

START_TEST(left_out)
{
    w = calloc(1, sizeof *w);
    places = calloc(PLACES, sizeof *places);
    ck_assert(w && places);
    for (int i = 0; i < FILLINGS; i++)
        look(formats[_i], i);
    for (int i = 0; i < FILLINGS; i++)
        look_again(i);
    for (size_t i = 0; i < place_count; i++)
        if (places[i].fillings && (filled_in[i] & ~places[i].fillings) == 0)
            printf("left out\t%s\t%s\t%s\n", formats[_i], places[i].path, places[i].why);
    free(places);
    free(w);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, left_out, 0, (int)(sizeof formats / sizeof *formats));
}

int main(void)
{
    return unit_run("left out", add);
}
