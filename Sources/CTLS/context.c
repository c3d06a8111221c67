#include "CTLS.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>
#include <string.h>

// A `struct ctls_context` is an SSL_CTX under a name that Swift can import.
static SSL_CTX *real(struct ctls_context *context) { return (SSL_CTX *)context; }

/// Agrees on `http/1.1` (RFC 7301); a client that offers protocols without it is told so.
static int choose_protocol(
  SSL *session, const unsigned char **chosen, unsigned char *chosen_count, const unsigned char *offered,
  unsigned int offered_count, void *unused
) {
  static const unsigned char ours[] = "\x08http/1.1";
  (void)session;
  (void)unused;
  int result = SSL_select_next_proto(
    (unsigned char **)chosen, chosen_count, ours, sizeof ours - 1, offered, offered_count
  );
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// Without this OpenSSL would ask for the passphrase at the terminal.
static int know_no_passphrase(char *text, int capacity, int is_writing, void *unused) {
  (void)text;
  (void)capacity;
  (void)is_writing;
  (void)unused;
  return -1;
}

struct ctls_context *ctls_context_create(void) {
  // At the end of the process OpenSSL would free what threads may still be using.
  OPENSSL_init_ssl(OPENSSL_INIT_NO_ATEXIT, NULL);
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  if (context == NULL) return NULL;
  static const unsigned char name[] = "http/1.1";
  // Forward secrecy and authenticated encryption, as TLS 1.3 has by itself.
  if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1 ||
      SSL_CTX_set_session_id_context(context, name, sizeof name - 1) != 1) {
    SSL_CTX_free(context);
    return NULL;
  }
  uint64_t options = SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION;
#ifdef SSL_OP_ENABLE_KTLS
  options |= SSL_OP_ENABLE_KTLS;
#endif
  SSL_CTX_set_options(context, options);
  SSL_CTX_set_mode(
    context,
    // An idle connection holds no buffers; a write is one record and may come from another address
    // when it is repeated.
    SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
  );
  // One receive for all that is there, instead of one for each record's head and one for its rest.
  SSL_CTX_set_read_ahead(context, 1);
  // Clients keep their sessions in tickets; a cache here would be a lock that all loops share.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
  SSL_CTX_set_default_passwd_cb(context, know_no_passphrase);
  return (struct ctls_context *)context;
}

struct ctls_context *ctls_context_create_client(const uint8_t *protocols, size_t count) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (context == NULL) return NULL;
  if (count > 0) SSL_CTX_set_alpn_protos(context, protocols, (unsigned int)count);
  return (struct ctls_context *)context;
}

void ctls_context_free(struct ctls_context *context) { SSL_CTX_free(real(context)); }

enum ctls_load_result ctls_context_load(struct ctls_context *context, const char *chain, const char *key) {
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(real(context), chain) != 1) return ctls_certificate_wrong;
  if (SSL_CTX_use_PrivateKey_file(real(context), key, SSL_FILETYPE_PEM) != 1) {
    unsigned long error = ERR_peek_last_error();
    bool is_other = ERR_GET_LIB(error) == ERR_LIB_X509 && ERR_GET_REASON(error) == X509_R_KEY_VALUES_MISMATCH;
    return is_other ? ctls_key_of_another : ctls_key_wrong;
  }
  return SSL_CTX_check_private_key(real(context)) == 1 ? ctls_loaded : ctls_key_of_another;
}

static int64_t seconds_until(const ASN1_TIME *moment) {
  int days = 0, seconds = 0;
  ASN1_TIME_diff(&days, &seconds, NULL, moment);
  return (int64_t)days * 86400 + seconds;
}

void ctls_context_validity(struct ctls_context *context, int64_t *begins, int64_t *ends) {
  X509 *certificate = SSL_CTX_get0_certificate(real(context));
  *begins = certificate == NULL ? 0 : seconds_until(X509_get0_notBefore(certificate));
  *ends = certificate == NULL ? 0 : seconds_until(X509_get0_notAfter(certificate));
}

void ctls_error_text(char *text, size_t capacity) {
  const char *reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  if (capacity == 0) return;
  text[0] = 0;
  if (reason != NULL) strncat(text, reason, capacity - 1);
}
