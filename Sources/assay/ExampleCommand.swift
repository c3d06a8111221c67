import ArgumentParser
import AssayServer
import ExampleAPI
import Foundation
import Logging

extension Fault: ExpressibleByArgument {}

/// `assay example`.
struct ExampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Serves the pet store of Examples/petstore.yaml, to run a generated suite against."
  )

  @Option(help: "The address or name to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 lets the system choose.") var port: UInt16 = 9000
  @Option(help: "Break one thing, so that the suite has something to find.") var fault: Fault?

  func run() async throws {
    var logger = Logger(label: "example", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let service = HandlerService(
      handler: ExampleAPI(fault: fault),
      host: host,
      port: port,
      logger: logger
    ) { addresses in
      for address in addresses {
        let line = "The pet store listens on \(address). Stop it with Ctrl+C.\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }
    }
    do {
      try await service.runUntilSignalled()
    } catch {
      throw CommandFailure(message: "\(error)", status: 1)
    }
  }
}
