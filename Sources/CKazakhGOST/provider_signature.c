/* The signature operation (provider-signature(7)). */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <string.h>

#include "bytes.h"
#include "gost3410.h"
#include "key.h"

/* Whether nonces are hedged (0) or deterministic (1); OpenSSL has this name since 3.2. */
#define PARAM_NONCE_TYPE "nonce-type"

typedef struct {
    const Provider *provider;
    Key *key;
    NonceKind nonce;
    Digest digest;
} Context;

static void *new_context(void *provider, const char *properties) {
    Context *context = OPENSSL_zalloc(sizeof *context);
    if (context != NULL)
        context->provider = provider;
    return context;
}

static void free_context(void *data) {
    Context *context = data;
    key_release(context->key);
    OPENSSL_clear_free(context, sizeof *context);
}

static void *duplicate_context(void *data) {
    Context *copy = OPENSSL_memdup(data, sizeof *copy);
    if (copy != NULL && copy->key != NULL)
        key_retain(copy->key);
    return copy;
}

/* Refuses a digest that is not the key's own. */
static bool check_digest(const Context *context, const char *name) {
    DigestKind kind;
    if (digest_find(name, &kind) && kind == context->key->kind->digest)
        return true;
    RAISE(context->provider, REASON_WRONG_DIGEST);
    return false;
}

static int set_params(void *data, const OSSL_PARAM params[]) {
    Context *context = data;
    if (params == NULL)
        return 1;
    const OSSL_PARAM *digest = OSSL_PARAM_locate_const(params, OSSL_SIGNATURE_PARAM_DIGEST);
    const OSSL_PARAM *nonce = OSSL_PARAM_locate_const(params, PARAM_NONCE_TYPE);
    const char *name;
    unsigned type = 0;
    if (digest != NULL && (!OSSL_PARAM_get_utf8_string_ptr(digest, &name) || !check_digest(context, name)))
        return 0;
    if (nonce == NULL)
        return 1;
    if (!OSSL_PARAM_get_uint(nonce, &type) || type > 1) {
        RAISE(context->provider, REASON_BAD_PARAMETER);
        return 0;
    }
    context->nonce = type == 1 ? NONCE_DETERMINISTIC : NONCE_HEDGED;
    return 1;
}

static const OSSL_PARAM *settable_params(void *context, void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, NULL, 0),
        OSSL_PARAM_uint(PARAM_NONCE_TYPE, NULL),
        OSSL_PARAM_END,
    };
    return params;
}

static int get_params(void *data, OSSL_PARAM params[]) {
    const KeyKind *kind = ((Context *)data)->key->kind;
    OSSL_PARAM *algorithm = OSSL_PARAM_locate(params, OSSL_SIGNATURE_PARAM_ALGORITHM_ID);
    OSSL_PARAM *digest = OSSL_PARAM_locate(params, OSSL_SIGNATURE_PARAM_DIGEST);
    return (algorithm == NULL
            || OSSL_PARAM_set_octet_string(
                algorithm, kind->signature_algorithm.bytes, kind->signature_algorithm.length
            ))
        && (digest == NULL || OSSL_PARAM_set_utf8_string(digest, kind->digest_name));
}

static const OSSL_PARAM *gettable_params(void *context, void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_octet_string(OSSL_SIGNATURE_PARAM_ALGORITHM_ID, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, NULL, 0),
        OSSL_PARAM_END,
    };
    return params;
}

/* Sets the key when there is one, keeps the one before when there is not. */
static bool start(Context *context, Key *key, bool to_sign, const OSSL_PARAM params[]) {
    if (key != NULL) {
        key_retain(key);
        key_release(context->key);
        context->key = key;
    }
    if (context->key == NULL || (!to_sign && !context->key->has_public)) {
        RAISE(context->provider, REASON_NO_PUBLIC_KEY);
        return false;
    }
    if (to_sign && !context->key->has_private) {
        RAISE(context->provider, REASON_NO_PRIVATE_KEY);
        return false;
    }
    return set_params(context, params);
}

static int sign_start(void *context, void *key, const OSSL_PARAM params[]) {
    return start(context, key, true, params);
}

static int verify_start(void *context, void *key, const OSSL_PARAM params[]) {
    return start(context, key, false, params);
}

static bool check_size(const Context *context, size_t length) {
    if (length == context->key->kind->size)
        return true;
    RAISE(context->provider, REASON_WRONG_DIGEST_SIZE);
    return false;
}

static int sign(
    void *data, unsigned char *signature, size_t *length, size_t capacity, const unsigned char *digest,
    size_t digest_length
) {
    Context *context = data;
    const KeyKind *kind = context->key->kind;
    uint8_t r[CURVE_MAX_SIZE], s[CURVE_MAX_SIZE];
    *length = 2 * kind->size;
    if (signature == NULL)
        return 1;
    if (capacity < *length) {
        RAISE(context->provider, REASON_BUFFER_TOO_SMALL);
        return 0;
    }
    if (!check_size(context, digest_length))
        return 0;
    if (!gost3410_sign(
            context->key->set->curve, context->key->secret, digest, context->nonce, context->provider->library, r, s
        )) {
        RAISE(context->provider, REASON_NO_RANDOMNESS);
        return 0;
    }
    if (kind->layout == LAYOUT_R_S_LITTLE) {
        memcpy(signature, r, kind->size);
        memcpy(signature + kind->size, s, kind->size);
    } else {
        reverse_copy(signature, s, kind->size);
        reverse_copy(signature + kind->size, r, kind->size);
    }
    return 1;
}

/* Verifies in one layout. */
static bool verify_layout(Key *key, const uint8_t *signature, const uint8_t *digest, bool reversed) {
    const size_t size = key->kind->size;
    uint8_t turned[2 * CURVE_MAX_SIZE];
    if (reversed) {
        reverse_copy(turned, signature, 2 * size);
        signature = turned;
    }
    return gost3410_verify(key->set->curve, key->point, key_prepared(key), digest, signature, signature + size);
}

static int verify(
    void *data, const unsigned char *signature, size_t length, const unsigned char *digest, size_t digest_length
) {
    Context *context = data;
    Key *key = context->key;
    if (!check_size(context, digest_length) || length != 2 * key->kind->size)
        return 0;
    switch (key->kind->layout) {
    case LAYOUT_R_S_LITTLE:
        return verify_layout(key, signature, digest, false);
    case LAYOUT_S_R_BIG:
        return verify_layout(key, signature, digest, true);
    case LAYOUT_EITHER:
        return verify_layout(key, signature, digest, false) || verify_layout(key, signature, digest, true);
    }
    return 0;
}

/* A missing name, or an empty one, stands for the key's own digest. */
static bool digest_start_for(Context *context, const char *name, Key *key, bool to_sign, const OSSL_PARAM params[]) {
    if (!start(context, key, to_sign, params) || (name != NULL && *name != '\0' && !check_digest(context, name)))
        return false;
    digest_start(&context->digest, context->key->kind->digest);
    return true;
}

static int digest_sign_start(void *context, const char *name, void *key, const OSSL_PARAM params[]) {
    return digest_start_for(context, name, key, true, params);
}

static int digest_verify_start(void *context, const char *name, void *key, const OSSL_PARAM params[]) {
    return digest_start_for(context, name, key, false, params);
}

static int digest_more(void *data, const unsigned char *bytes, size_t length) {
    Context *context = data;
    digest_update(&context->digest, bytes, length);
    return 1;
}

static int digest_sign_end(void *data, unsigned char *signature, size_t *length, size_t capacity) {
    Context *context = data;
    uint8_t digest[DIGEST_MAX_SIZE];
    size_t size = context->key->kind->size;
    if (signature != NULL)
        digest_finish(&context->digest, digest);
    return sign(context, signature, length, capacity, digest, size);
}

static int digest_verify_end(void *data, const unsigned char *signature, size_t length) {
    Context *context = data;
    uint8_t digest[DIGEST_MAX_SIZE];
    digest_finish(&context->digest, digest);
    return verify(context, signature, length, digest, context->key->kind->size);
}

/* The key knows its kind, so that all kinds share their functions. */
static const OSSL_DISPATCH functions[] = {
    {OSSL_FUNC_SIGNATURE_NEWCTX, FUNCTION(new_context)},
    {OSSL_FUNC_SIGNATURE_FREECTX, FUNCTION(free_context)},
    {OSSL_FUNC_SIGNATURE_DUPCTX, FUNCTION(duplicate_context)},
    {OSSL_FUNC_SIGNATURE_SIGN_INIT, FUNCTION(sign_start)},
    {OSSL_FUNC_SIGNATURE_SIGN, FUNCTION(sign)},
    {OSSL_FUNC_SIGNATURE_VERIFY_INIT, FUNCTION(verify_start)},
    {OSSL_FUNC_SIGNATURE_VERIFY, FUNCTION(verify)},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_INIT, FUNCTION(digest_sign_start)},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_UPDATE, FUNCTION(digest_more)},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_FINAL, FUNCTION(digest_sign_end)},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_INIT, FUNCTION(digest_verify_start)},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_UPDATE, FUNCTION(digest_more)},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_FINAL, FUNCTION(digest_verify_end)},
    {OSSL_FUNC_SIGNATURE_GET_CTX_PARAMS, FUNCTION(get_params)},
    {OSSL_FUNC_SIGNATURE_GETTABLE_CTX_PARAMS, FUNCTION(gettable_params)},
    {OSSL_FUNC_SIGNATURE_SET_CTX_PARAMS, FUNCTION(set_params)},
    {OSSL_FUNC_SIGNATURE_SETTABLE_CTX_PARAMS, FUNCTION(settable_params)},
    {0, NULL},
};

#define ALGORITHM(index, suffix, names) {names, PROPERTIES, functions, NULL},

const OSSL_ALGORITHM signature_algorithms[] = {
    FOR_EACH_KIND(ALGORITHM){NULL, NULL, NULL, NULL},
};
