/* What OpenSSL 3.0's CMS leaves to the engines that provider keys do not have. */
#include <openssl/cms.h>
#include <openssl/x509.h>

#include "CKazakhGOST.h"
#include "key.h"

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
