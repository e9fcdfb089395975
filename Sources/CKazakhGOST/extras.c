/* What programs need beside the provider: a shorter way to a public key, and what OpenSSL 3.0's CMS leaves out. */
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include "CKazakhGOST.h"
#include "key.h"

/* Makes an EVP_PKEY of a key that has been read and checked. */
static EVP_PKEY *publish(OSSL_LIB_CTX *library, Key *key) {
    EVP_PKEY *result = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(library, key->kind->name, PROPERTIES);
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)key->set->name, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, key->point, 2 * key->kind->size),
        OSSL_PARAM_construct_end(),
    };
    if (context == NULL || EVP_PKEY_fromdata_init(context) <= 0
        || EVP_PKEY_fromdata(context, &result, EVP_PKEY_PUBLIC_KEY, params) <= 0)
        result = NULL;
    EVP_PKEY_CTX_free(context);
    return result;
}

EVP_PKEY *sandyq_gost_read_public_key(OSSL_LIB_CTX *library, const uint8_t *encoding, size_t length) {
    for (size_t i = 0; i < KEY_KINDS; i++) {
        Key *key = NULL;
        ReadResult result = key_read_public(NULL, &key_kinds[i], encoding, length, &key);
        if (result == READ_OTHER)
            continue;
        EVP_PKEY *published = result == READ_KEY ? publish(library, key) : NULL;
        key_release(key);
        return published;
    }
    return NULL;
}

static const KeyKind *kind_of(const EVP_PKEY *key) {
    for (size_t i = 0; key != NULL && i < KEY_KINDS; i++)
        if (EVP_PKEY_is_a(key, key_kinds[i].name))
            return &key_kinds[i];
    return NULL;
}

static bool set_algorithm(X509_ALGOR *target, Identifier encoding) {
    const unsigned char *cursor = (const unsigned char *)encoding.bytes;
    X509_ALGOR *algorithm = d2i_X509_ALGOR(NULL, &cursor, (long)encoding.length);
    bool done = algorithm != NULL && X509_ALGOR_copy(target, algorithm);
    X509_ALGOR_free(algorithm);
    return done;
}

int sandyq_gost_name_signature_algorithms(CMS_ContentInfo *message) {
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(message);
    for (int i = 0; i < sk_CMS_SignerInfo_num(signers); i++) {
        EVP_PKEY *key = NULL;
        X509_ALGOR *algorithm = NULL;
        CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, i), &key, NULL, NULL, &algorithm);
        const KeyKind *kind = kind_of(key);
        if (kind != NULL && !set_algorithm(algorithm, kind->signature_algorithm))
            return 0;
    }
    return 1;
}
