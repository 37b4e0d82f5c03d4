/* What edits say: the values, source and repair of a finding. */
#include "check/edits.h"

void sbill_say(struct sbill_check *k, struct sbill_finding *f, const char *name,
               struct sbill_text t)
{
    sbill_finding_value(k->e, f, name, t);
}

void sbill_say_z(struct sbill_check *k, struct sbill_finding *f, const char *name, const char *z)
{
    sbill_finding_value(k->e, f, name, sbill_text_from(z));
}

void sbill_say_number(struct sbill_check *k, struct sbill_finding *f, const char *name, int64_t v)
{
    sbill_finding_number_value(k->e, f, name, v);
}

void sbill_say_date(struct sbill_check *k, struct sbill_finding *f, const char *name, int32_t date)
{
    sbill_finding_date_value(k->e, f, name, date);
}

struct sbill_buf *sbill_check_words(struct sbill_check *k)
{
    k->words.n = 0;
    k->listed = 0;
    return &k->words;
}

/* A list longer than this is counted, not read. */
#define LONGEST_LIST 20

void sbill_words_item(struct sbill_check *k, struct sbill_text item)
{
    if (++k->listed > LONGEST_LIST)
        return;
    if (k->words.n)
        sbill_buf_z(&k->words, ", ");
    sbill_buf_text(&k->words, item);
}

void sbill_say_words(struct sbill_check *k, struct sbill_finding *f, const char *name)
{
    if (k->listed > LONGEST_LIST) {
        sbill_buf_z(&k->words, " and ");
        sbill_buf_u64(&k->words, k->listed - LONGEST_LIST);
        sbill_buf_z(&k->words, " more");
    }
    sbill_finding_value(k->e, f, name, sbill_buf_view(&k->words));
}

void sbill_say_money(struct sbill_check *k, struct sbill_finding *f, const char *name,
                     int64_t minor)
{
    sbill_finding_money_value(k->e, f, name, minor);
}

void sbill_say_quantity(struct sbill_check *k, struct sbill_finding *f, const char *name,
                        int64_t thousandths)
{
    sbill_decimal_write_short(sbill_check_words(k), thousandths, 3);
    sbill_say_words(k, f, name);
}

void sbill_say_code(struct sbill_check *k, struct sbill_finding *f, const char *name, int64_t ref)
{
    char code[32];

    sbill_finding_value(
        k->e, f, name,
        (struct sbill_text){code, sbill_code_print(k->book, ref, code, sizeof code)});
}

void sbill_say_release(struct sbill_check *k, struct sbill_finding *f, int32_t system, int32_t on)
{
    f->source = sbill_arena_copy(&k->e->arena, sbill_book_release(k->book, system, on));
}

void sbill_say_repair(struct sbill_check *k, struct sbill_finding *f, struct sbill_text value)
{
    f->repair = sbill_arena_copy(&k->e->arena, value);
}

void sbill_say_span(struct sbill_check *k, struct sbill_finding *f, int64_t ref)
{
    int32_t from = sbill_code_valid_from(k->book, ref), to = sbill_code_valid_to(k->book, ref);
    struct sbill_buf *b = sbill_check_words(k);

    if (from != SBILL_NO_DATE) {
        sbill_buf_z(b, "from ");
        sbill_date_iso(b, from);
    }
    if (to != SBILL_NO_DATE) {
        sbill_buf_z(b, from != SBILL_NO_DATE ? " to " : "to ");
        sbill_date_iso(b, to);
    }
    sbill_say_words(k, f, "span");
}

void sbill_say_successors(struct sbill_check *k, struct sbill_finding *f, int64_t ref)
{
    char code[32];
    int64_t next;

    sbill_check_words(k);
    for (size_t i = 0; (next = sbill_code_successor(k->book, ref, i)) >= 0; i++)
        sbill_words_item(
            k, (struct sbill_text){code, sbill_code_print(k->book, next, code, sizeof code)});
    if (!k->listed)
        sbill_buf_z(&k->words, "not named by the table");
    sbill_say_words(k, f, "successor");
}

void sbill_say_bare(struct sbill_check *k, struct sbill_finding *f, struct sbill_text value,
                    bool (*ok)(struct sbill_text))
{
    char bare[24];
    size_t n = 0;

    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == ' ' || value.p[i] == '-' || value.p[i] == '.')
            continue;
        if (n == sizeof bare || !sbill_is_alnum(value.p[i]))
            return;
        bare[n++] = sbill_upper(value.p[i]);
    }
    if (ok((struct sbill_text){bare, n}))
        sbill_say_repair(k, f, (struct sbill_text){bare, n});
}
