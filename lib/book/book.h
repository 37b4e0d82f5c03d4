/* The book as the floors above see it; the public half is in superbill.h. Everything here is safe
 * for any number of threads and allocates nothing unless it says so. */
#ifndef SBILL_BOOK_BOOK_H
#define SBILL_BOOK_BOOK_H

#include "base/number.h"
#include "book/image.h"
#include "superbill.h"

/* Layers, the one asked first is 0. */
size_t sbill_book_layer_count(const sbill_book *b);
const struct sbill_layer *sbill_book_layer(const sbill_book *b, size_t i);
const struct sbill_alloc *sbill_book_alloc(const sbill_book *b);

/* Is any table of this system loaded, and the release that covers a date in words ("ICD-10-CM
 * FY2026"); empty if none does. Lives as long as the book. */
bool sbill_book_has_system(const sbill_book *b, int32_t system);
struct sbill_text sbill_book_release(const sbill_book *b, int32_t system, int32_t on);
/* 1: what is loaded of this system for that date is only an extract (manifest: extent="extract"),
 * so SBILL_CODE_UNKNOWN means "not in this extract, not checked". 0 as soon as one layer holds a
 * whole release that covers the date. */
int32_t sbill_book_is_extract(const sbill_book *b, int32_t system, int32_t on);

/* Normal form of a code: upper case, no dots, no blanks; at most 15 characters into out, returns
 * the length, 0 if it holds anything but letters and digits or is too long. */
size_t sbill_code_normal(struct sbill_text code, char out[16]);

/* Facts of a code's row for the edits: flags below. */
enum {
    SBILL_CF_HEADER = 1,         /* not billable: more characters needed */
    SBILL_CF_EXTERNAL_CAUSE = 2, /* V00-Y99: never first-listed (guideline I.C.20) */
    SBILL_CF_MANIFESTATION =
        4, /* "in diseases classified elsewhere": never first-listed (guideline I.A.13) */
    SBILL_CF_SEVENTH = 8,  /* complete only with a 7th character */
    SBILL_CF_UNLISTED = 16 /* needs a description on the line */
};
uint32_t sbill_code_flags(const sbill_book *b, int64_t ref);

/* Is the code in the named group on that date: 1 yes, 0 no, -1 no such group is loaded that speaks
 * of this system on that date ("not checked"). */
int sbill_book_in_group(const sbill_book *b, const char *group, int32_t system,
                        struct sbill_text code, int32_t on);

/* The same for many codes: the group is found once. A handle is good for one system and date. */
enum {
    SBILL_GROUP_PARTS = 4
};
struct sbill_group {
    const sbill_book *b;
    const char *name;
    int32_t system, on;
    uint32_t
        parts; /* tables of the layer that answers; more than there is room for: asked one by one */
    struct {
        struct sbill_text section;
        uint32_t first, count; /* items */
    } part[SBILL_GROUP_PARTS];
    uint64_t low, high; /* the first eight characters of its codes lie between these */
    int32_t from, to;   /* days on which the same tables answer: there only `on` need be changed */
};
void sbill_book_group(const sbill_book *b, const char *group, int32_t system, int32_t on,
                      struct sbill_group *out);
/* A quick no: false if the group has no such code. */
static inline bool sbill_group_may_have(const struct sbill_group *g, const char code[16])
{
    const uint8_t *c = (const uint8_t *)code;
    uint64_t v = (uint64_t)c[0] << 56 | (uint64_t)c[1] << 48 | (uint64_t)c[2] << 40 |
                 (uint64_t)c[3] << 32 | (uint64_t)c[4] << 24 | (uint64_t)c[5] << 16 |
                 (uint64_t)c[6] << 8 | c[7];

    return v >= g->low && v <= g->high;
}
/* 1, 0, -1 as above. `code` is a normal form in a room of 16, zero-filled. */
int sbill_group_has(const struct sbill_group *g, const char code[16]);

/* The amount for one unit from the fee tables. Of the rows that fit (blank payer, place or
 * modifiers fit all), the most particular wins: payer before place before modifiers. False if no
 * row fits. `source` lives as long as the book. */
struct sbill_fee_query {
    int32_t system;
    struct sbill_text code;
    const struct sbill_text *modifiers;
    size_t modifier_count;
    struct sbill_text payer_id,
        payer; /* a row may name the payer by its id or by its profile's name; the id says more */
    struct sbill_text place;
    struct sbill_text currency; /* of the claim; empty = any */
    int32_t on;
};
bool sbill_book_fee(const sbill_book *b, const struct sbill_fee_query *q, int64_t *amount,
                    struct sbill_text *source);

/* Payer profiles. `text` members live as long as the book. */
struct sbill_payer_profile;
/* By profile name, else payer id, else filing indicator, else the profile marked default; NULL if
 * none. */
const struct sbill_payer_profile *sbill_book_payer(const sbill_book *b, struct sbill_text profile,
                                                   struct sbill_text payer_id,
                                                   struct sbill_text filing_indicator);
/* All of them, layer by layer; NULL past the last. */
const struct sbill_payer_profile *sbill_book_payer_at(const sbill_book *b, size_t nth);
struct sbill_text sbill_payer_name(const sbill_book *b, const struct sbill_payer_profile *p);
struct sbill_text sbill_payer_title(const sbill_book *b,
                                    const struct sbill_payer_profile *p); /* words for people */
/* Severity this profile gives to a finding for one claim type, or (0) for all of them; SBILL_SEV_NONE: it says
 * nothing there. */
int32_t sbill_payer_severity(const sbill_book *b, const struct sbill_payer_profile *p,
                             int32_t number, int32_t claim_type);
/* The i-th required field: path pattern like "coverages[].group_number"; empty past the end. */
struct sbill_text sbill_payer_required(const sbill_book *b, const struct sbill_payer_profile *p,
                                       size_t i);
/* A named number of the profile (max-lines, max-diagnoses, timely-filing-days ...), or a yes (1)
 * or no (0) it gives to an option (zero-charge, replacement-claims ...); -1 = not given. The names
 * stand in docs/book.md. */
int64_t sbill_payer_limit(const sbill_book *b, const struct sbill_payer_profile *p,
                          const char *name);
/* A named pattern (member-id ...), empty = none. */
struct sbill_text sbill_payer_pattern(const sbill_book *b, const struct sbill_payer_profile *p,
                                      const char *name);

/* Everything a profile says, in its order: a payer's own edits are read so (book/payers.h has the kinds). */
struct sbill_payer_walk {
    struct sbill_text section;
    uint32_t next, left;
    size_t entry;
};
struct sbill_payer_item {
    int32_t kind, number;
    struct sbill_text text, second;
    int64_t value;
};
struct sbill_payer_walk sbill_payer_items(const sbill_book *b, const struct sbill_payer_profile *p);
bool sbill_payer_next(struct sbill_payer_walk *w, struct sbill_payer_item *out);

/* The compiled rules of all layers, made ready at first use and kept by the book (published
 * atomically). May allocate. NULL with *err set on failure. See book/rules.h. */
struct sbill_rules;
const struct sbill_rules *sbill_book_rules(const sbill_book *b, sbill_error **err);

#endif
