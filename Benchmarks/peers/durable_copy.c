/* The least that keeping files durably takes, one after another: digest, write, sync, rename, sync of the folder. */

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned char buffer[1 << 20];

static void must(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

static void copy(int folder, const char *name) {
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    unsigned char hash[32];
    char hex[65];
    int from = open(name, O_RDONLY), to = openat(folder, "incoming", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t count;
    must(from >= 0 && to >= 0 && digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL), name);
    while ((count = read(from, buffer, sizeof buffer)) > 0) {
        must(EVP_DigestUpdate(digest, buffer, (size_t)count) == 1, "digest");
        must(write(to, buffer, (size_t)count) == count, "write");
    }
    must(count == 0 && EVP_DigestFinal_ex(digest, hash, NULL) == 1, name);
    for (int index = 0; index < 32; index++) sprintf(hex + 2 * index, "%02x", hash[index]);
    must(fsync(to) == 0, "fsync");
    must(renameat(folder, "incoming", folder, hex) == 0, "rename");
    must(fsync(folder) == 0, "fsync of the folder");
    close(from);
    close(to);
    EVP_MD_CTX_free(digest);
}

int main(int count, char **arguments) {
    int folder = count > 2 ? open(arguments[1], O_RDONLY | O_DIRECTORY) : -1;
    must(folder >= 0, "usage: durable_copy FOLDER FILE…");
    for (int index = 2; index < count; index++) copy(folder, arguments[index]);
    return 0;
}
