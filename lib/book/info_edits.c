/* What the report over a book says of its edit tables and of the notes of the tabular list. */
#include "base/json.h"
#include "book/inside.h"
#include "book/notes.h"

static void write_span(struct sbill_jw *w, int32_t from, int32_t to)
{
    sbill_jw_opt_date(w, "from", from);
    sbill_jw_opt_date(w, "to", to == INT32_MAX ? SBILL_NO_DATE : to);
}

static void write_count(struct sbill_jw *w, const char *key, int64_t n)
{
    sbill_jw_key(w, key);
    sbill_jw_int(w, n);
}

static void write_text(struct sbill_jw *w, const char *key, struct sbill_text t)
{
    if (sbill_utf8_check(t) == t.n)
        sbill_jw_opt_text(w, key, t);
}

/* Second ways of asking the same file are not tables of their own. */
static bool is_index(int32_t table)
{
    return table == SBILL_KEYED_NDC_CODE || table == SBILL_KEYED_COVERAGE_PAIR ||
           table == SBILL_KEYED_AUTHORIZATION_PAYER || table == SBILL_KEYED_LEVEL_FAMILY;
}

void sbill_info_edits(struct sbill_jw *w, const sbill_book *b)
{
    sbill_jw_key(w, "edit_tables");
    sbill_jw_open(w, '[');
    for (int32_t i = 1; i < SBILL_PTP_SETTINGS; i++)
        for (const struct sbill_ptp_table *t = b->ptp_first[i]; t; t = t->next) {
            sbill_jw_open(w, '{');
            write_text(w, "table", t->source);
            write_count(w, "layer", t->layer);
            write_span(w, t->from == INT32_MIN + 1 ? SBILL_NO_DATE : t->from, t->to);
            write_count(w, "rows", t->rows);
            write_count(w, "pairs", t->pairs);
            sbill_jw_close(w, '}');
        }
    for (int32_t i = 1; i < SBILL_KEYED_TABLES; i++)
        for (const struct sbill_keyed *t = is_index(i) ? NULL : b->keyed_first[i]; t; t = t->next) {
            sbill_jw_open(w, '{');
            write_text(w, "table", t->source);
            write_count(w, "layer", t->layer);
            write_span(w, t->from, t->to);
            write_count(w, "rows", t->rows);
            sbill_jw_close(w, '}');
        }
    sbill_jw_close(w, ']');
}

static void write_odd(struct sbill_jw *w, const struct sbill_instructions *t)
{
    static const char *const kinds[] = {[SBILL_NOTE_EXCLUDES1] = "excludes1",
                                        [SBILL_NOTE_EXCLUDES2] = "excludes2",
                                        [SBILL_NOTE_CODE_FIRST] = "code-first",
                                        [SBILL_NOTE_USE_ADDITIONAL] = "use-additional",
                                        [SBILL_NOTE_CODE_ALSO] = "code-also"};
    struct sbill_text node, text;
    int32_t kind;

    sbill_jw_key(w, "not_understood");
    sbill_jw_open(w, '[');
    for (size_t i = 0; sbill_instructions_odd(t, i, &kind, &node, &text); i++) {
        sbill_jw_open(w, '{');
        write_text(w, "at", node);
        if (kind >= SBILL_NOTE_EXCLUDES1 && kind <= SBILL_NOTE_CODE_ALSO)
            write_text(w, "kind", sbill_text_from(kinds[kind]));
        write_text(w, "text", text);
        sbill_jw_close(w, '}');
    }
    sbill_jw_close(w, ']');
}

void sbill_info_notes(struct sbill_jw *w, const sbill_book *b)
{
    sbill_jw_key(w, "notes");
    sbill_jw_open(w, '[');
    for (const struct sbill_instructions *t = b->instructions_first; t; t = t->next) {
        struct sbill_text text, release;

        sbill_notes_text(t->notes, t->note_count ? sbill_le32(t->note) : 0, &text, &release);
        sbill_jw_open(w, '{');
        write_text(w, "release", release);
        write_count(w, "layer", t->layer);
        write_span(w, t->from, t->to);
        write_count(w, "instructions", t->instructions);
        write_count(w, "notes", t->note_count);
        write_count(w, "without_codes", t->without_codes);
        write_odd(w, t);
        sbill_jw_close(w, '}');
    }
    sbill_jw_close(w, ']');
}
