/* Instruction notes of the tabular list: codes that exclude each other, what must be coded first, what should be coded
 * too. Notes of blocks and chapters are too wide to hold against one claim, and what is only "if applicable" is not
 * missed. */
#include "book/build.h"
#include "check/edits.h"

static struct sbill_text code_of(const struct sbill_check *k, int32_t i)
{
    return (struct sbill_text){k->diagnoses[i].normal, k->diagnoses[i].length};
}

/* In force as ICD-10-CM: nothing else has notes. */
static bool has_notes(const struct sbill_check *k, int32_t i)
{
    return k->diagnoses[i].system == SBILL_SYSTEM_ICD10CM &&
           k->diagnoses[i].found == SBILL_CODE_BILLABLE;
}

/* The register ends the sentence. */
static struct sbill_text without_stop(struct sbill_text t)
{
    while (t.n && (t.p[t.n - 1] == '.' || t.p[t.n - 1] == ':' || t.p[t.n - 1] == ' '))
        t.n--;
    return t;
}

/* "ICD-10-CM tabular list, FY2026". */
static struct sbill_text list_of(struct sbill_check *k, struct sbill_text release)
{
    char room[96];
    struct sbill_buf b;

    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_z(&b, "ICD-10-CM tabular list, ");
    sbill_buf_text(&b, release);
    return sbill_arena_copy(&k->e->arena, b.failed ? release : sbill_buf_view(&b));
}

static struct sbill_finding *about(struct sbill_check *k, int32_t number, int32_t i,
                                   const struct sbill_instruction *note)
{
    struct sbill_finding *f = sbill_raise(k->e, number, "diagnoses[%d].code", i);

    sbill_say(k, f, "code", k->record->diagnoses.v[i].code);
    sbill_say(k, f, "at", note->node);
    sbill_say(k, f, "note", without_stop(note->text));
    f->source = list_of(k, note->release);
    return f;
}

/* ---- Excludes1 ------------------------------------------------------------------------------- */

static bool excludes(struct sbill_check *k, int32_t a, int32_t b)
{
    struct sbill_instruction note;

    if (sbill_book_instruction_names(k->book, SBILL_NOTE_EXCLUDES1, code_of(k, a), code_of(k, b),
                                     k->diagnoses[a].on, &note) != 1)
        return false;
    sbill_say(k, about(k, SBILL_FINDING_DX_EXCLUDES, a, &note), "other",
              k->record->diagnoses.v[b].code);
    return true;
}

static void exclusions(struct sbill_check *k, const struct sbill_noted *noted)
{
    const struct sbill_claim *c = k->claim;

    for (size_t a = 1; a < c->diagnoses.n; a++)
        for (size_t b = 0; b < a; b++) {
            int32_t x = c->diagnoses.v[a], y = c->diagnoses.v[b];

            if (!sbill_may_exclude(&noted[a], &noted[b]) &&
                !sbill_may_exclude(&noted[b], &noted[a]))
                continue;
            if (has_notes(k, x) && has_notes(k, y) && !excludes(k, x, y))
                excludes(k, y, x);
        }
}

/* ---- code first, use additional code --------------------------------------------------------- */

/* Where on the claim a code stands that the instruction names; -1 nowhere. */
static int32_t named_at(const struct sbill_check *k, struct sbill_instruction *note, int32_t but)
{
    for (size_t d = 0; d < k->claim->diagnoses.n; d++) {
        int32_t at = k->claim->diagnoses.v[d];

        if (at != but && k->diagnoses[at].system == SBILL_SYSTEM_ICD10CM &&
            sbill_instruction_names(k->book, note, code_of(k, at)))
            return (int32_t)d;
    }
    return -1;
}

/* The nth instruction that stands at a code, not at a block or chapter; false past the last. */
static bool next_note(struct sbill_check *k, int32_t kind, int32_t dx, size_t *nth,
                      struct sbill_instruction *note)
{
    while (sbill_book_instruction(k->book, kind, code_of(k, dx), k->diagnoses[dx].on, (*nth)++,
                                  note) == 1)
        if (note->level == SBILL_AT_CODE)
            return true;
    return false;
}

/* Nobody can say if this one is kept: it names no codes, or what it says of codes was not understood. */
static bool is_unclear(const struct sbill_instruction *note)
{
    return !note->understood && !note->if_applicable;
}

/* Gives the first note that could not be held against the claim, where nothing that was understood decides. */
static bool code_first(struct sbill_check *k, int32_t dx, int32_t place,
                       struct sbill_instruction *unclear)
{
    struct sbill_instruction note;
    bool any = false;
    size_t nth = 0;

    while (next_note(k, SBILL_NOTE_CODE_FIRST, dx, &nth, &note)) {
        int32_t at = named_at(k, &note, dx);

        if (at >= 0 && at < place)
            return false;
        if (at > place) {
            sbill_say(k, about(k, SBILL_FINDING_DX_CODE_FIRST_ORDER, dx, &note), "other",
                      k->record->diagnoses.v[k->claim->diagnoses.v[at]].code);
            return false;
        }
        /* A manifestation that stands first has been said already. What is for a case of its own, or "if
         * applicable", need not be there; but if it is, it comes first. */
        if (note.if_applicable || note.cases ||
            (place == 0 && k->diagnoses[dx].flags & SBILL_CF_MANIFESTATION))
            continue;
        if (note.understood) {
            about(k, SBILL_FINDING_DX_CODE_FIRST, dx, &note);
            return false;
        }
        if (!any)
            *unclear = note;
        any = true;
    }
    return any;
}

/* A reminder: only the nearest note, and only if nothing of any such note is there. The rest as above. */
static bool use_additional(struct sbill_check *k, int32_t dx, struct sbill_instruction *unclear)
{
    struct sbill_instruction note, first;
    bool any = false, odd = false;
    size_t nth = 0;

    while (next_note(k, SBILL_NOTE_USE_ADDITIONAL, dx, &nth, &note)) {
        if (named_at(k, &note, dx) >= 0)
            return false;
        if (!any && note.understood && !note.if_applicable) {
            first = note;
            any = true;
        }
        if (!odd && is_unclear(&note)) {
            *unclear = note;
            odd = true;
        }
    }
    if (any)
        about(k, SBILL_FINDING_DX_USE_ADDITIONAL, dx, &first);
    return odd;
}

static bool excludes_unclear(struct sbill_check *k, int32_t dx, struct sbill_instruction *unclear)
{
    size_t nth = 0;

    while (next_note(k, SBILL_NOTE_EXCLUDES1, dx, &nth, unclear))
        if (is_unclear(unclear))
            return true;
    return false;
}

static void not_checked(struct sbill_check *k, int32_t dx, const char *kind,
                        const struct sbill_instruction *note)
{
    sbill_say_z(k, about(k, SBILL_FINDING_NOTES_NOT_UNDERSTOOD, dx, note), "kind", kind);
}

#define KIND(name) (1U << SBILL_NOTE_##name)

static void instructions(struct sbill_check *k, int32_t dx, int32_t place,
                         const struct sbill_noted *noted)
{
    struct sbill_instruction unclear;

    if (noted->unclear & KIND(EXCLUDES1) && k->claim->diagnoses.n > 1 &&
        excludes_unclear(k, dx, &unclear))
        not_checked(k, dx, "Excludes1", &unclear);
    if (noted->kinds & KIND(CODE_FIRST) && code_first(k, dx, place, &unclear))
        not_checked(k, dx, "code first", &unclear);
    if (noted->kinds & KIND(USE_ADDITIONAL) && use_additional(k, dx, &unclear))
        not_checked(k, dx, "use additional", &unclear);
}

void sbill_edit_instructions(struct sbill_check *k, int32_t i)
{
    const struct sbill_claim *c = k->claim;
    struct sbill_noted *noted = SBILL_NEW_N(&k->e->arena, struct sbill_noted, c->diagnoses.n + 1);

    (void)i;
    if (!noted)
        return;
    for (size_t d = 0; d < c->diagnoses.n; d++) {
        int32_t dx = c->diagnoses.v[d];

        if (!sbill_book_noted(k->book, code_of(k, dx), k->diagnoses[dx].on, &noted[d]) &&
            has_notes(k, dx)) {
            k->lacks |= SBILL_LACKS_NOTES;
            return;
        }
    }
    exclusions(k, noted);
    for (size_t d = 0; d < c->diagnoses.n; d++)
        if (has_notes(k, c->diagnoses.v[d]))
            instructions(k, c->diagnoses.v[d], (int32_t)d, &noted[d]);
}
