/* X12 as bytes: interchanges cut into segments, elements and components, in place. What a segment means is the
 * reader's business. Nothing is copied: all slices point into the bytes that were given, which the caller keeps. */
#ifndef SBILL_BASE_X12_H
#define SBILL_BASE_X12_H

#include "base/text.h"

#define SBILL_X12_ELEMENTS 64 /* kept of one segment; no standard segment has more than 32 */
#define SBILL_X12_LONGEST ((size_t)1 << 16) /* bytes of one segment; a longer one is no segment */

/* Separators, as an interchange declares them by position (ISA: character 4, ISA11, ISA16, what ends it). */
struct sbill_x12_marks {
    char element, component, segment;
    char repetition; /* '\0': none, ISA11 is a letter (before 00402) or blank */
};

/* A segment name as a number, for switch: letters are taken as upper case. */
#define SBILL_X12_TAG(a, b, c)                                                \
    ((uint32_t)(unsigned char)(a) << 16 | (uint32_t)(unsigned char)(b) << 8 | \
     (uint32_t)(unsigned char)(c))
#define SBILL_X12_TAG2(a, b) SBILL_X12_TAG(a, b, 0)

struct sbill_x12_segment {
    struct sbill_text id;
    uint32_t tag; /* SBILL_X12_TAG('C', 'L', 'M'); 0 unless two or three letters and digits */
    size_t n;     /* elements that are there, trailing empty ones included */
    /* From 1 to n; ask sbill_x12_element, which knows n. */
    struct sbill_text e[SBILL_X12_ELEMENTS + 1];
    uint32_t number; /* in the stream, from 1 */
    uint32_t in_set; /* in its transaction set, ST is 1 (as IK302 and SE01 count); 0 outside */
    uint32_t line;   /* line of the stream it begins on, from 1 */
    bool unended;    /* the stream ends without the segment's terminator */
    bool cut;        /* more elements than are kept: those past SBILL_X12_ELEMENTS are lost */
};

struct sbill_x12 { /* start zeroed */
    struct sbill_x12_marks marks;
    bool begun;     /* an ISA was met: marks are known */
    bool irregular; /* the last ISA is not of fixed width: its marks were found by counting */
    uint32_t number, in_set, line;
};

/* Looks like X12: ISA at the front, blanks and a byte order mark apart. */
bool sbill_x12_sniff(struct sbill_text bytes);

/* Cut the next segment off the front of *bytes, with the blanks and line ends around it. Every ISA declares
 * its separators anew. `last`: no more bytes will come, so that a segment without its end is given as it is.
 * SBILL_OK; SBILL_MORE: call again with the same front and more behind it; SBILL_END: nothing is left;
 * SBILL_EINPUT: no ISA at the front of the stream, an ISA whose separators cannot be told, or a segment longer
 * than SBILL_X12_LONGEST; nothing is cut off and there is no going on. */
int32_t sbill_x12_next(struct sbill_x12 *x, struct sbill_text *bytes, bool last,
                       struct sbill_x12_segment *out);

/* The i-th element, from 1; empty if it is not there. */
static inline struct sbill_text sbill_x12_element(const struct sbill_x12_segment *s, size_t i)
{
    return i >= 1 && i <= s->n && i <= SBILL_X12_ELEMENTS ? s->e[i] : (struct sbill_text){"", 0};
}
/* The i-th component of a composite, or repetition of an element, from 1; empty if it is not there. With the mark '\0'
 * there is but one. */
struct sbill_text sbill_x12_part(struct sbill_text element, char mark, size_t i);
size_t sbill_x12_part_count(struct sbill_text element, char mark); /* 0 if empty */
/* Files occur whose composites are held together by another character than ISA16 says. For a composite that begins
 * with a two-character qualifier: that character, or ISA16's where nothing speaks against it. */
char sbill_x12_component_mark(const struct sbill_x12 *x, struct sbill_text composite);
/* For messages: "N403", "SV101-2" (element and part 0: the segment), and "segment 17 of its set, line 20". */
void sbill_x12_name(struct sbill_buf *b, struct sbill_text id, size_t element, size_t part);
void sbill_x12_place(struct sbill_buf *b, uint32_t in_set, uint32_t line);
/* A decimal (R) as a whole number of 10^-places: 12, -12.5, .5 and 5. are right; false on anything else. */
bool sbill_x12_decimal(struct sbill_text t, int places, int64_t *out);

#endif
