#include "digest.h"

#include <string.h>
#include <strings.h>

const DigestName digest_names[DIGEST_NAMES] = {
    {"KZ-STREEBOG-512", "1.2.398.3.10.1.3.3", DIGEST_STREEBOG_512},
    {"KZ-STREEBOG-256", "1.2.398.3.10.1.3.2", DIGEST_STREEBOG_256},
    {"KZ-GOST34311", "1.2.398.3.10.1.3.1", DIGEST_GOST34311},
    {"KZ-GOST34311-PARAMS", "1.2.398.3.10.1.3.1.1.0", DIGEST_GOST34311},
    {"TUMAR-GOST34311", "1.3.6.1.4.1.6801.1.2.1", DIGEST_GOST34311},
    {"md_gost12_512", "1.2.643.7.1.1.2.3", DIGEST_STREEBOG_512},
    {"md_gost12_256", "1.2.643.7.1.1.2.2", DIGEST_STREEBOG_256},
};

/* What OpenSSL and other providers call Streebog besides. */
static const struct {
    const char *name;
    DigestKind kind;
} other_names[] = {
    {"streebog512", DIGEST_STREEBOG_512},
    {"streebog256", DIGEST_STREEBOG_256},
    {"GOST R 34.11-2012 with 512 bit hash", DIGEST_STREEBOG_512},
    {"GOST R 34.11-2012 with 256 bit hash", DIGEST_STREEBOG_256},
};

bool digest_find(const char *name, DigestKind *kind) {
    for (size_t i = 0; i < DIGEST_NAMES; i++)
        if (strcasecmp(name, digest_names[i].name) == 0 || strcmp(name, digest_names[i].oid) == 0) {
            *kind = digest_names[i].kind;
            return true;
        }
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++)
        if (strcasecmp(name, other_names[i].name) == 0) {
            *kind = other_names[i].kind;
            return true;
        }
    return false;
}

size_t digest_size(DigestKind kind) {
    return kind == DIGEST_STREEBOG_512 ? 64 : 32;
}

size_t digest_block_size(DigestKind kind) {
    return kind == DIGEST_GOST34311 ? GOST94_SIZE : STREEBOG_BLOCK;
}

void digest_start(Digest *digest, DigestKind kind) {
    digest->kind = kind;
    if (kind == DIGEST_GOST34311)
        gost94_start(&digest->state.gost94);
    else
        streebog_start(&digest->state.streebog, digest_size(kind));
}

void digest_update(Digest *digest, const uint8_t *data, size_t length) {
    if (digest->kind == DIGEST_GOST34311)
        gost94_update(&digest->state.gost94, data, length);
    else
        streebog_update(&digest->state.streebog, data, length);
}

void digest_finish(Digest *digest, uint8_t *result) {
    if (digest->kind == DIGEST_GOST34311)
        gost94_finish(&digest->state.gost94, result);
    else
        streebog_finish(&digest->state.streebog, result);
}
