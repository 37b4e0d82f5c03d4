/* Makes files from the field register.
 *
 *   register keys > lib/map/keys.c               collision-free key tables
 *   register schema > docs/record.schema.json    JSON Schema of the record
 *
 * tests/register_test.py says when either is out of date. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map/shapes.h"

/* Stands in for lib/map/keys.c, which may be stale: this program is built of the tables alone. */
const struct sbill_keys sbill_keys[SBILL_SHAPE_COUNT] = {{0, 0, NULL, NULL}};

static const struct sbill_shape *shapes[SBILL_SHAPE_COUNT];

/* The first shape met of each id; roles that share an id differ only in their boxes. */
static void collect(const struct sbill_shape *s)
{
    if (shapes[s->id])
        return;
    shapes[s->id] = s;
    for (size_t i = 0; i < s->count; i++) {
        if (s->fields[i].shape)
            collect(s->fields[i].shape);
    }
}

/* ---- keys ---- */

static bool fits(const struct sbill_shape *s, uint64_t multiplier, int bits, uint8_t *slots)
{
    memset(slots, 0, (size_t)1 << bits);
    for (size_t i = 0; i < s->count; i++) {
        uint64_t key = sbill_key_bits((struct sbill_text){s->fields[i].key, s->fields[i].key_len});
        uint8_t *slot = &slots[(key * multiplier) >> (64 - bits)];

        if (*slot)
            return false;
        *slot = (uint8_t)(i + 1);
    }
    return true;
}

static void one_table(const struct sbill_shape *s, uint64_t *multiplier, int *bits, uint8_t *slots)
{
    uint64_t m = UINT64_C(0x9E3779B97F4A7C15);

    for (*bits = 2; *bits <= 12; ++*bits) {
        if ((1u << *bits) < s->count)
            continue;
        for (long tries = 0; tries < 300000; tries++) {
            m ^= m << 13;
            m ^= m >> 7;
            m ^= m << 17;
            *multiplier = m | 1;
            if (fits(s, *multiplier, *bits, slots))
                return;
        }
    }
    fprintf(stderr, "register: no key table for %s: two keys look alike to sbill_key_bits\n",
            s->name);
    exit(1);
}

static void print_slots(const struct sbill_shape *s, int bits, const uint8_t *slots)
{
    printf("static const uint8_t slots_%s[] = {", s->name);
    for (int i = 0; i < 1 << bits; i++)
        printf("%s%u", i == 0 ? "\n    " : i % 24 ? ", " : ",\n    ", slots[i]);
    printf("};\n");
}

/* The value of a field that is not given, NULL where it is zero. */
static const char *blank_value(const struct sbill_field *f)
{
    switch ((enum sbill_field_kind)f->kind) {
    case SBILL_K_DATE:
        return "SBILL_NO_DATE";
    case SBILL_K_TIME:
        return "SBILL_NO_TIME";
    case SBILL_K_MONEY:
        return "SBILL_NO_MONEY";
    case SBILL_K_QTY:
        return "SBILL_NO_QTY";
    default:
        return NULL;
    }
}

static bool has_blanks(const struct sbill_shape *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct sbill_field *f = &s->fields[i];

        if (blank_value(f) || (f->kind == SBILL_K_OBJECT && has_blanks(f->shape)))
            return true;
    }
    return false;
}

static void print_blank(const struct sbill_shape *s, const char *path)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct sbill_field *f = &s->fields[i];
        char deeper[100];

        snprintf(deeper, sizeof deeper, "%s.%s", path, f->key);
        if (blank_value(f))
            printf("    %s = %s,\n", deeper, blank_value(f));
        else if (f->kind == SBILL_K_OBJECT)
            print_blank(f->shape, deeper);
    }
}

static void print_blanks(void)
{
    for (int i = 0; i < SBILL_SHAPE_COUNT; i++) {
        if (!has_blanks(shapes[i]))
            continue;
        printf("static const %s blank_%s = {\n", shapes[i]->type, shapes[i]->name);
        print_blank(shapes[i], "");
        printf("};\n");
    }
}

static void keys(void)
{
    static uint64_t multiplier[SBILL_SHAPE_COUNT];
    static int bits[SBILL_SHAPE_COUNT];
    static uint8_t slots[4096];

    printf("/* For each shape of the field register: its keys, of which no two share a slot, and a "
           "struct in which\n"
           " * nothing is given. Made by tests/register.c (register keys); do not edit. */\n"
           "#include \"map/shapes.h\"\n\n"
           "/* Made by a program. */\n/* clang-format off */\n\n");
    for (int i = 0; i < SBILL_SHAPE_COUNT; i++) {
        one_table(shapes[i], &multiplier[i], &bits[i], slots);
        print_slots(shapes[i], bits[i], slots);
    }
    print_blanks();
    printf("\nconst struct sbill_keys sbill_keys[SBILL_SHAPE_COUNT] = {\n");
    for (int i = 0; i < SBILL_SHAPE_COUNT; i++)
        printf("    {UINT64_C(0x%016" PRIX64 "), %d, slots_%s, %s%s},\n", multiplier[i],
               64 - bits[i], shapes[i]->name, has_blanks(shapes[i]) ? "&blank_" : "NULL",
               has_blanks(shapes[i]) ? shapes[i]->name : "");
    printf("};\n");
}

/* ---- schema ---- */

static void print_string(const char *z)
{
    putchar('"');
    for (; *z; z++) {
        if (*z == '"' || *z == '\\')
            putchar('\\');
        putchar(*z);
    }
    putchar('"');
}

static void print_ref(const struct sbill_field *f)
{
    printf("\"$ref\": \"#/$defs/%s\"", f->shape->name);
}

static void print_words(const struct sbill_field *f)
{
    printf("\"enum\": [");
    for (int i = 0; f->words[i]; i++) {
        printf(i ? ", " : "");
        print_string(f->words[i]);
    }
    if (strcmp(f->words[0], "yes") == 0)
        printf(", true, false");
    printf("]");
}

static void print_length(const struct sbill_field *f)
{
    if (f->max)
        printf(", \"maxLength\": %d", f->max);
}

static void print_type(const struct sbill_field *f)
{
    switch ((enum sbill_field_kind)f->kind) {
    case SBILL_K_TEXT:
        printf("\"type\": \"string\"");
        print_length(f);
        break;
    case SBILL_K_TEXTS:
        printf("\"type\": [\"array\", \"string\"], \"items\": {\"type\": \"string\"}");
        if (f->max)
            printf(", \"maxItems\": %d", f->max);
        break;
    case SBILL_K_DATE:
        printf("\"type\": \"string\", \"format\": \"date\"");
        break;
    case SBILL_K_TIME:
        printf("\"type\": \"string\", \"pattern\": \"^[0-2][0-9]:?[0-5][0-9](:?[0-5][0-9])?$\"");
        break;
    case SBILL_K_MONEY:
        printf("\"type\": [\"number\", \"string\"], \"pattern\": \"^-?[0-9]+([.][0-9]{1,2}0*)?$\"");
        break;
    case SBILL_K_QTY:
        printf("\"type\": [\"number\", \"string\"], \"pattern\": \"^-?[0-9]+([.][0-9]{1,3}0*)?$\"");
        break;
    case SBILL_K_INT:
    case SBILL_K_SIZE:
        printf("\"type\": \"integer\", \"minimum\": 0");
        break;
    case SBILL_K_FLAG:
        printf("\"type\": \"boolean\"");
        break;
    case SBILL_K_WORD:
        print_words(f);
        break;
    case SBILL_K_SYSTEM:
        printf("\"type\": \"string\"");
        break;
    case SBILL_K_OBJECT:
        print_ref(f);
        break;
    case SBILL_K_POINTER:
        if (f->shape->id == SBILL_SHAPE_PROVIDER)
            printf("\"anyOf\": [{\"$ref\": \"#/$defs/provider\"}, {\"type\": \"string\"}]");
        else
            print_ref(f);
        break;
    case SBILL_K_LIST:
        printf("\"type\": \"array\", \"items\": {");
        print_ref(f);
        printf("}");
        if (f->max)
            printf(", \"maxItems\": %d", f->max);
        break;
    }
}

static void print_place(const char *name, const char *place)
{
    if (!place)
        return;
    printf(", \"%s\": ", name);
    print_string(place);
}

/* Boxes of shapes that several roles share stand with the role, not here. */
static bool shared(int id)
{
    return id == SBILL_SHAPE_ADDRESS || id == SBILL_SHAPE_NAME || id == SBILL_SHAPE_PROVIDER ||
           id == SBILL_SHAPE_REMARK || id == SBILL_SHAPE_IDENTIFIER;
}

static void print_field(const struct sbill_field *f, int id)
{
    print_string(f->key);
    printf(": {\"description\": ");
    print_string(f->doc);
    printf(", ");
    print_type(f);
    if (!shared(id)) {
        print_place("x-cms1500", f->box);
        print_place("x-ada", f->ada);
        print_place("x-837", f->x12);
        print_place("x-fhir", f->fhir);
    }
    printf("}");
    if (f->kind == SBILL_K_MONEY)
        printf(",\n        \"%s_minor\": {\"description\": \"The same in minor units (cents)\", "
               "\"type\": \"integer\"}",
               f->key);
}

static void print_shape(const struct sbill_shape *s, const char *indent)
{
    printf("%s\"type\": \"object\",\n%s\"additionalProperties\": false,\n%s\"properties\": {",
           indent, indent, indent);
    for (size_t i = 0; i < s->count; i++) {
        printf(i ? ",\n        " : "\n        ");
        print_field(&s->fields[i], s->id);
    }
    printf("\n%s}", indent);
}

static void schema(void)
{
    printf("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
           "  \"title\": \"superbill record\",\n"
           "  \"description\": \"One billing episode as the office gives it. Made from the field "
           "register by "
           "tests/register.c; null and empty text count as not given.\",\n");
    print_shape(&sbill_record_shape, "  ");
    printf(",\n  \"$defs\": {");
    for (int i = 0; i < SBILL_SHAPE_COUNT; i++) {
        if (i == SBILL_SHAPE_RECORD)
            continue;
        printf("%s\n    \"%s\": {\n", i ? "," : "", shapes[i]->name);
        print_shape(shapes[i], "      ");
        printf("\n    }");
    }
    printf("\n  }\n}\n");
}

int main(int argc, char **argv)
{
    collect(&sbill_provider_shape);
    collect(&sbill_record_shape);
    for (int i = 0; i < SBILL_SHAPE_COUNT; i++) {
        if (!shapes[i]) {
            fprintf(stderr, "register: shape %d is nowhere in the record\n", i);
            return 1;
        }
    }
    if (argc == 2 && strcmp(argv[1], "keys") == 0)
        keys();
    else if (argc == 2 && strcmp(argv[1], "schema") == 0)
        schema();
    else
        return 2;
    return fflush(stdout) ? 1 : 0;
}
