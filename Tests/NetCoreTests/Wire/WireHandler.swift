import HTTPTypes
import NetCore

/// The routes that the tables of `Cases/http/` are about.
enum WireHandler {
  /// The longest content that `/echo` takes.
  static let contentBytesMax = 65_536

  @Sendable static func answer(_ head: RequestHead) -> Disposition {
    guard let resource = resource(at: head.target.percentDecodedPath) else {
      return .respond(.text("nothing here", status: .notFound))
    }
    guard resource.methods.contains(head.method) else {
      return .respond(.answer(to: head.method, allowing: resource.methods))
    }
    return switch resource.answer {
    case .upgradeToWebSocket where head.method == .post: .handle(echo)
    default: resource.answer
    }
  }

  private static func resource(
    at path: String
  ) -> (methods: [HTTPRequest.Method], answer: Disposition)? {
    switch path {
    case "", "/": ([.get, .head], .respond(.text("root")))
    case "/api/progress/x": ([.get, .head], .respond(.text("progress")))
    case "/echo": ([.get, .post], .upgradeToWebSocket(webSocketEcho))
    case "/upload": ([.post], .handle(echo))
    case "/ws/t": ([.get], .upgradeToWebSocket(webSocketEcho))
    case "/task": ([.get, .head], .handle { _ in await task() })
    case "/stream": ([.get, .head], .respond(stream([:])))
    case "/stream/6": ([.get, .head], .respond(stream([.contentLength: "6"])))
    case "/empty": ([.get, .head], .respond(Response(status: .noContent)))
    case "/unchanged": ([.get, .head], .respond(Response(status: .notModified)))
    default: nil
    }
  }

  private static func task() async -> Response {
    await Task.yield()
    return .text("task")
  }

  private static func stream(_ fields: HTTPFields) -> Response {
    Response(
      status: .ok,
      fields: fields,
      content: .stream { stream in
        try await stream.write("str")
        try await stream.write("eam")
      }
    )
  }

  private static let webSocketEcho = WebSocketAcceptance.messages { connection, message in
    switch message {
    case .text(let text): connection.send(text: text)
    case .binary(let bytes): connection.send(binary: bytes)
    }
  }

  @Sendable private static func echo(_ request: IncomingRequest) async -> Response {
    do throws(ContentError) {
      let content = try await request.collectContent(upTo: contentBytesMax)
      return Response(
        status: .ok,
        fields: [.contentType: "application/octet-stream"],
        content: .bytes(content)
      )
    } catch {
      return .text(error.detail, status: error.status)
    }
  }
}
