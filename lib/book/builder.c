/* The builder: files and manifests come in, importers turn them into rows, finish makes the image. */
#include "book/draft.h"

#include <string.h>

#include "base/options.h"
#include "base/sha256.h"
#include "book/codes.h"

/* The importers by the name of their layout. What a layout needs to be told stands in
 * book/manifest.h. */
static const struct {
    const char *layout;
    sbill_importer import;
    bool late; /* waits for the tables: the release it changes */
} importers[] = {
    {"icd10cm-order", sbill_import_icd10cm_order, false},
    {"icd10cm-order-addenda", sbill_import_icd10cm_addenda, true},
    {"icd10cm-tabular", sbill_import_icd10cm_tabular, false},
    {"hcpcs-anweb", sbill_import_hcpcs, false},
    {"nucc-csv", sbill_import_nucc, false},
    {"ncci-ptp", sbill_import_ptp, false},
    {"ncci-mue", sbill_import_mue, false},
    {"ncci-aoc", sbill_import_aoc, false},
    {"pprrvu-csv", sbill_import_pprrvu_csv, false},
    {"pprrvu-text", sbill_import_pprrvu_text, false},
    {"mce-diagnoses", sbill_import_mce_diagnoses, false},
    {"mce-ages", sbill_import_mce_ages, false},
    {"mce-discharge-status", sbill_import_mce_discharge, false},
    {"remittance-codes", sbill_import_remittance, false},
    {"table", sbill_import_table, false},
    {"rules", sbill_import_rules, false},
    {"payers", sbill_import_payers, false},
};

static struct sbill_place at_manifest(struct sbill_text name, uint32_t line)
{
    return (struct sbill_place){name, line, 0};
}

int32_t sbill_draft_memory(const struct sbill_builder *b, sbill_error **err)
{
    if (!b->arena.failed)
        return SBILL_OK;
    if (b->arena.failed == SBILL_ELIMIT)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the sources need more memory than max-memory allows");
    return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
}

int32_t sbill_builder_new(const sbill_options *o, sbill_builder **out, sbill_error **err)
{
    struct sbill_settings s;
    struct sbill_builder *b;

    if (!out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no place for the builder");
    sbill_xml_start();
    sbill_settings_copy(&s, o);
    b = sbill_alloc_get(&s.alloc, sizeof *b);
    if (!b)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    memset(b, 0, sizeof *b);
    b->alloc = s.alloc;
    /* max-memory speaks of one encounter; a code set is larger than any record. */
    sbill_arena_init(&b->arena, &b->alloc,
                     s.max_memory > SIZE_MAX / 16 ? SIZE_MAX : s.max_memory * 16);
    *out = b;
    return SBILL_OK;
}

void sbill_builder_free(sbill_builder *b)
{
    struct sbill_alloc alloc;

    if (!b)
        return;
    alloc = b->alloc;
    sbill_image_free(b->image);
    sbill_arena_free(&b->arena);
    sbill_alloc_put(&alloc, b, sizeof *b);
}

const struct sbill_alloc *sbill_build_alloc(const struct sbill_builder *b)
{
    return &b->alloc;
}

static int32_t open_for_more(const struct sbill_builder *b, sbill_error **err)
{
    if (!b)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no builder");
    if (b->finished)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "the book is finished: nothing can be added");
    if (b->broken)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "an earlier source could not be read: start again");
    return SBILL_OK;
}

int32_t sbill_builder_add_file(sbill_builder *b, const char *name, const void *data, size_t len,
                               sbill_error **err)
{
    struct sbill_draft_file *f;
    int32_t status = open_for_more(b, err);

    if (status != SBILL_OK)
        return status;
    if (!name || !*name || (!data && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "a file needs a name and its bytes");
    f = SBILL_PUSH(&b->arena, &b->files);
    if (!f)
        return sbill_draft_memory(b, err);
    f->name = sbill_arena_copy(&b->arena, sbill_text_from(name));
    f->bytes = (struct sbill_text){data, len};
    return sbill_draft_memory(b, err);
}

/* The file last added under that name, so that each source can have its own "codes.csv". */
static const struct sbill_draft_file *file_named(const struct sbill_builder *b,
                                                 struct sbill_text name)
{
    for (size_t i = b->files.n; i-- > 0;)
        if (sbill_text_eq(b->files.v[i].name, name))
            return &b->files.v[i];
    return NULL;
}

static int32_t take_input(struct sbill_builder *b, struct sbill_text manifest,
                          const struct sbill_input *in, sbill_error **err)
{
    const struct sbill_draft_file *f = file_named(b, in->name);
    struct sbill_draft_input *d;
    struct sbill_sha256 sha;

    if (!f)
        return sbill_fail(err, SBILL_EINPUT, at_manifest(manifest, in->line),
                          "the file %t was not given", &in->name);
    d = SBILL_PUSH(&b->arena, &b->inputs);
    if (!d)
        return sbill_draft_memory(b, err);
    d->in = *in;
    d->in.bytes = f->bytes;
    sbill_sha256_start(&sha);
    sbill_sha256_add(&sha, f->bytes.p, f->bytes.n);
    sbill_sha256_end(&sha, d->sha256);
    return SBILL_OK;
}

static int32_t run_importer(struct sbill_builder *b, size_t i, bool late, sbill_error **err)
{
    struct sbill_input in = b->inputs.v[i].in; /* a copy: the list may move */

    for (size_t k = 0; k < sizeof importers / sizeof *importers; k++) {
        int32_t status;
        if (!sbill_text_is(in.layout, importers[k].layout))
            continue;
        if (importers[k].late != late)
            return SBILL_OK;
        b->inputs.v[i].done = true;
        status = importers[k].import(b, &in, err);
        return status == SBILL_OK ? sbill_draft_memory(b, err) : status;
    }
    return sbill_fail(err, SBILL_EINPUT, at_manifest(in.name, 0), "no importer for the layout %t",
                      &in.layout);
}

static bool needs_tables(const struct sbill_input *in)
{
    const struct sbill_layout *layout = sbill_layout_find(in->layout);

    return layout && layout->needs & SBILL_NEEDS_TABLES;
}

static int32_t add_manifest(struct sbill_builder *b, struct sbill_text name,
                            struct sbill_text bytes, sbill_error **err)
{
    struct sbill_manifest m;
    size_t first = b->inputs.n;
    int32_t status;

    memset(&m, 0, sizeof m);
    status = sbill_manifest_read(&b->arena, bytes, name, &m, err);
    for (size_t i = 0; status == SBILL_OK && i < m.count; i++)
        status = take_input(b, name, &m.files[i], err);
    for (size_t i = first; status == SBILL_OK && i < b->inputs.n; i++)
        if (!needs_tables(&b->inputs.v[i].in))
            status = run_importer(b, i, false, err);
    return status;
}

int32_t sbill_builder_add_manifest(sbill_builder *b, const char *name, const void *data, size_t len,
                                   sbill_error **err)
{
    struct sbill_text copy;
    int32_t status = open_for_more(b, err);

    if (status != SBILL_OK)
        return status;
    if (!name || (!data && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a manifest needs a name and its bytes");
    copy = sbill_arena_copy(&b->arena, sbill_text_from(name));
    status = sbill_draft_memory(b, err);
    if (status == SBILL_OK)
        status = add_manifest(b, copy, (struct sbill_text){data, len}, err);
    b->broken = status != SBILL_OK;
    return status;
}

int32_t sbill_build_section(struct sbill_builder *b, uint32_t kind, uint32_t tag, const void *p,
                            size_t n, sbill_error **err)
{
    struct sbill_draft_section *s = SBILL_PUSH(&b->arena, &b->sections);
    char *copy = sbill_arena_get(&b->arena, n + !n);

    if (!s || !copy)
        return sbill_draft_memory(b, err);
    if (n)
        memcpy(copy, p, n);
    *s = (struct sbill_draft_section){kind, tag, {copy, n}};
    return SBILL_OK;
}

/* Addenda change a release that may itself come from addenda: oldest first. */
static int32_t import_addenda(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;

    while (status == SBILL_OK) {
        size_t next = b->inputs.n;
        for (size_t i = 0; i < b->inputs.n; i++)
            if (!b->inputs.v[i].done && !needs_tables(&b->inputs.v[i].in) &&
                (next == b->inputs.n || b->inputs.v[i].in.from < b->inputs.v[next].in.from))
                next = i;
        if (next == b->inputs.n)
            break;
        status = run_importer(b, next, true, err);
    }
    return status;
}

static int32_t import_last(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = SBILL_OK;

    for (size_t i = 0; status == SBILL_OK && i < b->inputs.n; i++)
        if (!b->inputs.v[i].done)
            status = run_importer(b, i, false, err);
    return status;
}

int32_t sbill_build_find(struct sbill_builder *b, int32_t system, struct sbill_text code,
                         int32_t on)
{
    const struct sbill_codes *t =
        system > 0 && system <= SBILL_SYSTEM_MAX ? b->tables[system] : NULL;
    char normal[16] = {0};
    size_t n = sbill_code_normal(code, normal);
    uint32_t entry;
    int32_t state;

    if (!t)
        return SBILL_CODE_NOT_LOADED;
    state = sbill_codes_state(t, normal, n, sbill_codes_date(t, on), &entry);
    return state == SBILL_CODE_UNKNOWN && entry != SBILL_NO_ENTRY ? SBILL_CODE_NOT_IN_FORCE : state;
}

static int32_t make_image(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = sbill_image_new(&b->alloc, &b->image);

    for (size_t i = 0; status == SBILL_OK && i < b->sections.n; i++) {
        const struct sbill_draft_section *s = &b->sections.v[i];
        status = sbill_image_add(b->image, s->kind, s->tag, s->bytes.p, s->bytes.n);
    }
    if (status == SBILL_OK)
        return SBILL_OK;
    return sbill_fail(err, status, SBILL_NOWHERE,
                      status == SBILL_NOMEM ? "out of memory" : "the book would be too large");
}

static int32_t finish(struct sbill_builder *b, sbill_error **err)
{
    int32_t status = import_addenda(b, err);

    if (status == SBILL_OK)
        status = sbill_draft_inputs(b, err);
    if (status == SBILL_OK)
        status = sbill_draft_codes(b, err);
    if (status == SBILL_OK)
        status = sbill_draft_search(b, err);
    if (status == SBILL_OK)
        status = sbill_draft_notes(b, err);
    if (status == SBILL_OK)
        status = sbill_draft_instructions(b, err);
    if (status == SBILL_OK)
        status = sbill_draft_ptp(b, err);
    if (status == SBILL_OK)
        status = import_last(b, err);
    if (status == SBILL_OK)
        status = make_image(b, err);
    return status;
}

int32_t sbill_builder_finish(sbill_builder *b, const void **image, size_t *len, sbill_error **err)
{
    const uint8_t *p;
    int32_t status;

    if (!b || !image || !len)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "finish needs a builder and a place for the image");
    if (!b->finished) {
        status = open_for_more(b, err);
        if (status == SBILL_OK)
            status = finish(b, err);
        if (status != SBILL_OK) {
            b->broken = true;
            return status;
        }
        b->finished = true;
    }
    status = sbill_image_bytes(b->image, &p, len);
    if (status != SBILL_OK)
        return sbill_fail(err, status, SBILL_NOWHERE, "out of memory");
    *image = p;
    return SBILL_OK;
}
