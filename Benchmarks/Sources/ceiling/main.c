#define _GNU_SOURCE
#include "ceiling.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  EVENTS_MAX = 1024,
  ACCEPTED_PER_TURN_MAX = 256,
  RECEIVE_BYTES = 128 * 1024,
  CUT_BYTES_MAX = 128 * 1024,
  // Replies of at least so many bytes are not copied.
  SEPARATE_BYTES_MIN = 8 * 1024,
  REPLY_BYTES_MAX = 1024 * 1024,
};

struct connection *connections;
static int connections_max;
static int epoll;

// What answers the running read; nothing else writes meanwhile.
static uint8_t replies[REPLY_BYTES_MAX];
static size_t replies_count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void watch(int descriptor, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = descriptor};
  epoll_ctl(epoll, operation, descriptor, &event);
}

void close_connection(int descriptor) {
  struct connection *connection = &connections[descriptor];
  if (!connection->is_open) return;
  if (connection->protocol == SUBSCRIBER) unsubscribe(descriptor);
  free(connection->unsent);
  free(connection->cut);
  memset(connection, 0, sizeof *connection);
  close(descriptor);
}

// MARK: - Writing

bool send_now(int descriptor, const void *bytes, size_t count) {
  struct connection *connection = &connections[descriptor];
  const uint8_t *rest = bytes;
  if (!connection->unsent) {
    ssize_t sent = send(descriptor, rest, count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) {
      close_connection(descriptor);
      return false;
    }
    if (sent < 0) sent = 0;
    if ((size_t)sent == count) return true;
    rest += sent;
    count -= (size_t)sent;
    watch(descriptor, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  }
  connection->unsent = realloc(connection->unsent, connection->unsent_count + count);
  memcpy(connection->unsent + connection->unsent_count, rest, count);
  connection->unsent_count += count;
  return true;
}

static bool flush_replies(int descriptor) {
  size_t count = replies_count;
  replies_count = 0;
  return count == 0 || send_now(descriptor, replies, count);
}

bool reply(int descriptor, const void *bytes, size_t count) {
  bool is_separate = count >= SEPARATE_BYTES_MIN;
  if ((is_separate || replies_count + count > sizeof replies) && !flush_replies(descriptor)) return false;
  if (is_separate) return send_now(descriptor, bytes, count);
  memcpy(replies + replies_count, bytes, count);
  replies_count += count;
  return true;
}

static void writable(int descriptor) {
  struct connection *connection = &connections[descriptor];
  if (!connection->unsent) return;
  size_t left = connection->unsent_count - connection->unsent_offset;
  ssize_t sent = send(descriptor, connection->unsent + connection->unsent_offset, left, MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno != EAGAIN) close_connection(descriptor);
    return;
  }
  connection->unsent_offset += (size_t)sent;
  if ((size_t)sent < left) return;
  free(connection->unsent);
  connection->unsent = NULL;
  connection->unsent_count = connection->unsent_offset = 0;
  if (connection->is_ending) return close_connection(descriptor);
  watch(descriptor, EPOLL_CTL_MOD, EPOLLIN);
}

// MARK: - Reading

static void keep_cut(struct connection *connection, const uint8_t *bytes, size_t count) {
  if (count == 0) {
    free(connection->cut);
    connection->cut = NULL;
  } else {
    connection->cut = realloc(connection->cut, count);
    memcpy(connection->cut, bytes, count);
  }
  connection->cut_count = count;
}

static void readable(int descriptor) {
  static uint8_t buffer[CUT_BYTES_MAX + RECEIVE_BYTES];
  struct connection *connection = &connections[descriptor];
  size_t count = connection->cut_count;
  if (count > CUT_BYTES_MAX) return close_connection(descriptor);
  ssize_t received = recv(descriptor, buffer + count, RECEIVE_BYTES, 0);
  if (received <= 0) {
    if (received == 0 || errno != EAGAIN) close_connection(descriptor);
    return;
  }
  if (count > 0) memcpy(buffer, connection->cut, count);
  count += (size_t)received;

  size_t used = 0;
  if (connection->protocol == HTTP && !receive_http(descriptor, buffer, count, &used)) return;
  if (connection->protocol != HTTP && used < count) {
    size_t used_frames = 0;
    if (!receive_frames(descriptor, buffer + used, count - used, &used_frames)) return;
    used += used_frames;
  }
  if (!flush_replies(descriptor)) return;
  if (connection->cut || used < count) keep_cut(connection, buffer + used, count - used);
  if (connection->is_ending && !connection->unsent) close_connection(descriptor);
}

// MARK: - The loop

static void accept_connections(int listener) {
  for (int count = 0; count < ACCEPTED_PER_TURN_MAX; count++) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (descriptor < 0) return;
    if (descriptor >= connections_max) {
      close(descriptor);
      continue;
    }
    connections[descriptor].is_open = true;
    watch(descriptor, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static int listen_on(uint16_t port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // Accepted sockets inherit it.
  setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons(port),
    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) fail("listen");
  return listener;
}

static void raise_open_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) fail("getrlimit");
  rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  // Valgrind keeps some for itself.
  if (setrlimit(RLIMIT_NOFILE, &limit)) limit.rlim_cur = before;
  connections_max = limit.rlim_cur > 1024 * 1024 ? 1024 * 1024 : (int)limit.rlim_cur;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: ceiling PORT FOLDER\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  raise_open_files();
  // Pages that no connection uses cost nothing.
  connections = calloc((size_t)connections_max, sizeof *connections);
  if (!connections) fail("calloc");
  load_files(argv[2]);
  int listener = listen_on((uint16_t)atoi(argv[1]));
  epoll = epoll_create1(0);
  watch(listener, EPOLL_CTL_ADD, EPOLLIN);

  static struct epoll_event events[EVENTS_MAX];
  for (;;) {
    int count = epoll_wait(epoll, events, EVENTS_MAX, -1);
    for (int index = 0; index < count; index++) {
      int descriptor = events[index].data.fd;
      if (descriptor == listener) {
        accept_connections(listener);
        continue;
      }
      if (events[index].events & EPOLLOUT) writable(descriptor);
      if (connections[descriptor].is_open && events[index].events & ~(uint32_t)EPOLLOUT) readable(descriptor);
    }
    deliver_topics();
  }
}
