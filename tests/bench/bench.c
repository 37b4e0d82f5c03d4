#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *bench_name;
static bool as_json, generated, head_shown;

static uint64_t read_clock(clockid_t which)
{
    struct timespec t;

    clock_gettime(which, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t bench_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}
uint64_t bench_wall(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

void bench_start(const char *bench, int argc, char **argv)
{
    bench_name = bench;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") != 0) {
            fprintf(stderr, "usage: bench_%s [--json]\n", bench);
            exit(2);
        }
        as_json = true;
    }
}

void bench_stand_in(const char *what)
{
    if (!generated)
        fprintf(stderr, "bench_%s: no %s at hand ($SUPERBILL_DATA): measured on generated data\n",
                bench_name, what);
    generated = true;
}

void bench_show(const struct bench_figure *f)
{
    double ratio = f->ours > 0 ? f->anchor / f->ours : 0;
    char must[16];

    if (as_json) {
        printf("{\"bench\":\"%s\",\"case\":\"%s\",\"ours\":%.3f,\"anchor\":%.3f,\"ratio\":%.3f,"
               "\"unit\":\"%s\","
               "\"against\":\"%s\",\"must\":%.1f,\"data\":\"%s\"%s%s}\n",
               bench_name, f->name, f->ours, f->anchor, ratio, f->unit, f->against, f->must,
               generated ? "generated" : "published", f->more ? "," : "", f->more ? f->more : "");
    } else {
        if (!head_shown)
            printf("%-34s %12s %12s %9s %7s  %s\n", "case", "ours", "anchor", "ratio", "must",
                   "unit; the anchor");
        head_shown = true;
        snprintf(must, sizeof must, f->must > 0 ? "%.0fx" : "-", f->must);
        printf("%-34s %12.2f %12.2f %8.*fx %7s  %s; %s%s\n", f->name, f->ours, f->anchor,
               ratio < 1 ? 3 : 1, ratio, must, f->unit, f->against,
               generated ? " (generated data)" : "");
    }
    fflush(stdout);
}

void bench_note(const char *format, ...)
{
    va_list args;

    if (as_json)
        return;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
}

void bench_ok(int32_t status, sbill_error *err, const char *what)
{
    if (status == SBILL_OK)
        return;
    fprintf(stderr, "bench_%s: %s: %s:%u: %s\n", bench_name, what, sbill_error_source(err),
            sbill_error_line(err), err ? sbill_error_message(err) : "failed");
    exit(1);
}
