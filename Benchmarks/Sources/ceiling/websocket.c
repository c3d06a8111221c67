#include "ceiling.h"

#include <stdlib.h>
#include <string.h>

enum { TOPICS_MAX = 4096, HEADER_BYTES_MAX = 10 };

// All subscribers of a topic get the same bytes: a frame is encoded once, and all frames of a turn leave in one send.
struct topic {
  char name[48];
  int *subscribers;
  int count, capacity;
  uint8_t *news;
  size_t news_count, news_capacity;
};

static struct topic topics[TOPICS_MAX];
static int topic_count;
static int due[TOPICS_MAX];
static int due_count;

static uint16_t topic_named(const char *name, size_t count) {
  size_t longest = sizeof topics->name - 1;
  if (count > longest) count = longest;
  for (int index = 0; index < topic_count; index++)
    if (!strncmp(topics[index].name, name, count) && !topics[index].name[count]) return (uint16_t)index;
  if (topic_count == TOPICS_MAX) exit(1);
  memcpy(topics[topic_count].name, name, count);
  return (uint16_t)topic_count++;
}

void begin_websocket(int descriptor, const char *path, size_t count) {
  struct connection *connection = &connections[descriptor];
  if (count > 4 && !memcmp(path, "/ws/", 4)) {
    connection->protocol = SUBSCRIBER;
    connection->topic = topic_named(path + 4, count - 4);
    struct topic *topic = &topics[connection->topic];
    if (topic->count == topic->capacity) {
      topic->capacity = 2 * topic->capacity + 64;
      topic->subscribers = realloc(topic->subscribers, sizeof(int) * (size_t)topic->capacity);
    }
    connection->place = topic->count;
    topic->subscribers[topic->count++] = descriptor;
  } else if (count > 5 && !memcmp(path, "/pub/", 5)) {
    connection->protocol = PUBLISHER;
    connection->topic = topic_named(path + 5, count - 5);
  } else {
    connection->protocol = ECHO;
  }
}

void unsubscribe(int descriptor) {
  struct topic *topic = &topics[connections[descriptor].topic];
  int last = topic->subscribers[--topic->count], place = connections[descriptor].place;
  topic->subscribers[place] = last;
  connections[last].place = place;
}

// MARK: - Frames

static size_t write_header(uint8_t *header, int opcode, size_t count) {
  header[0] = (uint8_t)(0x80 | opcode);
  if (count < 126) {
    header[1] = (uint8_t)count;
    return 2;
  }
  int width = count < 65536 ? 2 : 8;
  header[1] = width == 2 ? 126 : 127;
  for (int index = 0; index < width; index++) header[2 + index] = (uint8_t)((uint64_t)count >> (8 * (width - 1 - index)));
  return (size_t)(2 + width);
}

static void publish(int index, const uint8_t *payload, size_t count) {
  struct topic *topic = &topics[index];
  if (topic->news_capacity < topic->news_count + count + HEADER_BYTES_MAX) {
    topic->news_capacity = 2 * (topic->news_count + count + HEADER_BYTES_MAX);
    topic->news = realloc(topic->news, topic->news_capacity);
  }
  if (topic->news_count == 0) due[due_count++] = index;
  topic->news_count += write_header(topic->news + topic->news_count, 1, count);
  memcpy(topic->news + topic->news_count, payload, count);
  topic->news_count += count;
}

void deliver_topics(void) {
  for (int index = 0; index < due_count; index++) {
    struct topic *topic = &topics[due[index]];
    // From the end: one that leaves meanwhile is replaced by the last one, which had its turn.
    for (int place = topic->count - 1; place >= 0; place--)
      send_now(topic->subscribers[place], topic->news, topic->news_count);
    topic->news_count = 0;
  }
  due_count = 0;
}

static void unmask(uint8_t *payload, size_t count, const uint8_t *key) {
  uint32_t word;
  memcpy(&word, key, 4);
  uint64_t mask = (uint64_t)word << 32 | word, part;
  size_t index = 0;
  for (; index + 8 <= count; index += 8) {
    memcpy(&part, payload + index, 8);
    part ^= mask;
    memcpy(payload + index, &part, 8);
  }
  for (; index < count; index++) payload[index] ^= key[index & 3];
}

static bool reply_frame(int descriptor, int opcode, const uint8_t *payload, size_t count) {
  uint8_t header[HEADER_BYTES_MAX];
  size_t header_count = write_header(header, opcode, count);
  return reply(descriptor, header, header_count) && reply(descriptor, payload, count);
}

bool receive_frames(int descriptor, uint8_t *bytes, size_t count, size_t *used) {
  struct connection *connection = &connections[descriptor];
  while (count - *used >= 6) {
    uint8_t *frame = bytes + *used;
    size_t payload_count = frame[1] & 127, header_count = 2;
    if (payload_count > 125) {
      header_count = payload_count == 126 ? 4 : 10;
      if (count - *used < header_count) break;
      payload_count = 0;
      for (size_t index = 2; index < header_count; index++) payload_count = payload_count << 8 | frame[index];
    }
    if (count - *used < header_count + 4 + payload_count) break;
    uint8_t *key = frame + header_count, *payload = key + 4;
    unmask(payload, payload_count, key);
    *used += header_count + 4 + payload_count;
    int opcode = frame[0] & 15;
    if (opcode == 8) {
      close_connection(descriptor);
      return false;
    }
    if (opcode == 9 && !reply_frame(descriptor, 10, payload, payload_count)) return false;
    if (opcode <= 2 && connection->protocol == ECHO && !reply_frame(descriptor, opcode, payload, payload_count))
      return false;
    if (opcode <= 2 && connection->protocol == PUBLISHER) publish(connection->topic, payload, payload_count);
  }
  return true;
}
