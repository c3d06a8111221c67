import Glibc
import HTTPTypes
import NetCore
import Synchronization
import TestSupport
import Testing

/// Peers that move bytes so slowly, or ask for so much at once, that others would suffer.
@Suite struct SlowPeerTests {
  /// Waits as a slow peer does, which is what these tests are about.
  private static func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
  }

  @Test func `answers 408 when content trickles in`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.contentTimeout = .milliseconds(300)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send(
        "POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
      )
      var status: Int?
      for _ in 0..<1000 where status == nil {
        Self.pause(milliseconds: 20)
        // Once the server has ended the connection, it may be reset under the next byte.
        if (try? client.send("a")) == nil || client.hasBytes() {
          status = try client.readResponse().status
        }
      }
      #expect(status == 408)
    }
  }

  @Test func `takes content that comes fast enough, however long it takes in all`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.contentTimeout = .seconds(1)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send("POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000\r\n\r\n")
      for _ in 0..<30 {
        Self.pause(milliseconds: 50)
        try client.send([UInt8](repeating: 97, count: 1000))
      }
      #expect(try client.readResponse().status == 200)
    }
  }

  /// Reads 2,000 bytes every 20 ms for at most three seconds.
  ///
  /// - Returns: whether the connection broke off.
  private static func breaksOff(
    _ timeout: Duration,
    _ bytesPerSecondMin: Int
  ) async throws -> Bool {
    try await withServer { configuration in
      configuration.connectionLimits.writeTimeout = timeout
      configuration.connectionLimits.writeBytesPerSecondMin = bytesPerSecondMin
    } handler: { _ in
      .respond(Response(status: .ok, content: .bytes([UInt8](repeating: 120, count: 30_000_000))))
    } _: { port, _ in
      let client = try RawClient(port: port, receiveBufferByteCount: 4096)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      do {
        for _ in 0..<150 {
          Self.pause(milliseconds: 20)
          _ = try client.read(2000)
        }
        return false
      } catch {
        return true
      }
    }
  }

  @Test func `resets a peer that takes its answer too slowly`() async throws {
    #expect(try await Self.breaksOff(.milliseconds(500), 100_000_000))
  }

  @Test func `serves a peer that takes its answer fast enough`() async throws {
    #expect(try await !Self.breaksOff(.seconds(2), 500))
  }

  // MARK: - Pipelining

  /// Pipelines five requests whose answers are too large for the kernel.
  ///
  /// - Returns: how many the handler had seen when the first answer was begun.
  private static func pipeline(
    max: Int,
    _ response: Response
  ) async throws -> Int {
    let count = Counter()
    return try await withServer { configuration in
      configuration.connectionLimits.pipelinedRequestsMax = max
      configuration.connectionLimits.writeBacklogBytesMax = 1_000_000_000
    } handler: { _ in
      count.value.add(1, ordering: .relaxed)
      return .respond(response)
    } _: { port, _ in
      let client = try RawClient(port: port, receiveBufferByteCount: 4096)
      try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 5))
      #expect(try client.readLine() == "HTTP/1.1 200 OK")
      let seen = count.value.load(ordering: .relaxed)
      while try !client.readLine().isEmpty {}
      let byteCount = response.content.byteCount ?? 0
      _ = try client.read(byteCount)
      for _ in 1..<5 { #expect(try client.readResponse().content.count == byteCount) }
      #expect(count.value.load(ordering: .relaxed) == 5)
      return seen
    }
  }

  private final class Counter: Sendable {
    let value = Atomic<Int>(0)
  }

  @Test(arguments: [(1, 1), (2, 2), (5, 5), (6, 5)])
  func `takes up no more requests than may wait, and the others later`(
    _ max: Int,
    _ expected: Int
  ) async throws {
    let content = [UInt8](repeating: 120, count: 12_000_000)
    let seen = try await Self.pipeline(max: max, Response(status: .ok, content: .bytes(content)))
    #expect(seen == expected)
  }

  @Test func `opens no further file for a peer that does not read the first one`() async throws {
    let path = "/tmp/netcore-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).bin"
    let file = unsafe open(path, O_CREAT | O_RDWR, 0o600)
    defer {
      close(file)
      unsafe unlink(path)
    }
    try #require(file >= 0 && ftruncate(file, 12_000_000) == 0)
    let slice = try OpenFile(path: path).slice(0..<12_000_000)
    #expect(try await Self.pipeline(max: 64, Response(status: .ok, content: .file(slice))) == 1)
  }
}
