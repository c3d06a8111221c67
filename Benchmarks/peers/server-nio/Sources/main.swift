// SwiftNIO with handlers of its own and one event loop: peer PORT FOLDER. Files are served from memory.
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let pages = Pages(folder: CommandLine.arguments[2])
let topics = Topics()

let bootstrap = ServerBootstrap(group: group)
  .serverChannelOption(.backlog, value: 4096)
  .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
  .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
  .childChannelInitializer { channel in
    channel.eventLoop.makeCompletedFuture {
      let handler = HTTPHandler(pages)
      let upgrader = NIOWebSocketServerUpgrader(
        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
        upgradePipelineHandler: { channel, request in
          channel.eventLoop.makeCompletedFuture {
            let handler = WebSocketHandler(path: request.uri, topics)
            try channel.pipeline.syncOperations.addHandler(handler)
          }
        }
      )
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withPipeliningAssistance: true,
        withServerUpgrade: (
          upgraders: [upgrader],
          completionHandler: { $0.pipeline.syncOperations.removeHandler(handler, promise: nil) }
        ),
        withErrorHandling: false
      )
      try channel.pipeline.syncOperations.addHandler(handler)
    }
  }
let channel = try bootstrap.bind(host: "127.0.0.1", port: Int(CommandLine.arguments[1]) ?? 0).wait()
try channel.closeFuture.wait()
