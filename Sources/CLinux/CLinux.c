#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

const uint32_t clinux_epollin = EPOLLIN;
const uint32_t clinux_epollout = EPOLLOUT;
const uint32_t clinux_epollerr = EPOLLERR;
const uint32_t clinux_epollhup = EPOLLHUP;
const uint32_t clinux_epollexclusive = EPOLLEXCLUSIVE;

static int result(int value) { return value < 0 ? -errno : value; }

int clinux_epoll_create(void) { return result(epoll_create1(EPOLL_CLOEXEC)); }

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t user_data) {
  struct epoll_event event = { .events = events, .data.u64 = user_data };
  return result(epoll_ctl(epoll, operation, descriptor, &event));
}

int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t user_data) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, events, user_data);
}

int clinux_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t user_data) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, events, user_data);
}

int clinux_epoll_remove(int epoll, int descriptor) {
  return result(epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL));
}

int clinux_epoll_wait(int epoll, struct clinux_event *events, int capacity, int timeout_milliseconds) {
  struct epoll_event ready[512];
  int bound = capacity < 512 ? capacity : 512;
  int count = epoll_wait(epoll, ready, bound, timeout_milliseconds);
  if (count < 0) return -errno;
  for (int i = 0; i < count; i++) {
    events[i].user_data = ready[i].data.u64;
    events[i].events = ready[i].events;
  }
  return count;
}

int clinux_eventfd(void) { return result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)); }

void clinux_eventfd_signal(int descriptor) { eventfd_write(descriptor, 1); }

void clinux_eventfd_clear(int descriptor) {
  eventfd_t counter;
  eventfd_read(descriptor, &counter);
}

int clinux_accept(int listener, struct sockaddr_storage *peer) {
  socklen_t length = sizeof *peer;
  return result(accept4(listener, (struct sockaddr *)peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

int clinux_stream_socket(int family) {
  return result(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

int clinux_locate(const char *path) { return result(open(path, O_PATH | O_CLOEXEC)); }

int64_t clinux_sendfile(int socket, int file, int64_t offset, int64_t count) {
  off_t position = offset;
  ssize_t sent = sendfile(socket, file, &position, (size_t)count);
  return sent < 0 ? -errno : sent;
}

int64_t clinux_raise_open_files(int64_t wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
  if (limit.rlim_cur >= (rlim_t)wanted) return wanted;
  limit.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
  return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? -errno : (int64_t)limit.rlim_cur;
}

static _Thread_local char token;

uintptr_t clinux_thread_token(void) { return (uintptr_t)&token; }

void clinux_name_thread(const char *name) {
  char bounded[16];
  snprintf(bounded, sizeof bounded, "%s", name);
  pthread_setname_np(pthread_self(), bounded);
}

void clinux_block_sigpipe(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

// The C library's recv and send are points where a thread may be cancelled, which costs as much as
// all else that they do once a process has several threads. Nobody cancels threads here.
int64_t clinux_receive(int socket, void *bytes, size_t capacity) {
  long count = syscall(SYS_recvfrom, socket, bytes, capacity, 0, NULL, NULL);
  return count < 0 ? -errno : count;
}

int64_t clinux_send(int socket, const void *bytes, size_t count, int more) {
  long sent = syscall(SYS_sendto, socket, bytes, count, MSG_NOSIGNAL | (more ? MSG_MORE : 0), NULL, 0);
  return sent < 0 ? -errno : sent;
}
