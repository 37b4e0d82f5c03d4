/* A record filled with a value of its own in every place that has a box, an 837 element or a FHIR path in the field
 * register, and the list of these places: to see that a writer loses none. */
#ifndef TESTS_FILLED_H
#define TESTS_FILLED_H

#include "fhir_document.h"
#include "map/fields.h"

struct seen { /* a row of the register at a path */
    char path[160];
    char value
        [24]; /* as it must stand in the document; "" for words and flags, which are not looked for */
    uint8_t kind;   /* enum sbill_field_kind */
    bool of_claims; /* has a box or an 837 element */
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

static inline struct seen *row(const char *path)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->rows[i].path, path) == 0)
            return &w->rows[i];
    ck_assert_uint_lt(w->count, sizeof w->rows / sizeof *w->rows);
    snprintf(w->rows[w->count].path, sizeof w->rows[0].path, "%s", path);
    return &w->rows[w->count++];
}

static inline struct sbill_text canary(char out[24])
{
    snprintf(out, 24, "Q%05d", ++w->next);
    return sbill_arena_copy(&e->arena, sbill_text_from(out));
}

/* Alternatives: where a first choice hides a second one, a later variant leaves the first out. */
static inline bool is_filled(const char *path, const struct sbill_field *f)
{
    static const char *const first_choices[] = {
        "lines[].facility",        "providers.pay_to_plan",     "lines[].place_of_service",
        "lines[].referral_number", "attachments[].url",         "lines[].date_from",
        "lines[].date_to",         "coverages[].group_number",  "vision[].conditions",
        "lines[].ordering",        "lines[].purchased_service", "lines[].purchased_charge",
    };

    (void)f;
    for (size_t i = 0; w->variant && i < sizeof first_choices / sizeof *first_choices; i++)
        if (strcmp(path, first_choices[i]) == 0)
            return false;
    return strncmp(path, "context", 7) != 0 && strncmp(path, "notes", 5) != 0 &&
           !strstr(path, "evidence") && !strstr(path, "decision") &&
           !strstr(path, "performed_by") && !strstr(path, "substitute_for");
}

static inline void fill(const struct sbill_shape *shape, void *object, const char *path);

static inline void fill_list(const struct sbill_field *f, char *at, const char *path)
{
    SBILL_LIST(char) list = {0};
    size_t n = f->key_len == 9 && strcmp(f->key, "coverages") == 0 ? 2 : 1;

    list.v = sbill_arena_get(&e->arena, n * f->shape->size);
    list.n = list.cap = n;
    memcpy(at, &list, sizeof list);
    for (size_t i = 0; i < n; i++)
        fill(f->shape, list.v + i * f->shape->size, path);
}

static inline void fill_leaf(const struct sbill_field *f, char *at, const char *path)
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
    if (f->box || f->ada || f->x12 || f->fhir) {
        snprintf(row(path)->value, sizeof value, "%s", value);
        row(path)->kind = f->kind;
        row(path)->of_claims = f->box || f->x12;
    }
}

static inline void fill(const struct sbill_shape *shape, void *object, const char *path)
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
static inline void claim_by_hand(void)
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

static inline void plain_path(struct sbill_text path, char out[160])
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

static inline bool is_left_out(const char *path)
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

/* Makes the record anew, with one claim on it. */
static inline void fill_record(void)
{
    sbill_encounter_reset(e);
    fill(&sbill_record_shape, &e->record, "");
    claim_by_hand();
}

/* How many places were found nowhere, `elsewhere` (NULL-ended) apart; each is printed. */
static inline size_t count_lost(const char *const *elsewhere)
{
    size_t lost = 0;

    for (size_t i = 0; i < w->count; i++) {
        bool excused = w->rows[i].found;

        for (size_t k = 0; elsewhere[k] && !excused; k++) {
            size_t n = strlen(elsewhere[k]);

            excused = strncmp(w->rows[i].path, elsewhere[k], n) == 0 &&
                      strchr(".[", w->rows[i].path[n]); /* strchr finds the NUL too */
        }
        if (!excused)
            printf("lost: %s\n", w->rows[i].path);
        lost += !excused;
    }
    return lost;
}

#endif
