/* Prints the 837 map.
 *
 *   x12_map json    every loop, segment and element, for tests and for docs/formats.md
 *   x12_map carried lib/map/x12_carried.c
 */
#include <stdio.h>
#include <stdlib.h>
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

/* ---- what is carried ------------------------------------------------------------------------------- */

/* What the writer says without a row of its own. A dental claim says the same of its teeth and nothing of drugs. */
static const char *const rowless[] = {
    "claim_type",
    "encounter_report",
    "accident.employment",
    "accident.automobile",
    "accident.other",
    "diagnoses[].code",
    "diagnoses[].system",
    "coverages[].patient_member_id",
    "coverages[].adjudication.adjustments[].group",
    "coverages[].adjudication.adjustments[].reason",
    "coverages[].adjudication.adjustments[].amount",
    "coverages[].adjudication.adjustments[].quantity",
    "coverages[].adjudication.lines[].line",
    "coverages[].adjudication.lines[].line_control_number",
    "coverages[].adjudication.lines[].adjustments[].group",
    "coverages[].adjudication.lines[].adjustments[].reason",
    "coverages[].adjudication.lines[].adjustments[].amount",
    "coverages[].adjudication.lines[].adjustments[].quantity",
    "lines[].other_authorizations[].kind",
    "lines[].other_authorizations[].number",
    "lines[].other_authorizations[].payer",
    "ortho.is_ortho",
    "providers.billing.fax",
    "providers.billing.clia",
    "facility.clia",
    "date_from",
    "date_to",
    "place_of_service",
    "use",
};

static uint32_t hashes[2048];
static size_t hash_count;

static void carry(const char *path)
{
    if (*path && hash_count < sizeof hashes / sizeof *hashes)
        hashes[hash_count++] = sbill_837_mix(SBILL_837_PATH, path);
}

static void carry_element(const struct sbill_837_loop *loop, struct sbill_837_element el)
{
    char path[200];

    path_of(loop, &el, path, sizeof path);
    carry(path);
    if (!el.other)
        return;
    el.offset = el.other;
    path_of(loop, &el, path, sizeof path);
    carry(path);
}

static void carry_loop(const struct sbill_837_loop *l, uint8_t form)
{
    for (const struct sbill_837_segment *s = l->segments; s->id; s++)
        for (size_t i = 0; sbill_837_in(s->forms, form) && i < s->count; i++)
            if (sbill_837_in(s->elements[i].forms, form))
                carry_element(l, s->elements[i]);
}

static int by_value(const void *a, const void *b)
{
    uint32_t x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static void carried_by(uint8_t form, const char *name)
{
    size_t n = 0;

    hash_count = 0;
    for (size_t i = 0; i < sbill_837_loop_count; i++)
        if (sbill_837_in(sbill_837_loops[i].forms, form))
            carry_loop(&sbill_837_loops[i], form);
    for (size_t i = 0; i < sizeof rowless / sizeof *rowless; i++)
        carry(rowless[i]);
    if (form == SBILL_837_P) {
        carry("lines[].qualifier");
        carry("lines[].ordering.fax");
    }
    qsort(hashes, hash_count, sizeof *hashes, by_value);
    printf("static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < hash_count; i++)
        if (i == 0 || hashes[i] != hashes[i - 1])
            printf(n++ % 9 == 0 ? "\n    0x%08X," : " 0x%08X,", (unsigned)hashes[i]);
    printf("\n};\n");
}

static void carried(void)
{
    printf("/* Which places of the record an 837 carries. Made by tests/x12_map.c (x12_map "
           "carried); do not edit. */\n"
           "#include \"map/x12.h\"\n\n/* Made by a program. */\n/* clang-format off */\n\n");
    carried_by(SBILL_837_P, "professional");
    carried_by(SBILL_837_D, "dental");
    printf("\nconst struct sbill_837_carried sbill_837_carried[2] = {\n"
           "    {professional, sizeof professional / sizeof *professional},\n"
           "    {dental, sizeof dental / sizeof *dental},\n};\n");
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "json") == 0)
        json();
    else if (argc == 2 && strcmp(argv[1], "carried") == 0)
        carried();
    else
        return 2;
    return fflush(stdout) ? 1 : 0;
}
