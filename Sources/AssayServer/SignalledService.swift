package import Logging
package import ServiceLifecycle
import UnixSignals

/// A service that a signal ends.
package protocol SignalledService: Service {
  /// For what the signals do.
  var logger: Logger { get }
}

extension SignalledService {
  /// As `run()`, with SIGTERM and SIGINT as the graceful shutdown: whoever sees the address may send them.
  ///
  /// - Throws: what `run()` throws.
  package func runUntilSignalled() async throws {
    let configuration = ServiceGroupConfiguration(
      services: [self],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    try await ServiceGroup(configuration: configuration).run()
  }
}
