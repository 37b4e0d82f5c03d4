/* All that is known of one code on a date, as one JSON object. docs/book.md has its shape. */
#include <string.h>

#include "base/json.h"
#include "base/report.h"
#include "book/inside.h"
#include "book/notes.h"

struct answer {
    const sbill_book *b;
    struct sbill_jw w;
    int32_t system, state, on;
    int64_t ref;
    struct sbill_text asked;
};

/* A table's text, or nothing if an altered image made it something that JSON cannot hold. */
static struct sbill_text clean(struct sbill_text t)
{
    return sbill_utf8_check(t) == t.n ? t : (struct sbill_text){"", 0};
}

static void code_value(struct answer *a, int64_t ref)
{
    char code[24];
    size_t n = sbill_code_print(a->b, ref, code, sizeof code);

    if (n && sbill_utf8_check((struct sbill_text){code, n}) == n)
        sbill_jw_text(&a->w, (struct sbill_text){code, n});
    else
        sbill_jw_null(&a->w);
}

/* As the book prints it; a code it does not know in the same style, or as it was asked for. */
static void write_code(struct answer *a)
{
    char normal[16], dotted[24];
    size_t n = sbill_code_normal(a->asked, normal);

    sbill_jw_key(&a->w, "code");
    if (a->ref >= 0) {
        code_value(a, a->ref);
    } else if (n > 3 && a->system == SBILL_SYSTEM_ICD10CM) {
        memcpy(dotted, normal, 3);
        dotted[3] = '.';
        memcpy(dotted + 4, normal + 3, n - 3);
        sbill_jw_text(&a->w, (struct sbill_text){dotted, n + 1});
    } else {
        sbill_jw_text(&a->w, n ? (struct sbill_text){normal, n} : clean(a->asked));
    }
}

static void text_or_null(struct answer *a, const char *key, const char *text, size_t n)
{
    struct sbill_text t = clean((struct sbill_text){text, n});

    sbill_jw_key(&a->w, key);
    if (t.n)
        sbill_jw_text(&a->w, t);
    else
        sbill_jw_null(&a->w);
}

static void date_or_null(struct answer *a, const char *key, int32_t date)
{
    sbill_jw_key(&a->w, key);
    sbill_jw_date(&a->w, date);
}

static void write_basics(struct answer *a)
{
    size_t n;
    const char *title = sbill_code_title(a->b, a->ref, &n);

    text_or_null(a, "title", title, n);
    title = sbill_code_short_title(a->b, a->ref, &n);
    text_or_null(a, "short_title", title, n);
    date_or_null(a, "valid_from", sbill_code_valid_from(a->b, a->ref));
    date_or_null(a, "valid_to", sbill_code_valid_to(a->b, a->ref));
    sbill_jw_key(&a->w, "parent");
    code_value(a, sbill_code_parent(a->b, a->ref));
}

enum {
    MOST_CHILDREN = 4096
};

static void write_children(struct answer *a)
{
    size_t n = sbill_code_child_count(a->b, a->ref);

    sbill_jw_key(&a->w, "children");
    sbill_jw_open(&a->w, '[');
    for (size_t i = 0; i < n && i < MOST_CHILDREN; i++)
        code_value(a, sbill_code_child(a->b, a->ref, i));
    sbill_jw_close(&a->w, ']');
}

/* ---- 7th characters ---- */

/* What the tabular list says a 7th character means for this code; empty if it says nothing. */
static struct sbill_text meaning(struct answer *a, struct sbill_text code, char character)
{
    struct sbill_note note;

    for (size_t i = 0; sbill_book_seventh(a->b, code, a->on, i, &note); i++)
        if (note.text.n > 2 && note.text.p[0] == character && note.text.p[1] == '\t')
            return clean((struct sbill_text){note.text.p + 2, note.text.n - 2});
    return (struct sbill_text){"", 0};
}

/* What the child's title says beyond the parent's: ", initial encounter" and the like. */
static struct sbill_text beyond(struct sbill_text parent, struct sbill_text child)
{
    if (parent.n && child.n > parent.n && sbill_text_starts(child, parent)) {
        child.p += parent.n;
        child.n -= parent.n;
        while (child.n && (child.p[0] == ',' || child.p[0] == ' '))
            child.p++, child.n--;
    }
    return clean(child);
}

static void choice(struct answer *a, char character, struct sbill_text title, int64_t ref)
{
    sbill_jw_open(&a->w, '{');
    sbill_jw_key(&a->w, "char");
    sbill_jw_text(&a->w, (struct sbill_text){&character, 1});
    sbill_jw_opt_text(&a->w, "title", title);
    if (ref >= 0) {
        sbill_jw_key(&a->w, "code");
        code_value(a, ref);
    }
    sbill_jw_close(&a->w, '}');
}

static struct sbill_text title_of(struct answer *a, int64_t ref)
{
    size_t n;
    const char *p = sbill_code_title(a->b, ref, &n);

    return (struct sbill_text){p, n};
}

/* The order file decides which exist; the tabular list says what they mean, else their own titles
 * do. */
static void choices_from_children(struct answer *a)
{
    size_t n = sbill_code_child_count(a->b, a->ref);

    for (size_t i = 0; i < n && i < MOST_CHILDREN; i++) {
        int64_t child = sbill_code_child(a->b, a->ref, i);
        struct sbill_ref_parts parts;
        struct sbill_text code, words;
        if (!sbill_ref_split(a->b, child, &parts))
            continue;
        code = sbill_entry_code(parts.t, parts.entry);
        if (code.n != 7 || !sbill_is_alnum(code.p[6]))
            continue;
        words = meaning(a, code, code.p[6]);
        choice(a, code.p[6], words.n ? words : beyond(title_of(a, a->ref), title_of(a, child)),
               child);
    }
}

static void choices_from_notes(struct answer *a)
{
    struct sbill_note note;

    for (size_t i = 0; i < 64 && sbill_book_seventh(a->b, a->asked, a->on, i, &note); i++)
        if (note.text.n > 2 && note.text.p[1] == '\t' && sbill_is_alnum(note.text.p[0]))
            choice(a, note.text.p[0], clean((struct sbill_text){note.text.p + 2, note.text.n - 2}),
                   -1);
}

static void write_seventh(struct answer *a)
{
    struct sbill_note note;

    if (a->system != SBILL_SYSTEM_ICD10CM)
        return;
    if (sbill_code_flags(a->b, a->ref) & SBILL_CF_SEVENTH) {
        sbill_jw_key(&a->w, "seventh");
        sbill_jw_open(&a->w, '[');
        choices_from_children(a);
        sbill_jw_close(&a->w, ']');
    } else if (sbill_book_seventh(a->b, a->asked, a->on, 0, &note)) {
        sbill_jw_key(&a->w, "seventh");
        sbill_jw_open(&a->w, '[');
        choices_from_notes(a);
        sbill_jw_close(&a->w, ']');
    }
}

/* ---- the rest ---- */

static void write_successors(struct answer *a)
{
    sbill_jw_key(&a->w, "successors");
    sbill_jw_open(&a->w, '[');
    for (size_t i = 0; i < 16; i++) {
        int64_t next = sbill_code_successor(a->b, a->ref, i);
        if (next < 0)
            break;
        code_value(a, next);
    }
    sbill_jw_close(&a->w, ']');
}

/* The longest part of an unknown ICD-10-CM code that is in force: where the writer went astray. */
static void write_nearest(struct answer *a)
{
    char normal[16];
    size_t n = sbill_code_normal(a->asked, normal);

    if (a->system != SBILL_SYSTEM_ICD10CM)
        return;
    for (; n > 3; n--) {
        int64_t ref;
        int32_t state = sbill_code_find(a->b, a->system, normal, n - 1, a->on, &ref);
        if (state != SBILL_CODE_BILLABLE && state != SBILL_CODE_HEADER)
            continue;
        sbill_jw_key(&a->w, "nearest");
        code_value(a, ref);
        return;
    }
}

static void write_notes(struct answer *a)
{
    static const char *const kinds[] = {
        [SBILL_NOTE_INCLUDES] = "includes",     [SBILL_NOTE_INCLUSION_TERM] = "inclusion-term",
        [SBILL_NOTE_EXCLUDES1] = "excludes1",   [SBILL_NOTE_EXCLUDES2] = "excludes2",
        [SBILL_NOTE_CODE_FIRST] = "code-first", [SBILL_NOTE_USE_ADDITIONAL] = "use-additional",
        [SBILL_NOTE_CODE_ALSO] = "code-also",   [SBILL_NOTE_PLAIN] = "note",
    };
    struct sbill_note note;
    bool open = false;

    for (size_t i = 0; i < 1024 && sbill_book_note(a->b, a->system, a->asked, a->on, i, &note);
         i++) {
        if (note.kind <= 0 || note.kind >= (int32_t)(sizeof kinds / sizeof *kinds))
            continue;
        if (!open) {
            sbill_jw_key(&a->w, "notes");
            sbill_jw_open(&a->w, '[');
            open = true;
        }
        sbill_jw_open(&a->w, '{');
        sbill_jw_key(&a->w, "kind");
        sbill_jw_z(&a->w, kinds[note.kind]);
        sbill_jw_key(&a->w, "text");
        sbill_jw_text(&a->w, clean(note.text));
        sbill_jw_close(&a->w, '}');
    }
    if (open)
        sbill_jw_close(&a->w, ']');
}

static const char *state_word(int32_t state)
{
    static const char *const words[] = {
        [SBILL_CODE_BILLABLE] = "billable",         [SBILL_CODE_HEADER] = "header",
        [SBILL_CODE_NOT_IN_FORCE] = "not-in-force", [SBILL_CODE_UNKNOWN] = "unknown",
        [SBILL_CODE_OUTSIDE] = "outside",           [SBILL_CODE_NOT_LOADED] = "not-loaded",
    };

    return words[state];
}

static void write_answer(struct answer *a)
{
    const char *name = sbill_system_name(a->system);
    struct sbill_text release = clean(sbill_book_release(a->b, a->system, a->on));

    sbill_jw_open(&a->w, '{');
    sbill_jw_key(&a->w, "system");
    sbill_jw_z(&a->w, name ? name : "");
    write_code(a);
    sbill_jw_key(&a->w, "found");
    sbill_jw_bool(&a->w, a->ref >= 0);
    sbill_jw_key(&a->w, "billable");
    sbill_jw_bool(&a->w, a->state == SBILL_CODE_BILLABLE);
    sbill_jw_key(&a->w, "state");
    sbill_jw_z(&a->w, state_word(a->state));
    write_basics(a);
    sbill_jw_opt_text(&a->w, "release", release);
    if (a->state == SBILL_CODE_HEADER) {
        write_children(a);
        write_seventh(a);
    }
    if (a->state == SBILL_CODE_NOT_IN_FORCE)
        write_successors(a);
    if (a->state == SBILL_CODE_UNKNOWN) {
        write_nearest(a);
        if (sbill_book_is_extract(a->b, a->system, a->on)) {
            sbill_jw_key(&a->w, "extract");
            sbill_jw_bool(&a->w, true);
        }
    }
    write_notes(a);
    sbill_jw_close(&a->w, '}');
}

int32_t sbill_code_json(const sbill_book *b, int32_t system, const char *code, size_t len,
                        int32_t on, sbill_report **out, sbill_error **err)
{
    struct sbill_buf buf;
    struct answer a = {
        .b = b, .w = {&buf, false}, .system = system, .on = on, .asked = {code, len}};

    if (!b || !out || (!code && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "a look-up needs a book, a code and a place for the answer");
    sbill_buf_init(&buf, &b->alloc, INT32_MAX);
    a.asked = sbill_text_trim(a.asked);
    a.state = sbill_code_find(b, system, code, len, on, &a.ref);
    write_answer(&a);
    return sbill_report_take(&buf, out, err);
}
