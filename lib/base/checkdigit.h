/* Identifiers that carry their own check. Each takes the text as written in the record and says
 * yes or no; nothing is repaired here. */
#ifndef SBILL_BASE_CHECKDIGIT_H
#define SBILL_BASE_CHECKDIGIT_H

#include "base/text.h"

/* 10 digits, first 1 or 2, Luhn over 80840 + NPI (45 CFR 162.406). */
bool sbill_npi_ok(struct sbill_text t);
/* 9 digits, a hyphen after two allowed; not 000000000, 123456789, 999999999. */
bool sbill_ein_ok(struct sbill_text t);
/* 9 digits, hyphens 3-2-4 allowed; area not 000, 666 or 9xx, group not 00, serial not 0000. */
bool sbill_ssn_ok(struct sbill_text t);
/* 10 of [0-9A-Z], ends in X (NUCC). */
bool sbill_taxonomy_shape(struct sbill_text t);
/* NNDNNNNNNN, upper-case D. */
bool sbill_clia_ok(struct sbill_text t);
/* 5 or 9 digits (12345-6789 allowed); nine: only 9. */
bool sbill_zip_shape(struct sbill_text t, bool nine);
/* Medicare beneficiary identifier, 11 characters by position, without the hyphens of the card (CMS, MBI format). */
bool sbill_mbi_ok(struct sbill_text t);
/* 5-4-2 with or without hyphens, or 4-4-2, 5-3-2, 5-4-1 with hyphens: writes the 11 digits.
 * 10 digits without hyphens are ambiguous: false. */
bool sbill_ndc11(struct sbill_text t, char out[12]);

#endif
