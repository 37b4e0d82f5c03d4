/* A walk through JSON that the library wrote: no tree, no memory. It trusts the text to be well formed and still
 * never leaves it. */
#include <string.h>

#include "cli.h"

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end &&
           (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t' || *p == ',' || *p == ':'))
        p++;
    return p;
}

static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p < end ? p + 1 : end;
}

/* From the first byte of a value to the one behind it. */
static const char *skip_value(const char *p, const char *end)
{
    int depth = 0;

    do {
        if (p >= end)
            return end;
        if (*p == '"') {
            p = skip_string(p, end);
        } else if (*p == '{' || *p == '[') {
            depth++;
            p++;
        } else if (*p == '}' || *p == ']') {
            depth--;
            p++;
        } else {
            while (p < end && !strchr(",:]}\" \n\r\t", *p))
                p++;
        }
        if (depth)
            p = skip_blanks(p, end);
    } while (depth > 0);
    return p;
}

struct sbill_cli_part sbill_cli_json_report(const sbill_report *r)
{
    struct sbill_cli_part v = {NULL, 0};

    v.p = sbill_report_text(r, &v.n);
    return v;
}

bool sbill_cli_json_next(struct sbill_cli_part all, struct sbill_cli_part *at,
                         struct sbill_cli_part *key)
{
    if (!all.p || !all.n || (all.p[0] != '{' && all.p[0] != '['))
        return false;
    const char *end = all.p + all.n;
    const char *p = skip_blanks(at->p ? at->p + at->n : all.p + 1, end);

    if (p >= end || *p == '}' || *p == ']')
        return false;
    if (all.p[0] == '{') {
        const char *after = skip_string(p, end);
        if (key)
            *key = (struct sbill_cli_part){p, (size_t)(after - p)};
        p = skip_blanks(after, end);
    }
    *at = (struct sbill_cli_part){p, (size_t)(skip_value(p, end) - p)};
    return true;
}

struct sbill_cli_part sbill_cli_json_get(struct sbill_cli_part object, const char *key)
{
    struct sbill_cli_part at = {NULL, 0}, name = {NULL, 0};
    size_t n = strlen(key);

    while (sbill_cli_json_next(object, &at, &name))
        if (name.n == n + 2 && memcmp(name.p + 1, key, n) == 0)
            return at;
    return (struct sbill_cli_part){NULL, 0};
}

bool sbill_cli_json_true(struct sbill_cli_part v)
{
    return v.n == 4 && memcmp(v.p, "true", 4) == 0;
}

/* The byte an escape like \n stands for. \uXXXX, which the library writes for control characters only, is a blank. */
static char escaped(const char **p, const char *end)
{
    static const char from[] = "nrtbf";
    const char *found = strchr(from, **p);

    if (**p == 'u')
        *p += end - *p > 5 ? 4 : end - *p - 1;
    else if (!found)
        return **p;
    return ' ';
}

const char *sbill_cli_json_text(struct sbill_cli_part v, char *out, size_t cap)
{
    size_t n = 0;

    if (v.p && v.n >= 2 && v.p[0] == '"') {
        const char *end = v.p + v.n - 1;
        for (const char *p = v.p + 1; p < end && n + 1 < cap; p++)
            if (*p == '\\' && p + 1 < end) {
                p++;
                out[n++] = escaped(&p, end);
            } else {
                out[n++] = *p;
            }
    } else if (v.p && !(v.n == 4 && memcmp(v.p, "null", 4) == 0)) {
        n = v.n < cap ? v.n : cap - 1;
        memcpy(out, v.p, n);
    }
    /* Not half a character when it had to be cut. */
    size_t whole = n;
    while (n + 1 == cap && whole > 0 && ((unsigned char)out[whole - 1] & 0xC0) == 0x80)
        whole--;
    if (n + 1 == cap && whole > 0 && (unsigned char)out[whole - 1] >= 0xC0)
        n = whole - 1;
    out[n] = '\0';
    return out;
}
