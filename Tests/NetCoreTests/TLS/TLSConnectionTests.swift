import Foundation
import HTTPTypes
import NetCore
import TestSupport
import Testing

/// Requests, files, streams and WebSocket over TLS.
@Suite struct TLSConnectionTests {
  /// 3 MiB in which no two stretches are the same.
  private static let large: [UInt8] = {
    var state: UInt32 = 1
    return (0..<(3 * 1024 * 1024)).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }()

  @Test func `answers pipelined requests in their order, wherever they are cut`() async throws {
    try await withTLSServer(handler: HTTPConnectionTests.echo) { port, _ in
      let client = try RawClient(tlsPort: port)
      let paths = (0..<300).map { $0 % 3 == 0 ? "/task\($0)" : "/\($0)" }
      try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
      for path in paths { #expect(try client.readResponse().text == "GET \(path)") }
      let request = Array("GET /cut HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
      for cut in 1..<request.count {
        try client.send(request[..<cut])
        try client.send(request[cut...])
        #expect(try client.readResponse().text == "GET /cut")
      }
    }
  }

  @Test func `tells the handler that the connection is one of TLS`() async throws {
    struct Handler: RequestHandler {
      func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
        .respond(.text("\(peer.usesTLS)"))
      }
    }
    var configuration = HTTPServerConfiguration()
    let host = "127.0.0.1"
    configuration.listeners = [
      .tcp(host: host, port: 0, tls: TestCertificate.first), .tcp(host: host, port: 0),
    ]
    let server = HTTPServer(configuration: configuration, handler: Handler())
    let addresses = try server.start()
    #expect(addresses.map(\.usesTLS) == [true, false])
    #expect(addresses.map(\.url)[0] == "https://127.0.0.1:\(addresses[0].port)")
    let outcome = await Task(executorPreference: ThreadExecutor()) { () throws in
      #expect(try RawClient(tlsPort: addresses[0].port).get("/").text == "true")
      #expect(try RawClient(port: addresses[1].port).get("/").text == "false")
    }.result
    await server.drain(within: .milliseconds(200))
    try outcome.get()
  }

  @Test func `receives content of many records`() async throws {
    try await withTLSServer { _ in
      .handle { request in
        let content = try? await request.collectContent(upTo: Self.large.count)
        return Response(status: .ok, content: .bytes(content ?? []))
      }
    } _: { port, _ in
      let client = try RawClient(tlsPort: port)
      for byteCount in [1, 16_384, 16_385, 300_000, Self.large.count] {
        try client.send(
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(byteCount)\r\n\r\n"
        )
        try client.send(Self.large.prefix(byteCount))
        #expect(try client.readResponse().content == Array(Self.large.prefix(byteCount)))
      }
    }
  }

  @Test(arguments: [4096, nil] as [Int32?])
  func `sends what is larger than any buffer`(receiveBufferByteCount: Int32?) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data(Self.large).write(to: URL(filePath: path))
    // What is left in the temporary folder harms nobody.
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try OpenFile(path: path)
    try await withTLSServer { head in
      switch head.target.path {
      case "/file": .respond(Response(status: .ok, content: .file(file.slice())))
      case "/part": .respond(Response(status: .ok, content: .file(file.slice(5..<1_000_000))))
      case "/bytes": .respond(Response(status: .ok, content: .bytes(Self.large)))
      default:
        .respond(
          Response(
            status: .ok,
            content: .stream { stream in
              for start in stride(from: 0, to: Self.large.count, by: 50_000) {
                try await stream.write(Array(Self.large[start...].prefix(50_000)))
              }
            }
          )
        )
      }
    } _: { port, _ in
      let client = try RawClient(tlsPort: port, receiveBufferByteCount: receiveBufferByteCount)
      #expect(try client.get("/file").content == Self.large)
      #expect(try client.get("/part").content == Array(Self.large[5..<1_000_000]))
      #expect(try client.get("/bytes").content == Self.large)
      #expect(try client.get("/stream").content == Self.large)
      // A file between answers, all asked for at once.
      let paths = ["/bytes", "/file", "/part", "/stream", "/file"]
      try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
      for path in paths {
        let expected = path == "/part" ? Array(Self.large[5..<1_000_000]) : Self.large
        #expect(try client.readResponse().content == expected)
      }
    }
  }

  @Test func `breaks off where a file has become shorter`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data(Self.large).write(to: URL(filePath: path))
    // What is left in the temporary folder harms nobody.
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try OpenFile(path: path)
    try Data(Self.large.prefix(100_000)).write(to: URL(filePath: path), options: [])
    try await withTLSServer { _ in
      .respond(Response(status: .ok, content: .file(file.slice())))
    } _: { port, _ in
      let client = try RawClient(tlsPort: port)
      #expect(throws: (any Error).self) { try client.get("/") }
    }
  }

  @Test func `ends a complete answer with close_notify and an incomplete one without`() async throws
  {
    struct Failure: Error {}
    try await withTLSServer { head in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            try await stream.write("some")
            if head.target.path == "/half" { throw Failure() }
          }
        )
      )
    } _: { port, _ in
      let whole = try RawClient(tlsPort: port)
      try whole.send("GET /whole HTTP/1.0\r\n\r\n")
      #expect(try whole.readResponse().text == "some")
      let half = try RawClient(tlsPort: port)
      try half.send("GET /half HTTP/1.0\r\n\r\n")
      #expect(throws: TLSLayer.Failure.truncated) { try half.readResponse() }
    }
  }

  @Test func `answers a client that has said that it will send no more`() async throws {
    try await withTLSServer(handler: HTTPConnectionTests.echo) { port, _ in
      let client = try RawClient(tlsPort: port)
      try client.send("GET /task HTTP/1.1\r\nHost: localhost\r\n\r\n")
      client.finishSending()
      #expect(try client.readResponse().text == "GET /task")
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `does not take content that breaks off for a whole one`() async throws {
    let outcomes = AsyncStream<String>.makeStream()
    try await withTLSServer { _ in
      .handle { request in
        do {
          _ = try await request.collectContent(upTo: 1000)
          outcomes.continuation.yield("whole")
        } catch {
          outcomes.continuation.yield("\(error)")
        }
        return .text("")
      }
    } _: { port, _ in
      // The socket ends, and TLS does not.
      let client = try RawClient(port: port) { descriptor in
        let layer = try TLSLayer(descriptor, protocols: [])
        _ = try layer.send(
          Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf".utf8)[...]
        )
        return layer
      }
      client.cutOff()
      for await outcome in outcomes.stream {
        #expect(outcome == "connectionGone")
        break
      }
    }
  }

  @Test func `carries WebSocket messages of any size`() async throws {
    try await withTLSServer {
      $0.webSocketLimits.messageBytesMax = Self.large.count
      // A slow machine takes longer than the time between two pings.
      $0.webSocketLimits.pingInterval = .seconds(600)
    } handler: { _ in
      .upgradeToWebSocket(
        .messages { handle, message in
          if case .binary(let bytes) = message { handle.send(binary: bytes) }
        }
      )
    } _: { port, _ in
      let client = try RawClient(tlsPort: port, receiveBufferByteCount: 65_536)
      #expect(try client.upgrade("/").status == 101)
      for byteCount in [0, 5, 20_000, 1_000_000, Self.large.count] {
        let payload = Array(Self.large.prefix(byteCount))
        try client.send(opcode: 2, payload: payload)
        #expect(try client.readFrame() == RawFrame(opcode: 2, payload: payload))
      }
      try client.send(opcode: 8, payload: [0x03, 0xE8])
      #expect(try client.readFrame().closeCode == 1000)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `delivers a topic whole to fast and slow subscribers`() async throws {
    let topic = Topic()
    // More than the kernel takes for a peer that does not read, in frames that no record holds.
    let texts = (0..<400).map { "\($0) " + String(repeating: "x", count: $0 * 1237 % 60_000) }
    try await withTLSServer { _ in
      .upgradeToWebSocket(.subscribe(to: topic, after: -1))
    } _: { port, _ in
      let clients = try [nil, 4096, nil, 8192].map {
        try RawClient(tlsPort: port, receiveBufferByteCount: $0)
      }
      for client in clients { #expect(try client.upgrade("/").status == 101) }
      for (sequence, text) in texts.enumerated() {
        topic.append(text: Array(text.utf8), sequence: sequence, conflationKey: "all")
      }
      topic.finish()
      for (index, client) in clients.enumerated() {
        var received: [String] = []
        var frame = try client.readFrame()
        while frame.opcode == 1 {
          received.append(frame.text)
          frame = try client.readFrame()
        }
        #expect(frame.closeCode == 1000)
        #expect(received.last == texts.last)
        // One that lags too far behind misses some, but never gets a wrong or a broken one.
        #expect(Set(received).isSubset(of: texts) && received.count <= texts.count)
        if index == 0 { #expect(received.count > 0) }
      }
    }
  }
}
