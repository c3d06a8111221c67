import CLinux
import Glibc

/// One function for each system call of the socket loop, and nothing else.
///
/// EINTR is repeated here and nowhere else, EAGAIN is a value (`nil`), and what only our own bug
/// can cause (EBADF, EFAULT, ENOTSOCK) traps.
enum SystemCall {
  /// Runs a call that reports `-1` and `errno`; nil when it would block.
  @inline(__always)
  static func repeating(_ call: () -> Int) throws(Errno) -> Int? {
    while true {
      let result = call()
      if result >= 0 { return result }
      if let error = outcome(of: errno) { throw error } else if errno == EAGAIN { return nil }
    }
  }

  /// Runs a call that reports the negated errno itself; nil when it would block.
  @inline(__always)
  static func repeatingNegated(_ call: () -> Int) throws(Errno) -> Int? {
    while true {
      let result = call()
      if result >= 0 { return result }
      let number = Int32(truncatingIfNeeded: -result)
      if let error = outcome(of: number) { throw error } else if number == EAGAIN { return nil }
    }
  }

  /// The error that a caller must see; nil for "would block" and "interrupted".
  private static func outcome(of number: Int32) -> Errno? {
    switch number {
    case EAGAIN, EINTR: return nil
    case EBADF, EFAULT, ENOTSOCK:
      preconditionFailure("system call on a wrong descriptor or address")
    default: return Errno(rawValue: number)
    }
  }

  /// For calls that never block: "would block" is then an error like any other.
  static func required(_ result: Int?) throws(Errno) -> Int32 {
    guard let result else { throw .wouldBlock }
    return Int32(truncatingIfNeeded: result)
  }

  // MARK: - Files

  /// `open(2)` for reading.
  static func openForReading(path: String) throws(Errno) -> OwnedDescriptor {
    let number = try required(
      repeating { unsafe Int(open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) }
    )
    return OwnedDescriptor(owning: number)
  }

  /// `fstat(2)`.
  static func status(of descriptor: Int32) throws(Errno) -> FileStatus {
    var value = stat()
    _ = try required(repeating { unsafe Int(fstat(descriptor, &value)) })
    return FileStatus(value)
  }

  /// `setrlimit(2)`: lets the process have so many open files, or as many as it may.
  ///
  /// - Returns: how many of those it may have now.
  static func raiseOpenFiles(to wanted: Int) throws(Errno) -> Int {
    precondition(wanted >= 0)
    return Int(try required(repeatingNegated { Int(clinux_raise_open_files(Int64(wanted))) }))
  }

  // MARK: - Making sockets

  /// `socket(2)`: a stream socket that does not block.
  static func streamSocket(family: Int32) throws(Errno) -> OwnedDescriptor {
    OwnedDescriptor(
      owning: try required(repeatingNegated { Int(clinux_stream_socket(family)) })
    )
  }

  /// `setsockopt(2)` with an integer.
  static func setOption(
    _ name: Int32,
    level: Int32 = SOL_SOCKET,
    to value: Int32,
    on descriptor: Int32
  ) throws(Errno) {
    var copy = value
    _ = try required(
      repeating {
        unsafe Int(setsockopt(descriptor, level, name, &copy, socklen_t(MemoryLayout<Int32>.size)))
      }
    )
  }

  /// Makes the close of a socket a reset, which drops what the kernel was still to send: a peer
  /// that does not read would keep that memory for minutes (`SO_LINGER` with no time).
  static func resetWhenClosed(_ descriptor: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    // The kernel reads the option during the call, and refuses it for no socket that is open.
    _ = unsafe setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
  }

  /// `bind(2)`.
  static func bind(_ descriptor: Int32, to address: SocketAddress) throws(Errno) {
    _ = try required(
      repeating {
        unsafe address.withSockaddr { pointer, length in
          unsafe Int(Glibc.bind(descriptor, pointer, length))
        }
      }
    )
  }

  /// `listen(2)`.
  static func listen(_ descriptor: Int32, backlog: Int32) throws(Errno) {
    _ = try required(repeating { Int(Glibc.listen(descriptor, backlog)) })
  }

  /// `getsockname(2)`.
  static func localAddress(of descriptor: Int32) throws(Errno) -> SocketAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try required(
      repeating {
        unsafe withUnsafeMutablePointer(to: &storage) { pointer in
          // getsockname writes any family into a sockaddr_storage.
          unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe Int(getsockname(descriptor, address, &length))
          }
        }
      }
    )
    guard let address = SocketAddress(storage) else { throw .invalidArgument }
    return address
  }

  /// `accept4(2)`: the next connection and where it comes from; nil when none waits.
  static func accept(_ listener: Int32) throws(Errno) -> AcceptedSocket? {
    var storage = sockaddr_storage()
    guard let number = try repeatingNegated({ unsafe Int(clinux_accept(listener, &storage)) })
    else { return nil }
    let descriptor = OwnedDescriptor(owning: Int32(truncatingIfNeeded: number))
    guard let peer = SocketAddress(storage) else { throw .invalidArgument }
    return AcceptedSocket(descriptor: descriptor, peer: peer)
  }

  // MARK: - Bytes

  /// `recv(2)` in place of what a buffer has: the number of bytes, 0 when the peer will send no
  /// more, nil when none wait.
  @inline(__always)
  static func receive(_ descriptor: Int32, into buffer: ByteBuffer) throws(Errno) -> Int? {
    // The kernel writes no more than the buffer has room for.
    try unsafe buffer.fill { (bytes) throws(Errno) in
      try repeatingNegated {
        unsafe Int(clinux_receive(descriptor, bytes.baseAddress, bytes.count))
      }
    }
  }

  /// `send(2)`: the number of bytes taken, nil when the socket takes none now.
  ///
  /// - Parameter more: whether more follows at once, so that the kernel may wait with a half-full
  ///   packet.
  static func send(
    _ descriptor: Int32,
    _ bytes: Span<UInt8>,
    more: Bool = false
  ) throws(Errno) -> Int? {
    // The kernel reads the span's bytes during the call and keeps nothing.
    try unsafe bytes.withUnsafeBytes { (bytes) throws(Errno) in
      try repeatingNegated {
        unsafe Int(clinux_send(descriptor, bytes.baseAddress, bytes.count, more ? 1 : 0))
      }
    }
  }

  /// `sendmsg(2)` of two pieces, one after the other, as `writev(2)` would do it; but that one
  /// cannot be told not to raise SIGPIPE.
  static func send(
    _ descriptor: Int32,
    _ first: Span<UInt8>,
    _ second: Span<UInt8>,
    more: Bool = false
  ) throws(Errno) -> Int? {
    // The kernel reads both during the call, writes neither, and keeps nothing.
    try unsafe first.withUnsafeBytes { (first) throws(Errno) in
      try unsafe second.withUnsafeBytes { (second) throws(Errno) in
        var vectors: [2 of iovec] = unsafe [
          iovec(
            iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress),
            iov_len: first.count
          ),
          iovec(
            iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress),
            iov_len: second.count
          ),
        ]
        let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
        return try unsafe withUnsafeMutablePointer(to: &vectors[0]) { (pointer) throws(Errno) in
          var message = unsafe msghdr()
          unsafe message.msg_iov = pointer
          unsafe message.msg_iovlen = 2
          return try repeating { unsafe sendmsg(descriptor, &message, flags) }
        }
      }
    }
  }

  /// `sendfile(2)`: the number of bytes taken, 0 at the file's end, nil when the socket takes none now.
  static func sendFile(
    _ descriptor: Int32,
    from file: Int32,
    offset: Int,
    count: Int
  ) throws(Errno) -> Int? {
    try repeatingNegated {
      Int(clinux_sendfile(descriptor, file, Int64(offset), Int64(count)))
    }
  }

  /// `shutdown(2)` for writing: the peer reads to the end and then sees that nothing more comes.
  ///
  /// A connection that is gone already is no error.
  static func shutdownWriting(_ descriptor: Int32) {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  // MARK: - Readiness

  /// `epoll_create1(2)`.
  static func epoll() throws(Errno) -> OwnedDescriptor {
    OwnedDescriptor(owning: try required(repeatingNegated { Int(clinux_epoll_create()) }))
  }

  /// `eventfd(2)`.
  static func eventDescriptor() throws(Errno) -> OwnedDescriptor {
    OwnedDescriptor(owning: try required(repeatingNegated { Int(clinux_eventfd()) }))
  }

  /// `epoll_ctl(2)` with `EPOLL_CTL_ADD`.
  static func add(
    _ descriptor: Int32,
    to epoll: Int32,
    interest: Readiness,
    userData: UInt64
  ) throws(Errno) {
    _ = try required(
      repeatingNegated { Int(clinux_epoll_add(epoll, descriptor, interest.rawValue, userData)) }
    )
  }

  /// `epoll_ctl(2)` with `EPOLL_CTL_MOD`.
  static func modify(
    _ descriptor: Int32,
    in epoll: Int32,
    interest: Readiness,
    userData: UInt64
  ) throws(Errno) {
    _ = try required(
      repeatingNegated { Int(clinux_epoll_modify(epoll, descriptor, interest.rawValue, userData)) }
    )
  }

  /// `epoll_ctl(2)` with `EPOLL_CTL_DEL`; nothing happens to one that is not there.
  static func remove(_ descriptor: Int32, from epoll: Int32) {
    _ = clinux_epoll_remove(epoll, descriptor)
  }

  /// `epoll_wait(2)`: how many events it wrote, 0 after the time; -1 ms waits without end.
  static func wait(
    _ epoll: Int32,
    events: UnsafeMutableBufferPointer<clinux_event>,
    milliseconds: Int32
  ) throws(Errno) -> Int {
    let result = try repeatingNegated {
      unsafe Int(
        clinux_epoll_wait(epoll, events.baseAddress, Int32(events.count), milliseconds)
      )
    }
    return result ?? 0
  }

  /// `time(2)`: seconds since 1970.
  static func secondsSinceEpoch() -> Int {
    Int(time(nil))
  }

  /// `clock_gettime(2)` for the clock that files are dated by.
  static func nanosecondsSinceEpoch() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }

  /// `clock_gettime(2)` for the clock that never jumps, in nanoseconds.
  static func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// A connection that was just accepted.
struct AcceptedSocket: ~Copyable {
  let descriptor: OwnedDescriptor
  let peer: SocketAddress
}

/// What a descriptor is ready for, or what somebody wants to hear about (`EPOLL…`).
struct Readiness: OptionSet, Sendable {
  let rawValue: UInt32

  /// `EPOLLIN`: there are bytes, a connection, or the end of both.
  static var readable: Readiness { Readiness(rawValue: clinux_epollin) }
  /// `EPOLLOUT`: the socket takes bytes again.
  static var writable: Readiness { Readiness(rawValue: clinux_epollout) }
  /// `EPOLLEXCLUSIVE`: of several loops that wait for a descriptor, not all are told.
  static var exclusive: Readiness { Readiness(rawValue: clinux_epollexclusive) }
  /// `EPOLLERR`: the connection broke. Reported always.
  static var failed: Readiness { Readiness(rawValue: clinux_epollerr) }
  /// `EPOLLHUP`: both directions are shut. Reported always.
  static var hungUp: Readiness { Readiness(rawValue: clinux_epollhup) }

  /// This, or that the connection has come to its end.
  @inline(__always)
  var orEnd: Readiness { union([.failed, .hungUp]) }
}
