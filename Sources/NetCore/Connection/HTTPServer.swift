import Glibc
public import Logging

/// An HTTP/1.1 and WebSocket server: one event loop for each thread, each with a listening socket
/// of its own on the same port.
public final class HTTPServer: Sendable {
  private let configuration: HTTPServerConfiguration
  private let handler: any RequestHandler
  private let logger: Logger
  private let state = Guarded(State.new)

  private enum State {
    case new
    case running([LoopBound<Worker>])
    case ended
  }

  /// Opens nothing yet; ``start()`` does.
  public init(
    configuration: HTTPServerConfiguration,
    handler: any RequestHandler,
    logger: Logger = Logger(label: "assay.net")
  ) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
  }

  /// Opens the listening sockets and begins to serve. Call it once.
  ///
  /// A host name is resolved here, which may block.
  ///
  /// - Returns: the addresses, with the real port.
  public func start() throws(HTTPServerError) -> [SocketAddress] {
    let loopCount = max(1, configuration.eventLoopCount ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    raiseOpenFiles()
    let sockets = try openSockets(loopCount: loopCount)
    let workers: [LoopBound<Worker>]
    do {
      workers = try startWorkers(count: loopCount)
    } catch {
      throw .system(error)
    }
    state.withLock { state in
      guard case .new = state else { preconditionFailure("a server starts once") }
      state = .running(workers)
    }
    for (index, worker) in workers.enumerated() {
      let own = sockets.map { $0[index] }
      worker.run { $0.listen(on: own) }
    }
    return sockets.compactMap { $0.first?.address }
  }

  /// Stops accepting, lets what is in flight end, closes WebSocket connections with 1001, and
  /// closes what is left when the time is over.
  public func drain(within limit: Duration) async {
    let workers = state.withLock { state -> [LoopBound<Worker>] in
      guard case .running(let workers) = state else { return [] }
      state = .ended
      return workers
    }
    for worker in workers { worker.run { $0.drain() } }
    let timer = Task.detached {
      // A sleep that is cancelled has nothing left to do.
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      for worker in workers { worker.run { $0.abort() } }
    }
    for worker in workers {
      await worker.wait { worker, resumption in worker.whenEmpty(resumption) }
    }
    timer.cancel()
    for worker in workers { worker.loop.stop() }
  }

  // MARK: - Starting

  /// Makes room for the connections that are allowed: shells and supervisors start programs with
  /// 1,024 open files, of which a program may make more by itself.
  private func raiseOpenFiles() {
    let limits = configuration.connectionLimits
    let wanted = limits.connectionsMax + limits.refusalsMax + Self.otherFilesMax
    do {
      let allowed = try SystemCall.raiseOpenFiles(to: wanted)
      guard allowed < wanted else { return }
      logger.warning(
        "the system allows too few open files for all connections",
        metadata: ["wanted": "\(wanted)", "allowed": "\(allowed)"]
      )
    } catch {
      logger.warning("the limit of open files is unknown", metadata: ["error": "\(error)"])
    }
  }

  /// For everything that is no connection: loops, files that are sent, fetches.
  private static let otherFilesMax = 512

  private func startWorkers(count: Int) throws(Errno) -> [LoopBound<Worker>] {
    let census = ConnectionCensus(limits: configuration.connectionLimits)
    var workers: [LoopBound<Worker>] = []
    do {
      for index in 0..<count {
        let loop = try EventLoop()
        try loop.start(name: "assay-loop-\(index)")
        let worker = Worker(
          loop: loop,
          configuration: configuration,
          handler: handler,
          logger: logger,
          census: census
        )
        workers.append(LoopBound(worker, on: loop))
      }
      return workers
    } catch {
      for worker in workers { worker.loop.stop() }
      throw error
    }
  }

  /// For each address a socket for each loop.
  private func openSockets(loopCount: Int) throws(HTTPServerError) -> [[ListeningSocket]] {
    var addresses: [SocketAddress] = []
    for address in SocketAddress.resolve(host: configuration.host, port: configuration.port)
    where !addresses.contains(address) { addresses.append(address) }
    guard !addresses.isEmpty else { throw .hostUnknown(configuration.host) }
    var opened: [[ListeningSocket]] = []
    var firstError: HTTPServerError?
    for address in addresses {
      let port = opened.first?.first?.address.port ?? address.port
      do {
        opened.append(try openSockets(at: address.with(port: port), count: loopCount))
      } catch {
        // A name may stand for an address family that this machine has switched off.
        guard case .addressNotAvailable = error else { throw error }
        firstError = firstError ?? error
      }
    }
    if opened.isEmpty, let firstError { throw firstError }
    return opened
  }

  private func openSockets(
    at address: SocketAddress,
    count: Int
  ) throws(HTTPServerError) -> [ListeningSocket] {
    let backlog = configuration.connectionLimits.acceptBacklog
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
