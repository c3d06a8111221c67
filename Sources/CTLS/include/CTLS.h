// OpenSSL, seen as a few plain functions. Its own headers are macros and version-dependent
// declarations that Swift cannot import whole; only what Assay calls passes through here.
#ifndef CTLS_H
#define CTLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Digests

/// Writes the 20-byte SHA-1 digest of `count` bytes at `bytes` to `digest` (RFC 6455 §4.2.2 needs it).
/// Returns 1, or 0 when OpenSSL refuses.
int ctls_sha1(const void *bytes, size_t count, uint8_t *digest);

/// Writes the 32-byte SHA-256 digest of `count` bytes at `bytes` to `digest`.
/// Returns 1, or 0 when OpenSSL refuses.
int ctls_sha256(const void *bytes, size_t count, uint8_t *digest);

// MARK: Contexts

/// What the connections of a server share: certificate chain, private key, rules, ticket keys. It may
/// be used by several threads at once.
struct ctls_context;

/// What was wrong with the files of a context.
enum ctls_load_result {
  ctls_loaded,
  /// The certificate chain cannot be read, or is no chain in PEM form.
  ctls_certificate_wrong,
  /// The private key cannot be read, is no key in PEM form, or is protected by a passphrase.
  ctls_key_wrong,
  /// The private key is not the one of the first certificate.
  ctls_key_of_another,
};

/// A server's context without certificate: TLS 1.2 and up, `http/1.1` by ALPN. NULL without memory.
struct ctls_context *ctls_context_create(void);
/// A client's context that trusts everybody; the tests of a server are such a client. `protocols` is what
/// it offers by ALPN as RFC 7301 §3.1 writes it, none for a count of 0. NULL without memory.
struct ctls_context *ctls_context_create_client(const uint8_t *protocols, size_t count);
/// Gives the context up. The sessions that were made of it go on.
void ctls_context_free(struct ctls_context *context);
/// Reads certificate chain and key. After a failure `ctls_error_text` tells more.
enum ctls_load_result ctls_context_load(struct ctls_context *context, const char *chain, const char *key);
/// When the validity of the first certificate begins and ends, in seconds from now.
void ctls_context_validity(struct ctls_context *context, int64_t *begins, int64_t *ends);

/// Writes what OpenSSL said about the last failure of this thread to `text`, with a zero at the end,
/// and forgets it. An empty text when it said nothing.
void ctls_error_text(char *text, size_t capacity);

// MARK: Sessions

/// The TLS of one connection, on top of its socket.
struct ctls_session;

/// What a call reports that did not move bytes. Calls that may move bytes return their count, which is
/// at least 1, or one of these.
enum {
  /// The peer said that it will send no more (close_notify).
  ctls_finished = 0,
  /// Nothing can be done until the socket is readable or writable. It need not be what one expects:
  /// to receive may take an answer of TLS itself, which has to be sent first.
  ctls_wants_readable = -1,
  ctls_wants_writable = -2,
  /// The peer broke the rules, could not agree with us, or is gone.
  ctls_failed = -3,
  /// The connection ended without close_notify: somebody may have cut it.
  ctls_truncated = -4,
  /// The first bytes of the peer are no TLS but an HTTP request.
  ctls_plain_http = -5,
};

/// A session on a socket, which stays the caller's: it waits for the handshake of a client, or is the
/// client if the context is. NULL without memory.
struct ctls_session *ctls_session_create(struct ctls_context *context, int socket);
void ctls_session_free(struct ctls_session *session);

/// Goes on with the handshake: 1 when it is complete, else one of the negative reports.
int ctls_session_handshake(struct ctls_session *session);

/// Whether the client has sent anything yet.
bool ctls_session_has_heard(const struct ctls_session *session);

/// Receives what there is and fits, of 64 records at most. A peer that sends a crowd of messages of TLS
/// itself meanwhile, such as changes of the key, is cut off. `has_more` tells whether another call would report something
/// that the kernel does not know of, so that nothing would ever make the socket readable for it.
int64_t ctls_session_receive(struct ctls_session *session, void *bytes, size_t capacity, bool *has_more);

/// Whether `ctls_session_receive` would find bytes without asking the kernel.
bool ctls_session_has_more(const struct ctls_session *session);

/// Sends the bytes of both pieces, at least one in all, until the socket takes no more: how many were
/// taken.
///
/// OpenSSL wants a write that did not succeed to be repeated with the same bytes, which callers that
/// change their minds cannot promise. Here bytes are taken or not: a record that the socket did not
/// take whole is held by the session, counts as taken, and leaves with `ctls_session_send_held`.
int64_t ctls_session_send(
  struct ctls_session *session, const void *first, size_t first_count, const void *second, size_t second_count
);

/// Sends a part of a file by reading it: how many bytes were taken. `ctls_finished` when the file has
/// no bytes there.
int64_t ctls_session_send_file(struct ctls_session *session, int file, int64_t offset, int64_t count);

/// How many bytes of a record are held; 0 when none is.
size_t ctls_session_held_count(const struct ctls_session *session);

/// Sends the held record: 1 when none is held any more, else one of the negative reports.
int ctls_session_send_held(struct ctls_session *session);

/// Tells the peer that nothing more comes (close_notify): 1 when that was sent, else one of the
/// negative reports.
int ctls_session_finish(struct ctls_session *session);

/// Whether the kernel encrypts what is sent (kTLS). Then bytes and files are sent by the plain system
/// calls, and the functions above that send are not for use.
bool ctls_session_sends_in_kernel(const struct ctls_session *session);

#endif
