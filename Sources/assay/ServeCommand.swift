import ArgumentParser
import AssayServer
import Foundation
import Logging

/// `assay serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the page, the HTTP API and the WebSocket.",
    discussion: """
      Every setting can also be given in the environment (--archive-days as ASSAY_ARCHIVE_DAYS) and \
      in a configuration file (archive-days). Flags win over the environment, the environment over \
      the file.
      """
  )

  @Option(
    help: """
      Where to listen: addresses, names, and Unix sockets as unix:PATH, with commas. \
      (default: 127.0.0.1)
      """
  )
  var host: String?
  @Option(help: "The port; 0 lets the system choose. (default: 8080)") var port: Int?
  @Option(help: "A certificate chain in PEM form, for HTTPS; read again at SIGHUP.")
  var tlsCert: String?
  @Option(help: "The private key of the certificate, in PEM form.") var tlsKey: String?
  @Option(help: "Who may connect to a Unix socket, as chmod says it. (default: 600)")
  var unixMode: String?
  @Option(help: "Not used yet: tasks and ZIPs are kept in memory.") var data: String?
  @Option(help: "The folder of the page. (default: Public, here or beside the program)")
  var `public`: String?
  @Option(help: "Tasks that run at the same time. (default: the cores)") var workers: Int?
  @Option(help: "Threads that serve connections. (default: the cores)") var threads: Int?
  @Option(help: "Bytes of a document at most. (default: 33554432)") var documentBytesMax: Int?
  @Option(help: "Connections at a time. (default: 16384)") var connectionsMax: Int?
  @Option(help: "Connections from one address, this machine's own not counted. (default: 4096)")
  var connectionsPerAddressMax: Int?
  @Option(help: "Seconds for a request's head to arrive. (default: 15)") var headTimeout: Int?
  @Option(help: "Seconds between two pieces of a request's content. (default: 30)")
  var contentTimeout: Int?
  @Option(help: "Seconds for a client to take more of an answer. (default: 60)")
  var writeTimeout: Int?
  @Option(help: "Seconds between two requests of a connection. (default: 75)")
  var idleTimeout: Int?
  @Option(help: "Tasks that may wait. (default: 256)") var queueMax: Int?
  @Option(help: "Days until a ZIP is removed. (default: 7)") var archiveDays: Int?
  @Option(help: "Days until a task is forgotten. (default: 30)") var historyDays: Int?
  @Option(help: "Ended tasks that are remembered. (default: 1000)") var tasksMax: Int?
  @Option(help: "Origins of other pages that may start and watch tasks, with commas.")
  var allowedOrigins: String?
  @Flag(
    inversion: .prefixedNo,
    help: """
      Whether spec_url may point into private networks. (default: while the server is on \
      loopback; say no where a proxy stands in front)
      """
  )
  var allowPrivateUrls: Bool?
  @Option(
    help: """
      How much is logged: trace, debug, info, notice, warning, error, critical. \
      (default: info)
      """
  )
  var logLevel: String?
  @Option(help: "A configuration file, JSON or YAML; also ASSAY_CONFIG.") var config: String?

  func run() async throws {
    let application: Application
    do {
      let reader = try await SettingsReader(
        flags: flags,
        environment: ProcessInfo.processInfo.environment,
        file: config
      )
      let settings = try await reader.settings()
      var logger = Logger(label: "assay", factory: { StreamLogHandler.standardError(label: $0) })
      logger.logLevel = settings.logLevel
      application = try Application(settings: settings, logger: logger)
    } catch {
      throw CommandFailure(message: error.description, status: 2)
    }
    do {
      try await application.runUntilSignalled()
    } catch {
      throw CommandFailure(message: "\(error)", status: 1)
    }
  }

  private var flags: [String: SettingsReader.Flag] {
    var flags: [String: SettingsReader.Flag] = [:]
    let texts = [
      "host": host, "tls-cert": tlsCert, "tls-key": tlsKey, "unix-mode": unixMode, "data": data,
      "public": `public`, "log-level": logLevel,
    ]
    for (name, value) in texts { flags[name] = value.map { .text($0) } }
    let numbers = [
      "port": port, "workers": workers, "threads": threads,
      "document-bytes-max": documentBytesMax, "connections-max": connectionsMax,
      "connections-per-address-max": connectionsPerAddressMax, "head-timeout": headTimeout,
      "content-timeout": contentTimeout, "write-timeout": writeTimeout, "idle-timeout": idleTimeout,
      "queue-max": queueMax, "archive-days": archiveDays, "history-days": historyDays,
      "tasks-max": tasksMax,
    ]
    for (name, value) in numbers { flags[name] = value.map { .number($0) } }
    if let allowedOrigins {
      flags["allowed-origins"] = .list(allowedOrigins.split(separator: ",").map(String.init))
    }
    if let allowPrivateUrls { flags["allow-private-urls"] = .isSet(allowPrivateUrls) }
    return flags
  }
}
