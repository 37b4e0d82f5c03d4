/* A file of answers: the envelope, and which transaction sets are in it. */
#include <string.h>

#include "answer/answering.h"

static const struct sbill_answer_reader *const readers[] = {
    &sbill_answer_835, &sbill_answer_999, &sbill_answer_277ca,
    &sbill_answer_277, &sbill_answer_837, NULL,
};

/* ---- what the envelope says ------------------------------------------------------------------ */

static void say(struct sbill_answering *r, int32_t number, const char *segment,
                struct sbill_text given, struct sbill_text wanted)
{
    struct sbill_finding *f = sbill_answer_raise(r->a, sbill_answer_of_file(r), number, NULL);

    sbill_value_add(&r->a->arena, f, "segment", sbill_text_from(segment));
    if (given.n || wanted.n) {
        sbill_value_add(&r->a->arena, f, "given", given);
        sbill_value_add(&r->a->arena, f, "wanted", wanted);
    }
    sbill_answer_say_place(r, f);
}

static void say_count(struct sbill_answering *r, const char *element, uint32_t counted)
{
    struct sbill_text given = sbill_answer_text(r, 1);
    char room[16];
    struct sbill_buf b;
    uint32_t n = 0;

    if (sbill_text_u32(given, &n) && n == counted)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_int(&b, counted);
    say(r, SBILL_FINDING_X12_COUNT, element, given, sbill_buf_view(&b));
}

static struct sbill_text without_zeros(struct sbill_text t)
{
    while (t.n > 1 && *t.p == '0') {
        t.p++;
        t.n--;
    }
    return t;
}

static void say_control(struct sbill_answering *r, const char *element, struct sbill_text expected)
{
    struct sbill_text given = sbill_answer_text(r, 2);

    if (!sbill_text_eq(without_zeros(given), without_zeros(expected)))
        say(r, SBILL_FINDING_X12_CONTROL_NUMBER, element, given, expected);
}

static void say_missing(struct sbill_answering *r, const char *segment)
{
    say(r, SBILL_FINDING_X12_TRAILER_MISSING, segment, SBILL_T(""), SBILL_T(""));
}

/* ---- transaction sets ------------------------------------------------------------------------ */

static void end_set(struct sbill_answering *r)
{
    if (r->reader && r->reader->end)
        r->reader->end(r);
    r->reader = NULL;
    r->in_set = false;
    sbill_answer_clear(&r->common);
}

static void start_set(struct sbill_answering *r)
{
    struct sbill_text version = sbill_answer_text(r, 3);
    struct sbill_finding *f;

    if (r->in_set) {
        end_set(r);
        say_missing(r, "SE");
    }
    r->in_set = true;
    r->sets++;
    r->set = sbill_answer_text(r, 2);
    r->version = version.n ? version : r->group_version;
    r->first = r->payment = r->a->list.n;
    r->in_line = false;
    r->level = SBILL_T("");
    r->unread_count = 0;
    sbill_answer_clear(&r->common);
    sbill_answer_clear(&r->scratch);
    for (size_t i = 0; readers[i]; i++) {
        if (!sbill_answer_is(r, 1, readers[i]->set) ||
            !sbill_text_starts(r->version, sbill_text_from(readers[i]->version)))
            continue;
        r->reader = readers[i];
        r->reader->segment(r);
        return;
    }
    f = sbill_answer_raise(r->a, sbill_answer_of_file(r), SBILL_FINDING_ANSWER_OTHER_SET, NULL);
    sbill_value_add(&r->a->arena, f, "set", sbill_answer_text(r, 1));
    sbill_value_add(&r->a->arena, f, "version", r->version);
}

static void finish_set(struct sbill_answering *r)
{
    if (!r->in_set)
        return;
    end_set(r);
    say_count(r, "SE01", r->s.in_set);
    say_control(r, "SE02", r->set);
}

/* ---- groups and interchanges ----------------------------------------------------------------- */

static void close_set(struct sbill_answering *r)
{
    if (!r->in_set)
        return;
    end_set(r);
    say_missing(r, "SE");
}

static void close_group(struct sbill_answering *r)
{
    close_set(r);
    if (r->in_group)
        say_missing(r, "GE");
    r->in_group = false;
}

static void close_interchange(struct sbill_answering *r)
{
    close_group(r);
    if (r->in_interchange)
        say_missing(r, "IEA");
    r->in_interchange = false;
}

/* What is said of the envelope is not said of an answer before it. */
static void outside(struct sbill_answering *r)
{
    r->first = r->payment = r->a->list.n;
    r->in_line = false;
}

static void start_interchange(struct sbill_answering *r)
{
    close_interchange(r);
    outside(r);
    r->in_interchange = true;
    r->interchange = sbill_answer_text(r, 13);
    r->component = r->x.marks.component;
    r->component_said = false;
    r->groups = 0;
    r->group = r->set = SBILL_T("");
}

static void start_group(struct sbill_answering *r)
{
    close_group(r);
    outside(r);
    r->in_group = true;
    r->groups++;
    r->sets = 0;
    r->group = sbill_answer_text(r, 6);
    r->group_version = sbill_answer_text(r, 8);
    r->set = SBILL_T("");
}

static void finish_group(struct sbill_answering *r)
{
    close_set(r);
    if (!r->in_group)
        return;
    r->in_group = false;
    say_count(r, "GE01", r->sets);
    say_control(r, "GE02", r->group);
}

static void finish_interchange(struct sbill_answering *r)
{
    close_group(r);
    if (!r->in_interchange)
        return;
    r->in_interchange = false;
    say_count(r, "IEA01", r->groups);
    say_control(r, "IEA02", r->interchange);
}

/* TA1: the number of the interchange it speaks of, its date and time, accepted or not, and why. */
static void read_ta1(struct sbill_answering *r)
{
    struct sbill_payer_answer *p;

    outside(r);
    sbill_answer_clear(&r->common);
    p = sbill_answer_add(r, SBILL_ABOUT_FILE);
    p->format = SBILL_ANSWER_TA1;
    p->version = SBILL_T("");
    p->trace = sbill_answer_text(r, 1);
    p->status = sbill_answer_text(r, 4);
    p->status_note = sbill_answer_text(r, 5);
    p->outcome = sbill_text_is(p->status, "A")   ? SBILL_ANSWER_ACCEPTED
                 : sbill_text_is(p->status, "E") ? SBILL_ANSWER_ACCEPTED
                 : sbill_text_is(p->status, "R") ? SBILL_ANSWER_REJECTED
                                                 : SBILL_ANSWER_UNKNOWN;
}

static void read_segment(struct sbill_answering *r)
{
    switch (r->s.tag) {
    case SBILL_X12_TAG('I', 'S', 'A'):
        start_interchange(r);
        break;
    case SBILL_X12_TAG('T', 'A', '1'):
        read_ta1(r);
        break;
    case SBILL_X12_TAG2('G', 'S'):
        start_group(r);
        break;
    case SBILL_X12_TAG2('S', 'T'):
        start_set(r);
        break;
    case SBILL_X12_TAG2('S', 'E'):
        finish_set(r);
        break;
    case SBILL_X12_TAG2('G', 'E'):
        finish_group(r);
        break;
    case SBILL_X12_TAG('I', 'E', 'A'):
        finish_interchange(r);
        break;
    default:
        if (!r->in_set || (r->reader && !r->reader->segment(r)))
            sbill_answer_not_read(r);
    }
}

/* ---- a whole file ---------------------------------------------------------------------------- */

/* Latin-1 made UTF-8; X12 itself knows only ASCII. `out` has room for twice as much. */
static size_t from_latin1(const char *bytes, size_t len, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x80) {
            out[n++] = (char)(0xC0 | c >> 6);
            c = 0x80 | (c & 0x3F);
        }
        out[n++] = (char)c;
    }
    return n;
}

/* The bytes as UTF-8, kept beside the arena; NULL without memory. The room may be longer than what is used of it. */
static struct sbill_answer_bytes *take_in(struct sbill_answers *a, const char *bytes, size_t len,
                                          struct sbill_text *whole)
{
    bool good = sbill_utf8_check((struct sbill_text){bytes, len}) == len;
    struct sbill_answer_bytes *kept = SBILL_PUSH(&a->arena, &a->files);
    size_t room = (good ? len : 2 * len) + 1;

    if (!kept)
        return NULL;
    kept->p = sbill_alloc_get(&a->settings.alloc, room);
    if (!kept->p) {
        a->files.n--;
        return NULL;
    }
    kept->n = room;
    if (good && len)
        memcpy(kept->p, bytes, len);
    *whole = (struct sbill_text){kept->p, good ? len : from_latin1(bytes, len, kept->p)};
    return kept;
}

/* The last file was read and nothing points into it. */
static void let_go(struct sbill_answers *a)
{
    struct sbill_answer_bytes *last = &a->files.v[--a->files.n];

    sbill_wipe(last->p, last->n);
    sbill_alloc_put(&a->settings.alloc, last->p, last->n);
}

static int32_t memory(const struct sbill_answers *a, sbill_error **err)
{
    if (a->arena.failed == SBILL_ELIMIT)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the answers need more memory than the option max-memory allows");
    if (a->arena.failed)
        return sbill_fail(err, a->arena.failed, SBILL_NOWHERE, "out of memory");
    return SBILL_OK;
}

static int32_t refuse(const struct sbill_answering *r, sbill_error **err)
{
    return sbill_fail(
        err, SBILL_EINPUT, (struct sbill_place){r->file, r->x.line + 1, 0},
        r->x.begun ? "the separators of this interchange cannot be told, or a segment has no end"
                   : "this is no X12 file: it does not begin with ISA");
}

static int32_t read_all(struct sbill_answering *r, struct sbill_text rest, sbill_error **err)
{
    int32_t status = SBILL_OK;
    size_t before = r->a->list.n;

    while (status == SBILL_OK && !r->a->arena.failed) {
        status = sbill_x12_next(&r->x, &rest, true, &r->s);
        if (status == SBILL_OK)
            read_segment(r);
    }
    if (status == SBILL_EINPUT && !r->x.number)
        return refuse(r, err);
    /* What was read stands; that there was more is said. */
    if (status == SBILL_EINPUT && !r->in_interchange)
        say_missing(r, "IEA");
    close_interchange(r);
    for (size_t i = before; i < r->a->list.n; i++)
        r->a->list.v[i].own_findings = r->a->list.v[i].findings.n;
    return memory(r->a, err);
}

int32_t sbill_answers_read(sbill_answers *a, const char *name, const char *bytes, size_t len,
                           sbill_error **err)
{
    struct sbill_answering r = {.a = a};
    struct sbill_text whole;
    size_t before;
    int32_t status;

    if (!a || (!bytes && len))
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "reading answers needs a handle and a text");
    if (len > a->settings.max_memory / 2)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the file is larger than the option max-memory allows");
    before = a->list.n;
    r.file = sbill_arena_copy(&a->arena, sbill_text_from(name));
    if (!take_in(a, bytes, len, &whole))
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    sbill_answer_clear(&r.common);
    sbill_answer_clear(&r.scratch);
    status = memory(a, err);
    if (status == SBILL_OK)
        status = read_all(&r, whole, err);
    if (a->list.n == before)
        let_go(a);
    return status;
}
