/* superbill_findings.h: the register of findings. A number keeps its meaning for good and is never given
 * to another; what is retired stays listed. Words are templates: {code} is the finding's value of that name.
 *
 * X(number, NAME, default severity, rule in words, what to do, source of the rule)
 *
 *   10xx the record as read      11xx coding rules            12xx forming claims
 *   20xx identifiers, fields     21xx diagnoses               22xx services
 *   23xx modifiers               24xx units, dates, charges   25xx payers and coverage
 *   26xx across encounters       27xx dental
 */
#ifndef SUPERBILL_FINDINGS_H
#define SUPERBILL_FINDINGS_H

#define SBILL_FINDINGS_RECORD(X) \
    X(1001, RECORD_UNKNOWN_KEY, NOTICE, "The record has {key}, which the record format does not know; it was not read.", \
      "Correct the spelling of the key, or leave it out.", "docs/record.schema.json")

#define SBILL_FINDINGS_CODING(X)

#define SBILL_FINDINGS_FORM(X)

#define SBILL_FINDINGS_FIELDS(X)

#define SBILL_FINDINGS_DIAGNOSES(X) \
    X(2103, DX_SEVENTH_CHARACTER, ERROR, "{code} is not complete: it needs a 7th character on {date}.", \
      "Choose the 7th character from the phase of treatment: {choices}.", "ICD-10-CM guidelines I.B.2, I.C.19.a")

#define SBILL_FINDINGS_SERVICES(X)

#define SBILL_FINDINGS_MODIFIERS(X)

#define SBILL_FINDINGS_AMOUNTS(X)

#define SBILL_FINDINGS_PAYERS(X)

#define SBILL_FINDINGS_CONTEXT(X)

#define SBILL_FINDINGS_DENTAL(X)

#define SBILL_FINDINGS(X) \
    SBILL_FINDINGS_RECORD(X) \
    SBILL_FINDINGS_CODING(X) \
    SBILL_FINDINGS_FORM(X) \
    SBILL_FINDINGS_FIELDS(X) \
    SBILL_FINDINGS_DIAGNOSES(X) \
    SBILL_FINDINGS_SERVICES(X) \
    SBILL_FINDINGS_MODIFIERS(X) \
    SBILL_FINDINGS_AMOUNTS(X) \
    SBILL_FINDINGS_PAYERS(X) \
    SBILL_FINDINGS_CONTEXT(X) \
    SBILL_FINDINGS_DENTAL(X)

#define SBILL_FINDING_ENUM(number, name, severity, rule, action, source) SBILL_FINDING_##name = number,
enum sbill_finding_number { SBILL_FINDINGS(SBILL_FINDING_ENUM) SBILL_FINDING_LAST_ = 9999 };
#undef SBILL_FINDING_ENUM

#endif
