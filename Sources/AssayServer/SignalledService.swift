import Glibc
package import Logging
package import ServiceLifecycle
import UnixSignals

/// A service that a signal ends.
package protocol SignalledService: Service {
  /// For what the signals do.
  var logger: Logger { get }
  /// What SIGHUP does; nil leaves it to the system, which ends the process.
  var onHangup: (@Sendable () -> Void)? { get }
}

extension SignalledService {
  package var onHangup: (@Sendable () -> Void)? { nil }

  /// As `run()`, with SIGTERM and SIGINT as the graceful shutdown: whoever sees the address may send them.
  /// A second one ends the process at once, with the status that a shell shows for the signal.
  ///
  /// - Throws: what `run()` throws.
  package func runUntilSignalled() async throws {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [self], logger: logger)
    )
    let ending = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let watching = Task { await end(group, at: ending) }
    let watchingHangups = await watchHangups()
    defer {
      watching.cancel()
      watchingHangups?.cancel()
    }
    try await group.run()
  }

  private func end(_ group: ServiceGroup, at signals: UnixSignalsSequence) async {
    var isEnding = false
    for await signal in signals {
      if isEnding {
        logger.warning("ended by a second signal")
        _exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
      }
      isEnding = true
      await group.triggerGracefulShutdown()
    }
  }

  private func watchHangups() async -> Task<Void, Never>? {
    guard let onHangup else { return nil }
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    return Task {
      for await _ in hangups { onHangup() }
    }
  }
}
