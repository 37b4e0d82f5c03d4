/* Words of titles, terms and queries. */
#include "book/search.h"

/* U+00C0 to U+00FF without their accents; blank = not a letter. */
static const char plain[] = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";

/* The letter that stands at the start of the text, lower case; 0 if it separates; *n is how many
 * bytes it takes. */
static char letter(struct sbill_text t, size_t *n)
{
    unsigned char c = (unsigned char)t.p[0], d = t.n > 1 ? (unsigned char)t.p[1] : 0;

    *n = 1;
    if (c < 0x80)
        return sbill_is_alnum((char)c) ? sbill_lower((char)c) : 0;
    if (c == 0xC3 && d >= 0x80 && d <= 0xBF) {
        *n = 2;
        return plain[d - 0x80] == ' ' ? 0 : plain[d - 0x80];
    }
    return 0;
}

/* Bytes of the apostrophe at the start of the text, 0 if there is none: ' or U+2019. */
static size_t apostrophe(struct sbill_text t)
{
    if (t.p[0] == '\'')
        return 1;
    return sbill_text_starts(t, SBILL_T("\xE2\x80\x99")) ? 3 : 0;
}

static bool like_a_code(const char *word, size_t n)
{
    if (n < 2 || !sbill_is_alpha(word[0]))
        return false;
    for (size_t i = 1; i < n; i++)
        if (sbill_is_digit(word[i]))
            return true;
    return false;
}

/* The plural in toe(s) and process(es) goes with its word: its opening bracket is passed over. */
static bool plural(struct sbill_text t)
{
    return sbill_text_starts(t, SBILL_T("(s)")) || sbill_text_starts(t, SBILL_T("(es)"));
}

/* Does the word go on after this byte, which is no letter? Gives the bytes to pass over. */
static size_t bridge(struct sbill_text t, bool join, const char *word, size_t n)
{
    size_t skip = apostrophe(t), unused;

    if (skip == 0 && (plural(t) || (join && t.p[0] == '.' && like_a_code(word, n))))
        skip = 1;
    if (skip == 0 || skip >= t.n || !letter((struct sbill_text){t.p + skip, t.n - skip}, &unused))
        return 0;
    return skip;
}

size_t sbill_search_word(struct sbill_text *rest, bool join, char out[SBILL_WORD_MAX + 1])
{
    size_t n = 0;

    while (rest->n) {
        size_t bytes, skip = 0;
        char c = letter(*rest, &bytes);
        if (c && n < SBILL_WORD_MAX)
            out[n++] = c;
        if (!c && n)
            skip = bridge(*rest, join, out, n);
        if (!c && n && !skip)
            break;
        bytes = c ? bytes : skip ? skip : 1;
        rest->p += bytes;
        rest->n -= bytes;
    }
    out[n] = 0;
    return n;
}
