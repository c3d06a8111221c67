// What Linux offers and the Glibc module of Swift does not show: epoll, eventfd, accept4, and a
// cheap identity for the running thread. Failing functions return the negated errno, so that no
// caller has to read `errno` after something else may have changed it.
#ifndef CLINUX_H
#define CLINUX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/// One ready descriptor. The kernel's `struct epoll_event` is packed on x86-64 only, which Swift
/// cannot express; this one has the same members with natural alignment.
struct clinux_event {
  uint64_t user_data;
  uint32_t events;
};

/// Event bits as real constants; in the kernel's header they are an enum and macros.
extern const uint32_t clinux_epollin, clinux_epollout, clinux_epollerr, clinux_epollhup, clinux_epollexclusive;

/// epoll_create1(EPOLL_CLOEXEC): a descriptor or -errno.
int clinux_epoll_create(void);
/// epoll_ctl with EPOLL_CTL_ADD or MOD: 0 or -errno.
int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t user_data);
int clinux_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t user_data);
/// epoll_ctl with EPOLL_CTL_DEL: 0 or -errno.
int clinux_epoll_remove(int epoll, int descriptor);
/// epoll_wait: the number of events written (at most 512), or -errno. -1 ms waits without end.
int clinux_epoll_wait(int epoll, struct clinux_event *events, int capacity, int timeout_milliseconds);

/// eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC): a descriptor or -errno.
int clinux_eventfd(void);
/// Adds 1 to an eventfd's counter, which makes it readable; a full counter stays readable.
void clinux_eventfd_signal(int descriptor);
/// Sets an eventfd's counter to 0, after which it is not readable.
void clinux_eventfd_clear(int descriptor);

/// accept4 with SOCK_NONBLOCK | SOCK_CLOEXEC: a descriptor or -errno. `peer` may hold any family.
int clinux_accept(int listener, struct sockaddr_storage *peer);

/// socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC): a descriptor or -errno.
int clinux_stream_socket(int family);

/// How much the peer has taken: the bytes that it acknowledged. For a socket that is not TCP, what
/// lies in the socket times 2^32: a number that differs by much as soon as the peer takes anything.
uint64_t clinux_progress(int socket);

/// open(O_PATH | O_CLOEXEC): a descriptor that stands for what the path leads to, or -errno. Nothing is opened
/// that would notice it, such as a device or a pipe.
int clinux_locate(const char *path);

/// recv: bytes received, 0 when the peer sends no more, or -errno.
int64_t clinux_receive(int socket, void *bytes, size_t capacity);
/// send with MSG_NOSIGNAL, and MSG_MORE if `more` is not 0: bytes taken or -errno.
int64_t clinux_send(int socket, const void *bytes, size_t count, int more);

/// sendfile from `offset`, leaving the file's own position alone: bytes sent or -errno.
int64_t clinux_sendfile(int socket, int file, int64_t offset, int64_t count);

/// setrlimit(RLIMIT_NOFILE): lets the process have `wanted` open files, or as many as it may. How many
/// of those it may have now, or -errno. `wanted` is not negative. Its type is an enum or an int, as the
/// C library likes, which Swift cannot follow.
int64_t clinux_raise_open_files(int64_t wanted);

/// The address of a thread-local byte: different for every living thread, and cheaper than
/// gettid(). pthread_self() is declared pure, so the compiler keeps its result across `await`;
/// this one is an opaque call and is not.
uintptr_t clinux_thread_token(void);

/// Keeps SIGPIPE from the running thread: sendfile cannot be told not to raise it, and a peer that
/// left must not end the process.
void clinux_block_sigpipe(void);

/// Names the running thread for ps and debuggers; only the first 15 bytes count.
void clinux_name_thread(const char *name);

#endif
