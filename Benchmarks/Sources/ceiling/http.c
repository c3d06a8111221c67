#define _GNU_SOURCE
#include "ceiling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The whole answer with a file, for connections that stay and for those that end.
struct file {
  const char *path;
  char *answers[2];
  size_t counts[2];
};

static struct file files[] = {{.path = "/small.html"}, {.path = "/100k.js"}, {.path = "/4m.zip"}};
enum { FILE_COUNT = sizeof files / sizeof *files };

static const char *const connection_fields[] = {"", "Connection: close\r\n"};

// A request as far as it matters here: pointers into the received bytes.
struct request {
  const char *head, *path;
  size_t head_count, path_count, content_count;
  bool is_get, is_last;
};

void load_files(const char *folder) {
  for (int index = 0; index < FILE_COUNT; index++) {
    char name[512];
    snprintf(name, sizeof name, "%s%s", folder, files[index].path);
    FILE *file = fopen(name, "rb");
    if (!file) continue;
    fseek(file, 0, SEEK_END);
    long count = ftell(file);
    for (int is_last = 0; is_last < 2; is_last++) {
      char *answer = malloc((size_t)count + 256);
      int head = sprintf(
        answer, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %ld\r\n%s\r\n", count,
        connection_fields[is_last]
      );
      rewind(file);
      files[index].answers[is_last] = answer;
      files[index].counts[is_last] = (size_t)head + fread(answer + head, 1, (size_t)count, file);
    }
    fclose(file);
  }
}

static bool has_prefix(const struct request *request, const char *prefix) {
  size_t count = strlen(prefix);
  return request->path_count > count && !memcmp(request->path, prefix, count);
}

static bool reply_text(int descriptor, const char *text) { return reply(descriptor, text, strlen(text)); }

static bool reply_progress(int descriptor, const struct request *request) {
  char content[256], answer[512];
  size_t prefix = strlen("/api/progress/"), count = request->path_count - prefix;
  int content_count = snprintf(
    content, sizeof content,
    "{\"task_id\":\"%.*s\",\"progress\":42,\"total\":100,\"status\":\"running\","
    "\"message\":\"Processing item 42 of 100\"}",
    (int)(count > 64 ? 64 : count), request->path + prefix
  );
  snprintf(
    answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s",
    content_count, connection_fields[request->is_last], content
  );
  return reply_text(descriptor, answer);
}

static bool reply_file(int descriptor, const struct request *request) {
  for (int index = 0; index < FILE_COUNT; index++) {
    const struct file *file = &files[index];
    if (strlen(file->path) == request->path_count && !memcmp(file->path, request->path, request->path_count))
      return reply(descriptor, file->answers[request->is_last], file->counts[request->is_last]);
  }
  return reply_text(descriptor, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

static bool upgrade(int descriptor, const struct request *request, const char *key) {
  char value[29], answer[256];
  accept_value(key, value);
  snprintf(
    answer, sizeof answer,
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: %s\r\n\r\n",
    value
  );
  begin_websocket(descriptor, request->path, request->path_count);
  return reply_text(descriptor, answer);
}

static bool answer(int descriptor, const struct request *request) {
  if (!request->is_get) return reply_text(descriptor, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  if (has_prefix(request, "/api/progress/")) return reply_progress(descriptor, request);
  static const char key_field[] = "Sec-WebSocket-Key: ";
  const char *key = memmem(request->head, request->head_count, key_field, sizeof key_field - 1);
  if (key) return upgrade(descriptor, request, key + sizeof key_field - 1);
  return reply_file(descriptor, request);
}

// Returns whether there is a whole request.
static bool read_request(const char *bytes, size_t count, struct request *request) {
  const char *end = memmem(bytes, count, "\r\n\r\n", 4);
  if (!end) return false;
  size_t head_count = (size_t)(end - bytes) + 4;
  const char *space = memchr(bytes, ' ', head_count);
  const char *path_end = space ? memchr(space + 1, ' ', (size_t)(end - space)) : NULL;
  if (!path_end) return false;
  *request = (struct request){
    .head = bytes,
    .head_count = head_count,
    .path = space + 1,
    .path_count = (size_t)(path_end - space - 1),
    .is_get = bytes[0] == 'G',
    .is_last = memmem(bytes, head_count, "onnection: close", 16) != NULL,
  };
  if (!request->is_get) {
    const char *length = memmem(bytes, head_count, "Content-Length: ", 16);
    if (length) request->content_count = (size_t)atol(length + 16);
  }
  return head_count + request->content_count <= count;
}

bool receive_http(int descriptor, uint8_t *bytes, size_t count, size_t *used) {
  struct connection *connection = &connections[descriptor];
  struct request request;
  while (connection->protocol == HTTP && !connection->is_ending
         && read_request((char *)bytes + *used, count - *used, &request)) {
    if (!answer(descriptor, &request)) return false;
    *used += request.head_count + request.content_count;
    connection->is_ending = request.is_last;
  }
  return true;
}
