/* Checking: a claim of 10 service lines and 4 diagnoses with every edit table loaded, by the time that check takes
 * beyond reading and forming it. 64 claims in turn, so that no table stays in the nearest cache. Tables: ICD-10-CM and
 * HCPCS as bench lookup has them, 2.5 million generated PTP pairs, and for every service of them a unit limit and a
 * row of the fee schedule; coverage and authorizations, drugs, levels of visits, groups, a payer profile with edits of
 * its own; the published tabular list and MCE table where they are at hand. Nothing is left "not checked". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "bench.h"
#include "bench_ptp.h"

enum {
    PAIRS = 2500000,
    CLAIMS = 64,
    LINES = 10,
    ROUNDS = 101,
    MOST_CODES = 20000
};

/* ---- tables ------------------------------------------------------------------------------------- */

static char (*codes)[8];
static size_t code_count;

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The services that the pairs speak of. */
static void list_codes(const struct ptp_set *s)
{
    char(*all)[8] = calloc(s->count, sizeof *all);

    for (size_t i = 0; i < s->count; i++)
        memcpy(all[i], s->rows[i].column1, 8);
    qsort(all, s->count, sizeof *all, by_text);
    codes = calloc(MOST_CODES, sizeof *codes);
    for (size_t i = 0; i < s->count && code_count < MOST_CODES; i++)
        if (i == 0 || strcmp(all[i], all[i - 1]) != 0)
            memcpy(codes[code_count++], all[i], 8);
    free(all);
}

struct made { /* a file under way */
    char *p;
    size_t n, room;
};

static struct made made(size_t room)
{
    return (struct made){malloc(room), 0, room};
}

static struct bench_bytes make_limits(void)
{
    struct made out = made(code_count * 64 + 64);

    for (size_t i = 0; i < code_count; i++)
        out.n += (size_t)snprintf(out.p + out.n, out.room - out.n, "%s,%zu,%zu Made up,Made up\n",
                                  codes[i], 5 + i % 20, 1 + i % 3);
    return (struct bench_bytes){out.p, out.n};
}

static struct bench_bytes make_schedule(void)
{
    static const char names[] = ",,,STATUS,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM\n"
                                "HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,PROC,SURG,SURG,SURG,SURG\n";
    struct made out = made(code_count * 64 + sizeof names);

    out.n = (size_t)snprintf(out.p, out.room, "%s", names);
    for (size_t i = 0; i < code_count; i++)
        out.n += (size_t)snprintf(out.p + out.n, out.room - out.n,
                                  "%s,,Made up,A,0,XXX,0,0,0,0,0\n", codes[i]);
    return (struct bench_bytes){out.p, out.n};
}

static struct bench_bytes make_codes(void)
{
    struct made out = made(code_count * 32 + 64);

    out.n = (size_t)snprintf(out.p, out.room,
                             "# superbill-table\n# kind: codes\n# columns: code title\n");
    for (size_t i = 0; i < code_count; i++)
        out.n += (size_t)snprintf(out.p + out.n, out.room - out.n, "%s,Made up\n", codes[i]);
    return (struct bench_bytes){out.p, out.n};
}

static struct bench_bytes make_addons(void)
{
    struct made out = made(code_count * 64 + 256);

    out.n = (size_t)snprintf(out.p, out.room, "AOC Edit Type\tAdd-on Code\tPrimary Code\n");
    for (size_t i = 1; i < code_count; i += 20)
        out.n += (size_t)snprintf(out.p + out.n, out.room - out.n, "1\t%s\t%s\n", codes[i],
                                  codes[i - 1]);
    return (struct bench_bytes){out.p, out.n};
}

static const char *const diagnoses[] = {"E11.9", "M54.50", "K21.9",   "F41.1",
                                        "R05.9", "L40.0",  "G43.009", "B35.1"};

/* Policies for every tenth service, which support what the claims have. */
static struct bench_bytes make_policies(void)
{
    static const char names[] = "# superbill-table\n# kind: coverage\n"
                                "# columns: policy payer system code diagnosis says\n";
    struct made out = made(code_count * 64 + sizeof names);

    out.n = (size_t)snprintf(out.p, out.room, "%s", names);
    for (size_t i = 0; i < code_count; i += 10)
        for (size_t d = 0; d < sizeof diagnoses / sizeof *diagnoses; d++)
            out.n += (size_t)snprintf(out.p + out.n, out.room - out.n, "P-1,,cpt,%s,%s,supports\n",
                                      codes[i], diagnoses[d]);
    return (struct bench_bytes){out.p, out.n};
}

/* Of an inpatient every tenth service would need one. */
static struct bench_bytes make_authorizations(void)
{
    static const char names[] = "# superbill-table\n# kind: authorizations\n"
                                "# columns: payer system code place needs\n";
    struct made out = made(code_count * 64 + sizeof names);

    out.n = (size_t)snprintf(out.p, out.room, "%s", names);
    for (size_t i = 0; i < code_count; i += 10)
        out.n += (size_t)snprintf(out.p + out.n, out.room - out.n,
                                  "BENCH1,cpt,%s,21,authorization\n", codes[i]);
    return (struct bench_bytes){out.p, out.n};
}

static bool gunzip(const char *path, struct bench_bytes *out)
{
    const char *root = getenv("SUPERBILL_DATA");
    char full[4096];
    gzFile f;
    int got;

    snprintf(full, sizeof full, "%s/%s", root ? root : SOURCE_ROOT "/../shared/data", path);
    f = gzopen(full, "rb");
    if (!f)
        return false;
    *out = (struct bench_bytes){malloc(64u << 20), 0};
    while ((got = gzread(f, out->p + out->n, 1u << 20)) > 0)
        out->n += (size_t)got;
    gzclose(f);
    return out->n > 0;
}

static const char payers[] =
    "<payers><payer name='bench' title='Bench' source='made up'><match payer-id='BENCH1'/>"
    "<limit name='max-lines' value='50'/><limit name='max-diagnoses' value='12'/>"
    "<option name='replacement-claims' allowed='yes'/>"
    "<edit name='e' is='error' source='made up'><if field='lines[].modifiers' is='93'/>"
    "<if field='lines[].place_of_service' is='02 10'/><say>no</say><do>no</do>"
    "<fails>{}</fails><passes>{}</passes></edit>"
    "<edit name='f' is='error' source='made up'><if field='lines[].code' is='99213'/>"
    "<earlier months='24'><if field='code' is='99213'/></earlier><say>no</say><do>no</do>"
    "<fails>{}</fails><passes>{}</passes></edit></payer></payers>";

static const char places[] = "# superbill-table\n# kind: codes\n# columns: code title\n11,Office\n";
static const char drugs[] =
    "# superbill-table\n# kind: ndc\n# columns: ndc code unit package packages billing-units\n"
    "00409-7332-01,J0696,UN,1,,4\n";
static const char levels[] =
    "# superbill-table\n# kind: visit-levels\n"
    "# columns: system code family minutes minutes-to mdm\n"
    "cpt,99213,established,20,29,low\ncpt,99214,established,30,39,moderate\n";

static const char groups[] = "# superbill-table\n# kind: groups\n# columns: group system code\n"
                             "em-new,cpt,99202-99205\nem-established,cpt,99211-99215\n"
                             "clia,cpt,80047-89398\nambulance,hcpcs,A0021-A0999\n";

static void add(sbill_builder *b, const char *name, struct bench_bytes bytes)
{
    sbill_error *err = NULL;

    bench_ok(sbill_builder_add_file(b, name, bytes.p, bytes.n, &err), err, name);
}

static void add_text(sbill_builder *b, const char *name, const char *text)
{
    sbill_error *err = NULL;

    bench_ok(sbill_builder_add_file(b, name, text, strlen(text), &err), err, name);
}

#define SPAN " release='bench' from='1996-01-01' to='open'/>"

static void add_tables(sbill_builder *b)
{
    add(b, "mue", make_limits());
    add(b, "pfs", make_schedule());
    add(b, "aoc", make_addons());
    add(b, "cpt", make_codes());
    add(b, "coverage", make_policies());
    add(b, "authorizations", make_authorizations());
    add_text(b, "payers", payers);
    add_text(b, "groups", groups);
    add_text(b, "pos", places);
    add_text(b, "ndc", drugs);
    add_text(b, "levels", levels);
}

static sbill_builder *build(const struct bench_sources *s, const struct ptp_set *ptp,
                            const void **image, size_t *len)
{
    struct bench_bytes tabular = {NULL, 0}, mce = {NULL, 0};
    static char manifest[8192];
    sbill_builder *b = NULL;
    sbill_error *err = NULL;
    size_t n;

    bench_ok(sbill_builder_new(NULL, &b, &err), err, "builder");
    add(b, "2026", s->order[1]);
    add(b, "hcpcs", s->hcpcs);
    add_tables(b);
    n = (size_t)snprintf(
        manifest, sizeof manifest,
        "<source name='bench' version='1'>"
        "<file name='2026' layout='icd10cm-order' release='FY2026' from='2025-10-01' "
        "to='2026-09-30'/>"
        "<file name='hcpcs' layout='%s' %s" SPAN
        "<file name='mue' layout='ncci-mue' setting='practitioner'" SPAN
        "<file name='pfs' layout='pprrvu-csv'" SPAN "<file name='aoc' layout='ncci-aoc'" SPAN
        "<file name='cpt' layout='table' system='cpt'" SPAN
        "<file name='groups' layout='table'" SPAN "<file name='coverage' layout='table'" SPAN
        "<file name='authorizations' layout='table'" SPAN "<file name='ndc' layout='table'" SPAN
        "<file name='levels' layout='table'" SPAN
        "<file name='pos' layout='table' system='pos'" SPAN "<file name='payers' layout='payers'/>",
        s->published ? "hcpcs-anweb" : "table", s->published ? "" : "system='hcpcs'");
    for (size_t i = 0; i < 4; i++) {
        char name[8];

        snprintf(name, sizeof name, "ptp%zu", i);
        add(b, name, ptp->file[i]);
        n +=
            (size_t)snprintf(manifest + n, sizeof manifest - n,
                             "<file name='%s' layout='ncci-ptp' setting='practitioner'" SPAN, name);
    }
    if (s->published && gunzip("icd10cm/icd10cm_tabular_2021.xml.gz", &tabular)) {
        add(b, "tabular", tabular);
        n += (size_t)snprintf(manifest + n, sizeof manifest - n,
                              "<file name='tabular' layout='icd10cm-tabular' release='2021' "
                              "from='2021-01-01' to='open'/>");
    }
    if (s->published && gunzip("mce/mce_i10dx_v43.1.tsv.gz", &mce)) {
        add(b, "mce", mce);
        n += (size_t)snprintf(manifest + n, sizeof manifest - n,
                              "<file name='mce' layout='mce-diagnoses' release='v43.1' "
                              "from='2015-10-01' to='2026-09-30'/>");
    }
    snprintf(manifest + n, sizeof manifest - n, "</source>");
    bench_ok(sbill_builder_add_manifest(b, "source.xml", manifest, strlen(manifest), &err), err,
             "manifest");
    bench_ok(sbill_builder_finish(b, image, len, &err), err, "book");
    free(tabular.p);
    free(mce.p);
    return b;
}

/* ---- claims ------------------------------------------------------------------------------------- */

static uint32_t state = 7;

static uint32_t below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 8) * n >> 24);
}

/* A service that goes with the others: no add-on, and no pair with one of them, so that the claim is clean. */
static const char *some_code(const sbill_book *book, const char *const *others, int n, int32_t day)
{
    for (;;) {
        uint32_t at = below((uint32_t)code_count);
        bool fits = at % 20 != 1;

        for (int i = 0; fits && i < n; i++)
            fits = strcmp(codes[at], others[i]) != 0 &&
                   sbill_ptp_find(book, SBILL_SETTING_PRACTITIONER, codes[at], 5, others[i], 5,
                                  day) == SBILL_PTP_NONE &&
                   sbill_ptp_find(book, SBILL_SETTING_PRACTITIONER, others[i], 5, codes[at], 5,
                                  day) == SBILL_PTP_NONE;
        if (fits)
            return codes[at];
    }
}

static size_t make_record(const sbill_book *book, char *out, size_t size, int number)
{
    const char *services[LINES];
    size_t n = (size_t)snprintf(
        out, size,
        "{\"id\":\"BENCH-%d\",\"date_from\":\"2025-11-%02d\",\"place_of_service\":\"11\","
        "\"patient\":{\"name\":{\"last\":\"Sample\",\"first\":\"Rosa\"},\"birth_date\":\"1961-04-"
        "02\","
        "\"sex\":\"female\",\"address\":{\"lines\":[\"1 Sample Street\"],\"city\":\"Springfield\","
        "\"state\":\"IL\",\"zip\":\"62705\"}},\"coverages\":[{\"filing_indicator\":\"CI\","
        "\"payer\":{"
        "\"id\":\"BENCH1\",\"name\":\"Bench Health\"},\"member_id\":\"ABC12345\",\"relationship\":"
        "\"self\"}],\"providers\":{\"billing\":{\"organization\":\"Sample Clinic\",\"npi\":"
        "\"2000000002\",\"clia\":\"14D0000001\",\"tax_id\":\"210000001\",\"tax_id_type\":\"ein\","
        "\"address\":{\"lines\":["
        "\"2 "
        "Sample Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"627051234\"}},"
        "\"rendering\":{\"name\":{\"last\":\"Example\",\"first\":\"Ada\"},\"npi\":\"2000000010\"}},"
        "\"context\":{\"complete\":true,\"since\":\"2022-01-01\",\"lines\":[]},\"diagnoses\":[",
        number, 1 + number % 28);

    for (int i = 0; i < 4; i++)
        n += (size_t)snprintf(out + n, size - n, "%s{\"code\":\"%s\"}", i ? "," : "",
                              diagnoses[(number + i) % 8]);
    n += (size_t)snprintf(out + n, size - n, "],\"lines\":[");
    for (int i = 0; i < LINES; i++)
        services[i] = some_code(book, services, i, 20393 + number % 28);
    for (int i = 0; i < LINES; i++)
        n += (size_t)snprintf(
            out + n, size - n,
            "%s{\"code\":\"%s\",\"system\":\"cpt\",\"charge\":\"%d.00\",\"units\":1,"
            "\"diagnoses\":[\"%c\",\"%c\"]}",
            i ? "," : "", services[i], 40 + i, 'A' + i % 4, 'A' + (i + 1) % 4);
    return n + (size_t)snprintf(out + n, size - n, "]}");
}

/* ---- measuring ---------------------------------------------------------------------------------- */

enum upto {
    READ,
    FORM,
    CHECK
};

static double pass(sbill_encounter *e, char (*records)[8192], const size_t *lengths, enum upto upto)
{
    uint64_t began = bench_cpu();

    for (int i = 0; i < CLAIMS; i++) {
        sbill_error *err = NULL;

        bench_ok(sbill_encounter_read(e, records[i], lengths[i], &err), err, "read");
        if (upto >= FORM) {
            bench_ok(sbill_encounter_assign(e, &err), err, "assign");
            bench_ok(sbill_encounter_form(e, &err), err, "form");
        }
        if (upto >= CHECK)
            bench_ok(sbill_encounter_check(e, &err), err, "check");
    }
    return (double)(bench_cpu() - began) / CLAIMS;
}

static double findings_of(sbill_encounter *e, char (*records)[8192], const size_t *lengths)
{
    size_t n = 0;

    for (int i = 0; i < CLAIMS; i++) {
        bench_ok(sbill_encounter_read(e, records[i], lengths[i], NULL), NULL, "read");
        bench_ok(sbill_encounter_run(e, NULL), NULL, "run");
        n += sbill_count(e, SBILL_ITEM_FINDING);
    }
    return (double)n / CLAIMS;
}

static void measure(sbill_book *book)
{
    static char records[CLAIMS][8192];
    static double read[ROUNDS], form[ROUNDS], check[ROUNDS];
    size_t lengths[CLAIMS];
    sbill_encounter *e = NULL;
    sbill_options *o = NULL;
    char more[256];
    double found, all, formed;

    for (int i = 0; i < CLAIMS; i++)
        lengths[i] = make_record(book, records[i], sizeof records[i], i);
    bench_ok(sbill_options_new(&o, NULL), NULL, "options");
    bench_ok(sbill_options_set(o, "assign", "0", NULL), NULL, "options");
    bench_ok(sbill_encounter_new(book, o, &e, NULL), NULL, "encounter");
    found = findings_of(e, records, lengths);
    for (int i = 0; i < ROUNDS; i++) {
        read[i] = pass(e, records, lengths, READ);
        form[i] = pass(e, records, lengths, FORM);
        check[i] = pass(e, records, lengths, CHECK);
    }
    formed = bench_median(form, ROUNDS);
    all = bench_median(check, ROUNDS);
    snprintf(more, sizeof more,
             "\"lines\":%d,\"pairs\":%d,\"read_ns\":%.0f,\"form_ns\":%.0f,\"findings\":%.1f", LINES,
             PAIRS, bench_median(read, ROUNDS), formed - bench_median(read, ROUNDS), found);
    bench_show(&(struct bench_figure){.name = "ten-lines",
                                      .ours = all - formed,
                                      .anchor = 5000,
                                      .unit = "ns a claim",
                                      .against = "5 us beyond reading it",
                                      .must = 1,
                                      .more = more});
    sbill_encounter_free(e);
    sbill_options_free(o);
}

int main(int argc, char **argv)
{
    struct bench_sources sources;
    struct ptp_set ptp;
    const void *image;
    size_t len;
    sbill_book *book = NULL;
    sbill_error *err = NULL;

    bench_start("check", argc, argv);
    bench_load(&sources);
    ptp_generate(&ptp, PAIRS, 1);
    list_codes(&ptp);
    sbill_builder *b = build(&sources, &ptp, &image, &len);
    bench_ok(sbill_book_open_memory(image, len, NULL, &book, &err), err, "open");
    measure(book);
    sbill_book_free(book);
    sbill_builder_free(b);
    bench_unload(&sources);
    ptp_free(&ptp);
    free(codes);
    return 0;
}
