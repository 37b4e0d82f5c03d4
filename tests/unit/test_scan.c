/* The scanner, with the packs the project ships, on real notes: it loses nothing against every pattern run on every
 * segment. */
#include <glob.h>
#include <time.h>

#include "rules_unit.h"

#define PACKS SOURCE_ROOT "/codesets/us-starter/rules/*.xml"
#define MOST_PACKS 100
static struct sbill_buf sections[MOST_PACKS];
static size_t section_count;

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    long n;
    char *bytes;

    ck_assert_msg(f != NULL, "%s", path);
    ck_assert(fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0);
    rewind(f);
    bytes = malloc((size_t)n + 1);
    ck_assert_uint_eq(fread(bytes, 1, (size_t)n, f), (size_t)n);
    bytes[n] = '\0';
    fclose(f);
    return bytes;
}

static struct sbill_rules *shipped_rules(void)
{
    struct sbill_text texts[MOST_PACKS];
    struct sbill_rules *r = NULL;
    glob_t packs;

    ck_assert_int_eq(glob(PACKS, 0, NULL, &packs), 0);
    ck_assert_uint_le(packs.gl_pathc, MOST_PACKS);
    section_count = packs.gl_pathc;
    for (size_t i = 0; i < section_count; i++) {
        char *xml = read_file(packs.gl_pathv[i]);
        sections[i] = section_of(xml);
        texts[i] = sbill_buf_view(&sections[i]);
        free(xml);
    }
    globfree(&packs);
    ck_assert_int_eq(sbill_rules_new(sbill_alloc_default(), texts, section_count, NULL, &r, NULL),
                     SBILL_OK);
    return r;
}

static bool same_hits(const struct sbill_work *a, const struct sbill_work *c)
{
    if (a->hits.n != c->hits.n)
        return false;
    for (size_t i = 0; i < a->hits.n; i++)
        if (a->hits.v[i].concept != c->hits.v[i].concept ||
            a->hits.v[i].start != c->hits.v[i].start || a->hits.v[i].end != c->hits.v[i].end ||
            a->hits.v[i].nth != c->hits.v[i].nth)
            return false;
    return true;
}

/* Pieces of a file of notes, as they come. */
static size_t compare_notes(struct bench *s, const char *text, size_t n, size_t piece)
{
    size_t hits = 0;

    for (size_t at = 0; at + piece <= n && at < 40 * piece; at += piece) {
        struct sbill_record *r = bench_note(s, "");
        struct sbill_work full = {.everything = true};
        r->notes.v[0].text = (struct sbill_text){text + at, piece};
        if (sbill_utf8_check(r->notes.v[0].text) != piece)
            continue;
        bench_run(s);
        ck_assert_int_eq(sbill_assign_work(&full, s->e, s->rules, NULL), SBILL_OK);
        ck_assert(same_hits(&s->w, &full));
        hits += full.hits.n;
    }
    return hits;
}

START_TEST(the_scan_loses_nothing)
{
    struct bench s = {.book = NULL};
    static const char odd[] = "Di\xC5\xBF"
                              "betes, a\xC5\xBFthma, \xE2\x84\xAA"
                              "idney stone, type 2 diabete\xC5\xBF.";
    size_t n = 0;
    char *notes = data_file("notes/aci-bench/train.csv", &n);

    s.book = bare_book(&s.builder);
    s.rules = shipped_rules();
    ck_assert_int_eq(sbill_encounter_new(s.book, NULL, &s.e, NULL), SBILL_OK);
    ck_assert_uint_ge(compare_notes(&s, odd, sizeof odd - 1, sizeof odd - 1), 2);
    if (notes)
        ck_assert_uint_gt(compare_notes(&s, notes, n, 3000), 100);
    free(notes);
    bench_stop(&s);
    for (size_t i = 0; i < section_count; i++)
        sbill_buf_free(&sections[i]);
}
END_TEST

/* The pattern stops at a limit, which is told, or has an end; it never hangs. */
static bool stops(const char *pattern, const char *word, const char *last, clock_t *took)
{
    struct bench other;
    char xml[400], note[60000];
    size_t n = 0;
    bool told = false;

    snprintf(xml, sizeof xml,
             "<rules xmlns='urn:superbill:rules:1' id='p' version='1'><concept id='a'><find "
             "whole='no'>%s</find></concept><code id='a' when='a' assign='R69'/></rules>",
             pattern);
    bench_start(&other, xml, NULL);
    while (n + strlen(word) + strlen(last) + 1 < sizeof note)
        n += (size_t)snprintf(note + n, sizeof note - n, "%s", word);
    snprintf(note + n, sizeof note - n, "%s", last);
    bench_note(&other, note);
    *took = clock();
    bench_run(&other);
    *took = clock() - *took;
    for (size_t i = 0; i < other.e->findings.n; i++)
        told = told || other.e->findings.v[i].number == SBILL_FINDING_RULE_LIMIT;
    bench_stop(&other);
    return told;
}

START_TEST(hostile_notes_hang_no_pattern)
{
    clock_t a, x, y;

    ck_assert(stops("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "! b", &a));
    ck_assert(!stops("\\b(?:\\w+\\s+)*x\\b", "word ", "word", &x)); /* no x: never tried */
    ck_assert(
        !stops("\\b(?:\\w+\\s+)*x\\b", "word ax ", "box!", &y)); /* nor where none is a word */
    ck_assert_int_lt(a + x + y, 20 * CLOCKS_PER_SEC);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, hostile_notes_hang_no_pattern);
    tcase_add_test(c, the_scan_loses_nothing);
}

int main(void)
{
    return unit_run("scan", add);
}
