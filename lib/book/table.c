#include "book/table.h"

#include <string.h>

/* clang-format off */
static const struct {
    const char *name;
    int32_t column, kinds; /* the kinds of tables that may have it */
} column_words[] = {
#define LISTS (SBILL_TABLE_COVERAGE | SBILL_TABLE_AUTHORIZATIONS | SBILL_TABLE_LEVELS)
#define ALL (SBILL_TABLE_CODES | SBILL_TABLE_GROUPS | SBILL_TABLE_FEES | SBILL_TABLE_NDC | LISTS)
    {"-",             SBILL_COL_UNREAD,           ALL},
    {"code",          SBILL_COL_CODE,             ALL},
    {"from",          SBILL_COL_FROM,             ALL},
    {"to",            SBILL_COL_TO,               ALL},
    {"title",         SBILL_COL_TITLE,            SBILL_TABLE_CODES},
    {"short",         SBILL_COL_SHORT,            SBILL_TABLE_CODES},
    {"header",        SBILL_COL_HEADER,           SBILL_TABLE_CODES},
    {"unlisted",      SBILL_COL_UNLISTED,         SBILL_TABLE_CODES},
    {"successors",    SBILL_COL_SUCCESSORS,       SBILL_TABLE_CODES},
    {"terms",         SBILL_COL_TERMS,            SBILL_TABLE_CODES},
    {"system",        SBILL_COL_SYSTEM,           SBILL_TABLE_GROUPS | SBILL_TABLE_FEES | LISTS},
    {"group",         SBILL_COL_GROUP,            SBILL_TABLE_GROUPS},
    {"modifiers",     SBILL_COL_MODIFIERS,        SBILL_TABLE_FEES},
    {"payer",         SBILL_COL_PAYER,            SBILL_TABLE_FEES | SBILL_TABLE_COVERAGE | SBILL_TABLE_AUTHORIZATIONS},
    {"place",         SBILL_COL_PLACE,            SBILL_TABLE_FEES | SBILL_TABLE_AUTHORIZATIONS},
    {"amount",        SBILL_COL_AMOUNT,           SBILL_TABLE_FEES},
    {"currency",      SBILL_COL_CURRENCY,         SBILL_TABLE_FEES},
    {"ndc",           SBILL_COL_NDC,              SBILL_TABLE_NDC},
    {"unit",          SBILL_COL_UNIT,             SBILL_TABLE_NDC},
    {"package",       SBILL_COL_PACKAGE,          SBILL_TABLE_NDC},
    {"packages",      SBILL_COL_COUNT_IN_PACKAGE, SBILL_TABLE_NDC},
    {"billing-units", SBILL_COL_BILLING_UNITS,    SBILL_TABLE_NDC},
    {"policy",        SBILL_COL_POLICY,           SBILL_TABLE_COVERAGE},
    {"diagnosis",     SBILL_COL_DIAGNOSIS,        SBILL_TABLE_COVERAGE},
    {"says",          SBILL_COL_SAYS,             SBILL_TABLE_COVERAGE},
    {"needs",         SBILL_COL_NEEDS,            SBILL_TABLE_AUTHORIZATIONS},
    {"family",        SBILL_COL_FAMILY,           SBILL_TABLE_LEVELS},
    {"minutes",       SBILL_COL_MINUTES,          SBILL_TABLE_LEVELS},
    {"minutes-to",    SBILL_COL_MINUTES_TO,       SBILL_TABLE_LEVELS},
    {"mdm",           SBILL_COL_MDM,              SBILL_TABLE_LEVELS},
};

static const struct {
    const char *name;
    int32_t kind, needs; /* a column that a table of this kind must have, beside the code */
    const char *words;
} kinds[] = {
    {"codes",          SBILL_TABLE_CODES,          SBILL_COL_CODE,      "the table needs a column \"code\""},
    {"groups",         SBILL_TABLE_GROUPS,         SBILL_COL_GROUP,     "a table of groups needs a column \"group\""},
    {"fees",           SBILL_TABLE_FEES,           SBILL_COL_AMOUNT,    "a table of fees needs a column \"amount\""},
    {"ndc",            SBILL_TABLE_NDC,            SBILL_COL_NDC,       "a table of drugs needs a column \"ndc\""},
    {"coverage",       SBILL_TABLE_COVERAGE,       SBILL_COL_DIAGNOSIS,
     "a table of coverage needs a column \"diagnosis\""},
    {"authorizations", SBILL_TABLE_AUTHORIZATIONS, SBILL_COL_CODE,      "the table needs a column \"code\""},
    {"visit-levels",   SBILL_TABLE_LEVELS,         SBILL_COL_FAMILY,
     "a table of visit levels needs a column \"family\""},
};
/* clang-format on */

/* ---- the head -------------------------------------------------------------------------------------- */

/* In the manifest or on top of the file; place.line says which line. */
struct head {
    struct sbill_table_head says;
    struct sbill_place at;
};

static int32_t head_fail(const struct sbill_table *t, const struct head *h, const char *words,
                         struct sbill_text value)
{
    return sbill_fail(t->err, SBILL_EINPUT, h->at, words, &value);
}

static int32_t set_column(struct sbill_table *t, const struct head *h, struct sbill_text name)
{
    for (size_t i = 0; i < sizeof column_words / sizeof *column_words; i++) {
        int32_t column = column_words[i].column;

        if (!sbill_text_is(name, column_words[i].name))
            continue;
        if (!(column_words[i].kinds & t->kind))
            return head_fail(t, h, "a table of this kind has no column \"%t\"", name);
        if (column != SBILL_COL_UNREAD && t->at[column])
            return head_fail(t, h, "the column \"%t\" is declared twice", name);
        if (t->columns == SBILL_CSV_CELLS)
            return head_fail(t, h, "the column \"%t\" is one too many", name);
        t->at[column] = (uint32_t)++t->columns;
        return SBILL_OK;
    }
    return head_fail(t, h, "there is no column \"%t\"", name);
}

static int32_t need_columns(const struct sbill_table *t, const struct head *h)
{
    struct sbill_text nothing = {NULL, 0};

    if (!t->at[SBILL_COL_CODE])
        return head_fail(t, h, "the table needs a column \"code\"", nothing);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == t->kind && !t->at[kinds[i].needs])
            return head_fail(t, h, kinds[i].words, nothing);
    if (!t->in->system && !t->at[SBILL_COL_SYSTEM] && t->kind != SBILL_TABLE_NDC)
        return head_fail(t, h,
                         t->kind == SBILL_TABLE_CODES
                             ? "a table of codes needs system= in the manifest"
                             : "the table needs system= in the manifest or a column \"system\"",
                         nothing);
    return SBILL_OK;
}

static int32_t read_columns(struct sbill_table *t, const struct head *h)
{
    struct sbill_text rest = h->says.columns;
    int32_t status;

    while (rest.n) {
        size_t n = 0;

        while (n < rest.n && rest.p[n] != ',' && !sbill_is_space(rest.p[n]))
            n++;
        if (n && (status = set_column(t, h, (struct sbill_text){rest.p, n})))
            return status;
        n += n < rest.n;
        rest.p += n;
        rest.n -= n;
    }
    return need_columns(t, h);
}

static int32_t read_separator(struct sbill_table *t, const struct head *h)
{
    struct sbill_text value = h->says.separator;

    if (!value.n || sbill_text_is(value, "comma"))
        t->csv.separator = ',';
    else if (sbill_text_is(value, "tab"))
        t->csv.separator = '\t';
    else if (sbill_text_is(value, "pipe"))
        t->csv.separator = '|';
    else
        return head_fail(t, h, "separator \"%t\": say comma, tab or pipe", value);
    t->csv.quotes = t->csv.separator == ',';
    return SBILL_OK;
}

/* One of two words; *out is left alone if nothing is said. */
static int32_t read_choice(const struct sbill_table *t, const struct head *h,
                           struct sbill_text value, const char *yes, const char *no, bool *out)
{
    if (!value.n)
        return SBILL_OK;
    *out = sbill_text_is(value, yes);
    if (!*out && !sbill_text_is(value, no))
        return head_fail(t, h, "\"%t\" in the head of the table is none of the words it may be",
                         value);
    return SBILL_OK;
}

static int32_t read_kind(struct sbill_table *t, const struct head *h)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sbill_text_is(h->says.kind, kinds[i].name))
            t->kind = kinds[i].kind;
    if (t->kind)
        return SBILL_OK;
    return head_fail(t, h, "there is no kind \"%t\" of table (docs/book.md lists them)",
                     h->says.kind);
}

static bool read_currency(struct sbill_text value, char out[4])
{
    if (value.n != 3 || !sbill_is_upper(value.p[0]) || !sbill_is_upper(value.p[1]) ||
        !sbill_is_upper(value.p[2]))
        return false;
    memcpy(out, value.p, 3);
    out[3] = '\0';
    return true;
}

static int32_t read_head_values(struct sbill_table *t, const struct head *h)
{
    int32_t status;

    if ((status = read_kind(t, h)) || (status = read_separator(t, h)) ||
        (status = read_choice(t, h, h->says.quotes, "yes", "no", &t->csv.quotes)) ||
        (status = read_choice(t, h, h->says.dates, "us", "iso", &t->us_dates)) ||
        (status = read_choice(t, h, h->says.encoding, "latin-1", "utf-8", &t->latin1)))
        return status;
    if (h->says.names.n && (!sbill_text_u32(h->says.names, &t->name_rows) || t->name_rows > 9))
        return head_fail(t, h, "names \"%t\": how many rows of column names, 0 to 9",
                         h->says.names);
    if (h->says.currency.n && t->kind != SBILL_TABLE_FEES)
        return head_fail(t, h, "only a table of fees has a currency", h->says.currency);
    memcpy(t->currency, "USD", 4);
    if (h->says.currency.n && !read_currency(h->says.currency, t->currency))
        return head_fail(t, h, "currency \"%t\": three capital letters (ISO 4217)",
                         h->says.currency);
    return read_columns(t, h);
}

static struct sbill_text *head_slot(struct sbill_table_head *says, struct sbill_text key)
{
    const struct {
        const char *name;
        struct sbill_text *slot;
    } slots[] = {
        {"kind", &says->kind},         {"separator", &says->separator}, {"columns", &says->columns},
        {"names", &says->names},       {"quotes", &says->quotes},       {"dates", &says->dates},
        {"encoding", &says->encoding}, {"currency", &says->currency},
    };

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (sbill_text_is(key, slots[i].name))
            return slots[i].slot;
    return NULL;
}

/* "# key: value"; "##" begins a remark. */
static int32_t read_head_line(struct sbill_table *t, struct head *h, struct sbill_text line)
{
    struct sbill_text key, *slot;

    line.p++;
    line.n--;
    if (sbill_text_starts(line, SBILL_T("#")) || !sbill_text_trim(line).n)
        return SBILL_OK;
    key = sbill_text_trim(sbill_text_cut(&line, ':'));
    slot = head_slot(&h->says, key);
    if (!slot)
        return head_fail(t, h, "the head of a table has no \"%t\" (## begins a remark)", key);
    if (slot->n)
        return head_fail(t, h, "the head says \"%t\" twice", key);
    *slot = sbill_text_trim(line);
    if (!slot->n)
        return head_fail(t, h, "the head says nothing behind \"%t\"", key);
    return SBILL_OK;
}

/* Read the head on top of the file; *bytes and h->at move behind it. */
static int32_t read_head(struct sbill_table *t, struct head *h, struct sbill_text *bytes)
{
    struct sbill_text rest = *bytes, line = sbill_text_line(&rest);
    int32_t status;

    h->at = (struct sbill_place){t->in->name, 1, 1};
    if (!sbill_text_is(sbill_text_trim(line), "# superbill-table"))
        return head_fail(
            t, h,
            "the file does not begin with \"# superbill-table\" and the manifest has no <table>",
            line);
    for (*bytes = rest; rest.n && rest.p[0] == '#'; *bytes = rest) {
        line = sbill_text_line(&rest);
        h->at.line++;
        if ((status = read_head_line(t, h, line)))
            return status;
    }
    h->at.line++;
    return SBILL_OK;
}

static int32_t convert(struct sbill_table *t, const struct sbill_alloc *alloc,
                       struct sbill_text *bytes)
{
    sbill_buf_init(&t->utf8, alloc, bytes->n * 3 + 1);
    if (!sbill_latin1_to_utf8(&t->utf8, *bytes))
        return sbill_fail(t->err, SBILL_EINPUT, (struct sbill_place){t->in->name, 0, 0},
                          "the file holds bytes that are no characters of Latin-1");
    if (t->utf8.failed)
        return sbill_fail(t->err, t->utf8.failed, (struct sbill_place){t->in->name, 0, 0},
                          "no memory for this file");
    *bytes = sbill_buf_view(&t->utf8);
    return SBILL_OK;
}

int32_t sbill_table_start(struct sbill_table *t, const struct sbill_alloc *alloc,
                          const struct sbill_input *in, sbill_error **err)
{
    struct sbill_text bytes = sbill_without_bom(in->bytes);
    struct head h = {in->table, {in->name, 1, 0}};
    struct sbill_csv settings;
    int32_t status = SBILL_OK;

    memset(t, 0, sizeof *t);
    t->in = in;
    t->err = err;
    sbill_csv_start(&t->csv, alloc, bytes, in->name, 1);
    sbill_buf_init(&t->utf8, alloc, 1);
    if (!in->table.kind.n)
        status = read_head(t, &h, &bytes);
    if (status || (status = read_head_values(t, &h)))
        return status;
    if (t->latin1 && (status = convert(t, alloc, &bytes)))
        return status;
    settings = t->csv;
    sbill_csv_start(&t->csv, alloc, bytes, in->name, h.at.line);
    t->csv.separator = settings.separator;
    t->csv.quotes = settings.quotes;
    for (uint32_t i = 0; i < t->name_rows && !status; i++)
        status = sbill_csv_next(&t->csv, err);
    return status == SBILL_END ? SBILL_OK : status;
}

void sbill_table_end(struct sbill_table *t)
{
    sbill_csv_end(&t->csv);
    sbill_buf_free(&t->utf8);
}

/* ---- rows ------------------------------------------------------------------------------------------ */

int32_t sbill_table_next(struct sbill_table *t)
{
    int32_t status = sbill_csv_next(&t->csv, t->err);

    if (status)
        return status;
    if (t->csv.count != t->columns)
        return sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, t->csv.count),
                          "the row has %z cells, the table has %z columns", t->csv.count,
                          t->columns);
    for (size_t i = 0; i < t->csv.count; i++) {
        struct sbill_text text = t->csv.cells[i].text;

        if (sbill_utf8_check(text) != text.n || (text.n && memchr(text.p, '\0', text.n)))
            return sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, i),
                              "the cell is not UTF-8 text");
    }
    return SBILL_OK;
}

bool sbill_table_has(const struct sbill_table *t, int32_t column)
{
    return t->at[column] != 0;
}

struct sbill_text sbill_table_text(const struct sbill_table *t, int32_t column)
{
    if (!t->at[column])
        return (struct sbill_text){NULL, 0};
    return sbill_text_trim(t->csv.cells[t->at[column] - 1].text);
}

int32_t sbill_table_fail(const struct sbill_table *t, int32_t column, const char *words)
{
    struct sbill_text text = sbill_table_text(t, column);
    size_t cell = t->at[column] ? t->at[column] - 1 : t->csv.count;

    return sbill_fail(t->err, SBILL_EINPUT, sbill_csv_place(&t->csv, cell), words, &text);
}

/* 1/31/2025 */
static bool us_date(struct sbill_text t, int32_t *out)
{
    uint32_t month, day, year;

    return sbill_text_u32(sbill_text_cut(&t, '/'), &month) &&
           sbill_text_u32(sbill_text_cut(&t, '/'), &day) && t.n == 4 && sbill_text_u32(t, &year) &&
           month <= 12 && day <= 31 &&
           sbill_date_make((int32_t)year, (int32_t)month, (int32_t)day, out);
}

static int32_t read_date(const struct sbill_table *t, int32_t column, int32_t *out)
{
    struct sbill_text text = sbill_table_text(t, column);

    if (!text.n)
        return SBILL_OK;
    if (!(t->us_dates ? us_date(text, out) : sbill_date_parse(text, out)))
        return sbill_table_fail(t, column,
                                t->us_dates ? "\"%t\" is not a date like 10/1/2025"
                                            : "\"%t\" is not a date like 2025-10-01 or 20251001");
    return SBILL_OK;
}

int32_t sbill_table_span(const struct sbill_table *t, bool clip, int32_t *from, int32_t *to)
{
    int32_t first = t->in->from, last = t->in->to, status;

    *from = clip ? first : SBILL_NO_DATE;
    *to = clip ? last : SBILL_NO_DATE;
    if ((status = read_date(t, SBILL_COL_FROM, from)) || (status = read_date(t, SBILL_COL_TO, to)))
        return status;
    if (*from != SBILL_NO_DATE && *to != SBILL_NO_DATE && *to < *from)
        return sbill_table_fail(t, SBILL_COL_TO, "the row ends before it begins");
    if (!clip)
        return SBILL_OK;
    if (first != SBILL_NO_DATE && *from < first)
        return sbill_table_fail(t, SBILL_COL_FROM,
                                "%t is before the span that the manifest gives this file");
    if (last != SBILL_NO_DATE && *to > last)
        return sbill_table_fail(t, SBILL_COL_TO,
                                "%t is after the span that the manifest gives this file");
    return SBILL_OK;
}

int32_t sbill_table_flag(const struct sbill_table *t, int32_t column, bool *out)
{
    struct sbill_text text = sbill_table_text(t, column);

    *out = sbill_text_is(text, "1") || sbill_text_is(text, "yes");
    if (!*out && text.n && !sbill_text_is(text, "0") && !sbill_text_is(text, "no"))
        return sbill_table_fail(t, column, "\"%t\": say 1, 0, yes or no");
    return SBILL_OK;
}

int32_t sbill_table_number(const struct sbill_table *t, int32_t column, int places, int64_t *out)
{
    struct sbill_text text = sbill_table_text(t, column);

    *out = SBILL_NO_QTY;
    if (!text.n)
        return SBILL_OK;
    if (!sbill_decimal_parse(text, places, out) || *out < 0 || *out > INT32_MAX)
        return sbill_table_fail(t, column, "\"%t\" is not a number that fits here");
    return SBILL_OK;
}

int32_t sbill_table_word(const struct sbill_table *t, int32_t column, const char *words,
                         int32_t blank, int32_t *out)
{
    struct sbill_text text = sbill_table_text(t, column), rest = sbill_text_from(words);

    *out = blank;
    if (!text.n)
        return SBILL_OK;
    for (*out = 0; rest.n; ++*out)
        if (sbill_text_eq(sbill_text_cut(&rest, '|'), text))
            return SBILL_OK;
    return sbill_table_fail(t, column, "\"%t\" is none of the words this column may hold");
}

int32_t sbill_table_system(const struct sbill_table *t, int32_t *out)
{
    struct sbill_text text = sbill_table_text(t, SBILL_COL_SYSTEM);
    char name[32];

    *out = t->in->system;
    if (!text.n && *out)
        return SBILL_OK;
    *out = 0;
    if (text.n && text.n < sizeof name) {
        memcpy(name, text.p, text.n);
        name[text.n] = '\0';
        *out = sbill_system_from_name(name);
    }
    if (!*out)
        return sbill_table_fail(t, SBILL_COL_SYSTEM, "there is no code system \"%t\"");
    return SBILL_OK;
}

int32_t sbill_table_code(const struct sbill_table *t, struct sbill_text code, char out[16])
{
    char normal[16];
    size_t n = code.n ? sbill_code_normal(code, normal) : 0;

    memset(out, 0, 16);
    if (!n)
        return sbill_table_fail(t, SBILL_COL_CODE,
                                "\"%t\" is not a code: letters and digits, at most 15");
    memcpy(out, normal, n);
    return SBILL_OK;
}
