/* SHA-256 of files and texts: the door to libcrypto. */
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"

#define PIECE ((size_t)1 << 16)

static void in_hex(const unsigned char *p, char hex[SBILL_BATCH_HASH])
{
    for (size_t i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", p[i]);
}

void sbill_batch_hash(const void *p, size_t n, char hex[SBILL_BATCH_HASH])
{
    unsigned char out[EVP_MAX_MD_SIZE];

    hex[0] = '\0'; /* never equal to a hash */
    if (EVP_Digest(p, n, out, NULL, EVP_sha256(), NULL) == 1)
        in_hex(out, hex);
}

static bool add_all(EVP_MD_CTX *md, int fd, uint64_t *bytes)
{
    char *room = malloc(PIECE);
    bool ok = room != NULL;

    *bytes = 0;
    while (ok) {
        ssize_t n = read(fd, room, PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            break;
        ok = n > 0 && EVP_DigestUpdate(md, room, (size_t)n) == 1;
        *bytes += ok ? (uint64_t)n : 0;
    }
    free(room);
    return ok;
}

int sbill_batch_hash_file(const char *path, char hex[SBILL_BATCH_HASH], uint64_t *bytes)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return sbill_batch_trouble(path);
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    bool ok = md && EVP_DigestInit_ex(md, EVP_sha256(), NULL) == 1;
    ok = ok && add_all(md, fd, bytes) && EVP_DigestFinal_ex(md, out, NULL) == 1;
    int code = ok ? SBILL_EXIT_CLEAN : sbill_batch_trouble(path);
    EVP_MD_CTX_free(md);
    close(fd);
    if (ok)
        in_hex(out, hex);
    return code;
}
