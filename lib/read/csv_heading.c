/* What each column of a table means. */
#include <string.h>

#include "read/csv.h"

/* ---- a place in the record --------------------------------------------------------------------- */

/* Texts that people write: what looks like a damaged number in them is theirs. */
static bool is_words(struct sbill_text key)
{
    static const char *const keys[] = {
        "last",      "first",     "middle",       "lines",      "city",       "organization",
        "name",      "text",      "description",  "plan_name",  "group_name", "hold_reason",
        "reason",    "contact",   "email",        "credential", "author",     "gender_identity",
        "signed_by", "host_data", "fixed_format",
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sbill_text_is(key, keys[i]))
            return true;
    return false;
}

static int32_t form_of_text(struct sbill_text key)
{
    if (is_words(key))
        return SBILL_CSV_WORDS;
    if (sbill_text_is(key, "zip"))
        return SBILL_CSV_ZIP;
    if (sbill_text_is(key, "place_of_service"))
        return SBILL_CSV_PLACE;
    if (sbill_text_is(key, "tax_id") || sbill_text_is(key, "ssn"))
        return SBILL_CSV_NINE;
    return SBILL_CSV_CODE;
}

/* A list of texts, or one of its places. */
static int32_t form_of_texts(const struct sbill_csv_column *c)
{
    struct sbill_text key = c->steps[c->step_count - 1].key;

    if (is_words(key))
        return SBILL_CSV_WORDS;
    if (sbill_text_is(key, "diagnoses"))
        return SBILL_CSV_POINTERS;
    if (sbill_text_is(key, "modifiers"))
        return SBILL_CSV_MODIFIERS;
    return SBILL_CSV_SEVERAL;
}

static int32_t form_of_object(const struct sbill_shape *shape)
{
    switch (shape->id) {
    case SBILL_SHAPE_NAME:
        return SBILL_CSV_NAME;
    case SBILL_SHAPE_PROVIDER:
        return SBILL_CSV_PROVIDER;
    case SBILL_SHAPE_PAYER:
        return SBILL_CSV_PAYER;
    default:
        return SBILL_CSV_UNREAD;
    }
}

static int32_t form_of(const struct sbill_csv_column *c)
{
    struct sbill_text to = c->to;

    if (sbill_text_is(to, "lines[].code"))
        return SBILL_CSV_PROCEDURE;
    if (c->step_count == 2 && sbill_text_is(c->steps[0].key, "diagnoses") &&
        sbill_text_is(c->steps[1].key, "code"))
        return SBILL_CSV_DIAGNOSIS;
    switch (c->field->kind) {
    case SBILL_K_TEXT:
        return form_of_text(c->steps[c->step_count - 1].key);
    case SBILL_K_TEXTS:
        return form_of_texts(c);
    case SBILL_K_DATE:
        return SBILL_CSV_DATE;
    case SBILL_K_MONEY:
        return SBILL_CSV_MONEY;
    case SBILL_K_FLAG:
        return SBILL_CSV_FLAG;
    case SBILL_K_WORD:
    case SBILL_K_SYSTEM:
        return SBILL_CSV_WORD;
    case SBILL_K_OBJECT:
    case SBILL_K_POINTER:
        return form_of_object(c->field->shape);
    case SBILL_K_LIST:
        return SBILL_CSV_UNREAD;
    default:
        return SBILL_CSV_NUMBER;
    }
}

/* [3], [] or nothing behind a key; cut off the front. False if it is none of them. */
static bool read_index(struct sbill_text *rest, int32_t *index)
{
    struct sbill_text inside;
    uint32_t n;

    *index = SBILL_CSV_ALONE;
    if (rest->n == 0 || rest->p[0] != '[')
        return true;
    *rest = (struct sbill_text){rest->p + 1, rest->n - 1};
    if (!memchr(rest->p, ']', rest->n))
        return false;
    inside = sbill_text_cut(rest, ']');
    *index = SBILL_CSV_EACH;
    if (inside.n == 0)
        return true;
    if (!sbill_text_u32(inside, &n) || n > 99)
        return false;
    *index = (int32_t)n;
    return true;
}

static bool read_steps(struct sbill_csv_column *c, struct sbill_text rest)
{
    while (rest.n) {
        struct sbill_csv_step *step = &c->steps[c->step_count];
        size_t n = 0;

        if (c->step_count++ == SBILL_CSV_STEPS)
            return false;
        while (n < rest.n && rest.p[n] != '.' && rest.p[n] != '[')
            n++;
        step->key = (struct sbill_text){rest.p, n};
        rest = (struct sbill_text){rest.p + n, rest.n - n};
        if (n == 0 || !read_index(&rest, &step->index))
            return false;
        if (rest.n && (rest.p[0] != '.' || rest.n == 1))
            return false;
        if (rest.n)
            rest = (struct sbill_text){rest.p + 1, rest.n - 1};
    }
    return c->step_count > 0;
}

/* Lists have an index where they are stepped through, and nothing else has. */
static bool fits(struct sbill_csv_column *c)
{
    const struct sbill_shape *shape = &sbill_record_shape;

    for (size_t i = 0; i < c->step_count; i++) {
        struct sbill_csv_step *step = &c->steps[i];
        const struct sbill_field *f = shape ? sbill_shape_find(shape, step->key) : NULL;
        bool listed = step->index != SBILL_CSV_ALONE;

        if (!f || (f->kind == SBILL_K_LIST) > listed ||
            (listed && f->kind != SBILL_K_LIST && f->kind != SBILL_K_TEXTS))
            return false;
        if (i == 0 && sbill_text_is(step->key, "lines") && step->index != SBILL_CSV_EACH)
            return false;
        shape = f->shape;
        step->object =
            f->kind == SBILL_K_OBJECT || f->kind == SBILL_K_POINTER || f->kind == SBILL_K_LIST;
        step->someone = shape && shape->id == SBILL_SHAPE_PROVIDER;
    }
    return true;
}

bool sbill_csv_aim(struct sbill_csv_column *c, struct sbill_text to)
{
    c->step_count = 0;
    c->to = to;
    c->field = sbill_field_at(to);
    if (!c->field || !read_steps(c, to) || !fits(c))
        return false;
    c->form = form_of(c);
    c->usual_words = sbill_csv_has_words(c->steps[c->step_count - 1].key);
    return c->form != SBILL_CSV_UNREAD;
}

/* ---- which columns ------------------------------------------------------------------------------- */

static const struct sbill_csv_rule *find_rule(const struct sbill_csv_map *m,
                                              struct sbill_text heading, int32_t number)
{
    for (size_t i = 0; i < m->rules.n; i++) {
        const struct sbill_csv_rule *rule = &m->rules.v[i];

        if (rule->number == number || (rule->name.n && sbill_text_eq_fold(rule->name, heading)))
            return rule;
    }
    return NULL;
}

static void by_usual_name(struct sbill_csv_column *c, struct sbill_arena *a)
{
    char room[96];
    bool is_path = c->heading.n && (memchr(c->heading.p, '.', c->heading.n) ||
                                    memchr(c->heading.p, '[', c->heading.n));
    struct sbill_text to = is_path ? c->heading : SBILL_T("");

    if (to.n && sbill_csv_aim(c, to))
        return;
    to = sbill_arena_copy(a, sbill_csv_usual(c->heading, room, sizeof room));
    if (to.n && sbill_csv_aim(c, to))
        return;
    c->to = SBILL_T("");
    c->step_count = 0;
    c->form = SBILL_CSV_UNREAD;
    c->unknown = c->heading.n > 0;
}

static void understand(struct sbill_csv_column *c, struct sbill_arena *a,
                       const struct sbill_csv_given *g)
{
    const struct sbill_csv_map *m = g && g->has_map ? &g->map : NULL;
    const struct sbill_csv_rule *rule = m ? find_rule(m, c->heading, c->number) : NULL;

    if (rule) {
        struct sbill_text heading = c->heading;
        int32_t number = c->number;

        *c = rule->column;
        c->heading = heading;
        c->number = number;
    } else if (!m || m->usual) {
        by_usual_name(c, a);
    } else {
        c->unknown = true;
    }
}

/* Two columns for one place: the second is read only where the first is empty. */
static void find_twins(struct sbill_csv_sheet *s, size_t i)
{
    struct sbill_csv_column *c = &s->columns[i];

    if (c->form == SBILL_CSV_UNREAD || c->form == SBILL_CSV_DIAGNOSIS)
        return;
    for (size_t k = 0; k < i && c->same_as == 0; k++)
        if (sbill_text_eq(s->columns[k].to, c->to))
            c->same_as = s->columns[k].number;
}

static void find_keys(struct sbill_csv_sheet *s)
{
    static const char *const keys[SBILL_CSV_KEYS] = {
        [SBILL_CSV_VISIT] = "id",
        [SBILL_CSV_CONTROL] = "control_number",
        [SBILL_CSV_PATIENT] = "patient.id",
        [SBILL_CSV_LAST] = "patient.name.last",
        [SBILL_CSV_FIRST] = "patient.name.first",
        [SBILL_CSV_WHOLE_NAME] = "patient.name",
        [SBILL_CSV_BIRTH] = "patient.birth_date",
        [SBILL_CSV_RENDERING] = "lines[].rendering",
        [SBILL_CSV_RENDERING_NPI] = "lines[].rendering.npi",
        [SBILL_CSV_RENDERING_ID] = "lines[].rendering.id",
        [SBILL_CSV_RENDERING_LAST] = "lines[].rendering.name.last",
        [SBILL_CSV_SERVICE_DATE] = "lines[].date_from",
        [SBILL_CSV_VISIT_DATE] = "date_from",
    };

    for (size_t k = 0; k < SBILL_CSV_KEYS; k++) {
        s->keys[k] = -1;
        for (size_t i = s->count; i-- > 0;)
            if (sbill_text_is(s->columns[i].to, keys[k]))
                s->keys[k] = (int32_t)i;
    }
}

int32_t sbill_csv_heading(struct sbill_csv_sheet *s, struct sbill_arena *a,
                          const struct sbill_csv_given *g, const struct sbill_csv *row,
                          sbill_error **err)
{
    bool heading = !g || !g->has_map || g->map.heading;
    size_t understood = 0;

    s->dates = g && g->has_map ? g->map.dates : SBILL_CSV_MONTH_FIRST;
    s->columns = SBILL_NEW_N(a, struct sbill_csv_column, row->count);
    if (!s->columns)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    s->count = row->count;
    for (size_t i = 0; i < row->count; i++) {
        struct sbill_csv_column *c = &s->columns[i];

        c->number = (int32_t)i + 1;
        if (heading)
            c->heading = sbill_arena_copy(a, sbill_csv_shown(sbill_text_trim(row->cells[i].text)));
        understand(c, a, g);
        find_twins(s, i);
        understood += c->form != SBILL_CSV_UNREAD;
    }
    find_keys(s);
    if (a->failed)
        return sbill_fail(err, a->failed, SBILL_NOWHERE, "out of memory");
    if (understood)
        return SBILL_OK;
    return sbill_fail(
        err, SBILL_EINPUT, (struct sbill_place){.line = row->line},
        "none of the column headings is known: the first row must be the heading, and a "
        "column map can say what unusual columns mean");
}
