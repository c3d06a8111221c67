package import Logging
package import NetCore
import ServiceLifecycle

/// Serves any handler until SIGTERM or SIGINT; what `assay example` runs on.
package struct HandlerService: SignalledService {
  private static let drainLimit: Duration = .seconds(3)

  private let server: HTTPServer
  package let logger: Logger
  private let announce: @Sendable ([String]) -> Void

  /// - Parameter announce: is told the addresses as URLs, with the real port, once they are open.
  package init(
    handler: any RequestHandler,
    host: String,
    port: UInt16,
    logger: Logger,
    announce: @escaping @Sendable ([String]) -> Void
  ) {
    var configuration = HTTPServerConfiguration()
    configuration.listeners = [.tcp(host: host, port: port)]
    server = HTTPServer(configuration: configuration, handler: handler, logger: logger)
    self.logger = logger
    self.announce = announce
  }

  /// Serves until a graceful shutdown or cancellation.
  ///
  /// - Throws: ``HTTPServerError`` when the sockets cannot be opened.
  package func run() async throws {
    announce(try server.start().map(\.url))
    try? await gracefulShutdown()  // Cancellation means the same.
    await server.drain(within: Self.drainLimit)
  }
}
