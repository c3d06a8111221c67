#define _GNU_SOURCE
#include "connection.h"

#include "message.h"
#include "options.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  EVENTS_MAX = 1024,
  RECEIVE_BYTES = 64 * 1024,
  // Receives of one connection in one turn.
  RECEIVES_MAX = 4,
  // The longest frame, and what may come behind its beginning.
  BUFFER_BYTES = 9 * 1024 * 1024,
  ANSWER_BYTES_MAX = 8 * 1024,
  // More connections to one port need another source address.
  CONNECTIONS_PER_ADDRESS = 20000,
};

struct connection *connections;
struct tally tally;
uint64_t event_time;
static int epoll;
static uint8_t buffer[BUFFER_BYTES];

static void fail(const char *what) {
  fprintf(stderr, "wsload: %s: %s\n", what, strerror(errno));
  exit(2);
}

static void watch(int index, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, operation, connections[index].descriptor, &event);
}

void prepare_connections(int count) {
  rlim_t wanted = (rlim_t)count + 64;
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) fail("getrlimit");
  if (limit.rlim_cur < wanted) limit.rlim_cur = wanted;
  if (limit.rlim_max < wanted) limit.rlim_max = wanted;
  if (setrlimit(RLIMIT_NOFILE, &limit)) fail("too few open files are allowed");
  connections = calloc((size_t)count, sizeof *connections);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  if (!connections || epoll < 0) fail("epoll");
}

static void close_connection(int index, const char *reason) {
  struct connection *connection = &connections[index];
  if (connection->state == CLOSED) return;
  if (connection->state == OPEN) {
    tally.closed_early++;
  } else {
    tally.in_progress--;
    if (tally.failed++ < 3) fprintf(stderr, "wsload: connection %d failed: %s\n", index, reason);
  }
  close(connection->descriptor);
  free(connection->cut);
  free(connection->unsent);
  int64_t next_sequence = connection->next_sequence;
  *connection = (struct connection){.topic = connection->topic, .next_sequence = next_sequence};
}

// MARK: - Writing

void send_bytes(int index, const void *bytes, size_t count) {
  struct connection *connection = &connections[index];
  const uint8_t *rest = bytes;
  if (connection->unsent_count == 0) {
    ssize_t sent = send(connection->descriptor, rest, count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return close_connection(index, strerror(errno));
    if (sent > 0) rest += sent, count -= (size_t)sent;
    if (count == 0) return;
    watch(index, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  }
  connection->unsent = realloc(connection->unsent, connection->unsent_count + count);
  memcpy(connection->unsent + connection->unsent_count, rest, count);
  connection->unsent_count += count;
}

static void writable(int index) {
  struct connection *connection = &connections[index];
  if (connection->unsent_count == 0) return;
  ssize_t sent = send(connection->descriptor, connection->unsent, connection->unsent_count, MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno != EAGAIN) close_connection(index, strerror(errno));
    return;
  }
  connection->unsent_count -= (size_t)sent;
  memmove(connection->unsent, connection->unsent + sent, connection->unsent_count);
  if (connection->unsent_count == 0) watch(index, EPOLL_CTL_MOD, EPOLLIN);
}

// MARK: - Opening

void open_connection(int index) {
  struct connection *connection = &connections[index];
  bool is_publisher = index >= options.connections;
  *connection = (struct connection){
    .descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
    .state = CONNECTING,
    .is_publisher = is_publisher,
    .topic = is_publisher ? index - options.connections : index % options.topics,
    .next_sequence = -1,
    .opening_began = now(),
  };
  if (connection->descriptor < 0) fail("socket");
  if (!tally.first_began) tally.first_began = connection->opening_began;
  tally.in_progress++;
  int on = 1;
  setsockopt(connection->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(connection->descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  struct sockaddr_in source = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t)(index / CONNECTIONS_PER_ADDRESS)),
  };
  if (bind(connection->descriptor, (struct sockaddr *)&source, sizeof source)) fail("bind");
  if (connect(connection->descriptor, (struct sockaddr *)&options.server, sizeof options.server)
      && errno != EINPROGRESS)
    return close_connection(index, strerror(errno));
  watch(index, EPOLL_CTL_ADD, EPOLLOUT);
}

// Puts the number of the topic where the path says so.
static void expand_path(char *target, size_t capacity, const char *path, int topic) {
  const char *place = strstr(path, "%d");
  if (place)
    snprintf(target, capacity, "%.*s%d%s", (int)(place - path), path, topic, place + 2);
  else
    snprintf(target, capacity, "%s", path);
}

static void begin_handshake(int index) {
  struct connection *connection = &connections[index];
  int error = 0;
  socklen_t error_size = sizeof error;
  getsockopt(connection->descriptor, SOL_SOCKET, SO_ERROR, &error, &error_size);
  if (error) return close_connection(index, strerror(error));
  char path[TEXT_BYTES_MAX + 16], request[1024];
  expand_path(path, sizeof path, connection->is_publisher ? options.publish_path : options.path, connection->topic);
  int count = snprintf(
    request, sizeof request,
    "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    path, options.host
  );
  connection->state = HANDSHAKING;
  watch(index, EPOLL_CTL_MOD, EPOLLIN);
  send_bytes(index, request, (size_t)count);
}

// Returns the bytes of the server's answer, or 0 when it is not whole.
static size_t end_handshake(int index, const uint8_t *bytes, size_t count) {
  const uint8_t *end = memmem(bytes, count, "\r\n\r\n", 4);
  if (!end) {
    if (count > ANSWER_BYTES_MAX) close_connection(index, "endless answer");
    return 0;
  }
  static const char value[] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  if (memcmp(bytes, "HTTP/1.1 101", 12) || !memmem(bytes, (size_t)(end - bytes), value, sizeof value - 1)) {
    close_connection(index, "no handshake");
    return 0;
  }
  struct connection *connection = &connections[index];
  tally.in_progress--;
  tally.handshakes++;
  tally.last_opened = now();
  count_value(&tally.opening_times, tally.last_opened - connection->opening_began);
  if (options.mode == HANDSHAKES) {
    // Resets it, so that no port waits for late segments.
    struct linger none = {.l_onoff = 1};
    setsockopt(connection->descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(connection->descriptor);
    free(connection->cut);
    *connection = (struct connection){0};
    return 0;
  }
  connection->state = OPEN;
  if (!connection->is_publisher) tally.opened++;
  return (size_t)(end - bytes) + 4;
}

// MARK: - Reading

static void handle(int index, const struct frame *frame, const uint8_t *payload) {
  switch (frame->opcode) {
    case TEXT:
    case BINARY:
    case CONTINUATION:
      // A message counts with its last fragment.
      if (frame->is_final) message_received(index, payload, frame->payload_count);
      break;
    case PING: {
      uint8_t pong[FRAME_HEADER_BYTES_MAX + 125];
      if (frame->payload_count <= 125) send_bytes(index, pong, write_frame(pong, PONG, payload, frame->payload_count));
      break;
    }
    case PONG: break;
    case CLOSE: close_connection(index, "closed"); break;
    default: tally.malformed++;
  }
}

// Takes the whole frames, and keeps the beginning of the next one.
static void receive_bytes(int index, const uint8_t *bytes, size_t count) {
  struct connection *connection = &connections[index];
  size_t used = connection->state == HANDSHAKING ? end_handshake(index, bytes, count) : 0;
  while (connection->state == OPEN) {
    struct frame frame;
    enum reading reading = read_frame(bytes + used, count - used, &frame);
    if (reading == CUT) break;
    if (reading == MALFORMED) {
      tally.malformed++;
      return close_connection(index, "malformed frame");
    }
    handle(index, &frame, bytes + used + frame.header_count);
    used += frame.header_count + frame.payload_count;
  }
  if (connection->state == CLOSED || used == count) return;
  connection->cut_count = count - used;
  connection->cut = realloc(connection->cut, connection->cut_count);
  memmove(connection->cut, bytes + used, connection->cut_count);
}

static void readable(int index) {
  struct connection *connection = &connections[index];
  for (int round = 0; round < RECEIVES_MAX; round++) {
    size_t before = connection->cut_count;
    ssize_t received = recv(connection->descriptor, buffer + before, RECEIVE_BYTES, 0);
    if (received < 0 && errno == EAGAIN) return;
    if (received <= 0) return close_connection(index, received ? strerror(errno) : "closed");
    if (before) memcpy(buffer, connection->cut, before);
    connection->cut_count = 0;
    event_time = now();
    receive_bytes(index, buffer, before + (size_t)received);
    if (connection->state == CLOSED || received < RECEIVE_BYTES) return;
  }
}

void serve_events(int timeout) {
  static struct epoll_event events[EVENTS_MAX];
  int count = epoll_wait(epoll, events, EVENTS_MAX, timeout);
  for (int place = 0; place < count; place++) {
    int index = (int)events[place].data.u32;
    if (connections[index].state == CONNECTING) {
      begin_handshake(index);
      continue;
    }
    if (events[place].events & EPOLLOUT) writable(index);
    if (connections[index].state != CLOSED && events[place].events & ~(uint32_t)EPOLLOUT) readable(index);
  }
}
