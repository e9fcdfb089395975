#include "nonce.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "bytes.h"

#define EXTRA_MAX 64

/* key = HMAC(key, message), or value = HMAC(key, value). */
static bool hmac(const Nonce *nonce, const uint8_t *message, size_t length, uint8_t *result) {
    uint8_t mac[NONCE_BLOCK];
    size_t size = 0;
    bool ok =
        EVP_Q_mac(
            nonce->library, "HMAC", NULL, "SHA512", NULL, nonce->key, NONCE_BLOCK, message, length, mac, sizeof mac,
            &size
        ) != NULL
        && size == NONCE_BLOCK;
    memcpy(result, mac, NONCE_BLOCK);
    OPENSSL_cleanse(mac, sizeof mac);
    return ok;
}

/* Steps d to g of RFC 6979, clause 3.2: key = HMAC(key, value || marker || seed), value = HMAC(key, value). */
static bool stir(Nonce *nonce, uint8_t marker, const uint8_t *seed, size_t length) {
    uint8_t message[NONCE_BLOCK + 1 + 2 * CURVE_MAX_SIZE + EXTRA_MAX];
    memcpy(message, nonce->value, NONCE_BLOCK);
    message[NONCE_BLOCK] = marker;
    if (length > 0)
        memcpy(message + NONCE_BLOCK + 1, seed, length);
    bool ok = hmac(nonce, message, NONCE_BLOCK + 1 + length, nonce->key)
        && hmac(nonce, nonce->value, NONCE_BLOCK, nonce->value);
    OPENSSL_cleanse(message, sizeof message);
    return ok;
}

bool nonce_start(
    Nonce *nonce, const Curve *curve, OSSL_LIB_CTX *library, const uint8_t *key, const uint8_t *digest,
    const uint8_t *extra, size_t length
) {
    uint8_t seed[2 * CURVE_MAX_SIZE + EXTRA_MAX];
    if (length > EXTRA_MAX)
        return false;
    nonce->curve = curve;
    nonce->library = library;
    memset(nonce->value, 1, NONCE_BLOCK);
    memset(nonce->key, 0, NONCE_BLOCK);
    reverse_copy(seed, key, curve->size);
    reverse_copy(seed + curve->size, digest, curve->size);
    if (length > 0)
        memcpy(seed + 2 * curve->size, extra, length);
    length += 2 * curve->size;
    bool ok = stir(nonce, 0, seed, length) && stir(nonce, 1, seed, length);
    OPENSSL_cleanse(seed, sizeof seed);
    return ok;
}

/* bits2int of RFC 6979, clause 2.3.2: the leftmost bits of the block, as many as q has. */
static bool candidate(const Nonce *nonce, Scalar *k) {
    const Scalars *scalars = nonce->curve->scalars;
    uint8_t bytes[CURVE_MAX_SIZE];
    uint64_t top = scalars->modulus[scalars->words - 1];
    unsigned shift = 0;
    reverse_copy(bytes, nonce->value, nonce->curve->size);
    while (!(top << shift >> 63))
        shift++;
    for (size_t i = 0; shift > 0 && i < scalars->words; i++) {
        uint64_t above = i + 1 < scalars->words ? load64(bytes + 8 * (i + 1)) : 0;
        store64(bytes + 8 * i, load64(bytes + 8 * i) >> shift | above << (64 - shift));
    }
    bool in_range = scalar_read(scalars, k, bytes);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return in_range;
}

bool nonce_next(Nonce *nonce, Scalar *k) {
    for (;;) {
        if (!hmac(nonce, nonce->value, NONCE_BLOCK, nonce->value))
            return false;
        bool found = candidate(nonce, k);
        /* Step h.3 of clause 3.2, which also readies the generator for the next call. */
        if (!found && !stir(nonce, 0, NULL, 0))
            return false;
        if (found)
            return true;
    }
}
