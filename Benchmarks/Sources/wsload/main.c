// wsload: loads a WebSocket server on this machine and prints what it saw as one line of JSON.
//
//   subscribers  connections that follow topics, while others publish to them
//   echoes       connections that send a message, wait for it to come back, and send the next
//   idle         connections that do nothing
//   handshakes   connections that are opened and closed, over and over
//
// A message that carries "seq" is checked for loss and order on its connection, one that carries "t", the time of this
// machine's monotonic clock when it was sent, is timed. Every loop is bounded in count and time.
#include "connection.h"
#include "measure.h"
#include "message.h"
#include "options.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPENING_AT_A_TIME = 256, PUBLISHED_PER_TURN_MAX = 64 };

enum phase { OPENING, WARMING_UP, MEASURING, DRAINING, OVER };

// What was computed up to a moment.
struct account {
  uint64_t time, published;
  double server, own, machine;
};

static enum phase phase = OPENING;
static uint64_t phase_end;
static struct account start, end;
static int connection_count, next_connection;

static uint64_t received, received_measured, lost, reordered, repeated;
static uint64_t published, expected;
static struct histogram latencies;

struct topic {
  uint64_t published;
  int subscribers;
};
static struct topic *topics;
static int next_topic;
static uint64_t next_due;

static double opening_cpu;
static long rss_before, rss_open;

static uint64_t nanoseconds(double seconds) { return (uint64_t)(seconds * 1e9); }

static struct account account(void) {
  return (struct account){
    .time = now(),
    .published = published,
    .server = server_cpu(),
    .own = own_cpu(),
    .machine = machine_cpu(),
  };
}

// MARK: - Messages

static void check_order(struct connection *connection, int64_t sequence) {
  if (connection->next_sequence < 0) connection->next_sequence = sequence;
  if (sequence >= connection->next_sequence) {
    lost += (uint64_t)(sequence - connection->next_sequence);
    connection->next_sequence = sequence + 1;
  } else {
    reordered++;
    if (sequence == connection->next_sequence - 1) repeated++;
  }
}

static void send_echo(int index) {
  char message[MESSAGE_BYTES_MAX];
  uint8_t frame[MESSAGE_BYTES_MAX + FRAME_HEADER_BYTES_MAX];
  size_t count = write_message(message, (size_t)options.message_bytes, connections[index].sent_count++, now());
  published++;
  send_bytes(index, frame, write_frame(frame, TEXT, message, count));
}

void message_received(int index, const uint8_t *message, size_t count) {
  struct connection *connection = &connections[index];
  if (connection->is_publisher) return;
  int64_t sequence, time;
  read_message(message, count, &sequence, &time);
  received++;
  if (sequence >= 0) check_order(connection, sequence);
  if (phase == MEASURING) {
    received_measured++;
    if (time >= 0 && (uint64_t)time <= event_time) count_value(&latencies, event_time - (uint64_t)time);
  }
  if (options.mode == ECHOES && phase < DRAINING) send_echo(index);
}

// Sends messages to one topic in one piece.
static void publish(int count) {
  static uint8_t frames[1024 * 1024];
  struct topic *topic = &topics[next_topic];
  char message[MESSAGE_BYTES_MAX];
  size_t bytes = 0;
  for (int index = 0; index < count && bytes + MESSAGE_BYTES_MAX + FRAME_HEADER_BYTES_MAX <= sizeof frames; index++) {
    if (options.messages_max && published >= options.messages_max) break;
    size_t message_count = write_message(message, (size_t)options.message_bytes, topic->published++, now());
    bytes += write_frame(frames + bytes, TEXT, message, message_count);
    published++;
    expected += (uint64_t)topic->subscribers;
  }
  int index = options.connections + next_topic;
  if (bytes && connections[index].state == OPEN) send_bytes(index, frames, bytes);
  next_topic = (next_topic + 1) % options.topics;
}

static void publish_at_rate(uint64_t time) {
  if (!next_due) next_due = time;
  for (int count = 0; count < PUBLISHED_PER_TURN_MAX && next_due <= time; count++) {
    publish(1);
    next_due += nanoseconds(1 / options.rate);
  }
}

// Publishes until as many messages as allowed are on their way to all subscribers of a topic.
static void publish_by_window(void) {
  uint64_t subscribers = (uint64_t)(tally.opened / options.topics);
  uint64_t room = (uint64_t)(options.window - options.burst) * (subscribers ? subscribers : 1);
  for (int count = 0; count < PUBLISHED_PER_TURN_MAX && expected <= received + room; count++) publish(options.burst);
}

// MARK: - Phases

static bool all_published(void) { return options.messages_max && published >= options.messages_max; }
static bool all_received(void) { return received >= expected; }

static void begin_phase(enum phase next, uint64_t time, double seconds) {
  phase = next;
  phase_end = time + nanoseconds(seconds);
}

static void all_opened(uint64_t time) {
  opening_cpu = server_cpu();
  rss_open = server_rss();
  for (int index = 0; index < options.connections; index++)
    if (connections[index].state == OPEN) topics[connections[index].topic].subscribers++;
  if (tally.opened == 0) return begin_phase(OVER, time, 0);
  begin_phase(WARMING_UP, time, options.warm_up_seconds);
  if (options.mode != ECHOES) return;
  for (int index = 0; index < options.connections; index++)
    if (connections[index].state == OPEN) send_echo(index);
}

static void begin_measuring(void) {
  start = account();
  begin_phase(MEASURING, start.time, options.seconds);
}

static void advance(uint64_t time) {
  switch (phase) {
    case OPENING:
      if (next_connection == connection_count && tally.in_progress == 0) all_opened(time);
      break;
    case WARMING_UP:
      if (time >= phase_end) begin_measuring();
      break;
    case MEASURING:
      if (time < phase_end && !(all_published() && all_received())) break;
      end = account();
      begin_phase(options.publish_path[0] ? DRAINING : OVER, time, 2);
      break;
    case DRAINING:
      if (time >= phase_end || all_received()) phase = OVER;
      break;
    case OVER: break;
  }
}

static void open_connections(void) {
  if (options.mode == HANDSHAKES) {
    for (int index = 0; index < options.connections; index++)
      if (connections[index].state == CLOSED) open_connection(index);
  } else {
    while (next_connection < connection_count && tally.in_progress < OPENING_AT_A_TIME) open_connection(next_connection++);
  }
}

// Milliseconds until there is something to do by itself.
static int milliseconds_left(uint64_t time) {
  uint64_t moment = time + nanoseconds(0.1);
  if (phase != OPENING && phase_end < moment) moment = phase_end;
  if (options.rate > 0 && next_due && next_due < moment) moment = next_due;
  return moment <= time ? 0 : (int)((moment - time) / 1000000) + 1;
}

static void run(void) {
  uint64_t deadline = now() + nanoseconds(options.timeout_seconds + options.warm_up_seconds + options.seconds);
  if (options.mode == HANDSHAKES) begin_measuring();
  for (uint64_t time; phase != OVER; serve_events(milliseconds_left(time))) {
    time = event_time = now();
    if (time > deadline) {
      fprintf(stderr, "wsload: it took too long\n");
      phase = OVER;
    }
    if (phase < DRAINING) open_connections();
    advance(time);
    if (!options.publish_path[0] || (phase != WARMING_UP && phase != MEASURING)) continue;
    if (options.rate > 0) publish_at_rate(time);
    else publish_by_window();
  }
  if (!end.time) end = account();
}

// MARK: - The result

// Messages at the end that subscribers should have got and did not.
static uint64_t missing_at_end(void) {
  uint64_t missing = 0;
  for (int index = 0; options.publish_path[0] && index < options.connections; index++) {
    uint64_t of_topic = topics[connections[index].topic].published;
    uint64_t next = connections[index].next_sequence < 0 ? 0 : (uint64_t)connections[index].next_sequence;
    if (next < of_topic) missing += of_topic - next;
  }
  return missing;
}

static void print_result(void) {
  double seconds = start.time ? (double)(end.time - start.time) / 1e9 : 0;
  double server = end.server - start.server, own = end.own - start.own;
  double foreign = end.machine - start.machine - server - own;
  uint64_t operations = options.mode == HANDSHAKES ? tally.handshakes : received_measured;
  double opening = tally.handshakes ? (double)(tally.last_opened - tally.first_began) / 1e9 : 0;
  uint64_t faults = lost + missing_at_end() + reordered + tally.malformed;
  printf("{\"connections\":%d,\"opened\":%d,\"failed\":%d,\"closed_early\":%d,", options.connections, tally.opened,
         tally.failed, tally.closed_early);
  printf("\"seconds\":%.3f,\"operations\":%" PRIu64 ",\"server_cpu\":%.6f,\"client_cpu\":%.6f,\"foreign_cpu\":%.3f,",
         seconds, operations, server, own, foreign);
  printf("\"published\":%" PRIu64 ",\"lost\":%" PRIu64 ",\"missing_at_end\":%" PRIu64 ",\"reordered\":%" PRIu64
         ",\"repeated\":%" PRIu64 ",\"malformed\":%" PRIu64 ",\"faults\":%" PRIu64 ",",
         end.published - start.published, lost, missing_at_end(), reordered, repeated, tally.malformed, faults);
  const struct histogram *times = options.mode == HANDSHAKES ? &tally.opening_times : &latencies;
  printf("\"p50_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f,", (double)quantile(times, .5) / 1e3,
         (double)quantile(times, .99) / 1e3, (double)times->greatest / 1e3);
  printf("\"opening_seconds\":%.4f,\"opening_server_cpu\":%.6f,\"rss_before_kib\":%ld,\"rss_open_kib\":%ld}\n", opening,
         opening_cpu, rss_before, rss_open);
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  connection_count = options.connections + (options.publish_path[0] ? options.topics : 0);
  prepare_connections(connection_count);
  topics = calloc((size_t)options.topics, sizeof *topics);
  if (!topics) return 2;
  rss_before = server_rss();
  double cpu_before = server_cpu();
  run();
  if (opening_cpu > 0) opening_cpu -= cpu_before;
  print_result();
  return tally.failed || tally.closed_early ? 1 : 0;
}
