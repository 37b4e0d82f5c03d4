/* Which alternatives of a pack's patterns its tests go through. */
#ifndef SBILL_ASSIGN_RULES_COVER_H
#define SBILL_ASSIGN_RULES_COVER_H

#include "assign/rules_bench.h"
#include "book/rules_syntax.h"

struct sbill_covered {               /* one alternative of one <find> */
    struct sbill_text concept, text; /* as written */
    const struct sbill_xml *find;
    uint32_t nth;         /* which find of the concept */
    uint32_t alternative; /* which alternative of the find */
    uint32_t depth;       /* 0: outside of parentheses */
    size_t at;            /* byte of the pattern */
    bool hit;
};

struct sbill_cover {
    SBILL_LIST(struct sbill_covered) v;
    size_t outer,
        outer_hit; /* alternatives outside of parentheses, and those that a test goes through */
    size_t inner, inner_hit; /* inside */
};

/* Runs the tests of a pack that is open on a bench of its own. `a` keeps what `out` holds; texts and elements are those
 * of the tree of `named`, which must be the same pack. */
int32_t sbill_cover_pack(sbill_book *book, const struct sbill_bench *named, const char *xml,
                         size_t len, const sbill_options *o, struct sbill_arena *a,
                         struct sbill_cover *out);

#endif
