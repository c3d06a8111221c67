import NetCore
import TestSupport

/// Handlers that tests talk to.
enum EchoFixture {
  /// Sends every message back; closes on the text `bye`.
  @Sendable static func echo(_ head: RequestHead) -> Disposition {
    .upgradeToWebSocket(
      .messages(subprotocols: ["echo"]) { handle, message in
        if message == .text(Array("bye".utf8)) {
          handle.close(code: 4000, reason: "as you wish")
        } else {
          handle.send(message)
        }
      }
    )
  }
}

/// Runs an echoing server while a closure talks to it.
///
/// - Parameter fields: further field lines of the client's handshake.
func withEcho(
  fields: String = "",
  _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
  _ body: @escaping @Sendable (RawClient) async throws -> Void
) async throws {
  try await withServer { configuration in
    // No frame but those that are waited for, however slow the machine is.
    configuration.webSocketLimits.pingInterval = .seconds(600)
    configuration.webSocketLimits.silenceTimeout = .seconds(600)
    configure(&configuration)
  } handler: {
    EchoFixture.echo($0)
  } _: { port, _ in
    let client = try RawClient(port: port)
    guard try client.upgrade("/", fields: fields).status == 101 else {
      throw RawClient.Failure.malformed("no 101")
    }
    try await body(client)
  }
}
