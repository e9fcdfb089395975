/* The digests by kind, and the names they go by. */
#ifndef SANDYQ_DIGEST_H
#define SANDYQ_DIGEST_H

#include <stdbool.h>

#include "gost94.h"
#include "streebog.h"

#define DIGEST_MAX_SIZE 64

typedef enum {
    DIGEST_STREEBOG_512,
    DIGEST_STREEBOG_256,
    DIGEST_GOST34311,
} DigestKind;

typedef struct {
    DigestKind kind;
    union {
        Streebog streebog;
        Gost94 gost94;
    } state;
} Digest;

/* One name and object identifier of a digest. Several may stand for one kind, but OpenSSL wants each to be an algorithm
   of its own: it derives the identifier in a CMS from the algorithm. */
typedef struct {
    const char *name;
    const char *oid;
    DigestKind kind;
} DigestName;

#define DIGEST_NAMES 7
extern const DigestName digest_names[DIGEST_NAMES];

/* The kind of a digest by any of its names, in any case, or object identifiers. */
bool digest_find(const char *name, DigestKind *kind);
size_t digest_size(DigestKind kind);
size_t digest_block_size(DigestKind kind);
void digest_start(Digest *digest, DigestKind kind);
void digest_update(Digest *digest, const uint8_t *data, size_t length);
/* Writes digest_size bytes; the digest must be started again before its next use. */
void digest_finish(Digest *digest, uint8_t *result);

#endif
