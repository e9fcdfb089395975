/* Runs what touches private numbers with them marked as undefined, so that Memcheck reports every branch and every address
   that depends on one. Silent when there is none: see scripts/check-constant-time. */
#include <valgrind/memcheck.h>

#include "bytes.h"
#include "gost3410.h"

/* s = r d + k e and the points of k and d, as gost3410_sign and gost3410_public compute them. */
static void exercise(const Curve *curve) {
    const Scalars *scalars = curve->scalars;
    uint8_t bytes[CURVE_MAX_SIZE], point[2 * CURVE_MAX_SIZE];
    Scalar d, k, e, r, rd, ke, s;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(7 * i + 3);
    scalar_read_reduced(scalars, &e, bytes);
    d = k = e;
    VALGRIND_MAKE_MEM_UNDEFINED(&d, curve->size);
    VALGRIND_MAKE_MEM_UNDEFINED(&k, curve->size);
    curve->multiply_base(curve, point, &d);
    curve->multiply_base(curve, point, &k);
    scalar_read_reduced(scalars, &r, point);
    scalar_multiply(scalars, &rd, &r, &d);
    scalar_multiply(scalars, &ke, &k, &e);
    scalar_add(scalars, &s, &rd, &ke);
    scalar_write(scalars, bytes, &s);
}

int main(void) {
    exercise(&curve_tc26_512_a);
    exercise(&curve_tc26_256_a);
    exercise(&curve_cryptopro_a);
    return 0;
}
