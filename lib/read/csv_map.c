/* The column map of an office's table, as XML (docs/formats.md). Strict: a word that is not known is an error with its
 * line. */
#include <string.h>

#include "book/strict.h"
#include "read/csv.h"

struct reading {
    struct sbill_csv_given *given;
    struct sbill_strict strict;
};

static struct sbill_text attr(const struct sbill_xml *e, const char *name)
{
    return sbill_text_trim(sbill_xml_attr(e, name));
}

/* One of two words; the first if nothing is said. */
static int32_t read_choice(const struct reading *r, const struct sbill_xml *e, const char *name,
                           const char *first, const char *second, bool *is_second)
{
    struct sbill_text word = attr(e, name);

    *is_second = sbill_text_is(word, second);
    if (word.n == 0 || *is_second || sbill_text_is(word, first))
        return SBILL_OK;
    return sbill_strict_fail(&r->strict, e, "\"%t\" is no word for this attribute", &word);
}

static int32_t read_separator(const struct reading *r, const struct sbill_xml *e)
{
    struct sbill_text word = attr(e, "separator");

    if (sbill_text_is(word, "tab"))
        word = SBILL_T("\t");
    if (word.n == 0)
        return SBILL_OK;
    if (word.n != 1 || !memchr(",;|\t", word.p[0], 4))
        return sbill_strict_fail(&r->strict, e, "the separator is , or ; or | or tab, not \"%t\"",
                                 &word);
    r->given->map.separator = word.p[0];
    return SBILL_OK;
}

static int32_t read_words(const struct reading *r, const struct sbill_xml *column,
                          struct sbill_csv_column *c)
{
    const struct sbill_csv_word **end = &c->words;

    for (const struct sbill_xml *e = column->first; e; e = e->next) {
        struct sbill_csv_word *word = SBILL_NEW(&r->given->arena, struct sbill_csv_word);
        int32_t status;

        if (!sbill_text_is(e->name, "value"))
            return sbill_strict_fail(&r->strict, e, "<%t> is not known here", &e->name);
        if ((status = sbill_strict_attrs(&r->strict, e, "is means")) != SBILL_OK ||
            (status = sbill_strict_need(&r->strict, e, "is")) != SBILL_OK ||
            (status = sbill_strict_empty(&r->strict, e)) != SBILL_OK)
            return status;
        if (!word)
            return SBILL_OK;
        word->is = attr(e, "is");
        word->means = attr(e, "means");
        *end = word;
        end = &word->next;
    }
    return SBILL_OK;
}

static int32_t read_place(const struct reading *r, const struct sbill_xml *e,
                          struct sbill_csv_column *c)
{
    struct sbill_text to = attr(e, "to");
    bool unread;
    int32_t status = read_choice(r, e, "read", "yes", "no", &unread);

    if (status != SBILL_OK || (unread && to.n == 0))
        return status;
    if (unread || to.n == 0)
        return sbill_strict_fail(&r->strict, e,
                                 "a column says where it goes (to) or that it is not read", NULL);
    if (!sbill_csv_aim(c, to))
        return sbill_strict_fail(&r->strict, e, "a record has no place \"%t\" for a column", &to);
    return SBILL_OK;
}

static int32_t read_column(const struct reading *r, const struct sbill_xml *e)
{
    struct sbill_csv_rule *rule;
    struct sbill_text number = attr(e, "number");
    uint32_t n = 0;
    int32_t status;

    if (!sbill_text_is(e->name, "column"))
        return sbill_strict_fail(&r->strict, e, "<%t> is not known here", &e->name);
    if ((status = sbill_strict_attrs(&r->strict, e, "name number to read")) != SBILL_OK ||
        (status = sbill_strict_no_text(&r->strict, e)) != SBILL_OK)
        return status;
    if ((attr(e, "name").n == 0) == (number.n == 0))
        return sbill_strict_fail(&r->strict, e, "a column has a name or a number", NULL);
    if (number.n && (!sbill_text_u32(number, &n) || n < 1 || n > SBILL_CSV_CELLS))
        return sbill_strict_fail(&r->strict, e, "there is no column number \"%t\"", &number);
    rule = SBILL_PUSH(&r->given->arena, &r->given->map.rules);
    if (!rule)
        return SBILL_OK;
    rule->name = attr(e, "name");
    rule->number = (int32_t)n;
    rule->line = e->line;
    status = read_place(r, e, &rule->column);
    return status == SBILL_OK ? read_words(r, e, &rule->column) : status;
}

static int32_t read_map(const struct reading *r, const struct sbill_xml *root)
{
    struct sbill_csv_map *m = &r->given->map;
    bool no_heading, not_usual, day_first;
    int32_t status;

    if (!sbill_text_is(root->name, "columns"))
        return sbill_strict_fail(&r->strict, root, "a column map is <columns>, not <%t>",
                                 &root->name);
    if ((status = sbill_strict_attrs(&r->strict, root, "separator heading usual dates")) !=
            SBILL_OK ||
        (status = sbill_strict_no_text(&r->strict, root)) != SBILL_OK ||
        (status = read_separator(r, root)) != SBILL_OK ||
        (status = read_choice(r, root, "heading", "yes", "no", &no_heading)) != SBILL_OK ||
        (status = read_choice(r, root, "usual", "yes", "no", &not_usual)) != SBILL_OK ||
        (status = read_choice(r, root, "dates", "month-first", "day-first", &day_first)) !=
            SBILL_OK)
        return status;
    m->heading = !no_heading;
    m->usual = !not_usual && !no_heading;
    m->dates = day_first ? SBILL_CSV_DAY_FIRST : SBILL_CSV_MONTH_FIRST;
    for (const struct sbill_xml *e = root->first; e && status == SBILL_OK; e = e->next)
        status = read_column(r, e);
    return status;
}

int32_t sbill_csv_read_map(struct sbill_csv_given *g, struct sbill_text name, struct sbill_text xml,
                           sbill_error **err)
{
    struct sbill_place at = {.source = name};
    struct reading r = {g, {sbill_arena_copy(&g->arena, name), err}};
    struct sbill_xml *root;
    int32_t status;

    if (g->has_map)
        return sbill_fail(err, SBILL_EINVAL, at, "the reader has a column map already");
    status = sbill_xml_parse(&g->arena, xml, name, &root, err);
    if (status == SBILL_OK)
        status = read_map(&r, root);
    if (status == SBILL_OK && g->arena.failed)
        status = sbill_fail(err, g->arena.failed, at, "out of memory");
    g->has_map = status == SBILL_OK;
    return status;
}
