import Glibc
import NIOCore
import NIOHTTP1

/// What is served, in memory.
final class Pages: @unchecked Sendable {
  private var files: [String: ByteBuffer] = [:]

  init(folder: String) {
    for path in ["/small.html", "/100k.js", "/4m.zip"] { files[path] = content(of: folder + path) }
  }

  private func content(of name: String) -> ByteBuffer? {
    guard let file = fopen(name, "rb") else { return nil }
    defer { fclose(file) }
    var buffer = ByteBuffer()
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 {
      buffer.writeBytes(piece[..<count])
    }
    return buffer
  }

  /// Status, type and content for a target.
  func answer(to target: String) -> (HTTPResponseStatus, String, ByteBuffer) {
    if target.hasPrefix("/api/progress/") {
      let content = """
        {"task_id":"\(target.dropFirst(14))","progress":42,"total":100,"status":"running",\
        "message":"Processing item 42 of 100"}
        """
      return (.ok, "application/json", ByteBuffer(string: content))
    }
    guard let file = files[target] else { return (.notFound, "text/plain", ByteBuffer()) }
    return (.ok, "application/octet-stream", file)
  }
}

final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let pages: Pages
  private var head: HTTPRequestHead?

  init(_ pages: Pages) {
    self.pages = pages
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end: respond(context)
    }
  }

  private func respond(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let (status, type, content) = pages.answer(to: head.uri)
    var fields = HTTPHeaders()
    fields.add(name: "content-type", value: type)
    fields.add(name: "content-length", value: String(content.readableBytes))
    if !head.isKeepAlive { fields.add(name: "connection", value: "close") }
    let answer = HTTPResponseHead(version: .http1_1, status: status, headers: fields)
    context.write(wrapOutboundOut(.head(answer)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(content))), promise: nil)
    if head.isKeepAlive {
      context.write(wrapOutboundOut(.end(nil)), promise: nil)
    } else {
      context.writeAndFlush(wrapOutboundOut(.end(nil)))
        .whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
