// What the command line asks for.
#ifndef OPTIONS_H
#define OPTIONS_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/types.h>

enum mode { SUBSCRIBERS, ECHOES, IDLE, HANDSHAKES };

enum { PIDS_MAX = 64, TEXT_BYTES_MAX = 256 };

struct options {
  enum mode mode;
  struct sockaddr_in server;
  // For the Host field.
  char host[TEXT_BYTES_MAX];
  // Where connections go and where publishers go, if there are any. %d stands for the number of the topic.
  char path[TEXT_BYTES_MAX], publish_path[TEXT_BYTES_MAX];
  int connections, topics;
  // Messages on their way to all subscribers of a topic at a time, and how many are sent in one piece.
  int window, burst;
  // Messages a second instead; 0 for as fast as the window lets.
  double rate;
  int message_bytes;
  // Ends after so many messages; 0 for never.
  uint64_t messages_max;
  double seconds, warm_up_seconds, timeout_seconds;
  // The server's processes.
  pid_t pids[PIDS_MAX];
  int pid_count;
};

extern struct options options;

// Ends the program with a message when they mean nothing.
void read_options(int argc, char **argv);

#endif
