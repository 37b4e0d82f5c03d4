/* Output files: which format, which claims may go in, and that a file only ever holds whole claims. */
#include "write/file.h"

#include <string.h>

static const struct sbill_writer *const writers[] = {
    &sbill_fhir_writer,
    &sbill_x12_837p_writer,
    &sbill_x12_837d_writer,
    &sbill_1500_text_writer,
    &sbill_1500_json_writer,
    &sbill_1500_print_writer,
    NULL,
};

static const struct sbill_writer *find_writer(const char *format)
{
    for (size_t i = 0; writers[i]; i++)
        if (sbill_text_is(sbill_text_from(format), writers[i]->name))
            return writers[i];
    return NULL;
}

/* Largest file: what every reader of XML can be asked to load. */
#define MAX_FILE ((size_t)1 << 31)
#define FIRST_ROOM ((size_t)1 << 16) /* for a handful of claims */

static sbill_file *file_alloc(const struct sbill_settings *settings, const struct sbill_writer *w)
{
    sbill_file *f = sbill_alloc_get(&settings->alloc, sizeof *f);

    if (!f)
        return NULL;
    *f = (sbill_file){.settings = *settings, .writer = w};
    f->state = sbill_alloc_get(&f->settings.alloc, w->state_size);
    if (!f->state) {
        sbill_alloc_put(&settings->alloc, f, sizeof *f);
        return NULL;
    }
    memset(f->state, 0, w->state_size);
    sbill_buf_init(&f->out, &f->settings.alloc, MAX_FILE);
    sbill_arena_init(&f->scratch, &f->settings.alloc, f->settings.max_memory);
    return f;
}

int32_t sbill_file_new(const char *format, const sbill_options *o, sbill_file **out,
                       sbill_error **err)
{
    const struct sbill_writer *w = format ? find_writer(format) : NULL;
    struct sbill_settings settings;
    sbill_file *f;

    if (!out)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "sbill_file_new: nowhere to put it");
    if (!w)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "no such output format; there are fhir-xml, x12-837p, x12-837d, "
                          "cms1500-text, cms1500-json and cms1500-print");
    sbill_settings_copy(&settings, o);
    f = file_alloc(&settings, w);
    if (!f)
        return sbill_fail(err, SBILL_NOMEM, SBILL_NOWHERE, "out of memory");
    *out = f;
    return SBILL_OK;
}

/* Why a claim may not go into this file; SBILL_OK if it may. */
static int32_t admit(const sbill_file *f, const struct sbill_encounter *e, size_t claim,
                     sbill_error **err)
{
    const struct sbill_claim *c;

    if (!e->checked)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "an encounter must be checked before its claims are written");
    if (claim >= e->claims.n)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "the encounter has no such claim");
    c = &e->claims.v[claim];
    if (c->draft && !f->writer->drafts)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE,
                          "the claim is a draft, which this format cannot say");
    if (f->settings.force)
        return SBILL_OK;
    if (c->stopped)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE, "a finding stops this claim");
    if (e->outcome == SBILL_OUTCOME_HOLD)
        return sbill_fail(err, SBILL_EREFUSED, SBILL_NOWHERE, "the encounter is on hold");
    return SBILL_OK;
}

static int32_t out_of_room(int32_t failed, sbill_error **err)
{
    return sbill_fail(err, failed, SBILL_NOWHERE,
                      failed == SBILL_NOMEM ? "out of memory" : "the file grows too large");
}

static int32_t begin(sbill_file *f, sbill_error **err)
{
    int32_t status = SBILL_OK;

    if (!f->begun) {
        sbill_buf_room(&f->out, FIRST_ROOM);
        status = f->writer->begin(f, err);
        f->begun = true;
    }
    if (status == SBILL_OK && f->out.failed)
        status = out_of_room(f->out.failed, err);
    return status;
}

static int32_t write_claim(sbill_file *f, struct sbill_encounter *e, size_t claim,
                           sbill_error **err)
{
    int32_t status;

    e->left_out.n = 0;
    sbill_arena_reset(&f->scratch);
    status = f->writer->claim(f, e, claim, err);
    if (status == SBILL_OK && f->out.failed)
        status = out_of_room(f->out.failed, err);
    if (status == SBILL_OK && f->scratch.failed)
        status = out_of_room(f->scratch.failed, err);
    return status == SBILL_OK ? sbill_encounter_memory(e, err) : status;
}

int32_t sbill_file_add(sbill_file *f, sbill_encounter *e, size_t claim, sbill_error **err)
{
    size_t whole;
    int32_t status;

    if (!f || !e || f->finished)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "sbill_file_add: no file, no encounter, or the file is finished");
    status = admit(f, e, claim, err);
    if (status == SBILL_OK)
        status = begin(f, err);
    if (status != SBILL_OK)
        return status;
    whole = f->out.n;
    status = write_claim(f, e, claim, err);
    if (status == SBILL_OK) {
        f->claims++;
    } else if (f->out.p) {
        f->out.n = whole;
        f->out.p[whole] = '\0';
    }
    return status;
}

int32_t sbill_file_finish(sbill_file *f, const char **bytes, size_t *len, sbill_error **err)
{
    int32_t status = SBILL_OK;

    if (!f || !bytes || !len)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "sbill_file_finish: no file, or nowhere to put it");
    if (!f->finished) {
        status = begin(f, err);
        if (status == SBILL_OK)
            status = f->writer->end(f, err);
        f->finished = status == SBILL_OK;
    }
    if (status == SBILL_OK && f->out.failed)
        status = out_of_room(f->out.failed, err);
    if (status != SBILL_OK)
        return status;
    *bytes = f->out.p;
    *len = f->out.n;
    return SBILL_OK;
}

void sbill_file_free(sbill_file *f)
{
    struct sbill_alloc alloc;

    if (!f)
        return;
    alloc = f->settings.alloc;
    sbill_buf_free(&f->out); /* wipes */
    sbill_arena_free(&f->scratch);
    sbill_wipe(f->state, f->writer->state_size);
    sbill_alloc_put(&alloc, f->state, f->writer->state_size);
    sbill_alloc_put(&alloc, f, sizeof *f);
}
