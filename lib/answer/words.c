#include "answer/words.h"

#define LONGEST_CODE 16

struct word {
    const char *code, *words;
};

static const char *find(const struct word *v, size_t n, struct sbill_text code)
{
    for (size_t i = 0; i < n; i++)
        if (sbill_text_is(code, v[i].code))
            return v[i].words;
    return NULL;
}
#define FIND(table, code) find(table, sizeof(table) / sizeof *(table), code)

const char *sbill_answer_format_word(int32_t format)
{
    static const char *const words[] = {
        [SBILL_ANSWER_TA1] = "TA1",
        [SBILL_ANSWER_999] = "999",
        [SBILL_ANSWER_277] = "277",
        [SBILL_ANSWER_835] = "835",
    };

    return format > 0 && format <= SBILL_ANSWER_835 ? words[format] : "X12";
}

const char *sbill_answer_about_word(int32_t about)
{
    static const char *const words[] = {
        [SBILL_ABOUT_FILE] = "file",
        [SBILL_ABOUT_BATCH] = "batch",
        [SBILL_ABOUT_PAYMENT] = "payment",
        [SBILL_ABOUT_CLAIM] = "claim",
    };

    return about > 0 && about <= SBILL_ABOUT_CLAIM ? words[about] : "";
}

const char *sbill_answer_outcome_word(int32_t outcome)
{
    static const char *const words[] = {
        [SBILL_ANSWER_UNKNOWN] = "unknown",     [SBILL_ANSWER_RECEIVED] = "received",
        [SBILL_ANSWER_ACCEPTED] = "accepted",   [SBILL_ANSWER_REJECTED] = "rejected",
        [SBILL_ANSWER_PENDING] = "pending",     [SBILL_ANSWER_FINAL] = "decided",
        [SBILL_ANSWER_PROCESSED] = "processed", [SBILL_ANSWER_DENIED] = "denied",
        [SBILL_ANSWER_FORWARDED] = "forwarded", [SBILL_ANSWER_REVERSED] = "reversed",
        [SBILL_ANSWER_PRICED] = "priced",
    };

    return outcome >= 0 && outcome <= SBILL_ANSWER_PRICED ? words[outcome] : "unknown";
}

const char *sbill_clp_words(struct sbill_text status)
{
    static const struct word table[] = {
        {"1", "decided as first payer"},
        {"2", "decided as second payer"},
        {"3", "decided as third payer"},
        {"4", "nothing is paid"},
        {"19", "decided as first payer and forwarded to the next"},
        {"20", "decided as second payer and forwarded to the next"},
        {"21", "decided as third payer and forwarded to the next"},
        {"22", "an earlier payment is taken back"},
        {"23", "not a claim for this payer; forwarded to another"},
        {"25", "priced only, a predetermination; nothing is paid"},
    };

    return FIND(table, status);
}

const char *sbill_group_words(struct sbill_text group)
{
    static const struct word table[] = {
        {"CO", "by contract, to be written off"},
        {"PR", "the patient's share"},
        {"OA", "other"},
        {"PI", "reduced by the payer, not to be billed to the patient"},
        {"CR", "correction"},
    };

    return FIND(table, group);
}

/* The particular ones, then those told by their first letter. */
const char *sbill_category_words(struct sbill_text category)
{
    static const struct word table[] = {
        {"A0", "passed on to another company"},
        {"A1", "received, not yet taken for a decision"},
        {"A2", "accepted, a decision will follow"},
        {"A3", "returned, it cannot be processed"},
        {"A4", "not found"},
        {"A5", "divided into several claims"},
        {"A6", "rejected, something is missing"},
        {"A7", "rejected, something is wrong"},
        {"A8", "rejected, two things do not go together"},
        {"F1", "decided and paid"},
        {"F2", "decided and denied"},
        {"F3", "decided again, the earlier decision was changed"},
        {"F4", "decided, nothing is to be paid"},
    };
    static const struct word families[] = {
        {"P", "being worked on"},
        {"R", "waiting for information from you"},
        {"F", "decided"},
        {"E", "the payer could not look it up"},
        {"D", "the payer could not find it"},
    };
    const char *words = FIND(table, category);
    struct sbill_text family = {category.p, category.n ? 1 : 0};

    return words ? words : FIND(families, family);
}

const char *sbill_entity_words(struct sbill_text entity)
{
    static const struct word table[] = {
        {"QC", "patient"},
        {"IL", "insured person"},
        {"PR", "payer"},
        {"85", "billing provider"},
        {"82", "rendering provider"},
        {"87", "pay-to address"},
        {"1P", "provider"},
        {"DN", "referring provider"},
        {"P3", "primary care provider"},
        {"DK", "ordering provider"},
        {"DQ", "supervising provider"},
        {"77", "service facility"},
        {"FA", "facility"},
        {"40", "receiver"},
        {"41", "submitter"},
        {"AY", "clearinghouse"},
        {"36", "employer"},
        {"TT", "next payer"},
    };

    return FIND(table, entity);
}

const char *sbill_segment_fault_words(struct sbill_text code)
{
    static const struct word table[] = {
        {"1", "the segment is not known"},
        {"2", "the segment is not expected here"},
        {"3", "the segment is required and missing"},
        {"4", "the loop stands too often"},
        {"5", "the segment stands too often"},
        {"6", "the segment does not belong to this kind of file"},
        {"7", "the segment stands in the wrong place"},
        {"8", "an element of the segment is wrong"},
        {"I4", "the segment is not used for claims"},
        {"I6", "the segment is required in this situation and missing"},
        {"I7", "the loop does not stand often enough"},
        {"I8", "the segment does not stand often enough"},
        {"I9", "the segment must not stand in this situation"},
    };

    return FIND(table, code);
}

const char *sbill_element_fault_words(struct sbill_text code)
{
    static const struct word table[] = {
        {"1", "required and missing"},
        {"2", "required together with another and missing"},
        {"3", "there are too many elements"},
        {"4", "too short"},
        {"5", "too long"},
        {"6", "holds a character that may not be there"},
        {"7", "not a code of the list"},
        {"8", "not a date"},
        {"9", "not a time"},
        {"10", "must not stand beside another"},
        {"12", "stands too often"},
        {"13", "has too many parts"},
        {"I6", "a code that is not used for claims"},
        {"I9", "required in this situation and missing"},
        {"I10", "not used for claims"},
        {"I11", "does not stand often enough"},
        {"I12", "does not have the form it must have"},
        {"I13", "must not stand in this situation"},
    };

    return FIND(table, code);
}

const char *sbill_set_fault_words(struct sbill_text code)
{
    static const struct word table[] = {
        {"1", "this kind of file is not taken"},
        {"2", "the end of the transaction is missing"},
        {"3", "the numbers at both ends of the transaction differ"},
        {"4", "the number of segments is wrong"},
        {"5", "segments have errors"},
        {"6", "the transaction's name is wrong"},
        {"7", "the transaction's number is wrong"},
        {"18", "the transaction is not in a group of its kind"},
        {"23", "the transaction's number stands twice"},
        {"I5", "it breaks a rule for claims"},
        {"I6", "the version is wrong or missing"},
    };

    return FIND(table, code);
}

const char *sbill_interchange_words(struct sbill_text code)
{
    static const struct word table[] = {
        {"000", "no error"},
        {"001", "the numbers at both ends of the file differ"},
        {"002", "the version is not taken"},
        {"003", "the version is not taken from this sender"},
        {"004", "the segment separator is wrong"},
        {"005", "the qualifier of the sender is wrong"},
        {"006", "the sender is not known"},
        {"007", "the qualifier of the receiver is wrong"},
        {"008", "the receiver is not known"},
        {"009", "the receiver is not known there"},
        {"014", "the date is wrong"},
        {"015", "the time is wrong"},
        {"016", "the repetition separator is wrong"},
        {"017", "the version is wrong"},
        {"018", "the number of the file is wrong"},
        {"020", "test or production is not said rightly"},
        {"021", "the number of groups is wrong"},
        {"022", "the control structure is wrong"},
        {"023", "the file breaks off"},
        {"024", "what the file holds is wrong"},
        {"025", "the file was sent before"},
        {"026", "the element separator is wrong"},
        {"027", "the component separator is wrong"},
    };

    return FIND(table, code);
}

const char *sbill_plb_words(struct sbill_text reason)
{
    static const struct word table[] = {
        {"50", "late filing"},
        {"51", "interest withheld as a penalty"},
        {"72", "money you sent back"},
        {"90", "early payment"},
        {"AP", "advance payment"},
        {"B2", "rebate"},
        {"B3", "recovery allowance"},
        {"CS", "adjustment"},
        {"CT", "capitation"},
        {"CV", "capital pass-through"},
        {"E3", "withheld"},
        {"FB", "balance carried forward"},
        {"IR", "tax withheld"},
        {"IS", "interim settlement"},
        {"J1", "not paid"},
        {"L3", "penalty"},
        {"L6", "interest owed to you"},
        {"LE", "levy"},
        {"LS", "lump sum"},
        {"OB", "offset for another provider"},
        {"PI", "periodic interim payment"},
        {"PL", "final payment"},
        {"RA", "change for earlier time"},
        {"TL", "third party liability"},
        {"WO", "overpayment taken back"},
        {"WU", "recovery, no reason given"},
    };

    return FIND(table, reason);
}

struct sbill_text sbill_answer_title(const struct sbill_answers *a, int32_t system,
                                     struct sbill_text code, int32_t on)
{
    struct sbill_text title = {"", 0};
    int64_t ref = -1;

    if (!a->book || code.n == 0 || code.n >= LONGEST_CODE)
        return title;
    sbill_code_find(a->book, system, code.p, code.n, on == SBILL_NO_DATE ? SBILL_NONE32 : on, &ref);
    if (ref >= 0)
        title.p = sbill_code_title(a->book, ref, &title.n);
    return title;
}
