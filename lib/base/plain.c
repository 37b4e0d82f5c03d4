#include "base/plain.h"

/* Latin-1 and Latin Extended-A in plain letters, from U+00A0 on. */
static const char *const plain[] = {
    " ", "!",   "C",  "L",  "",    "Y",   " ",   "S",
    " ", "(C)", "A",  "\"", "-",   "-",   "(R)", " ", /* A0 */
    " ", "+/-", "2",  "3",  "'",   "U",   "P",   ".",
    " ", "1",   "O",  "\"", "1/4", "1/2", "3/4", "?", /* B0 */
    "A", "A",   "A",  "A",  "A",   "A",   "AE",  "C",
    "E", "E",   "E",  "E",  "I",   "I",   "I",   "I", /* C0 */
    "D", "N",   "O",  "O",  "O",   "O",   "O",   "x",
    "O", "U",   "U",  "U",  "U",   "Y",   "TH",  "ss", /* D0 */
    "a", "a",   "a",  "a",  "a",   "a",   "ae",  "c",
    "e", "e",   "e",  "e",  "i",   "i",   "i",   "i", /* E0 */
    "d", "n",   "o",  "o",  "o",   "o",   "o",   "/",
    "o", "u",   "u",  "u",  "u",   "y",   "th",  "y", /* F0 */
    "A", "a",   "A",  "a",  "A",   "a",   "C",   "c",
    "C", "c",   "C",  "c",  "C",   "c",   "D",   "d", /* 100 */
    "D", "d",   "E",  "e",  "E",   "e",   "E",   "e",
    "E", "e",   "E",  "e",  "G",   "g",   "G",   "g", /* 110 */
    "G", "g",   "G",  "g",  "H",   "h",   "H",   "h",
    "I", "i",   "I",  "i",  "I",   "i",   "I",   "i", /* 120 */
    "I", "i",   "IJ", "ij", "J",   "j",   "K",   "k",
    "k", "L",   "l",  "L",  "l",   "L",   "l",   "L", /* 130 */
    "l", "L",   "l",  "N",  "n",   "N",   "n",   "N",
    "n", "n",   "N",  "n",  "O",   "o",   "O",   "o", /* 140 */
    "O", "o",   "OE", "oe", "R",   "r",   "R",   "r",
    "R", "r",   "S",  "s",  "S",   "s",   "S",   "s", /* 150 */
    "S", "s",   "T",  "t",  "T",   "t",   "T",   "t",
    "U", "u",   "U",  "u",  "U",   "u",   "U",   "u", /* 160 */
    "U", "u",   "U",  "u",  "W",   "w",   "Y",   "y",
    "Y", "Z",   "z",  "Z",  "z",   "Z",   "z",   "s", /* 170 */
};
#define FIRST_PLAIN 0xA0

/* General punctuation that word processors put in. */
static const struct {
    uint32_t c;
    const char *plain;
} marks[] = {
    {0x2010, "-"}, {0x2011, "-"},   {0x2012, "-"},   {0x2013, "-"},  {0x2014, "-"},
    {0x2018, "'"}, {0x2019, "'"},   {0x201A, ","},   {0x201C, "\""}, {0x201D, "\""},
    {0x2022, "."}, {0x2026, "..."}, {0x20AC, "EUR"}, {0x2122, "TM"},
};

const char *sbill_plain_letters(uint32_t c)
{
    size_t i = c - FIRST_PLAIN;

    if (c >= FIRST_PLAIN && i < sizeof plain / sizeof *plain)
        return plain[i];
    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].c == c)
            return marks[i].plain;
    return NULL;
}

uint32_t sbill_utf8_next(struct sbill_text *t)
{
    unsigned char first = (unsigned char)t->p[0];
    size_t n = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t c = n == 1 ? first : first & (0x7FU >> n);

    if (n > t->n) /* valid text never ends so */
        n = t->n;
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)t->p[i] & 0x3F);
    t->p += n;
    t->n -= n;
    return c;
}
