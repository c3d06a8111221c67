import ArgumentParser
import NetCore

/// Where the server listens, and with how many threads.
struct ListeningOptions: ParsableArguments {
  @Option(help: "The address or name to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 lets the system choose.") var port: UInt16 = 8080
  @Option(help: "A certificate chain in PEM form, for https and wss.") var tlsCert: String?
  @Option(help: "The private key of the certificate, in PEM form.") var tlsKey: String?
  @Option(help: "Event loops, each a thread. (default: the cores)") var threads: Int?

  func validate() throws {
    guard (1...1024).contains(threads ?? 1) else {
      throw ValidationError("--threads must be between 1 and 1024")
    }
    guard (tlsCert == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-cert and --tls-key go together")
    }
  }

  private var tls: TLSFiles? {
    guard let tlsCert, let tlsKey else { return nil }
    return TLSFiles(certificateChain: tlsCert, privateKey: tlsKey)
  }

  func apply(to configuration: inout HTTPServerConfiguration) {
    configuration.listeners = [.tcp(host: host, port: port, tls: tls)]
    configuration.eventLoopCount = threads
  }
}

/// The bounds that a test can set low.
struct BoundOptions: ParsableArguments {
  @Option(help: "Bytes of a request's content.") var contentMax = 16 * 1024 * 1024
  @Option(help: "Bytes of a WebSocket message.") var messageMax = 16 * 1024 * 1024
  @Option(help: "Connections at a time.") var connectionsMax: Int?
  @Option(help: "Seconds for a request head.") var headTimeout: Seconds?
  @Option(help: "Seconds between two pieces of content.") var contentTimeout: Seconds?
  @Option(help: "Seconds without progress of an answer that is not read.")
  var writeTimeout: Seconds?
  @Option(help: "Seconds between two requests of a connection.") var idleTimeout: Seconds?

  func validate() throws {
    guard contentMax >= 0, messageMax >= 0, connectionsMax ?? 1 > 0 else {
      throw ValidationError("a bound must not be negative")
    }
  }

  func apply(to configuration: inout HTTPServerConfiguration) {
    configuration.webSocketLimits.messageBytesMax = messageMax
    // The echo of a message waits whole, with those of what came together with its end.
    configuration.webSocketLimits.outgoingBytesMax = messageMax.addingSaturated(1024 * 1024)
    // So that conformance suites see both modes of each side.
    configuration.webSocketLimits.keepsServerContext = true
    if let connectionsMax { configuration.connectionLimits.connectionsMax = connectionsMax }
    if let headTimeout { configuration.connectionLimits.headTimeout = headTimeout.duration }
    if let contentTimeout {
      configuration.connectionLimits.contentTimeout = contentTimeout.duration
    }
    if let writeTimeout { configuration.connectionLimits.writeTimeout = writeTimeout.duration }
    if let idleTimeout { configuration.connectionLimits.idleTimeout = idleTimeout.duration }
  }
}

/// A time as a command line tells it: seconds, with a fraction if need be, at most a day.
struct Seconds: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let seconds = Double(argument), seconds > 0, seconds <= 86_400 else { return nil }
    duration = .seconds(seconds)
  }
}

extension Int {
  fileprivate func addingSaturated(_ other: Int) -> Int {
    let (sum, hasOverflowed) = addingReportingOverflow(other)
    return hasOverflowed ? .max : sum
  }
}
