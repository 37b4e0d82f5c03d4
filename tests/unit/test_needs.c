/* What the builder finds certain about patterns, and the folding of text. */
#include "assign/fold.h"
#include "book/rules_index.h"
#include "rules_unit.h"

/* ---- What is certain ---- */

static struct sbill_arena arena;

static size_t put(char *to, size_t room, const char *z)
{
    return (size_t)snprintf(to, room, "%s", z);
}

static size_t put_needle(char *to, size_t room, struct sbill_text t, uint32_t edges)
{
    return (size_t)snprintf(to, room, "%s%.*s%s", edges & SBILL_NEEDLE_LEFT ? "[" : "", (int)t.n,
                            t.p, edges & SBILL_NEEDLE_RIGHT ? "]" : "");
}

/* Branches after |, clauses after &, needles after /; ^ a branch starts with its first clause, = the needles are all
 * there is to it, {} how many words it may touch. */
static void show(const struct sbill_pattern *p, char *to, size_t room)
{
    uint32_t flags, branches, clauses, words, needles, edges;
    struct sbill_needs_reader r = sbill_needs_open(p->needs, &flags, &branches);
    struct sbill_text t;
    size_t n = put(to, room, flags & SBILL_NEEDS_EXACT ? "=" : p->needs.n ? "" : "always");

    for (uint32_t b = 0; b < branches; b++) {
        uint32_t how;
        sbill_needs_branch(&r, &how, &words, &clauses);
        n += put(to + n, room - n, b ? " | " : "");
        n += put(to + n, room - n, how & SBILL_BRANCH_START ? "^" : "");
        for (uint32_t c = 0; c < clauses; c++) {
            sbill_needs_clause(&r, &needles);
            n += put(to + n, room - n, c ? " & " : "");
            for (uint32_t i = 0; i < needles; i++) {
                sbill_needs_needle(&r, &t, &edges);
                n += put(to + n, room - n, i ? "/" : "");
                n += put_needle(to + n, room - n, t, edges);
            }
        }
        if (!(flags & SBILL_NEEDS_EXACT) && words != SBILL_NO_INDEX)
            n += (size_t)snprintf(to + n, room - n, " {%u}", words);
    }
    ck_assert(!r.bad && r.left == 0);
}

static void certain(const char *pattern, uint32_t rx, const char *expected)
{
    struct sbill_pattern p = {.text = t(pattern), .flags = rx};
    char got[1024];

    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert_int_eq(sbill_pattern_needs(sbill_alloc_default(), &arena, &p), SBILL_OK);
    show(&p, got, sizeof got);
    ck_assert_msg(strcmp(got, expected) == 0, "%s\n  gives   %s\n  expected %s", pattern, got,
                  expected);
    sbill_arena_free(&arena);
}

#define WHOLE(x) "(?<!\\w)(?:" x ")(?!\\w)"

START_TEST(words)
{
    certain(WHOLE("Diabetes"), 0, "=^[diabetes]");
    certain(WHOLE("type\\s+(?:2|ii)\\s+diabetes"), 0, "=^[type 2 diabetes] | ^[type ii diabetes]");
    certain(WHOLE("asthma|ra"), 0, "=^[asthma] | ^[ra]");
    certain(WHOLE("asthmas?"), 0, "=^[asthmas]/[asthma]");
    certain(WHOLE("asthmas??"), 0, "=^[asthma]/[asthmas]");
    certain(WHOLE("(?:acute\\s+)?asthma"), 0, "=^[acute asthma]/[asthma]");
    certain(WHOLE("colou?r"), 0, "=^[colour]/[color]");
    certain(WHOLE("a{2,3}"), 0, "=^[aaa]/[aa]");
    certain(WHOLE("o['-]neil"), 0, "=^[o'neil]/[o-neil]");
    certain(WHOLE("\\Qa+b\\E"), 0, "=^[a+b]");
    certain(WHOLE("\\x41\\x{42}"), 0, "=^[ab]");
    certain("knee", 0, "=^knee");
    certain("\\bknee\\b", 0, "=^[knee]");
    certain("a\xE2\x80\x93"
            "b",
            0,
            "=^a\xE2\x80\x93"
            "b");
}
END_TEST

/* Certain, but not enough: PCRE2 has the last word. */
START_TEST(more_than_words)
{
    certain(WHOLE("Diabetes"), SBILL_RX_CASE, "^[diabetes] {1}");
    certain(WHOLE("(?'x'knee|hip)\\s+pain"), 0, "^[knee pain] {2} | ^[hip pain] {2}");
    certain(WHOLE("chest\\ pain"), 0, "^[chest pain] {2}");
    certain(WHOLE("chest\\spain"), 0, "^[chest pain] {2}");
    certain(WHOLE("(?=k)knee"), 0, "^[knee] {1}");
    certain(WHOLE("(?>knee|kneel)"), 0, "^[knee] {1} | ^[kneel] {1}");
    certain(WHOLE("knee?+"), 0, "^[knee]/[kne] {1}");
    certain("^knee$", 0, "^[knee] {1}");
}
END_TEST

START_TEST(gaps)
{
    certain(WHOLE("pain.{0,40}knee"), 0, "^[pain & knee] {22}");
    certain(WHOLE("pain\\W+(?:\\w+\\W+){0,3}knee"), 0, "^[pain] & [knee] {5}");
    certain(WHOLE("pain.*knee"), 0, "^[pain & knee]");
    certain(WHOLE("knee.{0,9}pain|pain.{0,9}knee"), 0, "^[knee & pain] {7} | ^[pain & knee] {7}");
    certain(WHOLE("\\d{1,2}\\s+weeks\\s+pregnant"), 0, "[weeks pregnant] {3}");
    certain(WHOLE("diabet\\w*"), 0, "^[diabet {1}");
    certain(WHOLE("\\w*itis"), 0, "itis] {1}");
    certain(WHOLE("\\w+card\\w+"), 0, "card {1}");
    certain(WHOLE("a1c\\D{0,9}\\d"), 0, "^[a1c {7}");
    certain(WHOLE("ab+cde"), 0, "^[ab & bcde] {1}");
    certain(WHOLE("G\\d{1,2}\\s*P\\d"), 0, "^[g {3}");
    certain(WHOLE("(?:x|y)?\\W+knee"), 0, "[knee] {2}");
    certain(WHOLE("\xC3\xA9tude"), 0, "=^[\xC3\xA9tude]/[\xC3\x89tude]");
    certain(WHOLE("\xC3\xA5tude"), 0, "tude] {2}"); /* U+212B is its third case */
    certain(WHOLE("\xC2\xB5gram"), 0, "gram] {2}");
    certain("\xC2\xB1", 0, "=^\xC2\xB1");
    certain("\\[\\s?\\]", 0, "^[ ]/[] {0}");
    certain("\\?+\\s?(?=\\w)", 0, "^? {0}");
    certain(",\\s*(?:and\\s+)?(?=is|has)", 0, "^, {1}");
    certain(WHOLE("(?:\\w+\\s+){1,2}pain"), 0, "[pain] {3}");
}
END_TEST

START_TEST(not_certain)
{
    certain(WHOLE("\\d+"), 0, "always");
    certain(WHOLE("asthma|\\d+"), 0, "always");
    certain("\\w", 0, "always");
    certain("ab", 0, "always"); /* two letters anywhere */
    certain(WHOLE("(?i)abc"), 0, "always");
    certain(WHOLE("(?-i:abc)"), 0, "always");
    certain(WHOLE("abc\\Kdef"), 0, "always");
    certain(WHOLE("(?'x'a)\\k'x'bcd"), 0, "always");
    certain(WHOLE("(?|abc|def)"), 0, "always");
    certain(WHOLE("(?(?=a)abc|bcd)"), 0, "always");
    certain(WHOLE("abc(*ACCEPT)def"), 0, "always");
    certain(WHOLE("[[:alpha:]]bcd"), 0, "always");
    certain(WHOLE("\\N{U+41}bcd"), 0, "always");
    certain(WHOLE("abc{,2}d"), 0, "always");
    certain(WHOLE("ab{2}{3}c"), 0, "always");
    certain(WHOLE("\\Qab\\E+c"), 0, "always");
    certain(WHOLE("ab(?#x)+c"), 0, "always");
}
END_TEST

/* Reading stays in proportion to the pattern. */
START_TEST(large_patterns)
{
    char p[16000] = "";
    struct sbill_pattern large = {.text = {p, 0}};
    size_t n = 0;

    for (int i = 0; i < 30; i++)
        n += put(p + n, sizeof p - n, "(?:a|b|");
    n += put(p + n, sizeof p - n, "c");
    for (int i = 0; i < 30; i++)
        n += put(p + n, sizeof p - n, "d)*");
    certain(p, 0, "always");
    for (n = 0; n < 15000;)
        n += (size_t)snprintf(p + n, sizeof p - n, "(?:ab%zu|cd)\\d*", n);
    large.text.n = n;
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert_int_eq(sbill_pattern_needs(sbill_alloc_default(), &arena, &large), SBILL_OK);
    sbill_arena_free(&arena);
}
END_TEST

/* ---- The author's anchor ---- */

START_TEST(anchors)
{
    struct sbill_pattern p = {.text = t("\\d+")};
    char got[256];

    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    ck_assert(sbill_pattern_anchor(&arena, t("A1c| Blood  Sugar "), &p));
    show(&p, got, sizeof got);
    ck_assert_str_eq(got, "[a1c]/[blood sugar]");
    ck_assert(!sbill_pattern_anchor(&arena, t("a1c|"), &p));
    ck_assert(!sbill_pattern_anchor(&arena, t("+|-"), &p));
    sbill_arena_free(&arena);
}
END_TEST

/* ---- Folding ---- */

static struct sbill_folded folded;

static void folds(const char *text, size_t n, const char *expected)
{
    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    memset(&folded, 0, sizeof folded);
    ck_assert(sbill_fold(&arena, (struct sbill_text){text, n}, &folded));
    ck_assert_msg(folded.n == strlen(expected) && memcmp(folded.p, expected, folded.n) == 0,
                  "\"%.*s\"", (int)folded.n, folded.p);
    for (size_t i = 0; i < folded.n; i++)
        ck_assert_int_eq(sbill_folded_bit(folded.word, i),
                         sbill_is_alnum(folded.p[i]) || folded.p[i] == '_');
    sbill_arena_free(&arena);
}

START_TEST(folding)
{
    static const char every[] = "Knee\tPAIN\r\nx_9 \x7F@[`{\xC3\x89";
    char text[1024], expected[1024];
    size_t n = 0, m = 0;

    folds("", 0, "");
    folds("A", 1, "a");
    folds("  A  b ", 7, " a b ");
    folds(every, sizeof every - 1, "knee pain x_9 \x7F@[`{\xC3\x89");
    folds("di\xC5\xBF"
          "betes\xE2\x84\xAA"
          "x",
          13, "disbeteskx");
    ck_assert(folded.has_odd);
    /* All lengths over several blocks, and blanks across the ends of blocks. */
    for (size_t len = 1; len < 300; len++) {
        for (n = m = 0; n < len; n++) {
            text[n] = n % 11 < 3 ? ' ' : (char)('A' + n % 26);
            if (text[n] != ' ' || m == 0 || expected[m - 1] != ' ')
                expected[m++] = sbill_lower(text[n]);
        }
        expected[m] = '\0';
        folds(text, n, expected);
    }
}
END_TEST

START_TEST(unfolding)
{
    static const char text[] = "a  b\n\n\nc \xC5\xBF"
                               "d";
    static const size_t places[] = {0, 1, 3, 4, 7, 8, 9, 11, 12};

    sbill_arena_init(&arena, sbill_alloc_default(), (size_t)1 << 24);
    memset(&folded, 0, sizeof folded);
    ck_assert(sbill_fold(&arena, (struct sbill_text){text, sizeof text - 1}, &folded));
    ck_assert_uint_eq(folded.n, 8);
    for (size_t i = 0; i <= folded.n; i++)
        ck_assert_uint_eq(sbill_unfold(&folded, i), places[i]);
    sbill_arena_free(&arena);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, words);
    tcase_add_test(c, more_than_words);
    tcase_add_test(c, gaps);
    tcase_add_test(c, not_certain);
    tcase_add_test(c, large_patterns);
    tcase_add_test(c, anchors);
    tcase_add_test(c, folding);
    tcase_add_test(c, unfolding);
}

int main(void)
{
    return unit_run("needs", add);
}
