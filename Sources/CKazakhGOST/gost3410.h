/* The signature algorithm of GOST R 34.10-2012 (RFC 7091), which is that of GOST 34.10-2015 and, for 256 bits, of
   GOST 34.310-2004. All numbers are little-endian bytes of the curve's size. */
#ifndef SANDYQ_GOST3410_H
#define SANDYQ_GOST3410_H

#include <openssl/types.h>

#include "curve.h"

/* RFC 7091, clause 6.2. `point` is on the curve; `prepared` is what curve.h says, or NULL. */
bool gost3410_verify(
    const Curve *curve, const uint8_t *point, const void *prepared, const uint8_t *digest, const uint8_t *r,
    const uint8_t *s
);

typedef enum {
    NONCE_HEDGED,        /* the key, the digest and fresh randomness */
    NONCE_DETERMINISTIC, /* the key and the digest alone */
} NonceKind;

/* RFC 7091, clause 6.1; false when the key is out of range or the library cannot make a nonce. */
bool gost3410_sign(
    const Curve *curve, const uint8_t *key, const uint8_t *digest, NonceKind kind, OSSL_LIB_CTX *library, uint8_t *r,
    uint8_t *s
);

/* Whether 0 < key < q. */
bool gost3410_key_in_range(const Curve *curve, const uint8_t *key);
/* Makes a private key from the library's private random numbers. */
bool gost3410_generate(const Curve *curve, OSSL_LIB_CTX *library, uint8_t *key);
/* Writes the public point of a key; false when the key is out of range. */
bool gost3410_public(const Curve *curve, const uint8_t *key, uint8_t *point);

#endif
