import Glibc
import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct HTTPServerTests {
  @Test func `says that a port is taken`() async throws {
    try await withServer(handler: HTTPConnectionTests.echo) { port, _ in
      var configuration = HTTPServerConfiguration()
      configuration.listeners = [.tcp(host: "127.0.0.1", port: port)]
      let second = HTTPServer(
        configuration: configuration,
        handler: ClosureHandler(body: HTTPConnectionTests.echo)
      )
      let error = #expect(throws: HTTPServerError.self) { try second.start() }
      #expect(error?.description.contains("Port \(port) on 127.0.0.1 is taken") == true)
    }
  }

  @Test func `says that a host is unknown or not here`() async throws {
    var configuration = HTTPServerConfiguration()
    configuration.listeners = [.tcp(host: "192.0.2.1", port: 0)]
    let elsewhere = HTTPServer(
      configuration: configuration,
      handler: ClosureHandler(body: HTTPConnectionTests.echo)
    )
    #expect(throws: HTTPServerError.self) { try elsewhere.start() }
    configuration.listeners = [.tcp(host: "no such host", port: 0)]
    let unknown = HTTPServer(
      configuration: configuration,
      handler: ClosureHandler(body: HTTPConnectionTests.echo)
    )
    #expect(throws: HTTPServerError.hostUnknown("no such host")) { try unknown.start() }
  }

  @Test func `takes its port again at once`() async throws {
    let port = try await withServer(handler: HTTPConnectionTests.echo) { port, _ in
      let first = try RawClient(port: port)
      #expect(try first.get("/a").status == 200)
      return port
    }
    try await withServer {
      $0.listeners = [.tcp(host: "127.0.0.1", port: port)]
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { again, _ in
      #expect(again == port)
      let first = try RawClient(port: port)
      #expect(try first.get("/a").status == 200)
    }
  }

  @Test func `lets what is in flight end when it drains`() async throws {
    let hasBegun = Gate()
    let mayEnd = Gate()
    try await withServer { _ in
      .handle { _ in
        await hasBegun.open()
        await mayEnd.wait()
        return .text("in time")
      }
    } _: { port, server in
      let idle = try RawClient(port: port)
      let busy = try RawClient(port: port)
      try busy.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      await hasBegun.wait()
      async let drained: Void = server.drain(within: .seconds(8))
      #expect(try idle.readToEnd().isEmpty)
      // Each loop closes its own listening socket.
      let end = ContinuousClock.now + .seconds(5)
      while (try? RawClient(port: port)) != nil, .now < end {}
      #expect(throws: RawClient.Failure.cannotConnect(ECONNREFUSED)) { try RawClient(port: port) }
      await mayEnd.open()
      let response = try busy.readResponse()
      #expect(response.text == "in time")
      #expect(response.fields["connection"] == "close")
      busy.finishSending()
      await drained
    }
  }

  @Test func `cancels and closes what is not over when the time to drain is`() async throws {
    let hasBegun = Gate()
    let wasCancelled = Gate()
    try await withServer { _ in
      .handle { _ in
        await hasBegun.open()
        do { try await Task.sleep(for: .seconds(60)) } catch { await wasCancelled.open() }
        return .text("late")
      }
    } _: { port, server in
      let client = try RawClient(port: port)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      await hasBegun.wait()
      await server.drain(within: .milliseconds(50))
      await wasCancelled.wait()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `leaves no descriptor open`() async throws {
    await #expect(processExitsWith: .success) {
      // What the runtime keeps for itself is there after the first round.
      try await serveEverything()
      let before = try await descriptorCount(atMost: 0, within: .seconds(1))
      for _ in 0..<5 { try await serveEverything() }
      #expect(try await descriptorCount(atMost: before, within: .seconds(60)) <= before)
    }
  }
}

/// Runs a server that does all it can do, and leaves it in the middle of it.
private func serveEverything() async throws {
  try await withServer { head in
    switch head.target.path {
    case "/ws": return .upgradeToWebSocket(.subscribe(to: Topic(), after: 0))
    case "/file":
      // A missing file would show as a status of 404.
      guard let file = try? OpenFile(path: "/proc/self/exe") else {
        return .respond(.text("", status: .notFound))
      }
      return .respond(Response(status: .ok, content: .file(file.slice(0..<100_000))))
    default: return HTTPConnectionTests.echo(head)
    }
  } _: { port, _ in
    for index in 0..<30 {
      let client = try RawClient(port: port)
      switch index % 5 {
      case 0: #expect(try client.get("/file").content.count == 100_000)
      case 1: #expect(try client.upgrade("/ws").status == 101)
      case 2: try client.send("GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
      case 3: try client.send("POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Le")
      default: #expect(try client.get("/task").status == 200)
      }
    }
  }
}

/// The least number of descriptors that were open until there were few enough or the time was over: a
/// server's loops let go of theirs a moment after it has drained.
private func descriptorCount(
  atMost wanted: Int,
  within limit: Duration
) async throws -> Int {
  let end = ContinuousClock.now + limit
  var fewest = try descriptorCount()
  while fewest > wanted, .now < end {
    await Task.yield()
    fewest = min(fewest, try descriptorCount())
  }
  return fewest
}

/// How many descriptors this process has open.
private func descriptorCount() throws -> Int {
  try names(in: "/proc/self/fd").count
}

/// The names in a directory.
private func names(in path: String) throws -> [String] {
  guard let directory = unsafe opendir(path) else { throw Errno(rawValue: errno) }
  defer { unsafe closedir(directory) }
  var names: [String] = []
  while let entry = unsafe readdir(directory) {
    let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
