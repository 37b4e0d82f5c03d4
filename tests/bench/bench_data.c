/* Published data if they are at hand, else stand-ins of the same size and shape. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "bench.h"

static void full_path(char *out, size_t room, const char *path)
{
    const char *root = getenv("SUPERBILL_DATA");

    snprintf(out, room, "%s/%s", root ? root : SOURCE_ROOT "/../shared/data", path);
}

static bool plain(const char *path, struct bench_bytes *out)
{
    FILE *f = fopen(path, "rb");
    long n = -1;

    if (!f)
        return false;
    if (fseek(f, 0, SEEK_END) == 0)
        n = ftell(f);
    rewind(f);
    out->p = n >= 0 ? malloc((size_t)n + 1) : NULL;
    out->n = out->p ? fread(out->p, 1, (size_t)n, f) : 0;
    fclose(f);
    return out->p != NULL;
}

static bool zipped(const char *path, const char *member, struct bench_bytes *out)
{
    zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
    zip_file_t *f = z ? zip_fopen(z, member, 0) : NULL;
    zip_stat_t st;

    out->p = NULL;
    if (f && zip_stat(z, member, 0, &st) == 0) {
        out->p = malloc((size_t)st.size + 1);
        out->n = (size_t)zip_fread(f, out->p, st.size);
    }
    if (f)
        zip_fclose(f);
    if (z)
        zip_discard(z);
    return out->p != NULL;
}

bool bench_published(const char *path, const char *member, struct bench_bytes *out)
{
    char full[4096];

    full_path(full, sizeof full, path);
    return member ? zipped(full, member, out) : plain(full, out);
}

/* 98,000 codes: A00 to Z99, with four and five characters and a 7th, as many of each as ICD-10-CM has, about. */
static struct bench_bytes generated_order(unsigned salt)
{
    static const char *const words[] = {"fracture", "of",   "left",        "right",
                                        "femur",    "with", "unspecified", "acute"};
    struct bench_bytes out = {malloc(20u << 20), 0};
    unsigned line = 0;

    for (char letter = 'A'; out.p && letter <= 'Z'; letter++)
        for (unsigned i = 0; i < 100; i++)
            for (unsigned k = 0; k < 38; k++) {
                char code[8], title[96];
                snprintf(code, sizeof code,
                         k == 0  ? "%c%02u"
                         : k < 8 ? "%c%02u%u"
                                 : "%c%02u%u%c",
                         letter, i, k - 1, 'A' + k % 26);
                snprintf(title, sizeof title, "Made up %s %s %s %u", words[k % 8], words[i % 8],
                         words[(i + k) % 8], i + (k == 9 ? salt : 0));
                out.n += (size_t)snprintf(out.p + out.n, 256, "%05u %-7s %d %-60s %s\n",
                                          ++line % 100000, code, k > 0, title, title);
            }
    return out;
}

static struct bench_bytes generated_hcpcs(void)
{
    struct bench_bytes out = {malloc(1u << 20), 0};

    out.n =
        (size_t)snprintf(out.p, 64, "# superbill-table\n# kind: codes\n# columns: code title\n");
    for (unsigned i = 0; i < 7000; i++)
        out.n +=
            (size_t)snprintf(out.p + out.n, 64, "%c%04u,Made up supply %u\n", "AEGJL"[i % 5], i, i);
    return out;
}

void bench_load(struct bench_sources *s)
{
    s->published =
        bench_published("icd10cm/cms_2025_dx.zip", "icd10cm_order_2025.txt", &s->order[0]) &&
        bench_published("icd10cm/cms_2026_dx.zip", "icd10cm_order_2026.txt", &s->order[1]) &&
        bench_published("hcpcs/2019-Alpha-Numeric-HCPCS-File.zip", "HCPC2019_CONTR_ANWEB.txt",
                        &s->hcpcs);
    if (s->published)
        return;
    bench_stand_in("published ICD-10-CM and HCPCS files");
    s->order[0] = generated_order(0);
    s->order[1] = generated_order(1);
    s->hcpcs = generated_hcpcs();
}

void bench_unload(struct bench_sources *s)
{
    free(s->order[0].p);
    free(s->order[1].p);
    free(s->hcpcs.p);
}

static const char manifest_head[] =
    "<source name='bench' version='1'>"
    "<file name='2025' layout='icd10cm-order' release='FY2025' from='2024-10-01' to='2025-09-30'/>"
    "<file name='2026' layout='icd10cm-order' release='FY2026' from='2025-10-01' to='2026-09-30'/>";

sbill_builder *bench_build(const struct bench_sources *s, const void **image, size_t *len)
{
    sbill_builder *b = NULL;
    sbill_error *err = NULL;
    char manifest[1024];

    snprintf(manifest, sizeof manifest,
             "%s<file name='hcpcs' layout='%s' %s release='2025' from='2024-10-01'"
             " to='2026-09-30'/></source>",
             manifest_head, s->published ? "hcpcs-anweb" : "table",
             s->published ? "" : "system='hcpcs'");
    bench_ok(sbill_builder_new(NULL, &b, &err), err, "builder");
    bench_ok(sbill_builder_add_file(b, "2025", s->order[0].p, s->order[0].n, &err), err, "file");
    bench_ok(sbill_builder_add_file(b, "2026", s->order[1].p, s->order[1].n, &err), err, "file");
    bench_ok(sbill_builder_add_file(b, "hcpcs", s->hcpcs.p, s->hcpcs.n, &err), err, "file");
    bench_ok(sbill_builder_add_manifest(b, "source.xml", manifest, strlen(manifest), &err), err,
             "manifest");
    bench_ok(sbill_builder_finish(b, image, len, &err), err, "book");
    return b;
}
