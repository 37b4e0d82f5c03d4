/* Output that is put together in memory and settled whole, or stdout. */
#include <string.h>

#include "cli.h"

int sbill_cli_output_open(struct sbill_cli_output *o, const char *path)
{
    *o = (struct sbill_cli_output){path, stdout, NULL, 0};
    if (strcmp(path, "-") != 0)
        o->f = open_memstream(&o->p, &o->n);
    return o->f ? SBILL_EXIT_CLEAN : sbill_cli_fail(SBILL_NOMEM, NULL, path);
}

int sbill_cli_output_settle(struct sbill_cli_output *o, int code)
{
    if (o->f == stdout || !o->f)
        return code;
    bool whole = fclose(o->f) == 0;
    /* Records that could not be read were said; the others are worth keeping. A bug of ours is not. */
    int settled = !whole                   ? sbill_cli_fail(SBILL_NOMEM, NULL, o->path)
                  : code == SBILL_EXIT_BUG ? code
                                           : sbill_cli_write(o->path, o->p, o->n);
    sbill_cli_bytes_free(&(struct sbill_cli_bytes){o->p, o->n});
    return settled > code ? settled : code;
}
