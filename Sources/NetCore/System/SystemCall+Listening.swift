import CLinux
import Glibc

/// What only listening sockets need.
extension SystemCall {
  /// `getsockopt(2)` of an integer.
  static func option(
    _ name: Int32,
    level: Int32 = SOL_SOCKET,
    of descriptor: Int32
  ) throws(Errno) -> Int32 {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    // The kernel writes no more than the length, which it may make smaller.
    guard unsafe getsockopt(descriptor, level, name, &value, &length) == 0 else {
      throw Errno(rawValue: errno)
    }
    return value
  }

  /// `fcntl(2)`: makes a descriptor that this process was started with like those that it opens:
  /// it does not block, and programs that are started do not get it.
  static func adopt(_ descriptor: Int32) throws(Errno) {
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0,
      fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0
    else { throw Errno(rawValue: errno) }
  }

  /// `connect(2)` of a socket that is closed again at once: whether somebody listens.
  static func isAnswered(_ address: SocketAddress) throws(Errno) -> Bool {
    let socket = try streamSocket(family: address.family)
    let status = unsafe address.withSockaddr { pointer, length in
      unsafe Glibc.connect(socket.rawValue, pointer, length)
    }
    // EAGAIN: there are so many connections waiting that one more has no room.
    if status == 0 || errno == EAGAIN { return true }
    guard errno == ECONNREFUSED else { throw Errno(rawValue: errno) }
    return false
  }
}

/// What only the files of Unix sockets need.
extension SystemCall {
  /// What `lstat(2)` tells of a name: whether a socket, and which one.
  struct NameStatus: Equatable, Sendable {
    let isSocket: Bool
    let device: UInt64
    let inode: UInt64
  }

  /// `lstat(2)`.
  static func status(ofName path: String) throws(Errno) -> NameStatus {
    var value = stat()
    guard unsafe lstat(path, &value) == 0 else { throw Errno(rawValue: errno) }
    return NameStatus(
      isSocket: value.st_mode & S_IFMT == S_IFSOCK,
      device: UInt64(value.st_dev),
      inode: UInt64(value.st_ino)
    )
  }

  /// `unlink(2)`.
  static func removeName(_ path: String) throws(Errno) {
    guard unsafe unlink(path) == 0 else { throw Errno(rawValue: errno) }
  }

  /// `chmod(2)`.
  static func setPermissions(_ permissions: UInt16, ofName path: String) throws(Errno) {
    guard unsafe chmod(path, mode_t(permissions)) == 0 else { throw Errno(rawValue: errno) }
  }

  /// `flock(2)` of a folder, which the descriptor holds; nil when somebody else holds it.
  static func lockFolder(_ path: String) throws(Errno) -> OwnedDescriptor? {
    let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    let folder = OwnedDescriptor(owning: number)
    guard flock(folder.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { return nil }
      throw Errno(rawValue: errno)
    }
    return folder
  }
}
