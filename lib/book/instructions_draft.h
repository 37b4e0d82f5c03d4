/* Inside of the instruction notes under construction, for the two files that make their section. */
#ifndef SBILL_BOOK_INSTRUCTIONS_DRAFT_H
#define SBILL_BOOK_INSTRUCTIONS_DRAFT_H

#include "book/codes.h"
#include "book/draft.h"
#include "book/edits.h"
#include "book/instructions.h"

struct sbill_npat_category {
    uint64_t key;
    uint32_t rank, frame;
    size_t at; /* place in the list */
};
struct sbill_npat_pattern {
    uint64_t key, mask; /* or, with `ranks`, the lowest rank and, 16 bits up, the highest */
    bool ranks;
    uint8_t condition; /* 1 + index, 0 = none */
};
struct sbill_npat_note {
    uint32_t at, first, count;
    bool odd;
};
struct sbill_npat_instruction {
    int32_t kind, level;
    uint32_t flags, node, first, count;
};
struct sbill_npat_node {
    uint64_t key, may_name;
    int32_t level;
    uint32_t printed, first, count, rank, frame;
    uint32_t kinds, unclear; /* as in struct sbill_noted */
};
struct sbill_npat_frame {
    struct sbill_text name;
    size_t at; /* of its notes */
    uint32_t above, printed, first, count;
    uint64_t may_name;
};

struct sbill_npat_work { /* one release of the list */
    struct sbill_builder *b;
    sbill_error **err;
    struct sbill_arena arena;
    const struct sbill_draft_note *draft; /* its notes, by node */
    size_t draft_count, first_of_system;
    struct sbill_draft_listed *listed; /* its codes in their order */
    size_t listed_count;
    bool extract;
    struct sbill_npat_category *category; /* sorted by key */
    size_t categories;
    SBILL_LIST(struct sbill_npat_frame) frames;
    SBILL_LIST(struct sbill_npat_node) nodes;
    SBILL_LIST(struct sbill_npat_instruction) instructions;
    SBILL_LIST(struct sbill_npat_note) notes;
    SBILL_LIST(struct sbill_npat_pattern) patterns;
    SBILL_LIST(struct sbill_condition) conditions;
    struct sbill_buf text;
    struct sbill_note_parts parts;
    uint64_t may_name;
    uint32_t not_understood, without_codes;
};

int32_t sbill_npat_memory(const struct sbill_npat_work *w);
int32_t sbill_npat_section(struct sbill_npat_work *w); /* build_npat.c */

/* Codes in the publisher's order (lib/book/build_categories.c). */
int sbill_npat_by_key(const void *x, const void *y);
size_t sbill_npat_length_of(const char code[8]);
uint64_t sbill_npat_key_of(const char *code, size_t n);
int32_t sbill_npat_list_categories(struct sbill_npat_work *w);
struct sbill_npat_category *sbill_npat_category_of(const struct sbill_npat_work *w,
                                                   const char *code);
bool sbill_npat_below(const char *code, const char *prefix);
bool sbill_npat_first_place(const struct sbill_npat_work *w, const char *code, size_t *out);
bool sbill_npat_last_place(const struct sbill_npat_work *w, const char *code, size_t *out);

#endif
