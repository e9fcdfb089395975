/* The two curves over p = 2^256 - 617, in five words of 52 bits. */
#include "curve.h"

#include <openssl/crypto.h>

#define FIELD_SIZE 32
#define FIELD_C 617
#define LIMBS 5
#define BITS 52
#include "field.inc"
#include "point.inc"
#include "multiple.inc"

#include "curve256_tables.inc"

static const Group cryptopro_a = {
    .a = &cryptopro_a_a,
    .b = &cryptopro_a_b,
    .b3 = &cryptopro_a_3b,
    .a_is_minus_three = true,
    .digits = CRYPTOPRO_A_DIGITS,
    .multiples = cryptopro_a_multiples,
};

const Curve curve_cryptopro_a = CURVE(&cryptopro_a, &cryptopro_a_scalars);

static const Group tc26_256_a = {
    .a = &tc26_256_a_a,
    .b = &tc26_256_a_b,
    .b3 = &tc26_256_a_3b,
    .a_is_minus_three = false,
    .digits = TC26_256_A_DIGITS,
    .multiples = tc26_256_a_multiples,
};

const Curve curve_tc26_256_a = CURVE(&tc26_256_a, &tc26_256_a_scalars);
