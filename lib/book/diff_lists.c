/* What differs between two books in notes of the tabular list, code groups, fees and payer profiles: row by row. */
#include "book/diff.h"
#include "book/notes.h"
#include "book/payers.h"

/* Each section of a kind, with all its rows. */
static void each_section(struct sbill_diff *d, uint32_t kind,
                         void (*rows)(struct sbill_diff *d, int side, struct sbill_text section))
{
    for (int side = 0; side < SBILL_SIDES; side++) {
        const sbill_book *b = d->side[side];
        struct sbill_text section;
        for (size_t i = 0; i < b->layer_count; i++)
            for (size_t k = 0; sbill_layer_section(&b->layers[i], kind, k, NULL, &section); k++) {
                d->there[side] = true;
                rows(d, side, section);
            }
    }
}

static void finish(struct sbill_diff *d, struct sbill_text name)
{
    if (d->there[SBILL_OLD] && d->there[SBILL_NEW])
        sbill_diff_merge(d);
    d->rows[SBILL_OLD].n = d->rows[SBILL_NEW].n = 0;
    sbill_diff_table(d, name);
}

/* "hcpcs ", of a row. */
static void put_system(struct sbill_buf *out, int32_t system)
{
    const char *name = sbill_system_name(system);

    sbill_buf_z(out, name ? name : "");
    sbill_buf_char(out, ' ');
}

/* " from 2025-01-01 to 2025-12-31" */
static void put_span(struct sbill_buf *out, int32_t from, int32_t to)
{
    if (from != SBILL_NO_DATE && from != INT32_MIN + 1) {
        sbill_buf_z(out, " from ");
        sbill_date_iso(out, from);
    }
    if (to != SBILL_NO_DATE && to != INT32_MAX) {
        sbill_buf_z(out, " to ");
        sbill_date_iso(out, to);
    }
}

/* ---- notes --------------------------------------------------------------------------------------- */

/* Those of the newest release of the list: an older one beside it would answer for its own dates only. */
static void note_rows(struct sbill_diff *d, int side, struct sbill_text section)
{
    static const char *const kinds[] = {[SBILL_NOTE_INCLUDES] = "includes",
                                        [SBILL_NOTE_EXCLUDES1] = "excludes1",
                                        [SBILL_NOTE_EXCLUDES2] = "excludes2",
                                        [SBILL_NOTE_CODE_FIRST] = "code first",
                                        [SBILL_NOTE_USE_ADDITIONAL] = "use additional",
                                        [SBILL_NOTE_CODE_ALSO] = "code also"};
    struct sbill_note_row row;

    for (uint32_t i = 0; !d->arena.failed && sbill_note_row(section, i, &row); i++) {
        if (!row.newest)
            continue;
        sbill_diff_scratch(d);
        sbill_buf_text(&d->key, row.node);
        sbill_buf_char(&d->key, ' ');
        sbill_buf_z(&d->key, row.kind > 0 && (size_t)row.kind < sizeof kinds / sizeof *kinds &&
                                     kinds[row.kind]
                                 ? kinds[row.kind]
                                 : "note");
        sbill_buf_text(&d->says[side], row.text);
        sbill_diff_row(d, side);
    }
}

void sbill_diff_notes(struct sbill_diff *d)
{
    each_section(d, SBILL_SEC_NOTES, note_rows);
    finish(d, SBILL_T("notes of the tabular list"));
}

/* ---- code groups ----------------------------------------------------------------------------------- */

static void group_rows(struct sbill_diff *d, int side, struct sbill_text section)
{
    struct sbill_group_row row;

    for (uint32_t i = 0; !d->arena.failed && sbill_group_row(section, i, &row); i++) {
        sbill_diff_scratch(d);
        sbill_buf_text(&d->key, row.group);
        sbill_buf_char(&d->key, ' ');
        put_system(&d->key, row.system);
        sbill_buf_text(&d->key, row.first.n ? row.first : SBILL_T("no code"));
        if (!sbill_text_eq(row.first, row.last)) {
            sbill_buf_char(&d->key, '-'); /* "99202-99205", or "Z34-": all that begin so */
            sbill_buf_text(&d->key, row.last);
        }
        sbill_buf_z(&d->says[side], "in the group");
        put_span(&d->says[side], row.from, row.to);
        sbill_diff_row(d, side);
    }
}

void sbill_diff_groups(struct sbill_diff *d)
{
    each_section(d, SBILL_SEC_GROUPS, group_rows);
    finish(d, SBILL_T("code groups"));
}

/* ---- fees ------------------------------------------------------------------------------------------ */

static void add_word(struct sbill_buf *out, const char *word, struct sbill_text t)
{
    if (!t.n)
        return;
    sbill_buf_z(out, word);
    sbill_buf_text(out, t);
}

static void fee_rows(struct sbill_diff *d, int side, struct sbill_text section)
{
    struct sbill_fee_row row;

    for (uint32_t i = 0; !d->arena.failed && sbill_fee_row(section, i, &row); i++) {
        sbill_diff_scratch(d);
        put_system(&d->key, row.system);
        sbill_buf_text(&d->key, row.code);
        add_word(&d->key, " ", row.modifiers);
        add_word(&d->key, ", payer ", row.payer);
        add_word(&d->key, ", place ", row.place);
        sbill_decimal_write(&d->says[side], row.amount, 2);
        add_word(&d->says[side], " ", row.currency);
        put_span(&d->says[side], row.from, row.to);
        sbill_diff_row(d, side);
    }
}

void sbill_diff_fees(struct sbill_diff *d)
{
    each_section(d, SBILL_SEC_FEES, fee_rows);
    finish(d, SBILL_T("fees"));
}

/* ---- payer profiles ---------------------------------------------------------------------------------- */

static const char *const entry_words[] = {[SBILL_PAYER_NAME] = "title",
                                          [SBILL_PAYER_ID] = "matches payer id",
                                          [SBILL_PAYER_FILING] = "matches filing indicator",
                                          [SBILL_PAYER_SOURCE] = "source",
                                          [SBILL_PAYER_REQUIRE] = "requires",
                                          [SBILL_PAYER_LIMIT] = "limit",
                                          [SBILL_PAYER_PATTERN] = "pattern",
                                          [SBILL_PAYER_SEVERITY] = "severity of finding",
                                          [SBILL_PAYER_EDIT] = "edit",
                                          [SBILL_PAYER_EDIT_WORDS] = "words",
                                          [SBILL_PAYER_EDIT_DATES] = "dates",
                                          [SBILL_PAYER_CONDITION] = "condition"};

/* "cms-part-b limit max-lines": what one entry is about. Of an edit all entries are about it. */
static void entry_key(struct sbill_buf *key, const struct sbill_payer_item *item,
                      struct sbill_text *edit)
{
    bool known = item->kind > 0 && (size_t)item->kind < sizeof entry_words / sizeof *entry_words;

    if (item->kind == SBILL_PAYER_EDIT)
        *edit = item->text;
    if (item->kind >= SBILL_PAYER_EDIT && edit->n) {
        sbill_buf_z(key, " edit ");
        sbill_buf_text(key, *edit);
        return;
    }
    sbill_buf_char(key, ' ');
    sbill_buf_z(key, known ? entry_words[item->kind] : "entry");
    if (item->kind == SBILL_PAYER_LIMIT || item->kind == SBILL_PAYER_PATTERN)
        add_word(key, " ", item->text);
    if (item->kind == SBILL_PAYER_SEVERITY) {
        sbill_buf_char(key, ' ');
        sbill_buf_int(key, item->number);
    }
}

static void entry_says(struct sbill_buf *out, const struct sbill_payer_item *item)
{
    bool known = item->kind > 0 && (size_t)item->kind < sizeof entry_words / sizeof *entry_words;

    if (item->kind >= SBILL_PAYER_EDIT_WORDS)
        add_word(out, "", sbill_text_from(known ? entry_words[item->kind] : ""));
    if (item->kind != SBILL_PAYER_LIMIT && item->kind != SBILL_PAYER_PATTERN)
        add_word(out, out->n ? " " : "", item->text);
    if (item->kind == SBILL_PAYER_EDIT_DATES) {
        put_span(out, item->number, (int32_t)item->value);
        return;
    }
    if (item->kind == SBILL_PAYER_LIMIT || item->kind == SBILL_PAYER_SEVERITY ||
        item->kind >= SBILL_PAYER_EDIT) {
        sbill_buf_z(out, out->n ? " " : "");
        sbill_buf_int(out, item->value);
    }
    if (item->kind == SBILL_PAYER_CONDITION || item->kind == SBILL_PAYER_EDIT) {
        sbill_buf_char(out, ' ');
        sbill_buf_int(out, item->number);
    }
    add_word(out, out->n ? ", " : "", item->second);
}

static void payer_rows(struct sbill_diff *d, int side, const struct sbill_payer_profile *p)
{
    const sbill_book *b = d->side[side];
    struct sbill_payer_walk walk = sbill_payer_items(b, p);
    struct sbill_payer_item item;
    struct sbill_text edit = {"", 0};

    while (!d->arena.failed && sbill_payer_next(&walk, &item)) {
        sbill_diff_scratch(d);
        sbill_buf_text(&d->key, sbill_payer_name(b, p));
        entry_key(&d->key, &item, &edit);
        entry_says(&d->says[side], &item);
        sbill_diff_row(d, side);
    }
}

void sbill_diff_payers(struct sbill_diff *d)
{
    for (int side = 0; side < SBILL_SIDES; side++) {
        const struct sbill_payer_profile *p;
        for (size_t i = 0; (p = sbill_book_payer_at(d->side[side], i)) != NULL; i++) {
            d->there[side] = true;
            payer_rows(d, side, p);
        }
    }
    finish(d, SBILL_T("payer profiles"));
}
