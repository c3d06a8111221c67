import Glibc

/// What a system call reported when it failed, as in `errno(3)`.
///
/// Expected outcomes never appear here: "would block" is a value of the call, and an interrupted
/// call is repeated before anybody sees it.
package struct Errno: Error, RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `EADDRINUSE`: the port is taken.
  package static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// `EADDRNOTAVAIL`: the machine does not have that address.
  package static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// `EACCES`: a port below 1024, or a file without permission.
  package static let permissionDenied = Errno(rawValue: EACCES)
  /// `ENOENT`: no such file.
  package static let noSuchFile = Errno(rawValue: ENOENT)
  /// `EMFILE`: this process has as many descriptors as it may.
  package static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  /// `ENFILE`: the machine has as many descriptors as it may.
  package static let tooManyOpenFilesInSystem = Errno(rawValue: ENFILE)
  /// `ENOBUFS`: the kernel has no memory for a socket at the moment.
  package static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// `ENOMEM`: the kernel has no memory at the moment.
  package static let outOfMemory = Errno(rawValue: ENOMEM)
  /// `EPIPE`: the peer does not read any more.
  package static let brokenPipe = Errno(rawValue: EPIPE)
  /// `EINVAL`: an argument that the kernel does not accept.
  package static let invalidArgument = Errno(rawValue: EINVAL)
  /// `EIO`: what a file that has become shorter is reported as.
  package static let inputOutput = Errno(rawValue: EIO)
  /// `EINTR`: a signal came; callers of ``SystemCall`` never see it.
  static let interrupted = Errno(rawValue: EINTR)
  /// `EAGAIN`: nothing to read or no room to write now; a value for callers of ``SystemCall``.
  static let wouldBlock = Errno(rawValue: EAGAIN)

  /// The C library's text for the number, such as "Address already in use".
  package var description: String {
    // strerror gives a static or thread-local C string that is copied at once.
    guard let text = unsafe strerror(rawValue) else { return "errno \(rawValue)" }
    return unsafe String(cString: text)
  }
}
