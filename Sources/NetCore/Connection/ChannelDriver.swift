/// What speaks a protocol over a ``Channel``. All functions are called on the loop.
protocol ChannelDriver: AnyObject {
  /// The peer sent bytes, which lie in the loop's buffer during the call only.
  func received(_ bytes: Span<UInt8>)

  /// The peer will send no more. It may still be reading.
  func peerFinished()

  /// Everything written has left.
  func outputDrained()

  /// The deadline set on the channel is over.
  func deadlineReached()

  /// The server wants to stop: end as soon as that is decent.
  func drain()

  /// The channel was closed, by whomever; nothing is called after this.
  func closed()
}
