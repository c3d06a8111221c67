/// Memory for the content that handlers collect, over all connections.
public final class ContentRoom: Sendable {
  /// Bytes at a time.
  private let bytesMax: Int
  private let taken = Guarded(0)

  /// An empty room for so many bytes.
  public init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  /// What the content of one request occupies, until it is let go.
  public final class Share: Sendable {
    private let room: ContentRoom
    private let byteCount = Guarded(0)

    /// A share of nothing yet.
    public init(of room: ContentRoom) {
      self.room = room
    }

    deinit {
      room.giveBack(byteCount.withLock { $0 })
    }

    /// Takes more; false, and nothing taken, when there is no room for it. What
    /// ``IncomingRequest/collectContent(upTo:ifRoom:)`` asks.
    public func grow(by count: Int) -> Bool {
      guard room.take(count) else { return false }
      byteCount.withLock { $0 += count }
      return true
    }
  }

  private func take(_ count: Int) -> Bool {
    taken.withLock { taken in
      guard count <= bytesMax - taken else { return false }
      taken += count
      return true
    }
  }

  private func giveBack(_ count: Int) {
    taken.withLock { $0 -= count }
  }
}
