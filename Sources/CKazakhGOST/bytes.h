/* Little-endian loads and stores, at any alignment. */
#ifndef SANDYQ_BYTES_H
#define SANDYQ_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "This code is written for little-endian machines."
#endif

static inline uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline void store64(uint8_t *bytes, uint64_t word) {
    memcpy(bytes, &word, sizeof word);
}

/* All ones for 1, zero for 0, in a way that keeps the compiler from choosing by branches or addresses instead. */
static inline uint64_t mask_of(uint64_t bit) {
    __asm__("" : "+r"(bit));
    return 0 - bit;
}

static inline void reverse_copy(uint8_t *to, const uint8_t *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        to[i] = from[count - 1 - i];
}

#endif
