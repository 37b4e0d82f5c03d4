/* superbill.h: validate medical records, assign billing codes, form and write insurance claims.
 *
 * This header is the contract and the manual: what is not declared here is not API.
 *
 * Four nouns. A BOOK is all that is known before a patient arrives: code sets, rules, payers, fees. It
 * never changes and any number of threads may share it. An ENCOUNTER is one billing episode on its way;
 * one thread at a time, reused between records. A FINDING is something a person must look at. A CLAIM
 * is what goes to one payer.
 *
 * The library suggests, a person decides. Every code is entered, suggested, confirmed or rejected;
 * claims bill entered and confirmed codes, and a claim that rests on a suggestion is a draft.
 *
 * CONVENTIONS
 *   - A problem in the INPUT is a finding with a permanent number (superbill_findings.h). A broken CALL,
 *     an unreadable file or lack of memory is an error: the function returns a negative status and, if
 *     `err` is not NULL, sets *err (free it with sbill_error_free). Errors never hold patient data.
 *   - Out parameters are set only on success. `*out` objects are yours: free them with their _free, which
 *     takes NULL. Objects may be freed in any order.
 *   - Text goes in as pointer + length (UTF-8). Returned text ends in NUL as well, belongs to the object
 *     it came from, and lives until that object is changed or freed.
 *   - Money is int64_t in minor units (cents); quantities int64_t in thousandths; dates int32_t in days
 *     since 1970-01-01; times in minutes since midnight or -1. SBILL_NONE / SBILL_NONE32 mean "not given".
 *   - The library starts no threads, reads no clock, no locale and no environment, and writes no files.
 */
#ifndef SUPERBILL_H
#define SUPERBILL_H

/* Declarations read by their lines. */
/* clang-format off */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef SBILL_API
#if defined(__GNUC__)
#define SBILL_API __attribute__((visibility("default")))
#else
#define SBILL_API
#endif
#endif

#define SBILL_NONE INT64_MIN
#define SBILL_NONE32 INT32_MIN

/* ---- Section: version ------------------------------------------------------------------------ */

SBILL_API const char *sbill_version(void);    /* "0.1.0" */
SBILL_API uint32_t sbill_abi_version(void);   /* grows when a binding must look; same as the soname */

/* ---- Section: status and errors -------------------------------------------------------------- */

#define SBILL_OK 0
#define SBILL_END 1      /* no more items */
#define SBILL_MORE 2     /* the reader needs more bytes */
#define SBILL_NOMEM (-1) /* out of memory */
#define SBILL_EINVAL (-2)  /* the call is wrong: NULL, unknown option, wrong order */
#define SBILL_EINPUT (-3)  /* the input cannot be read: bad JSON, bad UTF-8, bad XML, a row not understood */
#define SBILL_EIO (-4)     /* the operating system refused a file */
#define SBILL_EBOOK (-5)   /* not a book, damaged, or a format version this library does not read */
#define SBILL_ELIMIT (-6)  /* larger than the ceiling set for it */
#define SBILL_EREFUSED (-7) /* asked to do what the engine does not do: write a draft into a claim file */

typedef struct sbill_error sbill_error;

SBILL_API int32_t sbill_error_status(const sbill_error *e);
SBILL_API const char *sbill_error_message(const sbill_error *e); /* one line of words, no place in it */
SBILL_API const char *sbill_error_source(const sbill_error *e);  /* file or pack name, "" if none */
SBILL_API uint32_t sbill_error_line(const sbill_error *e);       /* 1-based, 0 if not known */
SBILL_API uint32_t sbill_error_column(const sbill_error *e);     /* 1-based, 0 if not known */
SBILL_API void sbill_error_free(sbill_error *e);

/* ---- Section: options ------------------------------------------------------------------------ */

/* Named settings, copied by the object that takes them. NULL stands for the defaults.
 *
 *   as-of           date   the day the claim is made (created, timely filing); default: last date in the record
 *   offset-unit     bytes | codepoints | utf16      unit of evidence offsets; default bytes
 *   strict          0 | 1  an unknown key in a record is an error finding instead of a notice
 *   fail-on         error | warning | notice        from which severity a finding stops a claim; default error
 *   severity.N      error | warning | notice | off  severity of finding number N (organisation level)
 *   force           0 | 1  write a claim that a finding stops; the result says so
 *   assign          0 | 1  run coding rules; default 1
 *   system.NAME     URI    FHIR code system URI, NAME = hcpcs, cpt, cdt, icd10cm ...
 *   currency        ISO 4217, default USD
 *   max-record      bytes  largest record, default 16777216
 *   max-memory      bytes  largest arena of one encounter, default 268435456
 *   cms1500.down    lines of a sixth of an inch, -1 to 5; cms1500.right columns of a tenth, 0 to 10: where a print
 *                          image of the form stands on the paper; default 0
 *
 * Of 837 files, formats x12-837p and x12-837d. What is not given is told from the first claim: its billing provider
 * sends, its payer receives, with their names and ids.
 *
 *   x12.sender-qualifier, x12.sender-id              ISA05, ISA06; qualifier ZZ
 *   x12.receiver-qualifier, x12.receiver-id          ISA07, ISA08; qualifier ZZ
 *   x12.application-sender, x12.application-receiver GS02, GS03; default: the ids
 *   x12.submitter-name, x12.submitter-id             1000A NM103, NM109
 *   x12.submitter-contact, x12.submitter-phone, x12.submitter-fax, x12.submitter-email   1000A PER
 *   x12.receiver-name, x12.receiver-code             1000B NM103, NM109
 *   x12.usage               P | T     production or test; default P
 *   x12.interchange-control number    ISA13, default 1; every file needs one of its own
 *   x12.group-control       number    GS06, default 1
 *   x12.transaction-control number    ST02 of the first set, default 1
 *   x12.reference           text      BHT03, default made of the control numbers
 *   x12.date, x12.time                of the file; default as-of, else the last date of the first claim; 00:00
 *   x12.acknowledgment      0 | 1     ISA14
 *   x12.characters          basic | extended   X12's basic set, or small letters and @ # $ % _ ... as well; default
 *                                     basic. A claim that arrived in X12 keeps its extended characters.
 *   x12.case                upper | keep       default upper
 *   x12.non-ascii           transliterate | refuse   letters that X12 does not have; default transliterate
 *   x12.separators          *^:~      of elements, repetitions, components, segments
 *   x12.line-breaks         0 | 1     a line feed behind each segment
 */
typedef struct sbill_options sbill_options;

/* One function for all memory: new_size 0 frees, ptr NULL allocates, else resizes; NULL = failure. */
typedef void *(*sbill_allocator)(void *user, void *ptr, size_t old_size, size_t new_size);

SBILL_API int32_t sbill_options_new(sbill_options **out, sbill_error **err);
SBILL_API int32_t sbill_options_set(sbill_options *o, const char *name, const char *value, sbill_error **err);
/* Objects made with these options take their memory from `fn`. Set it before anything else. Options and errors
 * themselves come from malloc, and so does the parser of XML (libxml2), which lives no longer than a call. */
SBILL_API int32_t sbill_options_set_allocator(sbill_options *o, sbill_allocator fn, void *user);
SBILL_API void sbill_options_free(sbill_options *o);

/* ---- Section: reports: text the library wrote for you ------------------------------------------ */

typedef struct sbill_report sbill_report;

SBILL_API const char *sbill_report_text(const sbill_report *r, size_t *len); /* bytes; NUL-ended */
SBILL_API void sbill_report_free(sbill_report *r);

/* ---- Section: building a book ------------------------------------------------------------------ */

/* Sources in, one image out. Same sources, same bytes. For each source: add its files, then its
 * manifest source.xml (docs/book.md has its layout), which names each file, its layout, system, release and
 * span. Bytes are borrowed until the builder is freed. A row that is not understood stops the build with its line. */
typedef struct sbill_builder sbill_builder;

SBILL_API int32_t sbill_builder_new(const sbill_options *o, sbill_builder **out, sbill_error **err);
SBILL_API int32_t sbill_builder_add_file(sbill_builder *b, const char *name, const void *data, size_t len,
                                         sbill_error **err);
SBILL_API int32_t sbill_builder_add_manifest(sbill_builder *b, const char *name, const void *data, size_t len,
                                             sbill_error **err);
/* Which files the manifest wants, in order, so that a caller can fetch only those: call before
 * add_manifest. *name is the file, *member the entry inside it if it is a zip (else ""). The caller unzips: it adds
 * a plain file under its name and an entry of a zip under "name/member". SBILL_END past the last. */
SBILL_API int32_t sbill_manifest_file(const void *data, size_t len, size_t index, sbill_report **name,
                                      sbill_report **member, sbill_error **err);
/* The image, owned by the builder. */
SBILL_API int32_t sbill_builder_finish(sbill_builder *b, const void **image, size_t *len, sbill_error **err);
SBILL_API void sbill_builder_free(sbill_builder *b);

/* ---- Section: the book ------------------------------------------------------------------------- */

typedef struct sbill_book sbill_book; /* immutable; any thread; reference counted */

SBILL_API int32_t sbill_book_open(const char *path, const sbill_options *o, sbill_book **out, sbill_error **err);
/* From memory, which is borrowed and must outlive the book. */
SBILL_API int32_t sbill_book_open_memory(const void *image, size_t len, const sbill_options *o, sbill_book **out,
                                         sbill_error **err);
/* One book over several: later layers are asked first. Takes references of its own. */
SBILL_API int32_t sbill_book_stack(sbill_book *const *layers, size_t n, const sbill_options *o, sbill_book **out,
                                   sbill_error **err);
SBILL_API sbill_book *sbill_book_ref(sbill_book *b);
SBILL_API void sbill_book_free(sbill_book *b);
/* Compile every pattern now instead of at its first hit. */
SBILL_API int32_t sbill_book_warm(sbill_book *b, sbill_error **err);
/* Read every byte and compare with the checksum; SBILL_EBOOK names the first damaged part. */
SBILL_API int32_t sbill_book_verify(const sbill_book *b, sbill_error **err);
/* What is in it: inputs with sha256 and releases, systems with spans and counts, rules, payers. One JSON object. */
SBILL_API int32_t sbill_book_info(const sbill_book *b, sbill_report **out, sbill_error **err);
/* What differs between two books: codes, edits, notes, groups, fees, payer profiles and rules, table by table, and the
 * rules whose codes the second book no longer has. One JSON object (docs/book.md). */
SBILL_API int32_t sbill_book_diff(const sbill_book *was, const sbill_book *is, sbill_report **out,
                                  sbill_error **err);

/* ---- Section: codes ------------------------------------------------------------------------------ */

#define SBILL_SYSTEM_ICD10CM 1
#define SBILL_SYSTEM_HCPCS 2          /* Level II */
#define SBILL_SYSTEM_HCPCS_MODIFIER 3 /* two characters */
#define SBILL_SYSTEM_CPT 4            /* only from the user's own licensed file */
#define SBILL_SYSTEM_CDT 5            /* only from the user's own licensed file */
#define SBILL_SYSTEM_POS 6            /* CMS place of service */
#define SBILL_SYSTEM_TAXONOMY 7       /* NUCC provider taxonomy */
#define SBILL_SYSTEM_CPT_MODIFIER 8   /* only from the user's own licensed file */
#define SBILL_SYSTEM_ICD9CM 9         /* named for services before 2015-10-01; no table */
#define SBILL_SYSTEM_SNODENT 10       /* dental diagnoses of an 837D; no table */
#define SBILL_SYSTEM_CARC 11          /* claim adjustment reason codes of a remittance; only from the user's own list */
#define SBILL_SYSTEM_RARC 12          /* remittance advice remark codes; only from the user's own list */
#define SBILL_SYSTEM_CLAIM_STATUS 13  /* claim status codes and categories of a 277; only from the user's own list */
#define SBILL_SYSTEM_MAX 15

SBILL_API int32_t sbill_system_from_name(const char *name); /* "icd10cm" ...; 0 if unknown */
SBILL_API const char *sbill_system_name(int32_t system);    /* NULL if unknown */

/* What sbill_code_find says of a code on a date. */
#define SBILL_CODE_BILLABLE 1     /* in force and complete */
#define SBILL_CODE_HEADER 2       /* in force, but more characters are needed */
#define SBILL_CODE_NOT_IN_FORCE 3 /* in the table, at other dates */
#define SBILL_CODE_UNKNOWN 4      /* not in the table */
#define SBILL_CODE_OUTSIDE 5      /* the date is outside the loaded releases */
#define SBILL_CODE_NOT_LOADED 6   /* no table for this system */

/* Look a code up: dots, blanks and letter case do not matter. `on` is the date of service; SBILL_NONE32 stands for
 * the newest release. *ref (if not NULL) names the code on that date for the getters below; it is -1 for unknown codes
 * and tables. Returns one of SBILL_CODE_ above. Thread-safe, allocates nothing. */
SBILL_API int32_t sbill_code_find(const sbill_book *b, int32_t system, const char *code, size_t len, int32_t on,
                                  int64_t *ref);
SBILL_API const char *sbill_code_title(const sbill_book *b, int64_t ref, size_t *len);
SBILL_API const char *sbill_code_short_title(const sbill_book *b, int64_t ref, size_t *len);
SBILL_API int32_t sbill_code_valid_from(const sbill_book *b, int64_t ref); /* SBILL_NONE32: not known */
SBILL_API int32_t sbill_code_valid_to(const sbill_book *b, int64_t ref);   /* last day; SBILL_NONE32: open */
/* The code as printed (dotted for ICD-10-CM), the parent's, the successor's: written into buf with a
 * NUL; returns the length, 0 if there is none or cap is too small (24 is enough). */
SBILL_API size_t sbill_code_print(const sbill_book *b, int64_t ref, char *buf, size_t cap);
SBILL_API int64_t sbill_code_parent(const sbill_book *b, int64_t ref);               /* -1: none */
SBILL_API size_t sbill_code_child_count(const sbill_book *b, int64_t ref);           /* on the ref's date */
SBILL_API int64_t sbill_code_child(const sbill_book *b, int64_t ref, size_t i);      /* -1: none */
SBILL_API int64_t sbill_code_successor(const sbill_book *b, int64_t ref, size_t i);  /* -1: none */
/* All that is known of one code on a date as one JSON object (docs/book.md). */
SBILL_API int32_t sbill_code_json(const sbill_book *b, int32_t system, const char *code, size_t len, int32_t on,
                                  sbill_report **out, sbill_error **err);
/* Type-ahead: codes whose title or inclusion terms hold all the words, each as a word or the start of
 * one, best first, valid on the date. system 0 = all. Fills refs[0..*count-1]. Allocates nothing that outlives
 * the call. */
SBILL_API int32_t sbill_code_search(const sbill_book *b, int32_t system, const char *words, size_t len, int32_t on,
                                    int64_t *refs, size_t max, size_t *count, sbill_error **err);

/* ---- Section: edit tables ------------------------------------------------------------------------ */

/* Whom an NCCI table speaks for. */
#define SBILL_SETTING_PRACTITIONER 1
#define SBILL_SETTING_OUTPATIENT 2 /* hospital outpatient */
#define SBILL_SETTING_DME 3        /* suppliers of equipment */

/* What sbill_ptp_find says of a pair on a date. */
#define SBILL_PTP_NONE 0       /* no edit */
#define SBILL_PTP_NEVER 1      /* column 2 is not paid beside column 1, whatever the modifier (indicator 0) */
#define SBILL_PTP_MODIFIER 2   /* column 2 is paid beside column 1 only with a modifier that says why (indicator 1) */
#define SBILL_PTP_OUTSIDE 3    /* the date is outside the loaded releases */
#define SBILL_PTP_NOT_LOADED 4 /* no table for this setting */

/* NCCI procedure-to-procedure edits: a pair has its order, so ask both ways round. Spelling does not matter; `on` is
 * the date of service, SBILL_NONE32 stands for the newest release. Thread-safe, allocates nothing. */
SBILL_API int32_t sbill_ptp_find(const sbill_book *b, int32_t setting, const char *column1, size_t len1,
                                 const char *column2, size_t len2, int32_t on);
/* The same for all pairs among the codes of one day, both ways round, several times quicker than one by one. Of the
 * pairs with an edit in force pairs[2i] is the place of the column 1 code among the codes, pairs[2i + 1] that of
 * column 2; `max` is how many have room, *count how many there are. SBILL_OK, SBILL_PTP_OUTSIDE or
 * SBILL_PTP_NOT_LOADED; SBILL_EINVAL for more than SBILL_PTP_DAY_CODES codes. */
#define SBILL_PTP_DAY_CODES 64
SBILL_API int32_t sbill_ptp_day(const sbill_book *b, int32_t setting, const char *const *codes, const size_t *lens,
                                size_t n, int32_t on, uint32_t *pairs, size_t max, size_t *count);

/* ---- Section: reading records -------------------------------------------------------------------- */

typedef struct sbill_encounter sbill_encounter; /* one thread at a time */

/* The encounter takes a reference to the book. It is scratch room: reuse it for record after record. */
SBILL_API int32_t sbill_encounter_new(sbill_book *b, const sbill_options *o, sbill_encounter **out,
                                      sbill_error **err);
SBILL_API void sbill_encounter_reset(sbill_encounter *e); /* wipes everything of the last record */
SBILL_API void sbill_encounter_free(sbill_encounter *e);  /* wipes */

/* One JSON record (docs/record.schema.json). Resets first. */
SBILL_API int32_t sbill_encounter_read(sbill_encounter *e, const char *json, size_t len, sbill_error **err);

/* Many records in one stream: feed bytes as they come, take encounters as they are complete. "ndjson": one record a
 * line, blank lines are passed over. "json": one array of records, or records one after the other. "x12": 837P and 837D
 * claims, each an encounter that arrives formed. "csv": superbills as a table, rows of a visit become one record.
 * "auto": told from the first bytes. */
typedef struct sbill_reader sbill_reader;

SBILL_API int32_t sbill_reader_new(const char *format, const sbill_options *o, sbill_reader **out,
                                   sbill_error **err); /* "ndjson", "json", "csv", "x12", "auto" */
/* Before the first byte: "map", what the columns of a csv mean (XML), or "defaults", what the office says once for all
 * visits of a csv (a partial record); docs/formats.md has both. `name` is for messages. Bytes are copied. */
SBILL_API int32_t sbill_reader_give(sbill_reader *r, const char *what, const char *name, const void *bytes, size_t len,
                                    sbill_error **err);
/* SBILL_ELIMIT: with these bytes more than twice max-record (and 1 MiB) would wait; take records first. */
SBILL_API int32_t sbill_reader_feed(sbill_reader *r, const char *bytes, size_t len, sbill_error **err);
SBILL_API int32_t sbill_reader_close(sbill_reader *r); /* no more bytes will come */
/* SBILL_OK: a record is in e. SBILL_MORE: feed more. SBILL_END: all taken. SBILL_EINPUT: this record cannot be
 * read, or is longer than max-record (sbill_reader_line says where); call again for the next one. */
SBILL_API int32_t sbill_reader_next(sbill_reader *r, sbill_encounter *e, sbill_error **err);
SBILL_API uint64_t sbill_reader_line(const sbill_reader *r); /* 1-based line where the last record began */
SBILL_API void sbill_reader_free(sbill_reader *r);

/* ---- Section: the stages ------------------------------------------------------------------------- */

/* In this order; each needs the one before. sbill_encounter_run does all. */
SBILL_API int32_t sbill_encounter_assign(sbill_encounter *e, sbill_error **err);
SBILL_API int32_t sbill_encounter_form(sbill_encounter *e, sbill_error **err);
SBILL_API int32_t sbill_encounter_check(sbill_encounter *e, sbill_error **err);
SBILL_API int32_t sbill_encounter_run(sbill_encounter *e, sbill_error **err);

/* How the encounter ended, after check. */
#define SBILL_OUTCOME_NONE 0     /* not run yet */
#define SBILL_OUTCOME_READY 1    /* every claim may go */
#define SBILL_OUTCOME_DRAFT 2    /* a claim rests on suggestions: a person must confirm */
#define SBILL_OUTCOME_HOLD 3     /* waits: no diagnosis, unsigned note, earlier payer not adjudicated */
#define SBILL_OUTCOME_NO_CLAIM 4 /* self-pay, restricted by the patient, or nothing left to bill */
#define SBILL_OUTCOME_STOPPED 5  /* a finding stops it */
SBILL_API int32_t sbill_encounter_outcome(const sbill_encounter *e);

/* After check: write the safe repairs that findings offer into the record. *count: how many there were; if any, the
 * stages must be run again. What was repaired stands in the result and in SBILL_ITEM_REPAIR until the record goes. */
SBILL_API int32_t sbill_encounter_repair(sbill_encounter *e, size_t *count, sbill_error **err);

/* The document calls: one JSON record in, exactly one JSON result line out (no line feed inside).
 * `json` may hold any bytes: a record that cannot be read gives a result line with an error, and status
 * SBILL_EINPUT. */
SBILL_API int32_t sbill_run_json(sbill_encounter *e, const char *json, size_t len, const char **result,
                                 size_t *result_len, sbill_error **err);
/* The same with the next record of a reader, of whatever format: one result line for each, also for one that cannot
 * be read. SBILL_MORE and SBILL_END as sbill_reader_next. */
SBILL_API int32_t sbill_run_next(sbill_reader *r, sbill_encounter *e, const char **result, size_t *result_len,
                                 sbill_error **err);
/* The result of the stages run so far, and the record itself with suggestions and decisions in it. */
SBILL_API int32_t sbill_encounter_result(sbill_encounter *e, const char **json, size_t *len, sbill_error **err);
SBILL_API int32_t sbill_encounter_record(sbill_encounter *e, const char **json, size_t *len, sbill_error **err);

/* ---- Section: what came out ---------------------------------------------------------------------- */

/* Kinds of items an encounter holds, and their fields. A getter with an unknown field, or an index past
 * the end, gives "" or SBILL_NONE. */
#define SBILL_ITEM_RECORD 0   /* always one */
#define SBILL_ITEM_DIAGNOSIS 1
#define SBILL_ITEM_LINE 2     /* service lines */
#define SBILL_ITEM_NOTE 3
#define SBILL_ITEM_EVIDENCE 4 /* why a code was suggested: a span of a note */
#define SBILL_ITEM_WITHHELD 5 /* hits that gave no code, with the reason */
#define SBILL_ITEM_QUERY 6    /* questions to the provider */
#define SBILL_ITEM_FINDING 7
#define SBILL_ITEM_CLAIM 8
#define SBILL_ITEM_CLAIM_LINE 9
#define SBILL_ITEM_LEFT_OUT 10 /* what the reader did not understand, then what the last writer had no place for */
#define SBILL_ITEM_REPAIR 11   /* safe repairs written into the record: NUMBER, PATH, TEXT as it was, REPAIR as it is */

#define SBILL_F_ID 1         /* text  record, note, claim: identifier; finding: name in the register */
#define SBILL_F_SYSTEM 2     /* num   SBILL_SYSTEM_ of a code */
#define SBILL_F_CODE 3       /* text  code as printed; withheld: code it would have given */
#define SBILL_F_TITLE 4      /* text  title of the code, note type */
#define SBILL_F_STATUS 5     /* text  entered, suggested, confirmed, rejected; claim: active, draft; outcome */
#define SBILL_F_RULE 6       /* text  rule id */
#define SBILL_F_RULE_VERSION 7 /* text */
#define SBILL_F_RULE_DIGEST 8  /* text  hex */
#define SBILL_F_GUIDELINE 9  /* text  section of the ICD-10-CM guidelines or other source */
#define SBILL_F_SECTION 10   /* text  section of the note */
#define SBILL_F_REASON 11    /* text  why withheld; why decided */
#define SBILL_F_TEXT 12      /* text  note text, words of a span, question, finding in words */
#define SBILL_F_NOTE 13      /* num   index of the note a span lies in */
#define SBILL_F_START 14     /* num   span start in the offset unit */
#define SBILL_F_END 15       /* num   span end (exclusive) */
#define SBILL_F_OWNER_KIND 16  /* num  SBILL_ITEM_ that this item belongs to */
#define SBILL_F_OWNER 17     /* num   its index */
#define SBILL_F_NUMBER 18    /* num   finding number; claim line number */
#define SBILL_F_SEVERITY 19  /* text  error, warning, notice, not-checked */
#define SBILL_F_PATH 20      /* text  place in the record: diagnoses[0].code */
#define SBILL_F_BOX 21       /* text  CMS-1500 (or ADA) box */
#define SBILL_F_X12 22       /* text  837 element */
#define SBILL_F_ACTION 23    /* text  what would clear it */
#define SBILL_F_SOURCE 24    /* text  table and release, or the rule's source; fee source of a line */
#define SBILL_F_SET_BY 25    /* text  who set the severity: default, organisation, payer, payer and claim type */
#define SBILL_F_REPAIR 26    /* text  safe repair: the value to write, "" if none */
#define SBILL_F_PAYER 27     /* text  claim: payer name */
#define SBILL_F_TOTAL 28     /* num   money, minor units */
#define SBILL_F_CURRENCY 29  /* text */
#define SBILL_F_CHARGE 30    /* num   money of a line */
#define SBILL_F_UNITS 31     /* num   thousandths */
#define SBILL_F_MODIFIERS 32 /* text  "25:59" */
#define SBILL_F_POINTERS 33  /* text  "A,B": positions in the claim's diagnoses */
#define SBILL_F_DATE 34      /* num   date of service */
#define SBILL_F_CUE 35       /* text  words of the context cue: "denies" */
#define SBILL_F_ROLE 36      /* text  why the item is there: principal, external-cause, related claim ... */
#define SBILL_F_STOPS 37     /* num   1: the finding stops the claim; claim: 1 = stopped */
#define SBILL_F_CLAIM 38     /* num   index of the claim a finding or a line belongs to, SBILL_NONE = all */
#define SBILL_F_DIAGNOSES 39 /* text  claim: codes in pointer order, "E11.22, I12.9" */
#define SBILL_F_BY 40        /* text  who decided */
#define SBILL_F_AT 41        /* text  when */
#define SBILL_F_NAME 42      /* text  record: the patient, "Last, First"; note: its author */
#define SBILL_F_BIRTH_DATE 43 /* num  record: the patient's */
#define SBILL_F_PLACE 44     /* text  record, line, claim line: place of service */
#define SBILL_F_PAYER_ID 45  /* text  claim: the payer's id, "" if it has none */
#define SBILL_F_FORM 46      /* text  claim: professional, institutional, dental */

SBILL_API size_t sbill_count(const sbill_encounter *e, int32_t item);
SBILL_API const char *sbill_text(sbill_encounter *e, int32_t item, size_t index, int32_t field, size_t *len);
SBILL_API int64_t sbill_number(sbill_encounter *e, int32_t item, size_t index, int32_t field);

/* ---- Section: a person decides ------------------------------------------------------------------- */

/* Confirm or reject a suggested diagnosis or line. decision: "confirmed" or "rejected". `at` is an ISO date
 * or date and time. Stages after assign must be run again. */
SBILL_API int32_t sbill_decide(sbill_encounter *e, int32_t item, size_t index, const char *decision, const char *by,
                               const char *at, const char *reason, sbill_error **err);

/* ---- Section: writing claims --------------------------------------------------------------------- */

typedef struct sbill_file sbill_file; /* one output that may hold many claims */

SBILL_API int32_t sbill_file_new(const char *format, const sbill_options *o, sbill_file **out,
                                 sbill_error **err); /* "fhir-xml", "x12-837p", "x12-837d" */
/* SBILL_EREFUSED: a finding stops this claim (and the option force is off). Drafts are written by the formats
 * that can say "draft" and refused by the others. */
SBILL_API int32_t sbill_file_add(sbill_file *f, sbill_encounter *e, size_t claim, sbill_error **err);
SBILL_API int32_t sbill_file_finish(sbill_file *f, const char **bytes, size_t *len, sbill_error **err);
SBILL_API void sbill_file_free(sbill_file *f);

/* Validate XML in memory against an XSD and the schemas beside it in `dir`. */
SBILL_API int32_t sbill_validate_xml(const char *xml, size_t len, const char *dir, const char *xsd,
                                     sbill_error **err);

/* ---- Section: answers from payers ------------------------------------------------------------------ */

/* What comes back for claims that were sent: TA1 and 999 say whether a file could be read, 277 whether each claim was
 * taken, 835 what was decided and paid. One ANSWER is what one of these says of one claim; what is said of a whole
 * file, batch or payment is an answer too, with no claim in it. */
typedef struct sbill_answers sbill_answers;

/* `b` may be NULL: the codes of the lists carc, rarc and claim-status then have no description. */
SBILL_API int32_t sbill_answers_new(sbill_book *b, const sbill_options *o, sbill_answers **out, sbill_error **err);
/* A whole file of answers; any number, one after the other. An 837 that was sent gives no answers: read before the 999,
 * it tells which claim a segment number is in. `name` stands in the answers. SBILL_EINPUT: not X12. What is wrong in a
 * file otherwise is a finding of its answers. */
SBILL_API int32_t sbill_answers_read(sbill_answers *a, const char *name, const char *bytes, size_t len,
                                     sbill_error **err);
SBILL_API size_t sbill_answers_count(const sbill_answers *a);
/* The first answer from `from` on that is about a claim of this encounter; SBILL_END if there is none. The encounter's
 * claims are forgotten: form and check it again before writing. */
SBILL_API int32_t sbill_answers_find(sbill_answers *a, sbill_encounter *e, size_t from, size_t *index,
                                     sbill_error **err);
/* One JSON object (docs/answers.md), no line feed in it; it lives until the next call. With the encounter that it is
 * about, which may be NULL, lines are joined with those of the record, and what does not agree is said. */
SBILL_API int32_t sbill_answers_json(sbill_answers *a, size_t index, sbill_encounter *e, const char **json,
                                     size_t *len, sbill_error **err);
SBILL_API void sbill_answers_free(sbill_answers *a); /* wipes */

/* Take an answer into the record it is about, so that form makes the claim that follows. `what`: "next", the payer's
 * decision, for the next payer's claim; "replace" or "void", the payer's number, for a corrected claim (7) or to take
 * it back (8). SBILL_EREFUSED where that cannot be done; the words say why. */
SBILL_API int32_t sbill_encounter_answer(sbill_encounter *e, sbill_answers *a, size_t index, const char *what,
                                         sbill_error **err);

/* ---- Section: rules ------------------------------------------------------------------------------ */

/* A rule pack (XML, docs/rules.md) looked at with the codes and the other rules of a book; `name` is its file.
 * A pack of the book with the same id gives way to it. Reports are one JSON object; docs/rules.md has their
 * members. A pack that does not load is SBILL_EINPUT with its line, and the offset in a pattern in words. */

/* Run the tests that stand beside its rules, and say which alternatives of its patterns they go through. */
SBILL_API int32_t sbill_rules_test(sbill_book *b, const char *name, const char *xml, size_t len,
                                   const sbill_options *o, size_t *failed, sbill_report **report, sbill_error **err);
/* What loads and passes its tests, but an experienced author would not leave so. */
SBILL_API int32_t sbill_rules_lint(sbill_book *b, const char *name, const char *xml, size_t len,
                                   const sbill_options *o, size_t *problems, sbill_report **report,
                                   sbill_error **err);
/* Run it over a record (JSON) and say of each of its rules why it did or did not speak. */
SBILL_API int32_t sbill_rules_explain(sbill_book *b, const char *name, const char *xml, size_t len,
                                      const char *record, size_t record_len, const sbill_options *o,
                                      sbill_report **report, sbill_error **err);

/* Run the examples that stand beside the payers' own edits (docs/book.md), with the codes and groups of the book. The
 * report is JSON: {"tests":N,"failed":N,"failures":[{"payer":..,"edit":..,"line":..,"expected":..,"got":..}]}. */
SBILL_API int32_t sbill_payers_test(sbill_book *b, const char *name, const char *xml, size_t len,
                                    const sbill_options *o, size_t *failed, sbill_report **report, sbill_error **err);

/* ---- Section: the register of findings ------------------------------------------------------------- */

/* By number; NULL for a number never given out. Words only, no values: translate from here. */
SBILL_API int32_t sbill_finding_at(size_t i); /* number of the i-th finding, 0 past the end */
SBILL_API const char *sbill_finding_name(int32_t number);     /* DX_SEVENTH_CHARACTER */
SBILL_API const char *sbill_finding_severity(int32_t number); /* default severity */
SBILL_API const char *sbill_finding_rule(int32_t number);     /* the rule in words, {values} in braces */
SBILL_API const char *sbill_finding_action(int32_t number);   /* do this */
SBILL_API const char *sbill_finding_source(int32_t number);   /* where the rule comes from */

#ifdef __cplusplus
}
#endif

#endif
