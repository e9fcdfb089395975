/* OpenSSL 3.0 finds algorithms that certificates and messages name through tables older than its providers: of objects,
   of signature algorithms, and of digests by name. This file puts Kazakhstan's names into them.

   The third wants EVP_MD structures made by deprecated functions. They carry working code, because OpenSSL runs a
   digest found that way without asking any provider. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <pthread.h>

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/provider.h>

#include "CKazakhGOST.h"
#include "key.h"

static int legacy_start(EVP_MD_CTX *context) {
    DigestKind kind;
    if (!digest_find(OBJ_nid2sn(EVP_MD_CTX_get_type(context)), &kind))
        return 0;
    digest_start(EVP_MD_CTX_get0_md_data(context), kind);
    return 1;
}

static int legacy_update(EVP_MD_CTX *context, const void *data, size_t length) {
    digest_update(EVP_MD_CTX_get0_md_data(context), data, length);
    return 1;
}

static int legacy_finish(EVP_MD_CTX *context, unsigned char *result) {
    digest_finish(EVP_MD_CTX_get0_md_data(context), result);
    return 1;
}

/* What OpenSSL's tables point to, for good. */
static EVP_MD *volatile legacy_digests[DIGEST_NAMES];

/* Adds a digest to the table of names. */
static bool add_legacy_digest(const DigestName *name) {
    EVP_MD *md = EVP_MD_meth_new(OBJ_txt2nid(name->oid), NID_undef);
    legacy_digests[name - digest_names] = md;
    return md != NULL && EVP_MD_meth_set_result_size(md, (int)digest_size(name->kind))
        && EVP_MD_meth_set_input_blocksize(md, (int)digest_block_size(name->kind))
        && EVP_MD_meth_set_app_datasize(md, sizeof(Digest)) && EVP_MD_meth_set_init(md, legacy_start)
        && EVP_MD_meth_set_update(md, legacy_update) && EVP_MD_meth_set_final(md, legacy_finish) && EVP_add_digest(md);
}

typedef struct {
    const OSSL_CORE_HANDLE *core;
    OSSL_FUNC_core_obj_create_fn *create;
    OSSL_FUNC_core_obj_add_sigid_fn *add_signature;
} Registrar;

static bool register_all(const Registrar *registrar) {
    for (size_t i = 0; i < DIGEST_NAMES; i++) {
        const DigestName *name = &digest_names[i];
        if (!registrar->create(registrar->core, name->oid, name->name, name->name) || !add_legacy_digest(name))
            return false;
    }
    for (size_t i = 0; i < KEY_KINDS; i++) {
        const KeyKind *kind = &key_kinds[i];
        if (kind->signature_name == NULL)
            continue; /* RFC 9215: OpenSSL knows these by itself */
        if (!registrar->create(registrar->core, kind->oid_text, kind->name, kind->name)
            || !registrar->create(registrar->core, kind->signature_oid_text, kind->signature_name, kind->signature_name)
            || !registrar->add_signature(
                registrar->core, kind->signature_oid_text, kind->digest_oid_text, kind->oid_text
            ))
            return false;
    }
    return true;
}

bool register_names(const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static bool done;
    Registrar registrar = {.core = core};
    for (; in->function_id != 0; in++)
        if (in->function_id == OSSL_FUNC_CORE_OBJ_CREATE)
            registrar.create = OSSL_FUNC_core_obj_create(in);
        else if (in->function_id == OSSL_FUNC_CORE_OBJ_ADD_SIGID)
            registrar.add_signature = OSSL_FUNC_core_obj_add_sigid(in);
    if (registrar.create == NULL || registrar.add_signature == NULL)
        return false;
    pthread_mutex_lock(&mutex);
    done = done || register_all(&registrar);
    bool result = done;
    pthread_mutex_unlock(&mutex);
    return result;
}

static int start_built_in(
    const OSSL_CORE_HANDLE *core, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out, void **context
) {
    return provider_start(INSTANCE_BUILT_IN, core, in, out, context);
}

int sandyq_gost_load(OSSL_LIB_CTX *library) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static OSSL_PROVIDER *volatile last; /* a handle for good, since nothing unloads it */
    pthread_mutex_lock(&mutex);
    int loaded = OSSL_PROVIDER_available(library, SANDYQ_GOST_PROVIDER);
    if (!loaded && OSSL_PROVIDER_add_builtin(library, SANDYQ_GOST_PROVIDER, start_built_in)) {
        last = OSSL_PROVIDER_try_load(library, SANDYQ_GOST_PROVIDER, 1);
        loaded = last != NULL;
    }
    pthread_mutex_unlock(&mutex);
    return loaded;
}
