package import Logging
package import NetCore
import ServiceLifecycle
import UnixSignals

/// Serves any handler until SIGTERM or SIGINT; what `assay example` runs on.
package struct HandlerService: Service {
  private static let drainLimit: Duration = .seconds(3)

  private let server: HTTPServer
  private let logger: Logger

  package init(handler: any RequestHandler, host: String, port: UInt16, logger: Logger) {
    var configuration = HTTPServerConfiguration()
    configuration.host = host
    configuration.port = port
    server = HTTPServer(configuration: configuration, handler: handler, logger: logger)
    self.logger = logger
  }

  /// Opens the sockets.
  ///
  /// - Returns: the addresses with the real port, as URLs.
  package func start() throws(HTTPServerError) -> [String] {
    try server.start().map { "http://\($0)" }
  }

  /// Keeps a started server going until a graceful shutdown or cancellation.
  package func run() async throws {
    try? await gracefulShutdown()  // Cancellation means the same.
    await server.drain(within: Self.drainLimit)
  }

  /// As ``run()``, with SIGTERM and SIGINT as the shutdown.
  package func runUntilSignalled() async throws {
    let configuration = ServiceGroupConfiguration(
      services: [self],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    try await ServiceGroup(configuration: configuration).run()
  }
}
