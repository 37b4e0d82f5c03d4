/* The code layer, and what goes into the record. */
#include "rules_unit.h"

#define C(id, find) "<concept id='" id "'><find>" find "</find></concept>"

static const char pack[] = PACK_HEAD
    "<words id='side'><w is='left'>left</w><w is='right'>right</w></words>"
    "<words id='phase'><w is='A'>acute</w><w is='D'>healing</w></words>"
    "<words id='unit'><w is='mg'>mg</w><w is='g'>g</w><w is='mcg'>mcg</w></words>"
    "<section id='assessment' rank='1'><header>assessment</header></section>"
    "<section id='hpi' rank='5'><header>hpi</header></section>"
    "<section id='fh' context='family'><header>fh</header></section>"
    "<cue category='negated' side='before'>no|denies</cue>"
    "<cue category='uncertain' side='before'>possible</cue>"
    "<cue category='historical' side='before'>history of</cue>" C("dm", "diabetes") C(
        "ckd", "kidney disease") C("htn", "hypertension") C("pneumonia", "pneumonia") C("cough",
                                                                                        "cough")
        C("cancer", "breast cancer") C("knee", "(?:(?'side'{side}) )?knee arthritis") C(
            "sprain", "ankle sprain") C("phase",
                                        "(?'phase'{phase})") C("weeks",
                                                               "(?'weeks'\\d+) weeks") C("pregnant",
                                                                                         "pregnant")
            C("obesity", "obesity") C("bmi", "bmi (?'bmi'\\d+(?:\\.\\d+)?)") C("shot", "shot") C(
                "drug",
                "(?'dose'\\d+(?:\\.\\d+)?) (?'unit'{unit})")
                C("injection", "injected the (?'side'{side}) knee") C("fall", "fell") C(
                    "long",
                    "(?:a+)+[!?]") "<code id='dm' version='3' when='dm' assign='E11.9' "
                                   "guideline='I.C.4.a'/>"
                                   "<code id='dm-ckd' when='dm ckd' assign='E11.22' "
                                   "replaces='E11.9'/>"
                                   "<code id='ckd' when='ckd' assign='N18.9' after='E11.22 I12.9'/>"
                                   "<code id='htn' when='htn' assign='I10'/>"
                                   "<code id='htn-ckd' when='htn ckd' link='stated' assign='I12.9' "
                                   "replaces='I10'/>"
                                   "<code id='pneumonia' when='pneumonia' assign='J18.9'/>"
                                   "<code id='cough' when='cough' assign='R05.9'/>"
                                   "<suppress id='no-cough' codes='R05*' when='pneumonia'/>"
                                   "<code id='fh-cancer' when='cancer[family]' assign='Z80.3' "
                                   "role='secondary'/>"
                                   "<code id='old-cancer' when='cancer[historical]' assign='Z85.3' "
                                   "role='secondary'/>"
                                   "<code id='knee' when='knee' choose='side'><case "
                                   "is='left'>M17.12</case><case is='right'>M17.11</case>"
                                   "<case is='bilateral'>M17.0</case><otherwise ask='Which "
                                   "knee?'>M17.9</otherwise></code>"
                                   "<code id='sprain' when='sprain' uses='phase' "
                                   "assign='S93.409{phase}' ask='Which phase?'/>"
                                   "<code id='weeks' when='pregnant' uses='weeks' "
                                   "assign='Z3A.{weeks:2}' sex='F' role='first' ask='How many "
                                   "weeks?'/>"
                                   "<code id='bmi' when='obesity' uses='bmi' choose='bmi' "
                                   "age='20y..'><range below='40'>Z68.39</range><range "
                                   "below='45'>Z68.41</range>"
                                   "<range>Z68.42</range><otherwise ask='Which BMI?'/></code>"
                                   "<code id='fall' when='fall' assign='W19.XXXA'/>"
                                   "<service id='shot' when='shot' plan='medicare' assign='G0008'/>"
                                   "<service id='drug' when='drug' assign='J1010' units='dose' "
                                   "unit='mg' per='40'/>"
                                   "<modifier id='side' when='injection' lines='20610' "
                                   "choose='side'><case is='left'>LT</case><case "
                                   "is='right'>RT</case></modifier>"
                                   "<query id='ask' when='shot !dm' ask='Which vaccine?'/>"
                                   "<code id='long' when='long' assign='R69'/>"
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

/* Codes in the proposed order, lines behind. */
static const char *codes(const char *note)
{
    static char text[512];
    size_t n = 0;
    const struct sbill_record *r = &b.e->record;

    if (note) {
        bench_note(&b, note);
        bench_run(&b);
    }
    text[0] = '\0';
    for (int32_t rank = 1; rank <= (int32_t)r->diagnoses.n; rank++)
        for (size_t i = 0; i < r->diagnoses.n; i++)
            if (r->diagnoses.v[i].rank == rank && r->diagnoses.v[i].status == SBILL_SUGGESTED)
                n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s", n ? " " : "",
                                      (int)r->diagnoses.v[i].code.n, r->diagnoses.v[i].code.p);
    for (size_t i = 0; i < r->lines.n; i++)
        if (r->lines.v[i].status == SBILL_SUGGESTED)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s*%d", n ? " " : "",
                                  (int)r->lines.v[i].code.n, r->lines.v[i].code.p,
                                  (int)(r->lines.v[i].units / 1000));
    return text;
}

static void codes_are(const char *note, const char *expected)
{
    const char *got = codes(note);

    ck_assert_msg(strcmp(got, expected) == 0, "%s: %s", note ? note : "", got);
}

static void withheld_is(const char *code, const char *reason, const char *detail)
{
    const struct sbill_withheld *h = bench_withheld(&b, code);

    ck_assert_msg(h != NULL, "%s is not withheld", code);
    assert_text(h->reason, reason);
    assert_text(h->detail, detail);
}

static bool raised(int32_t number)
{
    for (size_t i = 0; i < b.e->findings.n; i++)
        if (b.e->findings.v[i].number == number)
            return true;
    return false;
}

START_TEST(a_suggestion_has_its_reasons)
{
    const struct sbill_dx *dx;
    const struct sbill_evidence *e;

    codes_are("HPI: feels well.\nASSESSMENT: Diabetes.", "E11.9");
    dx = bench_dx(&b, "E11.9");
    assert_text(dx->decision.rule, "dm");
    assert_text(dx->decision.rule_version, "3");
    assert_text(dx->decision.guideline, "I.C.4.a");
    ck_assert_uint_eq(dx->decision.rule_digest.n, 64);
    ck_assert_uint_eq(dx->decision.by.n, 0);
    ck_assert_uint_eq(dx->evidence.n, 1);
    e = &dx->evidence.v[0];
    ck_assert_int_eq(e->note, 0);
    ck_assert_uint_eq(e->start, 29);
    ck_assert_uint_eq(e->end, 37);
    assert_text(e->concept, "dm");
    assert_text(e->section, "assessment");
}
END_TEST

START_TEST(combinations_replace_their_parts)
{
    codes_are("Diabetes. Kidney disease.", "E11.22 N18.9");
    withheld_is("E11.9", "replaced", "E11.22");
    codes_are("Diabetes. Possible kidney disease.", "E11.9");
    withheld_is("E11.22", "uncertain", "");
    ck_assert_int_eq(bench_withheld(&b, "E11.22")->at.note, 0);
    assert_text(bench_withheld(&b, "E11.22")->at.cue, "Possible");
}
END_TEST

START_TEST(a_stated_link_needs_one_sentence)
{
    codes_are("Hypertension with kidney disease.", "I12.9 N18.9");
    codes_are("Hypertension. Kidney disease.", "I10 N18.9");
}
END_TEST

START_TEST(symptoms_of_a_diagnosis)
{
    codes_are("Pneumonia with cough.", "J18.9");
    withheld_is("R05.9", "suppressed", "no-cough");
    codes_are("Cough. Possible pneumonia.", "R05.9"); /* guideline IV.H */
    withheld_is("J18.9", "uncertain", "");
    codes_are("No pneumonia. Cough.", "R05.9");
    withheld_is("J18.9", "negated", "");
}
END_TEST

START_TEST(context_chooses_the_code)
{
    codes_are("FH: breast cancer.", "Z80.3");
    codes_are("History of breast cancer. FH: breast cancer.", "Z85.3 Z80.3");
    codes_are("No history of breast cancer.", "");
}
END_TEST

START_TEST(the_side_chooses)
{
    codes_are("Left knee arthritis.", "M17.12");
    codes_are("Left knee arthritis. Right knee arthritis.", "M17.0");
    codes_are("Knee arthritis.", "M17.9");
    assert_text(b.e->queries.v[0].question, "Which knee?");
    codes_are("Knee arthritis. Right knee arthritis.", "M17.11");
    ck_assert_uint_eq(b.e->queries.n, 0);
}
END_TEST

START_TEST(what_is_not_stated_is_asked)
{
    codes_are("Ankle sprain, healing.", "S93.409D");
    codes_are("Ankle sprain.", "");
    withheld_is("S93.409{phase}", "not-stated", "");
    assert_text(b.e->queries.v[0].question, "Which phase?");
    codes_are("Acute ankle sprain, healing.", "");
    ck_assert_uint_eq(b.e->queries.n, 1);
}
END_TEST

START_TEST(numbers_refine)
{
    struct sbill_record *r = bench_note(&b, "Obesity, BMI 41.9.");

    ck_assert(sbill_date_parse(t("1960-01-01"), &r->patient.birth_date));
    bench_run(&b);
    codes_are(NULL, "Z68.41");
    r = bench_note(&b, "BMI 41.9.");
    ck_assert(sbill_date_parse(t("1960-01-01"), &r->patient.birth_date));
    bench_run(&b);
    codes_are(NULL, "");
    r = bench_note(&b, "Obesity, BMI 41.9, was BMI 38.");
    ck_assert(sbill_date_parse(t("1960-01-01"), &r->patient.birth_date));
    bench_run(&b);
    codes_are(NULL, "");
    ck_assert_uint_eq(b.e->queries.n, 1);
}
END_TEST

START_TEST(guards)
{
    struct sbill_record *r = bench_note(&b, "Pregnant, 8 weeks.");

    r->patient.sex = SBILL_FEMALE;
    bench_run(&b);
    codes_are(NULL, "Z3A.08");
    r = bench_note(&b, "Pregnant, 8 weeks.");
    r->patient.sex = SBILL_MALE;
    bench_run(&b);
    codes_are(NULL, "");
    withheld_is("Z3A.{weeks:2}", "guard", "sex");
    ck_assert_uint_eq(b.e->queries.n, 1); /* a wrong sex is a question */
    codes_are("Obesity, BMI 41.", "");
    withheld_is("Z68.39", "guard", "age");
    ck_assert(raised(SBILL_FINDING_RULE_FACT_MISSING));
    codes_are("Shot.", "");
    withheld_is("G0008", "guard", "plan");
    assert_text(b.e->queries.v[0].question, "Which vaccine?");
    codes_are("Shot. Diabetes.", "E11.9");
    ck_assert_uint_eq(b.e->queries.n, 0);
}
END_TEST

START_TEST(the_next_payer_counts)
{
    struct sbill_record *r = bench_note(&b, "Shot.");
    struct sbill_adjudication paid;

    for (int32_t i = 0; i < 2; i++) {
        struct sbill_coverage *c = SBILL_PUSH(&b.e->arena, &r->coverages);
        sbill_shape_clear(&sbill_coverage_shape, c);
        c->order = i + 1;
        c->filing_indicator = i ? t("MB") : t("CI");
    }
    bench_run(&b);
    codes_are(NULL, "");
    memset(&paid, 0, sizeof paid);
    r->coverages.v[0].adjudication = &paid;
    bench_run(&b);
    codes_are(NULL, "G0008*1");
}
END_TEST

START_TEST(units_from_a_dose)
{
    codes_are("Gave 80 mg.", "J1010*2");
    codes_are("Gave 0.1 g.", "J1010*3");
    codes_are("Gave 40000 mcg.", "J1010*1");
    codes_are("Gave 80 mg, 0.08 g in all.", "J1010*2");
    codes_are("Gave 80 mg, then 40 mg.", "");
    withheld_is("J1010", "not-stated", "amount");
    codes_are("Gave 0 mg.", "");
    codes_are("Gave 99999999999999999999 mg.", "");
    codes_are("Gave 80 mg.", "J1010*2");
    ck_assert_int_eq(b.e->record.lines.v[0].drug->dose, 80000);
    assert_text(b.e->record.lines.v[0].drug->dose_unit, "mg");
}
END_TEST

START_TEST(proposed_order)
{
    codes_are("HPI: fell, cough.\nASSESSMENT: hypertension. Diabetes.\nFH: breast cancer.",
              "I10 E11.9 R05.9 Z80.3 W19.XXXA");
    codes_are("Kidney disease. Diabetes.", "E11.22 N18.9"); /* code first */
}
END_TEST

static void enter(struct sbill_record *r, const char *code, int32_t status)
{
    struct sbill_dx *dx = SBILL_PUSH(&b.e->arena, &r->diagnoses);

    sbill_shape_clear(&sbill_dx_shape, dx);
    dx->code = t(code);
    dx->system = SBILL_SYSTEM_ICD10CM;
    dx->status = status;
}

START_TEST(what_the_record_has_is_not_suggested)
{
    struct sbill_record *r = bench_note(&b, "Diabetes. Hypertension. Cough.");

    enter(r, "e119", SBILL_ENTERED);
    enter(r, "I10", SBILL_REJECTED);
    enter(r, "R05.9", SBILL_CONFIRMED);
    bench_run(&b);
    codes_are(NULL, "");
    withheld_is("E11.9", "duplicate", "entered in the record");
    withheld_is("I10", "rejected", "");
    withheld_is("R05.9", "duplicate", "confirmed in the record");
    ck_assert_uint_eq(r->diagnoses.n, 3);
}
END_TEST

START_TEST(a_better_code_than_the_entered_one_is_a_question)
{
    enter(bench_note(&b, "Diabetes. Kidney disease."), "E11.9", SBILL_ENTERED);
    bench_run(&b);
    codes_are(NULL, "E11.22 N18.9");
    ck_assert_uint_eq(b.e->queries.n, 1);
}
END_TEST

START_TEST(external_causes)
{
    codes_are("She fell. Diabetes.", "E11.9 W19.XXXA"); /* guideline I.C.20.a.6 */
    codes_are("She fell.", "");
    withheld_is("W19.XXXA", "no-condition", "");
    enter(bench_note(&b, "She fell. Diabetes."), "w010xxa", SBILL_ENTERED);
    bench_run(&b);
    codes_are(NULL, "E11.9");
    withheld_is("W19.XXXA", "replaced", "w010xxa");
    enter(bench_note(&b, "She fell. Diabetes."), "Y92.009", SBILL_ENTERED); /* a place, no cause */
    bench_run(&b);
    codes_are(NULL, "E11.9 W19.XXXA");
    enter(bench_note(&b, "She fell."), "S93.401A", SBILL_ENTERED);
    bench_run(&b);
    codes_are(NULL, "W19.XXXA");
}
END_TEST

START_TEST(an_entered_code_that_the_note_denies)
{
    enter(bench_note(&b, "No pneumonia."), "J18.9", SBILL_ENTERED);
    bench_run(&b);
    ck_assert(raised(SBILL_FINDING_NOTE_DOES_NOT_SUPPORT));
    enter(bench_note(&b, "Pneumonia. No pneumonia last year."), "J18.9", SBILL_ENTERED);
    bench_run(&b);
    ck_assert(!raised(SBILL_FINDING_NOTE_DOES_NOT_SUPPORT));
}
END_TEST

static void enter_line(struct sbill_record *r, const char *code, const char *modifier,
                       int64_t units)
{
    struct sbill_line *l = SBILL_PUSH(&b.e->arena, &r->lines);

    sbill_shape_clear(&sbill_line_shape, l);
    l->code = t(code);
    l->status = SBILL_ENTERED;
    l->units = units;
    if (modifier)
        *(struct sbill_text *)SBILL_PUSH(&b.e->arena, &l->modifiers) = t(modifier);
}

START_TEST(an_entered_line_against_the_note)
{
    enter_line(bench_note(&b, "Injected the right knee."), "20610", "LT", 1000);
    bench_run(&b);
    ck_assert(raised(SBILL_FINDING_NOTE_CONTRADICTS_MODIFIER));
    enter_line(bench_note(&b, "Injected the left knee."), "20610", "LT", 1000);
    bench_run(&b);
    ck_assert(!raised(SBILL_FINDING_NOTE_CONTRADICTS_MODIFIER));
    enter_line(bench_note(&b, "Gave 80 mg."), "J1010", NULL, 1000);
    bench_run(&b);
    ck_assert(raised(SBILL_FINDING_NOTE_UNITS_DIFFER));
    withheld_is("J1010", "duplicate", "entered in the record");
    enter_line(bench_note(&b, "Gave 80 mg."), "J1010", NULL, 2000);
    bench_run(&b);
    ck_assert(!raised(SBILL_FINDING_NOTE_UNITS_DIFFER));
}
END_TEST

START_TEST(a_second_run_renews)
{
    codes_are("Diabetes. Shot.", "E11.9");
    bench_run(&b);
    codes_are(NULL, "E11.9");
    ck_assert_uint_eq(b.e->record.diagnoses.n, 1);
    ck_assert_uint_eq(bench_dx(&b, "E11.9")->evidence.n, 1);
    ck_assert_uint_eq(b.e->withheld.n, 1);
}
END_TEST

START_TEST(a_runaway_pattern_is_a_finding)
{
    char note[1500];

    memset(note, 'a', sizeof note);
    memcpy(note + 1400, " Diabetes.", 11);
    codes_are(note, "E11.9");
    ck_assert(raised(SBILL_FINDING_RULE_LIMIT));
}
END_TEST

START_TEST(a_pack_for_other_dates)
{
    struct bench other;

    bench_start(&other,
                "<rules xmlns='urn:superbill:rules:1' id='old' version='1' until='2024-12-31'>" C(
                    "a", "apple") "<code id='a' when='a' assign='R69'/></rules>",
                NULL);
    bench_note(&other, "Apple.");
    bench_run(&other);
    ck_assert_uint_eq(other.e->record.diagnoses.n, 0);
    ck_assert_uint_eq(other.e->findings.n, 1);
    ck_assert_int_eq(other.e->findings.v[0].number, SBILL_FINDING_RULES_NOT_IN_FORCE);
    bench_stop(&other);
}
END_TEST

START_TEST(overlap)
{
    struct bench o;

    bench_start(
        &o,
        PACK_HEAD
        "<concept id='x' group='g'><find>chest pain</find></concept><concept id='y' group='g'>"
        "<find>pain</find></concept><concept id='z' group='g' priority='2'><find>chest "
        "pain</find></concept>"
        "<concept id='k'><find>pain</find><except>pain free</except></concept></rules>",
        NULL);
    bench_note(&o, "Chest pain.");
    bench_run(&o);
    ck_assert_ptr_null(bench_hit(&o, "x")); /* lower priority */
    ck_assert_ptr_null(bench_hit(&o, "y")); /* shorter */
    ck_assert_ptr_nonnull(bench_hit(&o, "z"));
    ck_assert_ptr_nonnull(bench_hit(&o, "k")); /* another group */
    bench_note(&o, "Pain free.");
    bench_run(&o);
    ck_assert_ptr_null(bench_hit(&o, "k"));
    bench_stop(&o);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, a_suggestion_has_its_reasons);
    tcase_add_test(c, combinations_replace_their_parts);
    tcase_add_test(c, a_stated_link_needs_one_sentence);
    tcase_add_test(c, symptoms_of_a_diagnosis);
    tcase_add_test(c, context_chooses_the_code);
    tcase_add_test(c, the_side_chooses);
    tcase_add_test(c, what_is_not_stated_is_asked);
    tcase_add_test(c, numbers_refine);
    tcase_add_test(c, guards);
    tcase_add_test(c, the_next_payer_counts);
    tcase_add_test(c, units_from_a_dose);
    tcase_add_test(c, proposed_order);
    tcase_add_test(c, what_the_record_has_is_not_suggested);
    tcase_add_test(c, a_better_code_than_the_entered_one_is_a_question);
    tcase_add_test(c, external_causes);
    tcase_add_test(c, an_entered_code_that_the_note_denies);
    tcase_add_test(c, an_entered_line_against_the_note);
    tcase_add_test(c, a_second_run_renews);
    tcase_add_test(c, a_runaway_pattern_is_a_finding);
    tcase_add_test(c, a_pack_for_other_dates);
    tcase_add_test(c, overlap);
}

int main(void)
{
    return unit_run("assign", add);
}
