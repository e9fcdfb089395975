/* GOST 34.311-95, which is GOST R 34.11-94 (RFC 5831), with RFC 4357's test parameter set, starting from zero. */
#ifndef SANDYQ_GOST94_H
#define SANDYQ_GOST94_H

#include <stddef.h>
#include <stdint.h>

#define GOST94_SIZE 32

typedef struct {
    uint64_t hash[4];
    uint64_t sum[4];
    uint64_t bits;
    uint8_t block[GOST94_SIZE];
    size_t used;
} Gost94;

void gost94_start(Gost94 *state);
void gost94_update(Gost94 *state, const uint8_t *data, size_t length);
/* Writes GOST94_SIZE bytes; the state must be started again before its next use. */
void gost94_finish(Gost94 *state, uint8_t *digest);

#endif
