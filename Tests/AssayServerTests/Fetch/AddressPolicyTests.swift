import Testing

@testable import AssayServer

@Suite struct AddressPolicyTests {
  @Test(
    arguments: [
      [127, 0, 0, 1], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 0, 1],
      [169, 254, 169, 254], [0, 0, 0, 0], [100, 64, 0, 1], [224, 0, 0, 1], [255, 255, 255, 255],
      [198, 18, 0, 1], [192, 0, 2, 1],
    ] as [[UInt8]]
  )
  func `refuses special IPv4 addresses, plain and inside IPv6`(address: [UInt8]) {
    let policy = AddressPolicy()
    #expect(!policy.permits(address))
    #expect(!policy.permits([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + address))
    #expect(!policy.permits([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + address))
    #expect(!policy.permits([0x20, 0x02] + address + [UInt8](repeating: 0, count: 10)))
    #expect(AddressPolicy(allowsPrivateAddresses: true).permits(address))
  }

  @Test(
    arguments: [
      [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [100, 128, 0, 1],
      [192, 167, 1, 1], [11, 0, 0, 1], [223, 255, 255, 255], [126, 0, 0, 1], [128, 0, 0, 1],
    ] as [[UInt8]]
  )
  func `permits public IPv4 addresses`(address: [UInt8]) {
    #expect(AddressPolicy().permits(address))
    #expect(AddressPolicy().permits([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + address))
  }

  private func ipv6(_ start: [UInt8], last: UInt8 = 1) -> [UInt8] {
    start + [UInt8](repeating: 0, count: 15 - start.count) + [last]
  }

  @Test func `judges IPv6 addresses`() {
    let policy = AddressPolicy()
    for start: [UInt8] in [
      [], [0xFC], [0xFD, 0x12], [0xFE, 0x80], [0xFF, 0x02], [0x20, 0x01, 0x0D, 0xB8],
      [0x20, 0x01, 0, 0], [0x3F, 0xFF],
    ] {
      #expect(!policy.permits(ipv6(start)), "\(start)")
    }
    #expect(!policy.permits(ipv6([], last: 0)))
    #expect(policy.permits(ipv6([0x26, 0x06, 0x47])))
    #expect(policy.permits(ipv6([0x2A, 0x00])))
    #expect(!policy.permits([1, 2, 3]))
  }
}
