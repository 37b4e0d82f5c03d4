/* What a code stands for, and from that what a concept is: a disease, a symptom, something else. The assign stage
 * treats them differently: a symptom gives way to the disease that explains it, a disease counts where the provider
 * assesses it. */
#include "book/rules_pack.h"

bool sbill_code_matches(struct sbill_text pattern, struct sbill_text code)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < pattern.n && pattern.p[i] == '.')
            i++;
        while (k < code.n && code.p[k] == '.')
            k++;
        if (i < pattern.n && pattern.p[i] == '*')
            return true;
        if (i == pattern.n || k == code.n)
            return i == pattern.n && k == code.n;
        if (sbill_upper(pattern.p[i++]) != sbill_upper(code.p[k++]))
            return false;
    }
}

uint32_t sbill_rules_sort(const struct sbill_rules *r, struct sbill_text code)
{
    char chapter = code.n ? sbill_upper(*code.p) : '\0';

    for (size_t k = 0; k < r->packs.n; k++)
        for (size_t i = 0; i < r->packs.v[k].symptoms.n; i++)
            if (sbill_code_matches(r->packs.v[k].symptoms.v[i], code))
                return SBILL_SORT_SYMPTOM;
    return chapter >= 'A' && chapter <= 'U' ? SBILL_SORT_DISEASE : SBILL_SORT_STATUS;
}

static uint32_t sort_of_rule(const struct sbill_rules *r, const struct sbill_rule *rule)
{
    uint32_t sort = SBILL_SORT_OTHER;

    for (size_t i = 0; i < rule->outcomes.n; i++) {
        struct sbill_text codes = rule->outcomes.v[i].code;
        uint32_t s = sbill_rules_sort(r, sbill_next_code(&codes));
        sort = s > sort ? s : sort;
    }
    return sort;
}

/* The one term that must be there, NULL if there are several. */
static const struct sbill_term *only_term(const struct sbill_rule *rule)
{
    const struct sbill_term *only = NULL;

    for (size_t t = 0; t < rule->when.n; t++) {
        if (rule->when.v[t].absent)
            continue;
        if (only)
            return NULL;
        only = &rule->when.v[t];
    }
    return only;
}

static void sort_term(struct sbill_rules *r, const struct sbill_term *term, uint32_t sort)
{
    for (size_t a = 0; a < term->any.n; a++)
        for (size_t c = 0; c < term->any.v[a].concepts.n; c++) {
            struct sbill_joined_concept *k = &r->concepts.v[term->any.v[a].concepts.v[c]];
            bool fact = k->c->flags & (SBILL_CONCEPT_TREATMENT | SBILL_CONCEPT_ANYWHERE);
            if (!fact && term->any.v[a].contexts & 1u << SBILL_CTX_CURRENT && sort > k->sort)
                k->sort = sort;
        }
}

void sbill_rules_sort_concepts(struct sbill_rules *r)
{
    for (size_t i = 0; i < r->rules.n; i++) {
        const struct sbill_rule *rule = r->rules.v[i];
        bool diagnosis = rule->kind == SBILL_RULE_DIAGNOSIS && rule->system == SBILL_SYSTEM_ICD10CM;
        const struct sbill_term *term = diagnosis ? only_term(rule) : NULL;
        uint32_t sort = term ? sort_of_rule(r, rule) : SBILL_SORT_OTHER;
        if (sort != SBILL_SORT_OTHER)
            sort_term(r, term, sort);
    }
}
