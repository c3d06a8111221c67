package import Logging
package import NetCore

/// Everything that an operator can set; the defaults are those of the documentation.
package struct ServerSettings: Sendable, Equatable {
  /// Addresses and names, and Unix sockets as `unix:` with their path; with commas between them.
  package var host = "127.0.0.1"
  /// 0 lets the kernel choose.
  package var port = 8080
  /// Certificate and key, for HTTPS.
  package var tls: TLSFiles?
  /// Who may connect to a Unix socket, as permissions of its file.
  package var unixPermissions: UInt16 = 0o600
  /// Sockets that this process was started with; then ``host`` and ``port`` do not matter.
  package var inheritedSockets: [InheritedSocket] = []
  /// For what must outlive the process.
  package var data: String?
  /// The folder of the UI; `nil`: found beside the program.
  package var publicFolder: String?
  /// Tasks that run at the same time; `nil`: as many as cores.
  package var workers: Int?
  /// Event loops; `nil`: as many as cores.
  package var threads: Int?
  package var documentBytesMax = 32 * 1024 * 1024
  package var connectionsMax = 16_384
  /// Connections from one address, or one IPv6 network of 64 bits.
  package var connectionsPerAddressMax = 4096
  /// Seconds for a request's head, between pieces of content, for a peer to take more of an
  /// answer, and between two requests.
  package var headTimeout = 15
  package var contentTimeout = 30
  package var writeTimeout = 60
  package var idleTimeout = 75
  /// Tasks that may wait.
  package var queueMax = 256
  package var archiveDays = 7
  package var historyDays = 30
  package var tasksMax = 1_000
  /// Origins of other pages that may start and watch tasks, lower-case: `https://tools.example`.
  package var allowedOrigins: [String] = []
  /// Whether `spec_url` may point into private networks; `nil`: while the server is on loopback.
  package var allowsPrivateURLs: Bool?
  package var logLevel = Logger.Level.info

  package init() {}

  /// Whoever can reach a server on loopback can reach private addresses without it, too; where a
  /// proxy stands in front, the operator has to say no.
  package var mayFetchPrivateURLs: Bool {
    allowsPrivateURLs ?? ["127.0.0.1", "::1", "localhost"].contains(host.lowercased())
  }
}

extension ServerSettings {
  /// Where to listen.
  ///
  /// Over a Unix socket there is nobody to hide from, and an inherited one whose unit calls it
  /// `http` is meant for plain HTTP.
  package var listeners: [ListenAddress] {
    guard inheritedSockets.isEmpty else {
      return inheritedSockets.map { .inherited($0, tls: $0.name == "http" ? nil : tls) }
    }
    return host.split(separator: ",").map { place in
      let place = place.trimmingPrefix(while: \.isWhitespace)
      if place.hasPrefix(Self.unixPrefix) {
        let path = String(place.dropFirst(Self.unixPrefix.count))
        return .unix(path: path, permissions: unixPermissions)
      }
      let host = place.filter { $0 != "[" && $0 != "]" && !$0.isWhitespace }
      return .tcp(host: host, port: UInt16(clamping: port), tls: tls)
    }
  }

  static let unixPrefix = "unix:"
}
