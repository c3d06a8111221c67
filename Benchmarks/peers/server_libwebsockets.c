// libwebsockets, the WebSocket routes only: server PORT.
//
// As the library wants it: messages lie in one ring, each subscriber has its own place in it, and is asked to write when
// its socket takes more.
#include <libwebsockets.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { RING_COUNT = 4096, TOPICS_MAX = 256, NAME_BYTES_MAX = 48 };
enum kind { SUBSCRIBER, PUBLISHER, ECHO };

// Bytes behind the room that the library needs before them.
struct message {
  unsigned char *bytes;
  size_t count;
  int topic;
};

struct session {
  enum kind kind;
  int topic;
  struct lws *connection;
  // Where a subscriber is in the ring.
  unsigned long place;
  struct session *next, **link;
  struct message echo;
};

static struct message ring[RING_COUNT];
static unsigned long ring_end;
static char names[TOPICS_MAX][NAME_BYTES_MAX];
static int topic_count;
static struct session *subscribers[TOPICS_MAX];

static int topic_named(const char *name) {
  for (int index = 0; index < topic_count; index++)
    if (!strcmp(names[index], name)) return index;
  if (topic_count == TOPICS_MAX) exit(1);
  strncpy(names[topic_count], name, NAME_BYTES_MAX - 1);
  return topic_count++;
}

static void keep(struct message *message, const void *bytes, size_t count) {
  message->bytes = realloc(message->bytes, LWS_PRE + count);
  memcpy(message->bytes + LWS_PRE, bytes, count);
  message->count = count;
}

static void begin(struct session *session, struct lws *connection) {
  char path[128] = "";
  lws_hdr_copy(connection, path, sizeof path, WSI_TOKEN_GET_URI);
  memset(session, 0, sizeof *session);
  session->connection = connection;
  session->kind = !strncmp(path, "/ws/", 4) ? SUBSCRIBER : !strncmp(path, "/pub/", 5) ? PUBLISHER : ECHO;
  if (session->kind == PUBLISHER) session->topic = topic_named(path + 5);
  if (session->kind != SUBSCRIBER) return;
  session->topic = topic_named(path + 4);
  session->place = ring_end;
  session->link = &subscribers[session->topic];
  session->next = *session->link;
  if (session->next) session->next->link = &session->next;
  *session->link = session;
}

static void end(struct session *session) {
  free(session->echo.bytes);
  if (!session->link) return;
  *session->link = session->next;
  if (session->next) session->next->link = session->link;
}

static void receive(struct session *session, const void *bytes, size_t count) {
  if (session->kind == PUBLISHER) {
    struct message *message = &ring[ring_end++ % RING_COUNT];
    keep(message, bytes, count);
    message->topic = session->topic;
    for (struct session *subscriber = subscribers[session->topic]; subscriber; subscriber = subscriber->next)
      lws_callback_on_writable(subscriber->connection);
  } else if (session->kind == ECHO) {
    keep(&session->echo, bytes, count);
    lws_callback_on_writable(session->connection);
  }
}

static int send_text(struct session *session, struct message *message) {
  return lws_write(session->connection, message->bytes + LWS_PRE, message->count, LWS_WRITE_TEXT) < 0 ? -1 : 0;
}

static int write_next(struct session *session) {
  if (session->kind == ECHO && session->echo.count) {
    int status = send_text(session, &session->echo);
    session->echo.count = 0;
    return status;
  }
  if (session->kind != SUBSCRIBER) return 0;
  while (session->place < ring_end && ring[session->place % RING_COUNT].topic != session->topic) session->place++;
  if (session->place == ring_end) return 0;
  int status = send_text(session, &ring[session->place++ % RING_COUNT]);
  if (session->place < ring_end) lws_callback_on_writable(session->connection);
  return status;
}

static int callback(struct lws *connection, enum lws_callback_reasons reason, void *user, void *bytes, size_t count) {
  switch (reason) {
    case LWS_CALLBACK_ESTABLISHED: begin(user, connection); break;
    case LWS_CALLBACK_CLOSED: end(user); break;
    case LWS_CALLBACK_RECEIVE: receive(user, bytes, count); break;
    case LWS_CALLBACK_SERVER_WRITEABLE: return write_next(user);
    default: break;
  }
  return 0;
}

int main(int argc, char **argv) {
  static struct lws_protocols protocols[] = {{"", callback, sizeof(struct session), 4096, 0, NULL, 0}, {0}};
  if (argc < 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  lws_set_log_level(LLL_ERR, NULL);
  struct lws_context_creation_info information = {
    .port = atoi(argv[1]),
    .iface = "127.0.0.1",
    .protocols = protocols,
    .options = LWS_SERVER_OPTION_DISABLE_IPV6,
  };
  struct lws_context *context = lws_create_context(&information);
  if (!context) return 1;
  while (lws_service(context, 0) >= 0) continue;
  return 0;
}
