import Glibc

/// A listening socket that this process was started with, by systemd or whoever does as it does.
public struct InheritedSocket: Sendable, Hashable {
  /// The descriptor, which the server that listens on it takes over.
  public let descriptor: Int32
  /// What its socket unit calls it (`FileDescriptorName=`); empty when it has no name.
  public let name: String

  /// Takes descriptor and name.
  public init(descriptor: Int32, name: String = "") {
    self.descriptor = descriptor
    self.name = name
  }

  /// Descriptors begin behind those for input, output and errors.
  private static let firstDescriptor: Int32 = 3
  /// What is announced beyond that is not believed.
  private static let countMax: Int32 = 1024

  /// The sockets that an environment announces to this process, as `sd_listen_fds(3)` describes:
  /// `LISTEN_FDS` of them for the process `LISTEN_PID`, named by `LISTEN_FDNAMES`. None otherwise.
  public static func announced(in environment: [String: String]) -> [InheritedSocket] {
    announced(in: environment, to: getpid())
  }

  static func announced(
    in environment: [String: String],
    to processID: Int32
  ) -> [InheritedSocket] {
    guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == processID,
      let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), (1...countMax).contains(count)
    else { return [] }
    let names = (environment["LISTEN_FDNAMES"] ?? "")
      .split(separator: ":", omittingEmptySubsequences: false)
    return (0..<count).map { index in
      InheritedSocket(
        descriptor: firstDescriptor + index,
        name: Int(index) < names.count ? String(names[Int(index)]) : ""
      )
    }
  }
}
