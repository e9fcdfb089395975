/* id-tc26-gost-3410-12-512-paramSetA: p = 2^512 - 569 in nine words of 57 bits. */
#include "curve.h"

#include <openssl/crypto.h>

#define FIELD_SIZE 64
#define FIELD_C 569
#define LIMBS 9
#define BITS 57
#include "field.inc"
#include "point.inc"
#include "multiple.inc"

#include "curve512_tables.inc"

static const Group tc26_512_a = {
    .a = &tc26_512_a_a,
    .b = &tc26_512_a_b,
    .b3 = &tc26_512_a_3b,
    .a_is_minus_three = true,
    .digits = TC26_512_A_DIGITS,
    .multiples = tc26_512_a_multiples,
};

const Curve curve_tc26_512_a = CURVE(&tc26_512_a, &tc26_512_a_scalars);
