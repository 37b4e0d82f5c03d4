/* Vectors of NIST (FIPS 180-4 examples, SHA256ShortMsg). */
#include "unit.h"

#include "base/sha256.h"

static void digests(const void *p, size_t n, size_t step, const char *expected)
{
    struct sbill_sha256 s;
    uint8_t out[32];
    char room[65];
    struct sbill_buf b;

    sbill_sha256_start(&s);
    for (size_t i = 0; i < n; i += step)
        sbill_sha256_add(&s, (const char *)p + i, step < n - i ? step : n - i);
    sbill_sha256_end(&s, out);
    sbill_buf_over(&b, room, sizeof room);
    sbill_buf_hex(&b, out, sizeof out);
    assert_text(sbill_buf_view(&b), expected);
}

START_TEST(vectors)
{
    static const struct {
        const char *text, *digest;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
         "mnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 130; step += 9)
            digests(cases[i].text, strlen(cases[i].text), step, cases[i].digest);
}
END_TEST

START_TEST(a_million)
{
    char *p = malloc(1000000);

    ck_assert_ptr_nonnull(p);
    memset(p, 'a', 1000000);
    digests(p, 1000000, 1000000,
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    digests(p, 1000000, 63, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(p);
}
END_TEST

static void add(TCase *c)
{
    tcase_add_test(c, vectors);
    tcase_add_test(c, a_million);
}

int main(void)
{
    return unit_run("sha256", add);
}
