/* The document calls: a record in, one line of JSON out. */
#include "run/run.h"
#include "write/write.h"

/* What stands in e->out, if it could all be written. */
static int32_t give(sbill_encounter *e, const char **json, size_t *len, sbill_error **err)
{
    if (e->out.failed == SBILL_ELIMIT)
        return sbill_fail(err, SBILL_ELIMIT, SBILL_NOWHERE,
                          "the result is longer than the option max-memory allows");
    if (e->out.failed)
        return sbill_fail(err, e->out.failed, SBILL_NOWHERE, "out of memory");
    *json = e->out.p;
    *len = e->out.n;
    return SBILL_OK;
}

static int32_t ready(const sbill_encounter *e, const void *json, const void *len, sbill_error **err)
{
    if (!e || !json || !len)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE,
                          "an encounter and a place for the result are needed");
    return SBILL_OK;
}

int32_t sbill_encounter_result(sbill_encounter *e, const char **json, size_t *len,
                               sbill_error **err)
{
    int32_t status = ready(e, json, len, err);

    if (status != SBILL_OK)
        return status;
    if (!e->has_record)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no record has been read");
    sbill_buf_wipe(&e->out);
    sbill_write_result_json(e, &e->out);
    return give(e, json, len, err);
}

int32_t sbill_encounter_record(sbill_encounter *e, const char **json, size_t *len,
                               sbill_error **err)
{
    int32_t status = ready(e, json, len, err);

    if (status != SBILL_OK)
        return status;
    if (!e->has_record)
        return sbill_fail(err, SBILL_EINVAL, SBILL_NOWHERE, "no record has been read");
    sbill_buf_wipe(&e->out);
    sbill_write_record_json(e, &e->out);
    return give(e, json, len, err);
}

/* The caller's error, if he wants one and has none yet. */
static void hand_over(sbill_error *own, sbill_error **err)
{
    if (err && !*err)
        *err = own;
    else
        sbill_error_free(own);
}

/* A record that cannot be read has a result line too; only lack of memory leaves none. */
static int32_t unread(sbill_encounter *e, int32_t status, uint64_t line, sbill_error *own,
                      const char **result, size_t *result_len, sbill_error **err)
{
    int32_t given = status;

    if (status == SBILL_EINPUT || status == SBILL_ELIMIT) {
        sbill_buf_wipe(&e->out);
        sbill_write_unread_json(own, line, &e->out);
        given = give(e, result, result_len, err);
    }
    hand_over(own, err);
    return given == SBILL_OK ? status : given;
}

int32_t sbill_run_json(sbill_encounter *e, const char *json, size_t len, const char **result,
                       size_t *result_len, sbill_error **err)
{
    sbill_error *own = NULL;
    int32_t status = ready(e, result, result_len, err);

    if (status != SBILL_OK)
        return status;
    status = sbill_encounter_read(e, json, len, &own);
    if (status != SBILL_OK)
        return unread(e, status, 0, own, result, result_len, err);
    status = sbill_encounter_run(e, err);
    return status == SBILL_OK ? sbill_encounter_result(e, result, result_len, err) : status;
}

int32_t sbill_run_next(sbill_reader *r, sbill_encounter *e, const char **result, size_t *result_len,
                       sbill_error **err)
{
    sbill_error *own = NULL;
    int32_t status = ready(e, result, result_len, err);

    if (status != SBILL_OK)
        return status;
    status = sbill_reader_next(r, e, &own);
    if (status < 0)
        return unread(e, status, sbill_reader_line(r), own, result, result_len, err);
    if (status != SBILL_OK)
        return status;
    status = sbill_encounter_run(e, err);
    return status == SBILL_OK ? sbill_encounter_result(e, result, result_len, err) : status;
}
