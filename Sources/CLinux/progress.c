#define _GNU_SOURCE
#include "CLinux.h"

// The kernel's header, not glibc's, whose tcp_info ends before the counters; the two exclude
// each other, so that this stands in a file of its own.
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/ioctl.h>

uint64_t clinux_progress(int socket) {
  struct tcp_info info;
  socklen_t length = sizeof info;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 &&
      length >= offsetof(struct tcp_info, tcpi_bytes_acked) + sizeof info.tcpi_bytes_acked)
    return info.tcpi_bytes_acked;
  int waiting = 0;
  ioctl(socket, SIOCOUTQ, &waiting);
  return (uint64_t)waiting << 32;
}
