// Frames as a client sends them, and messages that carry their number and the time when they were sent.
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MESSAGE_BYTES_MAX = 64 * 1024, FRAME_HEADER_BYTES_MAX = 14 };

enum opcode { CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

// Writes a masked frame; returns its bytes.
size_t write_frame(uint8_t *target, enum opcode opcode, const void *payload, size_t count);

// Writes a progress message; returns its bytes, at least as many as it needs.
size_t write_message(char *target, size_t wanted, uint64_t sequence, uint64_t time);

// Finds the two numbers again. Each is -1 when the message does not carry it.
void read_message(const uint8_t *message, size_t count, int64_t *sequence, int64_t *time);

// A server's frame, whole or not.
struct frame {
  size_t header_count, payload_count;
  enum opcode opcode;
  bool is_final;
};

enum reading { WHOLE, CUT, MALFORMED };

// Reads the frame that bytes begin with.
enum reading read_frame(const uint8_t *bytes, size_t count, struct frame *frame);

#endif
