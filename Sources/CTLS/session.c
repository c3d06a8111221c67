#define _GNU_SOURCE
#include "CTLS.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// The most that one record holds (RFC 8446 §5.1).
#define RECORD_BYTES_MAX 16384

/// A call that receives takes so many records at most, whatever little they hold.
#define RECORDS_MAX 64
/// And goes so many steps for messages of TLS itself, such as changes of the key, each of which takes a
/// few. OpenSSL goes on with those for as long as they come; a peer that sends nothing else would have
/// the loop for itself.
#define STEPS_MAX 64

struct ctls_session {
  SSL *ssl;
  /// Steps for messages of TLS itself in the running call, once the handshake is complete.
  int step_count;
  /// Plaintext of a record that OpenSSL wants to be given again; NULL when there is none.
  unsigned char *held;
  size_t held_count;
};

struct ctls_session *ctls_session_create(struct ctls_context *context, int socket) {
  struct ctls_session *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  session->ssl = SSL_new((SSL_CTX *)context);
  if (session->ssl == NULL || SSL_set_fd(session->ssl, socket) != 1) {
    ctls_session_free(session);
    return NULL;
  }
  SSL_set_app_data(session->ssl, session);
  bool is_client = SSL_CTX_get_ssl_method((SSL_CTX *)context) == TLS_client_method();
  if (is_client) SSL_set_connect_state(session->ssl); else SSL_set_accept_state(session->ssl);
  return session;
}

/// Ends a connection whose peer sends too many messages of TLS itself.
static void count_step(const SSL *ssl, int moment, int unused) {
  (void)unused;
  struct ctls_session *session = SSL_get_app_data(ssl);
  // A step of OpenSSL's state machine, or an alert such as the one that refuses to renegotiate.
  if ((moment & (SSL_CB_LOOP | SSL_CB_ALERT)) == 0 || ++session->step_count <= STEPS_MAX) return;
  shutdown(SSL_get_fd(ssl), SHUT_RDWR);
}

void ctls_session_free(struct ctls_session *session) {
  SSL_free(session->ssl);
  free(session->held);
  free(session);
}

/// OpenSSL judges a result by its error queue too, so that an old error would be taken for a new one.
static void forget_errors(void) {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

/// What a call means that did not succeed. The error stays for `ctls_error_text`; whoever calls next
/// forgets it.
static int report(struct ctls_session *session, int result) {
  switch (SSL_get_error(session->ssl, result)) {
    case SSL_ERROR_WANT_READ: return ctls_wants_readable;
    case SSL_ERROR_WANT_WRITE: return ctls_wants_writable;
    case SSL_ERROR_ZERO_RETURN: return ctls_finished;
    case SSL_ERROR_SSL: break;
    default: return ctls_failed;
  }
  unsigned long error = ERR_peek_error();
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return ctls_failed;
  switch (ERR_GET_REASON(error)) {
    case SSL_R_HTTP_REQUEST: return ctls_plain_http;
#ifdef SSL_R_UNEXPECTED_EOF_WHILE_READING
    case SSL_R_UNEXPECTED_EOF_WHILE_READING: return ctls_truncated;
#endif
    default: return ctls_failed;
  }
}

int ctls_session_handshake(struct ctls_session *session) {
  forget_errors();
  int result = SSL_do_handshake(session->ssl);
  if (result == 1) {
    SSL_set_info_callback(session->ssl, count_step);
    return 1;
  }
  int outcome = report(session, result);
  return outcome == ctls_finished ? ctls_failed : outcome;
}

// MARK: Receiving

int64_t ctls_session_receive(struct ctls_session *session, void *bytes, size_t capacity, bool *has_more) {
  forget_errors();
  session->step_count = 0;
  size_t total = 0;
  int record_count = 0;
  do {
    size_t count = 0;
    int result = SSL_read_ex(session->ssl, (unsigned char *)bytes + total, capacity - total, &count);
    if (result != 1) {
      int outcome = report(session, result);
      // What came before is told first; the end is told again, since OpenSSL remembers it.
      *has_more = total > 0 && outcome != ctls_wants_readable;
      return total > 0 ? (int64_t)total : outcome;
    }
    total += count;
  } while (total < capacity && ++record_count < RECORDS_MAX && SSL_has_pending(session->ssl));
  *has_more = ctls_session_has_more(session);
  return (int64_t)total;
}

bool ctls_session_has_heard(const struct ctls_session *session) {
  return BIO_number_read(SSL_get_rbio(session->ssl)) > 0;
}

bool ctls_session_has_more(const struct ctls_session *session) { return SSL_has_pending(session->ssl) == 1; }

// MARK: Sending

static size_t record_bytes_max(struct ctls_session *session) {
  // A client with little memory may have asked for less (RFC 6066 §4).
  uint8_t code = SSL_SESSION_get_max_fragment_length(SSL_get0_session(session->ssl));
  return code >= 1 && code <= 4 ? (size_t)256 << code : RECORD_BYTES_MAX;
}

static bool is_wait(int outcome) { return outcome == ctls_wants_readable || outcome == ctls_wants_writable; }

static int64_t send_record(struct ctls_session *session, const unsigned char *bytes, size_t count) {
  forget_errors();
  size_t sent = 0;
  int result = SSL_write_ex(session->ssl, bytes, count, &sent);
  if (result == 1) return (int64_t)sent;
  int outcome = report(session, result);
  if (!is_wait(outcome)) return ctls_failed;
  session->held = malloc(count);
  if (session->held == NULL) return ctls_failed;
  memcpy(session->held, bytes, count);
  session->held_count = count;
  return (int64_t)count;
}

size_t ctls_session_held_count(const struct ctls_session *session) {
  return session->held == NULL ? 0 : session->held_count;
}

int ctls_session_send_held(struct ctls_session *session) {
  if (session->held == NULL) return 1;
  forget_errors();
  size_t sent = 0;
  int result = SSL_write_ex(session->ssl, session->held, session->held_count, &sent);
  if (result != 1) {
    int outcome = report(session, result);
    return is_wait(outcome) ? outcome : ctls_failed;
  }
  // It was cut to one record, so that it leaves whole or not at all.
  if (sent != session->held_count) return ctls_failed;
  free(session->held);
  session->held = NULL;
  return 1;
}

static size_t smaller(size_t one, size_t other) { return one < other ? one : other; }

int64_t ctls_session_send(
  struct ctls_session *session, const void *first, size_t first_count, const void *second, size_t second_count
) {
  int is_free = ctls_session_send_held(session);
  if (is_free != 1) return is_free;
  const unsigned char *pieces[2] = { first, second };
  size_t counts[2] = { first_count, second_count };
  size_t room = record_bytes_max(session);
  int64_t total = 0;
  while (counts[0] + counts[1] > 0 && session->held == NULL) {
    unsigned char both[RECORD_BYTES_MAX];
    const unsigned char *record = counts[0] > 0 ? pieces[0] : pieces[1];
    size_t of_first = smaller(counts[0], room), of_second = smaller(counts[1], room - of_first);
    if (of_first > 0 && of_second > 0) {
      memcpy(both, pieces[0], of_first);
      memcpy(both + of_first, pieces[1], of_second);
      record = both;
    }
    int64_t sent = send_record(session, record, of_first + of_second);
    if (sent < 0) return sent;
    of_first = smaller((size_t)sent, of_first);
    of_second = (size_t)sent - of_first;
    if (of_first > 0) pieces[0] += of_first;
    if (of_second > 0) pieces[1] += of_second;
    counts[0] -= of_first;
    counts[1] -= of_second;
    total += sent;
  }
  return total;
}

int64_t ctls_session_send_file(struct ctls_session *session, int file, int64_t offset, int64_t count) {
  int is_free = ctls_session_send_held(session);
  if (is_free != 1) return is_free;
  size_t room = record_bytes_max(session);
  int64_t total = 0;
  while (total < count && session->held == NULL) {
    unsigned char piece[RECORD_BYTES_MAX];
    size_t wanted = smaller((size_t)(count - total), room);
    ssize_t found = pread(file, piece, wanted, offset + total);
    if (found < 0) return ctls_failed;
    if (found == 0) break;
    int64_t sent = send_record(session, piece, (size_t)found);
    if (sent < 0) return sent;
    total += sent;
  }
  return total;
}

int ctls_session_finish(struct ctls_session *session) {
  forget_errors();
  int result = SSL_shutdown(session->ssl);
  if (result >= 0) return 1;
  int outcome = report(session, result);
  return is_wait(outcome) ? outcome : ctls_failed;
}

bool ctls_session_sends_in_kernel(const struct ctls_session *session) {
#ifdef BIO_get_ktls_send
  return BIO_get_ktls_send(SSL_get_wbio(session->ssl)) != 0;
#else
  (void)session;
  return false;
#endif
}
