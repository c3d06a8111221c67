import Synchronization

/// How many connections all loops of a server have open, in all and by address.
final class ConnectionCensus: Sendable {
  /// What becomes of one more connection.
  enum Verdict: Equatable {
    case welcome
    /// There are too many in all; it is told so.
    case tooMany
    /// There are too many from its address; it is told so.
    case tooManyFromAddress
    /// So many are being told so already that this one is just closed. It is not counted.
    case overrun

    /// What the connection is told instead of being served.
    var refusal: Refusal? {
      switch self {
      case .welcome, .overrun: nil
      case .tooMany: .tooManyConnections
      case .tooManyFromAddress: .tooManyFromAddress
      }
    }
  }

  private let limits: ConnectionLimits
  private let open = Atomic<Int>(0)
  private let byGroup = Guarded([AddressGroup: Int]())

  init(limits: ConnectionLimits) {
    self.limits = limits
  }

  /// Counts one more, unless there are far too many.
  func enter(from group: AddressGroup) -> Verdict {
    let count = open.wrappingAdd(1, ordering: .relaxed).newValue
    let countFromGroup = enterGroup(group)
    if count > limits.connectionsMax + limits.refusalsMax
      || countFromGroup > limits.connectionsPerAddressMax + limits.refusalsMax
    {
      leave(from: group)
      return .overrun
    }
    if count > limits.connectionsMax { return .tooMany }
    return countFromGroup > limits.connectionsPerAddressMax ? .tooManyFromAddress : .welcome
  }

  /// Counts one less.
  func leave(from group: AddressGroup) {
    open.wrappingSubtract(1, ordering: .relaxed)
    guard group.isCounted else { return }
    byGroup.withLock { counts in
      guard let count = counts[group], count > 1 else { return counts[group] = nil }
      counts[group] = count - 1
    }
  }

  private func enterGroup(_ group: AddressGroup) -> Int {
    guard group.isCounted else { return 0 }
    return byGroup.withLock { counts in
      let count = counts[group, default: 0] + 1
      counts[group] = count
      return count
    }
  }
}

/// The addresses that count as one: a network of IPv6 (64 bits) is handed out as a whole, so that
/// one customer has more addresses in it than any server has connections.
///
/// One number, since every connection keeps it.
struct AddressGroup: Hashable, Sendable {
  private let number: UInt64

  /// Connections that count in all, but not by address.
  static let uncounted = AddressGroup(number: 0)

  private init(number: UInt64) {
    self.number = number
  }

  init(_ address: SocketAddress, exemptsLoopback: Bool) {
    if exemptsLoopback, address.isLoopback {
      self = .uncounted
      return
    }
    switch address.unmapped {
    // No IPv6 address that can be the source of anything begins like that: it is multicast.
    case .ipv4(let address, _): number = 0xFFFF_FFFF_0000_0000 | UInt64(address)
    // Of the network zero there is only this machine's own address.
    case .ipv6(let high, _, _, _): number = max(high, 1)
    // All come from this machine.
    case .unix: self = .uncounted
    }
  }

  /// Whether its connections count by address.
  var isCounted: Bool { number != 0 }
}
