#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
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

typedef struct {
  const ccurl_request *request;
  CURL *curl;
} transfer;

static int is_redirect(CURL *curl) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static size_t on_content(char *bytes, size_t size, size_t count, void *pointer) {
  const transfer *current = pointer;
  const ccurl_request *request = current->request;
  size_t total = size * count;
  if (is_redirect(current->curl)) return total;
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

// Adds each line of `lines` to the list.
static struct curl_slist *append_lines(struct curl_slist *list, const char *lines) {
  while (lines && *lines) {
    size_t length = strcspn(lines, "\n");
    char *line = strndup(lines, length);
    struct curl_slist *longer = line ? curl_slist_append(list, line) : NULL;
    free(line);
    if (longer) list = longer;
    lines += length + (lines[length] == '\n');
  }
  return list;
}

// Whether two addresses have scheme, host and port in common.
static int same_origin(const char *one, const char *other) {
  static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
  CURLU *left = curl_url(), *right = curl_url();
  int same = left && right && !curl_url_set(left, CURLUPART_URL, one, 0) &&
             !curl_url_set(right, CURLUPART_URL, other, 0);
  for (size_t index = 0; same && index < sizeof parts / sizeof *parts; index++) {
    char *a = NULL, *b = NULL;
    same = !curl_url_get(left, parts[index], &a, CURLU_DEFAULT_PORT) &&
           !curl_url_get(right, parts[index], &b, CURLU_DEFAULT_PORT) && !strcasecmp(a, b);
    curl_free(a);
    curl_free(b);
  }
  curl_url_cleanup(left);
  curl_url_cleanup(right);
  return same;
}

static long long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// Redirects are followed here and not by libcurl, which would send the given fields anywhere.
static CURLcode perform_all(CURL *curl, const ccurl_request *request, struct curl_slist *plain) {
  long long end = milliseconds_now() + request->total_timeout_ms;
  for (long redirects = 0;; redirects++) {
    long long left = end - milliseconds_now();
    if (left <= 0) return CURLE_OPERATION_TIMEDOUT;
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)left);
    CURLcode code = perform(curl, request);
    char *target = NULL;
    if (code != CURLE_OK || !is_redirect(curl)) return code;
    if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &target) != CURLE_OK || !target) return code;
    if (redirects >= request->redirects_max) return CURLE_TOO_MANY_REDIRECTS;
    if (!same_origin(request->url, target)) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, plain);
    // libcurl copies the text.
    curl_easy_setopt(curl, CURLOPT_URL, target);
  }
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
  struct curl_slist *plain = append_lines(NULL, request->own_fields);
  struct curl_slist *all = append_lines(append_lines(NULL, request->own_fields), request->given_fields);
  transfer current = {request, curl};

  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, all);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->bytes_max);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, (void *)request);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_content);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &current);

  result->code = perform_all(curl, request, plain);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result->status);
  if (curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK)
    copy(result->content_type, sizeof result->content_type, text);
  if (curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK)
    copy(result->effective_url, sizeof result->effective_url, text);
  copy(result->message, sizeof result->message,
       message[0] ? message : curl_easy_strerror((CURLcode)result->code));
  curl_slist_free_all(all);
  curl_slist_free_all(plain);
  curl_easy_cleanup(curl);
}
