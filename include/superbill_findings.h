/* superbill_findings.h: the register of findings. A number keeps its meaning for good and is never given
 * to another; what is retired stays listed. Words are templates: {code} is the finding's value of that name.
 *
 * X(number, NAME, default severity, rule in words, what to do, source of the rule)
 *
 *   10xx the record as read      11xx coding rules            12xx forming claims
 *   13xx files as read: 837 1300, tables 1350
 *   20xx identifiers, fields     21xx diagnoses               22xx services
 *   23xx modifiers               24xx units, dates, charges   25xx payers and coverage
 *   26xx across encounters       27xx dental                  28xx answers from payers
 *   29xx inpatient: Medicare Code Editor
 */
#ifndef SUPERBILL_FINDINGS_H
#define SUPERBILL_FINDINGS_H

/* A row of the register reads by its sentences. */
/* clang-format off */

#define SBILL_FINDINGS_RECORD(X) \
    X(1001, RECORD_UNKNOWN_KEY, NOTICE, \
      "The record has {key}, which the record format does not know; it was not read.", \
      "Correct the spelling of the key, or leave it out.", "docs/record.schema.json") \
    X(1002, RECORD_KEY_TWICE, ERROR, "{key} stands twice in the same place; only the first was read.", \
      "Keep the right one of the two.", "RFC 8259 section 4") \
    X(1003, RECORD_WRONG_TYPE, ERROR, "{key} is {given} but must be {wanted}; it was not read.", \
      "Write {key} as {wanted}.", "docs/record.schema.json") \
    X(1004, RECORD_DATE, ERROR, "{key} is {value}, which is no date of the calendar; it was not read.", \
      "Write the date as year-month-day, like 2025-10-01.", "docs/record.schema.json") \
    X(1005, RECORD_TIME, ERROR, "{key} is {value}, which is no time of day; it was not read.", \
      "Write the time as hours and minutes, like 13:05.", "docs/record.schema.json") \
    X(1006, RECORD_AMOUNT, ERROR, "{key} is {value}, which is no amount of money; it was not read.", \
      "Write the amount in digits with at most two decimals, like 125.00.", "docs/record.schema.json") \
    X(1007, RECORD_NUMBER, ERROR, "{key} is {value}, which is not {wanted}; it was not read.", \
      "Write {key} as {wanted}.", "docs/record.schema.json") \
    X(1008, RECORD_WORD, ERROR, "{key} is {value}, a word that it does not know; it was not read.", \
      "Use one of: {choices}.", "docs/record.schema.json") \
    X(1009, RECORD_TEXT_LONG, ERROR, "{key} has {length} characters; a claim has room for {max}.", \
      "Shorten {key} to {max} characters.", "X12 005010X222A1, docs/record.schema.json") \
    X(1010, RECORD_LIST_LONG, ERROR, "{key} has {length} entries; a claim has room for {max}.", \
      "Leave at most {max} entries in {key}.", "X12 005010X222A1, docs/record.schema.json") \
    X(1011, RECORD_PROVIDER_UNKNOWN, ERROR, \
      "{key} names the provider {value}, but no provider of the record has that id.", \
      "Write the provider out where he is first named, with this id.", "docs/record.md") \
    X(1012, RECORD_EVIDENCE, WARNING, "The evidence points at a place that the notes do not have; it was not read.", \
      "Run coding again on the notes as they are now.", "docs/record.md") \
    X(1013, RECORD_SCHEMA, ERROR, "The record says it is written as {value}; this version reads {wanted}.", \
      "Convert the record, or use a version of superbill that reads it.", "docs/record.md") \
    X(1014, RECORD_CONTROL_CHARACTER, WARNING, "{key} holds a control character, which no claim can carry.", \
      "Remove the character; a claim file shows another in its place.", "XML 1.0 section 2.2, X12 basic character set")

#define SBILL_FINDINGS_CODING(X) \
    X(1101, RULE_LIMIT, NOT_CHECKED, \
      "Looking for {concept} in note {note} took too long and was given up; it was not coded.", \
      "Read the note yourself for this; tell whoever keeps the rule pack.", "docs/rules.md") \
    X(1102, NO_CODING_RULES, NOT_CHECKED, \
      "The record has notes, but the book has no coding rules: nothing was suggested.", \
      "Build the book with a rule pack, or code the notes by hand.", "docs/rules.md") \
    X(1103, RULE_FACT_MISSING, NOT_CHECKED, \
      "The record does not say the {fact}: coding rules that depend on it were not applied.", \
      "Enter the {fact} and run the record again.", "docs/rules.md") \
    X(1104, RULES_NOT_IN_FORCE, NOT_CHECKED, \
      "The rule pack {pack} does not hold for services on {date}: it was not applied.", \
      "Load the rule pack for that date.", "docs/rules.md") \
    X(1110, NOTE_CONTRADICTS_MODIFIER, WARNING, \
      "The line {code} has modifier {modifier}, but the note says {said}, which is {expected}.", \
      "Compare the note and the line; correct the modifier in box 24D or have the note amended.", \
      "CMS HCPCS Level II modifiers; the note supports the line") \
    X(1111, NOTE_DOES_NOT_SUPPORT, WARNING, "{code} is entered, but the notes have it only as {reason}.", \
      "Code what is established (box 21): symptoms for an uncertain diagnosis, nothing for one that is denied.", \
      "ICD-10-CM guidelines IV.H, IV.J") \
    X(1112, NOTE_UNITS_DIFFER, WARNING, \
      "The units of line {code} are {entered}; the amount in the note makes {said}.", \
      "Compare the dose in the note with the units in box 24G.", "HCPCS Level II, amount in the code's description")

#define SBILL_FINDINGS_FORM(X) \
    X(1201, CLAIM_DRAFT, WARNING, \
      "The claim to {payer} is a draft: it rests on suggestions nobody has decided about ({codes}).", \
      "Confirm or reject each of them (superbill review), then form the claim again.", \
      "31 U.S.C. 3729: a claim says that a person stands behind its codes") \
    X(1202, NO_CLAIM_SELF_PAY, NOTICE, "No claim: the record says that the patient pays.", \
      "If a plan shall be billed after all, take `self_pay` out of the record.", "docs/record.schema.json") \
    X(1203, NO_CLAIM_RESTRICTED, NOTICE, \
      "No claim: the patient paid and asked that the plan not be told.", \
      "Send nothing about this visit to the plan, also not on request.", "45 CFR 164.522(a)(1)(vi)") \
    X(1204, RESTRICTED_NOT_PAID, WARNING, \
      "The patient asked that the plan not be told, but has paid {paid} of {total}.", \
      "The office must agree only where the service is paid in full: settle the rest with the patient first.", \
      "45 CFR 164.522(a)(1)(vi)(B)") \
    X(1205, NO_CLAIM_NOTHING, NOTICE, "No claim: the record has no service to bill.", \
      "Enter the services in box 24, or confirm those that were suggested.", "docs/record.schema.json") \
    X(1206, NO_CLAIM_CROSSED_OVER, NOTICE, \
      "No claim to {payer}: {earlier} has forwarded its own claim there.", \
      "Wait for the answer of {payer}; a second claim would be a duplicate.", \
      "Medicare Claims Processing Manual 28, 70.6; 835 CLP02 19, 20, 21, 23") \
    X(1207, NO_CLAIM_ALL_PAID, NOTICE, "No claim: every payer on record has decided.", \
      "Bill the patient for what is left, or enter a further coverage.", "837 2320") \
    X(1208, HOLD_BY_OFFICE, WARNING, "The office holds this claim: {reason}.", \
      "When it may go, take `hold` out of the record.", "docs/record.schema.json") \
    X(1209, HOLD_NO_DIAGNOSIS, ERROR, "The claim waits: the record has no diagnosis.", \
      "Ask the provider for it, or confirm one that was suggested (box 21).", \
      "NUCC 1500 claim form instructions (02/12) item 21; 837 HI") \
    X(1210, HOLD_UNSIGNED_NOTE, ERROR, "The claim waits: the note of {date} is not signed.", \
      "Have {author} sign the note.", "Medicare Program Integrity Manual 3, 3.3.2.4") \
    X(1211, HOLD_EARLIER_PAYER, ERROR, "The claim to {payer} waits: {earlier} has not decided yet.", \
      "Enter the decision from the remittance: status, payment, adjustments.", \
      "837 2320; 835 CLP02") \
    X(1212, HOLD_REVERSED, ERROR, "The claim waits: {earlier} has taken its decision back.", \
      "Wait for the corrected decision that follows a reversal, and enter it.", "835 CLP02 22") \
    X(1213, HOLD_NO_PAYER, ERROR, \
      "The record names no coverage and does not say that the patient pays.", \
      "Enter the coverage (boxes 1 to 13), or mark the visit as self-pay.", "docs/record.schema.json") \
    X(1214, PAYER_ORDER_TIE, ERROR, \
      "{payer} and {earlier} both stand in place {order}: who pays first cannot be told.", \
      "Give each coverage a place of its own: 1, 2, 3.", "837 SBR01") \
    X(1215, PAYER_ORDER_DOUBTFUL, WARNING, "{payer} has decided, though {earlier} stands before it and has not.", \
      "Check which of the two pays first, and enter the missing decision or the right order.", "837 SBR01") \
    X(1216, CLAIM_SPLIT, NOTICE, "The visit became {count} claims: {reason}.", \
      "Send them together; each has a number of its own.", \
      "837 2300 HI, 2400 LX limits; NUCC 1500 claim form instructions (02/12) items 21, 23, 32") \
    X(1217, DIAGNOSES_DO_NOT_FIT, ERROR, "These diagnoses fit on no claim: {codes}.", \
      "A claim holds {most}: keep those that matter for the services and take the rest out of box 21.", \
      "NUCC 1500 claim form instructions (02/12) item 21; 837 HI") \
    X(1218, AMOUNT_TOO_LARGE, ERROR, "The charges cannot be added up: {what} is too large to count.", \
      "Correct the charge or the units in box 24.", "837 CLM02") \
    X(1219, CLAIM_WITHOUT_NUMBER, ERROR, \
      "The claim has no number: the record has neither a control number nor an id.", \
      "Give the encounter its id, or the claim its control number (box 26).", \
      "NUCC 1500 claim form instructions (02/12) item 26; 837 CLM01") \
    X(1220, PAYMENT_NOT_DIVIDED, ERROR, \
      "{earlier} gives its payment for the visit as a whole, but the visit became {count} claims.", \
      "Enter what {earlier} paid for each line.", "837 2430") \
    X(1221, POINTERS_PROPOSED, WARNING, "{code} does not say which diagnosis it is for; it was pointed to {codes}.", \
      "Check box 24E: keep the diagnoses that this service was for.", \
      "NUCC 1500 claim form instructions (02/12) item 24E; 837 SV107")

#define SBILL_FINDINGS_FILES(X) \
    X(1301, X12_SEPARATORS, WARNING, \
      "The separators are not where the interchange header declares them ({segment}, {place}); they were found " \
      "by what the claim shows.", \
      "Ask the sender for an ISA segment of 106 characters whose ISA16 is the separator in use.", "X12.5 " \
      "interchange header") \
    X(1302, X12_COUNT, WARNING, "{segment} says {given}, but there are {wanted} ({place}).", \
      "Have the sender count again: payers refuse a file whose counts differ.", "X12.5, X12.6: SE01, GE01, IEA01") \
    X(1303, X12_CONTROL_NUMBER, WARNING, "{segment} is {given}, but the header's number is {wanted} ({place}).", \
      "Header and trailer must carry the same number.", "X12.5, X12.6: SE02, GE02, IEA02") \
    X(1304, X12_TRAILER_MISSING, WARNING, "The trailer {segment} is missing ({place}).", \
      "Ask for the whole file: it may have been cut short, and claims may be missing.", "X12.5, X12.6") \
    X(1305, X12_HIERARCHY, WARNING, "The level is numbered wrongly: {segment} is {given} where {wanted} is due " \
      "({place}).", \
      "Levels count from 1, point to the level above and say whether others follow.", "005010X222A1 loops " \
      "2000A, 2000B, 2000C") \
    X(1306, X12_SEGMENT_UNKNOWN, WARNING, "{segment} is no segment of loop {loop} ({place}).", \
      "Look at what it says: it was not read and will not be sent on.", "005010X222A1, 005010X224A2") \
    X(1307, X12_SEGMENT_ORDER, WARNING, "{segment} stands behind {after}, where it does not belong ({place}); " \
      "it was read all the same.", \
      "Have the sender keep the order of the guide.", "005010X222A1, 005010X224A2") \
    X(1308, X12_SEGMENT_MISSING, ERROR, "Loop {loop} has no {segment} ({name}), which it needs ({place}).", \
      "Enter what is missing.", "005010X222A1, 005010X224A2") \
    X(1309, X12_SEGMENT_REPEAT, ERROR, "Loop {loop} has more {segment} segments than it may ({max}; {place}).", \
      "Keep those that matter.", "005010X222A1, 005010X224A2") \
    X(1310, X12_LOOP_MISSING, ERROR, "Loop {loop} ({name}) is missing ({place}).", \
      "Enter what is missing.", "005010X222A1, 005010X224A2") \
    X(1311, X12_LOOP_REPEAT, ERROR, "Loop {inner} ({name}) comes more often than it may ({max}; {place}).", \
      "Keep the right one, or divide the claim.", "005010X222A1, 005010X224A2") \
    X(1312, X12_ELEMENT_MISSING, ERROR, "{segment} of loop {loop} is empty ({place}).", \
      "Enter it: the guide requires it.", "005010X222A1, 005010X224A2") \
    X(1313, X12_ELEMENT_LENGTH, WARNING, "{segment} of loop {loop} has {length} characters; {limit} {wanted} " \
      "are allowed ({place}).", \
      "Compare it with the source: it may be cut short or run together.", "005010X222A1, 005010X224A2") \
    X(1314, X12_ELEMENT_CODE, ERROR, "{segment} of loop {loop} is {given}, which is none of: {wanted} ({place}).", \
      "Use one of these codes.", "005010X222A1, 005010X224A2") \
    X(1315, X12_ELEMENT_VALUE, ERROR, "{segment} of loop {loop} is {given}, which is not {wanted}; it was not " \
      "read ({place}).", \
      "Write it as {wanted}.", "005010X222A1, 005010X224A2") \
    X(1316, X12_NOT_READ, NOTICE, "{segment} was not read ({place}): {why}.", \
      "Look at what it says: it is not checked and will not be sent on.", "docs/formats.md") \
    X(1317, X12_CHARACTERS, WARNING, "The claim holds characters that are not UTF-8, or control characters " \
      "({place}).", \
      "Look at names and addresses: bytes were taken for Latin-1, control characters for blanks.", "X12 " \
      "character sets") \
    X(1318, X12_PAYER_UNKNOWN, ERROR, "SVD01 is {given}, which is no other payer of this claim ({place}).", \
      "The decision on a line must carry the id of its payer in loop 2330B.", "005010X222A1 loop 2430 SVD01") \
    X(1319, X12_LINE_NUMBER, WARNING, "The line is numbered {given} where {wanted} is due ({place}).", \
      "Lines count from 1 in each claim; they are numbered anew when the claim is sent on.", "005010X222A1 loop " \
      "2400 LX01") \
    X(1320, X12_MORE_PROBLEMS, WARNING, "The envelope has {count} more problems of these kinds.", \
      "Correct those that are listed first.", "X12.5, X12.6") \
    X(1321, X12_PATIENT_IS_SUBSCRIBER, WARNING, \
      "The file says that the patient is the subscriber, and yet gives the patient a level of his own.", \
      "Compare box 6: leave out loop 2000C, or leave SBR02 empty.", "005010X222A1 loop 2000B SBR02") \
    X(1322, X12_VERSIONS, WARNING, "The set says it is written by {given}, its group by {wanted} ({place}).", \
      "Both must name the same guide: GS08 and ST03.", "005010X222A1 GS08, ST03") \
    X(1323, X12_OUTSIDE, WARNING, "{segment} stands outside of any transaction set ({place}); it was not read.", \
      "Ask for the whole file.", "X12.6")

#define SBILL_FINDINGS_SHEETS(X) \
    X(1350, SHEET_COLUMN_UNKNOWN, NOTICE, \
      "Column {number} of the table, {column}, was not read: neither the usual names nor the column map have it.", \
      "If it matters for the claim, say in the column map what it means; if not, say there that it is not read.", \
      "docs/formats.md") \
    X(1351, SHEET_COLUMN_TWICE, NOTICE, \
      "The columns {other} and {column} mean the same; where both are filled they must agree.", \
      "Say in the column map which of the two counts.", "docs/formats.md") \
    X(1352, SHEET_ROWS_APART, ERROR, \
      "The row at line {line} comes too late: its visit, from line {earlier} on, was already read without it.", \
      "Sort the table by visit and read it again; check that the visit is not billed twice.", "docs/formats.md") \
    X(1353, SHEET_ROWS_DISAGREE, ERROR, \
      "The rows of this visit disagree: {column} is {value} at line {line}, but {first} at line {first_line}, which " \
      "was read.", \
      "Correct the table: either the value is wrong, or the rows are of two visits.", "docs/formats.md") \
    X(1354, SHEET_ROW_LONG, ERROR, \
      "The row at line {line} has {cells} cells, but the heading has {columns}: its values may stand in the wrong " \
      "columns.", \
      "Put texts that hold the separator into quotation marks, and read the table again.", "RFC 4180 section 2") \
    X(1355, SHEET_ROW_SHORT, NOTICE, \
      "The row at line {line} has {cells} cells, but the heading has {columns}; the missing ones count as empty.", \
      "Check that no value stands in the wrong column.", "RFC 4180 section 2") \
    X(1356, SHEET_VISIT_UNNAMED, ERROR, \
      "The row at line {line} has neither a visit number nor a patient and a date: it became a visit of its own.", \
      "Fill in the visit number, or the patient and the date of service.", "docs/formats.md") \
    X(1357, SHEET_ROW_UNREADABLE, ERROR, \
      "The row at line {lost}, beside the rows of this visit, could not be read; it may belong to it.", \
      "Correct that row and read the table again.", "docs/formats.md") \
    X(1358, SHEET_LATIN_1, NOTICE, \
      "The table is not written in UTF-8: the row at line {line} was read as Latin-1 (Windows-1252).", \
      "Check names with accents; save the table as CSV UTF-8.", "docs/formats.md") \
    X(1359, SHEET_NO_HEADING, NOTICE, \
      "Line {line} has a value in {column}, which has no heading; it was not read.", \
      "Give the column a heading, or remove what stands in it.", "docs/formats.md") \
    X(1360, SHEET_ZEROS_LOST, WARNING, \
      "{column} at line {line} is {value}: a spreadsheet took the leading zeros away. It was read as {read}.", \
      "Make the column a text column before you open the table in a spreadsheet.", \
      "Spreadsheet programs store digits as numbers") \
    X(1361, SHEET_EXPONENT, ERROR, \
      "{column} at line {line} is {value}: a spreadsheet took a code for a number, and its characters are lost. It " \
      "was not read.", \
      "Look the code up in your system and enter it as text.", "Spreadsheet programs read 12E4 as a number") \
    X(1362, SHEET_BECAME_DATE, ERROR, \
      "{column} at line {line} is {value}: a spreadsheet made a date of a code. It was not read.", \
      "Look the code up in your system and enter it as text.", "Spreadsheet programs read 3-1 and MAR1 as dates") \
    X(1363, SHEET_DECIMALS, NOTICE, "{column} at line {line} is {value}; it was read as {read}.", \
      "Make the column a text column before you open the table in a spreadsheet.", \
      "Spreadsheet programs store digits as numbers") \
    X(1364, SHEET_ERROR_VALUE, ERROR, \
      "{column} at line {line} is {value}: a formula failed, or a column was too narrow. It was not read.", \
      "Enter the value and read the table again.", "Spreadsheet programs write #N/A, #REF!, #VALUE! and ####") \
    X(1365, SHEET_DATE, ERROR, "{column} at line {line} is {value}, which is no date; it was not read.", \
      "Write dates as 10/31/2025, 2025-10-31 or 20251031.", "docs/formats.md") \
    X(1366, SHEET_DAY_NUMBER, ERROR, \
      "{column} at line {line} is {value}: a spreadsheet's number for a day, perhaps {date}. It was not read.", \
      "Make the column a date column and save the table again.", "Spreadsheet programs count days from 1899-12-30") \
    X(1367, SHEET_SHORT_YEAR, ERROR, \
      "{column} at line {line} is {value}: the year has two digits, and the century cannot be told. It was not read.", \
      "Write the year with four digits.", "docs/formats.md") \
    X(1368, SHEET_TIME_NOT_READ, NOTICE, "{column} at line {line} is {value}; only the date was read.", \
      "Put the time into a column of its own if the claim needs it.", "docs/formats.md") \
    X(1369, SHEET_AMOUNT, ERROR, "{column} at line {line} is {value}, which is no amount of money; it was not read.", \
      "Write amounts like 125.00 or $1,250.00.", "docs/formats.md") \
    X(1370, SHEET_YES_NO, ERROR, "{column} at line {line} is {value}, which is neither yes nor no; it was not read.", \
      "Write Y or N, or say in the column map what the word means.", "docs/formats.md") \
    X(1371, SHEET_NAME, ERROR, \
      "{column} at line {line} is {value}: it does not show which part is the last name. It was not read.", \
      "Write names as LAST, FIRST MIDDLE, or in columns of their own.", "docs/formats.md") \
    X(1372, SHEET_PROVIDER, WARNING, \
      "{column} at line {line} is {value}: no name of the directory, no NPI and no LAST, FIRST.", \
      "Add the name to the directory of the defaults file.", "docs/formats.md") \
    X(1373, SHEET_POINTER, ERROR, \
      "{column} at line {line} points at {value}, but the row has no diagnosis there; the pointer was not read.", \
      "Correct the pointer (box 24E), or fill in the diagnosis.", \
      "NUCC 1500 claim form instructions (02/12) item 24E") \
    X(1374, SHEET_DIAGNOSES, ERROR, \
      "The row at line {line} has more than twelve diagnoses; {value} and what follows was not read.", \
      "Leave those that the claim needs.", "NUCC 1500 claim form instructions (02/12) item 21")

#define SBILL_FINDINGS_FIELDS(X) \
    X(2001, NPI_INVALID, ERROR, \
      "{npi} cannot be the NPI of the {role}: it must have ten digits, begin with 1 or 2, and fit its check " \
      "digit.", \
      "Copy the NPI again from the national registry (NPPES).", "45 CFR 162.406, CMS NPI check digit") \
    X(2002, NPI_MISSING, ERROR, "The {role} has no NPI.", \
      "Enter the provider's NPI (box 33a for the billing, 24J for the rendering provider).", \
      "NUCC 1500 claim form instructions (02/12) items 24J, 33a") \
    X(2003, TAX_ID_INVALID, ERROR, "{tax_id} cannot be the tax number of the {role}.", \
      "Enter the nine digits of the EIN or SSN that the IRS has on file, and which of both it is (box 25).", \
      "NUCC 1500 claim form instructions (02/12) item 25; 837 REF*EI, REF*SY") \
    X(2004, TAX_ID_MISSING, ERROR, "The billing provider has no tax number.", \
      "Enter the EIN or SSN in box 25.", "NUCC 1500 claim form instructions (02/12) item 25") \
    X(2005, TAXONOMY_INVALID, ERROR, \
      "{taxonomy} is not a taxonomy code of the {role}: those have ten letters and digits and end in X.", \
      "Choose the code of the provider's specialty from the NUCC list.", "NUCC provider taxonomy") \
    X(2006, TAXONOMY_UNKNOWN, ERROR, "The taxonomy code {taxonomy} of the {role} is not in the NUCC list.", \
      "Choose the code of the provider's specialty from the NUCC list.", "NUCC provider taxonomy") \
    X(2007, ZIP_INVALID, ERROR, "{zip} is not a ZIP code (address of the {role}).", \
      "Enter five or nine digits.", "837 N403") \
    X(2008, ZIP_NINE_DIGITS, ERROR, "The ZIP code {zip} of the {role} has five digits; claims need nine there.", \
      "Look up the four digits that follow at the post office and add them.", "837 2010AA and 2310C N403") \
    X(2009, STATE_INVALID, ERROR, "{state} is not a state of the United States (address of the {role}).", \
      "Enter the two letters of the state, or the country if the address is abroad.", "837 N402") \
    X(2010, BILLING_PO_BOX, ERROR, "The billing provider's address is a post office box: {line}.", \
      "Enter the street address in box 33; a box may only be the pay-to address.", "837 2010AA N301") \
    X(2011, CLIA_INVALID, ERROR, "{clia} is not a CLIA number: those are two digits, the letter D and seven digits.", \
      "Copy the number from the laboratory's CLIA certificate (box 23).", "CMS CLIA numbering") \
    X(2012, PHONE_INVALID, WARNING, "{phone} is not a phone number of ten digits ({role}).", \
      "Enter area code and number.", "837 PER04") \
    X(2013, SSN_INVALID, WARNING, "The patient's social security number cannot be right.", \
      "Correct it, or leave it out: claims do not need it.", "Social Security Administration, numbers never issued") \
    X(2014, NAME_DIGITS, WARNING, "The patient's name has digits in it: {name}.", \
      "Enter the name as it stands on the insurance card (box 2).", \
      "NUCC 1500 claim form instructions (02/12) item 2") \
    X(2015, PATIENT_NAME_MISSING, ERROR, "The patient's {part} is missing.", \
      "Enter it in box 2.", "NUCC 1500 claim form instructions (02/12) item 2") \
    X(2016, PATIENT_BIRTH_DATE_MISSING, ERROR, "The patient's birth date is missing.", \
      "Enter it in box 3.", "NUCC 1500 claim form instructions (02/12) item 3") \
    X(2017, PATIENT_SEX_MISSING, ERROR, "The patient's sex is missing.", \
      "Enter it in box 3; if it is not known, say unknown.", \
      "NUCC 1500 claim form instructions (02/12) item 3; 837 DMG03") \
    X(2018, PATIENT_ADDRESS_MISSING, ERROR, "The patient's address is not complete: {part} missing.", \
      "Enter it in box 5.", "NUCC 1500 claim form instructions (02/12) item 5") \
    X(2019, RELATIONSHIP_MISSING, ERROR, "How the patient is related to the insured person is missing.", \
      "Enter it in box 6: self, spouse, child or other.", "NUCC 1500 claim form instructions (02/12) item 6") \
    X(2020, SUBSCRIBER_MISSING, ERROR, \
      "The patient is not the insured person, and the insured person's name is missing.", \
      "Enter it in box 4.", "NUCC 1500 claim form instructions (02/12) item 4") \
    X(2021, MEMBER_ID_MISSING, ERROR, "The insured person's member number is missing.", \
      "Enter it in box 1a as it stands on the card.", "NUCC 1500 claim form instructions (02/12) item 1a") \
    X(2022, PAYER_MISSING, ERROR, "The payer's {part} is missing.", \
      "Choose the payer from your list; its electronic id is what the clearinghouse routes by.", "837 2010BB NM1") \
    X(2023, BILLING_PROVIDER_MISSING, ERROR, "The billing provider is missing.", \
      "Enter its name in box 33.", "NUCC 1500 claim form instructions (02/12) item 33") \
    X(2024, BILLING_ADDRESS_MISSING, ERROR, "The billing provider's address is not complete.", \
      "Enter street, city, state and ZIP code in box 33.", "NUCC 1500 claim form instructions (02/12) item 33") \
    X(2025, RENDERING_MISSING, ERROR, "A group bills, and nobody is named who gave the service.", \
      "Enter the rendering provider and the NPI in box 24J.", \
      "NUCC 1500 claim form instructions (02/12) item 24J; 837 2310B") \
    X(2026, ACCIDENT_DATE_MISSING, ERROR, "The claim is for an accident, and its date is missing.", \
      "Enter it in box 15 (qualifier 439).", "837 DTP*439") \
    X(2027, ACCIDENT_STATE_MISSING, ERROR, "The claim is for an auto accident, and its state is missing.", \
      "Enter the two letters in box 10b.", "NUCC 1500 claim form instructions (02/12) item 10b; 837 CLM11-4") \
    X(2028, STREET_TOO_LONG, ERROR, "A street line has {length} characters; the claim has room for {most}.", \
      "Shorten it, or divide it into two lines.", "837 N301, N302") \
    X(2029, NPI_OF_GROUP, WARNING, \
      "{npi} stands as the NPI of the billing organization and of the person who gave the service.", \
      "Enter the person's own NPI in box 24J; the group's belongs in box 33a.", \
      "45 CFR 162.406: an NPI is one person's or one organization's") \
    X(2030, ACCIDENT_NOT_SAID, NOTICE, \
      "{code} is an injury under treatment, and the record does not say if it was an accident.", \
      "Mark work, auto or other accident yes or no (box 10), before the payer asks.", \
      "NUCC 1500 claim form instructions (02/12) item 10") \
    X(2031, ADMISSION_MISSING, WARNING, \
      "{code} was given to an inpatient (place of service 21), and the day of admission is missing.", \
      "Enter the days of the stay in box 18.", \
      "NUCC 1500 claim form instructions (02/12) item 18; 837 DTP*435") \
    X(2032, ATTACHMENT_NUMBER, ERROR, \
      "Papers are sent along ({how}), and their control number is missing.", \
      "Give the papers a number, write it on them, and enter it with the claim (box 19).", \
      "837 PWK06")

#define SBILL_FINDINGS_DIAGNOSES(X) \
    X(2101, DX_UNKNOWN, ERROR, "{code} is not an ICD-10-CM code on {date}. The nearest entry above it: {nearest}.", \
      "Look the diagnosis up again and correct box 21.", "ICD-10-CM") \
    X(2102, DX_NOT_IN_FORCE, ERROR, "{code} is not in force on {date}; it was valid {span}.", \
      "Code the diagnosis with a code in force on that day. Successor: {successor}.", "ICD-10-CM") \
    X(2103, DX_SEVENTH_CHARACTER, ERROR, "{code} is not complete: it needs a 7th character on {date}.", \
      "Choose the 7th character from the phase of treatment: {choices}.", "ICD-10-CM guidelines I.B.2, I.C.19.a") \
    X(2104, DX_INCOMPLETE, ERROR, "{code} is not complete on {date}: it is the heading of more exact codes.", \
      "Choose one of: {choices}.", "ICD-10-CM guidelines I.B.2") \
    X(2105, DX_PLACEHOLDER, ERROR, "{code} lacks the placeholder X before its 7th character.", \
      "Write {complete}.", "ICD-10-CM guidelines I.A.4, I.A.5") \
    X(2106, DX_SPELLING, NOTICE, "{code} is written unusually; it was read as {spelling}.", \
      "Write {spelling}.", "ICD-10-CM") \
    X(2107, DX_SEVENTH_WRONG, ERROR, \
      "{code} ends in {character}, which {category} does not have as its 7th character on {date}.", \
      "Choose one of: {choices}.", "ICD-10-CM guidelines I.A.5") \
    X(2108, DX_ICD9, ERROR, "{code} is an ICD-9-CM number; since 2015-10-01 claims take ICD-10-CM.", \
      "Code the diagnosis in ICD-10-CM and correct box 21.", "45 CFR 162.1002(c)") \
    X(2109, DX_CODE_MISSING, WARNING, "A diagnosis has no code and is on no claim: {text}.", \
      "Enter its code in box 21, or take the diagnosis out.", "NUCC 1500 claim form instructions (02/12) item 21") \
    X(2110, DX_DUPLICATE, WARNING, "{code} is listed twice; it is already diagnosis {first}.", \
      "Take the second one out; the lines that point to it point to the first (box 21).", \
      "ICD-10-CM guidelines I.B.12") \
    X(2111, DX_EXTERNAL_CAUSE_FIRST, ERROR, \
      "{code} says how an injury came about; it cannot be the first-listed diagnosis.", \
      "List the injury or illness first in box 21.", "ICD-10-CM guidelines I.C.20.a.6") \
    X(2112, DX_MANIFESTATION_FIRST, ERROR, \
      "{code} is the manifestation of another disease; it cannot be the first-listed diagnosis.", \
      "List the underlying disease first in box 21.", "ICD-10-CM guidelines I.A.13") \
    X(2113, DX_SEQUELA_FIRST, ERROR, \
      "{code} says that a condition is the late effect of this injury; it cannot be the first-listed diagnosis.", \
      "List the condition itself first in box 21, then {code}.", "ICD-10-CM guidelines I.B.10") \
    X(2114, DX_FIRST_LISTED_ONLY, WARNING, \
      "{code} may only be the first-listed diagnosis, and another one stands before it.", \
      "If this is the reason for the visit, list it first in box 21; else take it out.", \
      "ICD-10-CM guidelines I.C.21.c.16") \
    X(2115, DX_PHASE, WARNING, \
      "{code} ends in {character}, but the record says that the treatment phase is: {phase}.", \
      "Ask the provider which is right; correct the 7th character in box 21.", "ICD-10-CM guidelines I.C.19.a") \
    X(2116, DX_WEEKS_MISSING, WARNING, \
      "{code} is a code of pregnancy, and the weeks of gestation (Z3A) are missing.", \
      "Add the Z3A code of the weeks on the day of the visit to box 21.", \
      "ICD-10-CM tabular list, chapter 15 note; guidelines I.C.21.c.11") \
    X(2117, DX_NORMAL_PREGNANCY, WARNING, \
      "{code} is the supervision of a normal pregnancy; it does not go with {other}.", \
      "Take {code} out, or {other} if the pregnancy is normal.", "ICD-10-CM guidelines I.C.15.b.1") \
    X(2118, DX_BIRTH_RECORD, WARNING, \
      "{code} belongs to the stay in which the child was born, not to place of service {place}.", \
      "For a visit afterwards use the codes of newborn examinations (Z00.11-) or of the condition.", \
      "ICD-10-CM guidelines I.C.16.a.2") \
    X(2119, DX_NOT_LOADED, NOT_CHECKED, "Diagnoses not checked ({codes}): the book has no {system}.", \
      "Load the {system} release of the agency into the book.", "docs/book.md") \
    X(2120, DX_OUTSIDE, NOT_CHECKED, \
      "Diagnoses not checked ({codes}): the loaded releases of {system} do not cover {date}.", \
      "Load the release in force on {date}.", "docs/book.md") \
    X(2121, DX_NOT_IN_EXTRACT, NOT_CHECKED, \
      "Diagnoses not checked ({codes}): they are not in the loaded extract of {system}.", \
      "Load the full release of {system} into the book.", "docs/book.md") \
    X(2122, DX_ICD10_EARLY, ERROR, \
      "{code} is an ICD-10-CM code; claims for services before 2015-10-01 take ICD-9-CM, and this one is dated " \
      "{date}.", \
      "Correct the date (box 24A), or code the diagnosis in ICD-9-CM.", \
      "45 CFR 162.1002(b)") \
    X(2123, DX_EXCLUDES, WARNING, \
      "{code} and {other} exclude each other, says the note at {at}: {note}.", \
      "If it is one condition, keep the code that says it; two unrelated conditions may both stay.", \
      "ICD-10-CM guidelines I.A.12.a, Excludes1") \
    X(2124, DX_CODE_FIRST_ORDER, WARNING, \
      "{other} must stand before {code}; the note at {at}: code first {note}.", \
      "Change the order in box 21.", \
      "ICD-10-CM guidelines I.A.13, I.A.17") \
    X(2125, DX_CODE_FIRST, WARNING, \
      "What {code} comes from must be coded first and is not on the claim; the note at {at}: code first {note}.", \
      "Add the code of the underlying condition before {code} in box 21, if the record states one.", \
      "ICD-10-CM guidelines I.A.13, I.A.17") \
    X(2126, DX_USE_ADDITIONAL, NOTICE, \
      "{code} asks for an additional code; the note at {at}: use additional {note}.", \
      "Add it behind {code} in box 21, if the record states it.", \
      "ICD-10-CM guidelines I.A.13, I.A.17") \
    X(2127, DX_AGE, WARNING, \
      "{code} is a diagnosis of {whom} ({low} to {high} years); the patient is {age}.", \
      "Check the birth date (box 3) and the diagnosis (box 21).", \
      "CMS, Medicare Code Editor, edit 4, as a question") \
    X(2128, DX_SEX, OFF, \
      "{code} is a diagnosis of {whom}.", \
      "Check the sex in box 3 and the diagnosis in box 21.", \
      "CMS, Medicare Code Editor, edit 5, given up on 2024-10-01; for payers who still ask") \
    X(2129, DX_UNSPECIFIED, WARNING, \
      "{code} leaves open what a more exact code would say, the side for instance.", \
      "Use the more exact code if the record states it (box 21).", \
      "CMS, Medicare Code Editor, edit 20, as a question; ICD-10-CM guidelines I.B.18") \
    X(2130, DX_SECONDARY_ONLY, WARNING, \
      "{code} only goes beside another diagnosis; it cannot be the first-listed one.", \
      "List the reason for the visit first in box 21.", \
      "ICD-10-CM guidelines I.B.14, I.C.21.c.11, I.C.21.c.17") \
    X(2131, DX_UNUSED, NOTICE, \
      "No service points to {codes}.", \
      "Point a line to what was treated or matters for the service (box 24E); the rest may stay as it is.", \
      "NUCC 1500 claim form instructions (02/12) item 24E") \
    X(2132, DX_BILATERAL, WARNING, \
      "{other} and {code} are the two sides of one condition, and {both} says both.", \
      "Code {both} instead of the two (box 21).", \
      "ICD-10-CM guidelines I.B.13")

#define SBILL_FINDINGS_SERVICES(X) \
    X(2201, SERVICE_UNKNOWN, ERROR, "{code} is not a {system} code on {date}.", \
      "Look the service up again and correct box 24D.", "HCPCS Level II, CPT or CDT as loaded") \
    X(2202, SERVICE_NOT_IN_FORCE, ERROR, "{code} is not in force on {date}; it was valid {span}.", \
      "Code the service with a code in force on that day. Successor: {successor}.", \
      "HCPCS Level II, CPT or CDT as loaded") \
    X(2203, SERVICE_NOT_LOADED, NOT_CHECKED, "Services not checked ({codes}): {system} is not loaded.", \
      "Load your own licensed {system} file into the book.", "docs/book.md") \
    X(2204, SERVICE_OUTSIDE, NOT_CHECKED, \
      "Services not checked ({codes}): the loaded releases of {system} do not cover {date}.", \
      "Load the release in force on {date}.", "docs/book.md") \
    X(2205, SERVICE_NOT_IN_EXTRACT, NOT_CHECKED, \
      "Services not checked ({codes}): they are not in the loaded extract of {system}.", \
      "Load the full release of {system} into the book.", "docs/book.md") \
    X(2206, SERVICE_SHAPE, ERROR, \
      "{code} is not a procedure code: those have five letters and digits with a digit among them.", \
      "Correct box 24D.", "NUCC 1500 claim form instructions (02/12) item 24D") \
    X(2207, SERVICE_CODE_MISSING, ERROR, "A service line has no code.", \
      "Enter the procedure code in box 24D, or take the line out.", \
      "NUCC 1500 claim form instructions (02/12) item 24D") \
    X(2208, SERVICE_DATE_MISSING, ERROR, "A service line has no date of service.", \
      "Enter it in box 24A.", "NUCC 1500 claim form instructions (02/12) item 24A; 837 DTP*472") \
    X(2209, DESCRIPTION_MISSING, ERROR, \
      "{code} stands for a service without a code of its own, and the description is missing.", \
      "Describe the service in the shaded line above it (SV101-7), or in box 19.", "837 SV101-7") \
    X(2210, POINTER_MISSING, ERROR, "{code} does not say which diagnosis it is for.", \
      "Enter the letters of the diagnoses in box 24E, the main one first.", \
      "NUCC 1500 claim form instructions (02/12) item 24E; 837 SV107") \
    X(2211, POINTER_UNRESOLVED, ERROR, "{code} points to diagnosis {pointer}, which the claim does not have.", \
      "Correct box 24E, or add the diagnosis to box 21.", "NUCC 1500 claim form instructions (02/12) item 24E") \
    X(2212, POINTER_TOO_MANY, WARNING, "{code} points to {count} diagnoses; a line takes {most}.", \
      "Keep those that explain the service best in box 24E.", \
      "NUCC 1500 claim form instructions (02/12) item 24E; 837 SV107") \
    X(2213, POINTER_TWICE, WARNING, "{code} points to diagnosis {pointer} twice.", \
      "Take the second one out of box 24E.", "837 SV107") \
    X(2214, SERVICE_TWICE, WARNING, \
      "{code} is billed twice for {date} with the same modifiers; it is already line {first}.", \
      "If it was given twice, use units or modifier 76, 77 or 59; else take the second line out.", \
      "CARC 18 (exact duplicate)") \
    X(2215, PLACE_MISSING, ERROR, "{code} has no place of service.", \
      "Enter it in box 24B.", "NUCC 1500 claim form instructions (02/12) item 24B") \
    X(2216, PLACE_INVALID, ERROR, "{place} is not a place of service on {date}.", \
      "Choose the place from the CMS list and correct box 24B.", "CMS place of service code set") \
    X(2217, TELEHEALTH_PLACE, WARNING, "{code} is billed with {says}, but by the record {against}.", \
      "Use 10 when the patient was at home, else 02 (box 24B).", "CMS place of service code set, 02 and 10") \
    X(2218, TELEHEALTH_MODALITY, WARNING, "{code} is billed with {says}, but by the record {against}.", \
      "Use 93 for audio alone, 95 for audio and video, as the payer asks (box 24D).", "CPT appendices P and T") \
    X(2219, INCIDENT_TO_NEW, ERROR, "{code} is billed as incident-to, but the {new} is new.", \
      "Bill it under the NPI of the one who gave the service (box 24J).", \
      "42 CFR 410.26; Medicare Benefit Policy Manual chapter 15, 60.1") \
    X(2220, INCIDENT_TO_SUPERVISOR, ERROR, \
      "{code} is billed as incident-to, and no supervising physician is named or present.", \
      "Name the physician who supervised (box 17, DQ), or bill under the NPI of the one who gave the service.", \
      "42 CFR 410.26(b)(5)") \
    X(2221, SUBSTITUTE_SIXTY_DAYS, ERROR, \
      "{code} on {date} is day {day} of the cover that began on {since}; the payer takes a substitute for " \
      "{days} days in a row.", \
      "From then on the substitute must enrol with the payer and bill under his or her own name.", \
      "Medicare Claims Processing Manual chapter 1, 30.2.10 and 30.2.11") \
    X(2222, SUBSTITUTE_MODIFIER, ERROR, "{code} was given by a substitute, and modifier {modifier} is missing.", \
      "Add {modifier} in box 24D.", "Medicare Claims Processing Manual chapter 1, 30.2.10 and 30.2.11") \
    X(2223, NDC_INVALID, ERROR, "{ndc} is not a national drug code.", \
      "Copy it from the package: eleven digits (5-4-2), or ten with their hyphens.", "837 LIN03") \
    X(2224, NDC_AMBIGUOUS, ERROR, "{ndc} has ten digits without hyphens: nobody can tell where the zero belongs.", \
      "Copy it from the package with its hyphens, or give the eleven digits.", \
      "FDA national drug code, 5-4-2 form for billing") \
    X(2225, NDC_TEN_DIGITS, NOTICE, "{ndc} has ten digits; claims take eleven.", \
      "Write {eleven}.", "FDA national drug code, 5-4-2 form for billing") \
    X(2226, NDC_QUANTITY, ERROR, "The drug {ndc} has no quantity.", \
      "Enter how much was given, in the unit of the package (shaded line of box 24).", "837 CTP04") \
    X(2227, NDC_UNIT, ERROR, "The drug {ndc} has the unit {unit}.", \
      "Choose F2 (international unit), GR (gram), ME (milligram), ML (millilitre) or UN (unit).", "837 CTP05") \
    X(2228, WASTE_MODIFIER_MISSING, ERROR, \
      "{code} is a drug from a single-dose vial, and neither JW nor JZ says if some was thrown away.", \
      "Add JZ if nothing was; else bill what was thrown away on a line of its own with JW.", \
      "CMS discarded drugs policy, from 2023-07-01") \
    X(2229, WASTE_MISMATCH, ERROR, \
      "{code} has modifier {modifier}, but by the record {wasted} {unit} were thrown away.", \
      "JW for the part thrown away, JZ if there was none: correct box 24D or the record.", \
      "CMS discarded drugs policy") \
    X(2230, SIDE_MISMATCH, WARNING, \
      "{service} is billed with {modifier}, but its diagnosis {code} is on the {side} side.", \
      "Ask the provider which side was treated; correct box 24D or box 21.", "ICD-10-CM guidelines I.B.13") \
    X(2231, AUDIO_ONLY_NOT_COVERED, WARNING, "{code} was given by sound alone, which {payer} does not cover.", \
      "Check the payer's telehealth policy before the claim leaves.", "payer profile") \
    X(2232, INCIDENT_TO_NOT_TAKEN, ERROR, "{code} is billed as incident-to, which {payer} does not take.", \
      "Bill it under the NPI of the one who gave the service (box 24J).", "payer profile") \
    X(2233, CLIA_MISSING, ERROR, "{code} is a laboratory test, and no CLIA number is given.", \
      "Enter the number of the laboratory's certificate in box 23.", "42 CFR 493; 837 REF*X4") \
    X(2234, SIDE_WRONG, ERROR, \
      "{service} is billed with {modifier}, but its diagnosis {code} and the note are on the {side} side.", \
      "Correct the modifier in box 24D, unless the provider says otherwise and amends the note.", \
      "ICD-10-CM guidelines I.B.13; the note supports the line") \
    X(2235, PAIR_NEVER, ERROR, \
      "{second} is not paid beside {first} on {date}, whatever the modifier ({other}).", \
      "Take {second} out of box 24D; do not bill the patient for it.", \
      "CMS, NCCI procedure-to-procedure edits, indicator 0") \
    X(2236, PAIR_MODIFIER, ERROR, \
      "{second} is part of {first} on {date} ({other}), unless a modifier says that it was separate.", \
      "Take {second} out; if the record shows another site, encounter or injury, the modifier that says which " \
      "(59, XE, XP, XS, XU, 25, LT, RT and others) goes in box 24D.", \
      "CMS, NCCI procedure-to-procedure edits, indicator 1") \
    X(2237, PAIR_SAME_PLACE, WARNING, \
      "{second} is part of {first} on {date} ({other}), and {modifier} on both says that it was the same place.", \
      "Take {second} out, or correct the modifier (box 24D): only another site is paid separately.", \
      "CMS, NCCI Policy Manual, chapter 1") \
    X(2238, PAIR_BYPASSED, NOTICE, \
      "{second} is paid beside {first} on {date} since {where} has modifier {modifier}.", \
      "Nothing, if the record shows that the services were separate.", \
      "CMS, NCCI procedure-to-procedure edits, indicator 1") \
    X(2239, ADDON_PRIMARY, ERROR, \
      "{code} is an add-on code, and none of the services it goes with is there on {date}: {primaries}.", \
      "Enter the main service, or take the add-on out (box 24D).", \
      "CMS, add-on code edits, type 1") \
    X(2240, ADDON_PRIMARY_PAYER, WARNING, \
      "{code} is an add-on code, and no service listed for it is there on {date}: {primaries}. The payer may " \
      "know others.", \
      "Check with the payer which services {code} goes with.", \
      "CMS, add-on code edits, type 3") \
    X(2241, ADDON_ALONE, ERROR, \
      "{code} is an add-on code and stands alone on {date}.", \
      "Enter the service it was given with, or take it out (box 24D).", \
      "CMS, add-on code edits") \
    X(2242, ADDON_BY_ANOTHER, WARNING, \
      "{code} is an add-on code, and its main service on {date} was given by another provider of the practice.", \
      "Bill both under one provider, unless it is critical care carried on by a colleague (box 24J).", \
      "CMS, add-on code edits; NCCI Policy Manual, chapter 1") \
    X(2243, STATUS_NOT_PAID, WARNING, \
      "{code} has status {status} in the fee schedule: {why}.", \
      "Bill what Medicare takes instead; if the patient shall pay, a notice of non-coverage and its modifier " \
      "are needed (box 24D).", \
      "CMS, physician fee schedule, status codes") \
    X(2244, DIAGNOSIS_NOT_SUPPORTING, WARNING, \
      "None of the diagnoses of {code} is in the list of {policy}, by which {payer} covers it.", \
      "Check the diagnoses (box 24E); if none fits, have the patient sign a notice of non-coverage.", \
      "coverage policies as loaded") \
    X(2245, DIAGNOSIS_DENIED, WARNING, \
      "{policy} says that {diagnosis} does not support {code} for {payer}.", \
      "Check the diagnoses (box 24E); if no other fits, have the patient sign a notice of non-coverage.", \
      "coverage policies as loaded") \
    X(2246, AUTHORIZATION_MISSING, WARNING, \
      "{payer} wants an authorization for {code}, and its number is missing.", \
      "Enter it in box 23, or ask the payer for it.", \
      "authorizations as loaded") \
    X(2247, REFERRAL_MISSING, WARNING, \
      "{payer} wants a referral for {code}, and its number is missing.", \
      "Enter it in box 23, or ask the referring provider for it.", \
      "authorizations as loaded") \
    X(2248, NDC_OTHER_CODE, WARNING, \
      "{ndc} on {code} is a drug of {codes}.", \
      "Compare package and code; correct box 24D or the NDC.", \
      "NDC-HCPCS crosswalk as loaded") \
    X(2249, NDC_UNITS_DIFFER, WARNING, \
      "{code} bills {units} units; by its package the quantity of {ndc} makes {right}.", \
      "Correct box 24G or the quantity of the drug (shaded line).", \
      "NDC-HCPCS crosswalk as loaded") \
    X(2250, NDC_MISSING, WARNING, \
      "{code} is a drug, and its national drug code is missing.", \
      "Copy it from the package into the shaded line of box 24.", \
      "payer profile; NDC-HCPCS crosswalk as loaded") \
    X(2251, OUTSIDE_LABORATORY, WARNING, \
      "{code} was done by another laboratory (modifier 90), and the record does not say which.", \
      "Enter the laboratory in box 32, and its CLIA number in box 23.", \
      "Medicare Claims Processing Manual, chapter 16, 40.1") \
    X(2252, TREATMENT_START_MISSING, ERROR, \
      "{code} is treatment of the spine, and the day it began is missing.", \
      "Enter it in box 14 or 15 (qualifier 454).", \
      "Medicare Claims Processing Manual, chapter 12, 220; 837 DTP*454") \
    X(2253, AMBULANCE_MISSING, ERROR, \
      "{code} is an ambulance service, and the transport is not described: reason, pick-up and drop-off.", \
      "Enter them with the claim (box 19 and 32).", \
      "837 CR1, 2310E, 2310F") \
    X(2254, SPLIT_PLACE, ERROR, \
      "{code} is billed as a shared visit, which there is none of at place of service {place}.", \
      "Bill it under the one who gave it, or as incident-to if that is what it was (box 24J).", \
      "42 CFR 415.140") \
    X(2255, TEACHING_ABSENT, ERROR, \
      "{code} was given by a resident, and the teaching physician was not there.", \
      "Bill only what the teaching physician saw or did; GE only for visits of the primary care exception.", \
      "42 CFR 415.172, 415.174") \
    X(2256, NEW_PATIENT_KNOWN, WARNING, \
      "{code} is for a new patient, but the record says that the practice knows this one.", \
      "Use the code for an established patient, or correct the record (box 24D).", \
      "CPT evaluation and management, new and established patient") \
    X(2257, ESTABLISHED_IS_NEW, WARNING, \
      "{code} is for an established patient, but the record says that this one is new.", \
      "Use the code for a new patient, or correct the record (box 24D).", \
      "CPT evaluation and management, new and established patient") \
    X(2258, LEVEL_TOO_HIGH, WARNING, \
      "{code} says more than the record: minutes {minutes}, decision making {decision}, which reach " \
      "{supported}.", \
      "Use the level that the record supports, or have the note completed (box 24D).", \
      "levels of visits as loaded") \
    X(2259, LEVEL_TOO_LOW, WARNING, \
      "{code} says less than the record: minutes {minutes}, decision making {decision}, which reach " \
      "{supported}.", \
      "Use the level that the record supports (box 24D).", \
      "levels of visits as loaded")

#define SBILL_FINDINGS_MODIFIERS(X) \
    X(2301, MODIFIER_UNKNOWN, ERROR, "{modifier} on {code} is not a modifier on {date}.", \
      "Correct box 24D.", "HCPCS Level II and CPT modifiers as loaded") \
    X(2302, MODIFIER_NOT_IN_FORCE, ERROR, \
      "Modifier {modifier} on {code} is not in force on {date}; it was valid {span}.", \
      "Take it out of box 24D, or use the one that took its place.", "HCPCS Level II and CPT modifiers as loaded") \
    X(2303, MODIFIER_SHAPE, ERROR, "{modifier} on {code} is not a modifier: those have two letters or digits.", \
      "Correct box 24D.", "NUCC 1500 claim form instructions (02/12) item 24D") \
    X(2304, MODIFIER_NOT_CHECKED, NOT_CHECKED, \
      "Modifiers not checked ({modifiers}): no loaded table of {system} has them.", \
      "Load the full table of {system} into the book.", "docs/book.md") \
    X(2305, MODIFIER_TWICE, WARNING, "{code} has modifier {modifier} twice.", \
      "Take the second one out of box 24D.", "837 SV101-3 to -6") \
    X(2306, MODIFIER_TOO_MANY, ERROR, "{code} has {count} modifiers; a line takes {most}.", \
      "Keep those that matter for payment in box 24D.", \
      "NUCC 1500 claim form instructions (02/12) item 24D; 837 SV101-3 to -6") \
    X(2307, MODIFIER_CONFLICT, ERROR, "{code} has {first} and {second} together: {why}.", \
      "Keep the one that is true in box 24D.", "CMS modifier definitions; IOCE edit 102") \
    X(2308, MODIFIER_DOUBTFUL, WARNING, "{code} has {first} and {second} together: {why}.", \
      "Keep the one that is meant in box 24D.", "CMS modifier definitions") \
    X(2309, BILATERAL_UNITS, WARNING, "{code} has modifier 50 and {units} units; 50 already says both sides.", \
      "Bill one unit in box 24G.", "IOCE edit 74") \
    X(2310, DISTINCT_VISIT, ERROR, \
      "{code} is a visit, and {modifier} is for procedures only.", \
      "Take {modifier} out of box 24D; a separate visit has 25.", \
      "CMS, MLN1783722, proper use of modifiers 59 and XE, XP, XS, XU") \
    X(2311, DISTINCT_NEEDLESS, NOTICE, \
      "{code} has {modifier}, and nothing on that day is bundled with it.", \
      "Take it out of box 24D if it was meant to be on another line.", \
      "CMS, NCCI procedure-to-procedure edits") \
    X(2312, PART_MODIFIER, ERROR, \
      "{code} has {modifier}, but has no professional and technical part to tell apart (indicator {indicator}).", \
      "Take {modifier} out of box 24D, or use the code of the part.", \
      "CMS, physician fee schedule, PC/TC indicator") \
    X(2313, NOT_BILATERAL, ERROR, \
      "{code} has {modifier}, but is not done on two sides (indicator {indicator}).", \
      "Take {modifier} out of box 24D.", \
      "CMS, physician fee schedule, bilateral indicator") \
    X(2314, BOTH_SIDES_ALREADY, ERROR, \
      "{code} has {modifier}, but already stands for both sides.", \
      "Take {modifier} out of box 24D and bill one unit.", \
      "CMS, physician fee schedule, bilateral indicator 2") \
    X(2315, SIDE_NEEDLESS, WARNING, \
      "{code} has {modifier}, but has no sides (indicator {indicator}).", \
      "Take {modifier} out of box 24D.", \
      "CMS, physician fee schedule, bilateral indicator 9") \
    X(2316, SIDE_MISSING, NOTICE, \
      "{code} can be done on either side, and no modifier says on which.", \
      "Add LT, RT or 50, or the modifier of the finger, toe or eyelid (box 24D).", \
      "CMS, physician fee schedule, bilateral indicator 1") \
    X(2317, HELP_NOT_PAID, ERROR, \
      "{code} has {modifier}, and is not paid for more than one surgeon in this way (indicator {indicator}).", \
      "Take the line or {modifier} out (box 24D).", \
      "CMS, physician fee schedule, assistant, co-surgeon and team indicators") \
    X(2318, HELP_PAPERS, WARNING, \
      "{code} has {modifier}, which is paid only if papers show the need (indicator {indicator}).", \
      "Send the operative report along (PWK).", \
      "CMS, physician fee schedule, assistant, co-surgeon and team indicators") \
    X(2319, SEVERAL_NEEDLESS, WARNING, \
      "{code} has {modifier}, but is not reduced beside other procedures.", \
      "Take {modifier} out of box 24D.", \
      "CMS, physician fee schedule, multiple procedure indicator") \
    X(2320, SEPARATE_VISIT_MODIFIER, WARNING, \
      "{code} is a visit on the day of {procedure} ({other}), and 25 does not say that it was more than its " \
      "preparation.", \
      "If the record shows a separate visit, add 25 in box 24D; else take the visit out.", \
      "Medicare Claims Processing Manual, chapter 12, 40.1 and 30.6.6") \
    X(2321, DECISION_MODIFIER, WARNING, \
      "{code} is a visit on the day of or before the surgery {procedure} of {date} ({other}), and 57 does not " \
      "say that the decision fell there.", \
      "If it did, add 57 in box 24D; else the visit belongs to the surgery.", \
      "Medicare Claims Processing Manual, chapter 12, 40.2") \
    X(2322, VISIT_IN_GLOBAL, WARNING, \
      "{code} is a visit on day {day} of the {days} days that belong to {procedure} of {date} ({other}).", \
      "If it was for something else, add 24 in box 24D; else take it out.", \
      "Medicare Claims Processing Manual, chapter 12, 40.1") \
    X(2323, PROCEDURE_IN_GLOBAL, WARNING, \
      "{code} falls on day {day} of the {days} days that belong to {procedure} of {date} ({other}).", \
      "Add what it was in box 24D: 58 planned, 78 back to the operating room, 79 unrelated; else take it out.", \
      "Medicare Claims Processing Manual, chapter 12, 40.2") \
    X(2324, TWO_VISITS, WARNING, \
      "{code} is the second visit on {date} with the same provider, beside {first} ({other}).", \
      "If they were separate, add 25 in box 24D; else bill one visit for all of it.", \
      "Medicare Claims Processing Manual, chapter 12, 30.6.5") \
    X(2325, WAIVED_MODIFIER, WARNING, \
      "{code} is a waived test, and QW is missing.", \
      "Add QW in box 24D, unless the laboratory's certificate allows more than waived tests.", \
      "Medicare Claims Processing Manual, chapter 16, 70.8; group clia-qw") \
    X(2326, WAIVED_NEEDLESS, WARNING, \
      "{code} has QW, but is not among the tests that take it.", \
      "Take QW out of box 24D.", \
      "Medicare Claims Processing Manual, chapter 16, 70.8; group clia-qw") \
    X(2327, THERAPY_MODIFIER, ERROR, \
      "{code} is therapy, and no modifier says under which plan of care.", \
      "Add GN (speech), GO (occupational) or GP (physical therapy) in box 24D.", \
      "Medicare Claims Processing Manual, chapter 5, 20.1") \
    X(2328, SPLIT_MODIFIER, ERROR, \
      "{code} is billed as a shared visit, and FS is missing.", \
      "Add FS in box 24D.", \
      "42 CFR 415.140; Medicare Claims Processing Manual, chapter 12, 30.6.18") \
    X(2329, TEACHING_MODIFIER, ERROR, \
      "{code} was given by a resident under a teaching physician, and GC or GE is missing.", \
      "Add GC in box 24D, or GE for a visit of the primary care exception.", \
      "Medicare Claims Processing Manual, chapter 12, 100") \
    X(2330, ANESTHESIA_MODIFIER, ERROR, \
      "{code} is anaesthesia, and no modifier says who gave or directed it.", \
      "Add one of AA, QY, QK, AD, QX, QZ in box 24D.", \
      "Medicare Claims Processing Manual, chapter 12, 50") \
    X(2331, ANESTHESIA_CASES, ERROR, \
      "{code} has {modifier}, but {cases} cases were directed at once.", \
      "QY is one case, QK two to four, AD more: correct box 24D or the number of cases.", \
      "Medicare Claims Processing Manual, chapter 12, 50") \
    X(2332, ACTIVE_TREATMENT_MODIFIER, WARNING, \
      "{code} is treatment of the spine without AT: it counts as maintenance, which Medicare does not pay.", \
      "If the treatment is to correct, add AT in box 24D.", \
      "Medicare Benefit Policy Manual, chapter 15, 240.1.3")

#define SBILL_FINDINGS_AMOUNTS(X) \
    X(2401, UNITS_MISSING, ERROR, "{code} has no units.", \
      "Enter them in box 24G.", "NUCC 1500 claim form instructions (02/12) item 24G") \
    X(2402, UNITS_INVALID, ERROR, "{code} has {units} units.", \
      "Enter how many units were given in box 24G, from 1 up.", "837 SV104") \
    X(2403, UNITS_FRACTION, WARNING, "{code} has {units} units; services count in whole units.", \
      "Round as the payer says and correct box 24G.", "NUCC 1500 claim form instructions (02/12) item 24G") \
    X(2404, ANESTHESIA_MINUTES, ERROR, "{code} bills {units} minutes, but from start to end there are {minutes}.", \
      "Correct the times or box 24G.", "837 SV103 MJ") \
    X(2405, CHARGE_MISSING, ERROR, "{code} has no charge, and no fee table gives one.", \
      "Enter it in box 24F, or add the code to your fee table.", \
      "NUCC 1500 claim form instructions (02/12) item 24F") \
    X(2406, CHARGE_NEGATIVE, ERROR, "{code} has the charge {charge}.", \
      "Enter what the service costs in box 24F; payments and reductions do not belong there.", \
      "NUCC 1500 claim form instructions (02/12) item 24F") \
    X(2407, CHARGE_ZERO, WARNING, "{code} has the charge 0.00.", \
      "Enter the charge in box 24F; if it is free of charge, check that this payer takes such lines.", \
      "NUCC 1500 claim form instructions (02/12) item 24F") \
    X(2408, CHARGE_TOO_LARGE, ERROR, "{code} has the charge {charge}, which has no room on a claim.", \
      "Correct box 24F, or bill it on several lines.", "837 SV102") \
    X(2409, TOTAL_MISMATCH, ERROR, "The total charge is {total}, but the lines make {sum}.", \
      "Correct the lines (box 24F) or the total (box 28).", \
      "NUCC 1500 claim form instructions (02/12) item 28; 837 CLM02") \
    X(2410, PAID_MISMATCH, WARNING, "The patient paid {paid}; the whole claim is {total}.", \
      "Enter in box 29 what was paid for these services only.", "NUCC 1500 claim form instructions (02/12) item 29") \
    X(2411, ADJUDICATION_UNBALANCED, ERROR, "What {payer} paid and adjusted makes {sum}, but the claim is {total}.", \
      "Enter payment and all adjustments from the remittance, for the claim and each line.", \
      "837 2320, 2430; 835 balancing") \
    X(2412, CURRENCY_INVALID, ERROR, "{currency} is not a currency.", \
      "Give the three letters of ISO 4217, USD.", "ISO 4217") \
    X(2413, DATE_ORDER, ERROR, "{code} ends on {to}, before it begins on {date}.", \
      "Correct box 24A.", "NUCC 1500 claim form instructions (02/12) item 24A") \
    X(2414, DATE_FUTURE, ERROR, "{code} is dated {date}, after the day of the claim, {as_of}.", \
      "Correct box 24A, or wait: services are billed when they have been given.", "837 DTP*472") \
    X(2415, DATE_BEFORE_BIRTH, ERROR, "{code} is dated {date}, before the patient was born on {birth}.", \
      "Correct box 24A or box 3.", "837 DTP*472, DMG02") \
    X(2416, DATE_AFTER_DEATH, ERROR, "{code} is dated {date}, after the patient died on {death}.", \
      "Correct box 24A or the date of death.", "837 DTP*472, PAT06") \
    X(2417, DATE_BEFORE_ACCIDENT, WARNING, "{code} is dated {date}, before the accident of {accident}.", \
      "Correct box 24A or the date of the accident; bill services before it on a claim of their own.", "837 DTP*439") \
    X(2418, DATE_OUTSIDE_STATEMENT, ERROR, \
      "{code} is dated {date}; the record's dates of service are {from} to {to}.", \
      "Correct box 24A or the dates of the visit.", "837 DTP*472") \
    X(2419, BIRTH_DATE_IMPLAUSIBLE, ERROR, "The patient, born on {birth}, would be 150 or older.", \
      "Correct box 3.", "837 DMG02") \
    X(2420, UNITS_AGAINST_DOSE, WARNING, \
      "{code} bills {units}, but the dose of the record makes {right} units of {each} {unit}.", \
      "Correct box 24G, or the dose in the record.", "HCPCS Level II, unit in the title") \
    X(2421, UNITS_LINE, ERROR, \
      "{code} has {units} units a day on one line; {most} are the most ({reason}).", \
      "Correct box 24G; if more were given for good reason, put the rest on a line of its own with the modifier " \
      "that says why.", \
      "CMS, medically unlikely edits, adjudicated by line") \
    X(2422, UNITS_DAY, ERROR, \
      "{code} makes {units} units on {date}; {most} are the most, by its definition or by law ({reason}).", \
      "Correct box 24G: no appeal can pay for more.", \
      "CMS, medically unlikely edits, adjudicated by day, absolute") \
    X(2423, UNITS_DAY_CLINICAL, ERROR, \
      "{code} makes {units} units on {date}; {most} are what a day can hold as a rule ({reason}).", \
      "Correct box 24G; if more were needed, have the records ready for an appeal.", \
      "CMS, medically unlikely edits, adjudicated by day, clinical") \
    X(2424, ANESTHESIA_UNIT, ERROR, \
      "{code} is anaesthesia, and its units are not given in minutes.", \
      "Bill the minutes (qualifier MJ) in box 24G.", \
      "837 SV103 MJ; Medicare Claims Processing Manual, chapter 12, 50") \
    X(2425, ANESTHESIA_TIMES, WARNING, \
      "{code} is billed by the minute, and start and end are missing.", \
      "Enter both times (shaded line of box 24).", \
      "NUCC 1500 claim form instructions (02/12) item 24, anesthesia") \
    X(2426, DATE_SPANS_YEARS, WARNING, \
      "{code} runs from {date} to {to}, into another year.", \
      "Bill each year on a line of its own: deductibles and limits are counted by the year (box 24A).", \
      "NUCC 1500 claim form instructions (02/12) item 24A")

#define SBILL_FINDINGS_PAYERS(X) \
    X(2501, PAYER_FIELD_MISSING, ERROR, "{payer} asks for what the record does not have: {field}.", \
      "Fill it in before the claim leaves.", "payer profile") \
    X(2502, PAYER_PATTERN, WARNING, "{value} does not look like a {what} of {payer}.", \
      "Compare it with the card or letter, and check that it is the right payer.", "payer profile") \
    X(2503, MBI_INVALID, ERROR, "{member_id} is not a Medicare beneficiary identifier.", \
      "Copy the eleven characters from the red, white and blue card (box 1a); the letters S, L, O, I, B and Z " \
      "never occur.", "CMS, understanding the MBI format") \
    X(2504, LINES_TOO_MANY, ERROR, "The claim has {count} service lines; the payer takes {most}.", \
      "Bill the rest on another claim.", "837 loop 2400; payer profile") \
    X(2505, DIAGNOSES_TOO_MANY, ERROR, "The claim has {count} diagnoses; the payer takes {most}.", \
      "Keep those that the lines point to in box 21.", \
      "NUCC 1500 claim form instructions (02/12) item 21; 837 HI; payer profile") \
    X(2506, FREQUENCY_INVALID, ERROR, "{frequency} is not a claim frequency of an office claim.", \
      "Use 1 for a new claim, 7 to replace one, 8 to take one back (box 22).", \
      "NUCC 1500 claim form instructions (02/12) item 22; 837 CLM05-3") \
    X(2507, ORIGINAL_REFERENCE_MISSING, ERROR, \
      "The claim is a {kind}, and the payer's number of the first claim is missing.", \
      "Enter the number from the remittance in box 22.", \
      "NUCC 1500 claim form instructions (02/12) item 22; 837 REF*F8") \
    X(2508, COVERAGE_DATES, ERROR, "{date} is outside the dates of the coverage by {payer} ({from} to {to}).", \
      "Check eligibility on that day and bill the payer who covered it.", "837 2000B; eligibility") \
    X(2509, FILING_LATE, ERROR, "{payer} takes claims for {days} days from {start}; they are over.", \
      "Send proof that the claim was first sent in time, or close it.", "payer profile") \
    X(2510, FILING_SOON, WARNING, "{payer} takes claims for {days} days from {start}; {left} days are left.", \
      "Send this claim first.", "payer profile") \
    X(2511, MEDICARE_SECONDARY_REASON, ERROR, "Medicare is not the first payer, and the reason is missing.", \
      "Enter the reason (insurance type 12, 13, 14, 15, 16, 41, 42, 43 or 47).", \
      "837 SBR05; Medicare Secondary Payer Manual") \
    X(2512, CASUALTY_CLAIM_NUMBER, WARNING, "{payer} pays for an accident, and its claim number is missing.", \
      "Enter the claim number in box 11b (qualifier Y4).", \
      "NUCC 1500 claim form instructions (02/12) item 11b; 837 REF*Y4") \
    X(2513, FREQUENCY_NOT_TAKEN, ERROR, "The claim is a {kind}, which {payer} does not take.", \
      "Send a new claim (box 22 empty), or ask the payer for a reopening.", "payer profile") \
    X(2514, PAYER_FIELD_UNKNOWN, NOT_CHECKED, "Not checked: {payer} asks for {field}, which records do not have.", \
      "Correct the field in the payer's profile.", "payer profile") \
    X(2515, PAYER_EDIT, ERROR, "{payer}: {says}.", "{do}.", "payer profile") \
    X(2516, PAYER_EDIT_NOT_CHECKED, NOT_CHECKED, "Not checked, of the rules of {payer}: {edits}.", \
      "Give the record or the book what is missing, or check by hand.", "payer profile") \
    X(2517, LINE_UNBALANCED, ERROR, \
      "For line {line}, what {payer} paid and adjusted makes {sum}, but the charge is {charge}.", \
      "Enter payment and all adjustments of this line from the remittance.", \
      "837 2430 SVD, CAS; 835 balancing") \
    X(2518, DECISION_DATE_MISSING, ERROR, \
      "The day on which {payer} decided is missing.", \
      "Enter it from the remittance.", \
      "837 2330B or 2430 DTP*573") \
    X(2519, DECISION_DATE_TWICE, ERROR, \
      "The day on which {payer} decided stands with the claim and with its lines.", \
      "Keep it with the lines if they were decided one by one, else with the claim.", \
      "837 2330B and 2430 DTP*573") \
    X(2520, FILING_NOT_CHECKED, NOT_CHECKED, \
      "Not checked: whether {payer} still takes the claim, since the day it leaves is not known.", \
      "Give the day (--as-of).", \
      "payer profile")

#define SBILL_FINDINGS_CONTEXT(X) \
    X(2601, TABLES_MISSING, NOT_CHECKED, "Not checked, since the book has no table for it: {checks}.", \
      "Load the tables, or check by hand.", "docs/book.md") \
    X(2602, HISTORY_MISSING, NOT_CHECKED, \
      "Not checked, since the record does not hold the patient's other services: billed before, new or " \
      "established patient, days after surgery.", \
      "Give the patient's other services in `context`, or check by hand.", "docs/record.schema.json") \
    X(2603, BILLED_BEFORE, WARNING, "{code} on {date} by the same provider is already on {claim}.", \
      "If it was given again, say so with modifier 76, 77 or 59; else take the line out.", \
      "CARC 18 (exact duplicate)") \
    X(2604, INSTITUTIONAL_NOT_CHECKED, NOT_CHECKED, \
      "Institutional claims are not checked: the edits here are for professional and dental claims.", \
      "Check the claim by hand, or with a scrubber for institutional claims.", "docs/findings.md") \
    X(2605, NEW_PATIENT_SEEN, WARNING, "{code} is for a new patient, but the group saw this patient on {seen}.", \
      "Use the code for an established patient, unless another specialty saw the patient (box 24D).", \
      "CPT evaluation and management, new and established patient") \
    X(2606, RECORD_TOO_LARGE, ERROR, \
      "The record has {lines} lines, {diagnoses} diagnoses and {context} lines of context; so many are not " \
      "checked.", \
      "Give each visit a record of its own.", \
      "lib/check/check.c: 1000 lines, 1000 diagnoses, 20000 lines of context") \
    X(2607, CLAIM_NUMBER_USED, ERROR, \
      "The claim number {number} is already that of another visit, on {date}.", \
      "Give this claim a number of its own (box 26).", \
      "837 CLM01") \
    X(2608, ESTABLISHED_NOT_SEEN, WARNING, \
      "{code} is for an established patient, but since {since} the practice has not seen this patient.", \
      "Use the code for a new patient (box 24D), if that is so.", \
      "CPT evaluation and management, new and established patient") \
    X(2609, NOTES_NOT_UNDERSTOOD, NOT_CHECKED, \
      "Not checked: the note at {at} for {code}, {kind}: {note}.", \
      "Read the note in the tabular list and compare box 21.", \
      "ICD-10-CM tabular list")

#define SBILL_FINDINGS_DENTAL(X) \
    X(2701, TOOTH_INVALID, ERROR, "{tooth} on {code} is not a tooth.", \
      "Use 1 to 32, A to T, and for teeth beyond these 51 to 82, AS to TS (box 27).", \
      "ADA dental claim form item 27; universal numbering") \
    X(2702, SURFACE_INVALID, ERROR, "{surfaces} on tooth {tooth} ({code}) are not surfaces, or one stands twice.", \
      "Use M, O, D, B, L, F and I, each once (box 28).", "ADA dental claim form item 28") \
    X(2703, SURFACE_TOOTH, ERROR, "Tooth {tooth} on {code} has no surface {surface}.", \
      "Correct the tooth (box 27) or the surface (box 28): front teeth have I, back teeth O.", \
      "ADA dental claim form item 28; dental anatomy") \
    X(2704, TOOTH_TWICE, WARNING, "{code} names tooth {tooth} twice.", \
      "Take the second one out of box 27.", "837 TOO") \
    X(2705, TOOTH_IS_MISSING, WARNING, "{code} treats tooth {tooth}, which the record says is missing.", \
      "Correct the tooth (box 27) or the missing teeth (box 33).", "ADA dental claim form item 33; 837 DN2") \
    X(2706, ORAL_CAVITY_INVALID, ERROR, "{area} is not an area of the mouth.", \
      "Use 00, 01, 02, 10, 20, 30 or 40 (box 25).", "ADA dental claim form item 25; 837 SV304") \
    X(2707, PRIOR_PLACEMENT_MISSING, ERROR, \
      "{code} replaces a prosthesis, and the date of the one before is missing.", \
      "Enter it in box 44; an estimate will do.", "ADA dental claim form item 44; 837 DTP*441") \
    X(2708, PREDETERMINATION_DATE, ERROR, \
      "A predetermination asks what will be paid; it has no date of service, but {date} is given.", \
      "Take the date out, or bill the service as done (box 1).", "ADA dental claim form items 1, 24; 837 CLM19") \
    X(2709, TOOTH_NOT_NAMED, ERROR, \
      "{code} is a service to one tooth, and none is named.", \
      "Enter it in box 27.", \
      "ADA dental claim form item 27; group tooth-required") \
    X(2710, SURFACE_NOT_NAMED, ERROR, \
      "{code} is a service to surfaces of a tooth, and none is named.", \
      "Enter them in box 28.", \
      "ADA dental claim form item 28; group surface-required") \
    X(2711, SURFACE_WITHOUT_TOOTH, ERROR, \
      "{code} names surfaces, but no tooth.", \
      "Enter the tooth in box 27.", \
      "ADA dental claim form items 27, 28") \
    X(2712, TOOTH_OUTSIDE_AREA, WARNING, \
      "Tooth {tooth} on {code} is not in the area {area}.", \
      "Correct the tooth (box 27) or the area (box 25).", \
      "ADA dental claim form items 25, 27; universal numbering") \
    X(2713, TOOTH_AGE, WARNING, \
      "{code} treats tooth {tooth}, and the patient is {age} years old.", \
      "Check the tooth (1 to 32 are permanent, A to T primary) and the birth date.", \
      "ADA dental claim form item 27; dental anatomy") \
    X(2714, ORTHO_DATE_MISSING, ERROR, \
      "The claim is for orthodontic treatment, and the day the appliance was placed is missing.", \
      "Enter it in box 41.", \
      "ADA dental claim form item 41; 837 DTP*452") \
    X(2715, ORTHO_MONTHS, ERROR, \
      "{remaining} months of orthodontic treatment remain, which is more than it takes in all.", \
      "Correct box 42.", \
      "ADA dental claim form item 42; 837 DN101, DN102")

#define SBILL_FINDINGS_ANSWERS(X) \
    X(2801, ANSWER_VALUE, ERROR, "{element} holds {value}, which is not {wanted}; it was not read ({place}).", \
      "Ask the payer or the clearinghouse for a correct file.", "X12 005010X221A1, 005010X214, 005010X231A1") \
    X(2805, ANSWER_NOT_READ, NOTICE, \
      "{segment} is no segment of such an answer; it was not read ({place}).", \
      "Look into the file if the answer seems to lack something.", \
      "X12 005010X221A1, 005010X214, 005010X231A1") \
    X(2806, ANSWER_OTHER_SET, WARNING, \
      "The file holds {set} {version}, which is none of the answers that are read; it was passed over.", \
      "Read it with what it was made for.", "X12 005010X221A1, 005010X214, 005010X212, 005010X231A1") \
    X(2808, ANSWER_LINE_UNBALANCED, ERROR, \
      "{code}: {charge} less the adjustments, {adjusted}, is {sum}, but {paid} was paid.", \
      "Post nothing for this line before the payer has explained the difference.", \
      "X12 005010X221A1 1.10.2.1.1, service line balancing") \
    X(2809, ANSWER_CLAIM_UNBALANCED, ERROR, \
      "Claim {claim}: {charge} less all adjustments, {adjusted}, is {sum}, but {paid} was paid.", \
      "Post nothing for this claim before the payer has explained the difference.", \
      "X12 005010X221A1 1.10.2.1.2, claim balancing") \
    X(2810, ANSWER_LINES_UNBALANCED, ERROR, \
      "Claim {claim} is charged {charge}, but its lines come to {sum}.", \
      "Compare the lines with the claim you sent; ask the payer for what is missing.", \
      "X12 005010X221A1 1.10.2.1.2, claim balancing") \
    X(2811, ANSWER_PAYMENT_UNBALANCED, ERROR, \
      "The payment is {paid}, but its claims, {claims}, less adjustments of the provider, {adjusted}, make {sum}.", \
      "Do not post the payment before the difference is explained.", \
      "X12 005010X221A1 1.10.2.1.3, transaction balancing") \
    X(2812, ANSWER_PATIENT_SHARE, WARNING, \
      "Claim {claim} says that the patient owes {given}, but the adjustments of group PR make {sum}.", \
      "Do not bill the patient before you know which of both is right.", "X12 005010X221A1 CLP05, CAS PR") \
    X(2813, ANSWER_CHARGE_DIFFERS, WARNING, "The answer is about a charge of {given}; the claim sent is {total}.", \
      "Check that it is the answer to this claim and not to an earlier one of the same number.", \
      "837 CLM02, 835 CLP03, 277 STC04") \
    X(2814, ANSWER_LINE_UNKNOWN, WARNING, "{code} of the answer stands on no line of the claim sent.", \
      "Find the line by hand before the answer is posted or sent on to the next payer.", "835 SVC01, REF*6R") \
    X(2815, ANSWER_CODE_CHANGED, NOTICE, "The payer decided about {code}, where {billed} was billed.", \
      "Read the reason; if it is not right, ask for a review.", "835 SVC01, SVC06")

#define SBILL_FINDINGS_INPATIENT(X) \
    X(2901, MCE_INVALID_CODE, ERROR, \
      "{code} is not a valid diagnosis on {date}.", \
      "Look the diagnosis up again.", \
      "CMS, Definitions of Medicare Code Edits, edit 1") \
    X(2902, MCE_INVALID_ADMITTING, ERROR, \
      "The admitting diagnosis {code} is not valid on {date}.", \
      "Look the diagnosis up again.", \
      "CMS, Definitions of Medicare Code Edits, edit 1") \
    X(2903, MCE_EXTERNAL_CAUSE, ERROR, \
      "{code} says how an injury came about; it cannot be the principal diagnosis.", \
      "List the injury first.", \
      "CMS, Definitions of Medicare Code Edits, edit 2") \
    X(2904, MCE_DUPLICATE, ERROR, \
      "{code} is the principal diagnosis once more.", \
      "Take the second one out.", \
      "CMS, Definitions of Medicare Code Edits, edit 3") \
    X(2905, MCE_AGE_CONFLICT, ERROR, \
      "{code} is a diagnosis of {whom}; the patient is {age}.", \
      "Check birth date and diagnosis.", \
      "CMS, Definitions of Medicare Code Edits, edit 4") \
    X(2906, MCE_SEX_CONFLICT, ERROR, \
      "{code} is a diagnosis of {whom}.", \
      "Check sex and diagnosis.", \
      "CMS, Definitions of Medicare Code Edits, edit 5, up to 2024-09-30") \
    X(2907, MCE_MANIFESTATION, ERROR, \
      "{code} is the manifestation of another disease; it cannot be the principal diagnosis.", \
      "List the underlying disease first.", \
      "CMS, Definitions of Medicare Code Edits, edit 6") \
    X(2908, MCE_QUESTIONABLE, WARNING, \
      "{code} is as a rule no reason for an admission.", \
      "Check that the record shows why the patient was admitted.", \
      "CMS, Definitions of Medicare Code Edits, edit 8") \
    X(2909, MCE_UNACCEPTABLE, ERROR, \
      "{code} is not accepted as the principal diagnosis.", \
      "List the condition that led to the admission first.", \
      "CMS, Definitions of Medicare Code Edits, edit 9") \
    X(2910, MCE_NEEDS_SECONDARY, ERROR, \
      "{code} is accepted as the principal diagnosis only beside another one.", \
      "Add the other diagnosis.", \
      "CMS, Definitions of Medicare Code Edits, edit 9") \
    X(2911, MCE_INVALID_AGE, ERROR, \
      "The patient's age at admission is not between 0 and 124 years (born on {birth}).", \
      "Correct the birth date.", \
      "CMS, Definitions of Medicare Code Edits, edit 14") \
    X(2912, MCE_INVALID_SEX, ERROR, \
      "The patient's sex is not one that the claim can say.", \
      "Correct the sex; unknown is taken from 2024-10-01 on.", \
      "CMS, Definitions of Medicare Code Edits, edit 15") \
    X(2913, MCE_INVALID_DISCHARGE_STATUS, ERROR, \
      "{status} is not a discharge status.", \
      "Correct the discharge status.", \
      "CMS, Definitions of Medicare Code Edits, edit 16") \
    X(2914, MCE_WRONG_PROCEDURE, ERROR, \
      "{code} says that the wrong procedure was performed: the stay is not paid.", \
      "Bill it as the rules for such events say.", \
      "CMS, Definitions of Medicare Code Edits, edit 18") \
    X(2915, MCE_UNSPECIFIED, ERROR, \
      "{code} leaves open what a more exact code says.", \
      "Use the more exact code, or say that the record cannot tell.", \
      "CMS, Definitions of Medicare Code Edits, edit 20, from 2022-04-01") \
    X(2916, MCE_DISCHARGE_DATE, ERROR, \
      "The tables of the Medicare Code Editor do not reach the day of discharge ({date}).", \
      "Correct the day, or load the tables in force then.", \
      "CMS, Definitions of Medicare Code Edits") \
    X(2917, MCE_NOT_CHECKED, NOT_CHECKED, \
      "Not checked, of the Medicare Code Editor: edits of procedures (1, 11, 13, 17, 19, questionable obstetric " \
      "admission).", \
      "Check the procedures by hand.", \
      "CMS, Definitions of Medicare Code Edits")

#define SBILL_FINDINGS(X) \
    SBILL_FINDINGS_RECORD(X) \
    SBILL_FINDINGS_CODING(X) \
    SBILL_FINDINGS_FORM(X) \
    SBILL_FINDINGS_FILES(X) \
    SBILL_FINDINGS_SHEETS(X) \
    SBILL_FINDINGS_FIELDS(X) \
    SBILL_FINDINGS_DIAGNOSES(X) \
    SBILL_FINDINGS_SERVICES(X) \
    SBILL_FINDINGS_MODIFIERS(X) \
    SBILL_FINDINGS_AMOUNTS(X) \
    SBILL_FINDINGS_PAYERS(X) \
    SBILL_FINDINGS_CONTEXT(X) \
    SBILL_FINDINGS_DENTAL(X) \
    SBILL_FINDINGS_ANSWERS(X) \
    SBILL_FINDINGS_INPATIENT(X)

#define SBILL_FINDING_ENUM(number, name, severity, rule, action, source) SBILL_FINDING_##name = number,
enum sbill_finding_number { SBILL_FINDINGS(SBILL_FINDING_ENUM) SBILL_FINDING_LAST_ = 9999 };
#undef SBILL_FINDING_ENUM

#endif
