/* Payer profiles while they are read from XML: what the files of the importer share. */
#ifndef SBILL_BOOK_PAYERS_READ_H
#define SBILL_BOOK_PAYERS_READ_H

#include "base/arena.h"
#include "book/build.h"
#include "book/payers.h"
#include "book/strict.h"

struct sbill_payers_entry {
    int32_t kind, number; /* enum sbill_payer_entry */
    struct sbill_text text, second;
    int64_t value;
    const struct sbill_xml *at;
};

struct sbill_payers_profile {
    size_t first, count; /* entries */
    uint32_t flags, line;
};

struct sbill_payers_key;
struct sbill_payers_reading {
    struct sbill_builder *b;
    struct sbill_strict strict;
    struct sbill_arena arena;
    SBILL_LIST(struct sbill_payers_profile) profiles;
    SBILL_LIST(struct sbill_payers_entry) entries;
    struct sbill_payers_key *keys;
    size_t key_count;
    const struct sbill_xml *default_at; /* where the default profile is marked */
};

/* Add to the profile that is being read; `add` refuses what it says already. */
int32_t sbill_payers_put(struct sbill_payers_reading *r, struct sbill_payers_entry entry);
int32_t sbill_payers_add(struct sbill_payers_reading *r, struct sbill_payers_entry entry);
/* coverages[].group_number: is it written like a place in a record? */
bool sbill_payers_path(struct sbill_text path);
/* enum sbill_claim_type of a word, 0 if it is none. */
int32_t sbill_payers_claim_type(struct sbill_text word);
/* <edit>: a condition of the payer's own (import_payer_edits.c). */
int32_t sbill_payers_read_edit(struct sbill_payers_reading *r, const struct sbill_xml *e);

#endif
