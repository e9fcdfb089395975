/* What the files of the provider share. */
#ifndef SANDYQ_PROVIDER_H
#define SANDYQ_PROVIDER_H

#include <stdbool.h>

#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/types.h>

#define PROPERTIES "provider=sandyq"

/* One loaded instance of the provider. */
typedef struct {
    const OSSL_CORE_HANDLE *core;
    OSSL_LIB_CTX *library; /* for random numbers, HMAC and the encryption of private keys */
    bool owns_library;
    OSSL_FUNC_BIO_read_ex_fn *bio_read;
    OSSL_FUNC_BIO_write_ex_fn *bio_write;
    OSSL_FUNC_core_new_error_fn *new_error;
    OSSL_FUNC_core_set_error_debug_fn *set_error_debug;
    OSSL_FUNC_core_vset_error_fn *set_error;
} Provider;

/* Reasons for errors; provider.c has their texts. */
typedef enum {
    REASON_MALFORMED_KEY = 1,
    REASON_UNKNOWN_PARAMETERS,
    REASON_NOT_ON_CURVE,
    REASON_KEY_OUT_OF_RANGE,
    REASON_KEYS_DIFFER,
    REASON_NO_PUBLIC_KEY,
    REASON_NO_PRIVATE_KEY,
    REASON_WRONG_DIGEST,
    REASON_WRONG_DIGEST_SIZE,
    REASON_BUFFER_TOO_SMALL,
    REASON_NO_RANDOMNESS,
    REASON_NO_PASSPHRASE,
    REASON_BAD_PARAMETER,
} Reason;

void raise_error(const Provider *provider, Reason reason, const char *file, int line, const char *function);
/* Puts an error into OpenSSL's queue; does nothing for no provider. */
#define RAISE(provider, reason) raise_error(provider, reason, __FILE__, __LINE__, __func__)

/* Casts for dispatch tables: OpenSSL gives every function this type. */
#define FUNCTION(f) ((void (*)(void))(f))

typedef enum {
    INSTANCE_BUILT_IN, /* shares its libcrypto with whoever loads it */
    INSTANCE_MODULE,   /* may not, and so makes a library context of its own */
} InstanceKind;

int provider_start(
    InstanceKind kind, const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out, void **context
);

/* Makes the provider's names known to OpenSSL's tables of objects, signatures and digests; once per process. */
bool register_names(const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in);

extern const OSSL_ALGORITHM digest_algorithms[];
extern const OSSL_ALGORITHM key_algorithms[];
extern const OSSL_ALGORITHM signature_algorithms[];
extern const OSSL_ALGORITHM decoder_algorithms[];
extern const OSSL_ALGORITHM encoder_algorithms[];

#endif
