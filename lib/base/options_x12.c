#include "base/options_x12.h"

#include <stddef.h>
#include <string.h>

#include "base/number.h"

void sbill_x12_settings_default(struct sbill_x12_settings *s)
{
    *s = (struct sbill_x12_settings){
        .sender_qualifier = "ZZ",
        .receiver_qualifier = "ZZ",
        .usage = "P",
        .interchange_control = 1,
        .group_control = 1,
        .transaction_control = 1,
        .date = SBILL_NO_DATE,
        .marks = "*^:~",
    };
}

/* ---- texts ----------------------------------------------------------------------------------- */

#define TEXT(name, member, least)                                       \
    {                                                                   \
        name, offsetof(struct sbill_x12_settings, member),              \
            sizeof(((struct sbill_x12_settings *)0)->member) - 1, least \
    }

static const struct {
    const char *name;
    size_t offset, most, least;
} texts[] = {
    TEXT("sender-qualifier", sender_qualifier, 2),
    TEXT("sender-id", sender_id, 1),
    TEXT("receiver-qualifier", receiver_qualifier, 2),
    TEXT("receiver-id", receiver_id, 1),
    TEXT("application-sender", application_sender, 2),
    TEXT("application-receiver", application_receiver, 2),
    TEXT("submitter-name", submitter_name, 1),
    TEXT("submitter-id", submitter_id, 2),
    TEXT("submitter-contact", submitter_contact, 1),
    TEXT("submitter-phone", submitter_phone, 1),
    TEXT("submitter-fax", submitter_fax, 1),
    TEXT("submitter-email", submitter_email, 1),
    TEXT("receiver-name", receiver_name, 1),
    TEXT("receiver-code", receiver_code, 2),
    TEXT("reference", reference, 1),
};

static bool is_plain(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] < ' ' || t.p[i] > '~')
            return false;
    return true;
}

static const char *set_text(struct sbill_x12_settings *s, size_t i, struct sbill_text value)
{
    char *to = (char *)s + texts[i].offset;

    if (value.n > texts[i].most || value.n < texts[i].least || !is_plain(value))
        return "a text in ASCII that fits its element";
    memcpy(to, value.p, value.n);
    to[value.n] = '\0';
    return NULL;
}

/* ---- the rest -------------------------------------------------------------------------------- */

static const char *set_control(int32_t *to, struct sbill_text value)
{
    uint32_t n;

    if (!sbill_text_u32(value, &n) || n == 0 || n > 999999999)
        return "a number of at most nine digits";
    *to = (int32_t)n;
    return NULL;
}

static const char *choose(bool *to, struct sbill_text value, const char *no, const char *yes,
                          const char *words)
{
    if (!sbill_text_is(value, no) && !sbill_text_is(value, yes))
        return words;
    *to = sbill_text_is(value, yes);
    return NULL;
}

/* Four marks that no data may hold: nothing that numbers are written with, no letters; all different. */
static const char *set_marks(struct sbill_x12_settings *s, struct sbill_text value)
{
    bool good = value.n == 4;

    for (size_t i = 0; good && i < 4; i++) {
        good = value.p[i] > ' ' && value.p[i] <= '~' && !sbill_is_alnum(value.p[i]) &&
               value.p[i] != '-' && value.p[i] != '.';
        for (size_t k = 0; k < i; k++)
            good = good && value.p[k] != value.p[i];
    }
    if (!good)
        return "four different marks: of elements, repetitions, components, segments, like *^:~";
    memcpy(s->marks, value.p, 4);
    return NULL;
}

static const char *set_usage(struct sbill_x12_settings *s, struct sbill_text value)
{
    if (!sbill_text_is(value, "P") && !sbill_text_is(value, "T"))
        return "P (production) or T (test)";
    s->usage[0] = value.p[0];
    return NULL;
}

const char *sbill_x12_settings_set(struct sbill_x12_settings *s, struct sbill_text name,
                                   struct sbill_text value)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (sbill_text_is(name, texts[i].name))
            return set_text(s, i, value);
    if (sbill_text_is(name, "usage"))
        return set_usage(s, value);
    if (sbill_text_is(name, "interchange-control"))
        return set_control(&s->interchange_control, value);
    if (sbill_text_is(name, "group-control"))
        return set_control(&s->group_control, value);
    if (sbill_text_is(name, "transaction-control"))
        return set_control(&s->transaction_control, value);
    if (sbill_text_is(name, "date"))
        return sbill_date_parse(value, &s->date) ? NULL : "a date like 2025-10-01";
    if (sbill_text_is(name, "time"))
        return sbill_time_parse(value, &s->time) ? NULL : "a time like 13:05";
    if (sbill_text_is(name, "acknowledgment"))
        return choose(&s->acknowledgment, value, "0", "1", "0 or 1");
    if (sbill_text_is(name, "line-breaks"))
        return choose(&s->line_breaks, value, "0", "1", "0 or 1");
    if (sbill_text_is(name, "characters"))
        return choose(&s->extended, value, "basic", "extended", "basic or extended");
    if (sbill_text_is(name, "non-ascii"))
        return choose(&s->refuse, value, "transliterate", "refuse", "transliterate or refuse");
    if (sbill_text_is(name, "case"))
        return choose(&s->keep_case, value, "upper", "keep", "upper or keep");
    if (sbill_text_is(name, "separators"))
        return set_marks(s, value);
    return "";
}
