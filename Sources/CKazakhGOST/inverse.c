/* The inverse modulo a group order in variable time: division steps after Bernstein and Yang (2019/266), 62 at a time.

   Numbers are signed, of 62-bit words, least significant first: every word but the last is in [0, 2^62). The state is
   (f, g) with f = d * value and g = e * value modulo q; the steps bring g to zero and f to one or minus one. */
#include <string.h>

#include "scalar.h"

typedef __int128 Wide;

#define WORD_BITS 62
#define WORD_MASK ((int64_t)((UINT64_C(1) << WORD_BITS) - 1))
#define SIGNED_WORDS 9 /* 512 bits and a sign */

typedef struct {
    int64_t word[SIGNED_WORDS];
} Signed;

/* The effect of 62 steps, times 2^62: f becomes u f + v g, g becomes q f + r g. */
typedef struct {
    int64_t u, v, q, r;
} Transition;

static void to_signed(Signed *result, const uint64_t *words, size_t count) {
    memset(result, 0, sizeof *result);
    for (size_t i = 0; i * WORD_BITS < 64 * count; i++) {
        size_t word = i * WORD_BITS / 64, shift = i * WORD_BITS % 64;
        uint64_t high = shift > 0 && word + 1 < count ? words[word + 1] << (64 - shift) : 0;
        result->word[i] = (int64_t)(words[word] >> shift | high) & WORD_MASK;
    }
}

static void from_signed(uint64_t *words, const Signed *value, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t word = 64 * i / WORD_BITS, shift = 64 * i % WORD_BITS;
        words[i] = (uint64_t)value->word[word] >> shift | (uint64_t)value->word[word + 1] << (WORD_BITS - shift);
    }
}

/* A multiple of f that, added to g, clears as many low bits as `limit` allows, up to six. */
static uint64_t clearing_multiple(int eta, uint64_t f, uint64_t g, int left, bool swapped) {
    int limit = eta + 1 > left ? left : eta + 1;
    uint64_t mask = ~UINT64_C(0) >> (64 - limit);
    if (swapped)
        return f * g * (f * f - 2) & mask & 63;
    uint64_t inverse = f + (((f + 1) & 4) << 1);
    return (0 - inverse) * g & mask & 15;
}

/* Takes 62 steps on the low words; eta = -delta of the paper. Returns the new eta. */
static int divide_steps(int eta, uint64_t f, uint64_t g, Transition *transition) {
    uint64_t u = 1, v = 0, q = 0, r = 1, swap;
    int left = WORD_BITS;
    for (;;) {
        int zeros = __builtin_ctzll(g | ~UINT64_C(0) << left);
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        eta -= zeros;
        left -= zeros;
        if (left == 0)
            break;
        bool swapped = eta < 0;
        if (swapped) {
            eta = -eta;
            swap = f, f = g, g = 0 - swap;
            swap = u, u = q, q = 0 - swap;
            swap = v, v = r, r = 0 - swap;
        }
        uint64_t factor = clearing_multiple(eta, f, g, left, swapped);
        g += f * factor;
        q += u * factor;
        r += v * factor;
    }
    *transition = (Transition){(int64_t)u, (int64_t)v, (int64_t)q, (int64_t)r};
    return eta;
}

/* (f, g) = transition * (f, g) / 2^62, which is exact. */
static void update_fg(Signed *f, Signed *g, const Transition *t, size_t n) {
    Wide new_f = (Wide)t->u * f->word[0] + (Wide)t->v * g->word[0];
    Wide new_g = (Wide)t->q * f->word[0] + (Wide)t->r * g->word[0];
    for (size_t i = 1; i < n; i++) {
        new_f = (new_f >> WORD_BITS) + (Wide)t->u * f->word[i] + (Wide)t->v * g->word[i];
        new_g = (new_g >> WORD_BITS) + (Wide)t->q * f->word[i] + (Wide)t->r * g->word[i];
        f->word[i - 1] = (int64_t)new_f & WORD_MASK;
        g->word[i - 1] = (int64_t)new_g & WORD_MASK;
    }
    f->word[n - 1] = (int64_t)(new_f >> WORD_BITS);
    g->word[n - 1] = (int64_t)(new_g >> WORD_BITS);
}

/* (d, e) = transition * (d, e) / 2^62 modulo q: multiples of q make the division exact and keep both in (-2q, q). */
static void update_de(Signed *d, Signed *e, const Transition *t, const Signed *modulus, uint64_t inverse, size_t n) {
    int64_t d_sign = d->word[n - 1] >> 63, e_sign = e->word[n - 1] >> 63;
    int64_t d_factor = (t->u & d_sign) + (t->v & e_sign), e_factor = (t->q & d_sign) + (t->r & e_sign);
    Wide new_d = (Wide)t->u * d->word[0] + (Wide)t->v * e->word[0];
    Wide new_e = (Wide)t->q * d->word[0] + (Wide)t->r * e->word[0];
    d_factor -= (int64_t)((inverse * (uint64_t)new_d + (uint64_t)d_factor) & (uint64_t)WORD_MASK);
    e_factor -= (int64_t)((inverse * (uint64_t)new_e + (uint64_t)e_factor) & (uint64_t)WORD_MASK);
    new_d += (Wide)modulus->word[0] * d_factor;
    new_e += (Wide)modulus->word[0] * e_factor;
    for (size_t i = 1; i < n; i++) {
        new_d = (new_d >> WORD_BITS) + (Wide)t->u * d->word[i] + (Wide)t->v * e->word[i]
            + (Wide)modulus->word[i] * d_factor;
        new_e = (new_e >> WORD_BITS) + (Wide)t->q * d->word[i] + (Wide)t->r * e->word[i]
            + (Wide)modulus->word[i] * e_factor;
        d->word[i - 1] = (int64_t)new_d & WORD_MASK;
        e->word[i - 1] = (int64_t)new_e & WORD_MASK;
    }
    d->word[n - 1] = (int64_t)(new_d >> WORD_BITS);
    e->word[n - 1] = (int64_t)(new_e >> WORD_BITS);
}

/* value = sign * value + addend, with words brought back into range. */
static void combine(Signed *value, int64_t sign, const Signed *addend, size_t n) {
    int64_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        carry += sign * value->word[i] + (addend == NULL ? 0 : addend->word[i]);
        value->word[i] = i < n - 1 ? carry & WORD_MASK : carry;
        carry >>= WORD_BITS;
    }
}

static bool is_zero(const Signed *value, size_t n) {
    int64_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= value->word[i];
    return any == 0;
}

void scalar_inverse_public(const Scalars *field, Scalar *result, const Scalar *value) {
    const size_t n = 64 * field->words / WORD_BITS + 1;
    const uint64_t inverse = (0 - field->negative_inverse) & (uint64_t)WORD_MASK;
    Signed modulus, f, g, d = {{0}}, e = {{1}};
    Transition transition;
    int eta = -1;
    to_signed(&modulus, field->modulus, field->words);
    to_signed(&g, value->word, field->words);
    f = modulus;
    while (!is_zero(&g, n)) {
        eta = divide_steps(eta, (uint64_t)f.word[0], (uint64_t)g.word[0], &transition);
        update_de(&d, &e, &transition, &modulus, inverse, n);
        update_fg(&f, &g, &transition, n);
    }
    /* f is one or minus one, and d that times the inverse, in (-2q, q). */
    if (d.word[n - 1] < 0)
        combine(&d, 1, &modulus, n);
    if (f.word[n - 1] < 0)
        combine(&d, -1, NULL, n);
    if (d.word[n - 1] < 0)
        combine(&d, 1, &modulus, n);
    memset(result, 0, sizeof *result);
    from_signed(result->word, &d, field->words);
}
