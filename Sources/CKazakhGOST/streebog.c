/* RFC 6986. A 512-bit vector is eight 64-bit words, least significant first, as its bytes lie in memory. */
#include "streebog.h"

#include "bytes.h"
#include "streebog_gfni.h"
#include "streebog_tables.inc"

#define UNROLL _Pragma("GCC unroll 8")

/* Two words at a time: a table's words go through vector registers, which leaves the others to addresses. */
typedef uint64_t Pair __attribute__((vector_size(16)));

typedef struct {
    Pair pair[4];
} Vector;

/* vector = LPS(vector ^ other), the composition of clauses 6.2 to 6.4: output word j takes byte j of every input word
   through pi, tau and l at once. Four bytes of each are taken per pass. Inlined, the vectors stay in registers. */
static inline __attribute__((always_inline)) void xor_lps(Vector *vector, const Vector *other) {
    uint32_t in[16];
    for (int i = 0; i < 4; i++) {
        Pair pair = vector->pair[i] ^ other->pair[i];
        memcpy(in + 4 * i, &pair, sizeof pair);
    }
    UNROLL
    for (int half = 0; half < 2; half++) {
        Pair low = {0, 0}, high = {0, 0};
        UNROLL
        for (int k = 0; k < 8; k++) {
            uint32_t bytes = in[2 * k + half];
            low ^= (Pair){lps_table[k][(uint8_t)bytes], lps_table[k][(uint8_t)(bytes >> 8)]};
            bytes >>= 16;
            high ^= (Pair){lps_table[k][(uint8_t)bytes], lps_table[k][bytes >> 8]};
        }
        vector->pair[2 * half] = low;
        vector->pair[2 * half + 1] = high;
    }
}

/* The compression g_N of clause 8: hash = E(LPS(hash ^ bits), message) ^ hash ^ message. */
static void compress(uint64_t hash[8], const uint64_t bits[8], const uint64_t message[8]) {
#ifdef STREEBOG_GFNI
    if (streebog_gfni_available()) {
        streebog_gfni_compress(hash, bits, message, iteration_constants);
        return;
    }
#endif
    Vector key, state, other;
    uint64_t encrypted[8];
    memcpy(&key, hash, sizeof key);
    memcpy(&state, message, sizeof state);
    memcpy(&other, bits, sizeof other);
    xor_lps(&key, &other);
    for (int round = 0; round < 12; round++) {
        xor_lps(&state, &key);
        memcpy(&other, iteration_constants[round], sizeof other);
        xor_lps(&key, &other);
    }
    for (int i = 0; i < 4; i++)
        state.pair[i] ^= key.pair[i];
    memcpy(encrypted, &state, sizeof encrypted);
    for (int i = 0; i < 8; i++)
        hash[i] ^= encrypted[i] ^ message[i];
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
