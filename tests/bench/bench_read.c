/* Reading visits: a table of superbills against the same visits as native records, one a line. Rows of a visit stand
 * together; 2,000 visits of three services with 24 columns, and what the office says once in defaults. Nothing is read
 * from files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

int main(int argc, char **argv)
{
    sbill_builder *builder = NULL;
    sbill_book *book = NULL;
    sbill_encounter *e = NULL;
    sbill_error *err = NULL;
    const void *image;
    size_t len;
    double csv, json;
    char more[128];

    bench_start("read", argc, argv);
    bench_ok(small_book_build(NULL, &builder, &image, &len, &err), err, "book");
    bench_ok(sbill_book_open_memory(image, len, NULL, &book, &err), err, "book");
    bench_ok(sbill_encounter_new(book, NULL, &e, &err), err, "encounter");
    make_table();
    records = malloc((size_t)VISITS * 4096);
    if (!records)
        return 1;
    read_all("csv", table, table_n, e, true);
    csv = measure("csv", table, table_n, e);
    json = measure("ndjson", records, records_n, e);
    snprintf(more, sizeof more, "\"csv_bytes\":%zu,\"ndjson_bytes\":%zu", table_n / VISITS,
             records_n / VISITS);
    bench_show(&(struct bench_figure){.name = "csv-vs-ndjson",
                                      .ours = csv,
                                      .anchor = json,
                                      .unit = "ns a visit of three rows",
                                      .against = "the same visits as native records, one a line",
                                      .more = more});
    free(table);
    free(records);
    sbill_encounter_free(e);
    sbill_book_free(book);
    sbill_builder_free(builder);
    return 0;
}
