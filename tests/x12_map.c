/* Prints the 837 map.
 *
 *   x12_map json    every loop, segment and element, for tests
 *   x12_map p|d     the tables of docs/formats.md: what is mapped in a professional or dental claim
 */
#include <stdio.h>
#include <string.h>

#include "map/x12.h"

/* The place of a value in the record, without indexes. */
static void path_of(const struct sbill_837_loop *loop, const struct sbill_837_element *el,
                    char *out, size_t size)
{
    static struct sbill_record record;
    static char own[96];
    struct sbill_837_place place = {.record = &record};
    char room[200];
    struct sbill_buf b;
    size_t n = 0;
    bool inside = false;

    place.in_line = strcmp(loop->id, "2400") >= 0;
    if (loop->makes == SBILL_837_ROLE_OF_LINE) {
        snprintf(own, sizeof own, "lines[].%s", loop->path);
        place.provider_path = own;
    } else {
        place.provider_path = loop->path;
    }
    sbill_buf_over(&b, room, sizeof room);
    sbill_837_path(&place, el, &b);
    for (size_t i = 0; i < b.n && n + 1 < size; i++) {
        inside = inside ? room[i] != ']' : room[i] == '[';
        if (!inside || room[i] == '[')
            out[n++] = room[i];
    }
    out[n] = '\0';
}

static const char *forms_of(uint8_t forms)
{
    return forms == SBILL_837_P ? "P" : forms == SBILL_837_D ? "D" : "PD";
}

static void print_z(const char *key, const char *z)
{
    if (z)
        printf("\"%s\":\"%s\"", key, z);
    else
        printf("\"%s\":null", key);
}

static void json_element(const struct sbill_837_loop *loop, const struct sbill_837_element *el)
{
    char path[200];

    path_of(loop, el, path, sizeof path);
    printf("{\"at\":%d,\"part\":%d,\"how\":%d,\"usage\":\"%c\",\"type\":\"%c\",\"min\":%d,\"max\":%"
           "d,\"index\":%d,"
           "\"pair\":%d,\"forms\":\"%s\",\"holder\":%d,",
           el->at, el->part, el->how, el->usage, el->type, el->min, el->max, el->index, el->pair,
           forms_of(el->forms), el->holder);
    print_z("codes", el->codes);
    printf(",");
    print_z("path", path);
    printf("}");
}

static void json_segment(const struct sbill_837_loop *loop, const struct sbill_837_segment *s)
{
    printf("{");
    print_z("id", s->id);
    printf(",");
    print_z("name", s->name);
    printf(",");
    print_z("codes", s->codes);
    printf(",\"qualifier\":%d,\"usage\":\"%c\",\"repeat\":%d,\"special\":%d,\"each\":%d,\"forms\":"
           "\"%s\",\"elements\":[",
           s->qualifier, s->usage, s->repeat, s->special, s->each, forms_of(s->forms));
    for (size_t i = 0; i < s->count; i++) {
        printf(i ? "," : "");
        json_element(loop, &s->elements[i]);
    }
    printf("]}");
}

static void json(void)
{
    printf("[");
    for (size_t i = 0; i < sbill_837_loop_count; i++) {
        const struct sbill_837_loop *l = &sbill_837_loops[i];

        printf("%s{", i ? ",\n" : "");
        print_z("id", l->id);
        printf(",");
        print_z("name", l->name);
        printf(",");
        print_z("code", l->code);
        printf(",\"up\":%d,\"usage\":\"%c\",\"repeat\":%d,\"makes\":%d,\"forms\":\"%s\","
               "\"segments\":[",
               l->up, l->usage, l->repeat, l->makes, forms_of(l->forms));
        for (size_t k = 0; l->segments[k].id; k++) {
            printf(k ? ",\n " : "");
            json_segment(l, &l->segments[k]);
        }
        printf("]}");
    }
    printf("]\n");
}

/* ---- tables for people --------------------------------------------------------------------------- */

static void print_element(const struct sbill_837_loop *loop, const struct sbill_837_segment *s,
                          const struct sbill_837_element *el)
{
    char path[200], place[16];

    path_of(loop, el, path, sizeof path);
    if (!*path)
        return;
    snprintf(place, sizeof place, el->part ? "%s%02d-%d" : "%s%02d", s->id, el->at, el->part);
    printf("| %s | %s%s%.9s | %s | `%s` | %c | %d-%d |\n", loop->id, place, s->codes ? " " : "",
           s->codes ? s->codes : "", s->name, path, el->usage, el->min, el->max);
}

static void table(uint8_t form)
{
    printf("| loop | element | what | record | use | length |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sbill_837_loop_count; i++) {
        const struct sbill_837_loop *l = &sbill_837_loops[i];

        for (size_t k = 0; sbill_837_in(l->forms, form) && l->segments[k].id; k++) {
            const struct sbill_837_segment *s = &l->segments[k];

            for (size_t n = 0; sbill_837_in(s->forms, form) && n < s->count; n++)
                if (sbill_837_in(s->elements[n].forms, form))
                    print_element(l, s, &s->elements[n]);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "json") == 0)
        json();
    else if (argc == 2 && strcmp(argv[1], "p") == 0)
        table(SBILL_837_P);
    else if (argc == 2 && strcmp(argv[1], "d") == 0)
        table(SBILL_837_D);
    else
        return 2;
    return fflush(stdout) ? 1 : 0;
}
