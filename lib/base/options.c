#include "base/options.h"

#include <string.h>

#include "base/number.h"
#include "base/severity.h"
#include "superbill_findings.h"

struct sbill_options {
    struct sbill_settings settings;
};

#define DEFAULT_MAX_RECORD ((size_t)16 * 1024 * 1024)
#define DEFAULT_MAX_MEMORY ((size_t)256 * 1024 * 1024)

static void set_defaults(struct sbill_settings *s)
{
    *s = (struct sbill_settings){
        .alloc = *sbill_alloc_default(),
        .as_of = SBILL_NO_DATE,
        .offset_unit = SBILL_OFFSET_BYTES,
        .fail_on = SBILL_SEV_ERROR,
        .assign = true,
        .currency = "USD",
        .max_record = DEFAULT_MAX_RECORD,
        .max_memory = DEFAULT_MAX_MEMORY,
    };
    sbill_x12_settings_default(&s->x12);
}

void sbill_settings_copy(struct sbill_settings *to, const sbill_options *o)
{
    if (o)
        *to = o->settings;
    else
        set_defaults(to);
}

int32_t sbill_settings_severity(const struct sbill_settings *s, int32_t number)
{
    for (size_t i = 0; i < s->severity_count; i++)
        if (s->severity[i].number == number)
            return s->severity[i].severity;
    return SBILL_SEV_NONE;
}

int32_t sbill_options_new(sbill_options **out, sbill_error **err)
{
    struct sbill_options *o;

    if (!out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "options: no place for the result");
    o = sbill_alloc_get(sbill_alloc_default(), sizeof *o);
    if (!o)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    set_defaults(&o->settings);
    *out = o;
    return SBILL_OK;
}

void sbill_options_free(sbill_options *o)
{
    sbill_alloc_put(sbill_alloc_default(), o, sizeof *o);
}

int32_t sbill_options_set_allocator(sbill_options *o, sbill_allocator fn, void *user)
{
    if (!o || !fn)
        return SBILL_EINVAL;
    o->settings.alloc = (struct sbill_alloc){fn, user};
    return SBILL_OK;
}

/* Each setter takes the part of the name behind its dot (empty if it has none) and the value; it returns NULL
 * or what the value should have been. */
typedef const char *setter(struct sbill_settings *s, struct sbill_text part,
                           struct sbill_text value);

static const char *set_as_of(struct sbill_settings *s, struct sbill_text part,
                             struct sbill_text value)
{
    (void)part;
    return sbill_date_parse(value, &s->as_of) ? NULL : "a date like 2025-10-01";
}

static const char *set_offset_unit(struct sbill_settings *s, struct sbill_text part,
                                   struct sbill_text value)
{
    static const char *const units[] = {"bytes", "codepoints",
                                        "utf16"}; /* enum sbill_offset_unit */

    (void)part;
    for (int32_t i = 0; i < 3; i++) {
        if (sbill_text_is(value, units[i])) {
            s->offset_unit = i;
            return NULL;
        }
    }
    return "bytes, codepoints or utf16";
}

static const char *set_flag(bool *flag, struct sbill_text value)
{
    if (value.n != 1 || (value.p[0] != '0' && value.p[0] != '1'))
        return "0 or 1";
    *flag = value.p[0] == '1';
    return NULL;
}

static const char *set_strict(struct sbill_settings *s, struct sbill_text part,
                              struct sbill_text value)
{
    (void)part;
    return set_flag(&s->strict, value);
}

static const char *set_force(struct sbill_settings *s, struct sbill_text part,
                             struct sbill_text value)
{
    (void)part;
    return set_flag(&s->force, value);
}

static const char *set_assign(struct sbill_settings *s, struct sbill_text part,
                              struct sbill_text value)
{
    (void)part;
    return set_flag(&s->assign, value);
}

static const char *set_fail_on(struct sbill_settings *s, struct sbill_text part,
                               struct sbill_text value)
{
    int32_t severity = sbill_severity_from(value);

    (void)part;
    if (severity != SBILL_SEV_NOTICE && severity != SBILL_SEV_WARNING &&
        severity != SBILL_SEV_ERROR)
        return "error, warning or notice";
    s->fail_on = severity;
    return NULL;
}

static bool is_finding(uint32_t number)
{
#define CASE(number, name, severity, rule, action, source) case number:
    switch (number) {
        SBILL_FINDINGS(CASE)
        return true;
    default:
        return false;
    }
#undef CASE
}

static const char *set_severity(struct sbill_settings *s, struct sbill_text part,
                                struct sbill_text value)
{
    int32_t severity = sbill_severity_from(value);
    uint32_t number;
    size_t i = 0;

    if (!sbill_text_u32(part, &number) || !is_finding(number))
        return "for a finding of the register, like severity.2103";
    if (severity == SBILL_SEV_NONE || severity == SBILL_SEV_NOT_CHECKED)
        return "error, warning, notice or off";
    while (i < s->severity_count && s->severity[i].number != (int32_t)number)
        i++;
    if (i == SBILL_MAX_OVERRIDES)
        return "given for fewer findings: there is no room for more";
    s->severity[i] = (struct sbill_severity_override){(int32_t)number, severity};
    s->severity_count += i == s->severity_count;
    return NULL;
}

static bool is_uri(struct sbill_text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] <= ' ' ||
            t.p[i] > '~') /* RFC 3986 leaves nothing else outside of percent signs */
            return false;
    return t.n > 0;
}

static const char *set_system(struct sbill_settings *s, struct sbill_text part,
                              struct sbill_text value)
{
    int32_t system = sbill_system_from_name(part.p); /* part ends where the name ends, in a NUL */

    if (system <= 0 || system >= SBILL_MAX_SYSTEMS)
        return "for a code system that is known, like system.hcpcs";
    if (!is_uri(value) || value.n >= SBILL_URI_ROOM)
        return "a URI of at most 127 characters";
    memcpy(s->system_uri[system], value.p, value.n);
    s->system_uri[system][value.n] = '\0';
    return NULL;
}

static const char *set_currency(struct sbill_settings *s, struct sbill_text part,
                                struct sbill_text value)
{
    (void)part;
    if (value.n != 3 || !sbill_is_upper(value.p[0]) || !sbill_is_upper(value.p[1]) ||
        !sbill_is_upper(value.p[2]))
        return "three letters of ISO 4217, like USD";
    memcpy(s->currency, value.p, 3);
    return NULL;
}

static const char *set_size(size_t *size, struct sbill_text value)
{
    int64_t bytes;

    if (!sbill_decimal_parse(value, 0, &bytes) || bytes <= 0 || (uint64_t)bytes > SIZE_MAX / 4)
        return "a number of bytes";
    *size = (size_t)bytes;
    return NULL;
}

static const char *set_max_record(struct sbill_settings *s, struct sbill_text part,
                                  struct sbill_text value)
{
    (void)part;
    return set_size(&s->max_record, value);
}

static const char *set_max_memory(struct sbill_settings *s, struct sbill_text part,
                                  struct sbill_text value)
{
    (void)part;
    return set_size(&s->max_memory, value);
}

/* As far as what stands on the form stays on the page. */
static const char *set_form_down(struct sbill_settings *s, struct sbill_text part,
                                 struct sbill_text value)
{
    bool up = sbill_text_eq(value, SBILL_T("-1"));
    uint32_t lines = 0;

    (void)part;
    if (!up && (!sbill_text_u32(value, &lines) || lines > 5))
        return "a number of lines from -1 to 5";
    s->form_down = up ? -1 : (int32_t)lines;
    return NULL;
}

static const char *set_form_right(struct sbill_settings *s, struct sbill_text part,
                                  struct sbill_text value)
{
    uint32_t columns;

    (void)part;
    if (!sbill_text_u32(value, &columns) || columns > 10)
        return "a number of columns from 0 to 10";
    s->form_right = (int32_t)columns;
    return NULL;
}

static const char *set_x12(struct sbill_settings *s, struct sbill_text part,
                           struct sbill_text value)
{
    const char *wanted = sbill_x12_settings_set(&s->x12, part, value);

    return wanted && !*wanted ? "for a name that is known, like x12.sender-id" : wanted;
}

static const struct {
    const char *name; /* one that ends in a dot has a part of the caller's behind it */
    setter *set;
} table[] = {
    {"as-of", set_as_of},
    {"offset-unit", set_offset_unit},
    {"strict", set_strict},
    {"fail-on", set_fail_on},
    {"severity.", set_severity},
    {"force", set_force},
    {"assign", set_assign},
    {"system.", set_system},
    {"currency", set_currency},
    {"max-record", set_max_record},
    {"max-memory", set_max_memory},
    {"x12.", set_x12},
    {"cms1500.down", set_form_down},
    {"cms1500.right", set_form_right},
};

int32_t sbill_options_set(sbill_options *o, const char *name, const char *value, sbill_error **err)
{
    struct sbill_text wanted = sbill_text_from(name), part;

    if (!o || !name || !value)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "options: an option needs a name and a value");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct sbill_text known = sbill_text_from(table[i].name);
        const char *expected;
        bool open = known.p[known.n - 1] == '.';
        if (open ? !sbill_text_starts(wanted, known) : !sbill_text_eq(wanted, known))
            continue;
        part = (struct sbill_text){wanted.p + known.n, wanted.n - known.n};
        expected = table[i].set(&o->settings, part, sbill_text_from(value));
        if (!expected)
            return SBILL_OK;
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "option %s must be %s", name, expected);
    }
    return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "there is no option %s", name);
}
