/// Speaks WebSocket over one channel.
final class WebSocketConnection: ChannelDriver {
  private let channel: Channel

  init(_ channel: Channel, role: WebSocketAcceptance.Role) {
    self.channel = channel
  }

  func start() {}
  func received(_ bytes: Span<UInt8>) {}
  func peerFinished() {}
  func outputDrained() {}
  func deadlineReached() {}
  func drain() {}
  func closed() {}
}
