/* The examples beside a payer's own edits: each is a record, or the part of one that matters, that the edit must
 * find fault with or let pass. */
#include <string.h>

#include "base/json.h"
#include "base/report.h"
#include "base/xml.h"
#include "book/import.h"
#include "check/check.h"
#include "encounter/encounter.h"
#include "read/record_json.h"

#define MAX_REPORT ((size_t)1 << 26)

struct run {
    struct sbill_text name;
    sbill_book *book; /* the profiles over the caller's book */
    sbill_encounter *e;
    struct sbill_jw w;
    size_t tests, failed;
    sbill_error **err;
};

/* ---- telling --------------------------------------------------------------------------------- */

static void report(struct run *r, const struct sbill_xml *edit, const struct sbill_xml *example,
                   struct sbill_text expected, struct sbill_text got)
{
    r->failed++;
    sbill_jw_open(&r->w, '{');
    sbill_jw_key(&r->w, "payer");
    sbill_jw_text(&r->w, sbill_xml_attr(edit->parent, "name"));
    sbill_jw_key(&r->w, "edit");
    sbill_jw_text(&r->w, sbill_xml_attr(edit, "name"));
    sbill_jw_key(&r->w, "line");
    sbill_jw_int(&r->w, example->line);
    sbill_jw_key(&r->w, "expected");
    sbill_jw_text(&r->w, expected);
    sbill_jw_key(&r->w, "got");
    sbill_jw_text(&r->w, got);
    sbill_jw_opt_text(&r->w, "because", sbill_xml_attr(example, "because"));
    sbill_jw_close(&r->w, '}');
}

/* The value of that name of the first finding with this number, and the edit's if it has one. */
static struct sbill_text said(const struct sbill_encounter *e, int32_t number, const char *value,
                              struct sbill_text edit)
{
    for (size_t i = 0; i < e->findings.n; i++) {
        const struct sbill_finding *f = &e->findings.v[i];
        struct sbill_text found = {"", 0};
        bool same = !edit.n;

        for (size_t v = 0; f->number == number && v < f->value_count; v++) {
            same = same || (strcmp(f->values[v].name, "edit") == 0 &&
                            sbill_text_eq(f->values[v].text, edit));
            if (strcmp(f->values[v].name, value) == 0)
                found = f->values[v].text;
        }
        if (f->number == number && same)
            return found;
    }
    return (struct sbill_text){"", 0};
}

static bool names(struct sbill_text list, struct sbill_text edit)
{
    for (size_t i = 0; i + edit.n <= list.n; i++)
        if (memcmp(list.p + i, edit.p, edit.n) == 0)
            return true;
    return false;
}

static void judge(struct run *r, const struct sbill_xml *edit, const struct sbill_xml *example)
{
    struct sbill_text name = sbill_xml_attr(edit, "name"), none = {"", 0};
    bool wanted = sbill_text_is(example->name, "fails");
    bool found = said(r->e, SBILL_FINDING_PAYER_EDIT, "says", name).n > 0;
    struct sbill_text unasked = said(r->e, SBILL_FINDING_PAYER_EDIT_NOT_CHECKED, "edits", none);
    struct sbill_text unknown = said(r->e, SBILL_FINDING_RECORD_UNKNOWN_KEY, "key", none);

    if (unknown.n)
        report(r, edit, example, SBILL_T("a record"), SBILL_T("a key that records do not have"));
    else if (names(unasked, name))
        report(r, edit, example, wanted ? SBILL_T("fails") : SBILL_T("passes"), unasked);
    else if (found != wanted)
        report(r, edit, example, wanted ? SBILL_T("fails") : SBILL_T("passes"),
               found ? SBILL_T("fails") : SBILL_T("passes"));
}

/* ---- running --------------------------------------------------------------------------------- */

static int32_t run_example(struct run *r, const struct sbill_xml *edit,
                           const struct sbill_xml *example)
{
    const struct sbill_payer_profile *profile;
    struct sbill_text none = {"", 0};
    int32_t status;

    r->tests++;
    status = sbill_read_record_json(r->e, sbill_text_trim(example->text), 1, r->err);
    if (status == SBILL_EINPUT) {
        if (r->err) {
            sbill_error_free(*r->err);
            *r->err = NULL;
        }
        report(r, edit, example, SBILL_T("a record"), SBILL_T("text that is not JSON"));
        return SBILL_OK;
    }
    if (status != SBILL_OK)
        return status;
    profile = sbill_book_payer(r->book, sbill_xml_attr(edit->parent, "name"), none, none);
    status = sbill_check_payer(r->e, profile, r->err);
    if (status == SBILL_OK)
        judge(r, edit, example);
    return status;
}

static int32_t run_edit(struct run *r, const struct sbill_xml *edit)
{
    int32_t status = SBILL_OK;

    for (const struct sbill_xml *x = edit->first; x && status == SBILL_OK; x = x->next)
        if (sbill_text_is(x->name, "fails") || sbill_text_is(x->name, "passes"))
            status = run_example(r, edit, x);
    return status;
}

static int32_t run_all(struct run *r, const struct sbill_xml *root)
{
    int32_t status = SBILL_OK;

    sbill_jw_open(&r->w, '{');
    sbill_jw_key(&r->w, "failures");
    sbill_jw_open(&r->w, '[');
    for (const struct sbill_xml *payer = root->first; payer && status == SBILL_OK;
         payer = payer->next)
        for (const struct sbill_xml *edit = sbill_xml_child(payer, "edit");
             edit && status == SBILL_OK; edit = sbill_xml_after(edit, "edit"))
            status = run_edit(r, edit);
    sbill_jw_close(&r->w, ']');
    sbill_jw_key(&r->w, "tests");
    sbill_jw_int(&r->w, (int64_t)r->tests);
    sbill_jw_key(&r->w, "failed");
    sbill_jw_int(&r->w, (int64_t)r->failed);
    sbill_jw_close(&r->w, '}');
    return status;
}

/* ---- the profiles over the book -------------------------------------------------------------- */

/* The image is the builder's and lives as long as it does. */
static int32_t stack(sbill_book *under, const struct sbill_input *in, const sbill_options *o,
                     sbill_builder *b, sbill_book **out, sbill_error **err)
{
    sbill_book *top = NULL, *both[2];
    const void *image;
    size_t n;
    int32_t status;

    if ((status = sbill_import_payers(b, in, err)) ||
        (status = sbill_builder_finish(b, &image, &n, err)) ||
        (status = sbill_book_open_memory(image, n, o, &top, err)))
        return status;
    both[0] = under;
    both[1] = top;
    status = sbill_book_stack(both, 2, o, out, err);
    sbill_book_free(top);
    return status;
}

static int32_t test_profiles(struct run *r, struct sbill_arena *arena, struct sbill_text xml,
                             const sbill_options *o)
{
    struct sbill_xml *root;
    int32_t status = sbill_xml_parse(arena, xml, r->name, &root, r->err);

    if (status == SBILL_OK)
        status = sbill_encounter_new(r->book, o, &r->e, r->err);
    if (status == SBILL_OK)
        status = run_all(r, root);
    sbill_encounter_free(r->e);
    return status;
}

static int32_t test_over(struct run *r, const struct sbill_alloc *alloc, struct sbill_text xml,
                         const sbill_options *o, sbill_report **out)
{
    struct sbill_arena arena;
    struct sbill_buf b;
    int32_t status;

    sbill_arena_init(&arena, alloc, (size_t)1 << 28);
    sbill_buf_init(&b, alloc, MAX_REPORT);
    r->w.b = &b;
    status = test_profiles(r, &arena, xml, o);
    sbill_arena_free(&arena);
    if (status == SBILL_OK)
        return sbill_report_take(&b, out, r->err);
    sbill_buf_free(&b);
    return status;
}

int32_t sbill_payers_test(sbill_book *b, const char *name, const char *xml, size_t len,
                          const sbill_options *o, size_t *failed, sbill_report **out,
                          sbill_error **err)
{
    struct run r = {.name = sbill_text_from(name), .err = err};
    struct sbill_text bytes = {xml, len};
    struct sbill_input in = {.name = r.name, .bytes = bytes, .layout = SBILL_T("payers")};
    sbill_builder *builder = NULL;
    int32_t status;

    if (!b || !name || !xml || !failed || !out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "payers test needs a book, profiles and places for its results");
    status = sbill_builder_new(o, &builder, err);
    if (status == SBILL_OK)
        status = stack(b, &in, o, builder, &r.book, err);
    if (status == SBILL_OK)
        status = test_over(&r, sbill_book_alloc(b), bytes, o, out);
    if (status == SBILL_OK)
        *failed = r.failed;
    sbill_book_free(r.book);
    sbill_builder_free(builder);
    return status;
}
