/* An allocator for tests: counts what is out, checks the sizes it is told, and can refuse. */
#ifndef TESTS_METER_H
#define TESTS_METER_H

#include <stdbool.h>
#include <stdlib.h>

struct meter {
    size_t calls, live;  /* bytes */
    size_t fail_at;      /* refuse this call, 1 = the next; 0 = never */
    bool and_after;      /* and every one after it */
    size_t refuse_above; /* refuse what would bring `live` above this; 0 = never */
};

static inline void *metered(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct meter *m = user;
    void *p;

    if (new_size == 0) {
        free(ptr);
        m->live -= ptr ? old_size : 0;
        return NULL;
    }
    m->calls++;
    if (m->fail_at && (m->and_after ? m->calls >= m->fail_at : m->calls == m->fail_at))
        return NULL;
    if (m->refuse_above && m->live - (ptr ? old_size : 0) + new_size > m->refuse_above)
        return NULL;
    p = realloc(ptr, new_size);
    if (p)
        m->live += new_size - (ptr ? old_size : 0);
    return p;
}

#endif
