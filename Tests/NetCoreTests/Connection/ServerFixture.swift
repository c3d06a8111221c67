import HTTPTypes
import NetCore
import TestSupport

/// Answers by a closure.
struct ClosureHandler: RequestHandler {
  let body: @Sendable (RequestHead) -> Disposition

  func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
    body(head)
  }
}

/// Runs a server on a port of its own while a closure talks to it, which may block, and drains it
/// afterwards.
func withServer<Result: Sendable>(
  _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
  handler: @escaping @Sendable (RequestHead) -> Disposition,
  _ body: @escaping @Sendable (_ port: UInt16, _ server: HTTPServer) async throws -> Result
) async throws -> Result {
  var configuration = HTTPServerConfiguration()
  configuration.listeners = [.tcp(host: "127.0.0.1", port: 0)]
  configuration.eventLoopCount = 2
  configure(&configuration)
  let server = HTTPServer(
    configuration: configuration,
    handler: ClosureHandler(body: handler)
  )
  let port = try server.start()[0].port
  do {
    let result = try await Task(executorPreference: ThreadExecutor()) {
      try await body(port, server)
    }.value
    await server.drain(within: .milliseconds(200))
    return result
  } catch {
    await server.drain(within: .milliseconds(200))
    throw error
  }
}

extension Response {
  /// An answer of plain text.
  static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, contentType: "text/plain", text: text)
  }
}
