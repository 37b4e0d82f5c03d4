/* What differs between two books in the edit tables with dated rows. */
#include <string.h>

#include "book/diff.h"
#include "book/edit_lists.h"
#include "book/edits.h"

enum key_form {
    KEY_CODE,     /* up to seven characters, perhaps with a system on top */
    KEY_MODIFIED, /* five characters and a modifier */
    KEY_FLAG,     /* of a diagnosis */
    KEY_NUMBER,   /* of two digits */
    KEY_NDC,
    KEY_PAIR /* a procedure and a diagnosis */
};

enum value_form {
    NO_VALUE,
    NUMBER,
    THOUSANDTHS,
    TEXT,
    LETTERS, /* four in a number */
    FLAGS,
    CODE_KEY,     /* with the next value */
    MAYBE_NUMBER, /* UINT32_MAX = not said */
    IGNORED
};

struct form {
    const char *title;
    enum key_form key;
    struct {
        enum value_form form;
        const char *word;
    } value[SBILL_KEYED_VALUES];
};

#define UNITS                                          \
    KEY_CODE,                                          \
    {                                                  \
        {THOUSANDTHS, "units"}, {NUMBER, "indicator"}, \
        {                                              \
            TEXT, "rationale"                          \
        }                                              \
    }

/* Indexes over the same rows have no form: they are not compared. */
static const struct form forms[SBILL_KEYED_TABLES] = {
    [SBILL_KEYED_MUE_PRACTITIONER] = {"MUE, practitioner", UNITS},
    [SBILL_KEYED_MUE_OUTPATIENT] = {"MUE, outpatient hospital", UNITS},
    [SBILL_KEYED_MUE_DME] = {"MUE, DME", UNITS},
    [SBILL_KEYED_ADDON] = {"add-on codes",
                           KEY_CODE,
                           {{NUMBER, "type"}, {CODE_KEY, "primary"}, {IGNORED, ""}, {IGNORED, ""}}},
    [SBILL_KEYED_PFS] = {"fee schedule indicators",
                         KEY_MODIFIED,
                         {{LETTERS, "status, PC/TC, multiple, bilateral"},
                          {LETTERS, "assistant, co-surgeons, team"},
                          {LETTERS, "global"}}},
    [SBILL_KEYED_DX] = {"diagnosis attributes", KEY_CODE, {{FLAGS, ""}}},
    [SBILL_KEYED_AGE] = {"ages of diagnoses", KEY_FLAG, {{NUMBER, "from"}, {NUMBER, "to"}}},
    [SBILL_KEYED_DISCHARGE] = {"discharge status", KEY_NUMBER, {{IGNORED, ""}}},
    [SBILL_KEYED_NDC] =
        {"drugs: NDC to HCPCS",
         KEY_NDC,
         {{TEXT, "code"}, {TEXT, "unit"}, {THOUSANDTHS, "in a package"}, {THOUSANDTHS, "billed"}}},
    [SBILL_KEYED_COVERAGE] =
        {"coverage",
         KEY_CODE,
         {{TEXT, "policy"}, {TEXT, "payer"}, {NUMBER, "says"}, {TEXT, "diagnoses"}}},
    [SBILL_KEYED_COVERAGE_PAIR] =
        {"coverage, by diagnosis",
         KEY_PAIR,
         {{TEXT, "policy"}, {TEXT, "payer"}, {NUMBER, "says"}, {IGNORED, ""}}},
    [SBILL_KEYED_AUTHORIZATION] =
        {"authorizations",
         KEY_CODE,
         {{TEXT, "payer"}, {TEXT, "place"}, {NUMBER, "needs"}, {TEXT, "first"}, {TEXT, "last"}}},
    [SBILL_KEYED_LEVEL] = {"visit levels",
                           KEY_CODE,
                           {{IGNORED, ""},
                            {TEXT, "family"},
                            {MAYBE_NUMBER, "minutes from"},
                            {MAYBE_NUMBER, "to"},
                            {NUMBER, "MDM"}}},
};

static const char *const flag_words[] = {
    "external cause",
    "manifestation",
    "unacceptable as principal",
    "needs a secondary",
    "questionable admission",
    "unspecified",
    "newborn",
    "pediatric",
    "maternity",
    "adult",
    "women",
    "men",
    "wrong procedure",
    "outcome of delivery",
    "beside procedures",
};

/* ---- words --------------------------------------------------------------------------------------- */

static void put_flags(struct sbill_buf *out, uint64_t flags)
{
    bool comma = false;

    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
        if (flags >> i & 1) {
            sbill_buf_z(out, comma ? ", " : "");
            sbill_buf_z(out, flag_words[i]);
            comma = true;
        }
    sbill_buf_z(out, flags ? "" : "valid");
}

/* Characters, the first one lowest; those that are none are passed over. */
static void put_characters(struct sbill_buf *out, uint64_t v, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++) {
        char c = (char)(v >> 8 * i & 0x7f);
        if (c >= ' ')
            sbill_buf_char(out, c);
    }
}

static void put_base37(struct sbill_buf *out, uint64_t v)
{
    char text[8];
    size_t n = 0;

    for (; v && n < sizeof text; v /= 37) {
        uint32_t digit = (uint32_t)(v % 37);
        if (digit)
            text[n++] = (char)(digit <= 10 ? '0' + digit - 1 : 'A' + digit - 11);
    }
    while (n)
        sbill_buf_char(out, text[--n]);
}

static void put_digits(struct sbill_buf *out, uint64_t v, size_t width)
{
    uint64_t unit = 1;

    for (size_t i = 1; i < width; i++)
        unit *= 10;
    for (; unit; unit /= 10)
        sbill_buf_char(out, (char)('0' + v / unit % 10));
}

static void put_key(struct sbill_buf *out, const struct form *f, uint64_t key)
{
    const char *system;

    switch (f->key) {
    case KEY_CODE:
        system = sbill_system_name((int32_t)(key >> 56));
        if (system) {
            sbill_buf_z(out, system);
            sbill_buf_char(out, ' ');
        }
        if ((key & SBILL_KEY_MASK) == SBILL_KEY_MASK)
            sbill_buf_z(out, "ranges");
        else
            put_characters(out, key, 0, 7);
        break;
    case KEY_MODIFIED:
        put_characters(out, key, 0, 5);
        if (key >> 40)
            sbill_buf_char(out, '-');
        put_characters(out, key, 5, 2);
        break;
    case KEY_FLAG:
        put_flags(out, key);
        break;
    case KEY_NUMBER:
        put_digits(out, key, 2);
        break;
    case KEY_NDC:
        put_digits(out, key - 1, 11);
        break;
    case KEY_PAIR:
        put_base37(out, key / 94931877133u);
        sbill_buf_char(out, ' ');
        put_base37(out, key % 94931877133u);
        break;
    }
}

static void put_value(struct sbill_buf *out, const struct sbill_keyed_walk *w, size_t i,
                      enum value_form form)
{
    uint32_t v = sbill_keyed_value(w->row, i);

    switch (form) {
    case NUMBER:
    case MAYBE_NUMBER:
        sbill_buf_int(out, v);
        break;
    case THOUSANDTHS:
        sbill_decimal_write_short(out, v, 3);
        break;
    case TEXT:
        sbill_buf_text(out, sbill_keyed_text(w->t, v));
        break;
    case LETTERS:
        put_characters(out, v, 0, 4);
        break;
    case FLAGS:
        put_flags(out, v);
        break;
    case CODE_KEY:
        if (!v && !sbill_keyed_value(w->row, i + 1))
            sbill_buf_text(out, sbill_keyed_text(w->t, sbill_keyed_value(w->row, i + 2)));
        put_characters(out, v | (uint64_t)sbill_keyed_value(w->row, i + 1) << 32, 0, 7);
        break;
    case NO_VALUE:
    case IGNORED:
        break;
    }
}

static bool is_said(const struct sbill_keyed_walk *w, size_t i, enum value_form form)
{
    uint32_t v = sbill_keyed_value(w->row, i);

    return form != IGNORED && (form != MAYBE_NUMBER || v != UINT32_MAX) &&
           (form != TEXT || sbill_keyed_text(w->t, v).n > 0);
}

static void put_row(struct sbill_buf *out, const struct sbill_keyed_walk *w, const struct form *f)
{
    size_t values = (w->t->row_size - 8) / 4;
    bool comma = false;

    for (size_t i = 0; i < values && f->value[i].form != NO_VALUE; i++) {
        if (!is_said(w, i, f->value[i].form))
            continue;
        sbill_buf_z(out, comma ? ", " : "");
        sbill_buf_z(out, f->value[i].word);
        sbill_buf_z(out, f->value[i].word[0] ? " " : "");
        put_value(out, w, i, f->value[i].form);
        comma = true;
    }
    sbill_buf_z(out, comma ? "" : "listed");
}

/* ---- rows ---------------------------------------------------------------------------------------- */

/* The user's own lists all speak; of official ones the newest release does. */
static bool all_speak(int32_t table)
{
    return table > SBILL_KEYED_LAST_OFFICIAL;
}

/* Rows of a key in force on a date. False if no table speaks for it. */
static bool say(const sbill_book *b, int32_t table, uint64_t key, int32_t on, struct sbill_buf *out)
{
    struct sbill_keyed_walk w;

    out->n = 0;
    sbill_keyed_walk(b, table, key, on, all_speak(table), &w);
    while (sbill_keyed_next(&w)) {
        sbill_buf_z(out, out->n ? "; " : "");
        put_row(out, &w, &forms[table]);
    }
    return w.covered;
}

static void try_day(struct sbill_diff *d, int32_t table, uint64_t key, int32_t on, int32_t *first)
{
    if (on == INT32_MIN || on == INT32_MAX || (*first != SBILL_NO_DATE && on >= *first))
        return;
    if (say(d->side[SBILL_OLD], table, key, on, &d->says[SBILL_OLD]) &&
        say(d->side[SBILL_NEW], table, key, on, &d->says[SBILL_NEW]) &&
        !sbill_text_eq(sbill_buf_view(&d->says[SBILL_OLD]), sbill_buf_view(&d->says[SBILL_NEW])))
        *first = on;
}

/* The first day on which both books speak and do not say the same. */
static int32_t other_day(struct sbill_diff *d, int32_t table, uint64_t key)
{
    int32_t first = SBILL_NO_DATE;

    for (int side = 0; side < SBILL_SIDES; side++)
        for (const struct sbill_keyed *t = d->side[side]->keyed_first[table]; t; t = t->next) {
            uint32_t n = 0;
            const uint8_t *row = sbill_keyed_rows(t, key, &n);
            for (uint32_t i = 0; row && i < n; i++, row += t->row_size) {
                int32_t to = (int32_t)sbill_le32(row + 4);
                try_day(d, table, key, (int32_t)sbill_le32(row), &first);
                try_day(d, table, key, to == INT32_MAX ? to : to + 1, &first);
            }
        }
    return first;
}

static void compare_key(struct sbill_diff *d, int32_t table, uint64_t key)
{
    sbill_diff_scratch(d);
    put_key(&d->key, &forms[table], key);
    for (int side = 0; side < SBILL_SIDES; side++)
        say(d->side[side], table, key, SBILL_NO_DATE, &d->says[side]);
    if (sbill_diff_compare(d))
        return;
    int32_t on = other_day(d, table, key);
    if (on == SBILL_NO_DATE)
        return;
    for (int side = 0; side < SBILL_SIDES; side++)
        say(d->side[side], table, key, on, &d->says[side]);
    sbill_diff_change(d, SBILL_DATED, on);
}

static bool seen_before(const struct sbill_diff *d, int32_t table, uint64_t key,
                        const struct sbill_keyed *t)
{
    uint32_t n;

    for (int side = 0; side < SBILL_SIDES; side++)
        for (const struct sbill_keyed *u = d->side[side]->keyed_first[table]; u; u = u->next) {
            if (u == t)
                return false;
            if (sbill_keyed_rows(u, key, &n))
                return true;
        }
    return false;
}

static void compare_table(struct sbill_diff *d, int32_t table, const struct sbill_keyed *t)
{
    for (uint32_t i = 0; i < t->slots && !d->arena.failed; i++) {
        uint64_t key = sbill_le64(t->slot + (size_t)16 * i);
        if (key && sbill_le32(t->slot + (size_t)16 * i + 12) && !seen_before(d, table, key, t))
            compare_key(d, table, key);
    }
}

void sbill_diff_keyed(struct sbill_diff *d)
{
    for (int32_t table = 1; table < SBILL_KEYED_TABLES; table++) {
        if (!forms[table].title)
            continue;
        for (int side = 0; side < SBILL_SIDES; side++)
            d->there[side] = d->side[side]->keyed_first[table] != NULL;
        for (int side = 0; d->there[SBILL_OLD] && d->there[SBILL_NEW] && side < SBILL_SIDES; side++)
            for (const struct sbill_keyed *t = d->side[side]->keyed_first[table]; t; t = t->next)
                compare_table(d, table, t);
        sbill_diff_table(d, sbill_text_from(forms[table].title));
    }
}
