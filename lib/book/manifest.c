#include "book/manifest.h"

#include <string.h>

#include "base/report.h"
#include "book/strict.h"

enum {
    MANIFEST_MAX = 1 << 24
}; /* bytes of memory for one */

/* clang-format off */
static const struct sbill_layout layouts[] = {
    {"icd10cm-order",         SBILL_SYSTEM_ICD10CM,  SBILL_NEEDS_RELEASE},
    {"icd10cm-order-addenda", SBILL_SYSTEM_ICD10CM,  SBILL_NEEDS_RELEASE | SBILL_NEEDS_BASE},
    {"icd10cm-tabular",       SBILL_SYSTEM_ICD10CM,  SBILL_NEEDS_RELEASE},
    {"hcpcs-anweb",           SBILL_SYSTEM_HCPCS,    SBILL_NEEDS_RELEASE},
    {"nucc-csv",              SBILL_SYSTEM_TAXONOMY, SBILL_NEEDS_RELEASE},
    {"ncci-ptp",              0,                     SBILL_NEEDS_RELEASE | SBILL_NEEDS_SETTING},
    {"ncci-mue",              0,                     SBILL_NEEDS_RELEASE | SBILL_NEEDS_SETTING},
    {"ncci-aoc",              0,                     SBILL_NEEDS_RELEASE},
    {"pprrvu-csv",            0,                     SBILL_NEEDS_RELEASE},
    {"pprrvu-text",           0,                     SBILL_NEEDS_RELEASE},
    {"mce-diagnoses",         SBILL_SYSTEM_ICD10CM,  SBILL_NEEDS_RELEASE},
    {"mce-ages",              0,                     SBILL_NEEDS_RELEASE},
    {"mce-discharge-status",  0,                     SBILL_NEEDS_RELEASE},
    {"remittance-codes",      0,                     SBILL_NEEDS_RELEASE},
    {"table",                 0,                     SBILL_NEEDS_RELEASE | SBILL_MAY_SYSTEM},
    {"payers",                0,                     SBILL_NEEDS_TABLES},
    {"rules",                 0,                     SBILL_NEEDS_TABLES},
};
/* clang-format on */

const struct sbill_layout *sbill_layout_find(struct sbill_text name)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (sbill_text_is(name, layouts[i].name))
            return &layouts[i];
    return NULL;
}

struct reading {
    struct sbill_arena *arena;
    struct sbill_manifest *out;
    struct sbill_strict strict;
};

static int32_t fail(const struct reading *r, const struct sbill_xml *e, const char *words,
                    const struct sbill_text *value)
{
    return sbill_strict_fail(&r->strict, e, words, value);
}

static int32_t no_memory(const struct reading *r)
{
    return sbill_fail(r->strict.err, r->arena->failed, (struct sbill_place){r->strict.source, 0, 0},
                      "no memory for the manifest");
}

static int32_t refuse_attr(const struct reading *r, const struct sbill_xml *e, const char *name)
{
    struct sbill_text layout = sbill_xml_attr(e, "layout");

    if (sbill_xml_has(e, name))
        return sbill_fail(r->strict.err, SBILL_EINPUT,
                          (struct sbill_place){r->strict.source, e->line, 0},
                          "the layout %t takes no attribute %s", &layout, name);
    return SBILL_OK;
}

/* A date, or the word "open"; required. */
static int32_t read_span_end(const struct reading *r, const struct sbill_xml *e, const char *name,
                             int32_t *out)
{
    struct sbill_text value = sbill_xml_attr(e, name);
    int32_t status = sbill_strict_need(&r->strict, e, name);

    if (status)
        return status;
    if (sbill_text_is(value, "open")) {
        *out = SBILL_NO_DATE;
        return SBILL_OK;
    }
    if (!sbill_date_parse(value, out))
        return fail(r, e, "\"%t\" is neither a date like 2025-10-01 nor \"open\"", &value);
    return SBILL_OK;
}

static int32_t read_release(const struct reading *r, const struct sbill_xml *e, uint32_t needs,
                            struct sbill_input *in)
{
    int32_t status;

    in->from = in->to = SBILL_NO_DATE;
    in->release = sbill_xml_attr(e, "release");
    if (!(needs & SBILL_NEEDS_RELEASE)) {
        if ((status = refuse_attr(r, e, "from")) || (status = refuse_attr(r, e, "to")) ||
            (status = refuse_attr(r, e, "extent")))
            return status;
        return SBILL_OK;
    }
    if ((status = sbill_strict_need(&r->strict, e, "release")) ||
        (status = read_span_end(r, e, "from", &in->from)) ||
        (status = read_span_end(r, e, "to", &in->to)))
        return status;
    if (in->to != SBILL_NO_DATE && in->from != SBILL_NO_DATE && in->to < in->from)
        return fail(r, e, "the release ends before it begins", NULL);
    return SBILL_OK;
}

static int32_t read_extent(const struct reading *r, const struct sbill_xml *e,
                           struct sbill_input *in)
{
    struct sbill_text extent = sbill_xml_attr(e, "extent");

    in->extract = sbill_text_is(extent, "extract");
    if (sbill_xml_has(e, "extent") && !in->extract && !sbill_text_is(extent, "whole"))
        return fail(r, e, "extent=\"%t\": say whole or extract", &extent);
    return SBILL_OK;
}

static int32_t read_system(const struct reading *r, const struct sbill_xml *e,
                           const struct sbill_layout *layout, struct sbill_input *in)
{
    struct sbill_text name = sbill_xml_attr(e, "system");
    struct sbill_text words = sbill_arena_copy(r->arena, name); /* the look-up wants a NUL */

    if (r->arena->failed)
        return no_memory(r);
    in->system = layout->system;
    if (!sbill_xml_has(e, "system"))
        return SBILL_OK;
    if (!layout->system && !(layout->needs & SBILL_MAY_SYSTEM))
        return refuse_attr(r, e, "system");
    in->system = name.n ? sbill_system_from_name(words.p) : 0;
    if (!in->system)
        return fail(r, e, "there is no code system \"%t\"", &name);
    if (layout->system && in->system != layout->system)
        return fail(r, e, "this layout does not hold %t", &name);
    return SBILL_OK;
}

/* setting="practitioner": whom an NCCI table speaks for. */
static int32_t read_setting(const struct reading *r, const struct sbill_xml *e, uint32_t needs,
                            struct sbill_input *in)
{
    static const char *const settings[] = {NULL, "practitioner", "outpatient", "dme"};
    struct sbill_text name = sbill_xml_attr(e, "setting");
    int32_t status;

    if (!(needs & SBILL_NEEDS_SETTING))
        return refuse_attr(r, e, "setting");
    if ((status = sbill_strict_need(&r->strict, e, "setting")))
        return status;
    for (int32_t i = SBILL_SETTING_PRACTITIONER; i <= SBILL_SETTING_DME; i++)
        if (sbill_text_is(name, settings[i]))
            in->setting = i;
    if (!in->setting)
        return fail(r, e, "setting=\"%t\": say practitioner, outpatient or dme", &name);
    return SBILL_OK;
}

/* <table>: the head of a table, for a file that nobody should edit. */
static int32_t read_table(const struct reading *r, const struct sbill_xml *e,
                          struct sbill_input *in)
{
    const struct sbill_xml *table = e->first;
    int32_t status;

    if (!table)
        return SBILL_OK;
    if (!sbill_text_is(table->name, "table") || table->next)
        return fail(r, table->next ? table->next : table,
                    "<file> takes one <table> and nothing else", NULL);
    if (!sbill_text_is(in->layout, "table"))
        return fail(r, table, "only the layout table takes a <table>", NULL);
    if ((status = sbill_strict_attrs(
             &r->strict, table, "kind separator columns names quotes dates encoding currency")) ||
        (status = sbill_strict_need(&r->strict, table, "kind")) ||
        (status = sbill_strict_need(&r->strict, table, "columns")) ||
        (status = sbill_strict_empty(&r->strict, table)))
        return status;
    in->table.kind = sbill_xml_attr(table, "kind");
    in->table.separator = sbill_xml_attr(table, "separator");
    in->table.columns = sbill_xml_attr(table, "columns");
    in->table.names = sbill_xml_attr(table, "names");
    in->table.quotes = sbill_xml_attr(table, "quotes");
    in->table.dates = sbill_xml_attr(table, "dates");
    in->table.encoding = sbill_xml_attr(table, "encoding");
    in->table.currency = sbill_xml_attr(table, "currency");
    return SBILL_OK;
}

static int32_t read_name(const struct reading *r, const struct sbill_xml *e, size_t i)
{
    struct sbill_manifest *m = r->out;
    struct sbill_text name = sbill_xml_attr(e, "name"), member = sbill_xml_attr(e, "member");
    struct sbill_text full = name;

    if (sbill_xml_has(e, "member") && !member.n)
        return sbill_strict_need(&r->strict, e, "member");
    if (member.n) {
        char *p = sbill_arena_get(r->arena, name.n + 1 + member.n + 1);

        if (!p)
            return no_memory(r);
        memcpy(p, name.p, name.n);
        p[name.n] = '/';
        memcpy(p + name.n + 1, member.p, member.n);
        full = (struct sbill_text){p, name.n + 1 + member.n};
    }
    for (size_t k = 0; k < i; k++)
        if (sbill_text_eq(m->files[k].name, full))
            return sbill_fail(r->strict.err, SBILL_EINPUT,
                              (struct sbill_place){r->strict.source, e->line, 0},
                              "the file \"%t\" is named twice, first in line %d", &full,
                              (int32_t)m->files[k].line);
    m->files[i].name = full;
    m->file[i] = name;
    m->member[i] = member;
    return SBILL_OK;
}

static int32_t read_file(const struct reading *r, const struct sbill_xml *e, size_t i)
{
    struct sbill_input *in = &r->out->files[i];
    const struct sbill_layout *layout;
    int32_t status;

    in->line = e->line;
    if ((status = sbill_strict_attrs(
             &r->strict, e, "name member layout system setting release from to base extent")) ||
        (status = sbill_strict_no_text(&r->strict, e)) ||
        (status = sbill_strict_need(&r->strict, e, "name")) ||
        (status = sbill_strict_need(&r->strict, e, "layout")) || (status = read_name(r, e, i)))
        return status;
    in->layout = sbill_xml_attr(e, "layout");
    layout = sbill_layout_find(in->layout);
    if (!layout)
        return fail(r, e, "there is no layout \"%t\"", &in->layout);
    in->base = sbill_xml_attr(e, "base");
    if ((status = layout->needs & SBILL_NEEDS_BASE ? sbill_strict_need(&r->strict, e, "base")
                                                   : refuse_attr(r, e, "base")) ||
        (status = read_system(r, e, layout, in)) ||
        (status = read_setting(r, e, layout->needs, in)) ||
        (status = read_release(r, e, layout->needs, in)) || (status = read_extent(r, e, in)) ||
        (status = read_table(r, e, in)))
        return status;
    return SBILL_OK;
}

static int32_t read_source(const struct reading *r, const struct sbill_xml *root)
{
    struct sbill_manifest *m = r->out;
    size_t count = 0, i = 0;
    int32_t status;

    if (!sbill_text_is(root->name, "source"))
        return fail(r, root, "a manifest begins with <source>, not <%t>", &root->name);
    if ((status = sbill_strict_attrs(&r->strict, root, "name version")) ||
        (status = sbill_strict_need(&r->strict, root, "name")) ||
        (status = sbill_strict_need(&r->strict, root, "version")) ||
        (status = sbill_strict_no_text(&r->strict, root)))
        return status;
    for (const struct sbill_xml *e = root->first; e; e = e->next, count++)
        if (!sbill_text_is(e->name, "file"))
            return fail(r, e, "<%t> is not known here", &e->name);
    if (!count)
        return fail(r, root, "the manifest names no file", NULL);
    m->name = sbill_xml_attr(root, "name");
    m->version = sbill_xml_attr(root, "version");
    m->files = SBILL_NEW_N(r->arena, struct sbill_input, count);
    m->file = SBILL_NEW_N(r->arena, struct sbill_text, count);
    m->member = SBILL_NEW_N(r->arena, struct sbill_text, count);
    if (r->arena->failed)
        return no_memory(r);
    for (const struct sbill_xml *e = root->first; e; e = e->next, i++)
        if ((status = read_file(r, e, i)))
            return status;
    m->count = count;
    return SBILL_OK;
}

int32_t sbill_manifest_read(struct sbill_arena *a, struct sbill_text bytes,
                            struct sbill_text source, struct sbill_manifest *out, sbill_error **err)
{
    struct reading r = {a, out, {source, err}};
    struct sbill_xml *root;
    int32_t status;

    memset(out, 0, sizeof *out);
    status = sbill_xml_parse(a, bytes, source, &root, err);
    return status ? status : read_source(&r, root);
}

static int32_t report(struct sbill_text t, sbill_report **out, sbill_error **err)
{
    struct sbill_buf b;

    sbill_buf_init(&b, sbill_alloc_default(), t.n + 1);
    sbill_buf_text(&b, t);
    return sbill_report_take(&b, out, err);
}

int32_t sbill_manifest_file(const void *data, size_t len, size_t index, sbill_report **name,
                            sbill_report **member, sbill_error **err)
{
    struct sbill_text bytes = {data, len};
    struct sbill_manifest m;
    struct sbill_arena arena;
    sbill_report *file = NULL;
    int32_t status;

    if (!data || !name || !member)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a manifest, name and member must be given");
    sbill_arena_init(&arena, sbill_alloc_default(), MANIFEST_MAX);
    status = sbill_manifest_read(&arena, bytes, SBILL_T("source.xml"), &m, err);
    if (!status && index >= m.count)
        status = SBILL_END;
    if (!status)
        status = report(m.file[index], &file, err);
    if (!status)
        status = report(m.member[index], member, err);
    if (!status)
        *name = file;
    else
        sbill_report_free(file);
    sbill_arena_free(&arena);
    return status;
}
