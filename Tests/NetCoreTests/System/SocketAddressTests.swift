import NetCore
import Testing

@Suite struct SocketAddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1:80"), ("0.0.0.0", "0.0.0.0:80"),
    ("192.0.2.7", "192.0.2.7:80"), ("::1", "[::1]:80"), ("::", "[::]:80"),
    ("2001:db8::ff", "[2001:db8::ff]:80"),
    ("::ffff:127.0.0.1", "[::ffff:127.0.0.1]:80"),
  ])
  func `reads and writes numeric addresses`(
    host: String,
    description: String
  ) throws {
    let address = try #require(SocketAddress(numericHost: host, port: 80))
    #expect(address.description == description)
    #expect(address.host == host)
    #expect(address.with(port: 443).port == 443)
    #expect(address.with(port: 80) == address)
  }

  @Test(arguments: ["", "localhost", "1.2.3.4.5", "256.0.0.1", ":::", "[::1]", "127.0.0.1:80"])
  func `refuses what is no numeric address`(host: String) {
    #expect(SocketAddress(numericHost: host, port: 80) == nil)
  }

  @Test func `resolves a name with the port asked for`() {
    let addresses = SocketAddress.resolve(host: "localhost", port: 8080)
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { ["127.0.0.1", "::1"].contains($0.host) && $0.port == 8080 })
    #expect(SocketAddress.resolve(host: "no such host", port: 1).isEmpty)
  }
}
