/* The scanner and every pattern on every segment must find the same.
 *
 *   scan_check patterns SEED ROUNDS            packs of generated patterns on generated texts
 *   scan_check notes NOTES PACK.xml...         notes: each its length in four bytes, lowest first, then its bytes
 *
 * Exit 0 the same, 1 not the same, 2 wrong use. */
#include <stdio.h>

#include "both_ways.h"
#include "pattern_maker.h"

#define PACK_PATTERNS 40
#define PACK_TEXTS 60

static const char head[] = "<rules xmlns='urn:superbill:rules:1' id='p' version='1'>";

struct counts {
    size_t patterns, always, exact, anchored, texts, hits, limited, captures, different;
};

static void show_difference(const struct both_ways *b, struct sbill_text text)
{
    for (int i = 0; i < 2; i++) {
        printf("%s:", i ? "every pattern" : "scanner");
        for (size_t k = 0; k < b->w[i].hits.n; k++) {
            const struct sbill_hit *h = &b->w[i].hits.v[k];
            printf(" %.*s %zu-%zu", (int)b->w[i].r->concepts.v[h->concept].c->id.n,
                   b->w[i].r->concepts.v[h->concept].c->id.p, h->start, h->end);
        }
        printf("\n");
    }
    printf("text: %.*s\n", (int)text.n, text.p);
}

static void show_pattern(const struct both_ways *b)
{
    const struct sbill_rules *r = b->w[1].r;
    size_t i = 0;

    while (i < b->w[0].hits.n && i < b->w[1].hits.n &&
           both_ways_same_place(&b->w[0].hits.v[i], &b->w[1].hits.v[i]))
        i++;
    for (int k = 0; k < 2; k++)
        if (i < b->w[k].hits.n)
            for (size_t p = 0; p < r->patterns.n; p++)
                if (r->patterns.v[p].use == SBILL_FOR_FIND &&
                    r->patterns.v[p].owner == b->w[k].hits.v[i].concept)
                    printf("pattern: %.*s\n", (int)r->patterns.v[p].p->text.n,
                           r->patterns.v[p].p->text.p);
}

static void compare(struct both_ways *b, const struct sbill_rules *r, struct sbill_text text,
                    struct counts *c)
{
    enum both_ways_answer answer = both_ways(b, r, text);

    c->texts++;
    c->hits += b->w[1].hits.n;
    c->limited += answer == BOTH_WAYS_LIMIT;
    c->captures += answer == BOTH_WAYS_CAPTURES;
    if (answer != BOTH_WAYS_DIFFERENT)
        return;
    if (c->different++ < 3) {
        show_difference(b, text);
        show_pattern(b);
    }
}

static void count_forms(const struct sbill_rules *r, struct counts *c)
{
    for (size_t i = 0; i < r->patterns.n; i++) {
        const struct sbill_joined_pattern *p = &r->patterns.v[i];
        if (p->use != SBILL_FOR_FIND)
            continue;
        c->patterns++;
        c->always += p->p->needs.n == 0;
        c->exact += p->form == SBILL_FORM_EXACT;
        c->anchored += p->form == SBILL_FORM_ANCHORED;
    }
}

/* ---- Generated patterns ---- */

/* One concept with a pattern that the loader takes; 0 if it does not take the one that was made. */
static size_t add_concept(struct pattern_maker *m, unsigned number, char *to, size_t room)
{
    static const char *const attrs[] = {
        "", "", "", " case='exact'", " whole='no'", " whole='no'", " case='exact' whole='no'"};
    static char pattern[8192], alone[12288];
    struct sbill_buf section;
    size_t n;

    maker_escape(maker_pattern(m), pattern, sizeof pattern);
    n = (size_t)snprintf(to, room, "<concept id='c%u' group='g%u'><find%s>%s</find></concept>",
                         number, number, MAKER_PICK(m, attrs), pattern);
    if (n >= room)
        return 0;
    snprintf(alone, sizeof alone, "%s%s</rules>", head, to);
    if (both_ways_section(sbill_text_from(alone), &section) != SBILL_OK)
        return 0;
    sbill_buf_free(&section);
    return n;
}

static void one_round(struct both_ways *b, struct pattern_maker *m, struct counts *c)
{
    static char xml[PACK_PATTERNS * 9000];
    size_t n = (size_t)snprintf(xml, sizeof xml, "%s", head);
    struct sbill_rules *r;
    struct sbill_buf section;
    struct sbill_text text;

    for (unsigned i = 0; i < PACK_PATTERNS; i++)
        n += add_concept(m, i, xml + n, sizeof xml - n - 16);
    snprintf(xml + n, sizeof xml - n, "</rules>");
    if (both_ways_section(sbill_text_from(xml), &section) != SBILL_OK)
        exit(3);
    text = sbill_buf_view(&section);
    if (sbill_rules_new(sbill_alloc_default(), &text, 1, NULL, &r, NULL) != SBILL_OK)
        exit(3);
    count_forms(r, c);
    for (unsigned i = 0; i < PACK_TEXTS; i++)
        compare(b, r, sbill_text_from(maker_text(m)), c);
    sbill_rules_free(r);
    sbill_buf_free(&section);
}

/* ---- Notes ---- */

static char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *p;
    long size;

    if (!f || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0) {
        fprintf(stderr, "scan_check: cannot read %s\n", path);
        exit(2);
    }
    rewind(f);
    p = malloc((size_t)size + 1);
    *n = p ? fread(p, 1, (size_t)size, f) : 0;
    fclose(f);
    return p;
}

static void all_notes(struct both_ways *b, char **argv, struct counts *c)
{
    static struct sbill_buf sections[64];
    struct sbill_text texts[64];
    struct sbill_rules *r;
    size_t n, packs = 0, size;
    char *notes = slurp(argv[0], &n);

    for (char **path = argv + 1; *path && packs < 64; path++, packs++) {
        char *xml = slurp(*path, &size);
        if (both_ways_section((struct sbill_text){xml, size}, &sections[packs]) != SBILL_OK)
            exit(2);
        texts[packs] = sbill_buf_view(&sections[packs]);
        free(xml);
    }
    if (sbill_rules_new(sbill_alloc_default(), texts, packs, NULL, &r, NULL) != SBILL_OK)
        exit(2);
    count_forms(r, c);
    for (size_t i = 0; i + 4 <= n;) {
        const unsigned char *head_of = (const unsigned char *)notes + i;
        size_t len = head_of[0] | (size_t)head_of[1] << 8 | (size_t)head_of[2] << 16;
        i += 4;
        if (len > n - i)
            break;
        compare(b, r, (struct sbill_text){notes + i, len}, c);
        i += len;
    }
    sbill_rules_free(r);
    for (size_t i = 0; i < packs; i++)
        sbill_buf_free(&sections[i]);
    free(notes);
}

int main(int argc, char **argv)
{
    struct both_ways b;
    struct counts c = {0};

    if (argc < 4 || (strcmp(argv[1], "patterns") != 0 && strcmp(argv[1], "notes") != 0)) {
        fprintf(stderr, "usage: scan_check patterns SEED ROUNDS | notes FILE PACK.xml...\n");
        return 2;
    }
    if (!both_ways_start(&b))
        return 3;
    if (strcmp(argv[1], "notes") == 0) {
        all_notes(&b, argv + 2, &c);
    } else {
        struct pattern_maker m = {.seed = strtoull(argv[2], NULL, 10) * 2 + 1};
        for (unsigned long i = strtoul(argv[3], NULL, 10); i > 0; i--)
            one_round(&b, &m, &c);
    }
    both_ways_stop(&b);
    printf("scan_check: %zu patterns (%zu always, %zu exact, %zu anchored), %zu texts, %zu hits, "
           "%zu with limits, %zu with other captures, "
           "%zu different\n",
           c.patterns, c.always, c.exact, c.anchored, c.texts, c.hits, c.limited, c.captures,
           c.different);
    return c.different || (c.captures && strcmp(argv[1], "notes") == 0) ? 1 : 0;
}
