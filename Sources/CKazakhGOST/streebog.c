/* RFC 6986. A 512-bit vector is eight 64-bit words, least significant first, as its bytes lie in memory. */
#include "streebog.h"

#include "bytes.h"
#include "streebog_tables.inc"

/* One output word of LPS: byte `j` of every input word, through pi, tau and l at once. */
#define LPS_WORD(in, j)                                                                                                \
    (lps_table[0][(uint8_t)((in)[0] >> 8 * (j))] ^ lps_table[1][(uint8_t)((in)[1] >> 8 * (j))]                         \
     ^ lps_table[2][(uint8_t)((in)[2] >> 8 * (j))] ^ lps_table[3][(uint8_t)((in)[3] >> 8 * (j))]                       \
     ^ lps_table[4][(uint8_t)((in)[4] >> 8 * (j))] ^ lps_table[5][(uint8_t)((in)[5] >> 8 * (j))]                       \
     ^ lps_table[6][(uint8_t)((in)[6] >> 8 * (j))] ^ lps_table[7][(uint8_t)((in)[7] >> 8 * (j))])

/* vector = LPS(vector ^ other), the composition of clauses 6.2 to 6.4. */
static inline void xor_lps(uint64_t vector[8], const uint64_t other[8]) {
    uint64_t in[8];
    for (int i = 0; i < 8; i++)
        in[i] = vector[i] ^ other[i];
    vector[0] = LPS_WORD(in, 0);
    vector[1] = LPS_WORD(in, 1);
    vector[2] = LPS_WORD(in, 2);
    vector[3] = LPS_WORD(in, 3);
    vector[4] = LPS_WORD(in, 4);
    vector[5] = LPS_WORD(in, 5);
    vector[6] = LPS_WORD(in, 6);
    vector[7] = LPS_WORD(in, 7);
}

/* The compression g_N of clause 8: hash = E(LPS(hash ^ bits), message) ^ hash ^ message. */
static void compress(uint64_t hash[8], const uint64_t bits[8], const uint64_t message[8]) {
    uint64_t key[8], state[8];
    memcpy(key, hash, sizeof key);
    memcpy(state, message, sizeof state);
    xor_lps(key, bits);
    for (int round = 0; round < 12; round++) {
        xor_lps(state, key);
        xor_lps(key, iteration_constants[round]);
    }
    for (int i = 0; i < 8; i++)
        hash[i] ^= state[i] ^ key[i] ^ message[i];
}

/* The addition of clause 5, modulo 2^512. */
static void add(uint64_t sum[8], const uint64_t term[8]) {
    unsigned __int128 carry = 0;
    for (int i = 0; i < 8; i++) {
        carry += (unsigned __int128)sum[i] + term[i];
        sum[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

/* Stage 2 of clause 9, and its last round, for a block that holds `bits` bits of the message. */
static void absorb(Streebog *state, const uint8_t *block, uint64_t bits) {
    uint64_t message[8], count[8] = {bits};
    for (int i = 0; i < 8; i++)
        message[i] = load64(block + 8 * i);
    compress(state->hash, state->bits, message);
    add(state->bits, count);
    add(state->sum, message);
}

void streebog_start(Streebog *state, size_t size) {
    memset(state, 0, sizeof *state);
    memset(state->hash, size == 32 ? 1 : 0, sizeof state->hash);
    state->size = size;
}

void streebog_update(Streebog *state, const uint8_t *data, size_t length) {
    while (length > 0) {
        if (state->used == 0 && length >= STREEBOG_BLOCK) {
            absorb(state, data, 8 * STREEBOG_BLOCK);
            data += STREEBOG_BLOCK;
            length -= STREEBOG_BLOCK;
            continue;
        }
        size_t part = STREEBOG_BLOCK - state->used;
        if (part > length)
            part = length;
        memcpy(state->block + state->used, data, part);
        state->used += part;
        data += part;
        length -= part;
        if (state->used == STREEBOG_BLOCK) {
            absorb(state, state->block, 8 * STREEBOG_BLOCK);
            state->used = 0;
        }
    }
}

void streebog_finish(Streebog *state, uint8_t *digest) {
    static const uint64_t zero[8];
    memset(state->block + state->used, 0, STREEBOG_BLOCK - state->used);
    state->block[state->used] = 1;
    absorb(state, state->block, 8 * state->used);
    compress(state->hash, zero, state->bits);
    compress(state->hash, zero, state->sum);
    for (size_t i = 0; i < state->size / 8; i++)
        store64(digest + 8 * i, state->hash[8 - state->size / 8 + i]);
}
