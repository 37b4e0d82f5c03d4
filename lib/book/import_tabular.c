/* The ICD-10-CM tabular list as CDC publishes it in XML (icd10cm_tabular.xsd, the same shape since 2011): chapters,
 * blocks and codes inside each other, with their notes in any order. Which codes exist is the order file's to say; from
 * here come instruction notes, the choices of 7th characters, and terms to search by. */
#include <string.h>

#include "book/build.h"
#include "book/strict.h"

enum {
    TEXT_MAX = 1 << 20
};

struct reading {
    struct sbill_builder *b;
    const struct sbill_input *in;
    struct sbill_strict strict;
    struct sbill_buf text; /* of one note, white space made single blanks */
    size_t codes;
};

/* clang-format off */
static const struct {
    const char *name;
    int32_t kind;
} note_elements[] = {
    {"inclusionTerm",     SBILL_NOTE_INCLUSION_TERM},
    {"includes",          SBILL_NOTE_INCLUDES},
    {"excludes1",         SBILL_NOTE_EXCLUDES1},
    {"excludes2",         SBILL_NOTE_EXCLUDES2},
    {"codeFirst",         SBILL_NOTE_CODE_FIRST},
    {"useAdditionalCode", SBILL_NOTE_USE_ADDITIONAL},
    {"codeAlso",          SBILL_NOTE_CODE_ALSO},
    {"notes",             SBILL_NOTE_PLAIN},
    {"sevenChrNote",      SBILL_NOTE_SEVENTH_INTRO},
};
/* clang-format on */

static int32_t fail(const struct reading *r, const struct sbill_xml *e, const char *words,
                    const struct sbill_text *value)
{
    return sbill_strict_fail(&r->strict, e, words, value);
}

static bool is(const struct sbill_xml *e, const char *name)
{
    return sbill_text_is(e->name, name);
}

/* Append with every run of white space as one blank, none at the ends. */
static void add_words(struct sbill_buf *b, struct sbill_text t)
{
    t = sbill_text_trim(t);
    for (size_t i = 0; i < t.n; i++)
        if (!sbill_is_space(t.p[i]))
            sbill_buf_char(b, t.p[i]);
        else if (!sbill_is_space(t.p[i - 1]))
            sbill_buf_char(b, ' ');
}

/* The words of one element, valid until the next call. */
static int32_t words_of(struct reading *r, const struct sbill_xml *e, struct sbill_text *out)
{
    if (e->first)
        return fail(r, e->first, "<%t> is not known inside a text", &e->first->name);
    sbill_buf_wipe(&r->text);
    add_words(&r->text, e->text);
    if (r->text.failed)
        return sbill_fail(r->strict.err, r->text.failed,
                          (struct sbill_place){r->strict.source, e->line, 0},
                          "no memory for this note");
    *out = sbill_buf_view(&r->text);
    return out->n ? SBILL_OK : fail(r, e, "<%t> is empty", &e->name);
}

static int32_t add_note(struct reading *r, const struct sbill_xml *e, struct sbill_text node,
                        int32_t kind, bool code)
{
    struct sbill_text words = {NULL, 0};
    int32_t status = sbill_strict_attrs(&r->strict, e, "");

    if (!status)
        status = words_of(r, e, &words);
    if (!status)
        status = sbill_build_note(r->b, r->in, node, kind, words, r->strict.err);
    if (!status && code && kind == SBILL_NOTE_INCLUSION_TERM)
        status = sbill_build_term(r->b, SBILL_SYSTEM_ICD10CM, node, words, r->strict.err);
    return status;
}

static int32_t read_notes(struct reading *r, const struct sbill_xml *e, struct sbill_text node,
                          int32_t kind, bool code)
{
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "")) ||
        (status = sbill_strict_no_text(&r->strict, e)))
        return status;
    for (const struct sbill_xml *note = e->first; note; note = note->next) {
        if (!is(note, "note"))
            return fail(r, note, "<%t> is not known inside notes", &note->name);
        if ((status = add_note(r, note, node, kind, code)))
            return status;
    }
    return SBILL_OK;
}

/* <extension char="A">initial encounter</extension> as "A<tab>initial encounter". */
static int32_t read_extension(struct reading *r, const struct sbill_xml *e, struct sbill_text node)
{
    struct sbill_text character = sbill_xml_attr(e, "char");
    int32_t status = sbill_strict_attrs(&r->strict, e, "char");

    if (status)
        return status;
    if (character.n != 1 || !sbill_is_alnum(character.p[0]))
        return fail(r, e, "char=\"%t\": a 7th character is one letter or digit", &character);
    sbill_buf_wipe(&r->text);
    sbill_buf_text(&r->text, character);
    sbill_buf_char(&r->text, '\t');
    add_words(&r->text, e->text);
    if (r->text.failed)
        return sbill_fail(r->strict.err, r->text.failed,
                          (struct sbill_place){r->strict.source, e->line, 0},
                          "no memory for this note");
    return sbill_build_note(r->b, r->in, node, SBILL_NOTE_SEVENTH, sbill_buf_view(&r->text),
                            r->strict.err);
}

static int32_t read_seventh(struct reading *r, const struct sbill_xml *e, struct sbill_text node)
{
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "")) ||
        (status = sbill_strict_no_text(&r->strict, e)))
        return status;
    for (const struct sbill_xml *x = e->first; x; x = x->next) {
        if (is(x, "extension"))
            status = read_extension(r, x, node);
        else if (is(x, "note"))
            status = add_note(r, x, node, SBILL_NOTE_SEVENTH_INTRO, true);
        else
            status = fail(r, x, "<%t> is not known among 7th characters", &x->name);
        if (status)
            return status;
    }
    return SBILL_OK;
}

/* A child that every kind of node may have; *taken says whether it was one. */
static int32_t read_common(struct reading *r, const struct sbill_xml *e, struct sbill_text node,
                           bool code, bool *taken)
{
    *taken = true;
    for (size_t i = 0; i < sizeof note_elements / sizeof *note_elements; i++)
        if (is(e, note_elements[i].name))
            return read_notes(r, e, node, note_elements[i].kind, code);
    *taken = is(e, "name") || is(e, "desc"); /* read before the children */
    return SBILL_OK;
}

/* The one child that holds a node's name or title. */
static int32_t only_child(struct reading *r, const struct sbill_xml *e, const char *name,
                          struct sbill_text *out)
{
    const struct sbill_xml *child = sbill_xml_child(e, name);

    if (!child || sbill_xml_after(child, name) || child->first || child->attrs ||
        !sbill_text_trim(child->text).n)
        return sbill_fail(r->strict.err, SBILL_EINPUT,
                          (struct sbill_place){r->strict.source, e->line, 0},
                          "<%t> needs one <%s> that holds text", &e->name, name);
    *out = sbill_text_trim(child->text);
    return SBILL_OK;
}

/* Blocks and chapters: the order file does not have them. */
static int32_t add_frame(struct reading *r, const struct sbill_xml *e, struct sbill_text node,
                         struct sbill_text above)
{
    struct sbill_text title = {NULL, 0};
    int32_t status = only_child(r, e, "desc", &title);

    if (!status)
        status = sbill_build_note(r->b, r->in, node, SBILL_NOTE_TITLE, title, r->strict.err);
    if (!status && above.n)
        status = sbill_build_note(r->b, r->in, node, SBILL_NOTE_PARENT, above, r->strict.err);
    return status;
}

/* ---- codes ----------------------------------------------------------------------------------------- */

static int32_t read_code(struct reading *r, const struct sbill_xml *e, struct sbill_text above,
                         struct sbill_text block);

static int32_t read_code_child(struct reading *r, const struct sbill_xml *e, struct sbill_text code)
{
    bool taken;
    int32_t status;

    if (is(e, "diag"))
        return read_code(r, e, code, (struct sbill_text){NULL, 0});
    if (is(e, "sevenChrDef"))
        return read_seventh(r, e, code);
    if (is(e, "visualImpairment")) /* a table of acuities beside H54, for people */
        return SBILL_OK;
    status = read_common(r, e, code, true, &taken);
    return status || taken ? status : fail(r, e, "<%t> is not known inside <diag>", &e->name);
}

/* A code stands in the category it begins with. More cannot be asked: the list of 2021 has H54.512A below H54.511. */
static int32_t check_code(struct reading *r, const struct sbill_xml *e, struct sbill_text code,
                          struct sbill_text above)
{
    char mine[16], its[16];
    size_t n = sbill_code_normal(code, mine);

    if (n < 3 || n > 7)
        return fail(r, e, "\"%t\" is not an ICD-10-CM code", &code);
    if (above.n && sbill_code_normal(above, its) >= 3 && memcmp(mine, its, 3) != 0)
        return fail(r, e, "\"%t\" does not begin with the category above it", &code);
    return SBILL_OK;
}

static int32_t read_code(struct reading *r, const struct sbill_xml *e, struct sbill_text above,
                         struct sbill_text block)
{
    struct sbill_text code = {NULL, 0}, title = code;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "placeholder")) ||
        (status = sbill_strict_no_text(&r->strict, e)) ||
        (status = only_child(r, e, "name", &code)) || (status = only_child(r, e, "desc", &title)) ||
        (status = check_code(r, e, code, above)))
        return status;
    r->codes++;
    if ((status = sbill_build_listed(r->b, r->in, code, r->strict.err)))
        return status;
    if (block.n &&
        (status = sbill_build_note(r->b, r->in, code, SBILL_NOTE_PARENT, block, r->strict.err)))
        return status;
    for (const struct sbill_xml *x = e->first; x; x = x->next)
        if ((status = read_code_child(r, x, code)))
            return status;
    return SBILL_OK;
}

/* ---- blocks, chapters, the list -------------------------------------------------------------------- */

/* A block of one category has that category's name in the list ("T07"): here it is "T07-T07", to be another node. */
static struct sbill_text block_name(struct sbill_text id, char room[16])
{
    if (memchr(id.p, '-', id.n) || id.n > 7)
        return id;
    memcpy(room, id.p, id.n);
    room[id.n] = '-';
    memcpy(room + id.n + 1, id.p, id.n);
    return (struct sbill_text){room, 2 * id.n + 1};
}

static int32_t read_block(struct reading *r, const struct sbill_xml *e, struct sbill_text chapter)
{
    struct sbill_text id = sbill_xml_attr(e, "id"), nothing = {NULL, 0};
    char room[16];
    bool taken;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "id")) ||
        (status = sbill_strict_need(&r->strict, e, "id")) ||
        (status = sbill_strict_no_text(&r->strict, e)))
        return status;
    id = block_name(id, room);
    if ((status = add_frame(r, e, id, chapter)))
        return status;
    for (const struct sbill_xml *x = e->first; x; x = x->next) {
        if (is(x, "diag"))
            status = read_code(r, x, nothing, id);
        else if (!(status = read_common(r, x, id, false, &taken)) && !taken)
            status = fail(r, x, "<%t> is not known inside <section>", &x->name);
        if (status)
            return status;
    }
    return SBILL_OK;
}

static int32_t read_chapter(struct reading *r, const struct sbill_xml *e)
{
    struct sbill_text nothing = {NULL, 0}, name = nothing;
    bool taken;
    int32_t status;

    if ((status = sbill_strict_attrs(&r->strict, e, "")) ||
        (status = sbill_strict_no_text(&r->strict, e)) ||
        (status = only_child(r, e, "name", &name)) || (status = add_frame(r, e, name, nothing)))
        return status;
    for (const struct sbill_xml *x = e->first; x; x = x->next) {
        if (is(x, "section"))
            status = read_block(r, x, name);
        else if (is(x, "sectionIndex")) /* the same blocks once more, for people */
            status = SBILL_OK;
        else if (!(status = read_common(r, x, name, false, &taken)) && !taken)
            status = fail(r, x, "<%t> is not known inside <chapter>", &x->name);
        if (status)
            return status;
    }
    return SBILL_OK;
}

static int32_t read_list(struct reading *r, const struct sbill_xml *root)
{
    int32_t status;

    if (!is(root, "ICD10CM.tabular"))
        return fail(r, root, "a tabular list begins with <ICD10CM.tabular>, not <%t>", &root->name);
    if ((status = sbill_strict_no_text(&r->strict, root)))
        return status;
    for (const struct sbill_xml *x = root->first; x; x = x->next) {
        if (is(x, "chapter"))
            status = read_chapter(r, x);
        else if (!is(x, "version") && !is(x, "introduction"))
            status = fail(r, x, "<%t> is not known here", &x->name);
        if (status)
            return status;
    }
    return r->codes ? SBILL_OK : fail(r, root, "the list holds no codes", NULL);
}

int32_t sbill_import_icd10cm_tabular(struct sbill_builder *b, const struct sbill_input *in,
                                     sbill_error **err)
{
    const struct sbill_alloc *alloc = sbill_build_alloc(b);
    struct reading r = {.b = b, .in = in, .strict = {in->name, err}};
    struct sbill_arena arena;
    struct sbill_xml *root;
    int32_t status;

    sbill_arena_init(&arena, alloc, UINT32_MAX);
    sbill_buf_init(&r.text, alloc, TEXT_MAX);
    status = sbill_xml_parse(&arena, in->bytes, in->name, &root, err);
    if (!status)
        status = read_list(&r, root);
    sbill_buf_free(&r.text);
    sbill_arena_free(&arena);
    return status;
}
