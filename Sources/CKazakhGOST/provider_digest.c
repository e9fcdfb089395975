/* The digest operation (provider-digest(7)). */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <string.h>

#include "digest.h"
#include "provider.h"

static void *new_context(void *provider) {
    return OPENSSL_zalloc(sizeof(Digest));
}

static void free_context(void *context) {
    OPENSSL_clear_free(context, sizeof(Digest));
}

static void *duplicate_context(void *context) {
    return OPENSSL_memdup(context, sizeof(Digest));
}

static int update(void *context, const unsigned char *data, size_t length) {
    digest_update(context, data, length);
    return 1;
}

static int final(void *context, unsigned char *result, size_t *length, size_t capacity) {
    Digest *digest = context;
    if (capacity < digest_size(digest->kind))
        return 0;
    *length = digest_size(digest->kind);
    digest_finish(digest, result);
    return 1;
}

static const OSSL_PARAM *gettable_params(void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_size_t(OSSL_DIGEST_PARAM_BLOCK_SIZE, NULL),
        OSSL_PARAM_size_t(OSSL_DIGEST_PARAM_SIZE, NULL),
        OSSL_PARAM_int(OSSL_DIGEST_PARAM_XOF, NULL),
        OSSL_PARAM_int(OSSL_DIGEST_PARAM_ALGID_ABSENT, NULL),
        OSSL_PARAM_END,
    };
    return params;
}

/* AlgorithmIdentifiers of these digests have NULL for parameters, as everything seen in Kazakhstan has. */
static int get_params(OSSL_PARAM params[], DigestKind kind) {
    OSSL_PARAM *block = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_BLOCK_SIZE);
    OSSL_PARAM *size = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_SIZE);
    OSSL_PARAM *extendable = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_XOF);
    OSSL_PARAM *absent = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_ALGID_ABSENT);
    return (block == NULL || OSSL_PARAM_set_size_t(block, digest_block_size(kind)))
        && (size == NULL || OSSL_PARAM_set_size_t(size, digest_size(kind)))
        && (extendable == NULL || OSSL_PARAM_set_int(extendable, 0))
        && (absent == NULL || OSSL_PARAM_set_int(absent, 0));
}

#define DIGEST(name, kind)                                                                                             \
    static int init_##name(void *context, const OSSL_PARAM params[]) {                                                 \
        digest_start(context, kind);                                                                                   \
        return 1;                                                                                                      \
    }                                                                                                                  \
    static int get_params_##name(OSSL_PARAM params[]) {                                                                \
        return get_params(params, kind);                                                                               \
    }                                                                                                                  \
    static const OSSL_DISPATCH functions_##name[] = {                                                                  \
        {OSSL_FUNC_DIGEST_NEWCTX, FUNCTION(new_context)},                                                              \
        {OSSL_FUNC_DIGEST_FREECTX, FUNCTION(free_context)},                                                            \
        {OSSL_FUNC_DIGEST_DUPCTX, FUNCTION(duplicate_context)},                                                        \
        {OSSL_FUNC_DIGEST_INIT, FUNCTION(init_##name)},                                                                \
        {OSSL_FUNC_DIGEST_UPDATE, FUNCTION(update)},                                                                   \
        {OSSL_FUNC_DIGEST_FINAL, FUNCTION(final)},                                                                     \
        {OSSL_FUNC_DIGEST_GET_PARAMS, FUNCTION(get_params_##name)},                                                    \
        {OSSL_FUNC_DIGEST_GETTABLE_PARAMS, FUNCTION(gettable_params)},                                                 \
        {0, NULL},                                                                                                     \
    };

DIGEST(streebog_512, DIGEST_STREEBOG_512)
DIGEST(streebog_256, DIGEST_STREEBOG_256)
DIGEST(gost34311, DIGEST_GOST34311)

const OSSL_ALGORITHM digest_algorithms[] = {
    {"KZ-STREEBOG-512:1.2.398.3.10.1.3.3", PROPERTIES, functions_streebog_512, "Streebog-512, Kazakhstan's OID"},
    {"KZ-STREEBOG-256:1.2.398.3.10.1.3.2", PROPERTIES, functions_streebog_256, "Streebog-256, Kazakhstan's OID"},
    {"KZ-GOST34311:1.2.398.3.10.1.3.1", PROPERTIES, functions_gost34311, "GOST 34.311-95"},
    {"KZ-GOST34311-PARAMS:1.2.398.3.10.1.3.1.1.0", PROPERTIES, functions_gost34311, "GOST 34.311-95"},
    {"TUMAR-GOST34311:1.3.6.1.4.1.6801.1.2.1", PROPERTIES, functions_gost34311, "GOST 34.311-95, TumarCSP's OID"},
    {"md_gost12_512:streebog512:GOST R 34.11-2012 with 512 bit hash:1.2.643.7.1.1.2.3", PROPERTIES,
     functions_streebog_512, "Streebog-512, OID of RFC 9215"},
    {"md_gost12_256:streebog256:GOST R 34.11-2012 with 256 bit hash:1.2.643.7.1.1.2.2", PROPERTIES,
     functions_streebog_256, "Streebog-256, OID of RFC 9215"},
    {NULL, NULL, NULL, NULL},
};
