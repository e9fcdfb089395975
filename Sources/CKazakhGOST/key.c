#include "key.h"

#include <openssl/crypto.h>

#include "bytes.h"
#include "gost3410.h"

#define ID(text) {text, sizeof(text) - 1}

/* Contents of the arcs that the object identifiers below share. */
#define KZ "\x2a\x83\x0e\x03\x0a\x01"        /* 1.2.398.3.10.1 */
#define TUMAR "\x2b\x06\x01\x04\x01\xb5\x11" /* 1.3.6.1.4.1.6801 */
#define TC26 "\x2a\x85\x03\x07\x01"          /* 1.2.643.7.1 */
#define CRYPTOPRO "\x2a\x85\x03\x02\x02"     /* 1.2.643.2.2 */

static const ParameterSet kz_2015_512_sets[] = {
    {"id-tc26-gost-3410-12-512-paramSetA", ID(KZ "\x01\x02\x02\x01"), &curve_tc26_512_a, true},
};
static const ParameterSet kz_2015_256_sets[] = {
    {"id-tc26-gost-3410-2012-256-paramSetA", ID(KZ "\x01\x02\x01\x01"), &curve_tc26_256_a, true},
};
static const ParameterSet kz_2004_sets[] = {
    {"id-GostR3410-2001-CryptoPro-A-ParamSet", ID(KZ "\x01\x01\x01\x01"), &curve_cryptopro_a, true},
};
static const ParameterSet tumar_2004_sets[] = {
    {"id-GostR3410-2001-CryptoPro-A-ParamSet", ID(""), &curve_cryptopro_a, false},
};
static const ParameterSet tc26_512_sets[] = {
    {"id-tc26-gost-3410-12-512-paramSetA", ID(TC26 "\x02\x01\x02\x01"), &curve_tc26_512_a, false},
};
/* RFC 9215, clause 4.2: the digest is written beside the older curve identifiers only. */
static const ParameterSet tc26_256_sets[] = {
    {"id-tc26-gost-3410-2012-256-paramSetA", ID(TC26 "\x02\x01\x01\x01"), &curve_tc26_256_a, false},
    {"id-tc26-gost-3410-2012-256-paramSetB", ID(TC26 "\x02\x01\x01\x02"), &curve_cryptopro_a, false},
    {"id-GostR3410-2001-CryptoPro-A-ParamSet", ID(CRYPTOPRO "\x23\x01"), &curve_cryptopro_a, true},
    {"id-GostR3410-2001-CryptoPro-XchA-ParamSet", ID(CRYPTOPRO "\x24\x00"), &curve_cryptopro_a, true},
};

#define SETS(array) .sets = array, .set_count = sizeof array / sizeof *array

/* clang-format off */
const KeyKind key_kinds[KEY_KINDS] = {
    [KIND_KZ_2015_512] = {
        .name = "KZ-GOST-2015-512",
        .oid_text = "1.2.398.3.10.1.1.2.2",
        .oid = ID(KZ "\x01\x02\x02"),
        .signature_name = "KZ-GOST-2015-512-SIGN",
        .signature_oid_text = "1.2.398.3.10.1.1.2.3.2",
        .signature_algorithm = ID("\x30\x0e\x06\x0a" KZ "\x01\x02\x03\x02\x05\x00"),
        .digest_name = "KZ-STREEBOG-512",
        .digest_oid_text = "1.2.398.3.10.1.3.3",
        .digest = DIGEST_STREEBOG_512,
        .parameter_digest = ID(KZ "\x03\x03"),
        .layout = LAYOUT_R_S_LITTLE,
        .form = FORM_PARAMETERS,
        .size = 64,
        SETS(kz_2015_512_sets),
    },
    [KIND_KZ_2015_256] = {
        .name = "KZ-GOST-2015-256",
        .oid_text = "1.2.398.3.10.1.1.2.1",
        .oid = ID(KZ "\x01\x02\x01"),
        .signature_name = "KZ-GOST-2015-256-SIGN",
        .signature_oid_text = "1.2.398.3.10.1.1.2.3.1",
        .signature_algorithm = ID("\x30\x0e\x06\x0a" KZ "\x01\x02\x03\x01\x05\x00"),
        .digest_name = "KZ-STREEBOG-256",
        .digest_oid_text = "1.2.398.3.10.1.3.2",
        .digest = DIGEST_STREEBOG_256,
        .parameter_digest = ID(KZ "\x03\x02"),
        .layout = LAYOUT_R_S_LITTLE,
        .form = FORM_PARAMETERS,
        .size = 32,
        SETS(kz_2015_256_sets),
    },
    [KIND_KZ_2004] = {
        .name = "KZ-GOST-2004",
        .oid_text = "1.2.398.3.10.1.1.1.1",
        .oid = ID(KZ "\x01\x01\x01"),
        .signature_name = "KZ-GOST-2004-SIGN",
        .signature_oid_text = "1.2.398.3.10.1.1.1.2",
        .signature_algorithm = ID("\x30\x0d\x06\x09" KZ "\x01\x01\x02\x05\x00"),
        .digest_name = "KZ-GOST34311",
        .digest_oid_text = "1.2.398.3.10.1.3.1",
        .digest = DIGEST_GOST34311,
        .parameter_digest = ID(KZ "\x03\x01\x01\x00"),
        .layout = LAYOUT_R_S_LITTLE,
        .form = FORM_PARAMETERS,
        .size = 32,
        SETS(kz_2004_sets),
    },
    [KIND_TUMAR_2004] = {
        .name = "TUMAR-GOST-2004",
        .oid_text = "1.3.6.1.4.1.6801.1.5.8",
        .oid = ID(TUMAR "\x01\x05\x08"),
        .signature_name = "TUMAR-GOST-2004-SIGN",
        .signature_oid_text = "1.3.6.1.4.1.6801.1.2.2",
        .signature_algorithm = ID("\x30\x0e\x06\x0a" TUMAR "\x01\x02\x02\x05\x00"),
        .digest_name = "TUMAR-GOST34311",
        .digest_oid_text = "1.3.6.1.4.1.6801.1.2.1",
        .digest = DIGEST_GOST34311,
        .layout = LAYOUT_EITHER,
        .form = FORM_BLOB,
        .size = 32,
        SETS(tumar_2004_sets),
    },
    [KIND_TC26_512] = {
        .name = "gost2012_512",
        .oid_text = "1.2.643.7.1.1.1.2",
        .oid = ID(TC26 "\x01\x01\x02"),
        .signature_oid_text = "1.2.643.7.1.1.3.3",
        .signature_algorithm = ID("\x30\x0a\x06\x08" TC26 "\x01\x03\x03"),
        .digest_name = "md_gost12_512",
        .digest_oid_text = "1.2.643.7.1.1.2.3",
        .digest = DIGEST_STREEBOG_512,
        .parameter_digest = ID(TC26 "\x01\x02\x03"),
        .layout = LAYOUT_S_R_BIG,
        .form = FORM_PARAMETERS_DIGEST_OPTIONAL,
        .size = 64,
        SETS(tc26_512_sets),
    },
    [KIND_TC26_256] = {
        .name = "gost2012_256",
        .oid_text = "1.2.643.7.1.1.1.1",
        .oid = ID(TC26 "\x01\x01\x01"),
        .signature_oid_text = "1.2.643.7.1.1.3.2",
        .signature_algorithm = ID("\x30\x0a\x06\x08" TC26 "\x01\x03\x02"),
        .digest_name = "md_gost12_256",
        .digest_oid_text = "1.2.643.7.1.1.2.2",
        .digest = DIGEST_STREEBOG_256,
        .parameter_digest = ID(TC26 "\x01\x02\x02"),
        .layout = LAYOUT_S_R_BIG,
        .form = FORM_PARAMETERS_DIGEST_OPTIONAL,
        .size = 32,
        SETS(tc26_256_sets),
    },
};
/* clang-format on */

Key *key_new(const Provider *provider, const KeyKind *kind) {
    Key *key = OPENSSL_zalloc(sizeof *key);
    if (key == NULL)
        return NULL;
    key->provider = provider;
    key->kind = kind;
    key->set = &kind->sets[0];
    atomic_init(&key->references, 1);
    atomic_init(&key->verifications, 0);
    atomic_init(&key->prepared, NULL);
    return key;
}

Key *key_retain(Key *key) {
    atomic_fetch_add_explicit(&key->references, 1, memory_order_relaxed);
    return key;
}

void key_release(Key *key) {
    if (key == NULL || atomic_fetch_sub_explicit(&key->references, 1, memory_order_acq_rel) != 1)
        return;
    OPENSSL_free(atomic_load(&key->prepared));
    OPENSSL_clear_free(key, sizeof *key);
}

const void *key_prepared(Key *key) {
    const Curve *curve = key->set->curve;
    void *prepared = atomic_load(&key->prepared), *none = NULL;
    if (prepared != NULL || atomic_fetch_add_explicit(&key->verifications, 1, memory_order_relaxed) != 1)
        return prepared;
    prepared = OPENSSL_malloc(curve->prepared_size);
    if (prepared == NULL || !curve->prepare(curve, prepared, key->point)
        || !atomic_compare_exchange_strong(&key->prepared, &none, prepared)) {
        OPENSSL_free(prepared);
        return NULL;
    }
    return prepared;
}

bool key_set_point(Key *key, const uint8_t *point, size_t length) {
    if (length != 2 * key->kind->size) {
        RAISE(key->provider, REASON_MALFORMED_KEY);
        return false;
    }
    if (!key->set->curve->contains(key->set->curve, point)) {
        RAISE(key->provider, REASON_NOT_ON_CURVE);
        return false;
    }
    memcpy(key->point, point, length);
    key->has_public = true;
    return true;
}

bool key_set_secret(Key *key, const uint8_t *secret, size_t length) {
    uint8_t point[2 * CURVE_MAX_SIZE];
    if (length != key->kind->size) {
        RAISE(key->provider, REASON_MALFORMED_KEY);
        return false;
    }
    if (!gost3410_public(key->set->curve, secret, point)) {
        RAISE(key->provider, REASON_KEY_OUT_OF_RANGE);
        return false;
    }
    if (key->has_public && memcmp(key->point, point, 2 * length) != 0) {
        RAISE(key->provider, REASON_KEYS_DIFFER);
        return false;
    }
    memcpy(key->point, point, 2 * length);
    memcpy(key->secret, secret, length);
    key->has_public = key->has_private = true;
    return true;
}
