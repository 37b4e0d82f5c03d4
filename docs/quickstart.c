/* quickstart.c: one record through the granular calls of superbill.h, from book to FHIR claim.
 *
 *     superbill book build codesets/us-starter -o us-starter.sbk
 *     cc docs/quickstart.c $(pkg-config --cflags --libs superbill) -o quickstart
 *     ./quickstart us-starter.sbk examples/03-possible-pneumonia.json claim.xml
 *
 * Whoever wants less writes calls sbill_run_json: one JSON record in, one JSON result line out. */
#include <stdio.h>
#include <stdlib.h>
#include <superbill.h>

/* A broken call, an unreadable file, no memory. What is wrong with the record itself comes as findings. */
static int fail(sbill_error *err)
{
    fprintf(stderr, "%s:%u:%u: %s\n", sbill_error_source(err), (unsigned)sbill_error_line(err),
            (unsigned)sbill_error_column(err), sbill_error_message(err));
    sbill_error_free(err);
    return 1;
}

static char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *bytes = f ? malloc(1 << 20) : NULL;

    *len = bytes ? fread(bytes, 1, 1 << 20, f) : 0;
    if (f)
        fclose(f);
    return bytes;
}

static const char *text(sbill_encounter *e, int32_t item, size_t i, int32_t field)
{
    return sbill_text(e, item, i, field, NULL);
}

/* Why a rule suggested the code: the words of the note it rests on. */
static void show_evidence(sbill_encounter *e, int32_t kind, size_t index)
{
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_EVIDENCE); i++)
        if (sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER_KIND) == kind &&
            sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_OWNER) == (int64_t)index)
            printf("    \"%s\" at %lld in section \"%s\"\n",
                   text(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_TEXT),
                   (long long)sbill_number(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_START),
                   text(e, SBILL_ITEM_EVIDENCE, i, SBILL_F_SECTION));
}

static void show_codes(sbill_encounter *e, int32_t kind)
{
    for (size_t i = 0; i < sbill_count(e, kind); i++) {
        printf("%-9s %-8s %s\n", text(e, kind, i, SBILL_F_STATUS), text(e, kind, i, SBILL_F_CODE),
               text(e, kind, i, SBILL_F_TITLE));
        show_evidence(e, kind, i);
    }
}

static void show_rest(sbill_encounter *e)
{
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_WITHHELD); i++)
        printf("withheld  %-8s %s\n", text(e, SBILL_ITEM_WITHHELD, i, SBILL_F_CODE),
               text(e, SBILL_ITEM_WITHHELD, i, SBILL_F_REASON));
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_QUERY); i++)
        printf("question  %s\n", text(e, SBILL_ITEM_QUERY, i, SBILL_F_TEXT));
    for (size_t i = 0; i < sbill_count(e, SBILL_ITEM_FINDING); i++)
        printf("%-9s %lld %s: %s %s\n", text(e, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY),
               (long long)sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER),
               text(e, SBILL_ITEM_FINDING, i, SBILL_F_PATH),
               text(e, SBILL_ITEM_FINDING, i, SBILL_F_TEXT),
               text(e, SBILL_ITEM_FINDING, i, SBILL_F_ACTION));
}

/* A person, not the library, says which suggestions hold. Here everybody agrees with all of them. */
static int32_t confirm_all(sbill_encounter *e, int32_t kind, sbill_error **err)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; status == SBILL_OK && i < sbill_count(e, kind); i++)
        if (text(e, kind, i, SBILL_F_STATUS)[0] == 's') /* suggested */
            status = sbill_decide(e, kind, i, "confirmed", "A. Coder", "2025-11-20",
                                  "read the note", err);
    return status;
}

/* Every claim that no finding stops, in one file. */
static int32_t write_claims(sbill_encounter *e, const char *path, sbill_error **err)
{
    sbill_file *file = NULL;
    const char *bytes;
    size_t len, written = 0;
    int32_t status = sbill_file_new("fhir-xml", NULL, &file, err);

    for (size_t i = 0; status == SBILL_OK && i < sbill_count(e, SBILL_ITEM_CLAIM); i++) {
        if (sbill_number(e, SBILL_ITEM_CLAIM, i, SBILL_F_STOPS) == 1)
            continue;
        status = sbill_file_add(file, e, i, err);
        written++;
    }
    if (status == SBILL_OK && written)
        status = sbill_file_finish(file, &bytes, &len, err);
    if (status == SBILL_OK && written) {
        FILE *out = fopen(path, "wb");
        if (out && fwrite(bytes, 1, len, out) == len)
            printf("wrote     %s: %zu claim(s)\n", path, written);
        if (out)
            fclose(out);
    }
    sbill_file_free(file);
    return status;
}

static int32_t run(sbill_encounter *e, const char *record, size_t len, const char *out,
                   sbill_error **err)
{
    int32_t status = sbill_encounter_read(e, record, len, err);

    if (status == SBILL_OK)
        status = sbill_encounter_assign(e, err);
    if (status != SBILL_OK)
        return status;
    show_codes(e, SBILL_ITEM_DIAGNOSIS);
    show_codes(e, SBILL_ITEM_LINE);
    status = confirm_all(e, SBILL_ITEM_DIAGNOSIS, err);
    if (status == SBILL_OK)
        status = confirm_all(e, SBILL_ITEM_LINE, err);
    if (status == SBILL_OK)
        status = sbill_encounter_form(e, err);
    if (status == SBILL_OK)
        status = sbill_encounter_check(e, err);
    if (status != SBILL_OK)
        return status;
    show_rest(e);
    printf("outcome   %s\n", text(e, SBILL_ITEM_RECORD, 0, SBILL_F_STATUS));
    return write_claims(e, out, err);
}

int main(int argc, char **argv)
{
    sbill_book *book = NULL;
    sbill_encounter *encounter = NULL;
    sbill_error *err = NULL;
    char *record;
    size_t len;
    int32_t status;

    if (argc != 4) {
        fprintf(stderr, "usage: quickstart BOOK RECORD OUT\n");
        return 2;
    }
    record = read_file(argv[2], &len);
    status = sbill_book_open(argv[1], NULL, &book, &err);
    if (status == SBILL_OK)
        status = sbill_encounter_new(book, NULL, &encounter,
                                     &err); /* reuse it for record after record */
    if (status == SBILL_OK)
        status = run(encounter, record ? record : "", len, argv[3], &err);
    sbill_encounter_free(encounter);
    sbill_book_free(book);
    free(record);
    return status == SBILL_OK ? 0 : fail(err);
}
