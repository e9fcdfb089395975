/* Streebog's compression for processors with GFNI and AVX-512 VBMI, which hold a 512-bit vector in one register and know
   matrices over GF(2). */
#include "streebog_gfni.h"

#ifdef STREEBOG_GFNI
#include <immintrin.h>

#include "streebog_gfni_tables.inc"

#define TARGET __attribute__((target("gfni,avx512f,avx512bw,avx512vbmi")))

bool streebog_gfni_available(void) {
    return __builtin_cpu_supports("gfni") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vbmi");
}

typedef struct {
    __m512i permutation[4];
    __m512i diagonals[8];
    __m512i transposition;
} Constants;

static inline TARGET void load_constants(Constants *constants) {
    uint8_t transposition[64];
    for (int i = 0; i < 4; i++)
        constants->permutation[i] = _mm512_loadu_si512(permutation + 64 * i);
    for (int i = 0; i < 8; i++)
        constants->diagonals[i] = _mm512_loadu_si512(diagonals[i]);
    for (int i = 0; i < 64; i++)
        transposition[i] = (uint8_t)(8 * (i % 8) + i / 8);
    constants->transposition = _mm512_loadu_si512(transposition);
}

/* The products of one diagonal of the matrix of matrices. */
#define DIAGONAL(d) _mm512_gf2p8affine_epi64_epi8(_mm512_alignr_epi64(in, in, d), constants->diagonals[d], 0)

/* LPS of RFC 6986, clauses 6.2 to 6.4. Word k holds byte k of what l makes each output word of, so l comes first, on all
   eight at once, and tau after it. */
static inline TARGET __m512i lps(__m512i in, const Constants *constants) {
    __m512i low = _mm512_permutex2var_epi8(constants->permutation[0], in, constants->permutation[1]);
    __m512i high = _mm512_permutex2var_epi8(constants->permutation[2], in, constants->permutation[3]);
    in = _mm512_mask_blend_epi8(_mm512_movepi8_mask(in), low, high);
    __m512i one =
        _mm512_xor_si512(_mm512_xor_si512(DIAGONAL(0), DIAGONAL(1)), _mm512_xor_si512(DIAGONAL(2), DIAGONAL(3)));
    __m512i two =
        _mm512_xor_si512(_mm512_xor_si512(DIAGONAL(4), DIAGONAL(5)), _mm512_xor_si512(DIAGONAL(6), DIAGONAL(7)));
    return _mm512_permutexvar_epi8(constants->transposition, _mm512_xor_si512(one, two));
}

TARGET void streebog_gfni_compress(
    uint64_t hash[8], const uint64_t bits[8], const uint64_t message[8], const uint64_t round_constants[12][8]
) {
    Constants constants;
    load_constants(&constants);
    __m512i start = _mm512_loadu_si512(hash), text = _mm512_loadu_si512(message);
    __m512i key = lps(_mm512_xor_si512(start, _mm512_loadu_si512(bits)), &constants), state = text;
    for (int round = 0; round < 12; round++) {
        state = lps(_mm512_xor_si512(state, key), &constants);
        key = lps(_mm512_xor_si512(key, _mm512_loadu_si512(round_constants[round])), &constants);
    }
    state = _mm512_xor_si512(_mm512_xor_si512(state, key), _mm512_xor_si512(start, text));
    _mm512_storeu_si512(hash, state);
}
#endif
