import HTTPTypes

/// Which pages may open WebSocket connections.
///
/// A browser lets every page open a connection anywhere and says in the Origin field whose page it
/// is, so it is the server that has to look (RFC 6455 §10.2). Programs send no Origin and are let
/// in by every policy.
public enum OriginPolicy: Sendable, Equatable {
  /// Pages of any origin: for services that tell nothing secret and know no cookie.
  case any
  /// Pages that came from the host and port that the handshake is addressed to.
  case sameHost
  /// Those pages, and pages of the listed origins, such as `https://example.org:8443`; a port that
  /// is the scheme's default is left out.
  case sameHostOr([String])

  /// Whether the page that sent a handshake is welcome.
  public func allows(_ head: RequestHead) -> Bool {
    guard self != .any, let origin = head.value(of: .origin)?.lowercased() else { return true }
    if case .sameHostOr(let others) = self, others.contains(where: { $0.lowercased() == origin }) {
      return true
    }
    let parts = origin.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    // An opaque origin is `null` (RFC 6454 §7.1).
    guard parts.count == 2, let authority = head.authority?.lowercased() else { return false }
    let port = Self.defaultPorts[String(parts[0])] ?? ""
    return Self.trimming(port, off: String(parts[1])) == Self.trimming(port, off: authority)
  }

  private static let defaultPorts = ["http": ":80", "https": ":443"]

  private static func trimming(_ port: String, off authority: String) -> Substring {
    authority.hasSuffix(port) ? authority.dropLast(port.count) : authority[...]
  }
}
