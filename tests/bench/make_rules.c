/* A rule pack of so many made rules over the codes of the starter book (rules_maker.c): for measuring. They are made of
 * titles alone: inclusion terms stand below codes that may not be billed, too, and a book refuses rules with these.
 *
 * usage: make_rules COUNT > PACK.xml */
#include <stdio.h>
#include <stdlib.h>

#include "rules_maker.h"

#define STARTER SOURCE_ROOT "/codesets/us-starter/"

static struct bench_bytes load(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t room = (size_t)8 << 20;
    struct bench_bytes b = {malloc(room + 1), 0};

    if (!f || !b.p || (b.n = fread(b.p, 1, room, f)) == 0 || b.n == room) {
        fprintf(stderr, "make_rules: cannot read %s\n", path);
        exit(3);
    }
    b.p[b.n] = '\0';
    (void)fclose(f);
    return b;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long n = argc == 2 ? strtoul(argv[1], &end, 10) : 0;
    const struct bench_bytes no_terms = {NULL, 0};
    struct bench_bytes order, pack;
    struct made_rules made;

    if (argc != 2 || *end || n < 1 || n > 100000) {
        fputs("usage: make_rules COUNT\n", stderr);
        return 2;
    }
    order = load(STARTER "icd10cm_order_2026.txt");
    made_rules(order, no_terms, n, false, &made);
    pack = made_pack(&made, made.n);
    fwrite(pack.p, 1, pack.n, stdout);
    made_rules_free(&made);
    free(pack.p);
    free(order.p);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
