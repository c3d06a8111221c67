#include "CTLS.h"

#include <openssl/evp.h>
#include <pthread.h>

// EVP_sha1() stands for an algorithm that is looked up by its name each time, and a context is made of
// several allocations, which costs many times the digest of a few bytes. So each thread keeps one
// context that knows its algorithm; the key of the C library frees it with the thread.
static pthread_key_t sha1_key;
static pthread_once_t sha1_once = PTHREAD_ONCE_INIT;
static EVP_MD *sha1;

static void free_context(void *context) { EVP_MD_CTX_free(context); }

static void prepare_sha1(void) {
  if (pthread_key_create(&sha1_key, free_context) == 0) sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
}

static EVP_MD_CTX *sha1_context(void) {
  pthread_once(&sha1_once, prepare_sha1);
  if (sha1 == NULL) return NULL;
  EVP_MD_CTX *context = pthread_getspecific(sha1_key);
  if (context != NULL) return context;
  context = EVP_MD_CTX_new();
  if (context != NULL && pthread_setspecific(sha1_key, context) != 0) {
    EVP_MD_CTX_free(context);
    return NULL;
  }
  return context;
}

int ctls_sha1(const void *bytes, size_t count, uint8_t *digest) {
  EVP_MD_CTX *context = sha1_context();
  return context != NULL && EVP_DigestInit_ex2(context, sha1, NULL) && EVP_DigestUpdate(context, bytes, count)
         && EVP_DigestFinal_ex(context, digest, NULL);
}

int ctls_sha256(const void *bytes, size_t count, uint8_t *digest) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL);
}
