/// Every bound on a connection that is not a matter of syntax. The defaults are the product's.
public struct ConnectionLimits: Sendable, Equatable {
  /// Connections of the whole server; one more is answered with 503.
  public var connectionsMax = 16_384
  /// Connections from one address, or from one network of IPv6 (64 bits); one more is answered
  /// with 429. Enough for a proxy, and a quarter of all.
  public var connectionsPerAddressMax = 4096
  /// Whether connections from this machine itself do not count by address: its users could harm
  /// the server in other ways, and a proxy here brings everybody's.
  public var exemptsLoopback = true
  /// Connections over either number that are answered at the same time; more are just closed.
  public var refusalsMax = 128
  /// From the first moment of a connection until its TLS handshake is complete; then it is closed.
  public var handshakeTimeout = Duration.seconds(10)
  /// From the first moment of a request until its head is complete; then 408.
  public var headTimeout = Duration.seconds(15)
  /// Between two pieces of content that the handler waits for; then 408.
  public var contentTimeout = Duration.seconds(30)
  /// A peer whose content comes more slowly uses that time up, and gets 408 as well.
  public var contentBytesPerSecondMin = 500
  /// Between two requests of a connection; then it is closed.
  public var idleTimeout = Duration.seconds(75)
  /// Without any progress of an answer that the peer does not read; then the connection is reset.
  public var writeTimeout = Duration.seconds(60)
  /// A peer that takes what waits for it more slowly uses that time up, and is reset as well.
  public var writeBytesPerSecondMin = 500
  /// For the peer to close after us; then the connection is closed.
  public var closeTimeout = Duration.seconds(5)
  /// Content that waits for its handler; the connection is not read meanwhile.
  public var readBacklogBytesMax = 256 * 1024
  /// Response content that waits for its peer; the producer waits meanwhile.
  public var writeBacklogBytesMax = 256 * 1024
  /// Memory for what waits, in either direction, of all connections together. Each loop has its part
  /// of it, with room for a few of the longest messages at least; beyond that, connections with more
  /// than an equal share wait, or are closed where that does not help: WebSocket with 1013.
  public var bufferedBytesMax = 64 * 1024 * 1024
  /// Answers of one connection that wait to be sent; further requests wait meanwhile, also while
  /// a file waits, which is open as long.
  public var pipelinedRequestsMax = 64
  /// Content that nobody wanted and that is read only to keep the connection.
  public var discardedContentBytesMax = 64 * 1024
  /// Requests of one connection; the last answer says `Connection: close`.
  public var requestsPerConnectionMax = 1_000_000
  /// Connections that wait in the kernel to be accepted.
  public var acceptBacklog: Int32 = 4096

  /// The defaults of all.
  public init() {}
}

/// Every bound on a WebSocket connection that is not a matter of framing.
public struct WebSocketLimits: Sendable, Equatable {
  /// The longest message of a peer; one byte more closes with 1009.
  public var messageBytesMax = 64 * 1024
  /// How often a ping goes out.
  public var pingInterval = Duration.seconds(20)
  /// A peer that sent nothing, not even a pong, for so long is closed.
  public var silenceTimeout = Duration.seconds(60)
  /// For the peer to answer a close frame and to close.
  public var closeTimeout = Duration.seconds(5)
  /// What a subscriber may lag behind before it gets only the newest message of each key. A peer
  /// for which more waits is not read either.
  public var backlogBytesMax = 256 * 1024
  /// What a message handler may have waiting for its peer before the connection is given up.
  public var outgoingBytesMax = 4 * 1024 * 1024
  /// Whether messages are compressed for peers that offer it (permessage-deflate, RFC 7692).
  public var acceptsDeflate = true
  /// Whether messages to the peer of a message handler may be compressed with what the ones before
  /// said (server context takeover). Similar messages become shorter by half or more, for 270 KiB a
  /// connection. Messages of topics are compressed once for all and each for itself anyway.
  public var keepsServerContext = false
  /// Memory that the connections of one loop keep between compressed messages. Connections beyond
  /// it are agreed on without context takeover and keep none; a client's context is 40 KiB.
  public var contextBytesMax = 32 * 1024 * 1024

  /// The defaults of all.
  public init() {}
}
