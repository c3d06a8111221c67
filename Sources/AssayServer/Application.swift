import FoundationEssentials
package import Logging
package import NetCore
import OpenAPI
import ServiceLifecycle
package import TaskHub

/// The whole server: the hub with its work, the routes, the sockets.
package final class Application: SignalledService {
  /// Together less than the ten seconds that a supervisor waits after SIGTERM.
  private static let tasksDrainLimit: Duration = .seconds(5)
  private static let connectionsDrainLimit: Duration = .seconds(3)

  package let hub: TaskHub
  let router: Router
  private let services: Services
  private let server: HTTPServer
  private let usesTLS: Bool
  package let logger: Logger

  /// Puts the parts together; nothing runs before ``start()`` or ``run()``, of which only one is called.
  package init(
    settings: ServerSettings,
    store: any TaskStore = InMemoryStore(),
    logger: Logger
  ) throws(SettingsError) {
    let pipeline = Pipeline(settings: settings)
    let board = ProgressBoard()
    let hub = TaskHub(
      configuration: TaskHubConfiguration(settings),
      store: store,
      logger: logger,
      observe: { board.receive($0) },
      work: { try await pipeline.work($0, $1) }
    )
    services = Services(
      settings: settings,
      hub: hub,
      pipeline: pipeline,
      board: board,
      topics: ProgressTopics(hub: hub, logger: logger)
    )
    let page = try PageFolder(settings.publicFolder)
    if page == nil { logger.warning("no UI: there is no folder Public; name it with --public") }
    self.hub = hub
    self.logger = logger
    router = Router(services, page: page)
    usesTLS = settings.tls != nil
    server = HTTPServer(
      configuration: HTTPServerConfiguration(settings),
      handler: router,
      logger: logger
    )
  }

  /// Opens the sockets and serves.
  ///
  /// - Returns: the addresses, with the real port.
  package func start() throws(HTTPServerError) -> [ServedAddress] {
    let addresses = try server.start()
    for address in addresses {
      logger.info("serving", metadata: ["address": "\(address.url)"])
    }
    return addresses
  }

  /// Shows a new certificate to those who connect from now on, or keeps the old one.
  package var onHangup: (@Sendable () -> Void)? {
    guard usesTLS else { return nil }
    return { [server, logger] in
      do {
        try server.reloadCertificates()
        logger.notice("the certificate was read again")
      } catch {
        logger.error("the old certificate stays", metadata: ["reason": "\(error)"])
      }
    }
  }

  /// Serves until a graceful shutdown or cancellation, then drains.
  ///
  /// - Throws: ``HTTPServerError`` when the sockets cannot be opened.
  package func run() async throws {
    _ = try start()
    let sweeping = Task { await hub.run() }
    try? await gracefulShutdown()  // Cancellation means the same.
    sweeping.cancel()
    await sweeping.value
    await stop()
  }

  /// Takes no new task, lets running ones finish, says 1001 to sockets, closes.
  package func stop() async {
    logger.info("draining")
    services.isDraining.set()
    await hub.drain(within: Self.tasksDrainLimit)
    await server.drain(within: Self.connectionsDrainLimit)
    logger.info("stopped")
  }
}

extension Pipeline {
  /// The pipeline within an operator's bounds.
  package init(settings: ServerSettings) {
    var fetchLimits = DocumentFetcher.Limits()
    fetchLimits.bytesMax = settings.documentBytesMax
    let policy = AddressPolicy(allowsPrivateAddresses: settings.mayFetchPrivateURLs)
    var readLimits = DocumentReader.Limits()
    readLimits.bytesMax = settings.documentBytesMax
    self.init(
      fetcher: DocumentFetcher(limits: fetchLimits, policy: policy),
      documents: DocumentLibrary(reader: DocumentReader(limits: readLimits))
    )
  }
}

extension TaskHubConfiguration {
  fileprivate init(_ settings: ServerSettings) {
    self.init()
    workersMax = settings.workers ?? ProcessInfo.processInfo.activeProcessorCount
    waitingMax = settings.queueMax
    archiveAgeMax = .seconds(settings.archiveDays * 86_400)
    historyAgeMax = .seconds(settings.historyDays * 86_400)
    endedTasksMax = settings.tasksMax
  }
}

extension HTTPServerConfiguration {
  fileprivate init(_ settings: ServerSettings) {
    self.init()
    listeners = settings.listeners
    eventLoopCount = settings.threads
    connectionLimits.connectionsMax = settings.connectionsMax
    connectionLimits.connectionsPerAddressMax = settings.connectionsPerAddressMax
    connectionLimits.headTimeout = .seconds(settings.headTimeout)
    connectionLimits.contentTimeout = .seconds(settings.contentTimeout)
    connectionLimits.writeTimeout = .seconds(settings.writeTimeout)
    connectionLimits.idleTimeout = .seconds(settings.idleTimeout)
  }
}
