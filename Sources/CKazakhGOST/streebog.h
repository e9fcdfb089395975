/* GOST R 34.11-2012, known as Streebog (RFC 6986); Kazakhstan's digest of 2015. */
#ifndef SANDYQ_STREEBOG_H
#define SANDYQ_STREEBOG_H

#include <stddef.h>
#include <stdint.h>

#define STREEBOG_BLOCK 64

typedef struct {
    uint64_t hash[8];
    uint64_t bits[8];
    uint64_t sum[8];
    uint8_t block[STREEBOG_BLOCK];
    size_t used;
    size_t size;
} Streebog;

/* Starts a digest of `size` bytes: 32 or 64. */
void streebog_start(Streebog *state, size_t size);
void streebog_update(Streebog *state, const uint8_t *data, size_t length);
/* Writes `size` bytes; the state must be started again before its next use. */
void streebog_finish(Streebog *state, uint8_t *digest);

#endif
