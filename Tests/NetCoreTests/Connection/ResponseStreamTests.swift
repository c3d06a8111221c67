import HTTPTypes
import NetCore
import Synchronization
import TestSupport
import Testing

@Suite struct ResponseStreamTests {
  @Test func `sends a stream in chunks and keeps the connection`() async throws {
    try await withServer { _ in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            for number in 0..<1000 { try await stream.write("\(number),") }
          }
        )
      )
    } _: { port, _ in
      let client = try RawClient(port: port)
      for _ in 0..<2 {
        let response = try client.get("/")
        #expect(response.fields["transfer-encoding"] == "chunked")
        #expect(response.text == (0..<1000).map { "\($0)," }.joined())
      }
    }
  }

  @Test func `suspends the producer while the peer does not read`() async throws {
    let produced = Atomic<Int>(0)
    let chunk = [UInt8](repeating: 120, count: 100_000)
    try await withServer { _ in
      .handle { _ in
        Response(
          status: .ok,
          content: .stream { stream in
            for _ in 0..<400 {
              try await stream.write(chunk)
              produced.wrappingAdd(1, ordering: .relaxed)
            }
          }
        )
      }
    } _: { port, _ in
      let client = try RawClient(port: port, receiveBufferByteCount: 4096)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.readLine() == "HTTP/1.1 200 OK")
      // A second connection of the same loops sees to it that many turns go by.
      for _ in 0..<200 {
        let other = try RawClient(port: port)
        try other.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try other.readResponse(hasContent: false).status == 200)
      }
      #expect(produced.load(ordering: .relaxed) < 400)
      while try !client.readLine().isEmpty {}
      var byteCount = 0
      while let next = Int(try client.readLine(), radix: 16), next > 0 {
        byteCount += try client.read(next).count
        _ = try client.readLine()
      }
      #expect(byteCount == 400 * chunk.count)
    }
  }

  @Test func `tells the producer that the peer has gone`() async throws {
    let end = Gate()
    try await withServer { _ in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            do {
              while true { try await stream.write("still there?\n") }
            } catch {
              await end.open()
              throw error
            }
          }
        )
      )
    } _: { port, _ in
      do {
        let client = try RawClient(port: port)
        try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try client.readLine() == "HTTP/1.1 200 OK")
      }
      await end.wait()
    }
  }

  @Test func `breaks the content off when the producer fails`() async throws {
    struct Failure: Error {}
    try await withServer { _ in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            try await stream.write("half")
            throw Failure()
          }
        )
      )
    } _: { port, _ in
      let client = try RawClient(port: port)
      #expect(throws: RawClient.Failure.ended) { try client.get("/") }
    }
  }

  @Test func `runs no producer for HEAD`() async throws {
    try await withServer { _ in
      .respond(
        Response(status: .ok, content: .stream { _ in Issue.record("produced for HEAD") })
      )
    } _: { port, _ in
      let client = try RawClient(port: port)
      for _ in 0..<2 {
        try client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try client.readResponse(hasContent: false).status == 200)
      }
    }
  }

  @Test func `cancels the task of a peer that resets its connection`() async throws {
    let hasBegun = Gate()
    let wasCancelled = Gate()
    try await withServer { _ in
      .handle { _ in
        await hasBegun.open()
        // Only cancellation ends so long a sleep within the test's time.
        do { try await Task.sleep(for: .seconds(60)) } catch { await wasCancelled.open() }
        return .text("late")
      }
    } _: { port, _ in
      do {
        let client = try RawClient(port: port)
        client.resetWhenClosed()
        try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await hasBegun.wait()
      }
      await wasCancelled.wait()
    }
  }
}
