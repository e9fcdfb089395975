#pragma once
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <zip.h>

/* libzip's functions as a table of pointers, filled when the first archive is read: a small signature of any other format
   is verified in the time that loading libraries it does not need would take. Swift has no __typeof__, and so could only
   repeat the functions' types; here the compiler takes them from libzip's own header. */
#define SANDYQ_ZIP_FUNCTIONS(each)                                                                                      \
    each(open_from_source) each(discard) each(source_file_create) each(source_buffer_create) each(source_free)          \
    each(get_num_entries) each(get_name) each(get_error) each(stat_init) each(stat_index)                               \
    each(fopen_index) each(fread) each(fclose) each(file_get_error)                                                     \
    each(error_init) each(error_fini) each(error_code_zip) each(error_strerror)

struct sandyq_zip {
#define SANDYQ_FIELD(name) __typeof__(&zip_##name) _Nonnull name;
    SANDYQ_ZIP_FUNCTIONS(SANDYQ_FIELD)
#undef SANDYQ_FIELD
};

/* False when the library is not there or lacks one of the functions. */
static inline bool sandyq_zip_load(struct sandyq_zip *_Nonnull table, const char *_Nonnull library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return false;
#define SANDYQ_LOAD(name)                                                                                               \
    {                                                                                                                   \
        void *found = dlsym(handle, "zip_" #name);                                                                      \
        if (found == NULL) return false;                                                                                \
        table->name = (__typeof__(&zip_##name))found;                                                                   \
    }
    SANDYQ_ZIP_FUNCTIONS(SANDYQ_LOAD)
#undef SANDYQ_LOAD
    return true;
}
