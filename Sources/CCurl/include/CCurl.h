// libcurl, seen as one function. Its own interface is variadic (`curl_easy_setopt`), which Swift
// cannot call, and its options are macros; what Assay needs of it passes through here.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

/// What to fetch, within which bounds. All pointers must stay valid during the call.
typedef struct {
  /// `http` or `https`; every other scheme is refused, in redirects too.
  const char *url;
  /// Fields of every request: `Name: value` and a line feed, one after the other.
  const char *own_fields;
  /// Written the same way; sent to the scheme, host and port of `url` only, not to another that it
  /// redirects to, since they may be a secret.
  const char *given_fields;
  long connect_timeout_ms;
  long total_timeout_ms;
  long redirects_max;
  /// An announced length over this is refused before anything is read.
  int64_t bytes_max;
  /// Passed to the functions below, which are called on the calling thread.
  void *context;
  /// Asked before each connection, also after a redirect, with the 4 or 16 bytes of the address in
  /// network order. Nonzero permits it.
  int (*permits_address)(void *context, const uint8_t *address, size_t count);
  /// Gets the content, decompressed. Zero stops the transfer.
  int (*receive)(void *context, const uint8_t *bytes, size_t count);
  /// Asked many times a second. Nonzero stops the transfer.
  int (*is_cancelled)(void *context);
} ccurl_request;

/// What came of it. Texts end with a zero byte and are cut when they are longer.
typedef struct {
  /// The CURLcode; see below.
  int code;
  /// The last status code; 0 when no answer came.
  long status;
  char content_type[256];
  /// The address after all redirects.
  char effective_url[2048];
  /// libcurl's own words.
  char message[256];
} ccurl_result;

// The CURLcode values that are told apart.
extern const int ccurl_ok;
extern const int ccurl_unsupported_protocol;
extern const int ccurl_malformed_url;
extern const int ccurl_name_not_resolved;
extern const int ccurl_not_connected;
extern const int ccurl_timed_out;
extern const int ccurl_certificate_refused;
extern const int ccurl_tls_failed;
extern const int ccurl_file_too_large;
extern const int ccurl_too_many_redirects;
extern const int ccurl_login_denied;
extern const int ccurl_cut_off;

/// Fetches once, blocking the calling thread until the end; never throws a signal, reads no proxy
/// from the environment, keeps no cookie.
void ccurl_fetch(const ccurl_request *request, ccurl_result *result);

#endif
