import ArgumentParser
import Dispatch
import Glibc
import Logging
import NetCore

/// `netcore-lab`: the routes that load clients, conformance suites and peers of the server share.
@main
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "netcore-lab",
    abstract: "Serves the routes of the benchmarks and of the conformance suites, on NetCore only.",
    discussion: """
      GET /api/progress/x   a small JSON document
      GET /FILE             the files of --root
      POST /echo            the same content
      POST /upload          name, file name, size and SHA-256 of each part of a form
      POST /publish/TOPIC   sends the content to all who follow the topic
      ws /ws/TOPIC          follows a topic
      ws /pub/TOPIC         sends each text message to all who follow the topic
      ws /echo              sends each message back
      ws /chat              sends each message to all who are here
      """
  )

  @OptionGroup var listening: ListeningOptions
  @OptionGroup var bounds: BoundOptions
  @Option(help: "The folder whose files are served.") var root = "."

  func run() throws {
    let signals = EndSignals()
    var configuration = HTTPServerConfiguration()
    listening.apply(to: &configuration)
    bounds.apply(to: &configuration)
    let server = HTTPServer(
      configuration: configuration,
      handler: LabHandler(
        files: try StaticFiles(root: root),
        contentBytesMax: bounds.contentMax
      ),
      logger: Logger(label: "netcore-lab", factory: { StreamLogHandler.standardError(label: $0) })
    )
    let addresses = try server.start()
    print("netcore-lab listens on", addresses.map(\.url).joined(separator: ", "))
    // Whoever started the program may read its output through a pipe, which is not flushed by line.
    fflush(nil)
    signals.wait()
    let isDrained = DispatchSemaphore(value: 0)
    Task.detached {
      await server.drain(within: .seconds(5))
      isDrained.signal()
    }
    isDrained.wait()
  }
}
