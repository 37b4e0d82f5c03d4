/* The sources of a book: a folder with a manifest that names its files. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

static const char manifest_name[] = "source.xml";

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* "a/b" from two parts; NULL when memory ran out. The caller frees. */
static char *join(const char *a, size_t n, const char *b)
{
    size_t m = strlen(b);
    bool slash = n > 0 && a[n - 1] != '/';
    char *path = malloc(n + m + 2);

    if (!path)
        return NULL;
    memcpy(path, a, n);
    path[n] = '/';
    memcpy(path + n + slash, b, m + 1);
    return path;
}

static int no_memory(void)
{
    return sbill_cli_fail(SBILL_NOMEM, NULL, NULL);
}

/* Takes the bytes in any case. */
static int keep(struct sbill_cli_kept *kept, struct sbill_cli_bytes bytes)
{
    if (kept->count == kept->cap) {
        size_t cap = kept->cap ? kept->cap * 2 : 16;
        struct sbill_cli_bytes *all = realloc(kept->all, cap * sizeof *all);
        if (!all) {
            sbill_cli_bytes_free(&bytes);
            return no_memory();
        }
        kept->all = all;
        kept->cap = cap;
    }
    kept->all[kept->count++] = bytes;
    return SBILL_EXIT_CLEAN;
}

void sbill_cli_kept_free(struct sbill_cli_kept *kept)
{
    while (kept->count)
        sbill_cli_bytes_free(&kept->all[--kept->count]);
    free(kept->all);
    *kept = (struct sbill_cli_kept){NULL, 0, 0};
}

static int add_file(sbill_builder *b, struct sbill_cli_kept *kept, const char *path,
                    const char *name, const char *member)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    sbill_error *err = NULL;
    int code = member[0] ? sbill_cli_unzip(path, member, SBILL_CLI_MAX_INPUT, &bytes)
                         : sbill_cli_read(path, SBILL_CLI_MAX_INPUT, &bytes);

    if (code == SBILL_EXIT_CLEAN)
        code = keep(kept, bytes);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    char *whole = join(name, member[0] ? strlen(name) : 0, member[0] ? member : name);
    if (!whole)
        return no_memory();
    int32_t status = sbill_builder_add_file(b, whole, bytes.p, bytes.n, &err);
    if (status != SBILL_OK)
        code = sbill_cli_fail(status, &err, path);
    free(whole);
    return code;
}

/* The files that the manifest names, `folder_length` bytes of its path being the folder. */
static int add_files(sbill_builder *b, struct sbill_cli_kept *kept, const char *manifest,
                     size_t folder_length, struct sbill_cli_bytes bytes)
{
    for (size_t i = 0;; i++) {
        sbill_report *name = NULL, *member = NULL;
        sbill_error *err = NULL;
        int code = SBILL_EXIT_CLEAN;
        int32_t status = sbill_manifest_file(bytes.p, bytes.n, i, &name, &member, &err);
        if (status == SBILL_END)
            return code;
        if (status != SBILL_OK)
            return sbill_cli_fail(status, &err, manifest);
        const char *file = sbill_report_text(name, NULL);
        char *path = file[0] == '/' ? join("", 0, file) : join(manifest, folder_length, file);
        code = path ? add_file(b, kept, path, file, sbill_report_text(member, NULL)) : no_memory();
        free(path);
        sbill_report_free(name);
        sbill_report_free(member);
        if (code != SBILL_EXIT_CLEAN)
            return code;
    }
}

static int add_manifest(sbill_builder *b, struct sbill_cli_kept *kept, const char *manifest)
{
    struct sbill_cli_bytes bytes = {NULL, 0};
    const char *slash = strrchr(manifest, '/');
    sbill_error *err = NULL;
    int code = sbill_cli_read(manifest, SBILL_CLI_MAX_INPUT, &bytes);

    if (code == SBILL_EXIT_CLEAN)
        code = keep(kept, bytes);
    if (code == SBILL_EXIT_CLEAN)
        code = add_files(b, kept, manifest, slash ? (size_t)(slash - manifest) + 1 : 0, bytes);
    if (code != SBILL_EXIT_CLEAN)
        return code;
    /* Where it lay says nothing about the book: the same sources give the same bytes anywhere. */
    int32_t status =
        sbill_builder_add_manifest(b, slash ? slash + 1 : manifest, bytes.p, bytes.n, &err);
    return status == SBILL_OK ? code : sbill_cli_fail(status, &err, manifest);
}

int sbill_cli_add_source(sbill_builder *b, struct sbill_cli_kept *kept, const char *path)
{
    if (!is_folder(path))
        return add_manifest(b, kept, path);
    char *manifest = join(path, strlen(path), manifest_name);
    if (!manifest)
        return no_memory();
    int code = add_manifest(b, kept, manifest);
    free(manifest);
    return code;
}
