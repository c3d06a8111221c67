// The connections: their sockets, opening handshakes and frames.
#ifndef CONNECTION_H
#define CONNECTION_H

#include "measure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum state { CLOSED, CONNECTING, HANDSHAKING, OPEN };

struct connection {
  int descriptor;
  uint8_t state;
  bool is_publisher;
  int topic;
  // The beginning of an answer or a frame that was cut.
  uint8_t *cut;
  size_t cut_count;
  // What the socket did not take.
  uint8_t *unsent;
  size_t unsent_count;
  // The number that the next message should have; -1 before the first.
  int64_t next_sequence;
  uint64_t sent_count;
  uint64_t opening_began;
};

// What happened to all of them.
struct tally {
  int in_progress, opened, failed, closed_early;
  uint64_t handshakes, first_began, last_opened;
  uint64_t malformed;
  struct histogram opening_times;
};

extern struct connection *connections;
extern struct tally tally;
// When the events that are being looked at were reported.
extern uint64_t event_time;

void prepare_connections(int count);
// Begins to connect.
void open_connection(int index);
void send_bytes(int index, const void *bytes, size_t count);
// Waits at most so many milliseconds, and serves what has happened.
void serve_events(int timeout);

// Defined by whoever loads the server: a message has come whole.
void message_received(int index, const uint8_t *message, size_t count);

#endif
