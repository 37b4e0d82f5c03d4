/* The manifest of a source folder, source.xml: which files a book is made of, in which layout, and what
 * they cover (docs/book.md). Strict: what is not understood is an error with its line. */
#ifndef SBILL_BOOK_MANIFEST_H
#define SBILL_BOOK_MANIFEST_H

#include "book/import.h"

/* What an importer needs to be told of a file. */
struct sbill_layout {
    const char *name;
    int32_t system; /* the only system it can hold; 0 = the manifest says, or none */
    uint32_t needs; /* SBILL_NEEDS_ */
};

enum {
    SBILL_NEEDS_SYSTEM =
        1, /* system= must be given (refused where `system` is 0 and this is not set) */
    SBILL_NEEDS_RELEASE = 2, /* release=, from= and to= must be given */
    SBILL_NEEDS_BASE = 4,    /* base= must be given, and nowhere else */
    SBILL_NEEDS_TABLES = 8,  /* is imported at finish, when all tables are in */
    SBILL_MAY_SYSTEM = 16,   /* system= may be given */
    SBILL_NEEDS_SETTING = 32 /* setting= must be given, and nowhere else */
};

/* By name; NULL if there is no such layout. */
const struct sbill_layout *sbill_layout_find(struct sbill_text name);

struct sbill_manifest {
    struct sbill_text name, version;  /* of the source */
    struct sbill_input *files;        /* bytes are empty: the builder fills them in */
    struct sbill_text *file, *member; /* parallel to files: the two halves of files[i].name */
    size_t count;
};

/* Read it into the arena. SBILL_OK, SBILL_EINPUT with source:line, SBILL_NOMEM. That every file was added is for the
 * builder to see: files[i].line says where it is asked for. */
int32_t sbill_manifest_read(struct sbill_arena *a, struct sbill_text bytes,
                            struct sbill_text source, struct sbill_manifest *out,
                            sbill_error **err);

#endif
