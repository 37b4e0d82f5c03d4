/* Words on stderr. They name files, lines and options, never a value from a record. */
#include <stdarg.h>
#include <string.h>

#include "cli.h"

void sbill_cli_say(const char *format, ...)
{
    va_list args;

    fputs("superbill: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

int sbill_cli_usage_error(const char *usage, const char *format, ...)
{
    va_list args;

    fputs("superbill: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nusage: superbill %s\n", usage);
    return SBILL_EXIT_USAGE;
}

int sbill_cli_exit_code(int32_t status)
{
    switch (status) {
    case SBILL_OK:
    case SBILL_END:
    case SBILL_MORE:
        return SBILL_EXIT_CLEAN;
    case SBILL_EREFUSED:
        return SBILL_EXIT_FINDINGS;
    case SBILL_EINVAL:
        return SBILL_EXIT_USAGE;
    case SBILL_NOMEM:
    case SBILL_EINPUT:
    case SBILL_EIO:
    case SBILL_EBOOK:
    case SBILL_ELIMIT:
        return SBILL_EXIT_INPUT;
    default:
        return SBILL_EXIT_BUG;
    }
}

static const char *status_words(int32_t status)
{
    static const struct {
        int32_t status;
        const char *words;
    } table[] = {
        {SBILL_NOMEM, "out of memory"},
        {SBILL_EINVAL, "the call is wrong"},
        {SBILL_EINPUT, "the input cannot be read"},
        {SBILL_EIO, "the file cannot be read"},
        {SBILL_EBOOK, "not a book, or damaged"},
        {SBILL_ELIMIT, "larger than the ceiling set for it"},
        {SBILL_EREFUSED, "refused"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].status == status)
            return table[i].words;
    return "a status this command does not know";
}

int sbill_cli_fail(int32_t status, sbill_error **err, const char *source)
{
    const sbill_error *e = err ? *err : NULL;
    const char *named = e ? sbill_error_source(e) : "";
    const char *words = e ? sbill_error_message(e) : status_words(status);

    if (named[0] || !source)
        source = named;
    fputs("superbill: ", stderr);
    if (source[0])
        fprintf(stderr, "%s:", source);
    if (e && sbill_error_line(e))
        fprintf(stderr, "%u:", (unsigned)sbill_error_line(e));
    if (e && sbill_error_line(e) && sbill_error_column(e))
        fprintf(stderr, "%u:", (unsigned)sbill_error_column(e));
    fprintf(stderr, "%s%s\n", source[0] ? " " : "", words);
    if (err) {
        sbill_error_free(*err);
        *err = NULL;
    }
    return sbill_cli_exit_code(status);
}
