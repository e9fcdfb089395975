/* Encoders (provider-encoder(7)): a key to SubjectPublicKeyInfo, PrivateKeyInfo and EncryptedPrivateKeyInfo, in DER and
   PEM, and to text for reading. */
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

#include "key.h"

#define PASSPHRASE_MAX 1024

typedef struct {
    const Provider *provider;
    EVP_CIPHER *cipher; /* what to encrypt a private key with; NULL leaves it in the clear */
} Encoder;

/* One call of an encoder. */
typedef struct {
    const Encoder *encoder;
    OSSL_PASSPHRASE_CALLBACK *passphrase;
    void *passphrase_argument;
    bool pem;
} Request;

static void *new_encoder(void *provider) {
    Encoder *encoder = OPENSSL_zalloc(sizeof *encoder);
    if (encoder != NULL)
        encoder->provider = provider;
    return encoder;
}

static void free_encoder(void *data) {
    Encoder *encoder = data;
    EVP_CIPHER_free(encoder->cipher);
    OPENSSL_free(encoder);
}

static const OSSL_PARAM *settable_params(void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_utf8_string(OSSL_ENCODER_PARAM_CIPHER, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_ENCODER_PARAM_PROPERTIES, NULL, 0),
        OSSL_PARAM_END,
    };
    return params;
}

static int set_params(void *data, const OSSL_PARAM params[]) {
    Encoder *encoder = data;
    const OSSL_PARAM *cipher = OSSL_PARAM_locate_const(params, OSSL_ENCODER_PARAM_CIPHER);
    const OSSL_PARAM *properties = OSSL_PARAM_locate_const(params, OSSL_ENCODER_PARAM_PROPERTIES);
    const char *name = NULL, *query = NULL;
    if (cipher == NULL)
        return 1;
    if (!OSSL_PARAM_get_utf8_string_ptr(cipher, &name)
        || (properties != NULL && !OSSL_PARAM_get_utf8_string_ptr(properties, &query)))
        return 0;
    EVP_CIPHER_free(encoder->cipher);
    encoder->cipher = name == NULL ? NULL : EVP_CIPHER_fetch(encoder->provider->library, name, query);
    return name == NULL || encoder->cipher != NULL;
}

static bool write_bytes(const Provider *provider, OSSL_CORE_BIO *output, const uint8_t *bytes, size_t length) {
    size_t written;
    while (length > 0) {
        if (!provider->bio_write(output, bytes, length, &written) || written == 0)
            return false;
        bytes += written;
        length -= written;
    }
    return true;
}

/* Copies what a memory BIO has gathered to the output, and frees it. */
static bool flush(const Provider *provider, OSSL_CORE_BIO *output, BIO *memory, bool good) {
    char *bytes;
    long length = BIO_get_mem_data(memory, &bytes);
    good = good && length > 0 && write_bytes(provider, output, (const uint8_t *)bytes, (size_t)length);
    BIO_free(memory);
    return good;
}

static bool write_der(
    const Request *request, OSSL_CORE_BIO *output, const char *label, const uint8_t *der, size_t length
) {
    const Provider *provider = request->encoder->provider;
    if (!request->pem)
        return write_bytes(provider, output, der, length);
    BIO *memory = BIO_new(BIO_s_secmem());
    return memory != NULL && flush(provider, output, memory, PEM_write_bio(memory, label, "", der, (long)length) > 0);
}

/* Encrypts PrivateKeyInfo as OpenSSL does by default: PBES2 (RFC 8018). */
static bool write_encrypted(const Request *request, OSSL_CORE_BIO *output, const uint8_t *der, size_t length) {
    const Encoder *encoder = request->encoder;
    char passphrase[PASSPHRASE_MAX];
    size_t passphrase_length = 0;
    if (request->passphrase == NULL
        || !request->passphrase(
            passphrase, sizeof passphrase, &passphrase_length, NULL, request->passphrase_argument
        )) {
        RAISE(encoder->provider, REASON_NO_PASSPHRASE);
        return false;
    }
    PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &der, (long)length);
    X509_SIG *encrypted = info == NULL ? NULL
                                       : PKCS8_encrypt_ex(
                                             -1, encoder->cipher, passphrase, (int)passphrase_length, NULL, 0, 0, info,
                                             encoder->provider->library, NULL
                                         );
    OPENSSL_cleanse(passphrase, sizeof passphrase);
    unsigned char *bytes = NULL;
    int size = encrypted == NULL ? -1 : i2d_X509_SIG(encrypted, &bytes);
    bool good = size > 0 && write_der(request, output, "ENCRYPTED PRIVATE KEY", bytes, (size_t)size);
    OPENSSL_free(bytes);
    X509_SIG_free(encrypted);
    PKCS8_PRIV_KEY_INFO_free(info);
    return good;
}

static bool encode_public(const Request *request, OSSL_CORE_BIO *output, const Key *key) {
    uint8_t der[ENCODING_MAX];
    if (!key->has_public) {
        RAISE(key->provider, REASON_NO_PUBLIC_KEY);
        return false;
    }
    return write_der(request, output, "PUBLIC KEY", der, key_write_public(key, der));
}

/* A cipher that was asked for is used whichever structure was asked for. */
static bool encode_private(const Request *request, OSSL_CORE_BIO *output, const Key *key) {
    uint8_t der[ENCODING_MAX];
    if (!key->has_private) {
        RAISE(key->provider, REASON_NO_PRIVATE_KEY);
        return false;
    }
    size_t length = key_write_private(key, der);
    bool good = request->encoder->cipher != NULL ? write_encrypted(request, output, der, length)
                                                 : write_der(request, output, "PRIVATE KEY", der, length);
    OPENSSL_cleanse(der, sizeof der);
    return good;
}

static bool encode_encrypted(const Request *request, OSSL_CORE_BIO *output, const Key *key) {
    return request->encoder->cipher != NULL && encode_private(request, output, key);
}

/* Prints a number most significant byte first. */
static bool print_number(BIO *memory, const char *label, const uint8_t *number, size_t size) {
    bool good = BIO_printf(memory, "%s:", label) > 0;
    for (size_t i = 0; good && i < size; i++)
        good = BIO_printf(memory, "%s%02x", i % 32 == 0 ? "\n    " : "", number[size - 1 - i]) > 0;
    return good && BIO_printf(memory, "\n") > 0;
}

static bool print_key(const Encoder *encoder, OSSL_CORE_BIO *output, const Key *key, int selection) {
    const size_t size = key->kind->size;
    bool private = (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) && key->has_private;
    BIO *memory = BIO_new(BIO_s_secmem());
    if (memory == NULL)
        return false;
    bool good = BIO_printf(memory, "%s %s key\n", key->kind->name, private ? "private" : "public") > 0
        && (!private || print_number(memory, "d", key->secret, size))
        && (!key->has_public
            || (print_number(memory, "x", key->point, size) && print_number(memory, "y", key->point + size, size)))
        && BIO_printf(memory, "Parameter set: %s\n", key->set->name) > 0;
    return flush(encoder->provider, output, memory, good);
}

static int encode_text(
    void *encoder, OSSL_CORE_BIO *output, const void *key, const OSSL_PARAM object[], int selection,
    OSSL_PASSPHRASE_CALLBACK *passphrase, void *passphrase_argument
) {
    return key != NULL && print_key(encoder, output, key, selection);
}

static int selects_public(void *provider, int selection) {
    return selection == 0
        || (selection & (OSSL_KEYMGMT_SELECT_PUBLIC_KEY | OSSL_KEYMGMT_SELECT_PRIVATE_KEY))
        == OSSL_KEYMGMT_SELECT_PUBLIC_KEY;
}

static int selects_private(void *provider, int selection) {
    return selection == 0 || (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY);
}

static int selects_encrypted(void *provider, int selection) {
    return selects_private(provider, selection);
}

static int selects_text(void *provider, int selection) {
    return 1;
}

#define FUNCTIONS(suffix, what, encode)                                                                                \
    static const OSSL_DISPATCH functions_##suffix[] = {                                                                \
        {OSSL_FUNC_ENCODER_NEWCTX, FUNCTION(new_encoder)},                                                             \
        {OSSL_FUNC_ENCODER_FREECTX, FUNCTION(free_encoder)},                                                           \
        {OSSL_FUNC_ENCODER_SETTABLE_CTX_PARAMS, FUNCTION(settable_params)},                                            \
        {OSSL_FUNC_ENCODER_SET_CTX_PARAMS, FUNCTION(set_params)},                                                      \
        {OSSL_FUNC_ENCODER_DOES_SELECTION, FUNCTION(selects_##what)},                                                  \
        {OSSL_FUNC_ENCODER_ENCODE, FUNCTION(encode)},                                                                  \
        {0, NULL},                                                                                                     \
    };

#define ENCODER(what, format, in_pem)                                                                                  \
    static int encode_##what##_##format(                                                                               \
        void *encoder, OSSL_CORE_BIO *output, const void *key, const OSSL_PARAM object[], int selection,               \
        OSSL_PASSPHRASE_CALLBACK *passphrase, void *passphrase_argument                                                \
    ) {                                                                                                                \
        Request request = {encoder, passphrase, passphrase_argument, in_pem};                                          \
        return key != NULL && encode_##what(&request, output, key);                                                    \
    }                                                                                                                  \
    FUNCTIONS(what##_##format, what, encode_##what##_##format)

ENCODER(public, der, false)
ENCODER(public, pem, true)
ENCODER(private, der, false)
ENCODER(private, pem, true)
ENCODER(encrypted, der, false)
ENCODER(encrypted, pem, true)
FUNCTIONS(text, text, encode_text)

#define OUTPUT(format, structure) PROPERTIES ",output=" format ",structure=" structure
#define ALGORITHMS(index, suffix, names)                                                                               \
    {names, OUTPUT("der", "SubjectPublicKeyInfo"), functions_public_der, NULL},                                        \
        {names, OUTPUT("pem", "SubjectPublicKeyInfo"), functions_public_pem, NULL},                                    \
        {names, OUTPUT("der", "PrivateKeyInfo"), functions_private_der, NULL},                                         \
        {names, OUTPUT("pem", "PrivateKeyInfo"), functions_private_pem, NULL},                                         \
        {names, OUTPUT("der", "EncryptedPrivateKeyInfo"), functions_encrypted_der, NULL},                              \
        {names, OUTPUT("pem", "EncryptedPrivateKeyInfo"), functions_encrypted_pem, NULL},                              \
        {names, PROPERTIES ",output=text", functions_text, NULL},

const OSSL_ALGORITHM encoder_algorithms[] = {
    FOR_EACH_KIND(ALGORITHMS){NULL, NULL, NULL, NULL},
};
