/* The kinds of keys, and a key. */
#ifndef SANDYQ_KEY_H
#define SANDYQ_KEY_H

#include <stdatomic.h>

#include "curve.h"
#include "digest.h"
#include "provider.h"

/* Contents of an OBJECT IDENTIFIER. */
typedef struct {
    const char *bytes;
    size_t length;
} Identifier;

/* How a signature stands in its bytes. */
typedef enum {
    LAYOUT_R_S_LITTLE, /* r || s, little-endian: Kazakhstan's OIDs */
    LAYOUT_S_R_BIG,    /* s || r, big-endian: RFC 9215 */
    LAYOUT_EITHER,     /* TumarCSP's OIDs: s || r big-endian by TumarCSP itself, r || s little-endian by others */
} Layout;

/* How a public key stands in SubjectPublicKeyInfo. */
typedef enum {
    FORM_PARAMETERS,                 /* curve and digest in the parameters, the point in an OCTET STRING */
    FORM_PARAMETERS_DIGEST_OPTIONAL, /* the same, where the digest may be absent (RFC 9215, clause 4.2) */
    FORM_BLOB,                       /* NULL in the parameters, a Windows CryptoAPI blob in the BIT STRING */
} Form;

/* A curve under one of its object identifiers. */
typedef struct {
    const char *name;
    Identifier oid;
    const Curve *curve;
    bool writes_digest; /* whether the digest is written where it may be absent */
} ParameterSet;

typedef struct {
    const char *name;
    const char *oid_text;
    Identifier oid;
    const char *signature_name;
    const char *signature_oid_text;
    Identifier signature_algorithm; /* the whole AlgorithmIdentifier, encoded */
    const char *digest_name;
    const char *digest_oid_text;
    DigestKind digest;
    Identifier parameter_digest; /* the object identifier of the digest in the key's parameters */
    Layout layout;
    Form form;
    size_t size; /* bytes of a coordinate */
    const ParameterSet *sets;
    size_t set_count;
} KeyKind;

#define KEY_KINDS 6
typedef enum {
    KIND_KZ_2015_512,
    KIND_KZ_2015_256,
    KIND_KZ_2004,
    KIND_TUMAR_2004,
    KIND_TC26_512,
    KIND_TC26_256,
} KeyKindIndex;
extern const KeyKind key_kinds[KEY_KINDS];

/* Calls `row` with each index of key_kinds and the names of its algorithms in OpenSSL's form. */
/* clang-format off */
#define FOR_EACH_KIND(row)                                                                                             \
    row(KIND_KZ_2015_512, kz_2015_512, "KZ-GOST-2015-512:1.2.398.3.10.1.1.2.2")                                        \
    row(KIND_KZ_2015_256, kz_2015_256, "KZ-GOST-2015-256:1.2.398.3.10.1.1.2.1")                                        \
    row(KIND_KZ_2004, kz_2004, "KZ-GOST-2004:1.2.398.3.10.1.1.1.1")                                                    \
    row(KIND_TUMAR_2004, tumar_2004, "TUMAR-GOST-2004:1.3.6.1.4.1.6801.1.5.8")                                         \
    row(KIND_TC26_512, tc26_512, "gost2012_512:GOST R 34.10-2012 with 512 bit modulus:1.2.643.7.1.1.1.2")              \
    row(KIND_TC26_256, tc26_256, "gost2012_256:GOST R 34.10-2012 with 256 bit modulus:1.2.643.7.1.1.1.1")
/* clang-format on */

/* A key pair or one half of it; numbers are little-endian. */
typedef struct {
    const Provider *provider;
    const KeyKind *kind;
    const ParameterSet *set;
    atomic_int references;
    bool has_public, has_private;
    atomic_uint verifications;
    _Atomic(void *) prepared; /* see key_prepared */
    uint8_t point[2 * CURVE_MAX_SIZE];
    uint8_t secret[CURVE_MAX_SIZE];
} Key;

Key *key_new(const Provider *provider, const KeyKind *kind);
Key *key_retain(Key *key);
void key_release(Key *key);
/* What makes verifications cheaper for a key that is used again: NULL the first time, made the second. */
const void *key_prepared(Key *key);
/* Sets the public point, which must be on the curve of the key's set. */
bool key_set_point(Key *key, const uint8_t *point, size_t length);
/* Sets the private number and the point that follows from it; a point set before must be that one. */
bool key_set_secret(Key *key, const uint8_t *secret, size_t length);

/* Encodings (key_encoding.c). The reader's results are true for keys of this kind alone. */
typedef enum {
    READ_OTHER,     /* not this kind of key, or not such a structure at all */
    READ_MALFORMED, /* this kind, but wrong; an error has been raised */
    READ_KEY,
} ReadResult;

ReadResult key_read_public(const Provider *provider, const KeyKind *kind, const uint8_t *der, size_t length, Key **key);
ReadResult key_read_private(
    const Provider *provider, const KeyKind *kind, const uint8_t *der, size_t length, Key **key
);

#define ENCODING_MAX 256
/* Writes SubjectPublicKeyInfo or PrivateKeyInfo; returns its length, at most ENCODING_MAX. */
size_t key_write_public(const Key *key, uint8_t encoding[ENCODING_MAX]);
size_t key_write_private(const Key *key, uint8_t encoding[ENCODING_MAX]);

#endif
