// Makes what the benchmarks verify: a root, an issuing authority, COUNT signers with a key, a certificate and a signed
// file each, the authorities' revocation lists, and one large file with a detached signature.
//
//   make_inputs FOLDER COUNT MIBIBYTES
//
// Everything is valid at the moment `AT` names. The signers' moduli are all different, but are products of pairs out of
// a few primes: a thousand honest key pairs take minutes, and verifying does not notice the difference.
#include <errno.h>
#include <fcntl.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AT "20260615120000Z"
enum { content_size = 2000, revoked_count = 1000, prime_bits = 1024, first_revoked = 500000 };

static const char *folder;

#define NEED(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "make_inputs:%d: %s\n", __LINE__, #condition);                                             \
            ERR_print_errors_fp(stderr);                                                                               \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

static FILE *create(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        fprintf(stderr, "make_inputs: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    return file;
}

static void finish(FILE *file) { NEED(fclose(file) == 0); }

static ASN1_TIME *moment(const char *text) {
    ASN1_TIME *time = ASN1_TIME_new();
    NEED(time && ASN1_TIME_set_string_X509(time, text));
    return time;
}

// Keys

static EVP_PKEY *key_of_primes(const BIGNUM *p, const BIGNUM *q, const BIGNUM *e) {
    BN_CTX *context = BN_CTX_new();
    BIGNUM *n = BN_new(), *d = BN_new(), *p1 = BN_dup(p), *q1 = BN_dup(q), *phi = BN_new();
    BIGNUM *dp = BN_new(), *dq = BN_new(), *coefficient = BN_new();
    NEED(BN_mul(n, p, q, context) && BN_sub_word(p1, 1) && BN_sub_word(q1, 1) && BN_mul(phi, p1, q1, context));
    NEED(BN_mod_inverse(d, e, phi, context) && BN_mod(dp, d, p1, context) && BN_mod(dq, d, q1, context));
    NEED(BN_mod_inverse(coefficient, q, p, context));
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    NEED(OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_D, d) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR1, p) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR2, q) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT1, dp) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT2, dq) &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, coefficient));
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    EVP_PKEY *key = NULL;
    NEED(EVP_PKEY_fromdata_init(maker) == 1 && EVP_PKEY_fromdata(maker, &key, EVP_PKEY_KEYPAIR, parameters) == 1);
    EVP_PKEY_CTX_free(maker);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_CTX_free(context);
    BIGNUM *numbers[] = {n, d, p1, q1, phi, dp, dq, coefficient};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) BN_free(numbers[i]);
    return key;
}

// Primes of which every pair makes a key of twice the bits, enough for `count` pairs.
static BIGNUM **make_primes(int count, const BIGNUM *e, int *made) {
    int primes = 2;
    while (primes * (primes - 1) / 2 < count) primes++;
    BIGNUM **list = calloc(primes, sizeof *list);
    BN_CTX *context = BN_CTX_new();
    for (int i = 0; i < primes; i++) {
        list[i] = BN_new();
        do NEED(BN_generate_prime_ex(list[i], prime_bits, 0, NULL, NULL, NULL));
        while (BN_mod_word(list[i], BN_get_word(e)) == 1);
    }
    BN_CTX_free(context);
    *made = primes;
    return list;
}

// Certificates

static void add_name(X509_NAME *name, const char *field, const char *value) {
    NEED(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, (const unsigned char *)value, -1, -1, 0));
}

static X509_NAME *authority_name(const char *common_name) {
    X509_NAME *name = X509_NAME_new();
    add_name(name, "C", "KZ");
    add_name(name, "O", "Sandyq benchmarks");
    add_name(name, "CN", common_name);
    return name;
}

static void add_extension(X509 *certificate, X509 *issuer, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    // Policies are not made without a configuration, be it an empty one.
    CONF *empty = NCONF_new(NULL);
    BIO *nothing = BIO_new_mem_buf("", 0);
    NEED(NCONF_load_bio(empty, nothing, NULL) == 1);
    X509V3_set_nconf(&context, empty);
    X509_EXTENSION *extension = X509V3_EXT_nconf_nid(empty, &context, kind, value);
    NEED(extension && X509_add_ext(certificate, extension, -1));
    X509_EXTENSION_free(extension);
    BIO_free(nothing);
    NCONF_free(empty);
}

typedef struct {
    int kind;
    const char *value;
} Extension;

static const Extension authority_profile[] = {
    {NID_basic_constraints, "critical,CA:TRUE"},
    {NID_key_usage, "critical,keyCertSign,cRLSign"},
    {NID_certificate_policies, "2.5.29.32.0"},
    {NID_subject_key_identifier, "hash"},
    {NID_authority_key_identifier, "keyid"},
    {0, NULL},
};

static const Extension signer_profile[] = {
    {NID_key_usage, "critical,digitalSignature,nonRepudiation"},
    {NID_ext_key_usage, "emailProtection,1.2.398.3.3.4.1.1"},
    {NID_certificate_policies, "1.2.398.3.3.2.3"},
    {NID_crl_distribution_points, "URI:http://pki.sandyq.example/crl/bench-ca.crl"},
    {NID_info_access, "OCSP;URI:http://pki.sandyq.example/ocsp/,caIssuers;URI:http://pki.sandyq.example/ca.cer"},
    {NID_subject_key_identifier, "hash"},
    {NID_authority_key_identifier, "keyid"},
    {0, NULL},
};

// A certificate for a subject's key; without an issuer it signs itself.
static X509 *issue(
    X509_NAME *subject, EVP_PKEY *key, long serial, const char *from, const char *to, const Extension *profile,
    X509 *issuer, EVP_PKEY *issuer_key
) {
    X509 *certificate = X509_new();
    NEED(X509_set_version(certificate, X509_VERSION_3));
    // Twenty octets, as national certificates have.
    unsigned char octets[20] = {0x5a};
    for (int i = 0; i < 8; i++) octets[19 - i] = (unsigned char)(serial >> (8 * i));
    BIGNUM *number = BN_bin2bn(octets, sizeof octets, NULL);
    NEED(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)));
    BN_free(number);
    ASN1_TIME *start = moment(from), *end = moment(to);
    NEED(X509_set1_notBefore(certificate, start) && X509_set1_notAfter(certificate, end));
    ASN1_TIME_free(start);
    ASN1_TIME_free(end);
    NEED(X509_set_subject_name(certificate, subject) && X509_set_pubkey(certificate, key));
    NEED(X509_set_issuer_name(certificate, issuer ? X509_get_subject_name(issuer) : subject));
    for (; profile->value; profile++) add_extension(certificate, issuer ? issuer : certificate, profile->kind, profile->value);
    NEED(X509_sign(certificate, issuer_key ? issuer_key : key, EVP_sha256()));
    return certificate;
}

static void save_certificate(X509 *certificate, const char *name) {
    FILE *file = create(name);
    NEED(i2d_X509_fp(file, certificate));
    finish(file);
}

// A number of twelve digits with the right control digit and no possible date of birth; 0 when these digits have none.
static int iin_of(unsigned int index, char iin[13]) {
    snprintf(iin, 13, "00999%06u", index % 1000000);
    for (int start = 1; start <= 3; start += 2) {
        int sum = 0;
        for (int i = 0; i < 11; i++) sum += (iin[i] - '0') * ((start - 1 + i) % 11 + 1);
        if (sum % 11 < 10) {
            iin[11] = (char)('0' + sum % 11);
            iin[12] = 0;
            return 1;
        }
    }
    return 0;
}

static X509_NAME *signer_name(int index) {
    char iin[13], text[64];
    unsigned int candidate = (unsigned int)index;
    while (!iin_of(candidate, iin)) candidate += 100000;
    X509_NAME *name = X509_NAME_new();
    snprintf(text, sizeof text, "ӨЛШЕМОВ ӨЛШЕМ %04d", index);
    add_name(name, "CN", text);
    add_name(name, "SN", "ӨЛШЕМОВ");
    snprintf(text, sizeof text, "IIN%s", iin);
    add_name(name, "serialNumber", text);
    add_name(name, "C", "KZ");
    add_name(name, "GN", "ӨЛШЕМҰЛЫ");
    return name;
}

// Revocation lists

static X509_CRL *make_list(X509 *issuer, EVP_PKEY *key, int revoked) {
    X509_CRL *list = X509_CRL_new();
    ASN1_TIME *from = moment("20260615060000Z"), *to = moment("20260616060000Z"), *when = moment("20260301000000Z");
    NEED(X509_CRL_set_version(list, X509_CRL_VERSION_2) && X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer)));
    NEED(X509_CRL_set1_lastUpdate(list, from) && X509_CRL_set1_nextUpdate(list, to));
    for (int i = 0; i < revoked; i++) {
        X509_REVOKED *entry = X509_REVOKED_new();
        ASN1_INTEGER *serial = ASN1_INTEGER_new();
        NEED(ASN1_INTEGER_set_int64(serial, first_revoked + i) && X509_REVOKED_set_serialNumber(entry, serial));
        NEED(X509_REVOKED_set_revocationDate(entry, when) && X509_CRL_add0_revoked(list, entry));
        ASN1_INTEGER_free(serial);
    }
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, NULL, NULL, list, 0);
    X509_EXTENSION *authority = X509V3_EXT_conf_nid(NULL, &context, NID_authority_key_identifier, "keyid");
    NEED(authority && X509_CRL_add_ext(list, authority, -1));
    X509_EXTENSION_free(authority);
    ASN1_INTEGER *number = ASN1_INTEGER_new();
    NEED(ASN1_INTEGER_set_int64(number, 166) && X509_CRL_add1_ext_i2d(list, NID_crl_number, number, 0, 0));
    ASN1_INTEGER_free(number);
    X509_CRL_sort(list);
    NEED(X509_CRL_sign(list, key, EVP_sha256()));
    ASN1_TIME_free(from);
    ASN1_TIME_free(to);
    ASN1_TIME_free(when);
    return list;
}

static void save_list(X509_CRL *list, const char *name) {
    FILE *file = create(name);
    NEED(i2d_X509_CRL_fp(file, list));
    finish(file);
}

// Signed files

// A signature with content-type, signing-time, message-digest and ESS signing-certificate-v2 as signed attributes.
static void sign(BIO *data, X509 *signer, EVP_PKEY *key, unsigned int detached, const char *name) {
    unsigned int flags = CMS_BINARY | CMS_NOSMIMECAP | detached;
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags | CMS_PARTIAL | CMS_STREAM);
    NEED(cms);
    CMS_SignerInfo *info = CMS_add1_signer(cms, signer, key, EVP_sha256(), flags | CMS_CADES);
    ASN1_TIME *time = moment("20260615110000Z");
    NEED(info && CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time, -1) == 1);
    ASN1_TIME_free(time);
    NEED(CMS_final(cms, data, NULL, flags));
    FILE *file = create(name);
    BIO *output = BIO_new_fp(file, BIO_NOCLOSE);
    NEED(i2d_CMS_bio(output, cms));
    BIO_free(output);
    finish(file);
    CMS_ContentInfo_free(cms);
}

// Octets that depend on nothing but the label, and that no compression or sparse file makes smaller.
static EVP_CIPHER_CTX *keystream(unsigned int label) {
    unsigned char key[32] = {0}, start[16] = {0};
    memcpy(key, &label, sizeof label);
    EVP_CIPHER_CTX *stream = EVP_CIPHER_CTX_new();
    NEED(stream && EVP_EncryptInit_ex(stream, EVP_aes_256_ctr(), NULL, key, start));
    return stream;
}

static void fill(EVP_CIPHER_CTX *stream, unsigned char *octets, int count) {
    memset(octets, 0, count);
    int length = 0;
    NEED(EVP_EncryptUpdate(stream, octets, &length, octets, count) && length == count);
}

static void make_large_file(int mebibytes, X509 *signer, EVP_PKEY *key) {
    static unsigned char octets[1 << 20];
    FILE *file = create("large.bin");
    EVP_CIPHER_CTX *stream = keystream(0xffffffff);
    for (int i = 0; i < mebibytes; i++) {
        fill(stream, octets, sizeof octets);
        NEED(fwrite(octets, sizeof octets, 1, file) == 1);
    }
    EVP_CIPHER_CTX_free(stream);
    finish(file);
    char path[4096];
    snprintf(path, sizeof path, "%s/large.bin", folder);
    BIO *data = BIO_new_file(path, "rb");
    NEED(data);
    sign(data, signer, key, CMS_DETACHED, "large.bin.p7s");
    BIO_free(data);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: make_inputs FOLDER COUNT MEBIBYTES\n");
        return 64;
    }
    folder = argv[1];
    int count = atoi(argv[2]), mebibytes = atoi(argv[3]);
    char path[4096];
    snprintf(path, sizeof path, "%s/cms", folder);
    NEED(mkdir(path, 0777) == 0 || errno == EEXIST);

    BIGNUM *e = BN_new();
    NEED(BN_set_word(e, RSA_F4));
    EVP_PKEY *root_key = EVP_RSA_gen(2048), *ca_key = EVP_RSA_gen(2048);
    X509_NAME *root_name = authority_name("Sandyq benchmark root"), *ca_name = authority_name("Sandyq benchmark CA");
    X509 *root = issue(root_name, root_key, 1, "20200101000000Z", "20400101000000Z", authority_profile, NULL, NULL);
    X509 *ca = issue(ca_name, ca_key, 2, "20220101000000Z", "20320101000000Z", authority_profile, root, root_key);
    X509_CRL *root_list = make_list(root, root_key, 0), *ca_list = make_list(ca, ca_key, revoked_count);
    save_certificate(root, "root.cer");
    save_certificate(ca, "ca.cer");
    save_list(root_list, "root.crl");
    save_list(ca_list, "ca.crl");
    // What `openssl cms -verify -CAfile` reads: certificates and lists in one file.
    FILE *bundle = create("trust.pem");
    NEED(PEM_write_X509(bundle, root) && PEM_write_X509(bundle, ca));
    NEED(PEM_write_X509_CRL(bundle, root_list) && PEM_write_X509_CRL(bundle, ca_list));
    finish(bundle);

    int primes = 0, made = 0;
    BIGNUM **prime = make_primes(count, e, &primes);
    for (int i = 1; i < primes && made < count; i++) {
        for (int j = 0; j < i && made < count; j++, made++) {
            EVP_PKEY *key = key_of_primes(prime[i], prime[j], e);
            X509_NAME *name = signer_name(made);
            X509 *signer = issue(name, key, 1000 + made, "20260101000000Z", "20270101000000Z", signer_profile, ca, ca_key);
            unsigned char content[content_size];
            EVP_CIPHER_CTX *stream = keystream(made);
            fill(stream, content, sizeof content);
            EVP_CIPHER_CTX_free(stream);
            BIO *data = BIO_new_mem_buf(content, sizeof content);
            char file[64];
            snprintf(file, sizeof file, "cms/%04d.cms", made);
            sign(data, signer, key, 0, file);
            BIO_free(data);
            if (made == 0) make_large_file(mebibytes, signer, key);
            X509_NAME_free(name);
            X509_free(signer);
            EVP_PKEY_free(key);
        }
    }
    printf("%d signers, each with a modulus of its own (pairs of %d primes); large file of %d MiB\n", count, primes, mebibytes);
    return 0;
}
