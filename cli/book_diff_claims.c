/* superbill book diff --claims: each record run with the old book and with the new one. What either has to say of it is
 * kept as lines until both are known; values of records go to stdout only. */
#include <stdlib.h>
#include <string.h>

#include "book_diff.h"

struct said {    /* a finding, or a code that a rule suggests */
    char *text;  /* JSON for the result, with what tells it from others */
    char *words; /* for people */
    bool stops;
};

struct heard { /* all of one record */
    char *id;
    uint64_t line;
    int32_t outcome;
    struct said *v;
    size_t n, cap;
};

struct pass {
    struct sbill_cli_diff *d;
    struct heard *v;
    size_t n, cap;
    bool failed;
};

/* ---- keeping ---------------------------------------------------------------------------------------- */

static char *copy(const char *p)
{
    size_t n = strlen(p) + 1;
    char *c = malloc(n);

    if (c)
        memcpy(c, p, n);
    return c;
}

static void wipe_free(char *p)
{
    for (volatile char *v = p; v && *v; v++)
        *v = 0;
    free(p);
}

static void *grown(void *v, size_t n, size_t *cap, size_t size)
{
    size_t room = *cap ? 2 * *cap : 16;
    void *more = v;

    if (n == *cap) {
        more = realloc(v, room * size);
        if (more)
            *cap = room;
    }
    return more;
}

static void free_pass(struct pass *p)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->v[i].n; k++) {
            wipe_free(p->v[i].v[k].text);
            wipe_free(p->v[i].v[k].words);
        }
        free(p->v[i].v);
        wipe_free(p->v[i].id);
    }
    free(p->v);
}

/* ---- what is said of a record ------------------------------------------------------------------------- */

static void add_json(struct sbill_cli_words *t, const char *p)
{
    sbill_cli_add(t, "\"");
    for (; *p; p++) {
        if (*p == '"' || *p == '\\')
            sbill_cli_add(t, "\\%c", *p);
        else if ((unsigned char)*p < 0x20)
            sbill_cli_add(t, "\\u%04x", (unsigned)(unsigned char)*p);
        else
            sbill_cli_add_value(t, p, 1);
    }
    sbill_cli_add(t, "\"");
}

static void add_text(struct sbill_cli_words *t, const char *key, sbill_encounter *e, int32_t item,
                     size_t i, int32_t field)
{
    sbill_cli_add(t, ",\"%s\":", key);
    add_json(t, sbill_text(e, item, i, field, NULL));
}

static void say_finding(sbill_encounter *e, size_t i, bool redact, struct sbill_cli_words *json,
                        struct sbill_cli_words *words)
{
    int32_t number = (int32_t)sbill_number(e, SBILL_ITEM_FINDING, i, SBILL_F_NUMBER);

    sbill_cli_add(json, "{\"number\":%d", (int)number);
    add_text(json, "severity", e, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY);
    add_text(json, "path", e, SBILL_ITEM_FINDING, i, SBILL_F_PATH);
    add_text(json, "words", e, SBILL_ITEM_FINDING, i, SBILL_F_TEXT);
    sbill_cli_add(json, "}");
    sbill_cli_add(words, "%d ", (int)number);
    sbill_cli_add(words, "%s, ", sbill_text(e, SBILL_ITEM_FINDING, i, SBILL_F_SEVERITY, NULL));
    if (redact)
        sbill_cli_add(words, "%s", sbill_finding_rule(number));
    else
        sbill_cli_add_value(words, sbill_text(e, SBILL_ITEM_FINDING, i, SBILL_F_TEXT, NULL),
                            strlen(sbill_text(e, SBILL_ITEM_FINDING, i, SBILL_F_TEXT, NULL)));
}

static void say_code(sbill_encounter *e, int32_t item, size_t i, struct sbill_cli_words *json,
                     struct sbill_cli_words *words)
{
    sbill_cli_add(json, "{\"suggested\":");
    add_json(json, sbill_text(e, item, i, SBILL_F_CODE, NULL));
    add_text(json, "rule", e, item, i, SBILL_F_RULE);
    sbill_cli_add(json, "}");
    sbill_cli_add(words, "suggests %s", sbill_text(e, item, i, SBILL_F_CODE, NULL));
    sbill_cli_add(words, " (rule %s)", sbill_text(e, item, i, SBILL_F_RULE, NULL));
}

static bool keep(struct heard *h, struct sbill_cli_words *json, struct sbill_cli_words *words,
                 bool stops)
{
    struct said *more = grown(h->v, h->n, &h->cap, sizeof *h->v);

    if (!more)
        return false;
    h->v = more;
    if (json->failed || words->failed)
        return false;
    h->v[h->n] = (struct said){copy(json->p), copy(words->p), stops};
    h->n++;
    return h->v[h->n - 1].text && h->v[h->n - 1].words;
}

static bool hear_item(struct sbill_cli_work *w, struct heard *h, int32_t item, size_t i)
{
    struct sbill_cli_words json = {NULL, 0, 0, false}, words = {NULL, 0, 0, false};
    sbill_encounter *e = w->encounter;
    bool stops = false;

    if (item == SBILL_ITEM_FINDING) {
        stops = sbill_number(e, item, i, SBILL_F_STOPS) == 1;
        say_finding(e, i, w->redact, &json, &words);
    } else {
        say_code(e, item, i, &json, &words);
    }
    bool good = keep(h, &json, &words, stops);
    sbill_cli_words_free(&json);
    sbill_cli_words_free(&words);
    return good;
}

static bool is_told(sbill_encounter *e, int32_t item, size_t i)
{
    return item == SBILL_ITEM_FINDING ||
           strcmp(sbill_text(e, item, i, SBILL_F_STATUS, NULL), "suggested") == 0;
}

static int hear(struct sbill_cli_work *w)
{
    static const int32_t items[] = {SBILL_ITEM_DIAGNOSIS, SBILL_ITEM_LINE, SBILL_ITEM_FINDING};
    struct pass *p = w->user;
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_run(w->encounter, &err);

    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, w->source);
    struct heard *more = grown(p->v, p->n, &p->cap, sizeof *p->v);
    if (!more)
        return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
    p->v = more;
    struct heard *h = &p->v[p->n];
    *h = (struct heard){.line = w->line, .outcome = sbill_encounter_outcome(w->encounter)};
    h->id = copy(sbill_text(w->encounter, SBILL_ITEM_RECORD, 0, SBILL_F_ID, NULL));
    p->n++;
    bool good = h->id != NULL;
    for (size_t k = 0; k < sizeof items / sizeof *items; k++)
        for (size_t i = 0; good && i < sbill_count(w->encounter, items[k]); i++)
            if (is_told(w->encounter, items[k], i))
                good = hear_item(w, h, items[k], i);
    return good ? SBILL_EXIT_CLEAN : sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

static int run_pass(struct sbill_cli_diff *d, int side, const char *path, struct pass *p)
{
    struct sbill_cli_work w = {.args = d->args,
                               .options = d->options,
                               .book = d->side[side],
                               .user = p,
                               .redact = sbill_cli_has(d->args, "redact")};
    sbill_error *err = NULL;
    int32_t status = sbill_encounter_new(w.book, w.options, &w.encounter, &err);

    p->d = d;
    if (status != SBILL_OK)
        return sbill_cli_fail(status, &err, NULL);
    int code = sbill_cli_work_file(&w, path, hear);
    sbill_encounter_free(w.encounter);
    return code > w.worst ? code : w.worst;
}

/* ---- comparing ---------------------------------------------------------------------------------------- */

static const char *outcome_word(int32_t outcome)
{
    static const char *const words[] = {"none", "ready", "draft", "hold", "no-claim", "stopped"};

    return outcome >= 0 && outcome <= SBILL_OUTCOME_STOPPED ? words[outcome] : "none";
}

static bool has(const struct heard *h, const struct said *s)
{
    for (size_t i = 0; i < h->n; i++)
        if (strcmp(h->v[i].text, s->text) == 0)
            return true;
    return false;
}

/* What `a` says and `b` does not. */
static size_t only(const struct heard *a, const struct heard *b, const char *word, bool json)
{
    struct sbill_cli_words t = {NULL, 0, 0, false};
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        if (has(b, &a->v[i]))
            continue;
        if (json) {
            printf("%s%s", n ? "," : "", a->v[i].text);
        } else if (word) {
            printf("    %-8s", word);
            sbill_cli_add(&t, "%s", a->v[i].words);
            sbill_cli_print_words(stdout, &t, 12, 14);
        }
        n++;
    }
    sbill_cli_words_free(&t);
    return n;
}

static bool stops_anew(const struct heard *was, const struct heard *is)
{
    for (size_t i = 0; i < is->n; i++)
        if (is->v[i].stops && !has(was, &is->v[i]))
            return true;
    return false;
}

static void print_json(const struct heard *was, const struct heard *is, const char *verdict,
                       bool first)
{
    struct sbill_cli_words t = {NULL, 0, 0, false};

    add_json(&t, is->id ? is->id : "");
    printf("%s{\"id\":%s,\"line\":%llu,\"verdict\":\"%s\",\"old\":\"%s\",\"new\":\"%s\",\"gone\":[",
           first ? "" : ",", t.p ? t.p : "\"\"", (unsigned long long)is->line, verdict,
           outcome_word(was->outcome), outcome_word(is->outcome));
    only(was, is, NULL, true);
    printf("],\"found\":[");
    only(is, was, NULL, true);
    printf("]}");
    sbill_cli_words_free(&t);
}

static void print_text(const struct heard *was, const struct heard *is, const char *verdict,
                       const char *path)
{
    struct sbill_cli_words t = {NULL, 0, 0, false};

    if (is->id && is->id[0])
        sbill_cli_add_value(&t, is->id, strlen(is->id));
    sbill_cli_add(&t, "%s%s:%llu %s", t.n ? ", " : "", path, (unsigned long long)is->line, verdict);
    if (was->outcome != is->outcome)
        sbill_cli_add(&t, ": was %s, is %s", outcome_word(was->outcome), outcome_word(is->outcome));
    printf("  ");
    sbill_cli_print_words(stdout, &t, 2, 4);
    only(was, is, "gone", false);
    only(is, was, "found", false);
    sbill_cli_words_free(&t);
}

static void compare_record(struct sbill_cli_diff *d, const struct heard *was,
                           const struct heard *is, const char *path)
{
    bool broken = stops_anew(was, is), mended = !broken && stops_anew(is, was);
    const char *verdict = broken ? "breaks" : mended ? "is mended" : "differs";

    d->records++;
    if (!only(was, is, NULL, false) && !only(is, was, NULL, false) && was->outcome == is->outcome)
        return;
    if (d->json)
        print_json(was, is, verdict, d->different == 0);
    else
        print_text(was, is, verdict, path);
    d->different++;
    d->broken += broken;
    d->mended += mended;
}

static int compare_file(struct sbill_cli_diff *d, const char *path)
{
    struct pass was = {.n = 0}, is = {.n = 0};
    int code = run_pass(d, 0, path, &was);

    if (code == SBILL_EXIT_CLEAN)
        code = run_pass(d, 1, path, &is);
    for (size_t i = 0; code == SBILL_EXIT_CLEAN && i < was.n && i < is.n; i++)
        compare_record(d, &was.v[i], &is.v[i], path);
    free_pass(&was);
    free_pass(&is);
    return code;
}

int sbill_cli_diff_claims(struct sbill_cli_diff *d)
{
    const char *path;
    int code = SBILL_EXIT_CLEAN;

    if (d->json)
        printf(",\"claims\":[");
    else
        sbill_cli_heading("Records");
    for (int i = 0; code == SBILL_EXIT_CLEAN && (path = sbill_cli_value_at(d->args, "claims", i));
         i++) {
        if (strcmp(path, "-") == 0) {
            sbill_cli_say("--claims: records are read twice, so they cannot come from stdin");
            code = SBILL_EXIT_USAGE;
        } else {
            code = compare_file(d, path);
        }
    }
    if (d->json)
        printf("],\"records\":%zu,\"different\":%zu,\"broken\":%zu,\"mended\":%zu", d->records,
               d->different, d->broken, d->mended);
    else
        printf("  %zu records: %zu break, %zu are mended, %zu differ otherwise\n", d->records,
               d->broken, d->mended, d->different - d->broken - d->mended);
    return code;
}
