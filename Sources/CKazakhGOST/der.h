/* As much of DER (X.690, clauses 8 and 10) as key encodings need. */
#ifndef SANDYQ_DER_H
#define SANDYQ_DER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    DER_INTEGER = 0x02,
    DER_BIT_STRING = 0x03,
    DER_OCTET_STRING = 0x04,
    DER_NULL = 0x05,
    DER_OBJECT_IDENTIFIER = 0x06,
    DER_SEQUENCE = 0x30,
    DER_CONTEXT_0 = 0xa0,
};

typedef struct {
    const uint8_t *next;
    size_t left;
} DerReader;

/* The length of the element that starts with these bytes, with its header; 0 when they are no element of a length below
   2^24 in the shortest form. `available` may end before the contents do. */
static inline size_t der_measure(const uint8_t *bytes, size_t available, size_t *header) {
    if (available < 2 || (bytes[0] & 0x1f) == 0x1f)
        return 0;
    size_t octets = bytes[1] < 0x80 ? 0 : bytes[1] & 0x7f, length = octets == 0 ? bytes[1] : 0;
    if (octets > 3 || available < 2 + octets || bytes[1] == 0x80)
        return 0;
    for (size_t i = 0; i < octets; i++)
        length = length << 8 | bytes[2 + i];
    if (octets > 0 && (length < 0x80 || length >> 8 * (octets - 1) == 0))
        return 0;
    *header = 2 + octets;
    return *header + length;
}

/* Takes an element of this tag off the front. */
static inline bool der_take(DerReader *reader, uint8_t tag, DerReader *contents) {
    size_t header, length = der_measure(reader->next, reader->left, &header);
    if (length == 0 || length > reader->left || reader->next[0] != tag)
        return false;
    contents->next = reader->next + header;
    contents->left = length - header;
    reader->next += length;
    reader->left -= length;
    return true;
}

static inline bool der_equals(const DerReader *contents, const void *bytes, size_t length) {
    return contents->left == length && memcmp(contents->next, bytes, length) == 0;
}

#define DER_CAPACITY 256

/* Writes from the end to the front, so that lengths are known when they are due. */
typedef struct {
    uint8_t bytes[DER_CAPACITY];
    size_t start;
} DerWriter;

static inline void der_prepend(DerWriter *writer, const void *bytes, size_t length) {
    writer->start -= length;
    memcpy(writer->bytes + writer->start, bytes, length);
}

/* Puts a header before everything from the writer's start to `end`. */
static inline void der_wrap(DerWriter *writer, uint8_t tag, size_t end) {
    size_t length = end - writer->start;
    uint8_t header[3] = {tag, (uint8_t)length, 0};
    if (length >= 0x80) {
        header[1] = 0x81;
        header[2] = (uint8_t)length;
    }
    der_prepend(writer, header, length < 0x80 ? 2 : 3);
}

#endif
