import Glibc

/// The file through which clients reach a Unix socket. It goes when this is let go.
final class UnixSocketFile: Sendable {
  private let path: String
  private let status: SystemCall.NameStatus

  /// Binds a socket to a path. A file that a dead server has left there is removed; one whose server
  /// lives, or that is no socket, is not.
  ///
  /// - Parameter permissions: who may connect, as those of a file that may be written.
  init(binding socket: Int32, to path: String, permissions: UInt16) throws(Errno) {
    let address = SocketAddress.unix(path: path)
    guard path.utf8.count <= SocketAddress.unixPathBytesMax else { throw .nameTooLong }
    // Of two that start at the same moment and find a dead file, one would remove the other's.
    let lock = try Self.lock(folderOf: path)
    do {
      try SystemCall.bind(socket, to: address)
    } catch .addressInUse {
      guard try SystemCall.status(ofName: path).isSocket else { throw .fileExists }
      guard try !SystemCall.isAnswered(address) else { throw .addressInUse }
      try SystemCall.removeName(path)
      try SystemCall.bind(socket, to: address)
    }
    self.path = path
    status = try SystemCall.status(ofName: path)
    // Nobody can connect before: the socket does not listen yet.
    try SystemCall.setPermissions(permissions, ofName: path)
    // Closing it unlocks the folder.
    _ = consume lock
  }

  deinit {
    // Whoever has taken the name since then keeps it. What cannot be removed is removed by the
    // next server that starts here.
    guard (try? SystemCall.status(ofName: path)) == status else { return }
    try? SystemCall.removeName(path)
  }

  /// Waits for at most a second for others that start here.
  private static func lock(folderOf path: String) throws(Errno) -> OwnedDescriptor {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    for _ in 0..<100 {
      if let lock = try SystemCall.lockFolder(folder) { return lock }
      usleep(10_000)
    }
    throw .wouldBlock
  }
}
