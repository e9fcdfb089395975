/* Life of a provider instance (provider(7), provider-base(7)). */
#include "provider.h"

#include <stdarg.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

static const OSSL_ITEM reason_texts[] = {
    {REASON_MALFORMED_KEY, "malformed key"},
    {REASON_UNKNOWN_PARAMETERS, "unknown curve or digest in the key's parameters"},
    {REASON_NOT_ON_CURVE, "the public point is not on the curve"},
    {REASON_KEY_OUT_OF_RANGE, "the private key is out of range"},
    {REASON_KEYS_DIFFER, "the public key does not follow from the private key"},
    {REASON_NO_PUBLIC_KEY, "there is no public key"},
    {REASON_NO_PRIVATE_KEY, "there is no private key"},
    {REASON_WRONG_DIGEST, "the key must not be used with this digest"},
    {REASON_WRONG_DIGEST_SIZE, "the digest has the wrong size"},
    {REASON_BUFFER_TOO_SMALL, "the output buffer is too small"},
    {REASON_NO_RANDOMNESS, "no random numbers to be had"},
    {REASON_NO_PASSPHRASE, "no passphrase to be had"},
    {REASON_BAD_PARAMETER, "a parameter has the wrong type or value"},
    {0, NULL},
};

void raise_error(const Provider *provider, Reason reason, const char *file, int line, const char *function) {
    if (provider == NULL || provider->new_error == NULL || provider->set_error_debug == NULL
        || provider->set_error == NULL)
        return;
    va_list none;
    memset(&none, 0, sizeof none);
    provider->new_error(provider->core);
    provider->set_error_debug(provider->core, file, line, function);
    provider->set_error(provider->core, (uint32_t)reason, NULL, none);
}

static const OSSL_PARAM *gettable_params(void *context) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_utf8_ptr(OSSL_PROV_PARAM_NAME, NULL, 0),
        OSSL_PARAM_int(OSSL_PROV_PARAM_STATUS, NULL),
        OSSL_PARAM_END,
    };
    return params;
}

static int get_params(void *context, OSSL_PARAM params[]) {
    OSSL_PARAM *name = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_NAME);
    OSSL_PARAM *status = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_STATUS);
    return (name == NULL || OSSL_PARAM_set_utf8_ptr(name, "Kazakhstan's GOST algorithms"))
        && (status == NULL || OSSL_PARAM_set_int(status, 1));
}

static const OSSL_ALGORITHM *query_operation(void *context, int operation, int *no_cache) {
    *no_cache = 0;
    switch (operation) {
    case OSSL_OP_DIGEST:
        return digest_algorithms;
    case OSSL_OP_KEYMGMT:
        return key_algorithms;
    case OSSL_OP_SIGNATURE:
        return signature_algorithms;
    case OSSL_OP_DECODER:
        return decoder_algorithms;
    case OSSL_OP_ENCODER:
        return encoder_algorithms;
    default:
        return NULL;
    }
}

static const OSSL_ITEM *reason_strings(void *context) {
    return reason_texts;
}

static void teardown(void *context) {
    Provider *provider = context;
    if (provider->owns_library)
        OSSL_LIB_CTX_free(provider->library);
    OPENSSL_free(provider);
}

static const OSSL_DISPATCH provider_functions[] = {
    {OSSL_FUNC_PROVIDER_TEARDOWN, FUNCTION(teardown)},
    {OSSL_FUNC_PROVIDER_GETTABLE_PARAMS, FUNCTION(gettable_params)},
    {OSSL_FUNC_PROVIDER_GET_PARAMS, FUNCTION(get_params)},
    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, FUNCTION(query_operation)},
    {OSSL_FUNC_PROVIDER_GET_REASON_STRINGS, FUNCTION(reason_strings)},
    {0, NULL},
};

/* Remembers what the core offers; the library context of the core itself is good for a built-in instance alone. */
static void take_core_functions(Provider *provider, InstanceKind kind, const OSSL_DISPATCH *in) {
    for (; in->function_id != 0; in++)
        switch (in->function_id) {
        case OSSL_FUNC_BIO_READ_EX:
            provider->bio_read = OSSL_FUNC_BIO_read_ex(in);
            break;
        case OSSL_FUNC_BIO_WRITE_EX:
            provider->bio_write = OSSL_FUNC_BIO_write_ex(in);
            break;
        case OSSL_FUNC_CORE_NEW_ERROR:
            provider->new_error = OSSL_FUNC_core_new_error(in);
            break;
        case OSSL_FUNC_CORE_SET_ERROR_DEBUG:
            provider->set_error_debug = OSSL_FUNC_core_set_error_debug(in);
            break;
        case OSSL_FUNC_CORE_VSET_ERROR:
            provider->set_error = OSSL_FUNC_core_vset_error(in);
            break;
        case OSSL_FUNC_CORE_GET_LIBCTX:
            if (kind == INSTANCE_BUILT_IN)
                provider->library = (OSSL_LIB_CTX *)OSSL_FUNC_core_get_libctx(in)(provider->core);
            break;
        default:
            break;
        }
}

int provider_start(
    InstanceKind kind, const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out, void **context
) {
    Provider *provider = OPENSSL_zalloc(sizeof *provider);
    if (provider == NULL)
        return 0;
    provider->core = core;
    take_core_functions(provider, kind, in);
    if (kind == INSTANCE_MODULE) {
        provider->library = OSSL_LIB_CTX_new_child(core, in);
        provider->owns_library = provider->library != NULL;
    }
    bool complete = provider->bio_read != NULL && provider->bio_write != NULL
        && (kind == INSTANCE_BUILT_IN || provider->owns_library);
    if (!complete || !register_names(core, in)) {
        teardown(provider);
        return 0;
    }
    *out = provider_functions;
    *context = provider;
    return 1;
}

#ifdef SANDYQ_MODULE
/* The entry point of the loadable module. */
OSSL_provider_init_fn OSSL_provider_init;

__attribute__((visibility("default"))) int OSSL_provider_init(
    const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out, void **context
) {
    return provider_start(INSTANCE_MODULE, core, in, out, context);
}
#endif
