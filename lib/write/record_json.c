/* The record printed back as JSON, in the register's order, with suggestions and decisions in it. What is not given
 * is left out, so that reading the text again gives the same record. */
#include <string.h>

#include "base/json.h"
#include "map/fields.h"
#include "map/systems.h"
#include "write/words.h"
#include "write/write.h"

#define PRINTED 64 /* providers that can be referred to by id; more are written out again */

struct printing {
    const struct sbill_encounter *e;
    struct sbill_jw *w;
    const struct sbill_provider *providers[PRINTED]; /* written out so far */
    size_t provider_count;
};

/* Every SBILL_LIST looks like this. */
struct list {
    char *v;
    size_t n, cap;
};

static void print_field(struct printing *p, const struct sbill_field *f, const char *at);

static void put_key(struct printing *p, const struct sbill_field *f)
{
    sbill_jw_key_text(p->w, (struct sbill_text){f->key, f->key_len});
}

static void print_text(struct printing *p, const struct sbill_field *f, struct sbill_text t)
{
    if (t.n == 0)
        return;
    put_key(p, f);
    sbill_jw_text(p->w, t);
}

static void print_date(struct printing *p, const struct sbill_field *f, int32_t date)
{
    if (date == SBILL_NO_DATE)
        return;
    put_key(p, f);
    sbill_jw_date(p->w, date);
}

static void print_object(struct printing *p, const struct sbill_shape *s, const char *object)
{
    sbill_jw_open(p->w, '{');
    for (size_t i = 0; i < s->count; i++)
        print_field(p, &s->fields[i], object + s->fields[i].offset);
    sbill_jw_close(p->w, '}');
}

static void print_evidence(struct printing *p, const struct sbill_shape *s, const char *object)
{
    struct sbill_evidence ev;

    memcpy(&ev, object, sizeof ev);
    ev.start = sbill_offset_out(p->e, ev.note, ev.start);
    ev.end = sbill_offset_out(p->e, ev.note, ev.end);
    print_object(p, s, (const char *)&ev);
}

/* A provider that was written out before stands by his id. */
static bool print_known(struct printing *p, const struct sbill_provider *provider)
{
    if (provider->id.n == 0)
        return false;
    for (size_t i = 0; i < p->provider_count; i++) {
        if (p->providers[i] == provider) {
            sbill_jw_text(p->w, provider->id);
            return true;
        }
    }
    if (p->provider_count < PRINTED)
        p->providers[p->provider_count++] = provider;
    return false;
}

static void print_pointer(struct printing *p, const struct sbill_field *f, const char *at)
{
    char *object;

    memcpy(&object, at, sizeof object);
    if (!object)
        return;
    put_key(p, f);
    if (f->shape->id != SBILL_SHAPE_PROVIDER || !print_known(p, (const void *)object))
        print_object(p, f->shape, object);
}

static void print_list(struct printing *p, const struct sbill_field *f, const char *at)
{
    struct list l;

    memcpy(&l, at, sizeof l);
    if (l.n == 0)
        return;
    put_key(p, f);
    sbill_jw_open(p->w, '[');
    for (size_t i = 0; i < l.n; i++) {
        const char *element = l.v + i * f->shape->size;

        if (f->shape->id == SBILL_SHAPE_EVIDENCE)
            print_evidence(p, f->shape, element);
        else
            print_object(p, f->shape, element);
    }
    sbill_jw_close(p->w, ']');
}

static void print_texts(struct printing *p, const struct sbill_field *f, const char *at)
{
    const sbill_texts *texts = (const void *)at;

    if (texts->n == 0)
        return;
    put_key(p, f);
    sbill_jw_open(p->w, '[');
    for (size_t i = 0; i < texts->n; i++)
        sbill_jw_text(p->w, texts->v[i]);
    sbill_jw_close(p->w, ']');
}

/* An object in which nothing is given leaves no trace. */
static void print_inside(struct printing *p, const struct sbill_field *f, const char *at)
{
    struct sbill_jw before = *p->w;
    size_t start = p->w->b->n, empty;

    put_key(p, f);
    empty = p->w->b->n + 2;
    print_object(p, f->shape, at);
    if (p->w->b->failed || p->w->b->n != empty)
        return;
    p->w->b->n = start;
    p->w->b->p[start] = '\0';
    *p->w = before;
    return;
}

static void print_clock(struct printing *p, const struct sbill_field *f, int32_t minutes)
{
    char room[8];
    struct sbill_buf b;

    if (minutes == SBILL_NO_TIME)
        return;
    sbill_buf_over(&b, room, sizeof room);
    sbill_time_iso(&b, minutes);
    put_key(p, f);
    sbill_jw_text(p->w, sbill_buf_view(&b));
}

static void print_amount(struct printing *p, const struct sbill_field *f, int64_t amount)
{
    if (amount == SBILL_NO_MONEY)
        return;
    put_key(p, f);
    if (f->kind == SBILL_K_MONEY)
        sbill_jw_money(p->w, amount);
    else
        sbill_jw_qty(p->w, amount);
}

static void print_number(struct printing *p, const struct sbill_field *f, int32_t v)
{
    const char *word = f->kind == SBILL_K_WORD     ? sbill_field_word(f, v)
                       : f->kind == SBILL_K_SYSTEM ? sbill_system_name(v)
                                                   : NULL;

    if (v == 0 || (f->kind != SBILL_K_INT && !word))
        return;
    put_key(p, f);
    if (word)
        sbill_jw_z(p->w, word);
    else
        sbill_jw_int(p->w, v);
}

static void print_flag(struct printing *p, const struct sbill_field *f, sbill_flag flag)
{
    if (flag == SBILL_UNKNOWN)
        return;
    put_key(p, f);
    sbill_jw_bool(p->w, flag == SBILL_YES);
}

static void print_field(struct printing *p, const struct sbill_field *f, const char *at)
{
    const void *member = at;

    switch ((enum sbill_field_kind)f->kind) {
    case SBILL_K_TEXT:
        print_text(p, f, *(const struct sbill_text *)member);
        break;
    case SBILL_K_TEXTS:
        print_texts(p, f, at);
        break;
    case SBILL_K_DATE:
        print_date(p, f, *(const int32_t *)member);
        break;
    case SBILL_K_TIME:
        print_clock(p, f, *(const int32_t *)member);
        break;
    case SBILL_K_MONEY:
    case SBILL_K_QTY:
        print_amount(p, f, *(const int64_t *)member);
        break;
    case SBILL_K_INT:
    case SBILL_K_WORD:
    case SBILL_K_SYSTEM:
        print_number(p, f, *(const int32_t *)member);
        break;
    case SBILL_K_FLAG:
        print_flag(p, f, *(const sbill_flag *)member);
        break;
    case SBILL_K_SIZE:
        put_key(p, f);
        sbill_jw_int(p->w, (int64_t) * (const size_t *)member);
        break;
    case SBILL_K_OBJECT:
        print_inside(p, f, at);
        break;
    case SBILL_K_POINTER:
        print_pointer(p, f, at);
        break;
    case SBILL_K_LIST:
        print_list(p, f, at);
        break;
    }
}

void sbill_write_record_json(const struct sbill_encounter *e, struct sbill_buf *out)
{
    struct sbill_jw w = {.b = out};
    struct printing p = {.e = e, .w = &w};
    struct sbill_record record = e->record;

    /* Offsets are printed in the unit the caller chose, and the record says which. */
    record.offset_unit =
        e->settings.offset_unit == SBILL_OFFSET_BYTES ? 0 : e->settings.offset_unit + 1;
    print_object(&p, &sbill_record_shape, (const char *)&record);
    sbill_wipe(&record, sizeof record);
}
