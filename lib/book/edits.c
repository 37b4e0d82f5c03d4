/* Look-ups of the edit tables. */
#include "book/edits.h"

int sbill_book_ptp(const sbill_book *b, int32_t setting, struct sbill_text column1,
                   struct sbill_text column2, int32_t on, struct sbill_ptp *out)
{
    (void)b;
    (void)setting;
    (void)column1;
    (void)column2;
    (void)on;
    (void)out;
    *out = (struct sbill_ptp){0};
    return -1;
}

int sbill_book_mue(const sbill_book *b, int32_t setting, struct sbill_text code, int32_t on,
                   struct sbill_mue *out)
{
    (void)b;
    (void)setting;
    (void)code;
    (void)on;
    (void)out;
    *out = (struct sbill_mue){0};
    return -1;
}

int sbill_book_addon(const sbill_book *b, struct sbill_text code, int32_t on,
                     struct sbill_addon *out)
{
    (void)b;
    (void)code;
    (void)on;
    (void)out;
    *out = (struct sbill_addon){0};
    return -1;
}

int sbill_book_addon_primary(const sbill_book *b, struct sbill_text code, struct sbill_text primary,
                             int32_t on)
{
    (void)b;
    (void)code;
    (void)primary;
    (void)on;
    return -1;
}

bool sbill_book_addon_nth(const sbill_book *b, struct sbill_text code, int32_t on, size_t nth,
                          struct sbill_text *primary)
{
    (void)b;
    (void)code;
    (void)on;
    (void)nth;
    (void)primary;
    return false;
}

int sbill_book_pfs(const sbill_book *b, struct sbill_text code, struct sbill_text modifier,
                   int32_t on, struct sbill_pfs *out)
{
    (void)b;
    (void)code;
    (void)modifier;
    (void)on;
    (void)out;
    *out = (struct sbill_pfs){0};
    return -1;
}

int sbill_book_dx_attributes(const sbill_book *b, struct sbill_text code, int32_t on,
                             uint32_t *flags, struct sbill_text *source)
{
    (void)b;
    (void)code;
    (void)on;
    (void)flags;
    (void)source;
    *source = (struct sbill_text){"", 0};
    return -1;
}

int sbill_book_age_range(const sbill_book *b, uint32_t flag, int32_t on, int32_t *low,
                         int32_t *high, struct sbill_text *source)
{
    (void)b;
    (void)flag;
    (void)on;
    (void)low;
    (void)high;
    (void)source;
    *source = (struct sbill_text){"", 0};
    return -1;
}

int sbill_book_discharge_status(const sbill_book *b, struct sbill_text code, int32_t on,
                                struct sbill_text *source)
{
    (void)b;
    (void)code;
    (void)on;
    (void)source;
    *source = (struct sbill_text){"", 0};
    return -1;
}

int sbill_book_ndc(const sbill_book *b, struct sbill_text ndc, int32_t on, size_t nth,
                   struct sbill_ndc_row *out)
{
    (void)b;
    (void)ndc;
    (void)on;
    (void)nth;
    (void)out;
    *out = (struct sbill_ndc_row){0};
    return -1;
}

int sbill_book_ndc_code(const sbill_book *b, struct sbill_text code, int32_t on)
{
    (void)b;
    (void)code;
    (void)on;
    return -1;
}

int sbill_book_coverage(const sbill_book *b, const struct sbill_payer_asked *payer, int32_t system,
                        struct sbill_text code, struct sbill_text diagnosis, int32_t on,
                        struct sbill_text *policy, struct sbill_text *source)
{
    (void)b;
    (void)payer;
    (void)system;
    (void)code;
    (void)diagnosis;
    (void)on;
    (void)policy;
    (void)source;
    *source = (struct sbill_text){"", 0};
    return -1;
}

int sbill_book_authorization(const sbill_book *b, const struct sbill_payer_asked *payer,
                             int32_t system, struct sbill_text code, struct sbill_text place,
                             int32_t on, int32_t *needs, struct sbill_text *source)
{
    (void)b;
    (void)payer;
    (void)system;
    (void)code;
    (void)place;
    (void)on;
    (void)needs;
    (void)source;
    *source = (struct sbill_text){"", 0};
    return -1;
}

int sbill_book_visit_level(const sbill_book *b, int32_t system, struct sbill_text code, int32_t on,
                           struct sbill_visit_level *out)
{
    (void)b;
    (void)system;
    (void)code;
    (void)on;
    (void)out;
    *out = (struct sbill_visit_level){0};
    return -1;
}

bool sbill_book_visit_level_nth(const sbill_book *b, struct sbill_text family, int32_t on,
                                size_t nth, struct sbill_visit_level *out)
{
    (void)b;
    (void)family;
    (void)on;
    (void)nth;
    (void)out;
    return false;
}

int sbill_book_instruction(const sbill_book *b, int32_t kind, struct sbill_text code, int32_t on,
                           size_t nth, struct sbill_instruction *out)
{
    (void)b;
    (void)kind;
    (void)code;
    (void)on;
    (void)nth;
    (void)out;
    *out = (struct sbill_instruction){0};
    return -1;
}

bool sbill_instruction_names(const sbill_book *b, struct sbill_instruction *i,
                             struct sbill_text code)
{
    (void)b;
    (void)i;
    (void)code;
    return false;
}

int sbill_book_instruction_names(const sbill_book *b, int32_t kind, struct sbill_text code,
                                 struct sbill_text other, int32_t on, struct sbill_instruction *out)
{
    (void)b;
    (void)kind;
    (void)code;
    (void)other;
    (void)on;
    (void)out;
    *out = (struct sbill_instruction){0};
    return -1;
}
