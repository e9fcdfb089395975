#pragma once
#include <dlfcn.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>

/* qpdf's C API as a table of pointers, filled when the first PDF is read. libqpdf brings libstdc++, GnuTLS and libjpeg with it:
   loading them takes longer than verifying a small signature of any other format. Swift has no __typeof__, and so could
   only repeat the functions' types; here the compiler takes them from qpdf's own header. */
#define SANDYQ_QPDF_FUNCTIONS(each)                                                                                     \
    each(init) each(cleanup) each(silence_errors) each(set_suppress_warnings) each(set_attempt_recovery)                \
    each(read_memory) each(has_error) each(get_error) each(get_error_code)\
    each(more_warnings) each(next_warning) each(get_error_full_text) each(is_encrypted)                           \
    each(get_trailer) each(get_object_by_id)                                                                            \
    each(oh_release_all) each(oh_get_type_code) each(oh_is_indirect) each(oh_get_object_id) each(oh_get_generation)     \
    each(oh_get_bool_value) each(oh_get_int_value) each(oh_get_real_value) each(oh_get_name)                            \
    each(oh_get_binary_string_value) each(oh_get_array_n_items) each(oh_get_array_item)                                 \
    each(oh_begin_dict_key_iter) each(oh_dict_more_keys) each(oh_dict_next_key) each(oh_get_key)                        \
    each(oh_get_dict) each(oh_get_stream_data)

struct sandyq_qpdf {
#define SANDYQ_FIELD(name) __typeof__(&qpdf_##name) name;
    SANDYQ_QPDF_FUNCTIONS(SANDYQ_FIELD)
#undef SANDYQ_FIELD
};

/* False when the library is not there or lacks one of the functions. */
static inline bool sandyq_qpdf_load(struct sandyq_qpdf *table, const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return false;
#define SANDYQ_LOAD(name)                                                                                               \
    table->name = (__typeof__(&qpdf_##name))dlsym(handle, "qpdf_" #name);                                               \
    if (table->name == NULL) return false;
    SANDYQ_QPDF_FUNCTIONS(SANDYQ_LOAD)
#undef SANDYQ_LOAD
    return true;
}
