/// A place where a server listens by now: its sockets, one for each loop, and what it shows there.
struct OpenedAddress {
  let sockets: [ListeningSocket]
  let identity: TLSIdentity?

  /// Where it is, with the real port.
  var served: ServedAddress? {
    sockets.first.map { ServedAddress(address: $0.address, usesTLS: identity != nil) }
  }
}

extension ListenAddress {
  /// Whether `::` cannot stand for IPv4 addresses as well.
  var isEveryIPv4Address: Bool {
    if case .tcp("0.0.0.0", _) = place { true } else { false }
  }

  /// What all places of a server have in common.
  struct Terms {
    let loopCount: Int
    let backlog: Int32
    /// Whether `::` means all IPv4 addresses as well.
    let acceptsIPv4: Bool
  }

  /// Opens the sockets, for each address that the place stands for.
  ///
  /// A host name is resolved here, which may block.
  func open(on terms: Terms) throws(HTTPServerError) -> [OpenedAddress] {
    let identity = try makeIdentity()
    let opened: [[ListeningSocket]] =
      switch place {
      case .tcp(let host, let port):
        try Self.openSockets(host: host, port: port, on: terms)
      case .unix(let path, let permissions):
        [try Self.openSocket(unixPath: path, permissions: permissions, on: terms)]
      case .inherited(let descriptor):
        [try Self.adoptSocket(descriptor, on: terms)]
      }
    return opened.map { OpenedAddress(sockets: $0, identity: identity) }
  }

  private func makeIdentity() throws(HTTPServerError) -> TLSIdentity? {
    guard let tls else { return nil }
    do {
      return try TLSIdentity(tls)
    } catch {
      throw .certificate(error)
    }
  }

  /// For each address of a host a socket for each loop.
  private static func openSockets(
    host: String,
    port: UInt16,
    on terms: Terms
  ) throws(HTTPServerError) -> [[ListeningSocket]] {
    var addresses: [SocketAddress] = []
    for address in SocketAddress.resolve(host: host, port: port)
    where !addresses.contains(address) { addresses.append(address) }
    guard !addresses.isEmpty else { throw .hostUnknown(host) }
    var opened: [[ListeningSocket]] = []
    var firstError: HTTPServerError?
    for address in addresses {
      let port = opened.first?.first?.address.port ?? address.port
      do {
        opened.append(try openSockets(at: address.with(port: port), on: terms))
      } catch {
        // A name may stand for an address family that this machine has switched off.
        guard case .addressNotAvailable = error else { throw error }
        firstError = firstError ?? error
      }
    }
    if opened.isEmpty, let firstError { throw firstError }
    return opened
  }

  private static func openSockets(
    at address: SocketAddress,
    on terms: Terms
  ) throws(HTTPServerError) -> [ListeningSocket] {
    let acceptsIPv4 = terms.acceptsIPv4
    var wanted = address
    var sockets: [ListeningSocket] = []
    do {
      if wanted.port != 0 { try ListeningSocket.requireFree(wanted, acceptsIPv4: acceptsIPv4) }
      for _ in 0..<terms.loopCount {
        let socket = try ListeningSocket(
          wanted,
          acceptsIPv4: acceptsIPv4,
          backlog: terms.backlog
        )
        wanted = socket.address
        sockets.append(socket)
      }
      return sockets
    } catch {
      throw HTTPServerError(error, at: wanted)
    }
  }

  /// One Unix socket for all loops.
  private static func openSocket(
    unixPath path: String,
    permissions: UInt16,
    on terms: Terms
  ) throws(HTTPServerError) -> [ListeningSocket] {
    do {
      let socket = try ListeningSocket(
        unixPath: path,
        permissions: permissions,
        backlog: terms.backlog
      )
      return [ListeningSocket](repeating: socket, count: terms.loopCount)
    } catch {
      if error == .addressInUse { throw .addressInUse(.unix(path: path)) }
      throw .pathUnusable(path, error)
    }
  }

  /// One inherited socket for all loops.
  private static func adoptSocket(
    _ descriptor: Int32,
    on terms: Terms
  ) throws(HTTPServerError) -> [ListeningSocket] {
    do {
      let socket = try ListeningSocket(inherited: descriptor)
      return [ListeningSocket](repeating: socket, count: terms.loopCount)
    } catch {
      throw .notListening(descriptor: descriptor)
    }
  }
}
