import NIOCore
import NIOWebSocket

/// The subscribers of each topic. There is one event loop, so one thread only comes here.
final class Topics: @unchecked Sendable {
  private var channels: [String: [ObjectIdentifier: any Channel]] = [:]

  func add(_ channel: any Channel, to topic: String) {
    channels[topic, default: [:]][ObjectIdentifier(channel)] = channel
  }

  func remove(_ channel: any Channel, from topic: String) {
    channels[topic]?[ObjectIdentifier(channel)] = nil
  }

  func publish(_ payload: ByteBuffer, to topic: String) {
    let frame = WebSocketFrame(fin: true, opcode: .text, data: payload)
    for channel in (channels[topic] ?? [:]).values { channel.writeAndFlush(frame, promise: nil) }
  }
}

final class WebSocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private enum Kind {
    case subscriber(String)
    case publisher(String)
    case echo
  }

  private let kind: Kind
  private let topics: Topics

  init(path: String, _ topics: Topics) {
    self.topics = topics
    if path.hasPrefix("/ws/") {
      kind = .subscriber(String(path.dropFirst(4)))
    } else if path.hasPrefix("/pub/") {
      kind = .publisher(String(path.dropFirst(5)))
    } else {
      kind = .echo
    }
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if case .subscriber(let topic) = kind { topics.add(context.channel, to: topic) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .subscriber(let topic) = kind { topics.remove(context.channel, from: topic) }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary:
      switch kind {
      case .subscriber: break
      case .publisher(let topic): topics.publish(frame.unmaskedData, to: topic)
      case .echo: write(frame.opcode, frame.unmaskedData, context)
      }
    case .ping: write(.pong, frame.unmaskedData, context)
    case .connectionClose: context.close(promise: nil)
    default: break
    }
  }

  private func write(
    _ opcode: WebSocketOpcode,
    _ payload: ByteBuffer,
    _ context: ChannelHandlerContext
  ) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, data: payload)
    context.write(wrapOutboundOut(frame), promise: nil)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
