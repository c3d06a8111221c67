/// Which addresses the server may connect to on behalf of its users.
///
/// A server that fetches what it is told could be made to reach into the network it stands in
/// (server-side request forgery); unless the operator allows it, only public addresses are.
package struct AddressPolicy: Sendable, Equatable {
  package var allowsPrivateAddresses: Bool

  package init(allowsPrivateAddresses: Bool = false) {
    self.allowsPrivateAddresses = allowsPrivateAddresses
  }

  /// Whether to connect to the address of 4 or 16 bytes in network order.
  package func permits(_ address: [UInt8]) -> Bool {
    allowsPrivateAddresses || Self.isPublic(address)
  }

  static func isPublic(_ address: [UInt8]) -> Bool {
    switch address.count {
    case 4: !specialIPv4.contains { $0.contains(address) }
    case 16: isPublicIPv6(address)
    default: false
    }
  }

  private static func isPublicIPv6(_ address: [UInt8]) -> Bool {
    // Addresses that carry an IPv4 address are judged by it (RFC 4291 §2.5.5.2, RFC 6052, RFC 3056).
    for (block, offset) in embeddings where block.contains(address) {
      return isPublic(Array(address[offset..<(offset + 4)]))
    }
    return globalUnicast.contains(address) && !specialIPv6.contains { $0.contains(address) }
  }

  /// An address block in CIDR notation.
  private struct Block {
    let prefix: [UInt8]
    let bitCount: Int

    init(_ prefix: [UInt8], _ bitCount: Int) {
      self.prefix = prefix
      self.bitCount = bitCount
    }

    func contains(_ address: [UInt8]) -> Bool {
      (0..<bitCount).allSatisfy { bit in
        let mask: UInt8 = 0x80 >> UInt8(bit % 8)
        let wanted = bit / 8 < prefix.count ? prefix[bit / 8] : 0
        return bit / 8 < address.count && (address[bit / 8] ^ wanted) & mask == 0
      }
    }
  }

  /// The IANA IPv4 Special-Purpose Address Registry, with multicast and reserved addresses.
  private static let specialIPv4 = [
    Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
    Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24),
    Block([192, 168], 16), Block([198, 18], 15), Block([198, 51, 100], 24),
    Block([203, 0, 113], 24), Block([224], 4), Block([240], 4),
  ]

  private static let globalUnicast = Block([0x20], 3)
  /// Teredo, benchmarking, ORCHID, documentation.
  private static let specialIPv6 = [
    Block([0x20, 0x01, 0, 0], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF], 20),
  ]
  private static let embeddings = [
    (Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96), 12),
    (Block([0, 0x64, 0xFF, 0x9B], 96), 12),
    (Block([0x20, 0x02], 16), 2),
  ]
}
