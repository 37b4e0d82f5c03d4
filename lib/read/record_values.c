/* How a single value of each kind is read; what it must be stands in the field register. */
#include "map/systems.h"
#include "read/reading.h"

#define SHOWN 80 /* bytes of a wrong value that a finding repeats */

/* The value as given, cut at a character so that a finding stays readable. */
struct sbill_text sbill_reading_shown(struct sbill_text t)
{
    if (t.n <= SHOWN)
        return t;
    t.n = SHOWN;
    while (t.n && ((unsigned char)t.p[t.n] & 0xC0) == 0x80)
        t.n--;
    return t;
}

static void raise_value(struct sbill_reading *r, int32_t number, const struct sbill_frame *at,
                        struct sbill_text value)
{
    struct sbill_finding *f = sbill_reading_raise(r, number, at);

    sbill_finding_value(r->e, f, "value", sbill_reading_shown(value));
}

static const char *kind_in_words(enum sbill_json_kind kind)
{
    static const char *const words[] = {"empty",  "false",  "true",     "a number",
                                        "a text", "a list", "an object"};
    return words[kind];
}

static const char *wanted_in_words(const struct sbill_frame *at)
{
    static const char *const words[] = {
        [SBILL_K_TEXT] = "a text",       [SBILL_K_TEXTS] = "a list of texts",
        [SBILL_K_DATE] = "a date",       [SBILL_K_TIME] = "a time",
        [SBILL_K_MONEY] = "an amount",   [SBILL_K_QTY] = "a number",
        [SBILL_K_INT] = "a number",      [SBILL_K_FLAG] = "true or false",
        [SBILL_K_WORD] = "a word",       [SBILL_K_SYSTEM] = "the name of a code system",
        [SBILL_K_SIZE] = "a number",     [SBILL_K_OBJECT] = "an object",
        [SBILL_K_POINTER] = "an object", [SBILL_K_LIST] = "a list of objects",
    };

    if (at->listed)
        return at->field->kind == SBILL_K_TEXTS ? "a text" : "an object";
    return words[at->field->kind];
}

void sbill_reading_wrong_type(struct sbill_reading *r, const struct sbill_frame *at,
                              const struct sbill_json_val *v)
{
    struct sbill_finding *f = sbill_reading_raise(r, SBILL_FINDING_RECORD_WRONG_TYPE, at);

    sbill_finding_value(r->e, f, "given", sbill_text_from(kind_in_words(sbill_json_kind(v))));
    sbill_finding_value(r->e, f, "wanted", sbill_text_from(wanted_in_words(at)));
}

/* ---- single values ---- */

/* The characters of a text, or the digits of a number; false raises nothing. */
static bool spelled(const struct sbill_json_val *v, struct sbill_text *out)
{
    enum sbill_json_kind kind = sbill_json_kind(v);

    if (kind != SBILL_JSON_STRING && kind != SBILL_JSON_NUMBER)
        return false;
    *out = sbill_json_text(v);
    return true;
}

static bool has_control(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];

        if (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
            return true;
    }
    return false;
}

static void measure(struct sbill_reading *r, const struct sbill_frame *at, struct sbill_text t)
{
    size_t max = at->field->kind == SBILL_K_TEXT ? at->field->max : 0;
    struct sbill_finding *f;

    if (r->controls && has_control(t))
        sbill_reading_raise(r, SBILL_FINDING_RECORD_CONTROL_CHARACTER, at);
    if (max == 0 || t.n <= max || sbill_utf8_points(t, t.n) <= max)
        return;
    f = sbill_reading_raise(r, SBILL_FINDING_RECORD_TEXT_LONG, at);
    sbill_finding_number_value(r->e, f, "length", (int64_t)sbill_utf8_points(t, t.n));
    sbill_finding_number_value(r->e, f, "max", (int64_t)max);
}

/* A number stands for its digits, as exporters write ids and codes; 1e5 and 4.0 are nobody's id. */
static bool as_text(const struct sbill_json_val *v, struct sbill_text *out)
{
    if (!spelled(v, out))
        return false;
    for (size_t i = 0; sbill_json_kind(v) == SBILL_JSON_NUMBER && i < out->n; i++) {
        if (!sbill_is_digit(out->p[i]))
            return false;
    }
    return true;
}

void sbill_reading_text(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;

    if (!as_text(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
        return;
    }
    measure(r, at, t);
    *(struct sbill_text *)to = t;
}

void sbill_reading_date(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;

    if (!spelled(v, &t))
        sbill_reading_wrong_type(r, at, v);
    else if (t.n && !sbill_date_parse(t, to))
        raise_value(r, SBILL_FINDING_RECORD_DATE, at, t);
}

void sbill_reading_time(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;

    if (!spelled(v, &t))
        sbill_reading_wrong_type(r, at, v);
    else if (t.n && !sbill_time_parse(t, to))
        raise_value(r, SBILL_FINDING_RECORD_TIME, at, t);
}

void sbill_reading_money(struct sbill_reading *r, const struct sbill_frame *at,
                         const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;
    int64_t amount;

    if (!spelled(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
    } else if (t.n) {
        if (sbill_decimal_parse(t, at->minor ? 0 : 2, &amount) && amount != SBILL_NO_MONEY)
            *(int64_t *)to = amount;
        else
            raise_value(r, SBILL_FINDING_RECORD_AMOUNT, at, t);
    }
}

static void raise_number(struct sbill_reading *r, const struct sbill_frame *at,
                         struct sbill_text value, const char *wanted)
{
    struct sbill_finding *f = sbill_reading_raise(r, SBILL_FINDING_RECORD_NUMBER, at);

    sbill_finding_value(r->e, f, "value", sbill_reading_shown(value));
    sbill_finding_value(r->e, f, "wanted", sbill_text_from(wanted));
}

void sbill_reading_quantity(struct sbill_reading *r, const struct sbill_frame *at,
                            const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;
    int64_t quantity;

    if (!spelled(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
    } else if (t.n) {
        if (sbill_decimal_parse(t, 3, &quantity) && quantity != SBILL_NO_QTY)
            *(int64_t *)to = quantity;
        else
            raise_number(r, at, t, "a number with at most three decimals");
    }
}

void sbill_reading_whole(struct sbill_reading *r, const struct sbill_frame *at,
                         const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;
    int64_t whole;

    if (!spelled(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
    } else if (t.n) {
        if (!sbill_decimal_parse(t, 0, &whole) || whole < 0 || whole > INT32_MAX)
            raise_number(r, at, t, "a whole number, zero or more");
        else if (at->field->kind == SBILL_K_SIZE)
            *(size_t *)to = (size_t)whole;
        else
            *(int32_t *)to = (int32_t)whole;
    }
}

void sbill_reading_flag(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    enum sbill_json_kind kind = sbill_json_kind(v);

    if (kind == SBILL_JSON_TRUE)
        *(sbill_flag *)to = SBILL_YES;
    else if (kind == SBILL_JSON_FALSE)
        *(sbill_flag *)to = SBILL_NO;
    else
        sbill_reading_wrong_type(r, at, v);
}

static void raise_word(struct sbill_reading *r, const struct sbill_frame *at,
                       struct sbill_text value,
                       const char *(*choice)(const struct sbill_field *, int32_t))
{
    struct sbill_finding *f = sbill_reading_raise(r, SBILL_FINDING_RECORD_WORD, at);
    char room[256];
    struct sbill_buf b;
    const char *word;

    sbill_buf_over(&b, room, sizeof room);
    for (int32_t i = 1; (word = choice(at->field, i)) != NULL; i++) {
        if (i > 1)
            sbill_buf_z(&b, ", ");
        sbill_buf_z(&b, word);
    }
    sbill_finding_value(r->e, f, "value", sbill_reading_shown(value));
    sbill_finding_value(r->e, f, "choices", sbill_buf_view(&b));
}

void sbill_reading_word(struct sbill_reading *r, const struct sbill_frame *at,
                        const struct sbill_json_val *v, void *to)
{
    const char *const *words = at->field->words;
    enum sbill_json_kind kind = sbill_json_kind(v);
    struct sbill_text t;

    if (kind == SBILL_JSON_TRUE)
        t = SBILL_T("yes");
    else if (kind == SBILL_JSON_FALSE)
        t = SBILL_T("no");
    else if (!spelled(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
        return;
    }
    for (int32_t i = 0; words[i]; i++) {
        if (sbill_text_eq_fold(t, sbill_text_from(words[i]))) {
            *(int32_t *)to = i + 1;
            return;
        }
    }
    if (t.n)
        raise_word(r, at, t, sbill_field_word);
}

static const char *system_choice(const struct sbill_field *f, int32_t i)
{
    (void)f;
    return sbill_system_name(i);
}

void sbill_reading_system(struct sbill_reading *r, const struct sbill_frame *at,
                          const struct sbill_json_val *v, void *to)
{
    struct sbill_text t;
    int32_t system;

    if (!spelled(v, &t)) {
        sbill_reading_wrong_type(r, at, v);
        return;
    }
    system = sbill_system_from_text(t);
    if (system)
        *(int32_t *)to = system;
    else if (t.n)
        raise_word(r, at, t, system_choice);
}
