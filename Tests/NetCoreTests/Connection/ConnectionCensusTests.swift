import Testing

@testable import NetCore

@Suite struct ConnectionCensusTests {
  private static func limits(max: Int = 10, perAddress: Int = 2) -> ConnectionLimits {
    var limits = ConnectionLimits()
    limits.connectionsMax = max
    limits.connectionsPerAddressMax = perAddress
    limits.refusalsMax = 1
    return limits
  }

  private static func group(_ host: String, exemptsLoopback: Bool = true) throws -> AddressGroup {
    let address = try #require(SocketAddress(numericHost: host, port: 1))
    return AddressGroup(address, exemptsLoopback: exemptsLoopback)
  }

  @Test func `counts by address, and lets others in meanwhile`() throws {
    let census = ConnectionCensus(limits: Self.limits())
    let first = try Self.group("192.0.2.1")
    let second = try Self.group("192.0.2.2")
    let verdicts = (0..<5).map { _ in census.enter(from: first) }
    #expect(verdicts == [.welcome, .welcome, .tooManyFromAddress, .overrun, .overrun])
    #expect(census.enter(from: second) == .welcome)
    census.leave(from: first)
    #expect(census.enter(from: first) == .tooManyFromAddress)
    census.leave(from: first)
    census.leave(from: first)
    #expect(census.enter(from: first) == .welcome)
  }

  @Test func `counts in all as well`() throws {
    let census = ConnectionCensus(limits: Self.limits(max: 1))
    #expect(census.enter(from: try Self.group("192.0.2.1")) == .welcome)
    #expect(census.enter(from: try Self.group("192.0.2.2")) == .tooMany)
    #expect(census.enter(from: try Self.group("192.0.2.3")) == .overrun)
    census.leave(from: try Self.group("192.0.2.1"))
    #expect(census.enter(from: try Self.group("192.0.2.3")) == .tooMany)
  }

  @Test(arguments: [
    ("192.0.2.1", "::ffff:192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true),
    ("2001:db8:0:1::1", "2001:db8:0:2::1", false), ("::1", "127.0.0.1", false),
  ])
  func `takes addresses of one network of IPv6 for one`(
    _ first: String,
    _ second: String,
    _ areOne: Bool
  ) throws {
    let groups = try [first, second].map { try Self.group($0, exemptsLoopback: false) }
    #expect((groups[0] == groups[1]) == areOne)
    #expect(groups[0].isCounted && groups[1].isCounted)
  }

  @Test(arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
  func `does not count this machine by address unless told to`(_ host: String) throws {
    #expect(try !Self.group(host).isCounted)
    #expect(try Self.group(host, exemptsLoopback: false).isCounted)
  }
}
