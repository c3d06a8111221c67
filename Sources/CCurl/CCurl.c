#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

const int ccurl_ok = CURLE_OK;
const int ccurl_unsupported_protocol = CURLE_UNSUPPORTED_PROTOCOL;
const int ccurl_malformed_url = CURLE_URL_MALFORMAT;
const int ccurl_name_not_resolved = CURLE_COULDNT_RESOLVE_HOST;
const int ccurl_not_connected = CURLE_COULDNT_CONNECT;
const int ccurl_timed_out = CURLE_OPERATION_TIMEDOUT;
const int ccurl_certificate_refused = CURLE_PEER_FAILED_VERIFICATION;
const int ccurl_tls_failed = CURLE_SSL_CONNECT_ERROR;
const int ccurl_file_too_large = CURLE_FILESIZE_EXCEEDED;
const int ccurl_too_many_redirects = CURLE_TOO_MANY_REDIRECTS;
const int ccurl_login_denied = CURLE_LOGIN_DENIED;
const int ccurl_cut_off = CURLE_PARTIAL_FILE;

// How long a cancellation may go unnoticed while nothing arrives.
static const int poll_milliseconds = 50;

static pthread_once_t global_once = PTHREAD_ONCE_INIT;

static void initialise(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static size_t on_content(char *bytes, size_t size, size_t count, void *pointer) {
  const ccurl_request *request = pointer;
  size_t total = size * count;
  return request->receive(request->context, (const uint8_t *)bytes, total) ? total : 0;
}

// libcurl opens every socket through this, with the address that the name stands for at that
// moment, so that a name cannot be checked as one address and connected to as another.
static curl_socket_t on_socket(void *pointer, curlsocktype purpose, struct curl_sockaddr *address) {
  const ccurl_request *request = pointer;
  const uint8_t *bytes;
  size_t count;
  if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
  switch (address->family) {
  case AF_INET:
    bytes = (const uint8_t *)&((const struct sockaddr_in *)&address->addr)->sin_addr;
    count = 4;
    break;
  case AF_INET6:
    bytes = (const uint8_t *)&((const struct sockaddr_in6 *)&address->addr)->sin6_addr;
    count = 16;
    break;
  default: return CURL_SOCKET_BAD;
  }
  if (!request->permits_address(request->context, bytes, count)) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void copy(char *target, size_t size, const char *text) {
  snprintf(target, size, "%s", text ? text : "");
}

// With CURLOPT_NOSIGNAL libcurl does not keep SIGPIPE away, and where OpenSSL writes to the socket
// itself, a peer that has gone would end the process. The thread keeps it blocked from then on.
static void block_sigpipe(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

// `curl_easy_perform` asks whether to go on about once a second; this asks much more often.
static CURLcode perform(CURL *curl, const ccurl_request *request) {
  CURLM *multi = curl_multi_init();
  if (!multi) return CURLE_FAILED_INIT;
  CURLcode code = CURLE_FAILED_INIT;
  CURLMcode state = curl_multi_add_handle(multi, curl);
  for (int running = 1; state == CURLM_OK && running;) {
    if (request->is_cancelled(request->context)) {
      code = CURLE_ABORTED_BY_CALLBACK;
      break;
    }
    state = curl_multi_perform(multi, &running);
    if (state == CURLM_OK && running)
      state = curl_multi_poll(multi, NULL, 0, poll_milliseconds, NULL);
  }
  int waiting = 0;
  const CURLMsg *end = curl_multi_info_read(multi, &waiting);
  if (end && end->msg == CURLMSG_DONE) code = end->data.result;
  curl_multi_remove_handle(multi, curl);
  curl_multi_cleanup(multi);
  return code;
}

void ccurl_fetch(const ccurl_request *request, ccurl_result *result) {
  char message[CURL_ERROR_SIZE] = "";
  char *text = NULL;
  memset(result, 0, sizeof *result);
  pthread_once(&global_once, initialise);
  block_sigpipe();
  CURL *curl = curl_easy_init();
  if (!curl) {
    result->code = CURLE_FAILED_INIT;
    return;
  }
  struct curl_slist *fields = NULL;
  char accept[512];
  snprintf(accept, sizeof accept, "Accept: %s", request->accept);
  fields = curl_slist_append(fields, accept);

  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, request->user_agent);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, request->redirects_max);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->total_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->bytes_max);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, (void *)request);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_content);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, (void *)request);

  result->code = perform(curl, request);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result->status);
  if (curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK)
    copy(result->content_type, sizeof result->content_type, text);
  if (curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK)
    copy(result->effective_url, sizeof result->effective_url, text);
  copy(result->message, sizeof result->message,
       message[0] ? message : curl_easy_strerror((CURLcode)result->code));
  curl_slist_free_all(fields);
  curl_easy_cleanup(curl);
}
