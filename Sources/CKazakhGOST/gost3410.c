#include "gost3410.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "bytes.h"
#include "nonce.h"

/* Step 2 of clause 6.1 and step 3 of clause 6.2: e = the digest modulo q, or 1 when that is zero. */
static void read_digest(const Scalars *scalars, Scalar *e, const uint8_t *digest) {
    scalar_read_reduced(scalars, e, digest);
    if (scalar_is_zero(scalars, e))
        e->word[0] = 1;
}

bool gost3410_verify(
    const Curve *curve, const uint8_t *point, const void *prepared, const uint8_t *digest, const uint8_t *r,
    const uint8_t *s
) {
    const Scalars *scalars = curve->scalars;
    Scalar r_value, s_value, e, v, z1, z2;
    if (!scalar_read(scalars, &r_value, r) || !scalar_read(scalars, &s_value, s))
        return false;
    read_digest(scalars, &e, digest);
    scalar_inverse_public(scalars, &v, &e);
    scalar_multiply(scalars, &z1, &s_value, &v);
    scalar_multiply(scalars, &z2, &r_value, &v);
    scalar_negate(scalars, &z2, &z2);
    return curve->combination_has_x(curve, &z1, &z2, point, prepared, &r_value);
}

/* Steps 3 to 6 of clause 6.1 for one k; false when r or s comes out as zero. */
static bool sign_with(const Curve *curve, const Scalar *k, const Scalar *d, const Scalar *e, Scalar *r, Scalar *s) {
    const Scalars *scalars = curve->scalars;
    uint8_t point[2 * CURVE_MAX_SIZE];
    Scalar rd, ke;
    curve->multiply_base(curve, point, k);
    scalar_read_reduced(scalars, r, point);
    scalar_multiply(scalars, &rd, r, d);
    scalar_multiply(scalars, &ke, k, e);
    scalar_add(scalars, s, &rd, &ke);
    OPENSSL_cleanse(point, sizeof point);
    OPENSSL_cleanse(&rd, sizeof rd);
    OPENSSL_cleanse(&ke, sizeof ke);
    return !scalar_is_zero(scalars, r) && !scalar_is_zero(scalars, s);
}

bool gost3410_sign(
    const Curve *curve, const uint8_t *key, const uint8_t *digest, NonceKind kind, OSSL_LIB_CTX *library, uint8_t *r,
    uint8_t *s
) {
    const Scalars *scalars = curve->scalars;
    uint8_t e_bytes[CURVE_MAX_SIZE], fresh[32];
    Scalar d, e, k, r_value, s_value;
    Nonce nonce;
    size_t length = kind == NONCE_HEDGED ? sizeof fresh : 0;
    if (!scalar_read(scalars, &d, key) || (length > 0 && RAND_priv_bytes_ex(library, fresh, length, 0) <= 0))
        return false;
    read_digest(scalars, &e, digest);
    scalar_write(scalars, e_bytes, &e);
    bool ok = nonce_start(&nonce, curve, library, key, e_bytes, fresh, length);
    do
        ok = ok && nonce_next(&nonce, &k);
    while (ok && !sign_with(curve, &k, &d, &e, &r_value, &s_value));
    if (ok) {
        scalar_write(scalars, r, &r_value);
        scalar_write(scalars, s, &s_value);
    }
    OPENSSL_cleanse(&nonce, sizeof nonce);
    OPENSSL_cleanse(fresh, sizeof fresh);
    OPENSSL_cleanse(&d, sizeof d);
    OPENSSL_cleanse(&k, sizeof k);
    return ok;
}

bool gost3410_key_in_range(const Curve *curve, const uint8_t *key) {
    Scalar d;
    bool in_range = scalar_read(curve->scalars, &d, key);
    OPENSSL_cleanse(&d, sizeof d);
    return in_range;
}

bool gost3410_generate(const Curve *curve, OSSL_LIB_CTX *library, uint8_t *key) {
    do {
        if (RAND_priv_bytes_ex(library, key, curve->size, 0) <= 0)
            return false;
    } while (!gost3410_key_in_range(curve, key));
    return true;
}

bool gost3410_public(const Curve *curve, const uint8_t *key, uint8_t *point) {
    Scalar d;
    bool in_range = scalar_read(curve->scalars, &d, key);
    if (in_range)
        curve->multiply_base(curve, point, &d);
    OPENSSL_cleanse(&d, sizeof d);
    return in_range;
}
