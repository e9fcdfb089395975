/* SubjectPublicKeyInfo and PrivateKeyInfo of the kinds of keys.

   Kazakhstan's OIDs:  AlgorithmIdentifier { key OID, SEQUENCE { curve OID, digest OID } }
   RFC 9215:           the same, the digest being optional
   TumarCSP:           AlgorithmIdentifier { key OID, NULL }

   A public key is an OCTET STRING of x || y, little-endian, inside the BIT STRING; TumarCSP has a CryptoAPI blob there.
   A private key is d, little-endian, in an OCTET STRING inside the privateKey OCTET STRING, as the national software
   (KalkanCrypt) writes it; for the OIDs of RFC 9215, d itself is in privateKey, as gost-engine writes it. Both forms
   are read for every kind; their lengths tell them apart. */
#include <openssl/crypto.h>

#include "der.h"
#include "key.h"

/* Before x || y in TumarCSP's key: PUBLICKEYSTRUC with type 6, version 2, algorithm 0xaa3a; "\0EC1"; 512 bits. */
static const uint8_t blob_header[16] = {0x06, 0x02, 0x00, 0x00, 0x3a, 0xaa, 0x00, 0x00,
                                        0x00, 0x45, 0x43, 0x31, 0x00, 0x02, 0x00, 0x00};

static bool is(const DerReader *contents, Identifier identifier) {
    return der_equals(contents, identifier.bytes, identifier.length);
}

/* Reads the algorithm's parameters and finds the set they name; NULL when they are wrong. */
static const ParameterSet *read_parameters(const KeyKind *kind, DerReader *algorithm) {
    DerReader parameters, curve, digest;
    if (kind->form == FORM_BLOB) {
        bool null = der_take(algorithm, DER_NULL, &parameters) && parameters.left == 0 && algorithm->left == 0;
        return null ? &kind->sets[0] : NULL;
    }
    if (!der_take(algorithm, DER_SEQUENCE, &parameters) || algorithm->left != 0
        || !der_take(&parameters, DER_OBJECT_IDENTIFIER, &curve))
        return NULL;
    bool absent = kind->form == FORM_PARAMETERS_DIGEST_OPTIONAL && parameters.left == 0;
    if (!absent
        && (!der_take(&parameters, DER_OBJECT_IDENTIFIER, &digest) || parameters.left != 0
            || !is(&digest, kind->parameter_digest)))
        return NULL;
    for (size_t i = 0; i < kind->set_count; i++)
        if (is(&curve, kind->sets[i].oid))
            return &kind->sets[i];
    return NULL;
}

/* Reads an AlgorithmIdentifier and makes an empty key of its parameters. */
static ReadResult read_algorithm(const Provider *provider, const KeyKind *kind, DerReader *info, Key **key) {
    DerReader algorithm, oid;
    if (!der_take(info, DER_SEQUENCE, &algorithm) || !der_take(&algorithm, DER_OBJECT_IDENTIFIER, &oid)
        || !is(&oid, kind->oid))
        return READ_OTHER;
    const ParameterSet *set = read_parameters(kind, &algorithm);
    if (set == NULL) {
        RAISE(provider, REASON_UNKNOWN_PARAMETERS);
        return READ_MALFORMED;
    }
    *key = key_new(provider, kind);
    if (*key == NULL)
        return READ_MALFORMED;
    (*key)->set = set;
    return READ_KEY;
}

/* Finds x || y in the contents of the BIT STRING, whose first byte counts unused bits. */
static bool find_point(const KeyKind *kind, DerReader bits, DerReader *point) {
    if (bits.left == 0 || *bits.next != 0)
        return false;
    bits.next++;
    bits.left--;
    if (kind->form != FORM_BLOB)
        return der_take(&bits, DER_OCTET_STRING, point) && bits.left == 0;
    if (bits.left < sizeof blob_header || memcmp(bits.next, blob_header, sizeof blob_header) != 0)
        return false;
    point->next = bits.next + sizeof blob_header;
    point->left = bits.left - sizeof blob_header;
    return true;
}

/* Drops a key that came out wrong. */
static ReadResult settle(Key **key, bool good, const Provider *provider, bool raised) {
    if (good)
        return READ_KEY;
    if (!raised)
        RAISE(provider, REASON_MALFORMED_KEY);
    key_release(*key);
    *key = NULL;
    return READ_MALFORMED;
}

ReadResult key_read_public(
    const Provider *provider, const KeyKind *kind, const uint8_t *der, size_t length, Key **key
) {
    DerReader input = {der, length}, info, bits, point;
    if (!der_take(&input, DER_SEQUENCE, &info) || input.left != 0)
        return READ_OTHER;
    ReadResult result = read_algorithm(provider, kind, &info, key);
    if (result != READ_KEY)
        return result;
    bool found = der_take(&info, DER_BIT_STRING, &bits) && info.left == 0 && find_point(kind, bits, &point);
    return settle(key, found && key_set_point(*key, point.next, point.left), provider, found);
}

ReadResult key_read_private(
    const Provider *provider, const KeyKind *kind, const uint8_t *der, size_t length, Key **key
) {
    DerReader input = {der, length}, info, version, outer, secret, attributes;
    if (!der_take(&input, DER_SEQUENCE, &info) || input.left != 0 || !der_take(&info, DER_INTEGER, &version)
        || !der_equals(&version, "", 1))
        return READ_OTHER;
    ReadResult result = read_algorithm(provider, kind, &info, key);
    if (result != READ_KEY)
        return result;
    bool found = der_take(&info, DER_OCTET_STRING, &outer)
        && (info.left == 0 || (der_take(&info, DER_CONTEXT_0, &attributes) && info.left == 0));
    if (found && outer.left == kind->size)
        secret = outer;
    else
        found = found && der_take(&outer, DER_OCTET_STRING, &secret) && outer.left == 0;
    return settle(key, found && key_set_secret(*key, secret.next, secret.left), provider, found);
}

/* Prepends the AlgorithmIdentifier. */
static void write_algorithm(DerWriter *writer, const Key *key) {
    const KeyKind *kind = key->kind;
    size_t end = writer->start;
    if (kind->form == FORM_BLOB) {
        der_wrap(writer, DER_NULL, end);
    } else {
        if (key->set->writes_digest) {
            der_prepend(writer, kind->parameter_digest.bytes, kind->parameter_digest.length);
            der_wrap(writer, DER_OBJECT_IDENTIFIER, end);
        }
        size_t middle = writer->start;
        der_prepend(writer, key->set->oid.bytes, key->set->oid.length);
        der_wrap(writer, DER_OBJECT_IDENTIFIER, middle);
        der_wrap(writer, DER_SEQUENCE, end);
    }
    size_t middle = writer->start;
    der_prepend(writer, kind->oid.bytes, kind->oid.length);
    der_wrap(writer, DER_OBJECT_IDENTIFIER, middle);
    der_wrap(writer, DER_SEQUENCE, end);
}

static size_t finish(DerWriter *writer, uint8_t encoding[ENCODING_MAX]) {
    size_t length = DER_CAPACITY - writer->start;
    memcpy(encoding, writer->bytes + writer->start, length);
    OPENSSL_cleanse(writer, sizeof *writer);
    return length;
}

size_t key_write_public(const Key *key, uint8_t encoding[ENCODING_MAX]) {
    DerWriter writer = {.start = DER_CAPACITY};
    der_prepend(&writer, key->point, 2 * key->kind->size);
    if (key->kind->form == FORM_BLOB)
        der_prepend(&writer, blob_header, sizeof blob_header);
    else
        der_wrap(&writer, DER_OCTET_STRING, DER_CAPACITY);
    der_prepend(&writer, "", 1);
    der_wrap(&writer, DER_BIT_STRING, DER_CAPACITY);
    write_algorithm(&writer, key);
    der_wrap(&writer, DER_SEQUENCE, DER_CAPACITY);
    return finish(&writer, encoding);
}

size_t key_write_private(const Key *key, uint8_t encoding[ENCODING_MAX]) {
    DerWriter writer = {.start = DER_CAPACITY};
    der_prepend(&writer, key->secret, key->kind->size);
    if (key->kind->form != FORM_PARAMETERS_DIGEST_OPTIONAL)
        der_wrap(&writer, DER_OCTET_STRING, DER_CAPACITY);
    der_wrap(&writer, DER_OCTET_STRING, DER_CAPACITY);
    write_algorithm(&writer, key);
    size_t end = writer.start;
    der_prepend(&writer, "", 1);
    der_wrap(&writer, DER_INTEGER, end);
    der_wrap(&writer, DER_SEQUENCE, DER_CAPACITY);
    return finish(&writer, encoding);
}
