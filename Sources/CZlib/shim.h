#pragma once
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <zlib.h>

/* zlib's functions as a table of pointers, filled when the first compressed stream of a PDF is read, as qpdf's are. inflateInit is
   a macro, and so is not seen by Swift. */
struct sandyq_zlib {
    __typeof__(&inflate) _Nonnull inflate;
    __typeof__(&inflateEnd) _Nonnull inflateEnd;
    __typeof__(&inflateInit_) _Nonnull begin;
};

/* False when the library is not there or lacks one of the functions. */
static inline bool sandyq_zlib_load(struct sandyq_zlib *_Nonnull table, const char *_Nonnull library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return false;
    void *step = dlsym(handle, "inflate"), *end = dlsym(handle, "inflateEnd"), *start = dlsym(handle, "inflateInit_");
    if (step == NULL || end == NULL || start == NULL) return false;
    table->inflate = (__typeof__(&inflate))step;
    table->inflateEnd = (__typeof__(&inflateEnd))end;
    table->begin = (__typeof__(&inflateInit_))start;
    return true;
}

/* Begins inflating with the version and the size that this header knows. */
static inline int sandyq_zlib_begin(const struct sandyq_zlib *_Nonnull table, z_stream *_Nonnull stream) {
    return table->begin(stream, ZLIB_VERSION, (int)sizeof(z_stream));
}
