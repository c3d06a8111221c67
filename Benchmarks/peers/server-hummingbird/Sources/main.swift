// Hummingbird with hummingbird-websocket and one event loop: peer PORT FOLDER. Each subscriber has a stream.
import Foundation
import Hummingbird
import HummingbirdWebSocket
import Logging
import NIOCore
import NIOPosix
import NIOWebSocket

final class Topics: @unchecked Sendable {
  typealias Messages = AsyncStream<ByteBuffer>

  private let lock = NSLock()
  private var followers: [String: [UUID: Messages.Continuation]] = [:]

  func add(_ follower: Messages.Continuation, id: UUID, to topic: String) {
    lock.withLock { followers[topic, default: [:]][id] = follower }
  }

  func remove(_ id: UUID, from topic: String) {
    lock.withLock { followers[topic]?[id] = nil }
  }

  func publish(_ message: ByteBuffer, to topic: String) {
    lock.withLock {
      for follower in (followers[topic] ?? [:]).values { follower.yield(message) }
    }
  }
}

struct Progress: ResponseEncodable {
  let task_id: String
  let progress: Int
  let total: Int
  let status: String
  let message: String
}

func frame(_ opcode: WebSocketOpcode, _ payload: ByteBuffer)
  -> WebSocketOutboundWriter.OutboundFrame
{
  .custom(WebSocketFrame(fin: true, opcode: opcode, data: payload))
}

let topics = Topics()
let router = Router()
router.add(middleware: FileMiddleware(CommandLine.arguments[2], searchForIndexHtml: false))
router.get("/api/progress/:id") { _, context in
  Progress(
    task_id: try context.parameters.require("id"),
    progress: 42,
    total: 100,
    status: "running",
    message: "Processing item 42 of 100"
  )
}

let sockets = Router(context: BasicWebSocketRequestContext.self)
sockets.ws("/echo") { inbound, outbound, _ in
  for try await message in inbound {
    try await outbound.write(frame(message.opcode == .text ? .text : .binary, message.data))
  }
}
sockets.ws("/pub/:topic") { inbound, _, context in
  let topic = try context.requestContext.parameters.require("topic")
  for try await message in inbound { topics.publish(message.data, to: topic) }
}
sockets.ws("/ws/:topic") { inbound, outbound, context in
  let topic = try context.requestContext.parameters.require("topic")
  let (messages, follower) = Topics.Messages.makeStream()
  let id = UUID()
  topics.add(follower, id: id, to: topic)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for await message in messages { try await outbound.write(frame(.text, message)) }
    }
    for try await _ in inbound {}
    topics.remove(id, from: topic)
    follower.finish()
    group.cancelAll()
  }
}

var logger = Logger(label: "peer")
logger.logLevel = .error
let application = Application(
  router: router,
  server: .http1WebSocketUpgrade(webSocketRouter: sockets),
  configuration: .init(
    address: .hostname("127.0.0.1", port: Int(CommandLine.arguments[1]) ?? 0),
    backlog: 4096
  ),
  eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup(numberOfThreads: 1)),
  logger: logger
)
try await application.runService()
