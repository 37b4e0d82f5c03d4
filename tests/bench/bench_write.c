/* Writing claims. FHIR: sbill_file_add against libxml2's xmlTextWriter, which is handed the same elements and must make
 * the same bytes, and against memcpy of the finished text; 837P against memcpy of its own. 16 claims of 2 to 6
 * diagnoses and 2 to 7 lines. Nothing is read from files. */
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../small_book.h"
#include "bench.h"

enum {
    CLAIMS = 16,
    ROUNDS = 301,
    COPIES = 35
};

/* ---- memory ------------------------------------------------------------------------------------- */

/* Blocks are kept and given out again, so that no page of a growing file is new to the process: what is measured is
 * writing. */
static struct {
    void *p;
    size_t n;
} kept[256];

static void *keep(void *user, void *p, size_t old_size, size_t new_size)
{
    void *wider;

    if (new_size == 0) {
        for (size_t i = 0; p && i < sizeof kept / sizeof *kept; i++)
            if (!kept[i].p) {
                kept[i].p = p;
                kept[i].n = old_size;
                return NULL;
            }
        free(p);
        return NULL;
    }
    for (size_t i = 0; !p && i < sizeof kept / sizeof *kept; i++)
        if (kept[i].p && kept[i].n == new_size) {
            wider = kept[i].p;
            kept[i].p = NULL;
            return wider;
        }
    if (!p)
        return malloc(new_size);
    wider = keep(user, NULL, 0, new_size);
    if (wider)
        memcpy(wider, p, old_size < new_size ? old_size : new_size);
    keep(user, p, old_size, 0);
    return wider;
}

/* ---- claims ------------------------------------------------------------------------------------- */

static const char *const codes[] = {"E11.42", "I10", "J18.9", "R05.9", "G62.9", "Z23"};

static void make_record(char *out, size_t size, int i)
{
    int diagnoses = 2 + i % 5, lines = 2 + i / 5 % 6;
    size_t n = (size_t)snprintf(
        out, size,
        "{\"id\":\"BENCH-%d\",\"date_from\":\"2025-11-%02d\",\"place_of_service\":\"11\","
        "\"patient\":{\"mrn\":"
        "\"MRN%05d\",\"name\":{\"last\":\"Sample\",\"first\":\"Rosa\",\"middle\":\"M\"},\"birth_"
        "date\":"
        "\"19%02d-04-02\",\"sex\":\"female\",\"phone\":\"2175550%03d\",\"address\":{\"lines\":[\"%"
        "d Sample "
        "Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"62705\"}},\"coverages\":[{"
        "\"filing_indicator\":\"MB\",\"payer\":{\"id\":\"BENCH1\",\"id_type\":\"PI\",\"name\":"
        "\"Bench & Sons "
        "Health\"},\"member_id\":\"ABC%05d\",\"group_number\":\"G%d\",\"relationship\":\"self\","
        "\"assignment_of_benefits\":true}],\"providers\":{\"billing\":{\"organization\":\"Sample "
        "Clinic\","
        "\"npi\":\"2000000002\",\"taxonomy\":\"207Q00000X\",\"tax_id\":\"210000001\",\"tax_id_"
        "type\":\"ein\","
        "\"phone\":\"2175550100\",\"address\":{\"lines\":[\"2 Sample "
        "Street\"],\"city\":\"Springfield\","
        "\"state\":\"IL\",\"zip\":\"627051234\"}},\"rendering\":{\"name\":{\"last\":\"Example\","
        "\"first\":"
        "\"Ada\"},\"npi\":\"2000000010\",\"taxonomy\":\"207Q00000X\",\"credential\":\"MD\"}},"
        "\"diagnoses\":[",
        i, 1 + i % 28, i, 40 + i % 50, i, 1 + i, i, i);

    for (int d = 0; d < diagnoses; d++)
        n += (size_t)snprintf(out + n, size - n, "%s{\"code\":\"%s\"}", d ? "," : "", codes[d]);
    n += (size_t)snprintf(out + n, size - n, "],\"lines\":[");
    for (int l = 0; l < lines; l++)
        n += (size_t)snprintf(out + n, size - n,
                              "%s{\"code\":\"G0439\",\"charge\":%d.%02d,\"units\":1,\"modifiers\":["
                              "\"25\"],\"diagnoses\":[1,2]}",
                              l ? "," : "", 40 + 7 * l, i % 100);
    snprintf(out + n, size - n, "]}");
}

static sbill_encounter *make_claim(sbill_book *book, const sbill_options *o, int i)
{
    char json[8192];
    const char *result;
    size_t len;
    sbill_encounter *e;
    sbill_error *err = NULL;

    make_record(json, sizeof json, i);
    bench_ok(sbill_encounter_new(book, o, &e, &err), err, "encounter");
    bench_ok(sbill_run_json(e, json, strlen(json), &result, &len, &err), err, "record");
    if (sbill_count(e, SBILL_ITEM_CLAIM) != 1) {
        fprintf(stderr, "bench_write: no claim: %s\n", result);
        exit(1);
    }
    return e;
}

/* ---- ours --------------------------------------------------------------------------------------- */

/* Nanoseconds a claim; the document is copied to *text unless NULL. */
static double write_ours(const char *format, sbill_encounter *const *claims, const sbill_options *o,
                         char **text, size_t *n)
{
    sbill_error *err = NULL;
    sbill_file *f;
    const char *bytes;
    size_t len;
    uint64_t began;
    double took;

    bench_ok(sbill_file_new(format, o, &f, &err), err, "file");
    began = bench_cpu();
    for (int i = 0; i < CLAIMS; i++)
        bench_ok(sbill_file_add(f, claims[i], 0, &err), err, "claim");
    took = (double)(bench_cpu() - began) / CLAIMS;
    bench_ok(sbill_file_finish(f, &bytes, &len, &err), err, "finish");
    if (text) {
        *text = malloc(len + 1);
        memcpy(*text, bytes, len + 1);
        *n = len;
    }
    sbill_file_free(f);
    return took;
}

/* ---- xmlTextWriter -------------------------------------------------------------------------------- */

/* What the document is made of, flat: the writer under measure gets nothing else to do. */
struct event {
    enum {
        START,
        ATTRIBUTE,
        TEXT,
        END
    } what;
    xmlChar *name, *value;
};
static struct event *events;
static size_t event_count;

static void event(int what, const xmlChar *name, const xmlChar *value)
{
    if (event_count % 4096 == 0)
        events = realloc(events, (event_count + 4096) * sizeof *events);
    events[event_count].what = what;
    events[event_count].name = name ? xmlStrdup(name) : NULL;
    events[event_count++].value = value ? xmlStrdup(value) : NULL;
}

static void flatten(xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE) {
            event(TEXT, NULL, node->content);
            continue;
        }
        event(START, node->name, NULL);
        if (node->nsDef)
            event(ATTRIBUTE, (const xmlChar *)"xmlns", node->nsDef->href);
        for (xmlAttr *a = node->properties; a; a = a->next) {
            xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
            event(ATTRIBUTE, a->name, value);
            xmlFree(value);
        }
        flatten(node->children);
        event(END, NULL, NULL);
    }
}

/* Nanoseconds a claim; false if the bytes are not `text`. */
static bool write_theirs(const char *text, size_t n, double *took)
{
    uint64_t began = bench_cpu();
    xmlBuffer *b = xmlBufferCreate();
    xmlTextWriter *w = xmlNewTextWriterMemory(b, 0);
    bool same;

    xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
    for (size_t i = 0; i < event_count; i++) {
        const struct event *e = &events[i];
        if (e->what == START)
            xmlTextWriterStartElement(w, e->name);
        else if (e->what == ATTRIBUTE)
            xmlTextWriterWriteAttribute(w, e->name, e->value);
        else if (e->what == TEXT)
            xmlTextWriterWriteString(w, e->value);
        else
            xmlTextWriterEndElement(w);
    }
    xmlTextWriterEndDocument(w);
    xmlFreeTextWriter(w);
    *took = (double)(bench_cpu() - began) / CLAIMS;
    same = (size_t)xmlBufferLength(b) == n && memcmp(xmlBufferContent(b), text, n) == 0;
    xmlBufferFree(b);
    return same;
}

/* ---- memcpy --------------------------------------------------------------------------------------- */

static double copy_all(const char *text, size_t n)
{
    size_t each = n / CLAIMS;
    char *to = malloc(each);
    uint64_t began = bench_cpu();

    for (int round = 0; round < 10; round++)
        for (int i = 0; i < CLAIMS; i++) {
            memcpy(to, text + each * (size_t)(i % 4), each); /* in the cache, as in the reference */
            __asm__ volatile("" : : "r"(to) : "memory");
        }
    free(to);
    return (double)(bench_cpu() - began) / CLAIMS / 10;
}

static void show(double *ours, double *theirs, double *copies, size_t n)
{
    char more[96];
    double mine = bench_median(ours, ROUNDS), copy = bench_median(copies, ROUNDS);
    struct bench_figure f = {"fhir-vs-xmltextwriter",
                             mine,
                             bench_median(theirs, ROUNDS),
                             "ns a claim",
                             "libxml2 xmlTextWriter, same bytes",
                             8,
                             more};

    snprintf(more, sizeof more, "\"bytes\":%zu,\"mb_per_second\":%.0f", n / CLAIMS,
             (double)n / CLAIMS / mine * 1000);
    bench_show(&f);
    f.name = "fhir-vs-memcpy";
    f.anchor = COPIES * copy;
    f.against = "35 times memcpy of the finished text";
    f.must = 1;
    snprintf(more, sizeof more, "\"bytes\":%zu,\"memcpy\":%.1f,\"times_memcpy\":%.1f", n / CLAIMS,
             copy, mine / copy);
    bench_show(&f);
}

static void show_837(double *ours, double *copies, size_t n)
{
    char more[96];
    double mine = bench_median(ours, ROUNDS), copy = bench_median(copies, ROUNDS);

    snprintf(more, sizeof more, "\"bytes\":%zu,\"mb_per_second\":%.0f,\"times_memcpy\":%.1f",
             n / CLAIMS, (double)n / CLAIMS / mine * 1000, mine / copy);
    bench_show(&(struct bench_figure){"837p-vs-memcpy", mine, copy, "ns a claim",
                                      "memcpy of the finished text", 0, more});
}

int main(int argc, char **argv)
{
    static double of_837[ROUNDS], copies_837[ROUNDS];
    static double ours[ROUNDS], theirs[ROUNDS], copies[ROUNDS];
    sbill_encounter *claims[CLAIMS];
    sbill_options *o;
    sbill_builder *builder;
    sbill_book *book;
    sbill_error *err = NULL;
    const void *image;
    char *text, *text_837;
    size_t len, n, n_837;
    xmlDoc *doc;

    bench_start("write", argc, argv);
    bench_ok(sbill_options_new(&o, &err), err, "options");
    bench_ok(sbill_options_set_allocator(o, keep, NULL), err, "options");
    bench_ok(sbill_options_set(o, "force", "1", &err), err, "options");
    bench_ok(sbill_options_set(o, "assign", "0", &err), err, "options");
    bench_ok(small_book_build(NULL, &builder, &image, &len, &err), err, "book");
    bench_ok(sbill_book_open_memory(image, len, NULL, &book, &err), err, "book");
    for (int i = 0; i < CLAIMS; i++)
        claims[i] = make_claim(book, o, i);
    write_ours("fhir-xml", claims, o, &text, &n);
    write_ours("x12-837p", claims, o, &text_837, &n_837);
    doc = xmlParseMemory(text, (int)n);
    flatten(xmlDocGetRootElement(doc));
    for (int r = 0; r < ROUNDS;
         r++) { /* in turn, so that a busy moment of the machine meets all three */
        write_ours("fhir-xml", claims, o, NULL,
                   NULL); /* each starts with its own things in the cache */
        ours[r] = write_ours("fhir-xml", claims, o, NULL, NULL);
        write_theirs(text, n, &theirs[r]);
        if (!write_theirs(text, n, &theirs[r])) {
            fprintf(stderr, "bench_write: xmlTextWriter did not write the same bytes\n");
            return 1;
        }
        copies[r] = copy_all(text, n);
        write_ours("x12-837p", claims, o, NULL, NULL);
        of_837[r] = write_ours("x12-837p", claims, o, NULL, NULL);
        copies_837[r] = copy_all(text_837, n_837);
    }
    show(ours, theirs, copies, n);
    show_837(of_837, copies_837, n_837);
    xmlFreeDoc(doc);
    return 0;
}
