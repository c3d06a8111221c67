#include "CTLS.h"

#include <openssl/evp.h>

int ctls_sha1(const void *bytes, size_t count, uint8_t *digest) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha1(), NULL);
}

int ctls_sha256(const void *bytes, size_t count, uint8_t *digest) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL);
}
