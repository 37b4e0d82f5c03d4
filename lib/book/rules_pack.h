/* Inside of the rule packs: the way from XML to a section and back. For the files of this folder. */
#ifndef SBILL_BOOK_RULES_PACK_H
#define SBILL_BOOK_RULES_PACK_H

#include "base/xml.h"
#include "book/rules.h"

/* ---- A pack as bytes (rules_codec.c) ---- */

/* Both directions are one walk over the members, so that they cannot disagree. */
void sbill_pack_write(struct sbill_pack *pack, struct sbill_buf *out);
/* Texts borrow from `bytes`, lists live in the arena. SBILL_OK, SBILL_EBOOK (damaged), SBILL_NOMEM. */
int32_t sbill_pack_read(struct sbill_arena *a, struct sbill_text bytes, struct sbill_pack *out);

/* ---- A pack as it is made from XML ---- */

struct sbill_pack_maker {
    const struct sbill_alloc *alloc;
    struct sbill_arena *arena;
    struct sbill_text file;
    struct sbill_pack *pack;
    const struct sbill_xml *root;
    sbill_rules_find find;
    void *user;
    sbill_error **err;
};

struct sbill_place sbill_pack_at(const struct sbill_pack_maker *m, const struct sbill_xml *e);
/* SBILL_NOMEM or SBILL_ELIMIT if the arena failed, else `status`. */
int32_t sbill_pack_memory(const struct sbill_pack_maker *m, int32_t status);
/* Only these attributes (separated by blanks) may stand on the element; those with ! must. */
int32_t sbill_pack_attrs(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                         const char *allowed);
/* An attribute that is a list separated by blanks. */
int32_t sbill_pack_list(const struct sbill_pack_maker *m, struct sbill_text value,
                        sbill_names *out);
/* One of some words: its place among them (from 1) through *out, 0 if the attribute is absent. */
int32_t sbill_pack_word(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                        const char *attr, const char *const *words, uint32_t *out);
int32_t sbill_pack_u32(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                       const char *attr, uint32_t absent, uint32_t *out);
int32_t sbill_pack_date(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                        const char *attr, int32_t *out);
bool sbill_pack_id_ok(struct sbill_text id); /* letters, digits, - _ . */

/* rules_pattern.c: take the pattern in an element's text, check it, add it to the pack. `list` is filled with the
 * word lists that captures are bound to. sort: alternatives longest first (cues). */
enum {
    SBILL_PATTERN_SORT = 1,
    SBILL_PATTERN_LIST = 2
};
typedef SBILL_LIST(struct sbill_binding) sbill_bindings;
int32_t sbill_pack_pattern(const struct sbill_pack_maker *m, const struct sbill_xml *e,
                           uint32_t how, sbill_bindings *bindings, uint32_t *index);
/* A word list as one pattern with a group for each entry. */
int32_t sbill_pack_words(const struct sbill_pack_maker *m, const struct sbill_xml *e);

/* rules_code.c: code, service, suppress, query, modifier */
int32_t sbill_pack_rule(const struct sbill_pack_maker *m, const struct sbill_xml *e);
/* Names in rules stand for something, codes exist: when the whole pack is read. */
int32_t sbill_pack_check(const struct sbill_pack_maker *m);
/* rules_digest.c: sha256 of the canonical text of each rule, the concepts and word lists it uses included. */
int32_t sbill_pack_digests(const struct sbill_pack_maker *m);

/* rules_headers.c: headers of sections by their words; when rules are joined. */
void sbill_rules_index_headers(struct sbill_rules *r);
/* rules_wake.c: which rules a concept may wake; when rules are joined. */
void sbill_rules_wake_lists(struct sbill_rules *r);
/* rules_sort.c: what each concept is; when concepts and rules are joined. */
void sbill_rules_sort_concepts(struct sbill_rules *r);

/* rules_patterns.c: room for the compiled patterns, when the number of patterns is known. */
int32_t sbill_rules_make_slots(struct sbill_rules *r, sbill_error **err);

#endif
