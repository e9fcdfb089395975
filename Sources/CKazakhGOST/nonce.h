/* The random number of one signature, after RFC 6979.

   The generator of RFC 6979, clause 3.2, is HMAC-SHA-512 from OpenSSL and not an HMAC over Streebog: it hashes the
   private key, and Streebog is computed with tables, whose addresses would show the key to whoever shares the cache.
   Clause 3.6 lets fresh randomness join: a hedged nonce is safe when the random generator is broken, and a fault
   provoked in a repeated signature finds no repeated nonce. No verifier can see the choice. */
#ifndef SANDYQ_NONCE_H
#define SANDYQ_NONCE_H

#include <openssl/types.h>

#include "curve.h"

#define NONCE_BLOCK 64

typedef struct {
    const Curve *curve;
    OSSL_LIB_CTX *library;
    uint8_t key[NONCE_BLOCK];
    uint8_t value[NONCE_BLOCK];
} Nonce;

/* Seeds the generator with a private key, a digest modulo q (both little-endian) and `extra` bytes of randomness. */
bool nonce_start(
    Nonce *nonce, const Curve *curve, OSSL_LIB_CTX *library, const uint8_t *key, const uint8_t *digest,
    const uint8_t *extra, size_t length
);
/* The next candidate: 0 < k < q. */
bool nonce_next(Nonce *nonce, Scalar *k);

#endif
