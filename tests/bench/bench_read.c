/* Reading visits in each format: 2,000 visits of three services as a table of superbills (24 columns, rows of a visit
 * together, what the office says once in defaults), as native records one a line, as an 837P; and a remittance about
 * them. Anchors: yyjson alone for JSON, a bare loop that cuts the bytes into cells or elements for the others, since no
 * other reader makes a record of them. Nothing is read from files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "../small_book.h"
#include "bench.h"

enum {
    VISITS = 2000,
    SERVICES = 3,
    ROUNDS = 21,
    PIECE = 1 << 16
};

static const char heading[] =
    "Visit No,Patient Last Name,Patient First "
    "Name,MI,DOB,Sex,Address,City,State,Zip,Insurance,Member ID,"
    "Group Number,DOS,POS,CPT,Mod 1,Dx 1,Dx 2,Dx Pointer,Units,Charge,Provider,Copay\n";
static const char defaults[] =
    "{\"providers\":{\"billing\":{\"organization\":\"Sample "
    "Clinic\",\"npi\":\"2000000002\",\"tax_id\":\"210000001\","
    "\"address\":{\"lines\":[\"2 Sample "
    "Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"627051234\"}}},"
    "\"coverages\":[{\"relationship\":\"self\",\"accept_assignment\":true}],"
    "\"directory\":{\"providers\":{\"JS\":{\"name\":{\"last\":\"SMITH\",\"first\":\"JOHN\"},"
    "\"npi\":\"2000000010\"}},"
    "\"payers\":{\"Northern\":{\"payer\":{\"id\":\"N1234\",\"name\":\"NORTHERN "
    "MUTUAL\"},\"filing_indicator\":\"CI\"}}}}";

static char *table, *records;
static size_t table_n, records_n;

static void make_table(void)
{
    static const char *const codes[SERVICES] = {"G0439", "J3301", "G0108"};
    size_t room = sizeof heading + (size_t)VISITS * SERVICES * 256;

    table = malloc(room);
    if (!table)
        exit(1);
    table_n = (size_t)snprintf(table, room, "%s", heading);
    for (int i = 0; i < VISITS; i++)
        for (int k = 0; k < SERVICES; k++)
            table_n +=
                (size_t)snprintf(table + table_n, room - table_n,
                                 "V%05d,SAMPLE,ROSA,M,04/%02d/19%02d,F,\"%d SAMPLE ST, APT "
                                 "%d\",SPRINGFIELD,IL,62705,Northern,"
                                 "ABC%05d,G%d,11/%02d/2025,11,%s,%s,E11.9,I10,%s,%d,%d.50,JS,25\n",
                                 i, 1 + i % 28, 30 + i % 60, i, i % 9, i, i % 50, 1 + i % 28,
                                 codes[k], k == 1 ? "RT" : "", k == 0 ? "A" : "AB", k + 1, 40 + k);
}

/* Reads all; with `keep` each record is kept as a line. Returns how many there were. */
static size_t read_all(const char *format, const char *bytes, size_t n, sbill_encounter *e,
                       bool keep)
{
    sbill_reader *r = NULL;
    sbill_error *err = NULL;
    size_t count = 0;

    bench_ok(sbill_reader_new(format, NULL, &r, &err), err, "reader");
    if (strcmp(format, "csv") == 0)
        bench_ok(sbill_reader_give(r, "defaults", "defaults", defaults, sizeof defaults - 1, &err),
                 err, "defaults");
    for (size_t at = 0; at <= n;) {
        size_t piece = n - at < PIECE ? n - at : PIECE;
        int32_t status;

        if (piece)
            bench_ok(sbill_reader_feed(r, bytes + at, piece, &err), err, "feed");
        else
            sbill_reader_close(r);
        at += piece ? piece : 1;
        while ((status = sbill_reader_next(r, e, &err)) == SBILL_OK) {
            const char *line;
            size_t len;

            count++;
            if (!keep)
                continue;
            bench_ok(sbill_encounter_record(e, &line, &len, &err), err, "record");
            memcpy(records + records_n, line, len);
            records[records_n + len] = '\n';
            records_n += len + 1;
        }
        if (status != SBILL_MORE && status != SBILL_END)
            bench_ok(status, err, "next");
    }
    sbill_reader_free(r);
    return count;
}

static double measure(const char *format, const char *bytes, size_t n, sbill_encounter *e)
{
    double times[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        uint64_t start = bench_cpu();

        if (read_all(format, bytes, n, e, false) != VISITS)
            exit(1);
        times[i] = (double)(bench_cpu() - start) / VISITS;
    }
    return bench_median(times, ROUNDS);
}

/* ---- the same visits as an 837P, and what a payer says of them ------------------------------------ */

static void make_837(sbill_encounter *e, sbill_options *o, char **text, size_t *n)
{
    sbill_file *f = NULL;
    sbill_error *err = NULL;
    const char *line = records, *bytes, *result;
    size_t len;

    bench_ok(sbill_file_new("x12-837p", o, &f, &err), err, "file");
    for (int i = 0; i < VISITS; i++) {
        size_t size = (size_t)(strchr(line, '\n') - line);
        bench_ok(sbill_run_json(e, line, size, &result, &len, &err), err, "run");
        bench_ok(sbill_file_add(f, e, 0, &err), err, "claim");
        line += size + 1;
    }
    bench_ok(sbill_file_finish(f, &bytes, &len, &err), err, "finish");
    *text = malloc(len + 1);
    if (!*text)
        exit(1);
    memcpy(*text, bytes, len + 1);
    *n = len;
    sbill_file_free(f);
}

static void make_835(char **text, size_t *n)
{
    size_t room = 4096 + (size_t)VISITS * 512, at;

    *text = malloc(room);
    if (!*text)
        exit(1);
    at = (size_t)snprintf(*text, room,
                          "ISA*00*          *00*          *ZZ*N1234          *ZZ*2000000002     "
                          "*251201*1200*^*00501*000000001*0*P*:~"
                          "GS*HP*N1234*2000000002*20251201*1200*1*X*005010X221A1~ST*835*0001~"
                          "BPR*I*%d*C*ACH*CCP*01*999999999*DA*1*1999999999**01*999999999*DA*2*"
                          "20251201~TRN*1*1*1999999999~"
                          "DTM*405*20251201~N1*PR*NORTHERN MUTUAL~N3*1 "
                          "ROAD~N4*CHICAGO*IL*60601~PER*BL*DESK*TE*8005550100~"
                          "N1*PE*SAMPLE CLINIC*XX*2000000002~LX*1~",
                          VISITS * 100);
    for (int i = 0; i < VISITS; i++)
        at += (size_t)snprintf(
            *text + at, room - at,
            "CLP*V%05d*1*162.5*100*12.5*12*P%d~NM1*QC*1*SAMPLE*ROSA*M***MI*ABC%05d~"
            "SVC*HC:G0439*41.5*40**1~DTM*472*20251101~CAS*CO*45*1.5~"
            "SVC*HC:J3301:RT*121*60**2~DTM*472*20251101~CAS*CO*45*48.5~CAS*PR*3*12.5~",
            i, i, i);
    at += (size_t)snprintf(*text + at, room - at, "SE*%d*0001~GE*1*1~IEA*1*000000001~",
                           12 + VISITS * 9);
    *n = at;
}

/* ---- measuring --------------------------------------------------------------------------------------- */

static double read_answers(const char *text, size_t n)
{
    double times[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        sbill_answers *a = NULL;
        sbill_error *err = NULL;
        uint64_t start = bench_cpu();

        bench_ok(sbill_answers_new(NULL, NULL, &a, &err), err, "answers");
        bench_ok(sbill_answers_read(a, "made up", text, n, &err), err, "835");
        if (sbill_answers_count(a) < VISITS)
            exit(1);
        sbill_answers_free(a);
        times[i] = (double)(bench_cpu() - start) / VISITS;
    }
    return bench_median(times, ROUNDS);
}

/* Each line into a document of yyjson's, numbers as they are written. */
static double by_yyjson(void)
{
    double times[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        uint64_t start = bench_cpu();
        size_t fields = 0;

        for (char *line = records; line < records + records_n;) {
            char *end = strchr(line, '\n');
            yyjson_doc *doc =
                yyjson_read_opts(line, (size_t)(end - line), YYJSON_READ_NUMBER_AS_RAW, NULL, NULL);
            fields += yyjson_obj_size(yyjson_doc_get_root(doc));
            yyjson_doc_free(doc);
            line = end + 1;
        }
        times[i] = (double)(bench_cpu() - start) / VISITS;
        if (!fields)
            exit(1);
    }
    return bench_median(times, ROUNDS);
}

/* Where each cell or element begins, and nothing else. */
static double by_cutting(const char *text, size_t n, char inner, char outer)
{
    static const char *begins[1 << 22];
    double times[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        uint64_t start = bench_cpu();
        size_t count = 0;

        for (size_t k = 0; k < n; k++)
            if (text[k] == inner || text[k] == outer)
                begins[count++ & ((1 << 22) - 1)] = text + k + 1;
        times[i] = (double)(bench_cpu() - start) / VISITS;
        if (!count || !begins[0])
            exit(1);
    }
    return bench_median(times, ROUNDS);
}

static void show(const char *name, double ours, double anchor, const char *against, size_t n)
{
    char more[96];

    snprintf(more, sizeof more, "\"bytes\":%zu,\"mb_per_second\":%.0f", n / VISITS,
             (double)n / VISITS / ours * 1000);
    bench_show(&(struct bench_figure){.name = name,
                                      .ours = ours,
                                      .anchor = anchor,
                                      .unit = "ns a visit",
                                      .against = against,
                                      .more = more});
}

int main(int argc, char **argv)
{
    sbill_builder *builder = NULL;
    sbill_book *book = NULL;
    sbill_options *o = NULL;
    sbill_encounter *e = NULL;
    sbill_error *err = NULL;
    const void *image;
    char *claims, *payments;
    size_t len, claims_n, payments_n;
    double json;

    bench_start("read", argc, argv);
    bench_ok(sbill_options_new(&o, &err), err, "options");
    bench_ok(sbill_options_set(o, "force", "1", &err), err, "options");
    bench_ok(sbill_options_set(o, "assign", "0", &err), err, "options");
    bench_ok(small_book_build(NULL, &builder, &image, &len, &err), err, "book");
    bench_ok(sbill_book_open_memory(image, len, NULL, &book, &err), err, "book");
    bench_ok(sbill_encounter_new(book, o, &e, &err), err, "encounter");
    make_table();
    records = calloc(VISITS, 4096);
    if (!records)
        return 1;
    read_all("csv", table, table_n, e, true);
    make_837(e, o, &claims, &claims_n);
    make_835(&payments, &payments_n);
    json = measure("ndjson", records, records_n, e);
    show("json-vs-yyjson", json, by_yyjson(), "yyjson alone: parsed, not understood", records_n);
    show("csv-vs-cutting", measure("csv", table, table_n, e), by_cutting(table, table_n, ',', '\n'),
         "a loop that cuts cells", table_n);
    show("837p-vs-cutting", measure("x12", claims, claims_n, e),
         by_cutting(claims, claims_n, '*', '~'), "a loop that cuts elements", claims_n);
    show("835-vs-cutting", read_answers(payments, payments_n),
         by_cutting(payments, payments_n, '*', '~'), "a loop that cuts elements", payments_n);
    free(table);
    free(records);
    free(claims);
    free(payments);
    sbill_encounter_free(e);
    sbill_options_free(o);
    sbill_book_free(book);
    sbill_builder_free(builder);
    return 0;
}
