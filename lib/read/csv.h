/* Inside the reader of superbills as tables (docs/formats.md): rows are cut out of the stream and gathered into visits,
 * and each visit is written as a native record, which the JSON reader reads. So a table can say all that a record can,
 * and nothing stands in two places.
 *
 *   csv_input.c    the stream: separator, heading, rows, when a visit is complete
 *   csv_visits.c   visits being gathered, in bounded memory
 *   csv_heading.c  what each column means: the column map (csv_map.c), else the usual names (csv_names.c)
 *   csv_values.c   a cell as a value; what spreadsheets do to values (csv_damage.c)
 *   csv_visit.c    the rows of a visit as a tree of values (csv_tree.c)
 *   csv_defaults.c what the office says once for all visits */
#ifndef SBILL_READ_CSV_H
#define SBILL_READ_CSV_H

#include "base/csv.h"
#include "base/json.h"
#include "encounter/encounter.h"
#include "map/fields.h"

#define SBILL_CSV_ROWS 1000 /* most rows in one visit */
#define SBILL_CSV_STEPS 6   /* deepest place that a column can name */

/* ---- what a column means ----------------------------------------------------------------------- */

enum sbill_csv_form { /* how a cell is read */
    SBILL_CSV_UNREAD,
    SBILL_CSV_WORDS,     /* text that people wrote: taken as it is */
    SBILL_CSV_CODE,      /* a number or code: spreadsheets damage it */
    SBILL_CSV_ZIP,       /* 5 or 9 digits */
    SBILL_CSV_PLACE,     /* place of service, 2 digits */
    SBILL_CSV_NINE,      /* EIN, SSN */
    SBILL_CSV_PROCEDURE, /* may carry its modifiers: 99213-25 */
    SBILL_CSV_DIAGNOSIS, /* one or several codes of the row */
    SBILL_CSV_MODIFIERS, /* 25:59 */
    SBILL_CSV_POINTERS,  /* A,B or 12 or AB: positions among the row's diagnoses, or codes */
    SBILL_CSV_SEVERAL,   /* codes in one cell */
    SBILL_CSV_DATE,
    SBILL_CSV_MONEY,
    SBILL_CSV_NUMBER,
    SBILL_CSV_FLAG,
    SBILL_CSV_WORD,     /* one of the words of the field */
    SBILL_CSV_NAME,     /* Last, First Middle */
    SBILL_CSV_PROVIDER, /* a name of the directory, an NPI, or a person's name */
    SBILL_CSV_PAYER     /* a name of the directory, or the payer's name */
};

#define SBILL_CSV_ALONE (-1) /* a step into an object */
#define SBILL_CSV_EACH (-2)  /* [] : the row's own line; elsewhere as many as the cell has values */
struct sbill_csv_step {
    struct sbill_text key;
    int32_t index;
    bool object;  /* what stands there holds members of its own */
    bool someone; /* and is a provider */
};

struct sbill_csv_word { /* <value is="1" means="female"/> */
    struct sbill_text is, means;
    const struct sbill_csv_word *next;
};

struct sbill_csv_column {
    struct sbill_text heading; /* as the table spells it, cut short */
    int32_t number;            /* from 1 */
    int32_t form;              /* enum sbill_csv_form */
    struct sbill_text to;      /* place in the record: lines[].code; empty if not read */
    struct sbill_csv_step steps[SBILL_CSV_STEPS];
    size_t step_count;
    const struct sbill_field *field;    /* of the last step */
    const struct sbill_csv_word *words; /* of the map, or NULL */
    bool usual_words;                   /* tables have words of their own for this field */
    bool unknown;                       /* neither the map nor the usual names have it */
    int32_t same_as;                    /* number of an earlier column for the same place; 0 none */
};

enum sbill_csv_key { /* columns that say which visit a row belongs to */
    SBILL_CSV_VISIT,
    SBILL_CSV_CONTROL,
    SBILL_CSV_PATIENT,
    SBILL_CSV_LAST,
    SBILL_CSV_FIRST,
    SBILL_CSV_WHOLE_NAME,
    SBILL_CSV_BIRTH,
    SBILL_CSV_RENDERING,
    SBILL_CSV_RENDERING_NPI,
    SBILL_CSV_RENDERING_ID,
    SBILL_CSV_RENDERING_LAST,
    SBILL_CSV_SERVICE_DATE,
    SBILL_CSV_VISIT_DATE,
    SBILL_CSV_KEYS
};

enum sbill_csv_dates {
    SBILL_CSV_MONTH_FIRST,
    SBILL_CSV_DAY_FIRST
};

struct sbill_csv_sheet {
    struct sbill_csv_column *columns;
    size_t count;
    int32_t keys[SBILL_CSV_KEYS]; /* index of a column, -1 none */
    int32_t dates;                /* enum sbill_csv_dates */
};

/* Understand a column's place: fills steps, field and form. False if a record has no such place. */
bool sbill_csv_aim(struct sbill_csv_column *c, struct sbill_text to);
/* The place that a heading usually means, written into room; empty if it is none of the usual ones. */
struct sbill_text sbill_csv_usual(struct sbill_text heading, char *room, size_t size);

/* ---- what is given beside the stream ------------------------------------------------------------- */

struct sbill_csv_rule { /* <column> of the map */
    struct sbill_text name;
    int32_t number; /* 0: found by name */
    struct sbill_csv_column column;
    uint32_t line;
};
struct sbill_csv_map {
    char separator; /* 0: found out */
    bool heading;   /* the first row is one */
    bool usual;     /* the usual names hold for columns that the map does not have */
    int32_t dates;
    SBILL_LIST(struct sbill_csv_rule) rules;
};
struct sbill_csv_given {
    struct sbill_arena arena; /* the map */
    bool has_map;
    struct sbill_csv_map map;
    struct sbill_json *json; /* NULL without defaults */
    const struct sbill_json_val *defaults;
};
int32_t sbill_csv_read_map(struct sbill_csv_given *g, struct sbill_text name, struct sbill_text xml,
                           sbill_error **err);
int32_t sbill_csv_read_defaults(struct sbill_csv_given *g, struct sbill_text name,
                                struct sbill_text json, sbill_error **err);
/* What the directory has under this name: an object, or NULL. `list` is "providers" or "payers". */
const struct sbill_json_val *sbill_csv_directory(const struct sbill_json_val *defaults,
                                                 const char *list, struct sbill_text name);

/* From the first row, or from its cells' numbers if the map says that there is no heading. SBILL_EINPUT: not one column
 * is understood. */
int32_t sbill_csv_heading(struct sbill_csv_sheet *s, struct sbill_arena *a,
                          const struct sbill_csv_given *g, const struct sbill_csv *row,
                          sbill_error **err);

/* ---- rows and visits ----------------------------------------------------------------------------- */

struct sbill_csv_row {
    struct sbill_csv_row *next;
    uint32_t line;
    uint32_t cells;    /* in the table, empty ones too */
    bool latin1;       /* was not UTF-8 */
    size_t size, used; /* bytes behind the struct */
};
/* The cells of a row that hold something: start with *at = 0. */
bool sbill_csv_row_cell(const struct sbill_csv_row *row, size_t *at, size_t *column,
                        struct sbill_text *cell);

struct sbill_csv_visit {
    struct sbill_csv_visit *next; /* in the order of their first rows */
    uint64_t hash;
    struct sbill_csv_row *first, *last;
    size_t rows, bytes;
    uint32_t apart;      /* line of an earlier row of the same visit that is gone already; 0 none */
    uint32_t unreadable; /* line of a row beside its rows that could not be read; 0 none */
    bool alone;          /* the row names no visit, nor patient and date */
    size_t key_n;        /* bytes behind the struct */
};

struct sbill_csv_place {           /* of the table of visits */
    uint64_t hash;                 /* 0: free */
    struct sbill_csv_visit *visit; /* NULL: it is gone */
    uint32_t line;                 /* of its first row */
};

struct sbill_csv_visits {
    const struct sbill_alloc *alloc;
    struct sbill_csv_visit *first, *last, *latest; /* latest: the last row's */
    size_t count, bytes;                           /* waiting */
    struct sbill_csv_place *table;
    size_t slots, filled;
    uint32_t unreadable; /* line of a row just before that could not be read; 0 none */
};
/* Keep a row with the others of its visit. SBILL_OK or SBILL_NOMEM. */
int32_t sbill_csv_keep(struct sbill_csv_visits *v, const struct sbill_csv_sheet *s,
                       const struct sbill_csv *row, bool latin1);
/* A row could not be read: the visits beside it may lack it. */
void sbill_csv_lost(struct sbill_csv_visits *v, uint32_t line);
/* Take the first visit out; the caller lets it go. NULL: none waits. */
struct sbill_csv_visit *sbill_csv_take(struct sbill_csv_visits *v);
void sbill_csv_let_go(struct sbill_csv_visits *v, struct sbill_csv_visit *visit); /* wipes */
void sbill_csv_visits_free(struct sbill_csv_visits *v);

/* ---- a visit as a record --------------------------------------------------------------------------- */

struct sbill_csv_node {    /* a value, or what holds values */
    struct sbill_text key; /* in an object */
    int32_t index;         /* in a list */
    char kind;             /* '{' '[' '"' 't' true 'f' false */
    bool someone;          /* a provider: defaults that name another are not laid under it */
    struct sbill_text value;
    struct sbill_csv_node *first, *last, *next;
    const struct sbill_json_val *entry;  /* of the directory, laid under it; NULL none */
    const struct sbill_csv_column *from; /* where a value comes from */
    uint32_t line;
};

#define SBILL_CSV_VALUES 5
struct sbill_csv_remark { /* a finding, raised once the record is read */
    int32_t number;
    struct sbill_text path;
    const char *names[SBILL_CSV_VALUES];
    struct sbill_text values[SBILL_CSV_VALUES];
    size_t count;
};

struct sbill_csv_work { /* one visit being made a record */
    struct sbill_arena *arena;
    const struct sbill_csv_sheet *sheet;
    const struct sbill_json_val *defaults; /* NULL none */
    struct sbill_csv_node *root, *lines,
        *line; /* line: of the row at hand, NULL until it has one */
    SBILL_LIST(struct sbill_csv_remark) remarks;
    SBILL_LIST(struct sbill_text) diagnoses; /* of the visit */
    const struct sbill_csv_row *row;
    const struct sbill_csv_column *column; /* the cell at hand */
    int32_t line_index;
    struct sbill_text row_diagnoses[12]; /* by place; empty where the row has none */
    size_t row_diagnosis_count;          /* places used */
    uint32_t told[SBILL_CSV_CELLS]; /* remarks made already, by column: a bit for each number */
    struct sbill_text pointers;     /* of the row */
    const struct sbill_csv_column *pointer_column;
};

/* csv_tree.c: the child of that name or place, made if it is not there; NULL without memory. */
struct sbill_csv_node *sbill_csv_child(struct sbill_csv_work *w, struct sbill_csv_node *up,
                                       struct sbill_text key, char kind);
struct sbill_csv_node *sbill_csv_element(struct sbill_csv_work *w, struct sbill_csv_node *up,
                                         int32_t index, char kind);
struct sbill_csv_node *sbill_csv_find(const struct sbill_csv_node *up, const char *key);
void sbill_csv_link(struct sbill_csv_node *up, struct sbill_csv_node *child); /* as the last */
void sbill_csv_unlink(struct sbill_csv_node *up, struct sbill_csv_node *child);
bool sbill_csv_same(const struct sbill_csv_node *a, const struct sbill_csv_node *b);
/* The tree over the defaults as one JSON record. */
void sbill_csv_write(const struct sbill_csv_work *w, struct sbill_buf *out);

/* csv_values.c: the cell as a value of the column's field; false if there is nothing to set (a remark says why). */
bool sbill_csv_value(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out,
                     char *kind);
bool sbill_csv_has_words(struct sbill_text key); /* are there usual words for this field */
bool sbill_csv_date(struct sbill_text cell, int32_t dates, int32_t *out); /* without remarks */

/* csv_damage.c: what a spreadsheet did to a code. The cell as it should be read; false: it cannot be. */
bool sbill_csv_undamaged(struct sbill_csv_work *w, struct sbill_text cell, struct sbill_text *out);

/* csv_cells.c: the cell at hand into the tree. */
void sbill_csv_read_cell(struct sbill_csv_work *w, struct sbill_text cell);
/* The next value of a cell that holds several; false past the last. */
bool sbill_csv_part(struct sbill_text *rest, struct sbill_text *part);

/* csv_visit.c: the rows of a visit as a JSON record; what was noticed on the way is in w->remarks. */
void sbill_csv_visit_record(struct sbill_csv_work *w, const struct sbill_csv_visit *visit,
                            struct sbill_buf *json);

/* csv_remark.c: a remark about the cell at hand, with its column, its line, and what it says unless that is empty. */
struct sbill_csv_remark *sbill_csv_remark(struct sbill_csv_work *w, int32_t number,
                                          struct sbill_text value);
void sbill_csv_remark_value(struct sbill_csv_work *w, struct sbill_csv_remark *r, const char *name,
                            struct sbill_text value);
void sbill_csv_remark_number(struct sbill_csv_work *w, struct sbill_csv_remark *r, const char *name,
                             uint64_t value);
void sbill_csv_raise(const struct sbill_csv_work *w, struct sbill_encounter *e);
/* As much of a value as a finding repeats. */
struct sbill_text sbill_csv_shown(struct sbill_text t);
/* What the column is called: its heading, or its number. */
struct sbill_text sbill_csv_called(const struct sbill_csv_column *c, struct sbill_arena *a);

#endif
