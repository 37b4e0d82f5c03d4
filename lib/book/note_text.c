/* What an instruction note of the tabular list says of codes. The notes are prose with codes in
 * parentheses: "(C43.2-,C44.2-)", "(E08-E13 with .51-.52)", "(T36-T50 with fifth or sixth character 5)";
 * a few name codes outside them: "intestinal obstruction classifiable to K56.-". */
#include <string.h>

#include "book/instructions.h"

struct cursor {
    const char *p, *end;
};

static bool at_end(const struct cursor *c)
{
    return c->p >= c->end;
}

static void skip_blanks(struct cursor *c)
{
    while (!at_end(c) && sbill_is_space(*c->p))
        c->p++;
}

/* The word, in any case, and no longer one; moves behind it. */
static bool take_word(struct cursor *c, const char *word)
{
    struct cursor k = *c;

    skip_blanks(&k);
    for (; *word; word++, k.p++)
        if (at_end(&k) || sbill_lower(*k.p) != *word)
            return false;
    if (!at_end(&k) && sbill_is_alnum(*k.p))
        return false;
    *c = k;
    return true;
}

static bool take_char(struct cursor *c, char ch)
{
    skip_blanks(c);
    if (at_end(c) || *c->p != ch)
        return false;
    c->p++;
    return true;
}

/* ---- codes ---- */

static bool is_code_char(char ch)
{
    return sbill_is_upper(ch) || sbill_is_digit(ch);
}

/* A letter, then two letters or digits with a digit among them; behind a dot up to four more. */
static bool take_code(struct cursor *c, char out[8])
{
    struct cursor k = *c;
    size_t n = 3;

    memset(out, 0, 8);
    if (k.end - k.p < 3 || !sbill_is_upper(k.p[0]) || !is_code_char(k.p[1]) ||
        !is_code_char(k.p[2]) || !(sbill_is_digit(k.p[1]) || sbill_is_digit(k.p[2])))
        return false;
    memcpy(out, k.p, 3);
    k.p += 3;
    if (k.end - k.p > 1 && k.p[0] == '.' && is_code_char(k.p[1])) {
        k.p++;
        while (!at_end(&k) && is_code_char(*k.p) && n < 7)
            out[n++] = *k.p++;
    }
    if (!at_end(&k) && sbill_is_alnum(*k.p))
        return false;
    *c = k;
    return true;
}

/* ".-", ".", "-" behind a code: everything below it. Says how many dashes. */
static size_t take_dashes(struct cursor *c)
{
    size_t dashes = 0;

    while (!at_end(c) && (*c->p == '-' || (*c->p == '.' && c->end - c->p > 1 && c->p[1] == '-'))) {
        dashes += *c->p == '-';
        c->p++;
    }
    return dashes;
}

/* "A00", "A00.-", "A00-A09", "S00.- to S09.-", "S32.1--S32.9", "F10.- -F19.-". A dash and a blank before
 * the next code are a forgotten comma. */
static bool take_part(struct cursor *c, struct sbill_note_part *part)
{
    struct cursor k;
    bool range;

    memset(part, 0, sizeof *part);
    if (!take_code(c, part->first))
        return false;
    range = take_dashes(c) > 0;
    k = *c;
    if (take_char(&k, '-') || take_word(&k, "to") || take_word(&k, "through")) {
        skip_blanks(&k);
        range = true;
    }
    if (range && take_code(&k, part->last)) {
        take_dashes(&k);
        *c = k;
    }
    return true;
}

/* ---- conditions ---- */

static int index_of(char ch)
{
    return sbill_is_digit(ch) ? ch - '0' : sbill_is_upper(ch) ? ch - 'A' + 10 : -1;
}

static uint8_t take_ordinal(struct cursor *c)
{
    static const struct {
        const char *word;
        uint8_t bit;
    } words[] = {{"fourth", 8}, {"4th", 8},  {"fifth", 16}, {"5th", 16},    {"sixth", 32},
                 {"six", 32},   {"6th", 32}, {"7th", 64},   {"seventh", 64}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take_word(c, words[i].word))
            return words[i].bit;
    return 0;
}

static bool take_joint(struct cursor *c)
{
    return take_char(c, ',') || take_char(c, '.') || take_word(c, "or") || take_word(c, "and");
}

/* Letters and digits one by one, ranges of them, joined: "5", "1-4 or 6", "B or C". */
static bool take_allowed(struct cursor *c, uint64_t *allowed)
{
    *allowed = 0;
    do {
        int first, last;

        while (take_joint(c) || take_char(c, '.'))
            continue;
        if (at_end(c))
            return *allowed != 0;
        first = last = index_of(*c->p);
        if (first < 0 || (c->end - c->p > 1 && sbill_is_alnum(c->p[1])))
            return *allowed != 0;
        c->p++;
        if (c->end - c->p > 1 && *c->p == '-' && index_of(c->p[1]) >= first) {
            last = index_of(c->p[1]);
            c->p += 2;
        }
        for (int i = first; i <= last; i++)
            *allowed |= (uint64_t)1 << i;
        skip_blanks(c);
    } while (!at_end(c));
    return *allowed != 0;
}

static bool add_ending(struct sbill_condition *d, const char *p, size_t n)
{
    if (n == 0 || n > 4 || d->endings == SBILL_ENDINGS)
        return false;
    memcpy(d->ending[d->endings++], p, n);
    return true;
}

/* Digits or letters together: where they end. */
static size_t run(const struct cursor *c)
{
    size_t n = 0;

    while (c->p + n < c->end && is_code_char(c->p[n]))
        n++;
    return n;
}

/* ".51-.52": both ends and what lies between, if they differ only in the last character. */
static bool add_ending_range(struct sbill_condition *d, struct cursor *c, const char *first,
                             size_t n)
{
    char between[4];

    c->p += 2;
    if (run(c) != n || memcmp(first, c->p, n - 1) != 0 || first[n - 1] > c->p[n - 1])
        return false;
    memcpy(between, first, n);
    while (between[n - 1] != c->p[n - 1]) {
        between[n - 1]++;
        if (!add_ending(d, between, n))
            return false;
    }
    c->p += n;
    return true;
}

/* ".14, .24, .94", ".51-.52", ".620", ".69-": what follows the category. */
static bool take_endings(struct cursor *c, struct sbill_condition *d)
{
    d->kind = SBILL_CONDITION_BEHIND;
    d->from = 3;
    do {
        size_t n;
        const char *p;

        if (!take_char(c, '.'))
            return d->endings > 0;
        n = run(c);
        p = c->p;
        if (!add_ending(d, p, n))
            return false;
        c->p += n;
        if (c->end - c->p > 2 && c->p[0] == '-' && c->p[1] == '.') {
            if (!add_ending_range(d, c, p, n))
                return false;
        } else {
            take_dashes(c);
        }
        skip_blanks(c);
        if (!at_end(c) && *c->p == '.') /* ".15. .25" */
            c->p += c->end - c->p > 1 && sbill_is_space(c->p[1]);
        (void)take_char(c, ',');
        skip_blanks(c);
    } while (!at_end(c));
    return true;
}

/* "final characters -23". */
static bool take_final(struct cursor *c, struct sbill_condition *d)
{
    size_t n;

    if (!take_word(c, "characters") && !take_word(c, "character"))
        return false;
    (void)take_char(c, '-');
    skip_blanks(c);
    n = run(c);
    d->kind = SBILL_CONDITION_ENDS;
    if (!add_ending(d, c->p, n))
        return false;
    c->p += n;
    return true;
}

/* "fifth or sixth character 5", "7th character B or C", "fifth to sixth characters 51". */
static bool take_characters(struct cursor *c, struct sbill_condition *d)
{
    uint8_t bit, first = 0;
    bool run_of_two = false;

    while ((bit = take_ordinal(c)) != 0) {
        d->asked |= bit;
        first = first ? first : bit;
        if (take_word(c, "to"))
            run_of_two = true;
        else
            (void)take_joint(c);
    }
    (void)take_char(c, '-');
    if (!first || !(take_word(c, "character") || take_word(c, "characters")))
        return false;
    if (take_word(c, "to")) { /* "to indicate intent": whatever it is */
        d->kind = SBILL_CONDITION_NONE;
        c->p = c->end;
        return true;
    }
    skip_blanks(c);
    if (run_of_two) {
        d->kind = SBILL_CONDITION_BEHIND;
        while ((1 << d->from) < first)
            d->from++;
        bit = (uint8_t)run(c);
        c->p += bit;
        return add_ending(d, c->p - bit, bit);
    }
    d->kind = SBILL_CONDITION_ANY_OF;
    return take_allowed(c, &d->allowed);
}

/* Behind "with". */
static bool take_condition(struct cursor *c, struct sbill_condition *d)
{
    memset(d, 0, sizeof *d);
    skip_blanks(c);
    if (!at_end(c) && *c->p == '.')
        return take_endings(c, d);
    if (take_word(c, "final"))
        return take_final(c, d);
    return take_characters(c, d);
}

/* ---- lists ---- */

/* False where it makes no sense: what follows the category, of codes that say more than the category. */
static bool apply(struct sbill_note_parts *out, size_t from, const struct sbill_condition *d)
{
    for (size_t i = from; i < out->n; i++) {
        if (d->kind == SBILL_CONDITION_BEHIND && strlen(out->part[i].first) > d->from)
            return false;
        out->part[i].condition = *d;
    }
    return true;
}

/* A list of codes, perhaps with a condition. Stops at what is neither; true if that is the end. */
static bool take_list(struct cursor *c, struct sbill_note_parts *out)
{
    size_t first = out->n;

    for (;;) {
        struct sbill_condition d;

        skip_blanks(c);
        while (take_joint(c) || take_char(c, ';'))
            continue;
        skip_blanks(c);
        if (at_end(c))
            return true;
        if (out->n > first && take_word(c, "with")) {
            if (!take_condition(c, &d) || !apply(out, first, &d))
                return false;
            continue;
        }
        if (out->n == SBILL_NOTE_PARTS || !take_part(c, &out->part[out->n]))
            return false;
        out->n++;
    }
}

static bool take_chapter(struct cursor *c, struct sbill_note_parts *out)
{
    int32_t number = 0;

    if (!take_word(c, "chapter"))
        return false;
    skip_blanks(c);
    while (!at_end(c) && sbill_is_digit(*c->p) && number < 100)
        number = number * 10 + (*c->p++ - '0');
    if (number == 0 || out->n == SBILL_NOTE_PARTS)
        return false;
    memset(&out->part[out->n], 0, sizeof *out->part);
    out->part[out->n++].chapter = number;
    return true;
}

/* Is there anything like a code? Sets c to the first. */
static bool find_code(struct cursor *c, const char *start)
{
    char code[8];

    for (; !at_end(c); c->p++) {
        struct cursor k = *c;
        if ((c->p == start || !sbill_is_alnum(c->p[-1])) && take_code(&k, code))
            return true;
    }
    return false;
}

/* One pair of parentheses; `c` stands behind them and may be moved past a condition. */
static void read_group(struct cursor group, struct cursor *c, struct sbill_note_parts *out)
{
    struct cursor k = group, behind = *c;
    struct sbill_condition d;
    size_t first = out->n;

    if (take_chapter(&k, out) || !find_code(&k, group.p))
        return;
    k = group;
    if (!take_list(&k, out)) {
        out->odd = true;
        out->n = first;
        return;
    }
    if (!take_word(&behind, "with"))
        return;
    if (take_condition(&behind, &d) && apply(out, first, &d))
        *c = behind; /* else the words behind are prose */
}

static void read_groups(struct sbill_text words, struct sbill_note_parts *out)
{
    struct cursor c = {words.p, words.p + words.n};

    while (!at_end(&c)) {
        const char *open = memchr(c.p, '(', (size_t)(c.end - c.p)), *close;

        if (!open)
            return;
        close = open + 1;
        while (close < c.end && *close != ')' && *close != '(')
            close++;
        c.p = close < c.end && *close == ')' ? close + 1 : close;
        read_group((struct cursor){open + 1, close}, &c, out);
    }
}

/* Codes outside parentheses, where there are none inside: "hearing loss as classified in H90.-". */
static void read_loose(struct sbill_text words, struct sbill_note_parts *out)
{
    struct cursor c = {words.p, words.p + words.n};

    while (find_code(&c, words.p)) {
        if (out->n == SBILL_NOTE_PARTS || !take_part(&c, &out->part[out->n])) {
            out->odd = true;
            return;
        }
        out->n++;
        if (take_word(&c, "with")) {
            struct sbill_condition d;
            out->odd = out->odd || !take_condition(&c, &d) || !apply(out, out->n - 1, &d);
        }
    }
}

/* As whole words, in any case. */
static bool holds(struct sbill_text words, const char *phrase)
{
    size_t n = strlen(phrase);

    for (size_t i = 0; i + n <= words.n; i++)
        if ((i == 0 || !sbill_is_alnum(words.p[i - 1])) &&
            (i + n == words.n || !sbill_is_alnum(words.p[i + n])) &&
            sbill_text_eq_fold((struct sbill_text){words.p + i, n}, (struct sbill_text){phrase, n}))
            return true;
    return false;
}

void sbill_note_read(struct sbill_text words, struct sbill_note_parts *out)
{
    /* "Any follow-up examination after treatment": there need not have been one. */
    static const char *const optional[] = {"if applicable", "if known", "if present", "any",
                                           "as appropriate"};
    struct cursor c;

    memset(out, 0, sizeof *out);
    words = sbill_text_trim(words);
    read_groups(words, out);
    if (out->n == 0 && !out->odd)
        read_loose(words, out);
    out->odd = out->odd || holds(words, "for codes"); /* says whom it is for, not whom it names */
    if (out->odd)
        out->n = 0;
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        out->if_applicable = out->if_applicable || holds(words, optional[i]);
    out->heading = words.n && words.p[words.n - 1] == ':';
    c = (struct cursor){words.p, words.p + words.n};
    out->opens = out->heading || take_word(&c, "code") || take_word(&c, "codes");
}

/* ---- conditions, met or not ---- */

static bool ending_fits(const struct sbill_condition *c, const char *code, size_t n, size_t i)
{
    size_t length = 0, at = c->from;

    while (length < 4 && c->ending[i][length])
        length++;
    if (c->kind == SBILL_CONDITION_ENDS) {
        if (n < length + 3)
            return false;
        at = n - length;
    }
    return at + length <= n && memcmp(code + at, c->ending[i], length) == 0;
}

bool sbill_condition_met(const struct sbill_condition *c, const char *code, size_t n)
{
    if (c->kind == SBILL_CONDITION_NONE)
        return true;
    if (c->kind == SBILL_CONDITION_ANY_OF) {
        for (size_t i = 0; i < n && i < 8; i++) {
            int at = index_of(code[i]);
            if (c->asked >> i & 1 && at >= 0 && c->allowed >> at & 1)
                return true;
        }
        return false;
    }
    for (size_t i = 0; i < c->endings && i < SBILL_ENDINGS; i++)
        if (ending_fits(c, code, n, i))
            return true;
    return false;
}
