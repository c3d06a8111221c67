import Glibc

/// What a system call reported when it failed, as in `errno(3)`.
///
/// Expected outcomes never appear here: "would block" is a value of the call, and an interrupted
/// call is repeated before anybody sees it.
public struct Errno: Error, RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number that the C library calls `errno`.
  public let rawValue: Int32

  /// Takes a number of the C library.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `EADDRINUSE`: the port is taken.
  public static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// `EADDRNOTAVAIL`: the machine does not have that address.
  public static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// `EACCES`: a port below 1024, or a file without permission.
  public static let permissionDenied = Errno(rawValue: EACCES)
  /// `EEXIST`: there is a file of that name already.
  public static let fileExists = Errno(rawValue: EEXIST)
  /// `ENAMETOOLONG`: a name that the kernel has no room for.
  public static let nameTooLong = Errno(rawValue: ENAMETOOLONG)
  /// `ENOENT`: no such file.
  public static let noSuchFile = Errno(rawValue: ENOENT)
  /// `EMFILE`: this process has as many descriptors as it may.
  public static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  /// `ENFILE`: the machine has as many descriptors as it may.
  public static let tooManyOpenFilesInSystem = Errno(rawValue: ENFILE)
  /// `ENOBUFS`: the kernel has no memory for a socket at the moment.
  public static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// `ENOMEM`: the kernel has no memory at the moment.
  public static let outOfMemory = Errno(rawValue: ENOMEM)
  /// `EPIPE`: the peer does not read any more.
  public static let brokenPipe = Errno(rawValue: EPIPE)
  /// `ECONNRESET`: the connection broke.
  public static let connectionReset = Errno(rawValue: ECONNRESET)
  /// `EINVAL`: an argument that the kernel does not accept.
  public static let invalidArgument = Errno(rawValue: EINVAL)
  /// `EIO`: what a file that has become shorter is reported as.
  public static let inputOutput = Errno(rawValue: EIO)
  /// `EINTR`: a signal came; callers of ``SystemCall`` never see it.
  static let interrupted = Errno(rawValue: EINTR)
  /// `EAGAIN`: nothing to read or no room to write now; a value for callers of ``SystemCall``.
  static let wouldBlock = Errno(rawValue: EAGAIN)

  /// Whether the machine, or this process, has no room at the moment for what was asked.
  var isShortage: Bool {
    switch self {
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .outOfMemory, .noBufferSpace: true
    default: false
    }
  }

  /// The C library's text for the number, such as "Address already in use".
  public var description: String {
    // strerror gives a static or thread-local C string that is copied at once.
    guard let text = unsafe strerror(rawValue) else { return "errno \(rawValue)" }
    return unsafe String(cString: text)
  }
}
