/* The key management operation (provider-keymgmt(7)). */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <string.h>
#include <strings.h>

#include "gost3410.h"
#include "key.h"

static void free_key(void *key) {
    key_release(key);
}

/* Takes the key that a decoder left behind the reference. */
static void *load(const void *reference, size_t size) {
    Key *key;
    if (size != sizeof key)
        return NULL;
    memcpy(&key, reference, sizeof key);
    memset((void *)reference, 0, sizeof key);
    return key;
}

static int has(const void *data, int selection) {
    const Key *key = data;
    return key != NULL && (!(selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) || key->has_public)
        && (!(selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) || key->has_private);
}

static bool same_public(const Key *one, const Key *two) {
    return one->has_public && two->has_public && memcmp(one->point, two->point, 2 * one->kind->size) == 0;
}

static int match(const void *data, const void *other_data, int selection) {
    const Key *one = data, *two = other_data;
    if (one->kind != two->kind || one->set->curve != two->set->curve)
        return 0;
    /* Every private key has its public key beside it. */
    return !(selection & OSSL_KEYMGMT_SELECT_KEYPAIR) || same_public(one, two);
}

static int validate(const void *data, int selection, int type) {
    const Key *key = data;
    if (!has(key, selection))
        return 0;
    const Curve *curve = key->set->curve;
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY)
        && (!curve->contains(curve, key->point) || !curve->has_prime_order(curve, key->point)))
        return 0;
    if (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) {
        uint8_t point[2 * CURVE_MAX_SIZE];
        return gost3410_public(curve, key->secret, point) && memcmp(point, key->point, 2 * key->kind->size) == 0;
    }
    return 1;
}

static const ParameterSet *find_set(const KeyKind *kind, const char *name) {
    for (size_t i = 0; i < kind->set_count; i++)
        if (strcasecmp(kind->sets[i].name, name) == 0)
            return &kind->sets[i];
    return NULL;
}

/* Reads the set's name, when there is one. */
static bool read_set(
    const Provider *provider, const KeyKind *kind, const OSSL_PARAM params[], const ParameterSet **set
) {
    const OSSL_PARAM *group = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_GROUP_NAME);
    const char *name;
    if (group == NULL)
        return true;
    const ParameterSet *found = OSSL_PARAM_get_utf8_string_ptr(group, &name) ? find_set(kind, name) : NULL;
    if (found == NULL) {
        RAISE(provider, REASON_UNKNOWN_PARAMETERS);
        return false;
    }
    *set = found;
    return true;
}

static int import(void *data, int selection, const OSSL_PARAM params[]) {
    Key *key = data;
    const void *bytes;
    size_t length;
    if (!read_set(key->provider, key->kind, params, &key->set))
        return 0;
    const OSSL_PARAM *public = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_PUB_KEY);
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) && public != NULL
        && (!OSSL_PARAM_get_octet_string_ptr(public, &bytes, &length) || !key_set_point(key, bytes, length)))
        return 0;
    const OSSL_PARAM *private = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_PRIV_KEY);
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) && private != NULL
        && (!OSSL_PARAM_get_octet_string_ptr(private, &bytes, &length) || !key_set_secret(key, bytes, length)))
        return 0;
    return !(selection & OSSL_KEYMGMT_SELECT_KEYPAIR) || key->has_public;
}

static const OSSL_PARAM key_params[] = {
    OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
    OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, NULL, 0),
    OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PRIV_KEY, NULL, 0),
    OSSL_PARAM_END,
};

static const OSSL_PARAM *key_param_types(int selection) {
    return selection & OSSL_KEYMGMT_SELECT_ALL ? key_params : NULL;
}

static int export(void *data, int selection, OSSL_CALLBACK *callback, void *argument) {
    Key *key = data;
    OSSL_PARAM params[4], *next = params;
    *next++ = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)key->set->name, 0);
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) && key->has_public)
        *next++ = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, key->point, 2 * key->kind->size);
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) && key->has_private)
        *next++ = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PRIV_KEY, key->secret, key->kind->size);
    *next = OSSL_PARAM_construct_end();
    return callback(params, argument);
}

static const OSSL_PARAM *gettable_params(void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_int(OSSL_PKEY_PARAM_BITS, NULL),
        OSSL_PARAM_int(OSSL_PKEY_PARAM_SECURITY_BITS, NULL),
        OSSL_PARAM_int(OSSL_PKEY_PARAM_MAX_SIZE, NULL),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_DEFAULT_DIGEST, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_MANDATORY_DIGEST, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
        OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, NULL, 0),
        OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PRIV_KEY, NULL, 0),
        OSSL_PARAM_END,
    };
    return params;
}

static bool put_int(OSSL_PARAM params[], const char *name, int value) {
    OSSL_PARAM *param = OSSL_PARAM_locate(params, name);
    return param == NULL || OSSL_PARAM_set_int(param, value);
}

static bool put_text(OSSL_PARAM params[], const char *name, const char *value) {
    OSSL_PARAM *param = OSSL_PARAM_locate(params, name);
    return param == NULL || OSSL_PARAM_set_utf8_string(param, value);
}

static bool put_bytes(OSSL_PARAM params[], const char *name, bool present, const uint8_t *value, size_t length) {
    OSSL_PARAM *param = OSSL_PARAM_locate(params, name);
    return param == NULL || (present && OSSL_PARAM_set_octet_string(param, value, length));
}

static int get_params(void *data, OSSL_PARAM params[]) {
    Key *key = data;
    const KeyKind *kind = key->kind;
    return put_int(params, OSSL_PKEY_PARAM_BITS, (int)(8 * kind->size))
        && put_int(params, OSSL_PKEY_PARAM_SECURITY_BITS, (int)(4 * kind->size))
        && put_int(params, OSSL_PKEY_PARAM_MAX_SIZE, (int)(2 * kind->size))
        && put_text(params, OSSL_PKEY_PARAM_DEFAULT_DIGEST, kind->digest_name)
        && put_text(params, OSSL_PKEY_PARAM_MANDATORY_DIGEST, kind->digest_name)
        && put_text(params, OSSL_PKEY_PARAM_GROUP_NAME, key->set->name)
        && put_bytes(params, OSSL_PKEY_PARAM_PUB_KEY, key->has_public, key->point, 2 * kind->size)
        && put_bytes(params, OSSL_PKEY_PARAM_PRIV_KEY, key->has_private, key->secret, kind->size);
}

static void *duplicate(const void *data, int selection) {
    const Key *key = data;
    Key *copy = key_new(key->provider, key->kind);
    if (copy == NULL)
        return NULL;
    copy->set = key->set;
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) && key->has_public) {
        memcpy(copy->point, key->point, sizeof copy->point);
        copy->has_public = true;
    }
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) && key->has_private) {
        memcpy(copy->point, key->point, sizeof copy->point);
        memcpy(copy->secret, key->secret, sizeof copy->secret);
        copy->has_public = copy->has_private = true;
    }
    return copy;
}

/* What key generation is told before it starts. */
typedef struct {
    const Provider *provider;
    const KeyKind *kind;
    const ParameterSet *set;
    int selection;
} Generation;

static int generation_set_params(void *context, const OSSL_PARAM params[]) {
    Generation *generation = context;
    return params == NULL || read_set(generation->provider, generation->kind, params, &generation->set);
}

static const OSSL_PARAM *generation_settable_params(void *context, void *provider) {
    static const OSSL_PARAM params[] = {
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
        OSSL_PARAM_END,
    };
    return params;
}

static void *generation_start(const Provider *provider, const KeyKind *kind, int selection, const OSSL_PARAM params[]) {
    Generation *generation = OPENSSL_zalloc(sizeof *generation);
    if (generation == NULL)
        return NULL;
    *generation = (Generation){provider, kind, &kind->sets[0], selection};
    if (!generation_set_params(generation, params)) {
        OPENSSL_free(generation);
        return NULL;
    }
    return generation;
}

/* The parameters of another key serve as a template. */
static int generation_set_template(void *context, void *template) {
    Generation *generation = context;
    const Key *key = template;
    if (key->kind != generation->kind)
        return 0;
    generation->set = key->set;
    return 1;
}

static void *generate(void *context, OSSL_CALLBACK *callback, void *argument) {
    Generation *generation = context;
    uint8_t secret[CURVE_MAX_SIZE];
    Key *key = key_new(generation->provider, generation->kind);
    if (key == NULL)
        return NULL;
    key->set = generation->set;
    if (!(generation->selection & OSSL_KEYMGMT_SELECT_KEYPAIR))
        return key;
    bool drawn = gost3410_generate(key->set->curve, generation->provider->library, secret);
    if (!drawn)
        RAISE(generation->provider, REASON_NO_RANDOMNESS);
    if (!drawn || !key_set_secret(key, secret, key->kind->size)) {
        key_release(key);
        key = NULL;
    }
    OPENSSL_cleanse(secret, sizeof secret);
    return key;
}

static void generation_end(void *context) {
    OPENSSL_free(context);
}

#define KEY_MANAGEMENT(index, suffix, names)                                                                           \
    static void *new_##suffix(void *provider) {                                                                        \
        return key_new(provider, &key_kinds[index]);                                                                   \
    }                                                                                                                  \
    static void *generation_start_##suffix(void *provider, int selection, const OSSL_PARAM params[]) {                 \
        return generation_start(provider, &key_kinds[index], selection, params);                                       \
    }                                                                                                                  \
    static const char *operation_name_##suffix(int operation) {                                                        \
        return key_kinds[index].name;                                                                                  \
    }                                                                                                                  \
    static const OSSL_DISPATCH functions_##suffix[] = {                                                                \
        {OSSL_FUNC_KEYMGMT_NEW, FUNCTION(new_##suffix)},                                                               \
        {OSSL_FUNC_KEYMGMT_FREE, FUNCTION(free_key)},                                                                  \
        {OSSL_FUNC_KEYMGMT_LOAD, FUNCTION(load)},                                                                      \
        {OSSL_FUNC_KEYMGMT_HAS, FUNCTION(has)},                                                                        \
        {OSSL_FUNC_KEYMGMT_MATCH, FUNCTION(match)},                                                                    \
        {OSSL_FUNC_KEYMGMT_VALIDATE, FUNCTION(validate)},                                                              \
        {OSSL_FUNC_KEYMGMT_IMPORT, FUNCTION(import)},                                                                  \
        {OSSL_FUNC_KEYMGMT_IMPORT_TYPES, FUNCTION(key_param_types)},                                                   \
        {OSSL_FUNC_KEYMGMT_EXPORT, FUNCTION(export)},                                                                  \
        {OSSL_FUNC_KEYMGMT_EXPORT_TYPES, FUNCTION(key_param_types)},                                                   \
        {OSSL_FUNC_KEYMGMT_GET_PARAMS, FUNCTION(get_params)},                                                          \
        {OSSL_FUNC_KEYMGMT_GETTABLE_PARAMS, FUNCTION(gettable_params)},                                                \
        {OSSL_FUNC_KEYMGMT_DUP, FUNCTION(duplicate)},                                                                  \
        {OSSL_FUNC_KEYMGMT_GEN_INIT, FUNCTION(generation_start_##suffix)},                                             \
        {OSSL_FUNC_KEYMGMT_GEN_SET_TEMPLATE, FUNCTION(generation_set_template)},                                       \
        {OSSL_FUNC_KEYMGMT_GEN_SET_PARAMS, FUNCTION(generation_set_params)},                                           \
        {OSSL_FUNC_KEYMGMT_GEN_SETTABLE_PARAMS, FUNCTION(generation_settable_params)},                                 \
        {OSSL_FUNC_KEYMGMT_GEN, FUNCTION(generate)},                                                                   \
        {OSSL_FUNC_KEYMGMT_GEN_CLEANUP, FUNCTION(generation_end)},                                                     \
        {OSSL_FUNC_KEYMGMT_QUERY_OPERATION_NAME, FUNCTION(operation_name_##suffix)},                                   \
        {0, NULL},                                                                                                     \
    };

FOR_EACH_KIND(KEY_MANAGEMENT)

#define ALGORITHM(index, suffix, names) {names, PROPERTIES, functions_##suffix, NULL},

const OSSL_ALGORITHM key_algorithms[] = {
    FOR_EACH_KIND(ALGORITHM){NULL, NULL, NULL, NULL},
};
