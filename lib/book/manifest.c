#include "book/manifest.h"

#include <string.h>

#include "base/report.h"

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
    struct sbill_text source;
    struct sbill_manifest *out;
    sbill_error **err;
};

static struct sbill_place place_of(const struct reading *r, const struct sbill_xml *e)
{
    return (struct sbill_place){r->source, e->line, 0};
}

/* Every attribute must be one of `known`, separated by blanks. */
static int32_t only_attrs(const struct reading *r, const struct sbill_xml *e, const char *known)
{
    for (const struct sbill_xml_attr *a = e->attrs; a; a = a->next) {
        struct sbill_text rest = sbill_text_from(known);
        bool found = false;

        while (rest.n && !found)
            found = sbill_text_eq(sbill_text_cut(&rest, ' '), a->name);
        if (!found)
            return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                              "<%t> has an attribute %t, which is not known here", &e->name,
                              &a->name);
    }
    return SBILL_OK;
}

static int32_t need_attr(const struct reading *r, const struct sbill_xml *e, const char *name)
{
    if (sbill_xml_attr(e, name).n == 0)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e), "<%t> needs the attribute %s",
                          &e->name, name);
    return SBILL_OK;
}

static int32_t refuse_attr(const struct reading *r, const struct sbill_xml *e, const char *name)
{
    struct sbill_text layout = sbill_xml_attr(e, "layout");

    if (sbill_xml_has(e, name))
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                          "the layout %t takes no attribute %s", &layout, name);
    return SBILL_OK;
}

static int32_t no_text(const struct reading *r, const struct sbill_xml *e)
{
    if (sbill_text_trim(e->text).n)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                          "<%t> holds text, which is not read", &e->name);
    return SBILL_OK;
}

/* A date, or the word "open"; required. */
static int32_t read_span_end(const struct reading *r, const struct sbill_xml *e, const char *name,
                             int32_t *out)
{
    struct sbill_text value = sbill_xml_attr(e, name);
    int32_t status = need_attr(r, e, name);

    if (status)
        return status;
    if (sbill_text_is(value, "open")) {
        *out = SBILL_NO_DATE;
        return SBILL_OK;
    }
    if (!sbill_date_parse(value, out))
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                          "%s=\"%t\" is neither a date like 2025-10-01 nor \"open\"", name, &value);
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
    if ((status = need_attr(r, e, "release")) ||
        (status = read_span_end(r, e, "from", &in->from)) ||
        (status = read_span_end(r, e, "to", &in->to)))
        return status;
    if (in->to != SBILL_NO_DATE && in->from != SBILL_NO_DATE && in->to < in->from)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                          "the release ends before it begins");
    return SBILL_OK;
}

static int32_t read_extent(const struct reading *r, const struct sbill_xml *e,
                           struct sbill_input *in)
{
    struct sbill_text extent = sbill_xml_attr(e, "extent");

    in->extract = sbill_text_is(extent, "extract");
    if (sbill_xml_has(e, "extent") && !in->extract && !sbill_text_is(extent, "whole"))
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
                          "extent=\"%t\": say whole or extract", &extent);
    return SBILL_OK;
}

static int32_t read_system(const struct reading *r, const struct sbill_xml *e,
                           const struct sbill_layout *layout, struct sbill_input *in)
{
    struct sbill_text name = sbill_xml_attr(e, "system");
    struct sbill_text words = sbill_arena_copy(r->arena, name); /* the look-up wants a NUL */

    if (r->arena->failed)
        return sbill_fail(r->err, r->arena->failed, place_of(r, e), "no memory for the manifest");
    in->system = layout->system;
    if (!sbill_xml_has(e, "system"))
        return SBILL_OK;
    if (!layout->system && !(layout->needs & SBILL_MAY_SYSTEM))
        return refuse_attr(r, e, "system");
    in->system = name.n ? sbill_system_from_name(words.p) : 0;
    if (!in->system)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e), "there is no code system \"%t\"",
                          &name);
    if (layout->system && in->system != layout->system)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e), "the layout %s does not hold %t",
                          layout->name, &name);
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
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, table->next ? table->next : table),
                          "<file> takes one <table> and nothing else");
    if (!sbill_text_is(in->layout, "table"))
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, table),
                          "only the layout table takes a <table>");
    if ((status =
             only_attrs(r, table, "kind separator columns names quotes dates encoding currency")) ||
        (status = need_attr(r, table, "kind")) || (status = need_attr(r, table, "columns")) ||
        (status = no_text(r, table)))
        return status;
    if (table->first)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, table->first),
                          "<table> holds no elements");
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
        return need_attr(r, e, "member");
    if (member.n) {
        char *p = sbill_arena_get(r->arena, name.n + 1 + member.n + 1);

        if (!p)
            return sbill_fail(r->err, r->arena->failed, place_of(r, e),
                              "no memory for the manifest");
        memcpy(p, name.p, name.n);
        p[name.n] = '/';
        memcpy(p + name.n + 1, member.p, member.n);
        full = (struct sbill_text){p, name.n + 1 + member.n};
    }
    for (size_t k = 0; k < i; k++)
        if (sbill_text_eq(m->files[k].name, full))
            return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e),
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
    if ((status = only_attrs(r, e, "name member layout system release from to base extent")) ||
        (status = no_text(r, e)) || (status = need_attr(r, e, "name")) ||
        (status = need_attr(r, e, "layout")) || (status = read_name(r, e, i)))
        return status;
    in->layout = sbill_xml_attr(e, "layout");
    layout = sbill_layout_find(in->layout);
    if (!layout)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e), "there is no layout \"%t\"",
                          &in->layout);
    in->base = sbill_xml_attr(e, "base");
    if ((status = layout->needs & SBILL_NEEDS_BASE ? need_attr(r, e, "base")
                                                   : refuse_attr(r, e, "base")) ||
        (status = read_system(r, e, layout, in)) ||
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
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, root),
                          "a manifest begins with <source>, not <%t>", &root->name);
    if ((status = only_attrs(r, root, "name version")) || (status = need_attr(r, root, "name")) ||
        (status = need_attr(r, root, "version")) || (status = no_text(r, root)))
        return status;
    for (const struct sbill_xml *e = root->first; e; e = e->next, count++)
        if (!sbill_text_is(e->name, "file"))
            return sbill_fail(r->err, SBILL_EINPUT, place_of(r, e), "<%t> is not known here",
                              &e->name);
    if (!count)
        return sbill_fail(r->err, SBILL_EINPUT, place_of(r, root), "the manifest names no file");
    m->name = sbill_xml_attr(root, "name");
    m->version = sbill_xml_attr(root, "version");
    m->files = SBILL_NEW_N(r->arena, struct sbill_input, count);
    m->file = SBILL_NEW_N(r->arena, struct sbill_text, count);
    m->member = SBILL_NEW_N(r->arena, struct sbill_text, count);
    if (r->arena->failed)
        return sbill_fail(r->err, r->arena->failed, place_of(r, root),
                          "no memory for the manifest");
    for (const struct sbill_xml *e = root->first; e; e = e->next, i++)
        if ((status = read_file(r, e, i)))
            return status;
    m->count = count;
    return SBILL_OK;
}

int32_t sbill_manifest_read(struct sbill_arena *a, struct sbill_text bytes,
                            struct sbill_text source, struct sbill_manifest *out, sbill_error **err)
{
    struct reading r = {a, source, out, err};
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
