/* The 837 map: its loops in the order of the guides, and finding one's way in it. */
#include "map/x12.h"

#include <string.h>

#include "map/x12_rows.h"

/* clang-format off: a table reads by its rows */

#define R(member) offsetof(struct sbill_record, member)
#define L(member) offsetof(struct sbill_line, member)
#define LOOP(id_, name_, up_, usage_, repeat_, table, ...) \
    {.id = id_, .name = name_, .up = up_, .usage = usage_, .repeat = repeat_, .segments = sbill_837_##table, \
        __VA_ARGS__}
#define IS(code_) .code = code_
#define KIND(k) .kind = SBILL_837_##k
#define OF_RECORD(member, ...) .makes = SBILL_837_ROLE_OF_RECORD, .holder = SBILL_837_PROVIDER, \
    .offset = R(member), .path = #member
#define OF_LINE(member) .makes = SBILL_837_ROLE_OF_LINE, .holder = SBILL_837_PROVIDER, .offset = L(member), \
    .path = #member
#define ELSEWHERE(member) .makes = SBILL_837_ROLE_ELSEWHERE, .holder = SBILL_837_PROVIDER, .offset = R(member), \
    .path = #member
#define BEHIND(H) .makes = SBILL_837_A_POINTER, .holder = SBILL_837_##H

/* Where a loop stands in the table, for the loops that others are part of. */
enum {
    HEADER = 0, BILLING = 2, SUBSCRIBER = 6, PATIENT = 9, CLAIM = 11, OTHER = 21, SERVICE = 32
};

const struct sbill_837_loop sbill_837_loops[] = {
    LOOP("1000A", "Submitter", SBILL_837_NONE, 'R', 1, submitter, IS("41"), KIND(HEADER)),
    LOOP("1000B", "Receiver", SBILL_837_NONE, 'R', 1, receiver, IS("40")),
    LOOP("2000A", "Billing provider level", SBILL_837_NONE, 'R', 0, billing_level, IS("20"), KIND(BILLING),
        OF_RECORD(providers.billing)),
    LOOP("2010AA", "Billing provider", BILLING, 'R', 1, billing, IS("85"), OF_RECORD(providers.billing)),
    LOOP("2010AB", "Pay-to address", BILLING, 'S', 1, pay_to, IS("87"), BEHIND(PAY_TO)),
    LOOP("2010AC", "Pay-to plan", BILLING, 'S', 1, pay_to_plan, IS("PE"), BEHIND(PLAN)),
    LOOP("2000B", "Subscriber level", SBILL_837_NONE, 'R', 0, subscriber_level, IS("22"), KIND(HIERARCHY_SUBSCRIBER),
        .makes = SBILL_837_A_COVERAGE),
    LOOP("2010BA", "Subscriber", SUBSCRIBER, 'R', 1, subscriber, IS("IL"), BEHIND(SUBSCRIBER)),
    LOOP("2010BB", "Payer", SUBSCRIBER, 'R', 1, payer, IS("PR")),
    LOOP("2000C", "Patient level", SBILL_837_NONE, 'S', 0, patient_level, IS("23"), KIND(HIERARCHY_PATIENT)),
    LOOP("2010CA", "Patient", PATIENT, 'R', 1, patient, IS("QC")),
    LOOP("2300", "Claim", SBILL_837_NONE, 'R', 100, claim, KIND(CLAIM)),
    LOOP("2310A", "Referring provider", CLAIM, 'S', 1, referring, IS("DN"), OF_RECORD(providers.referring)),
    LOOP("2310A", "Primary care provider", CLAIM, 'S', 1, referring, IS("P3"), OF_RECORD(providers.primary_care)),
    LOOP("2310B", "Rendering provider", CLAIM, 'S', 1, rendering, IS("82"), OF_RECORD(providers.rendering)),
    LOOP("2310C", "Service facility", CLAIM, 'S', 1, facility, IS("77"), OF_RECORD(facility)),
    LOOP("2310D", "Supervising provider", CLAIM, 'S', 1, supervising, IS("DQ"), .forms = SBILL_837_P,
        OF_RECORD(providers.supervising)),
    LOOP("2310E", "Ambulance pick-up", CLAIM, 'S', 1, pickup, IS("PW"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2310F", "Ambulance drop-off", CLAIM, 'S', 1, dropoff, IS("45"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2310D", "Assistant surgeon", CLAIM, 'S', 1, rendering, IS("DD"), .forms = SBILL_837_D,
        OF_RECORD(providers.assistant_surgeon)),
    LOOP("2310E", "Supervising provider", CLAIM, 'S', 1, supervising, IS("DQ"), .forms = SBILL_837_D,
        OF_RECORD(providers.supervising)),
    LOOP("2320", "Other coverage", CLAIM, 'S', 10, other_coverage, KIND(OTHER_PAYER), .makes = SBILL_837_A_COVERAGE),
    LOOP("2330A", "Other subscriber", OTHER, 'R', 1, other_subscriber, IS("IL"), BEHIND(SUBSCRIBER)),
    LOOP("2330B", "Other payer", OTHER, 'R', 1, other_payer, IS("PR")),
    LOOP("2330C", "Referring provider's numbers", OTHER, 'S', 1, elsewhere, IS("DN"), ELSEWHERE(providers.referring)),
    LOOP("2330C", "Primary care provider's numbers", OTHER, 'S', 1, elsewhere, IS("P3"),
        ELSEWHERE(providers.primary_care)),
    LOOP("2330D", "Rendering provider's numbers", OTHER, 'S', 1, elsewhere, IS("82"), ELSEWHERE(providers.rendering)),
    LOOP("2330E", "Service facility's numbers", OTHER, 'S', 1, elsewhere, IS("77"), .forms = SBILL_837_P,
        ELSEWHERE(facility)),
    LOOP("2330F", "Supervising provider's numbers", OTHER, 'S', 1, elsewhere, IS("DQ"), ELSEWHERE(providers.supervising)),
    LOOP("2330G", "Billing provider's numbers", OTHER, 'S', 1, elsewhere, IS("85"), ELSEWHERE(providers.billing)),
    LOOP("2330G", "Service facility's numbers", OTHER, 'S', 1, elsewhere, IS("77"), .forms = SBILL_837_D,
        ELSEWHERE(facility)),
    LOOP("2330H", "Assistant surgeon's numbers", OTHER, 'S', 1, elsewhere, IS("DD"), .forms = SBILL_837_D,
        ELSEWHERE(providers.assistant_surgeon)),
    LOOP("2400", "Service line", CLAIM, 'R', 50, service, KIND(SERVICE), .makes = SBILL_837_A_LINE, .holder = SBILL_837_LINE),
    LOOP("2410", "Drug", SERVICE, 'S', 1, drug, .forms = SBILL_837_P, BEHIND(DRUG)),
    LOOP("2420A", "Rendering provider", SERVICE, 'S', 1, line_rendering, IS("82"), OF_LINE(rendering)),
    LOOP("2420B", "Purchased service provider", SERVICE, 'S', 1, purchased, IS("QB"), .forms = SBILL_837_P,
        OF_LINE(purchased_service)),
    LOOP("2420B", "Assistant surgeon", SERVICE, 'S', 1, line_rendering, IS("DD"), .forms = SBILL_837_D,
        OF_LINE(assistant_surgeon)),
    LOOP("2420C", "Service facility", SERVICE, 'S', 1, line_facility, IS("77"), .forms = SBILL_837_P, OF_LINE(facility)),
    LOOP("2420C", "Supervising provider", SERVICE, 'S', 1, line_person, IS("DQ"), .forms = SBILL_837_D,
        OF_LINE(supervising)),
    LOOP("2420D", "Supervising provider", SERVICE, 'S', 1, line_person, IS("DQ"), .forms = SBILL_837_P,
        OF_LINE(supervising)),
    LOOP("2420D", "Service facility", SERVICE, 'S', 1, line_facility, IS("77"), .forms = SBILL_837_D, OF_LINE(facility)),
    LOOP("2420E", "Ordering provider", SERVICE, 'S', 1, ordering, IS("DK"), .forms = SBILL_837_P, OF_LINE(ordering)),
    LOOP("2420F", "Referring provider", SERVICE, 'S', 1, line_person, IS("DN"), .forms = SBILL_837_P, OF_LINE(referring)),
    LOOP("2420F", "Primary care provider", SERVICE, 'S', 1, line_person, IS("P3"), .forms = SBILL_837_P,
        OF_LINE(primary_care)),
    LOOP("2420G", "Ambulance pick-up", SERVICE, 'S', 1, pickup, IS("PW"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2420H", "Ambulance drop-off", SERVICE, 'S', 1, dropoff, IS("45"), .forms = SBILL_837_P, BEHIND(AMBULANCE)),
    LOOP("2430", "Line adjudication", SERVICE, 'S', 15, decision, .makes = SBILL_837_A_DECISION),
    LOOP("2440", "Form", SERVICE, 'S', 0, form, .forms = SBILL_837_P, .makes = SBILL_837_A_FORM,
        .holder = SBILL_837_FORM),
};
const size_t sbill_837_loop_count = sizeof sbill_837_loops / sizeof *sbill_837_loops;

/* clang-format on */

size_t sbill_837_loop_of(int32_t kind)
{
    for (size_t i = 0; i < sbill_837_loop_count; i++)
        if (sbill_837_loops[i].kind == kind)
            return i;
    return SBILL_837_NONE;
}

struct sbill_text sbill_837_code_at(const char *codes, size_t at)
{
    struct sbill_text rest = sbill_text_from(codes), code = sbill_text_cut(&rest, ' ');

    while (at-- > 0)
        code = sbill_text_cut(&rest, ' ');
    return code;
}

bool sbill_837_code(const char *codes, struct sbill_text value, size_t *at)
{
    struct sbill_text rest = sbill_text_from(codes);
    size_t i = 0;

    if (!codes || !value.n)
        return !codes;
    for (; rest.n; i++) {
        if (sbill_text_eq_fold(sbill_text_cut(&rest, ' '), value)) {
            if (at)
                *at = i;
            return true;
        }
    }
    return false;
}
