#include "superbill.h"

/* Both come from meson.build, where the library's file name is made of them as well. */
const char *sbill_version(void)
{
    return SBILL_VERSION;
}

uint32_t sbill_abi_version(void)
{
    return SBILL_ABI_VERSION;
}
