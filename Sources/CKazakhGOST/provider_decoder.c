/* Decoders (provider-decoder(7)): DER of SubjectPublicKeyInfo and PrivateKeyInfo to a key. OpenSSL's own take PEM and
   EncryptedPrivateKeyInfo apart before. */
#include <openssl/core_names.h>
#include <openssl/core_object.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <string.h>

#include "der.h"
#include "key.h"

typedef struct {
    const Provider *provider;
    const KeyKind *kind;
} Decoder;

static void *new_decoder(const Provider *provider, const KeyKind *kind) {
    Decoder *decoder = OPENSSL_zalloc(sizeof *decoder);
    if (decoder != NULL)
        *decoder = (Decoder){provider, kind};
    return decoder;
}

static void free_decoder(void *decoder) {
    OPENSSL_free(decoder);
}

static bool read_exactly(const Provider *provider, OSSL_CORE_BIO *input, uint8_t *bytes, size_t length) {
    size_t got;
    while (length > 0) {
        if (!provider->bio_read(input, bytes, length, &got) || got == 0)
            return false;
        bytes += got;
        length -= got;
    }
    return true;
}

/* No key of ours with reasonable attributes is longer. */
#define INPUT_MAX 4096

/* Reads one element, leaving what follows it; 0 when there is none, or it is longer than any key. */
static size_t read_element(const Provider *provider, OSSL_CORE_BIO *input, uint8_t bytes[INPUT_MAX]) {
    size_t header, have = 2;
    if (!read_exactly(provider, input, bytes, 2))
        return 0;
    if (bytes[1] > 0x80 && bytes[1] <= 0x83) {
        if (!read_exactly(provider, input, bytes + 2, bytes[1] & 0x7f))
            return 0;
        have += bytes[1] & 0x7f;
    }
    size_t length = der_measure(bytes, have, &header);
    if (length < have || length > INPUT_MAX || !read_exactly(provider, input, bytes + have, length - have))
        return 0;
    return length;
}

/* Hands the key over; whoever takes it empties the reference. */
static int hand_over(Key *key, OSSL_CALLBACK *callback, void *argument) {
    int type = OSSL_OBJECT_PKEY;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_int(OSSL_OBJECT_PARAM_TYPE, &type),
        OSSL_PARAM_construct_utf8_string(OSSL_OBJECT_PARAM_DATA_TYPE, (char *)key->kind->name, 0),
        OSSL_PARAM_construct_octet_string(OSSL_OBJECT_PARAM_REFERENCE, &key, sizeof key),
        OSSL_PARAM_construct_end(),
    };
    int result = callback(params, argument);
    key_release(key);
    return result;
}

typedef ReadResult Reader(const Provider *, const KeyKind *, const uint8_t *, size_t, Key **);

/* Returns 1 for input that is somebody else's, since that is no error, and 0 for a wrong key of this kind. */
static int decode_with(
    Reader *reader, const Decoder *decoder, OSSL_CORE_BIO *input, OSSL_CALLBACK *callback, void *argument
) {
    uint8_t bytes[INPUT_MAX];
    Key *key = NULL;
    size_t length = read_element(decoder->provider, input, bytes);
    ReadResult result = length == 0 ? READ_OTHER : reader(decoder->provider, decoder->kind, bytes, length, &key);
    OPENSSL_cleanse(bytes, length);
    if (result == READ_KEY)
        return hand_over(key, callback, argument);
    return result == READ_OTHER;
}

static int decode_public(
    void *decoder, OSSL_CORE_BIO *input, int selection, OSSL_CALLBACK *callback, void *argument,
    OSSL_PASSPHRASE_CALLBACK *passphrase, void *passphrase_argument
) {
    return decode_with(key_read_public, decoder, input, callback, argument);
}

static int decode_private(
    void *decoder, OSSL_CORE_BIO *input, int selection, OSSL_CALLBACK *callback, void *argument,
    OSSL_PASSPHRASE_CALLBACK *passphrase, void *passphrase_argument
) {
    return decode_with(key_read_private, decoder, input, callback, argument);
}

static int selects_public(void *provider, int selection) {
    return selection == 0 || (selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY);
}

static int selects_private(void *provider, int selection) {
    return selection == 0 || (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY);
}

#define DECODER_FUNCTIONS(suffix, what)                                                                                \
    static const OSSL_DISPATCH what##_functions_##suffix[] = {                                                         \
        {OSSL_FUNC_DECODER_NEWCTX, FUNCTION(new_##suffix)},                                                            \
        {OSSL_FUNC_DECODER_FREECTX, FUNCTION(free_decoder)},                                                           \
        {OSSL_FUNC_DECODER_DOES_SELECTION, FUNCTION(selects_##what)},                                                  \
        {OSSL_FUNC_DECODER_DECODE, FUNCTION(decode_##what)},                                                           \
        {0, NULL},                                                                                                     \
    };

#define DECODER(index, suffix, names)                                                                                  \
    static void *new_##suffix(void *provider) {                                                                        \
        return new_decoder(provider, &key_kinds[index]);                                                               \
    }                                                                                                                  \
    DECODER_FUNCTIONS(suffix, public)                                                                                  \
    DECODER_FUNCTIONS(suffix, private)

FOR_EACH_KIND(DECODER)

#define INPUT(structure) PROPERTIES ",input=der,structure=" structure
#define ALGORITHMS(index, suffix, names)                                                                               \
    {names, INPUT("SubjectPublicKeyInfo"), public_functions_##suffix, NULL},                                           \
        {names, INPUT("PrivateKeyInfo"), private_functions_##suffix, NULL},

const OSSL_ALGORITHM decoder_algorithms[] = {
    FOR_EACH_KIND(ALGORITHMS){NULL, NULL, NULL, NULL},
};
