import OpenAPI

/// Decides which server a suite calls when its user names none.
///
/// A server that a document names may be in production, and a suite creates, changes and deletes.
/// So it is called unasked only when the options name it or when it is on the user's own machine.
struct DefaultTarget {
  /// Called when the environment says nothing; `nil`: the user has to say.
  let url: String?
  /// The first server of the document as written, for messages and examples.
  let documented: String?

  init(servers: [Server], option: String?) {
    documented = servers.first?.url
    url = option ?? servers.map(\.url).first(where: Self.isOnThisMachine)
  }

  /// Whether the host of an absolute `http` or `https` URL is a loopback name or address.
  static func isOnThisMachine(_ url: String) -> Bool {
    let lower = url.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return false }
    let authority = lower.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    let address = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if address.hasPrefix("[") { return address.prefix { $0 != "]" } == "[::1" }
    let host = address.prefix { $0 != ":" }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    let isLoopbackAddress =
      numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    return isLoopbackAddress || host == "0.0.0.0" || host == "localhost"
      || host.hasSuffix(".localhost")
  }
}
