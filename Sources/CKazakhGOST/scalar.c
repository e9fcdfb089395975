#include "scalar.h"

#include "bytes.h"

typedef unsigned __int128 Wide;

/* result = value - q when `value` with `top` above it is at least q, else value. */
static void reduce_once(const Scalars *field, uint64_t *result, const uint64_t *value, uint64_t top) {
    uint64_t difference[SCALAR_WORDS], borrow = 0;
    for (size_t i = 0; i < field->words; i++) {
        Wide word = (Wide)value[i] - field->modulus[i] - borrow;
        difference[i] = (uint64_t)word;
        borrow = (uint64_t)(word >> 64) & 1;
    }
    uint64_t mask = mask_of((top - borrow) >> 63);
    for (size_t i = 0; i < field->words; i++)
        result[i] = (value[i] & mask) | (difference[i] & ~mask);
}

/* Montgomery's product: one * two / R mod q, for one * two < q * R. */
static void montgomery(const Scalars *field, uint64_t *result, const uint64_t *one, const uint64_t *two) {
    uint64_t sum[SCALAR_WORDS + 2] = {0};
    size_t n = field->words;
    for (size_t i = 0; i < n; i++) {
        Wide carry = 0;
        for (size_t j = 0; j < n; j++) {
            carry += (Wide)one[i] * two[j] + sum[j];
            sum[j] = (uint64_t)carry;
            carry >>= 64;
        }
        carry += sum[n];
        sum[n] = (uint64_t)carry;
        sum[n + 1] = (uint64_t)(carry >> 64);
        uint64_t factor = sum[0] * field->negative_inverse;
        carry = ((Wide)factor * field->modulus[0] + sum[0]) >> 64;
        for (size_t j = 1; j < n; j++) {
            carry += (Wide)factor * field->modulus[j] + sum[j];
            sum[j - 1] = (uint64_t)carry;
            carry >>= 64;
        }
        carry += sum[n];
        sum[n - 1] = (uint64_t)carry;
        sum[n] = sum[n + 1] + (uint64_t)(carry >> 64);
    }
    reduce_once(field, result, sum, sum[n]);
}

bool scalar_read(const Scalars *field, Scalar *result, const uint8_t *bytes) {
    uint64_t borrow = 0, any = 0;
    memset(result, 0, sizeof *result);
    for (size_t i = 0; i < field->words; i++) {
        result->word[i] = load64(bytes + 8 * i);
        any |= result->word[i];
        Wide word = (Wide)result->word[i] - field->modulus[i] - borrow;
        borrow = (uint64_t)(word >> 64) & 1;
    }
    return (borrow & (any != 0)) != 0;
}

void scalar_read_reduced(const Scalars *field, Scalar *result, const uint8_t *bytes) {
    static const uint64_t one[SCALAR_WORDS] = {1};
    scalar_read(field, result, bytes);
    montgomery(field, result->word, result->word, field->square);
    montgomery(field, result->word, result->word, one);
}

void scalar_write(const Scalars *field, uint8_t *bytes, const Scalar *value) {
    for (size_t i = 0; i < field->words; i++)
        store64(bytes + 8 * i, value->word[i]);
}

bool scalar_is_zero(const Scalars *field, const Scalar *value) {
    uint64_t any = 0;
    for (size_t i = 0; i < field->words; i++)
        any |= value->word[i];
    return any == 0;
}

void scalar_add(const Scalars *field, Scalar *result, const Scalar *one, const Scalar *two) {
    Wide carry = 0;
    Scalar sum = {{0}};
    for (size_t i = 0; i < field->words; i++) {
        carry += (Wide)one->word[i] + two->word[i];
        sum.word[i] = (uint64_t)carry;
        carry >>= 64;
    }
    reduce_once(field, result->word, sum.word, (uint64_t)carry);
}

void scalar_negate(const Scalars *field, Scalar *result, const Scalar *value) {
    uint64_t borrow = 0;
    Scalar difference = {{0}};
    for (size_t i = 0; i < field->words; i++) {
        Wide word = (Wide)field->modulus[i] - value->word[i] - borrow;
        difference.word[i] = (uint64_t)word;
        borrow = (uint64_t)(word >> 64) & 1;
    }
    reduce_once(field, result->word, difference.word, 0);
}

void scalar_multiply(const Scalars *field, Scalar *result, const Scalar *one, const Scalar *two) {
    Scalar product;
    montgomery(field, product.word, one->word, two->word);
    montgomery(field, result->word, product.word, field->square);
}
