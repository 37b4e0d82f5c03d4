/* Encounters with notes, as many as asked for, one a line: what an office sees of the conditions of the starter book,
 * said in notes put together from templates. The same seed gives the same bytes, on any machine.
 *
 * usage: make_encounters COUNT [SEED] > FILE.ndjson */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ORDER SOURCE_ROOT "/codesets/us-starter/icd10cm_order_2026.txt"
#define TITLE 80
#define MOST_ENCOUNTERS 1000000
#define MOST_CONDITIONS 4

/* ---- The conditions ---- */

struct condition {
    char code[9]; /* with its point */
    char title[TITLE];
};

struct conditions {
    struct condition *v;
    size_t n, cap;
};

/* Billable codes of the chapters that men and women of all ages have, with a title as it may stand in a note. */
static bool is_office_line(const char *line)
{
    const char *title = line + 77;
    size_t n = strlen(line);

    return n > 80 && n < 77 + TITLE - 1 && line[14] == '1' && strchr("ABEGHIJKLMR", line[6]) &&
           !strpbrk(title, ",()[]\"\\") && !strstr(title, "nspecified");
}

static void add_condition(struct conditions *c, const char *line)
{
    int n = (int)strcspn(line + 6, " ");
    struct condition *one;

    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 1024;
        c->v = realloc(c->v, c->cap * sizeof *c->v);
        if (!c->v)
            exit(3);
    }
    one = &c->v[c->n++];
    snprintf(one->code, sizeof one->code, "%.3s%s%.*s", line + 6, n > 3 ? "." : "",
             n > 3 ? (n > 7 ? 4 : n - 3) : 0, line + 9);
    snprintf(one->title, sizeof one->title, "%.*s", (int)strcspn(line + 77, "\r\n"), line + 77);
    if (one->title[1] >= 'a' && one->title[1] <= 'z' && one->title[0] <= 'Z')
        one->title[0] = (char)(one->title[0] - 'A' + 'a');
}

static void load(struct conditions *c)
{
    FILE *f = fopen(ORDER, "r");
    char line[512];

    while (f && fgets(line, sizeof line, f))
        if (is_office_line(line))
            add_condition(c, line);
    if (!f || ferror(f) || c->n == 0) {
        fprintf(stderr, "make_encounters: cannot read %s\n", ORDER);
        exit(3);
    }
    (void)fclose(f);
}

/* ---- Drawing ---- */

static uint64_t seed;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)((seed * UINT64_C(0x2545F4914F6CDD1D) >> 33) % below);
}

#define PICK(list) ((list)[draw(sizeof(list) / sizeof *(list))])

/* Numbers of ranges: the first one and how many there are. In this order, which the arguments of a call do not have. */
static void draw_each(unsigned *out, const unsigned (*ranges)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = ranges[i][0] + draw(ranges[i][1]);
}

#define DRAW_EACH(out, ranges) draw_each(out, ranges, sizeof(ranges) / sizeof *(ranges))

/* ---- An encounter ---- */

struct encounter {
    size_t ordinal;
    const struct condition *has[MOST_CONDITIONS];
    unsigned count;
    const struct condition *ruled_out, *of_mother;
    unsigned month, day, born;
    bool woman, coded, established;
};

static void draw_encounter(struct encounter *e, const struct conditions *c, size_t ordinal)
{
    e->ordinal = ordinal;
    e->count = 1 + draw(MOST_CONDITIONS);
    for (unsigned i = 0; i < e->count; i++)
        e->has[i] = &c->v[draw((unsigned)c->n)];
    e->ruled_out = &c->v[draw((unsigned)c->n)];
    e->of_mother = &c->v[draw((unsigned)c->n)];
    e->month = 10 + draw(3);
    e->day = 1 + draw(28);
    e->born = 1940 + draw(60);
    e->woman = draw(2);
    e->coded = draw(2);
    e->established = draw(4);
}

static void put_patient(const struct encounter *e)
{
    static const char *const last[] = {"Abbot",  "Barlow",   "Castell", "Dunmore", "Ellery",
                                       "Farrow", "Garrick",  "Ingram",  "Jessop",  "Kestrel",
                                       "Lomax",  "Holloway", "Marsden", "Norcott", "Oakes"};
    static const char *const first[] = {"Ada",  "Bram", "Cleo",  "Dorian", "Edda", "Felix",
                                        "Hugo", "Ines", "Jonas", "Kira",   "Leif", "Mona"};

    static const unsigned ranges[][2] = {{0, 10000000}, {1, 12}, {1, 28}, {1, 998}, {100, 100}};
    const char *family = PICK(last), *given = PICK(first);
    unsigned n[5];

    DRAW_EACH(n, ranges);
    printf("\"patient\":{\"id\":\"P%07u\",\"name\":{\"last\":\"%s\",\"first\":\"%s\"},"
           "\"birth_date\":\"%u-%02u-%02u\",\"sex\":\"%s\",\"address\":{\"lines\":[\"%u Sample "
           "Street\"],\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"62705\"},"
           "\"phone\":\"2175550%03u\"},",
           n[0], family, given, e->born, n[1], n[2], e->woman ? "female" : "male", n[3], n[4]);
}

static void put_coverage(void)
{
    static const char *const payers[] = {
        "\"CI\",\"payer\":{\"id\":\"EX100\",\"id_type\":\"PI\",\"name\":\"Example Mutual Health\"}",
        "\"CI\",\"payer\":{\"id\":\"EX200\",\"id_type\":\"PI\",\"name\":\"Sample Insurance\"}"};

    static const unsigned ranges[][2] = {{0, 1000000000}, {0, 10000}};
    const char *payer = PICK(payers);
    unsigned n[2];

    DRAW_EACH(n, ranges);
    printf("\"coverages\":[{\"filing_indicator\":%s,\"member_id\":\"XEM%09u\","
           "\"group_number\":\"EX-%04u\",\"relationship\":\"self\",\"assignment_of_benefits\":true,"
           "\"release_of_information\":true,\"accept_assignment\":true}],",
           payer, n[0], n[1]);
}

static void put_providers(void)
{
    fputs(
        "\"providers\":{\"billing\":{\"organization\":\"Cedar Hollow Family Medicine\","
        "\"npi\":\"2000001018\",\"taxonomy\":\"207Q00000X\",\"tax_id\":\"360000145\","
        "\"tax_id_type\":\"ein\",\"address\":{\"lines\":[\"142 Example Way\"],"
        "\"city\":\"Springfield\",\"state\":\"IL\",\"zip\":\"627010142\"},"
        "\"contact\":\"Billing Office\",\"phone\":\"2175550142\"},\"rendering\":{\"id\":\"marlow\","
        "\"name\":{\"last\":\"Marlow\",\"first\":\"Iris\"},\"npi\":\"2000001026\","
        "\"taxonomy\":\"207Q00000X\",\"credential\":\"MD\"}},",
        stdout);
}

/* ---- The note ---- */

static void put_history(const struct encounter *e)
{
    static const char *const ways[] = {"here for follow-up of", "who comes in with",
                                       "seen today for", "with a long history of"};
    static const char *const denied[] = {
        "Denies chest pain or shortness of breath.", "No fever, chills or weight loss.",
        "No nausea, vomiting or diarrhea.", "Denies headache, dizziness or syncope."};
    static const char *const since[] = {"two days", "a week", "three weeks", "several months"};

    const char *way = PICK(ways), *time = PICK(since), *no = PICK(denied);

    printf("CHIEF COMPLAINT: %s.\\n\\nHPI: %u-year-old %s %s %s. Symptoms for %s. %s ",
           e->established ? "Follow-up" : "New patient visit", 2025 - e->born,
           e->woman ? "woman" : "man", way, e->has[0]->title, time, no);
    printf("No evidence of %s.\\n\\n", e->ruled_out->title);
    if (draw(2))
        printf("FAMILY HISTORY: Mother with %s.\\n\\n", e->of_mother->title);
}

static void put_findings(void)
{
    static const char *const exams[] = {
        "Heart regular, lungs clear, no edema.", "Abdomen soft, not tender. Gait normal.",
        "Alert, no distress. Skin warm and dry.", "Neck supple, throat clear, no nodes."};

    static const unsigned ranges[][2] = {{105, 55}, {60, 35}, {58, 40}, {5, 5},  {0, 10}, {0, 2},
                                         {5, 5},    {35, 60}, {3, 2},   {0, 10}, {0, 2}};
    unsigned n[11];
    const char *exam = PICK(exams);

    DRAW_EACH(n, ranges);
    printf("EXAM: BP %u/%u, pulse %u. %s\\n\\n", n[0], n[1], n[2], exam);
    if (n[10])
        printf("LABS: A1c %u.%u, creatinine %u.%u, eGFR %u, potassium %u.%u.\\n\\n", n[3], n[4],
               n[5], n[6], n[7], n[8], n[9]);
}

static void put_assessment(const struct encounter *e)
{
    static const char *const states[] = {"stable", "improving", "not at goal", "worse than before"};
    static const char *const plans[] = {"Continue current treatment.", "Recheck in three months.",
                                        "Return if it gets worse.",
                                        "Handout given, all questions "
                                        "answered."};

    fputs("ASSESSMENT AND PLAN:", stdout);
    for (unsigned i = 0; i < e->count; i++) {
        const char *state = PICK(states), *plan = PICK(plans);
        printf("\\n%u. %s, %s. %s", i + 1, e->has[i]->title, state, plan);
    }
}

static void put_note(const struct encounter *e)
{
    printf("\"notes\":[{\"type\":\"progress\",\"author\":\"Iris Marlow, MD\",\"date\":\"2025-%02u-%"
           "02u\",\"signed_by\":\"Iris Marlow, MD\",\"signed_at\":\"2025-%02u-%02u\",\"text\":\"",
           e->month, e->day, e->month, e->day);
    put_history(e);
    put_findings();
    put_assessment(e);
    fputs("\"}],", stdout);
}

/* Every other encounter was coded by a person. */
static void put_services(const struct encounter *e)
{
    static const char *const visits[][2] = {{"99213", "140.00"}, {"99214", "210.00"}};
    const char *const *visit = PICK(visits);

    if (e->coded) {
        fputs("\"diagnoses\":[", stdout);
        for (unsigned i = 0; i < e->count; i++)
            printf("%s{\"code\":\"%s\"}", i ? "," : "", e->has[i]->code);
        fputs("],", stdout);
    }
    printf("\"lines\":[{\"code\":\"%s\",\"charge\":\"%s\",\"units\":1", visit[0], visit[1]);
    if (e->coded)
        printf(",\"diagnoses\":[\"%s\"]", e->has[0]->code);
    fputs("}]}\n", stdout);
}

int main(int argc, char **argv)
{
    struct conditions conditions = {NULL, 0, 0};
    struct encounter e;
    char *end = NULL;
    unsigned long long count = argc > 1 ? strtoull(argv[1], &end, 10) : 0;

    if (argc < 2 || argc > 3 || *end || count < 1 || count > MOST_ENCOUNTERS) {
        fprintf(stderr, "usage: make_encounters COUNT [SEED]: at most %d\n", MOST_ENCOUNTERS);
        return 2;
    }
    seed = (argc > 2 ? strtoull(argv[2], NULL, 10) : 1) * UINT64_C(0x9E3779B97F4A7C15) | 1;
    load(&conditions);
    for (size_t i = 0; i < count; i++) {
        draw_encounter(&e, &conditions, i + 1);
        printf("{\"schema\":\"superbill-record/1\",\"id\":\"E%08zu\",\"date_from\":\"2025-%02u-%"
               "02u\",\"place_of_service\":\"11\",",
               e.ordinal, e.month, e.day);
        put_patient(&e);
        put_coverage();
        put_providers();
        put_note(&e);
        put_services(&e);
    }
    free(conditions.v);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
