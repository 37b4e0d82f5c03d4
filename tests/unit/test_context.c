/* Sections, segments and what the words around a hit make of it. */
#include "rules_unit.h"

static const char pack[] = PACK_HEAD
    "<words id='n'><w is='3'>three</w></words><words id='unit'><w is='week'>weeks?</w><w "
    "is='year'>years?</w></words>"
    "<section id='plan' rank='1'><header>plan</header></section>"
    "<section id='assessment' rank='1'><header>Assessment and  "
    "Plan</header><header>a/p</header></section>"
    "<section id='family' context='family'><header>family history</header></section>"
    "<section id='past' context='historical' standing='listed'><header>pmh</header></section>"
    "<section id='allergies' ignore='yes'><header>allergies</header></section>"
    "<cue category='negated' side='before'>no|denies|no evidence of|no acute</cue>"
    "<cue category='negated' side='after'>was ruled out</cue>"
    "<cue category='uncertain' side='before'>possible|rule out</cue>"
    "<cue category='historical' side='before'>history of</cue>"
    "<cue category='family' side='before'>family history of|mother had</cue>"
    "<cue category='planned' side='before' window='3'>will get</cue>"
    "<cue category='managed' side='before'>continue|on</cue>"
    "<cue category='ago'>(?'n'{n}|\\d+) (?'unit'{unit}) ago</cue>"
    "<cue category='pseudo'>no change in|history of present illness</cue>"
    "<cue category='terminator'>but|presents with</cue>"
    "<concept id='fever'><find>fever|acute fever</find></concept>"
    "<concept id='cough'><find>cough</find></concept>"
    "<concept id='dm' persistence='chronic' managed-by='metformin'><find>diabetes</find></concept>"
    "<concept id='metformin' kind='treatment'><find>metformin</find></concept>"
    "<concept id='mi' recent-days='28'><find>infarction</find></concept>"
    "<concept id='weeks' context='any'><find>\\d+ weeks pregnant</find></concept>"
    "</rules>";

static struct bench b;

static void setup(void)
{
    bench_start(&b, pack, NULL);
}

static void teardown(void)
{
    bench_stop(&b);
}

static const char *state(const char *text, const char *concept)
{
    const struct sbill_hit *h;

    bench_note(&b, text);
    bench_run(&b);
    h = bench_hit(&b, concept);
    if (!h)
        return "not found";
    return h->flags & SBILL_HIT_BLOCKED ? h->reason : sbill_context_name(h->state);
}

#define state_is(text, concept, expected) \
    ck_assert_msg(strcmp(state(text, concept), expected) == 0, "%s: %s", text, state(text, concept))

START_TEST(words_before_and_after)
{
    state_is("He has fever.", "fever", "current");
    state_is("Denies fever.", "fever", "negated");
    state_is("Denies chills, sweats or fever.", "fever", "negated");
    state_is("Fever was ruled out.", "fever", "negated");
    state_is("Possible fever.", "fever", "uncertain");
    state_is("History of fever.", "fever", "historical");
    state_is("Mother had fever.", "fever", "family");
}
END_TEST

START_TEST(a_cue_stays_in_its_sentence)
{
    state_is("Denies cough. Fever since Monday.", "fever", "current");
    state_is("Denies cough; fever since Monday.", "fever", "current");
    state_is("Denies cough\n- fever", "fever", "current");
    state_is("Denies cough\n\nfever", "fever", "current");
    state_is("Denies cough\nor fever at night.", "fever", "negated");
    state_is("Denies cough, seen by Dr. Ash, or fever.", "fever", "negated");
}
END_TEST

START_TEST(a_terminator_ends_the_reach)
{
    state_is("No cough but fever.", "fever", "current");
    state_is("No cough but fever.", "cough", "negated");
    state_is("No history of diabetes, presents with fever.", "fever", "current");
}
END_TEST

START_TEST(longest_cue_counts)
{
    state_is("No evidence of fever.", "fever", "negated");
    state_is("No acute fever.", "fever", "negated");
    state_is("No change in fever.", "fever", "current");
    state_is("Family history of fever.", "fever", "family");
    state_is("History of present illness of fever.", "fever", "current");
}
END_TEST

START_TEST(the_nearer_cue_wins)
{
    state_is("No cough, possible fever.", "fever", "uncertain");
    state_is("Possible cough, no fever.", "fever", "negated");
}
END_TEST

START_TEST(a_window_limits_the_reach)
{
    bench_note(&b, "Will get metformin.");
    state_is("Will get metformin.", "metformin", "planned");
    state_is("Will get a refill of his good old metformin.", "metformin", "current");
    state_is("Will get fever.", "fever", "current"); /* a condition is not planned */
}
END_TEST

START_TEST(sections)
{
    state_is("Family history: fever.", "fever", "family");
    state_is("FAMILY HISTORY:\nNone.\nASSESSMENT AND PLAN: fever.", "fever", "current");
    state_is("FAMILY HISTORY: none. A/P: fever.", "fever", "current");
    state_is("Allergies: fever.", "fever", "section");
    state_is("family  history\nfever", "fever", "family");
    state_is("FAMILY HISTORY: none\nUNHEARD OF HEADER: fever", "fever", "current");
    state_is("PMH: fever.", "fever", "historical");
    state_is("Feels well, FAMILY HISTORY: fever.", "fever", "family"); /* run on */
    state_is("She is thin.,FAMILY HISTORY:,Fever.", "fever", "family");
    state_is("Her family history: fever.", "fever", "current"); /* prose */
    state_is("NOFAMILY HISTORY: fever.", "fever", "current");
}
END_TEST

START_TEST(evidence_names_section_and_cue)
{
    const struct sbill_hit *h;

    state_is("PLAN:\n1. Denies fever.", "fever", "negated");
    h = bench_hit(&b, "fever");
    assert_text(h->cue, "Denies");
    assert_text(b.w.segments.v[h->segment].section->id, "plan");
    ck_assert_uint_eq(h->start, 16);
    ck_assert_uint_eq(h->end, 21);
}
END_TEST

/* Guidelines IV.I and IV.J. */
START_TEST(chronic_conditions)
{
    state_is("History of diabetes.", "dm", "not-managed");
    ck_assert_uint_eq(b.e->queries.n, 1);
    state_is("History of diabetes. Takes metformin.", "dm", "current");
    state_is("History of diabetes. Will get metformin.", "dm",
             "current"); /* treatment that begins */
    state_is("History of diabetes. Continue diabetes diet.", "dm", "current");
    state_is("PMH: diabetes.", "dm", "current");
    ck_assert(bench_hit(&b, "dm")->flags & SBILL_HIT_LISTED);
    state_is("PMH: diabetes.\nPLAN: metformin.", "dm", "current");
    ck_assert(!(bench_hit(&b, "dm")->flags & SBILL_HIT_LISTED));
}
END_TEST

/* Guideline I.C.9.e: four weeks. */
START_TEST(how_long_ago)
{
    state_is("Infarction three weeks ago.", "mi", "current");
    state_is("History of infarction three weeks ago.", "mi", "current");
    state_is("Infarction 5 weeks ago.", "mi", "historical");
    state_is("Infarction three years ago.", "mi", "historical");
    state_is("Infarction.", "mi", "current");
    state_is("Fever three years ago.", "fever", "current"); /* only where the concept says so */
}
END_TEST

START_TEST(facts_have_no_context)
{
    state_is("Denies being 12 weeks pregnant.", "weeks", "current");
}
END_TEST

START_TEST(inpatient_counts_the_uncertain)
{
    struct sbill_record *r = bench_note(&b, "Possible fever.");

    r->setting = SBILL_INPATIENT;
    bench_run(&b);
    ck_assert_uint_eq(bench_hit(&b, "fever")->state, SBILL_CTX_CURRENT);
}
END_TEST

/* No-break blanks are blanks; places do not move. */
START_TEST(blanks_of_all_kinds)
{
    state_is("no\xC2\xA0"
             "evidence\xE2\x80\xAFof fever",
             "fever", "negated");
    ck_assert_uint_eq(bench_hit(&b, "fever")->start, 18);
}
END_TEST

/* Long runs of what segments and headers are made of must not cost more than their length. */
START_TEST(hostile_notes)
{
    static const char *const pieces[] = {"1. ",    "\n", "- ",  "A.",           ":",
                                         "PLAN: ", "; ", "no ", "\xE2\x80\xA2", "a: "};
    size_t n = 200000;
    char *text = malloc(n + 16);

    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t len = strlen(pieces[p]), at = 0;
        while (at + len < n) {
            memcpy(text + at, pieces[p], len);
            at += len;
        }
        memcpy(text + at, " fever", 7);
        bench_note(&b, text);
        bench_run(&b);
    }
    free(text);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, words_before_and_after);
    tcase_add_test(c, a_cue_stays_in_its_sentence);
    tcase_add_test(c, a_terminator_ends_the_reach);
    tcase_add_test(c, longest_cue_counts);
    tcase_add_test(c, the_nearer_cue_wins);
    tcase_add_test(c, a_window_limits_the_reach);
    tcase_add_test(c, sections);
    tcase_add_test(c, evidence_names_section_and_cue);
    tcase_add_test(c, chronic_conditions);
    tcase_add_test(c, how_long_ago);
    tcase_add_test(c, facts_have_no_context);
    tcase_add_test(c, inpatient_counts_the_uncertain);
    tcase_add_test(c, blanks_of_all_kinds);
    tcase_add_test(c, hostile_notes);
}

int main(void)
{
    return unit_run("context", add);
}
