#include "book/book.h"

#include <unistd.h>

#include "book/notes.h"
#include "meter.h"
#include "order_file.h"
#include "tiny_book.h"

#define YEAR                                                                            \
    "<file name=\"y\" layout=\"icd10cm-order\" release=\"FY2026\" from=\"2025-10-01\" " \
    "to=\"2026-09-30\"/>"
#define CODES(name, release, from, to)                                             \
    "<file name=\"" name "\" layout=\"table\" system=\"hcpcs\" release=\"" release \
    "\" from=\"" from "\" to=\"" to "\"/>"
#define COLUMNS "# superbill-table\n# kind: codes\n# columns: code title from to successors terms\n"

static const char hcpcs[] =
    COLUMNS "J1030,Methylprednisolone 40 mg,1984-01-01,2024-03-31,J1010,depo\n"
            "J1010,Methylprednisolone 1 mg,2024-04-01,,,depo\n"
            "G0008,Influenza vaccine administration,,,,flu shot\n";

/* The image of a small book, in a room of exactly its size. */
struct image {
    uint8_t *p;
    size_t n;
};

static struct image image_of(const char *files, const struct tiny_file *f, size_t n)
{
    struct tiny_book made = tiny_book(NULL, files, f, n);
    const void *p = NULL;
    struct image i = {NULL, 0};

    tiny_made(&made);
    ck_assert_int_eq(sbill_builder_finish(made.builder, &p, &i.n, NULL), SBILL_OK);
    i.p = malloc(i.n);
    memcpy(i.p, p, i.n);
    tiny_free(&made);
    return i;
}

static struct image small_image(void)
{
    struct order_text o = {.n = 0};

    order_line(&o, 0, "E11", "Type 2 diabetes mellitus");
    order_line(&o, 1, "E119", "Type 2 diabetes mellitus without complications");
    order_line(&o, 0, "S93401", "Sprain of right ankle");
    order_line(&o, 1, "S93401A", "Sprain of right ankle, initial encounter");
    struct tiny_file f[] = {{"y", o.p, 0}, {"h", hcpcs, 0}};
    return image_of(YEAR CODES("h", "2025", "2024-01-01", "2026-12-31"), f, 2);
}

static int32_t open_image(const struct image *i, sbill_book **b)
{
    sbill_error *err = NULL;
    int32_t status = sbill_book_open_memory(i->p, i->n, NULL, b, &err);

    ck_assert((status == SBILL_OK) == (err == NULL));
    ck_assert(status == SBILL_OK || sbill_error_message(err)[0]);
    sbill_error_free(err);
    return status;
}

static void look_at(const sbill_book *b, int64_t ref)
{
    char text[24];
    size_t n;

    (void)sbill_code_title(b, ref, &n);
    (void)sbill_code_short_title(b, ref, &n);
    (void)sbill_code_valid_from(b, ref);
    (void)sbill_code_valid_to(b, ref);
    (void)sbill_code_print(b, ref, text, sizeof text);
    (void)sbill_code_flags(b, ref);
    (void)sbill_code_parent(b, ref);
    n = sbill_code_child_count(b, ref);
    for (size_t i = 0; i < n && i < 20; i++)
        (void)sbill_code_child(b, ref, i);
    (void)sbill_code_successor(b, ref, 0);
}

/* Everything that can be asked of a book. */
static void ask(const sbill_book *b)
{
    static const char *const codes[] = {"E11.9", "E11", "S93.401", "J1030", "G0008", "ZZZ"};
    static const char *const words[] = {"diab", "t", "e11", "initial enc", "flu shot"};
    sbill_report *r = NULL;
    int64_t refs[8];
    size_t count;

    for (int32_t s = 1; s <= 3; s++)
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            int64_t ref;
            (void)sbill_code_find(b, s, codes[i], strlen(codes[i]), 20454, &ref);
            look_at(b, ref);
            ck_assert_int_eq(sbill_code_json(b, s, codes[i], strlen(codes[i]), 20454, &r, NULL),
                             SBILL_OK);
            sbill_report_free(r);
        }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ck_assert_int_eq(
            sbill_code_search(b, 0, words[i], strlen(words[i]), 20454, refs, 8, &count, NULL),
            SBILL_OK);
        for (size_t k = 0; k < count; k++)
            look_at(b, refs[k]);
    }
    ck_assert_int_eq(sbill_book_info(b, &r, NULL), SBILL_OK);
    sbill_report_free(r);
    (void)sbill_book_release(b, 1, 20454);
    (void)sbill_book_is_extract(b, 1, 20454);
}

START_TEST(opens)
{
    struct image i = small_image();
    uint8_t *odd = malloc(i.n + 1);
    struct image shifted = {odd + 1, i.n};
    sbill_book *b;

    ck_assert_int_eq(open_image(&i, &b), SBILL_OK);
    ck_assert_int_eq(sbill_book_verify(b, NULL), SBILL_OK);
    ask(b);
    sbill_book_free(b);
    memcpy(shifted.p, i.p, i.n); /* at an odd address */
    ck_assert_int_eq(open_image(&shifted, &b), SBILL_OK);
    ask(b);
    sbill_book_free(b);
    free(odd);
    free(i.p);
}
END_TEST

START_TEST(wrong_calls)
{
    struct image i = small_image();
    sbill_book *b;

    ck_assert_int_eq(sbill_book_open_memory(NULL, 5, NULL, &b, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_open_memory(i.p, i.n, NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_open_memory(NULL, 0, NULL, &b, NULL), SBILL_EBOOK);
    ck_assert_int_eq(sbill_book_open(NULL, NULL, &b, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_open("no/such/book.sbk", NULL, &b, NULL), SBILL_EIO);
    ck_assert_int_eq(sbill_book_stack(NULL, 0, NULL, &b, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_verify(NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_info(NULL, NULL, NULL), SBILL_EINVAL);
    ck_assert_int_eq(sbill_book_warm(NULL, NULL), SBILL_EINVAL);
    sbill_book_free(NULL);
    ck_assert_ptr_null(sbill_book_ref(NULL));
    free(i.p);
}
END_TEST

START_TEST(cut_short)
{
    struct image i = small_image(), cut;

    for (cut.n = 0; cut.n < i.n; cut.n += cut.n < 1024 ? 1 : 61) {
        sbill_book *b;
        cut.p = malloc(cut.n + !cut.n);
        memcpy(cut.p, i.p, cut.n);
        ck_assert_int_eq(open_image(&cut, &b), SBILL_EBOOK);
        free(cut.p);
    }
    cut.n = i.n + 64; /* and one with bytes after it */
    cut.p = calloc(1, cut.n);
    memcpy(cut.p, i.p, i.n);
    sbill_book *b;
    ck_assert_int_eq(open_image(&cut, &b), SBILL_EBOOK);
    free(cut.p);
    free(i.p);
}
END_TEST

/* Every byte, altered: it does not open, or verify finds it, and in any case nothing crashes. */
START_TEST(altered_bytes)
{
    static const uint8_t changes[] = {0x01, 0x80, 0xFF};
    struct image i = small_image();

    for (size_t at = 0; at < i.n; at++)
        for (size_t k = 0; k < sizeof changes; k++) {
            sbill_book *b = NULL;
            sbill_error *err = NULL;
            i.p[at] ^= changes[k];
            if (open_image(&i, &b) == SBILL_OK) {
                ck_assert_msg(sbill_book_verify(b, &err) == SBILL_EBOOK, "byte %zu", at);
                ck_assert(strstr(sbill_error_message(err), "damaged"));
                sbill_error_free(err);
                ask(b);
                sbill_book_free(b);
            }
            i.p[at] ^= changes[k];
        }
    free(i.p);
}
END_TEST

/* Many bytes at once, as no accident does it. */
START_TEST(altered_at_random)
{
    struct image i = small_image(), copy = {malloc(i.n), i.n};
    uint64_t random = 88172645463325252u;

    for (int round = 0; round < 3000; round++) {
        sbill_book *b = NULL;
        memcpy(copy.p, i.p, i.n);
        for (int k = 0; k < 1 + round % 40; k++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            copy.p[512 + random % (i.n - 512)] = (uint8_t)(random >> 40);
        }
        if (open_image(&copy, &b) == SBILL_OK) {
            ask(b);
            sbill_book_free(b);
        }
    }
    free(copy.p);
    free(i.p);
}
END_TEST

START_TEST(formats)
{
    struct image i = small_image();
    sbill_error *err = NULL;
    sbill_book *b;

    i.p[8]++;
    ck_assert_int_eq(sbill_book_open_memory(i.p, i.n, NULL, &b, &err), SBILL_EBOOK);
    ck_assert(strstr(sbill_error_message(err), "format"));
    sbill_error_free(err);
    free(i.p);
}
END_TEST

START_TEST(from_a_file)
{
    struct image i = small_image();
    char path[] = "bookXXXXXX";
    int fd = mkstemp(path);
    sbill_error *err = NULL;
    sbill_book *b;

    ck_assert_int_eq(write(fd, i.p, i.n), (ssize_t)i.n);
    ck_assert_int_eq(sbill_book_open(path, NULL, &b, NULL), SBILL_OK);
    ask(b);
    sbill_book_free(b);
    ck_assert_int_eq(ftruncate(fd, 100), 0);
    ck_assert_int_eq(sbill_book_open(path, NULL, &b, &err), SBILL_EBOOK);
    ck_assert_str_eq(sbill_error_source(err), path);
    sbill_error_free(err);
    close(fd);
    unlink(path);
    free(i.p);
}
END_TEST

/* ---- stacks ----------------------------------------------------------------------------------------- */

static sbill_book *book_of(struct image *i, const char *span, const char *text)
{
    sbill_book *b;

    *i = image_of(span, &(struct tiny_file){"c", text, 0}, 1);
    ck_assert_int_eq(open_image(i, &b), SBILL_OK);
    return b;
}

static int32_t state(const sbill_book *b, const char *code, const char *on, const char *title)
{
    int64_t ref;
    int32_t s = sbill_code_find(b, SBILL_SYSTEM_HCPCS, code, strlen(code), day(on), &ref);

    ck_assert_str_eq(sbill_code_title(b, ref, NULL), title);
    return s;
}

START_TEST(stacks)
{
    struct image images[3];
    sbill_book *layers[3], *b, *top;

    layers[0] = book_of(&images[0], CODES("c", "2024", "2024-01-01", "2024-12-31"),
                        COLUMNS "A0001,old,,,,ambulance\nA0002,gone,,,,\n");
    layers[1] = book_of(&images[1], CODES("c", "2025", "2025-01-01", "2025-12-31"),
                        COLUMNS "A0001,new,,,,ambulance\nA0003,fresh,,,,\n");
    layers[2] = book_of(&images[2], CODES("c", "clinic", "2025-06-01", "2025-12-31"),
                        COLUMNS "A0001,ours,,,,ambulance\nX0001,local,,,,\n");
    ck_assert_int_eq(sbill_book_stack(layers, 2, NULL, &b, NULL), SBILL_OK);
    ck_assert_int_eq(state(b, "A0001", "2024-05-05", "old"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "A0001", "2025-05-05", "new"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(b, "A0002", "2025-05-05", "gone"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "A0003", "2024-05-05", "fresh"), SBILL_CODE_NOT_IN_FORCE);
    ck_assert_int_eq(state(b, "A0009", "2024-05-05", ""), SBILL_CODE_UNKNOWN);
    ck_assert_int_eq(state(b, "A0001", "2023-05-05", "new"), SBILL_CODE_OUTSIDE);

    /* A stack of a stack; the layers below are let go first. */
    ck_assert_int_eq(sbill_book_stack((sbill_book *[]){b, layers[2]}, 2, NULL, &top, NULL),
                     SBILL_OK);
    sbill_book_free(b);
    for (int k = 0; k < 3; k++)
        sbill_book_free(layers[k]);
    ck_assert_uint_eq(sbill_book_layer_count(top), 3);
    ck_assert_int_eq(state(top, "A0001", "2025-05-05", "new"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(top, "A0001", "2025-07-01", "ours"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(top, "X0001", "2025-07-01", "local"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(state(top, "A0003", "2025-07-01", "fresh"), SBILL_CODE_BILLABLE);
    ck_assert_int_eq(sbill_book_verify(top, NULL), SBILL_OK);

    int64_t refs[8];
    size_t n;
    ck_assert_int_eq(sbill_code_search(top, 0, "ambul", 5, day("2025-07-01"), refs, 8, &n, NULL),
                     SBILL_OK);
    ck_assert_uint_eq(n, 1); /* each code once, as the layer asked first has it */
    ck_assert_str_eq(sbill_code_title(top, refs[0], NULL), "ours");
    ask(top);
    images[1].p[images[1].n - 1] ^= 1;
    ck_assert_int_eq(sbill_book_verify(top, NULL), SBILL_EBOOK);
    sbill_book_free(top);
    for (int k = 0; k < 3; k++)
        free(images[k].p);
}
END_TEST

START_TEST(extracts)
{
    struct image i, whole;
    sbill_book *b = book_of(
        &i,
        "<file name=\"c\" layout=\"table\" system=\"hcpcs\" release=\"r\" from=\"2024-01-01\""
        " to=\"2025-12-31\" extent=\"extract\"/>",
        COLUMNS "A0001,one,,,,\n");
    sbill_book *all = book_of(&whole, CODES("c", "2025", "2025-01-01", "2025-12-31"),
                              COLUMNS "A0002,two,,,,\n"),
               *s;
    sbill_report *r;

    ck_assert_int_eq(sbill_book_is_extract(b, 2, day("2025-05-05")), 1);
    ck_assert_int_eq(sbill_book_is_extract(b, 2, day("2026-05-05")), 0);
    ck_assert_int_eq(sbill_book_is_extract(b, 1, day("2025-05-05")), 0);
    ck_assert_int_eq(sbill_code_json(b, 2, "A0002", 5, day("2025-05-05"), &r, NULL), SBILL_OK);
    ck_assert(strstr(sbill_report_text(r, NULL), "\"extract\":true"));
    sbill_report_free(r);
    ck_assert_int_eq(sbill_book_stack((sbill_book *[]){all, b}, 2, NULL, &s, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_book_is_extract(s, 2, day("2024-05-05")), 1);
    ck_assert_int_eq(sbill_book_is_extract(s, 2, day("2025-05-05")),
                     0); /* one layer has it whole */
    sbill_book_free(s);
    sbill_book_free(b);
    sbill_book_free(all);
    free(i.p);
    free(whole.p);
}
END_TEST

START_TEST(info)
{
    struct image i = small_image();
    sbill_book *b;
    sbill_report *r;
    const char *text;

    ck_assert_int_eq(open_image(&i, &b), SBILL_OK);
    ck_assert_int_eq(sbill_book_info(b, &r, NULL), SBILL_OK);
    text = sbill_report_text(r, NULL);
    ck_assert(strstr(
        text,
        "\"name\":\"y\",\"layout\":\"icd10cm-order\",\"system\":\"icd10cm\",\"release\":\"FY2026\","
        "\"from\":\"2025-10-01\",\"to\":\"2026-09-30\",\"sha256\":\""));
    ck_assert(strstr(
        text, "{\"system\":\"icd10cm\",\"layer\":0,\"codes\":4,\"spans\":[{\"release\":\"ICD-10-CM "
              "FY2026\","
              "\"from\":\"2025-10-01\",\"to\":\"2026-09-30\",\"billable\":2,\"headers\":2}]}"));
    sbill_report_free(r);
    sbill_book_free(b);
    free(i.p);
}
END_TEST

/* ---- memory ----------------------------------------------------------------------------------------- */

static int32_t use_all(const sbill_options *o, const struct image *i)
{
    sbill_book *b = NULL, *s = NULL;
    sbill_report *r = NULL;
    int64_t refs[4];
    size_t n;
    int32_t status = sbill_book_open_memory(i->p, i->n, o, &b, NULL);

    if (status == SBILL_OK)
        status = sbill_book_stack((sbill_book *[]){b, b}, 2, o, &s, NULL);
    if (status == SBILL_OK)
        status = sbill_code_search(s, 0, "diab", 4, 20454, refs, 4, &n, NULL);
    if (status == SBILL_OK)
        status = sbill_code_json(s, 1, "E11", 3, 20454, &r, NULL);
    sbill_report_free(r);
    r = NULL;
    if (status == SBILL_OK)
        status = sbill_book_info(s, &r, NULL);
    sbill_report_free(r);
    sbill_book_free(s);
    sbill_book_free(b);
    return status;
}

START_TEST(memory_runs_out)
{
    struct image i = small_image();
    struct meter m = {0};
    sbill_options *o;
    size_t before;
    int32_t status = SBILL_NOMEM;

    ck_assert_int_eq(sbill_options_new(&o, NULL), SBILL_OK);
    ck_assert_int_eq(sbill_options_set_allocator(o, metered, &m), SBILL_OK);
    before = m.live;
    for (size_t n = 1; status == SBILL_NOMEM; n++) {
        m.calls = 0;
        m.fail_at = n;
        status = use_all(o, &i);
        ck_assert_uint_eq(m.live, before);
    }
    ck_assert_int_eq(status, SBILL_OK);
    ck_assert_uint_gt(m.fail_at, 8);
    sbill_options_free(o);
    free(i.p);
}
END_TEST

static void add(TCase *tests)
{
    tcase_add_test(tests, opens);
    tcase_add_test(tests, wrong_calls);
    tcase_add_test(tests, cut_short);
    tcase_add_test(tests, altered_bytes);
    tcase_add_test(tests, altered_at_random);
    tcase_add_test(tests, formats);
    tcase_add_test(tests, from_a_file);
    tcase_add_test(tests, stacks);
    tcase_add_test(tests, extracts);
    tcase_add_test(tests, info);
    tcase_add_test(tests, memory_runs_out);
}

int main(void)
{
    return unit_run("book", add);
}
