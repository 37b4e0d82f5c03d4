/* That nothing gets lost on the way to FHIR: a record is filled with a value of its own in every place that has a box,
 * an 837 element or a FHIR path in the field register; each must come out in the document or be named among what was
 * left out. */
#include "fhir_document.h"
#include "map/fields.h"

/* Fields with a place on a form or in the 837 that a FHIR claim says in another way, or that are not the claim's. */
static const char *const elsewhere[] = {
    "claim_type",               /* decides the whole claim; a word */
    "total_charge",             /* checked against the lines, which make Claim.total */
    "lines[].diagnoses[]",      /* diagnosisSequence */
    "lines[].anesthesia_start", /* in the minutes, which are the quantity */
    "lines[].anesthesia_end",   /* likewise */
    "coverages[].id",           /* the office's key; FHIR names are urn:uuid */
    "coverages[].adjudication.lines[].line_control_number", /* finds the line */
    "lines[].other_authorizations[].payer",                 /* finds the coverage */
    "facility.name",         /* a Location has one name: the organisation's, else the last name */
    "lines[].facility.name", /* likewise */
    "facility.credential",   /* a place has none */
    "lines[].facility.credential", /* likewise */
    "lines[].teeth[].surfaces",    /* letter by letter: tested below */
};

struct seen { /* a row of the register at a path */
    char path[160];
    char value
        [24]; /* as it must stand in the document; "" for words and flags, which are not looked for */
    bool found;
};

struct walk {
    struct seen rows[2000];
    size_t count;
    int next;    /* numbers the values */
    int variant; /* which of several alternatives is filled */
    bool entity_person;
};

static struct walk *w;

static struct seen *row(const char *path)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->rows[i].path, path) == 0)
            return &w->rows[i];
    ck_assert_uint_lt(w->count, sizeof w->rows / sizeof *w->rows);
    snprintf(w->rows[w->count].path, sizeof w->rows[0].path, "%s", path);
    return &w->rows[w->count++];
}

static struct sbill_text canary(char out[24])
{
    snprintf(out, 24, "Q%05d", ++w->next);
    return sbill_arena_copy(&e->arena, sbill_text_from(out));
}

/* Alternatives: where a first choice hides a second one, a later variant leaves the first out. */
static bool is_filled(const char *path, const struct sbill_field *f)
{
    static const char *const first_choices[] = {
        "lines[].facility",        "providers.pay_to_plan",    "lines[].place_of_service",
        "lines[].referral_number", "attachments[].url",        "lines[].date_from",
        "lines[].date_to",         "coverages[].group_number", "vision[].conditions",
    };

    (void)f;
    for (size_t i = 0; w->variant && i < sizeof first_choices / sizeof *first_choices; i++)
        if (strcmp(path, first_choices[i]) == 0)
            return false;
    return strncmp(path, "context", 7) != 0 && strncmp(path, "notes", 5) != 0 &&
           !strstr(path, "evidence") && !strstr(path, "decision") &&
           !strstr(path, "performed_by") && !strstr(path, "substitute_for");
}

static void fill(const struct sbill_shape *shape, void *object, const char *path);

static void fill_list(const struct sbill_field *f, char *at, const char *path)
{
    SBILL_LIST(char) list = {0};
    size_t n = f->key_len == 9 && strcmp(f->key, "coverages") == 0 ? 2 : 1;

    list.v = sbill_arena_get(&e->arena, n * f->shape->size);
    list.n = list.cap = n;
    memcpy(at, &list, sizeof list);
    for (size_t i = 0; i < n; i++)
        fill(f->shape, list.v + i * f->shape->size, path);
}

static void fill_leaf(const struct sbill_field *f, char *at, const char *path)
{
    char value[24] = "";
    int32_t number = 1;
    int64_t amount;
    struct sbill_text text;
    sbill_texts texts = {0};

    switch (f->kind) {
    case SBILL_K_TEXT:
        text = canary(value);
        if (strcmp(path, "currency") == 0)
            text = (snprintf(value, sizeof value, "QQX"), SBILL_T("QQX"));
        memcpy(at, &text, sizeof text);
        if (strcmp(path, "diagnoses[].code") == 0)
            snprintf(value, sizeof value, "%.3s.%.3s", text.p, text.p + 3);
        break;
    case SBILL_K_TEXTS:
        *(struct sbill_text *)SBILL_PUSH(&e->arena, &texts) = canary(value);
        memcpy(at, &texts, sizeof texts);
        break;
    case SBILL_K_DATE:
        number = 20000 + ++w->next;
        sbill_date_iso(&e->words, number);
        snprintf(value, sizeof value, "%.*s", (int)e->words.n, e->words.p);
        sbill_buf_wipe(&e->words);
        memcpy(at, &number, sizeof number);
        break;
    case SBILL_K_MONEY:
        amount = 100000 + ++w->next;
        snprintf(value, sizeof value, "%d.%02d", (int)(amount / 100), (int)(amount % 100));
        memcpy(at, &amount, sizeof amount);
        break;
    case SBILL_K_QTY:
        amount = 1000000000 + ++w->next * 10 + 1;
        snprintf(value, sizeof value, "%d.%03d", (int)(amount / 1000), (int)(amount % 1000));
        memcpy(at, &amount, sizeof amount);
        break;
    case SBILL_K_FLAG:
        *at = SBILL_YES;
        break;
    case SBILL_K_SIZE:
        break;
    default: /* words, numbers, systems */
        if (strcmp(f->key, "entity") == 0)
            number = w->entity_person ? SBILL_PERSON : SBILL_ORGANIZATION;
        if (strcmp(f->key, "relationship") == 0)
            number = SBILL_SPOUSE;
        if (strcmp(path, "lines[].system") == 0)
            number = SBILL_SYSTEM_HCPCS;
        memcpy(at, &number, sizeof number);
    }
    if (f->box || f->ada || f->x12 || f->fhir)
        snprintf(row(path)->value, sizeof value, "%s", value);
}

static void fill(const struct sbill_shape *shape, void *object, const char *path)
{
    sbill_shape_clear(shape, object);
    for (size_t i = 0; i < shape->count; i++) {
        const struct sbill_field *f = &shape->fields[i];
        char *at = (char *)object + f->offset;
        bool many = f->kind == SBILL_K_LIST || f->kind == SBILL_K_TEXTS;
        char inner[160];
        void *made;

        snprintf(inner, sizeof inner, "%s%s%s", path, *path ? "." : "", f->key);
        if (!is_filled(inner, f))
            continue;
        if (many)
            snprintf(inner + strlen(inner), sizeof inner - strlen(inner), "[]");
        if (f->kind == SBILL_K_OBJECT) {
            fill(f->shape, at, inner);
        } else if (f->kind == SBILL_K_POINTER) {
            made = sbill_arena_get(&e->arena, f->shape->size);
            memcpy(at, &made, sizeof made);
            fill(f->shape, made, inner);
        } else if (f->kind == SBILL_K_LIST) {
            fill_list(f, at, inner);
        } else {
            fill_leaf(f, at, inner);
        }
    }
}

/* The second coverage pays after the first has decided. */
static void claim_by_hand(void)
{
    struct sbill_claim *c = SBILL_PUSH(&e->arena, &e->claims);
    struct sbill_claim_line *l = SBILL_PUSH(&e->arena, &c->lines);

    c->coverage = 1;
    c->sequence = 2;
    c->part = c->parts = 1;
    c->frequency = e->record.frequency = 7;
    c->id = e->record.control_number;
    c->patient_paid = e->record.patient_paid;
    c->total = l->charge = e->record.lines.v[0].charge;
    l->units = e->record.lines.v[0].units;
    *(int32_t *)SBILL_PUSH(&e->arena, &c->diagnoses) = 0;
    l->pointers[l->pointer_count++] = 1;
    e->record.coverages.v[0].order = 1;
    e->record.coverages.v[1].order = 2;
    e->record.coverages.v[0].adjudication->lines.v[0].line_control_number = e->record.lines.v[0].id;
    e->record.lines.v[0].other_authorizations.v[0].payer = e->record.coverages.v[0].payer.id;
}

static void plain_path(struct sbill_text path, char out[160])
{
    size_t n = 0;
    bool inside = false;

    for (size_t i = 0; i < path.n && n < 159; i++) {
        if (path.p[i] == ']')
            inside = false;
        if (!inside)
            out[n++] = path.p[i];
        if (path.p[i] == '[')
            inside = true;
    }
    out[n] = '\0';
}

static bool is_left_out(const char *path)
{
    for (size_t i = 0; i < e->left_out.n; i++) {
        char left[160];
        size_t n;
        plain_path(e->left_out.v[i].path, left);
        n = strlen(left);
        if (n && strncmp(path, left, n) == 0 && strchr(".[", path[n]))
            return true; /* strchr finds the NUL too */
    }
    return false;
}

/* One filled record: which of its values stand in the document or are named as left out. */
static void look(void)
{
    char *document;

    sbill_encounter_reset(e);
    fill(&sbill_record_shape, &e->record, "");
    claim_by_hand();
    document = written();
    for (size_t i = 0; i < w->count; i++) {
        struct seen *s = &w->rows[i];
        char quoted[32];
        snprintf(quoted, sizeof quoted, "%s", s->value);
        if (!*s->value || strstr(document, quoted) || is_left_out(s->path))
            s->found = true;
    }
    free(document);
}

static bool is_elsewhere(const char *path)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        size_t n = strlen(elsewhere[i]);
        if (strncmp(path, elsewhere[i], n) == 0 && strchr(".[", path[n]))
            return true; /* strchr finds the NUL too */
    }
    return false;
}

START_TEST(every_field_is_written_or_named)
{
    size_t lost = 0;

    w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    for (w->variant = 0; w->variant < 2; w->variant++)
        for (int person = 0; person < 2; person++) {
            w->entity_person = person;
            look();
        }
    ck_assert_uint_gt(w->count, 400);
    for (size_t i = 0; i < w->count; i++)
        if (!w->rows[i].found && !is_elsewhere(w->rows[i].path)) {
            printf("lost: %s\n", w->rows[i].path);
            lost++;
        }
    free(w);
    ck_assert_uint_eq(lost, 0);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, every_field_is_written_or_named);
}

int main(void)
{
    return unit_run("fhir fields", add);
}
