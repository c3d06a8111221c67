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
  /// Opens the sockets, for each address that the place stands for.
  ///
  /// A host name is resolved here, which may block.
  func open(loopCount: Int, backlog: Int32) throws(HTTPServerError) -> [OpenedAddress] {
    let identity = try makeIdentity()
    switch place {
    case .tcp(let host, let port):
      return try Self.openSockets(host: host, port: port, count: loopCount, backlog: backlog)
        .map { OpenedAddress(sockets: $0, identity: identity) }
    }
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
    count: Int,
    backlog: Int32
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
        opened.append(try openSockets(at: address.with(port: port), count: count, backlog: backlog))
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
    count: Int,
    backlog: Int32
  ) throws(HTTPServerError) -> [ListeningSocket] {
    var wanted = address
    var sockets: [ListeningSocket] = []
    do {
      if wanted.port != 0 { try ListeningSocket.requireFree(wanted) }
      for _ in 0..<count {
        let socket = try ListeningSocket(wanted, backlog: backlog)
        wanted = socket.address
        sockets.append(socket)
      }
      return sockets
    } catch {
      throw HTTPServerError(error, at: wanted)
    }
  }
}
