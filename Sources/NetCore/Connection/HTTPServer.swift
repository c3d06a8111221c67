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
    case running([LoopBound<Worker>], [TLSIdentity])
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
  public func start() throws(HTTPServerError) -> [ServedAddress] {
    let loopCount = max(1, configuration.eventLoopCount ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    OpeningHandshake.prepare()
    raiseOpenFiles()
    let opened = try openAddresses(loopCount: loopCount)
    let workers: [LoopBound<Worker>]
    do {
      workers = try startWorkers(count: loopCount)
    } catch {
      throw .system(error)
    }
    state.withLock { state in
      guard case .new = state else { preconditionFailure("a server starts once") }
      state = .running(workers, opened.compactMap(\.identity))
    }
    for (index, worker) in workers.enumerated() {
      worker.run { worker in
        for address in opened { worker.listen(on: address.sockets[index], as: address.identity) }
      }
    }
    return opened.compactMap(\.served)
  }

  /// Reads the files of all certificates again. Connections that are open go on with what they have.
  ///
  /// Blocks for as long as the disk needs.
  ///
  /// - Throws: what is wrong with the first of them that cannot be used; those listeners go on with
  ///   what they have as well, the others show what was read.
  public func reloadCertificates() throws(TLSError) {
    let identities = state.withLock { state -> [TLSIdentity] in
      if case .running(_, let identities) = state { identities } else { [] }
    }
    var firstError: TLSError?
    for identity in identities {
      do {
        try identity.reload()
        warn(about: identity)
      } catch {
        firstError = firstError ?? error
      }
    }
    if let firstError { throw firstError }
  }

  /// Stops accepting, lets what is in flight end, closes WebSocket connections with 1001, and
  /// closes what is left when the time is over.
  public func drain(within limit: Duration) async {
    let workers = state.withLock { state -> [LoopBound<Worker>] in
      guard case .running(let workers, _) = state else { return [] }
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
  private static let otherFilesMax = 1536

  private func openAddresses(loopCount: Int) throws(HTTPServerError) -> [OpenedAddress] {
    let terms = ListenAddress.Terms(
      loopCount: loopCount,
      backlog: configuration.connectionLimits.acceptBacklog,
      acceptsIPv4: !configuration.listeners.contains { $0.isEveryIPv4Address }
    )
    var opened: [OpenedAddress] = []
    for address in configuration.listeners { opened += try address.open(on: terms) }
    for address in opened { address.identity.map(warn(about:)) }
    return opened
  }

  private func warn(about identity: TLSIdentity) {
    guard let complaint = identity.context.complaintAboutValidity else { return }
    logger.warning("\(complaint)", metadata: ["file": "\(identity.files.certificateChain)"])
  }

  /// A loop's part of the memory for what waits.
  private func bufferedBytesMax(loopCount: Int) -> Int {
    let (messages, hasOverflowed) =
      configuration.webSocketLimits.messageBytesMax.multipliedReportingOverflow(by: 4)
    let part = configuration.connectionLimits.bufferedBytesMax / loopCount
    return max(part, hasOverflowed ? .max : messages)
  }

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
          census: census,
          bufferedBytesMax: bufferedBytesMax(loopCount: count)
        )
        workers.append(LoopBound(worker, on: loop))
      }
      return workers
    } catch {
      for worker in workers { worker.loop.stop() }
      throw error
    }
  }
}
