/* Inside of a book under construction. All of it lives in the builder's arena; rows keep the order
 * in which they came until finish sorts them. Used by the files that make the sections, not by
 * importers. */
#ifndef SBILL_BOOK_DRAFT_H
#define SBILL_BOOK_DRAFT_H

#include "book/build.h"
#include "book/manifest.h"

struct sbill_draft_file { /* as the caller added it; bytes are borrowed */
    struct sbill_text name, bytes;
};

struct sbill_draft_input { /* a file a manifest named */
    struct sbill_input in;
    uint8_t sha256[32];
    bool done; /* imported */
};

struct sbill_draft_release { /* what one system is in one release */
    int32_t system;
    struct sbill_text name;
    int32_t from, to; /* SBILL_NO_DATE = open */
    bool extract;
    uint32_t
        rank; /* place among the releases of its system, in order of their first day; set by finish */
};

struct sbill_draft_row { /* one code in one release */
    char code[16];
    int32_t system;
    uint32_t release; /* index of the release */
    uint32_t rank;    /* of the release; set by finish */
    uint32_t seq;     /* order of arrival: keeps sorting total */
    struct sbill_text short_title, title, successors;
    int32_t from, to;
    uint32_t flags, order;
    struct sbill_text source; /* where it stood, for messages */
    uint32_t line;
};

struct sbill_draft_term {
    int32_t system;
    char code[16];
    struct sbill_text term;
};

struct sbill_draft_note {
    int32_t system, kind, from, to;
    struct sbill_text code, text, release;
    uint32_t seq;
};

struct sbill_draft_listed { /* a code where the tabular list has it */
    struct sbill_text release;
    int32_t from;
    bool extract; /* the list is one */
    char code[8];
};

struct sbill_draft_section {
    uint32_t kind, tag;
    struct sbill_text bytes;
};

struct sbill_builder {
    struct sbill_alloc alloc;
    struct sbill_arena arena;
    SBILL_LIST(struct sbill_draft_file) files;
    SBILL_LIST(struct sbill_draft_input) inputs;
    SBILL_LIST(struct sbill_draft_release) releases;
    SBILL_LIST(struct sbill_draft_row) rows;
    SBILL_LIST(struct sbill_draft_term) terms;
    SBILL_LIST(struct sbill_draft_note) notes;
    SBILL_LIST(struct sbill_draft_listed) listed;
    SBILL_LIST(struct sbill_ptp_draft *) ptps;
    SBILL_LIST(struct sbill_draft_section) sections;
    struct sbill_codes *tables[SBILL_SYSTEM_MAX + 1]; /* made by finish, for sbill_build_find */
    struct sbill_image *image;
    bool finished, broken; /* broken: a call failed, what is in the arena may be half a source */
};

/* The release a row of this system belongs to; made if it is new. */
int32_t sbill_draft_release(struct sbill_builder *b, int32_t system, const struct sbill_input *in,
                            uint32_t *index, sbill_error **err);
/* Arena failures as an error of the call. */
int32_t sbill_draft_memory(const struct sbill_builder *b, sbill_error **err);

/* Each makes the sections of its kind from what was handed over and adds them to b->sections. */
int32_t sbill_draft_codes(struct sbill_builder *b, sbill_error **err);
int32_t sbill_draft_search(struct sbill_builder *b, sbill_error **err);
int32_t sbill_draft_notes(struct sbill_builder *b, sbill_error **err);
/* After the notes, whose order it relies on. */
int32_t sbill_draft_instructions(struct sbill_builder *b, sbill_error **err);
int32_t sbill_draft_ptp(struct sbill_builder *b, sbill_error **err);
int32_t sbill_draft_inputs(struct sbill_builder *b, sbill_error **err);

#endif
