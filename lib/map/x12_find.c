/* Finding one's way in the 837 map. */
#include "map/x12.h"

size_t sbill_837_loop_of(int32_t kind)
{
    for (size_t i = 0; i < sbill_837_loop_count; i++)
        if (sbill_837_loops[i].kind == kind)
            return i;
    return SBILL_837_NONE;
}

struct sbill_text sbill_837_code_at(const char *codes, size_t at)
{
    struct sbill_text rest = sbill_text_from(codes), code = sbill_text_cut(&rest, ' ');

    while (at-- > 0)
        code = sbill_text_cut(&rest, ' ');
    return code;
}

bool sbill_837_code(const char *codes, struct sbill_text value, size_t *at)
{
    struct sbill_text rest = sbill_text_from(codes);
    size_t i = 0;

    if (!codes || !value.n)
        return !codes;
    for (; rest.n; i++) {
        if (sbill_text_eq_fold(sbill_text_cut(&rest, ' '), value)) {
            if (at)
                *at = i;
            return true;
        }
    }
    return false;
}
