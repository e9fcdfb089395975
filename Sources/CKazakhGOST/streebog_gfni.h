/* The compression of streebog.c by the instructions of newer x86 processors; what it computes is the same. Absent on other
   machines, and when SANDYQ_PORTABLE is defined. */
#ifndef SANDYQ_STREEBOG_GFNI_H
#define SANDYQ_STREEBOG_GFNI_H

#if defined(__x86_64__) && !defined(SANDYQ_PORTABLE)
#define STREEBOG_GFNI

#include <stdbool.h>
#include <stdint.h>

/* Whether this processor has the instructions. */
bool streebog_gfni_available(void);
/* g_N of RFC 6986, clause 8. */
void streebog_gfni_compress(
    uint64_t hash[8], const uint64_t bits[8], const uint64_t message[8], const uint64_t round_constants[12][8]
);
#endif

#endif
