import NetCore

/// Memory for the documents that are being uploaded, over all connections.
final class UploadRoom: Sendable {
  /// Bytes at a time.
  private let bytesMax: Int
  private let taken = Guarded(0)

  init(bytesMax: Int = 1 << 30) {
    self.bytesMax = bytesMax
  }

  /// What one upload occupies, until it is let go.
  final class Share: Sendable {
    private let room: UploadRoom
    private let byteCount = Guarded(0)

    init(of room: UploadRoom) {
      self.room = room
    }

    deinit {
      room.giveBack(byteCount.withLock { $0 })
    }

    /// Takes more; false, and nothing taken, when there is no room for it.
    func grow(by count: Int) -> Bool {
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
