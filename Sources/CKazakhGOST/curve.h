/* The curves of GOST 34.10 and what its signatures need of them. Coordinates travel as little-endian bytes, a point as
   x followed by y. */
#ifndef SANDYQ_CURVE_H
#define SANDYQ_CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scalar.h"

#define CURVE_MAX_SIZE 64

typedef struct Curve Curve;

struct Curve {
    size_t size; /* bytes of a coordinate and of a scalar */
    const Scalars *scalars;
    /* Whether both coordinates are below p and satisfy the equation. */
    bool (*contains)(const Curve *curve, const uint8_t *point);
    /* Writes k * P for the base point P and 0 < k < q, in constant time. */
    void (*multiply_base)(const Curve *curve, uint8_t *point, const Scalar *k);
    /* Whether the x coordinate of a * P + b * point is r modulo q, for a point on the curve. Takes variable time, less
       when `prepared` is what `prepare` made of the point, and not NULL. */
    bool (*combination_has_x)(
        const Curve *curve, const Scalar *a, const Scalar *b, const uint8_t *point, const void *prepared,
        const Scalar *r
    );
    /* Writes `prepared_size` bytes for a point on the curve, at the price of about one verification; false when the
       point does not lend itself to that. */
    bool (*prepare)(const Curve *curve, void *prepared, const uint8_t *point);
    size_t prepared_size;
    /* Whether q * point is the neutral element, for a point on the curve. Takes variable time. */
    bool (*has_prime_order)(const Curve *curve, const uint8_t *point);
    const void *group; /* constants in the form of the file that implements the curve */
};

/* id-tc26-gost-3410-12-512-paramSetA (RFC 7836, A.1). */
extern const Curve curve_tc26_512_a;
/* id-tc26-gost-3410-2012-256-paramSetA (RFC 7836, A.2), in its Weierstrass form. */
extern const Curve curve_tc26_256_a;
/* id-GostR3410-2001-CryptoPro-A-ParamSet (RFC 4357, 11.4). */
extern const Curve curve_cryptopro_a;

#endif
