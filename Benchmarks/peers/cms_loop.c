// The peer of the throughput rows: reads, decodes and verifies each CMS file in turn with OpenSSL's own CMS calls, in
// one process and one thread, without looking at the signer's certificate beyond its key.
//
//   cms_loop FILE…
//
// Exits with 0 when every signature verifies.
#include <openssl/cms.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned char *read_file(const char *name, long *size) {
    FILE *file = fopen(name, "rb");
    if (!file) return NULL;
    unsigned char *bytes = NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (*size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        bytes = malloc(*size);
        if (bytes && fread(bytes, 1, *size, file) != (size_t)*size) {
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(file);
    return bytes;
}

static int holds(const char *name) {
    long size = 0;
    unsigned char *bytes = read_file(name, &size);
    if (!bytes) return 0;
    const unsigned char *cursor = bytes;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &cursor, size);
    int result = cms && CMS_verify(cms, NULL, NULL, NULL, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
    CMS_ContentInfo_free(cms);
    free(bytes);
    return result;
}

int main(int argc, char **argv) {
    int wrong = 0;
    for (int i = 1; i < argc; i++) {
        if (holds(argv[i])) continue;
        fprintf(stderr, "cms_loop: %s does not verify\n", argv[i]);
        ERR_print_errors_fp(stderr);
        wrong++;
    }
    return wrong ? 1 : 0;
}
