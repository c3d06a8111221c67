#define _GNU_SOURCE
#include "message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static size_t write_header(uint8_t *target, enum opcode opcode, size_t count) {
  target[0] = (uint8_t)(0x80 | opcode);
  if (count < 126) {
    target[1] = (uint8_t)(0x80 | count);
    return 2;
  }
  int width = count < 65536 ? 2 : 8;
  target[1] = 0x80 | (width == 2 ? 126 : 127);
  for (int index = 0; index < width; index++) target[2 + index] = (uint8_t)((uint64_t)count >> (8 * (width - 1 - index)));
  return (size_t)(2 + width);
}

size_t write_frame(uint8_t *target, enum opcode opcode, const void *payload, size_t count) {
  static const uint8_t key[8] = {0x37, 0xFA, 0x21, 0x3D, 0x37, 0xFA, 0x21, 0x3D};
  size_t header = write_header(target, opcode, count);
  memcpy(target + header, key, 4);
  uint8_t *masked = target + header + 4;
  const uint8_t *bytes = payload;
  uint64_t mask, part;
  memcpy(&mask, key, 8);
  size_t index = 0;
  for (; index + 8 <= count; index += 8) {
    memcpy(&part, bytes + index, 8);
    part ^= mask;
    memcpy(masked + index, &part, 8);
  }
  for (; index < count; index++) masked[index] = bytes[index] ^ key[index & 3];
  return header + 4 + count;
}

size_t write_message(char *target, size_t wanted, uint64_t sequence, uint64_t time) {
  size_t count = (size_t)sprintf(
    target,
    "{\"type\":\"progress\",\"seq\":%" PRIu64 ",\"t\":%" PRIu64
    ",\"progress\":42,\"total\":100,\"status\":\"running\",\"message\":\"",
    sequence, time
  );
  while (count + 2 < wanted) target[count++] = 'x';
  target[count++] = '"';
  target[count++] = '}';
  return count;
}

// The number behind a key. Keys are where they were last time, as a rule, which costs one comparison.
static int64_t number_behind(const uint8_t *message, size_t count, const char *key, size_t *place) {
  size_t key_count = strlen(key);
  if (*place + key_count >= count || memcmp(message + *place, key, key_count)) {
    const uint8_t *found = memmem(message, count, key, key_count);
    if (!found) return -1;
    *place = (size_t)(found - message);
  }
  int64_t number = 0;
  for (size_t index = *place + key_count; index < count && message[index] - '0' < 10u; index++)
    number = number * 10 + (message[index] - '0');
  return number;
}

void read_message(const uint8_t *message, size_t count, int64_t *sequence, int64_t *time) {
  static size_t sequence_place, time_place;
  *sequence = number_behind(message, count, "\"seq\":", &sequence_place);
  *time = number_behind(message, count, "\"t\":", &time_place);
}

enum reading read_frame(const uint8_t *bytes, size_t count, struct frame *frame) {
  if (count < 2) return CUT;
  if (bytes[1] & 0x80) return MALFORMED;
  frame->opcode = bytes[0] & 15;
  frame->is_final = bytes[0] & 0x80;
  frame->payload_count = bytes[1];
  frame->header_count = 2;
  if (bytes[1] > 125) {
    frame->header_count = bytes[1] == 126 ? 4 : 10;
    if (count < frame->header_count) return CUT;
    frame->payload_count = 0;
    for (size_t index = 2; index < frame->header_count; index++)
      frame->payload_count = frame->payload_count << 8 | bytes[index];
  }
  if (frame->payload_count > 8 * 1024 * 1024) return MALFORMED;
  return count - frame->header_count < frame->payload_count ? CUT : WHOLE;
}
