// FlyingFox: peer PORT FOLDER. An actor knows the subscribers, each with a stream.
import FlyingFox
import FlyingSocks
import Foundation

actor Topics {
  typealias Messages = AsyncStream<WSMessage>

  private var followers: [String: [UUID: Messages.Continuation]] = [:]

  func add(_ follower: Messages.Continuation, id: UUID, to topic: String) {
    followers[topic, default: [:]][id] = follower
  }

  func remove(_ id: UUID, from topic: String) {
    followers[topic]?[id] = nil
  }

  func publish(_ message: WSMessage, to topic: String) {
    for follower in (followers[topic] ?? [:]).values { follower.yield(message) }
  }
}

struct Subscriber: WSMessageHandler {
  let topics: Topics
  let topic: String

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    let (messages, follower) = Topics.Messages.makeStream()
    let id = UUID()
    await topics.add(follower, id: id, to: topic)
    Task {
      for await _ in client {}
      follower.finish()
      await topics.remove(id, from: topic)
    }
    return messages
  }
}

struct Publisher: WSMessageHandler {
  let topics: Topics
  let topic: String

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    let (messages, none) = Topics.Messages.makeStream()
    Task {
      for await message in client { await topics.publish(message, to: topic) }
      none.finish()
    }
    return messages
  }
}

let topics = Topics()
let port = UInt16(CommandLine.arguments[1]) ?? 0
let folder = URL(fileURLWithPath: CommandLine.arguments[2])
let server = HTTPServer(
  address: try .inet(ip4: "127.0.0.1", port: port),
  timeout: 60,
  logger: .disabled
)
await server.appendRoute("GET /api/progress/:id") { (id: String) -> HTTPResponse in
  let content = """
    {"task_id":"\(id)","progress":42,"total":100,"status":"running",\
    "message":"Processing item 42 of 100"}
    """
  return HTTPResponse(
    statusCode: .ok,
    headers: [.contentType: "application/json"],
    body: Data(content.utf8)
  )
}
await server.appendRoute("GET /echo", to: .webSocket(EchoWSMessageHandler()))
await server.appendRoute("GET /ws/:topic") { (request: HTTPRequest, topic: String) in
  let handler = Subscriber(topics: topics, topic: topic)
  return try await WebSocketHTTPHandler.webSocket(handler).handleRequest(request)
}
await server.appendRoute("GET /pub/:topic") { (request: HTTPRequest, topic: String) in
  let handler = Publisher(topics: topics, topic: topic)
  return try await WebSocketHTTPHandler.webSocket(handler).handleRequest(request)
}
await server.appendRoute("GET /*", to: DirectoryHTTPHandler(root: folder))
try await server.run()
