/* Order files of ICD-10-CM and their addenda, written from short lists. */
#ifndef TESTS_ORDER_FILE_H
#define TESTS_ORDER_FILE_H

#include <stdio.h>
#include <string.h>

struct order_text {
    char p[16384];
    size_t n;
    unsigned lines;
};

/* One line of an order file; the short title is the long one, cut. */
static inline void order_line(struct order_text *o, int billable, const char *code,
                              const char *title)
{
    o->n += (size_t)snprintf(o->p + o->n, sizeof o->p - o->n, "%05u %-7s %d %-60.60s %s\r\n",
                             ++o->lines, code, billable, title, title);
}

/* One line of order addenda; op as published: "Add:", "Delete:", "Revise from:", "Revise to:". */
static inline void addenda_line(struct order_text *o, const char *op, int billable,
                                const char *code, const char *title)
{
    o->n += (size_t)snprintf(o->p + o->n, sizeof o->p - o->n, "%-13s%d %-7s %-60.60s %s\r\n", op,
                             billable, code, title, title);
}

/* The counts that end addenda: before, after, added, deleted, revised; headers and then codes. */
static inline void addenda_end(struct order_text *o, const unsigned counts[10])
{
    static const char *const kinds[] = {"headers", "codes"};

    for (int k = 0; k < 2; k++) {
        const unsigned *c = counts + 5 * k;
        o->n += (size_t)snprintf(
            o->p + o->n, sizeof o->p - o->n,
            "\r\n%s\r\n  %u %s in a.txt\r\n  %u %s in b.txt\r\n  %u additions\r\n"
            "  %u deletions\r\n  %u revisions\r\nof which\r\n"
            "  %u revisions to both long and short titles\r\n"
            "  0 revisions to long title only\r\n",
            k ? "Codes" : "Headers", c[0], kinds[k], c[1], kinds[k], c[2], c[3], c[4], c[4]);
    }
}

#endif
