/* One number: how much work is done in a second of processor time, through the same EVP calls for either side.

     bench sandyq|engine verify|first|digest [seconds]

   sandyq   the provider built into this program
   engine   the machine's gost engine
   verify   verifications per second on curve tc26-512-A, with one key
   first    the same, each with a key object that has not verified before
   digest   megabytes per second of Streebog-512 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CKazakhGOST.h"

#define BUFFER (1 << 20)

static void fail(const char *what) {
    fprintf(stderr, "bench: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A signature under RFC 9215's OID on curve tc26-512-A, which both sides know: by the private key 2 over the digest
   00 01 .. 3f. */
static const char spki_hex[] =
    "3081a0301706082a85030701010102300b06092a8503070102010201038184000481807c13ead2d9af82b91fb2fde18df45b37e4f2046a2a"
    "1d1516952a5d40cdbb34442f2b130a47b0f6e5a5583af45409b01df55cf1bf9d86a597ab962962fcdc893b51c0af917530fdb38bf1911fe0"
    "d754d864dffd373bed34751c5bd831c69d20ca923e9a8084b76fee70e683e1986e68146f7ada03794c7791a3a8e0e2e2c413c8";
static const char signature_hex[] =
    "92dbb0e623c52799bbde5b734f7f06109c9a733d69677f9d8da7048ddeb3fbb158f4c263d964b0627f3c2714ac0fc6be4ccf0a91b8cec962"
    "c28818e16e67a3604cd2f921350f92f9ac57e82d8fa2fef507f55929b1284e13cda2dfcdcf808819f7d7191bb746c0b94fb1ebf82a9eddc4"
    "fc740405d2d29af471dac5dd3f29277b";

static EVP_PKEY *load_key(void) {
    long length;
    unsigned char *der = OPENSSL_hexstr2buf(spki_hex, &length);
    const unsigned char *cursor = der;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &cursor, length);
    OPENSSL_free(der);
    if (key == NULL)
        fail("the key cannot be read");
    return key;
}

typedef struct {
    unsigned char *signature, digest[64];
    long length;
} Message;

static Message message(void) {
    Message message;
    message.signature = OPENSSL_hexstr2buf(signature_hex, &message.length);
    for (int i = 0; i < 64; i++)
        message.digest[i] = (unsigned char)i;
    return message;
}

static EVP_PKEY_CTX *start_verification(EVP_PKEY *key) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    if (context == NULL || EVP_PKEY_verify_init(context) <= 0)
        fail("no verification with this key");
    return context;
}

static int verify(EVP_PKEY_CTX *context, const Message *message) {
    return EVP_PKEY_verify(
        context, message->signature, (size_t)message->length, message->digest, sizeof message->digest
    );
}

static double verifications(double duration) {
    EVP_PKEY_CTX *context = start_verification(load_key());
    Message good = message(), bad = good;
    long count = 0;
    bad.digest[0] ^= 1;
    if (verify(context, &good) != 1 || verify(context, &bad) == 1)
        fail("a wrong answer");
    double start = seconds(), end = start;
    for (; end - start < duration; end = seconds(), count += 50)
        for (int i = 0; i < 50; i++)
            if (verify(context, &good) != 1)
                fail("the good signature is refused");
    return (double)count / (end - start);
}

static double first_verifications(double duration) {
    Message good = message();
    long count = 0;
    double spent = 0;
    while (spent < duration) {
        EVP_PKEY *key = load_key();
        double start = seconds();
        EVP_PKEY_CTX *context = start_verification(key);
        if (verify(context, &good) != 1)
            fail("the good signature is refused");
        spent += seconds() - start;
        count++;
        EVP_PKEY_CTX_free(context);
        EVP_PKEY_free(key);
    }
    return (double)count / spent;
}

static double megabytes(double duration) {
    const EVP_MD *md = EVP_get_digestbyname("md_gost12_512");
    unsigned char *buffer = calloc(1, BUFFER), digest[64];
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    double count = 0;
    if (md == NULL || buffer == NULL || context == NULL || !EVP_DigestInit_ex(context, md, NULL))
        fail("no Streebog");
    double start = seconds(), end = start;
    for (; end - start < duration; end = seconds(), count += BUFFER / 1e6)
        if (!EVP_DigestUpdate(context, buffer, BUFFER))
            fail("the digest stops");
    EVP_DigestFinal_ex(context, digest, NULL);
    EVP_MD_CTX_free(context);
    free(buffer);
    return count / (end - start);
}

static void load_engine(void) {
    ENGINE *engine = ENGINE_by_id("gost");
    if (engine == NULL || !ENGINE_init(engine) || !ENGINE_set_default(engine, ENGINE_METHOD_ALL))
        fail("no gost engine: apt-get install libengine-gost-openssl");
}

static const struct {
    const char *name;
    double (*measure)(double duration);
} works[] = {{"verify", verifications}, {"first", first_verifications}, {"digest", megabytes}};

int main(int count, char **arguments) {
    if (count < 3)
        fail("usage: bench sandyq|engine verify|first|digest [seconds]");
    if (strcmp(arguments[1], "engine") == 0)
        load_engine();
    else if (!sandyq_gost_load(NULL))
        fail("the provider does not load");
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (strcmp(arguments[2], works[i].name) == 0) {
            printf("%.1f\n", works[i].measure(count > 3 ? atof(arguments[3]) : 1));
            return 0;
        }
    fail("no such work");
}
