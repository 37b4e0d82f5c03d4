/* The one file that knows zips: agencies publish their lists in them. */
#include <limits.h>
#include <stdlib.h>
#include <zip.h>

#include "cli.h"

static int trouble(const char *path, const char *member, const char *words)
{
    sbill_cli_say("%s: %s%s%s", path, member ? member : "", member ? ": " : "", words);
    return SBILL_EXIT_INPUT;
}

static int read_entry(zip_t *z, const char *path, const char *member, size_t max,
                      struct sbill_cli_bytes *out)
{
    zip_stat_t st;

    zip_stat_init(&st);
    if (zip_stat(z, member, ZIP_FL_ENC_GUESS, &st) != 0 || !(st.valid & ZIP_STAT_SIZE))
        return trouble(path, member, "no such entry in the zip");
    if (st.size > max)
        return trouble(path, member, "the entry is too large");
    zip_file_t *f = zip_fopen_index(z, st.index, 0);
    if (!f)
        return trouble(path, member, zip_strerror(z));
    size_t size = (size_t)st.size;
    char *p = malloc(size + 1);
    /* A lying size shows in fewer bytes, or in a checksum that zip_fread reports. */
    zip_int64_t got = p ? zip_fread(f, p, size) : -1;
    bool whole = p && got >= 0 && (size_t)got == size && zip_fread(f, p + size, 1) == 0;
    zip_fclose(f);
    if (!whole) {
        free(p);
        return p ? trouble(path, member, "the entry is damaged")
                 : trouble(path, member, "out of memory");
    }
    p[size] = '\0';
    *out = (struct sbill_cli_bytes){p, size};
    return SBILL_EXIT_CLEAN;
}

int sbill_cli_unzip(const char *path, const char *member, size_t max, struct sbill_cli_bytes *out)
{
    int why = 0;
    zip_t *z = zip_open(path, ZIP_RDONLY, &why);

    if (!z) {
        zip_error_t e;
        zip_error_init_with_code(&e, why);
        int code = trouble(path, NULL, zip_error_strerror(&e));
        zip_error_fini(&e);
        return code;
    }
    int code = read_entry(z, path, member, max, out);
    zip_discard(z);
    return code;
}
