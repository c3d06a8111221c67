import Foundation
import Glibc
import TestSupport
import Testing

@testable import NetCore

/// Where a server listens: addresses of both families, Unix sockets, sockets of others.
@Suite struct ListenAddressTests {
  /// Answers with where the peer comes from.
  private struct PeerHandler: RequestHandler {
    func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
      .respond(.text("\(peer.address)".prefix { $0 != ":" } + " \(peer.address.isLoopback)"))
    }
  }

  private func makeServer(_ listeners: ListenAddress..., loops: Int = 2) -> HTTPServer {
    var configuration = HTTPServerConfiguration()
    configuration.listeners = listeners
    configuration.eventLoopCount = loops
    return HTTPServer(configuration: configuration, handler: PeerHandler())
  }

  private func answer(at address: SocketAddress) throws -> String {
    try RawClient(connecting: address).get("/").text
  }

  private func withFolder(_ body: (_ path: String) async throws -> Void) async throws {
    let folder = "/tmp/listen-\(getpid())-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // What is left in the temporary folder harms nobody.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  private func error(of server: HTTPServer) -> HTTPServerError? {
    do {
      _ = try server.start()
      return nil
    } catch {
      return error
    }
  }

  // MARK: - Addresses

  @Test func `listens on several addresses at once`() async throws {
    try await withFolder { folder in
      let server = makeServer(
        .tcp(host: "127.0.0.1", port: 0),
        .tcp(host: "127.0.0.2", port: 0),
        .unix(path: "\(folder)/socket")
      )
      let addresses = try server.start().map(\.address)
      #expect(addresses.map(\.host) == ["127.0.0.1", "127.0.0.2", "\(folder)/socket"])
      for address in addresses { #expect(try answer(at: address).hasSuffix("true")) }
      await server.drain(within: .seconds(1))
      for address in addresses {
        #expect(throws: RawClient.Failure.self) { try RawClient(connecting: address) }
      }
    }
  }

  @Test(.enabled(if: hasIPv6)) func `listens on IPv6, and on IPv4 through it`() async throws {
    let one = makeServer(.tcp(host: "::1", port: 0))
    let own = try one.start()[0]
    #expect(own.url == "http://[::1]:\(own.port)")
    #expect(try answer(at: own.address) == "[ true")
    await one.drain(within: .seconds(1))

    let both = makeServer(.tcp(host: "::", port: 0))
    let port = try both.start()[0].port
    let ipv4 = try #require(SocketAddress(numericHost: "127.0.0.1", port: port))
    let ipv6 = try #require(SocketAddress(numericHost: "::1", port: port))
    #expect(try answer(at: ipv4) == "127.0.0.1 true")
    #expect(try answer(at: ipv6) == "[ true")
    let third = makeServer(.tcp(host: "0.0.0.0", port: port))
    #expect(error(of: third)?.description.contains("Port \(port) on 0.0.0.0 is taken") == true)
    await both.drain(within: .seconds(1))

    let apart = makeServer(.tcp(host: "0.0.0.0", port: port), .tcp(host: "::", port: port))
    #expect(try apart.start().map(\.port) == [port, port])
    #expect(try answer(at: ipv4) == "127.0.0.1 true")
    #expect(try answer(at: ipv6) == "[ true")
    await apart.drain(within: .seconds(1))
  }

  // MARK: - Unix sockets

  @Test(arguments: [0o600, 0o660, 0o666] as [UInt16])
  func `makes the file of a Unix socket and removes it`(permissions: UInt16) async throws {
    try await withFolder { folder in
      let path = "\(folder)/socket"
      let server = makeServer(.unix(path: path, permissions: permissions))
      let address = try server.start()[0]
      #expect(address.url == "unix:\(path)")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == Int(permissions))
      for _ in 0..<50 { #expect(try answer(at: address.address) == "unix true") }
      await server.drain(within: .seconds(1))
      try await waitUntil { !FileManager.default.fileExists(atPath: path) }
    }
  }

  @Test func `takes the place of a dead server and not of a living one`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/socket"
      // Bound and closed: nobody removes the file.
      let dead = try SystemCall.streamSocket(family: AF_UNIX)
      try SystemCall.bind(dead.rawValue, to: .unix(path: path))
      try (consume dead).close()
      let server = makeServer(.unix(path: path))
      let address = try server.start()[0].address
      #expect(try answer(at: address) == "unix true")
      let second = error(of: makeServer(.unix(path: path)))
      #expect(second == .addressInUse(address))
      #expect(second?.description.contains(path) == true)
      #expect(try answer(at: address) == "unix true")

      // Whoever has taken the name by other means keeps it.
      try FileManager.default.removeItem(atPath: path)
      try Data("other".utf8).write(to: URL(filePath: path))
      await server.drain(within: .seconds(1))
      #expect(FileManager.default.contents(atPath: path) == Data("other".utf8))
      #expect(error(of: makeServer(.unix(path: path))) == .pathUnusable(path, .fileExists))
      #expect(FileManager.default.contents(atPath: path) == Data("other".utf8))
    }
  }

  @Test func `says why the file of a Unix socket cannot be made`() async throws {
    try await withFolder { folder in
      let missing = "\(folder)/missing/socket"
      #expect(error(of: makeServer(.unix(path: missing))) == .pathUnusable(missing, .noSuchFile))
      let room = SocketAddress.unixPathBytesMax - folder.utf8.count - 1
      let longest = "\(folder)/" + String(repeating: "x", count: room)
      let server = makeServer(.unix(path: longest))
      let address = try server.start()[0].address
      #expect(try answer(at: address) == "unix true")
      await server.drain(within: .seconds(1))
      let longer = longest + "x"
      let tooLong = error(of: makeServer(.unix(path: longer)))
      #expect(tooLong == .pathUnusable(longer, .nameTooLong))
    }
  }

  @Test func `accepts again when there are descriptors again`() async throws {
    await #expect(processExitsWith: .success) {
      let path = "/tmp/listen-\(getpid())"
      var limit = rlimit(rlim_cur: 256, rlim_max: 256)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      var configuration = HTTPServerConfiguration()
      configuration.listeners = [.unix(path: path)]
      configuration.eventLoopCount = 2
      let server = HTTPServer(configuration: configuration, handler: PeerHandler())
      let address = try server.start()[0].address
      // The client's own is the last one that there is.
      let last = unsafe open("/dev/null", O_RDONLY)
      var others: [Int32] = []
      while case let next = unsafe open("/dev/null", O_RDONLY), next >= 0 { others.append(next) }
      close(last)
      let client = try RawClient(connecting: address)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      // Long enough for the loops to find out; they try again by themselves.
      usleep(300_000)
      for descriptor in others { close(descriptor) }
      #expect(try client.readResponse().text == "unix true")
      await server.drain(within: .seconds(1))
    }
  }

  // MARK: - Inherited sockets

  @Test func `takes over a socket that listens, and leaves it to the next`() async throws {
    let any = try #require(SocketAddress(numericHost: "127.0.0.1", port: 0))
    let inherited = try ListeningSocket(any, acceptsIPv4: true, backlog: 100)
    let address = inherited.address
    // What the server that goes away has not accepted is for the one that comes.
    var waiting: RawClient?
    for _ in 0..<2 {
      let copy = InheritedSocket(descriptor: dup(inherited.descriptor.rawValue))
      let server = makeServer(.inherited(copy), loops: 3)
      #expect(try server.start().map(\.address) == [address])
      if let waiting { #expect(try waiting.get("/").text == "127.0.0.1 true") }
      for _ in 0..<200 { #expect(try answer(at: address) == "127.0.0.1 true") }
      await server.drain(within: .seconds(1))
      waiting = try RawClient(connecting: address)
    }
  }

  @Test func `refuses an inherited descriptor that does not listen`() throws {
    let socket = try SystemCall.streamSocket(family: AF_INET)
    let file = try SystemCall.openForReading(path: "/dev/null")
    for number in [socket.rawValue, file.rawValue, 65_000] {
      let server = makeServer(.inherited(InheritedSocket(descriptor: number)))
      #expect(error(of: server) == .notListening(descriptor: number))
    }
  }

  @Test func `finds the sockets that systemd announces`() {
    let announced = { (environment: [String: String]) in
      InheritedSocket.announced(in: environment, to: 7)
    }
    let both = ["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "http:https"]
    #expect(
      announced(both) == [
        InheritedSocket(descriptor: 3, name: "http"), InheritedSocket(descriptor: 4, name: "https"),
      ]
    )
    #expect(
      announced(["LISTEN_PID": "7", "LISTEN_FDS": "1"]) == [InheritedSocket(descriptor: 3)]
    )
    #expect(announced(["LISTEN_PID": "7", "LISTEN_FDS": "1024"]).count == 1024)
    for wrong in ["0", "-1", "1025", "two", ""] {
      #expect(announced(["LISTEN_PID": "7", "LISTEN_FDS": wrong]).isEmpty)
    }
    #expect(announced(["LISTEN_PID": "8", "LISTEN_FDS": "1"]).isEmpty)
    #expect(announced(["LISTEN_FDS": "1"]).isEmpty)
  }
}

private let hasIPv6 = FileManager.default.fileExists(atPath: "/proc/net/if_inet6")

/// Waits until something is true that others bring about.
private func waitUntil(_ condition: () -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(60)
  while !condition(), .now < end { await Task.yield() }
  try #require(condition())
}

extension RawClient {
  /// Connects to an address of any family.
  convenience init(connecting address: SocketAddress) throws {
    let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure.cannotConnect(errno) }
    self.init(connected: descriptor)
    let status = unsafe address.withSockaddr { unsafe connect(descriptor, $0, $1) }
    guard status == 0 else { throw Failure.cannotConnect(errno) }
  }
}
