#include "options.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = {
  .connections = 100,
  .topics = 1,
  .window = 1,
  .burst = 1,
  .message_bytes = 160,
  .seconds = 3,
  .warm_up_seconds = 0.5,
  .timeout_seconds = 60,
};

static const char usage[] =
  "usage: wsload subscribers|echoes|idle|handshakes [options] ws://127.0.0.1:PORT/PATH\n"
  "  --connections N   --seconds S   --warm-up S   --timeout S   --pids PID,PID,...\n"
  "  --publish PATH    --topics N (%d in the paths)   --bytes N   --messages N\n"
  "  --window N --burst N   or   --rate MESSAGES_A_SECOND\n";

static void refuse(const char *reason) {
  fprintf(stderr, "wsload: %s\n%s", reason, usage);
  exit(2);
}

static double number(const char *text, double least, double most) {
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end || !(value >= least && value <= most)) refuse("a number is out of range");
  return value;
}

static int count(const char *text, int least, int most) { return (int)number(text, least, most); }

static void read_mode(const char *text) {
  static const char *const names[] = {"subscribers", "echoes", "idle", "handshakes"};
  for (int index = 0; index < 4; index++) {
    if (strcmp(text, names[index])) continue;
    options.mode = (enum mode)index;
    return;
  }
  refuse("no such mode");
}

static void read_pids(char *text) {
  for (char *pid = strtok(text, ","); pid; pid = strtok(NULL, ",")) {
    if (options.pid_count == PIDS_MAX) refuse("too many processes");
    options.pids[options.pid_count++] = count(pid, 1, 1 << 30);
  }
}

static void copy(char *target, const char *text, size_t byte_count) {
  if (byte_count >= TEXT_BYTES_MAX) refuse("a text is too long");
  memcpy(target, text, byte_count);
  target[byte_count] = 0;
}

static void read_url(const char *url) {
  unsigned port;
  if (strncmp(url, "ws://", 5) || sscanf(url, "ws://127.0.0.1:%u/", &port) != 1 || port > 65535)
    refuse("the address must begin with ws://127.0.0.1:PORT/");
  const char *path = strchr(url + 5, '/');
  if (!path) refuse("the address has no path");
  copy(options.host, url + 5, (size_t)(path - url - 5));
  copy(options.path, path, strlen(path));
  options.server = (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons((uint16_t)port),
    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
}

void read_options(int argc, char **argv) {
  static const struct option names[] = {
    {"connections", required_argument, NULL, 'c'}, {"seconds", required_argument, NULL, 's'},
    {"warm-up", required_argument, NULL, 'u'},     {"timeout", required_argument, NULL, 'x'},
    {"pids", required_argument, NULL, 'k'},        {"publish", required_argument, NULL, 'p'},
    {"topics", required_argument, NULL, 't'},      {"bytes", required_argument, NULL, 'B'},
    {"messages", required_argument, NULL, 'n'},    {"window", required_argument, NULL, 'w'},
    {"burst", required_argument, NULL, 'b'},       {"rate", required_argument, NULL, 'r'},
    {0},
  };
  for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) switch (name) {
      case 'c': options.connections = count(optarg, 1, 1000000); break;
      case 's': options.seconds = number(optarg, 0, 600); break;
      case 'u': options.warm_up_seconds = number(optarg, 0, 600); break;
      case 'x': options.timeout_seconds = number(optarg, 1, 600); break;
      case 'k': read_pids(optarg); break;
      case 'p': copy(options.publish_path, optarg, strlen(optarg)); break;
      case 't': options.topics = count(optarg, 1, 4096); break;
      case 'B': options.message_bytes = count(optarg, 0, 60000); break;
      case 'n': options.messages_max = (uint64_t)count(optarg, 1, 1 << 30); break;
      case 'w': options.window = count(optarg, 1, 1024); break;
      case 'b': options.burst = count(optarg, 1, 1024); break;
      case 'r': options.rate = number(optarg, 0.1, 100000); break;
      default: refuse("no such option");
    }
  if (argc - optind != 2) refuse("a mode and an address are needed");
  read_mode(argv[optind]);
  read_url(argv[optind + 1]);
  if (options.topics > options.connections) options.topics = options.connections;
  if (options.burst > options.window) options.window = options.burst;
}
