/* Integers modulo the prime order of a curve's group, as little-endian 64-bit words.
   Everything here runs in constant time unless its comment says otherwise. */
#ifndef SANDYQ_SCALAR_H
#define SANDYQ_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCALAR_WORDS 8

/* A group order q of `words` 64-bit words, with R = 2^(64 * words). */
typedef struct {
    size_t words;
    uint64_t negative_inverse;      /* -1/q mod 2^64 */
    uint64_t modulus[SCALAR_WORDS]; /* q */
    uint64_t square[SCALAR_WORDS];  /* R^2 mod q */
} Scalars;

typedef struct {
    uint64_t word[SCALAR_WORDS];
} Scalar;

/* Reads 8 * words little-endian bytes; false when the number is zero or not below q (it is stored all the same). */
bool scalar_read(const Scalars *field, Scalar *result, const uint8_t *bytes);
/* Reads 8 * words little-endian bytes modulo q. */
void scalar_read_reduced(const Scalars *field, Scalar *result, const uint8_t *bytes);
void scalar_write(const Scalars *field, uint8_t *bytes, const Scalar *value);

bool scalar_is_zero(const Scalars *field, const Scalar *value);
void scalar_add(const Scalars *field, Scalar *result, const Scalar *one, const Scalar *two);
void scalar_negate(const Scalars *field, Scalar *result, const Scalar *value);
void scalar_multiply(const Scalars *field, Scalar *result, const Scalar *one, const Scalar *two);
/* The inverse of a value that is neither zero nor secret: takes variable time. */
void scalar_inverse_public(const Scalars *field, Scalar *result, const Scalar *value);

#endif
