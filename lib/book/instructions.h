/* Instruction notes of the tabular list, understood: section NPAT, one for each release of the list.
 * Little-endian; parts follow each other, each filled up to 8 bytes.
 *
 * A note is prose; what it says of codes is kept as PATTERNS: all codes that begin so, or all codes whose
 * category stands between two others in the order of the list (never by spelling: C4A comes before C44),
 * perhaps with a CONDITION on later characters ("with fifth or sixth character 5"). Notes under one heading
 * make one INSTRUCTION. A NODE is a code that has instructions, or a category; a FRAME is a block or a
 * chapter.
 *
 *   0 layout 4, from 4, to 4, seed 4, slots 4, buckets 4, frames 4, instructions 4, notes 4, patterns 4,
 *     conditions 4, size of the text 4, zero 4, notes with codes that were not
 *     understood 4, notes without codes 4, zero 4
 *  64 steps of the hash, 2 each
 *     nodes at the place the hash gives them, 32 each: key 8, categories that its Excludes1 notes may name 8
 *     (one bit of 64 for each, by rank), first instruction 4, instructions 2, rank of the category 2, frame
 *     4, kinds of instructions 1 (bits), of these with one not understood 1, zero 2
 *     frames, 16 each: first instruction 4, instructions 4, frame above 4, name 4
 *     instructions, 16 each: kind 1, level 1, flags 1, zero 1, node as printed 4, first note 4, notes 4
 *     notes, 12 each: place in section NOTE 4, first pattern 4, patterns 4
 *     patterns, 16 each: key of the beginning, or lowest and highest rank 2 + 2 7, kind 1, mask of the key
 *     7, condition 1
 *     conditions, 48 each: kind 1, characters asked 1, where the endings begin 1, endings 1, zero 4, letters
 *     and digits allowed 8, endings 4 each
 *     text, each ends in NUL */
#ifndef SBILL_BOOK_INSTRUCTIONS_H
#define SBILL_BOOK_INSTRUCTIONS_H

#include "book/build.h"

enum {
    SBILL_NPAT_LAYOUT = 2,
    SBILL_NPAT_HEAD = 64,
    SBILL_NPAT_NODE = 32,
    SBILL_NPAT_FRAME = 16,
    SBILL_NPAT_INSTRUCTION = 16,
    SBILL_NPAT_NOTE = 12,
    SBILL_NPAT_PATTERN = 16,
    SBILL_NPAT_CONDITION = 48,
    SBILL_NPAT_NO_RANK = 0xffff,
    SBILL_NPAT_IF_APPLICABLE = 1, /* flags of an instruction */
    SBILL_NPAT_NAMES_CODES = 2,
    SBILL_NPAT_NOT_UNDERSTOOD = 4,
    SBILL_NPAT_CASES = 8
};
#define SBILL_NPAT_NONE UINT32_MAX
#define SBILL_NPAT_ODD 0x80000000u /* beside the patterns of a note: it was not understood */

/* ---- conditions on later characters ---- */

enum sbill_condition_kind {
    SBILL_CONDITION_NONE,
    SBILL_CONDITION_ANY_OF, /* one of the characters asked is one of those allowed */
    SBILL_CONDITION_BEHIND, /* from a character on the code reads as one of the endings */
    SBILL_CONDITION_ENDS    /* the code ends in one of them */
};
enum {
    SBILL_ENDINGS = 8
};
struct sbill_condition {
    uint8_t kind;
    uint8_t asked; /* bit i: character i + 1 of the code */
    uint8_t from;  /* characters before the endings */
    uint8_t endings;
    uint32_t zero;    /* no holes: conditions are compared as bytes */
    uint64_t allowed; /* bits 0-9 digits, 10-35 letters */
    char ending[SBILL_ENDINGS][4];
};
/* Does a code of n characters meet it? */
bool sbill_condition_met(const struct sbill_condition *c, const char *code, size_t n);

/* ---- reading the prose (note_text.c) ---- */

enum {
    SBILL_NOTE_PARTS = 64
};
struct
    sbill_note_part { /* "E08.-", "F80-F89", "T36-T50 with fifth or sixth character 5", "Chapter 1" */
    char first[8], last[8]; /* normal forms, zero-filled; last[0] = 0 if it is no range */
    int32_t chapter;        /* 0 = codes */
    struct sbill_condition condition;
};
struct sbill_note_parts {
    struct sbill_note_part part[SBILL_NOTE_PARTS];
    size_t n;
    bool odd;           /* something that looks like codes was not understood */
    bool if_applicable; /* "if applicable", "if known", "any ..." */
    bool heading;       /* ends in a colon: its list follows */
    bool opens;         /* begins an instruction of its own, whatever stands before: "code ..." */
};
void sbill_note_read(struct sbill_text words, struct sbill_note_parts *out);

/* ---- the section, opened ---- */

struct sbill_instructions {
    struct sbill_text s, notes; /* section NOTE of the same layer */
    const uint8_t *step, *node, *frame, *instruction, *note, *pattern, *condition;
    const char *text;
    uint32_t seed, slots, bucket_shift, frames, instructions, note_count, patterns, conditions,
        text_size;
    uint32_t not_understood, without_codes;
    int32_t from, to;
    uint32_t layer;
    struct sbill_instructions *next;
};
bool sbill_instructions_open(struct sbill_text section, struct sbill_instructions *out);

/* For the report over a book: the nth instruction note that was not understood. */
bool sbill_instructions_odd(const struct sbill_instructions *t, size_t nth, int32_t *kind,
                            struct sbill_text *node, struct sbill_text *text);

#endif
