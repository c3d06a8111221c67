// The ceiling: the least work that an epoll server can do for the routes of netcore-lab on this kernel.
// It is no product: it has no bounds and no time-outs, trusts its clients and serves three files from memory.
//
//   ceiling PORT FOLDER
//
// main.c has the loop and the sockets, http.c the requests, websocket.c the frames and the topics.
#ifndef CEILING_H
#define CEILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum protocol { HTTP, SUBSCRIBER, PUBLISHER, ECHO };

struct connection {
  bool is_open;
  // Whether it ends as soon as everything has left.
  bool is_ending;
  uint8_t protocol;
  uint16_t topic;
  // Where a subscriber is in its topic's list.
  int place;
  // The beginning of a request or a frame that was cut.
  uint8_t *cut;
  size_t cut_count;
  // What the socket did not take, of which the first bytes are gone.
  uint8_t *unsent;
  size_t unsent_count, unsent_offset;
};

// By descriptor.
extern struct connection *connections;

void close_connection(int descriptor);

// Sends bytes, or keeps those that the socket does not take. Returns false when the connection is gone.
bool send_now(int descriptor, const void *bytes, size_t count);

// Sends bytes together with whatever else answers the same read. Returns as send_now.
bool reply(int descriptor, const void *bytes, size_t count);

// Each takes whole requests or frames from received bytes and says in *used how many bytes those were.
// They return false when the connection is gone.
bool receive_http(int descriptor, uint8_t *bytes, size_t count, size_t *used);
bool receive_frames(int descriptor, uint8_t *bytes, size_t count, size_t *used);

void load_files(const char *folder);

// The value of Sec-WebSocket-Accept for a key of 24 characters; ends with a zero byte.
void accept_value(const char *key, char value[29]);

// Makes an upgraded connection what its path says.
void begin_websocket(int descriptor, const char *path, size_t path_count);

// Forgets a subscriber.
void unsubscribe(int descriptor);

// Sends each subscriber what was published in this turn, in one piece.
void deliver_topics(void);

#endif
