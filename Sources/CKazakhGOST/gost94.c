/* RFC 5831. A 256-bit vector is four 64-bit words, least significant first, as its bytes lie in memory. */
#include "gost94.h"

#include "bytes.h"
#include "gost94_tables.inc"

/* The round function of GOST 28147-89 (RFC 5830): substitution and rotation. */
static inline uint32_t substitute(uint32_t word) {
    return substitution_table[0][word & 255] ^ substitution_table[1][word >> 8 & 255]
        ^ substitution_table[2][word >> 16 & 255] ^ substitution_table[3][word >> 24];
}

/* GOST 28147-89 in simple substitution mode (RFC 5830, clause 5). */
static uint64_t encrypt(uint64_t block, const uint32_t key[8]) {
    uint32_t low = (uint32_t)block, high = (uint32_t)(block >> 32);
    for (int pass = 0; pass < 3; pass++)
        for (int i = 0; i < 8; i += 2) {
            high ^= substitute(low + key[i]);
            low ^= substitute(high + key[i + 1]);
        }
    for (int i = 7; i >= 0; i -= 2) {
        high ^= substitute(low + key[i]);
        low ^= substitute(high + key[i - 1]);
    }
    return (uint64_t)low << 32 | high;
}

/* The transformation A of clause 4.3.1 (RFC 5831, "Key Generation"). */
static void transform_a(uint64_t y[4]) {
    uint64_t top = y[0] ^ y[1];
    y[0] = y[1];
    y[1] = y[2];
    y[2] = y[3];
    y[3] = top;
}

/* The transformation P of u ^ v: byte 4k + i of the key is byte 8i + k of the vector. */
static void transform_p(uint32_t key[8], const uint64_t u[4], const uint64_t v[4]) {
    uint64_t w[4];
    for (int i = 0; i < 4; i++)
        w[i] = u[i] ^ v[i];
    for (int k = 0; k < 8; k++) {
        key[k] = 0;
        for (int i = 0; i < 4; i++)
            key[k] |= (uint32_t)(uint8_t)(w[i] >> 8 * k) << 8 * i;
    }
}

/* The shuffling psi, `count` times: each step appends one 16-bit word and drops the first. */
static void shuffle(uint16_t vector[16], int count) {
    uint16_t y[16 + 61];
    memcpy(y, vector, 32);
    for (int i = 0; i < count; i++)
        y[i + 16] = y[i] ^ y[i + 1] ^ y[i + 2] ^ y[i + 3] ^ y[i + 12] ^ y[i + 15];
    memcpy(vector, y + count, 32);
}

static void to_halves(uint16_t halves[16], const uint64_t words[4]) {
    for (int i = 0; i < 16; i++)
        halves[i] = (uint16_t)(words[i / 4] >> 16 * (i % 4));
}

static void xor_halves(uint16_t halves[16], const uint64_t words[4]) {
    for (int i = 0; i < 16; i++)
        halves[i] ^= (uint16_t)(words[i / 4] >> 16 * (i % 4));
}

/* The step hash function of clause 5: key generation, encryption, mixing. */
static void step(uint64_t hash[4], const uint64_t message[4]) {
    static const uint64_t c3[4] = {0xff00ff00ff00ff00, 0x00ff00ff00ff00ff, 0xff0000ff00ffff00, 0xff00ffff000000ff};
    uint64_t u[4], v[4], encrypted[4];
    uint32_t key[8];
    uint16_t mixed[16];
    memcpy(u, hash, sizeof u);
    memcpy(v, message, sizeof v);
    for (int i = 0; i < 4; i++) {
        transform_p(key, u, v);
        encrypted[i] = encrypt(hash[i], key);
        transform_a(u);
        transform_a(v);
        transform_a(v);
        for (int j = 0; i == 1 && j < 4; j++)
            u[j] ^= c3[j];
    }
    to_halves(mixed, encrypted);
    shuffle(mixed, 12);
    xor_halves(mixed, message);
    shuffle(mixed, 1);
    xor_halves(mixed, hash);
    shuffle(mixed, 61);
    memset(hash, 0, 32);
    for (int i = 0; i < 16; i++)
        hash[i / 4] |= (uint64_t)mixed[i] << 16 * (i % 4);
}

/* One block of the message, padded with zeros (clause 6). */
static void absorb(Gost94 *state, const uint8_t *block, uint64_t bits) {
    uint64_t message[4];
    unsigned __int128 carry = 0;
    for (int i = 0; i < 4; i++)
        message[i] = load64(block + 8 * i);
    step(state->hash, message);
    state->bits += bits;
    for (int i = 0; i < 4; i++) {
        carry += (unsigned __int128)state->sum[i] + message[i];
        state->sum[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

void gost94_start(Gost94 *state) {
    memset(state, 0, sizeof *state);
}

void gost94_update(Gost94 *state, const uint8_t *data, size_t length) {
    while (length > 0) {
        if (state->used == 0 && length >= GOST94_SIZE) {
            absorb(state, data, 8 * GOST94_SIZE);
            data += GOST94_SIZE;
            length -= GOST94_SIZE;
            continue;
        }
        size_t part = GOST94_SIZE - state->used;
        if (part > length)
            part = length;
        memcpy(state->block + state->used, data, part);
        state->used += part;
        data += part;
        length -= part;
        if (state->used == GOST94_SIZE) {
            absorb(state, state->block, 8 * GOST94_SIZE);
            state->used = 0;
        }
    }
}

void gost94_finish(Gost94 *state, uint8_t *digest) {
    if (state->used > 0) {
        memset(state->block + state->used, 0, GOST94_SIZE - state->used);
        absorb(state, state->block, 8 * state->used);
    }
    uint64_t length[4] = {state->bits};
    step(state->hash, length);
    step(state->hash, state->sum);
    for (int i = 0; i < 4; i++)
        store64(digest + 8 * i, state->hash[i]);
}
