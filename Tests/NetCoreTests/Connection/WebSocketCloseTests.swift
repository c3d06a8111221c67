import NetCore
import TestSupport
import Testing

@Suite struct WebSocketCloseTests {
  @Test func `ignores what comes behind a close frame, at once or later`() async throws {
    try await withEcho { client in
      let close = ClientFrame.bytes(.close, [0x03, 0xE8])
      let text = ClientFrame.bytes(.text, Array("late".utf8))
      try client.send(close + text)
      #expect(try client.readFrame().closeCode == 1000)
      // The server still takes bytes, so that no reset can destroy what the client has not read.
      try client.send(text + [0xFF, 0xFF])
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test(arguments: [nil, 1000, 1001, 1003, 1007, 1014, 3000, 4999])
  func `answers a close frame with its code`(code: UInt16?) async throws {
    try await withEcho { client in
      try client.send(opcode: 8, payload: code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? [])
      let frame = try client.readFrame()
      #expect(frame.opcode == 8)
      #expect(frame.closeCode == code.map { Int($0) })
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535])
  func `answers a forbidden code with 1002`(code: Int) async throws {
    try await withEcho { client in
      try client.send(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 0xFF)])
      #expect(try client.readFrame().closeCode == 1002)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `says why and ends although the peer goes on sending`() async throws {
    try await withEcho { client in
      try client.send([0x83, 0x80, 0, 0, 0, 0])
      let frame = try client.readFrame()
      #expect(frame.closeCode == 1002)
      #expect(String(decoding: frame.payload.dropFirst(2), as: UTF8.self) == "reserved opcode")
      for _ in 0..<10 { try client.send([UInt8](repeating: 0xFF, count: 10_000)) }
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `answers everything that came before the peer's FIN`() async throws {
    let count = 400
    try await withEcho { configuration in
      // So little may wait that answers have to be read before all is handled.
      configuration.webSocketLimits.backlogBytesMax = 1000
    } _: { client in
      let payload = [UInt8](repeating: 7, count: 400)
      let frame = ClientFrame.bytes(.binary, payload)
      try client.send((0..<count).flatMap { _ in frame })
      client.finishSending()
      for _ in 0..<count { #expect(try client.readFrame().payload == payload) }
      #expect(try client.readToEnd().isEmpty)
    }
  }

  // MARK: - What handlers are told

  private enum Farewell: CaseIterable, Sendable {
    case code, nothing, finish, unmasked, badText, ownCode

    var end: WebSocketEnd {
      switch self {
      case .code: .closed(code: 3001, reason: "enough")
      case .nothing: .closed(code: nil, reason: "")
      case .finish: .lost
      case .unmasked: .failed(.payloadUnmasked)
      case .badText: .failed(.textNotUTF8)
      case .ownCode: .closed(code: 4000, reason: "")
      }
    }

    func send(to client: RawClient) throws {
      switch self {
      case .code: try client.send(opcode: 8, payload: [0x0B, 0xB9] + Array("enough".utf8))
      case .nothing: try client.send(opcode: 8, payload: [])
      case .finish: client.finishSending()
      case .unmasked: try client.send([0x81, 0])
      case .badText: try client.send(opcode: 1, payload: [0xC0])
      case .ownCode:
        try client.send(opcode: 1, payload: [])
        try client.completeClose(code: try client.readFrame().closeCode ?? 0)
      }
    }
  }

  @Test(arguments: Farewell.allCases)
  private func `tells how a connection came to its end, once`(farewell: Farewell) async throws {
    let (ends, continuation) = AsyncStream.makeStream(of: WebSocketEnd.self)
    try await withServer(handler: { _ in
      var acceptance = WebSocketAcceptance.messages { handle, _ in handle.close(code: 4000) }
      acceptance.closeHandler = { continuation.yield($1) }
      return .upgradeToWebSocket(acceptance)
    }) { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.upgrade("/").status == 101)
      try farewell.send(to: client)
    }
    // The server has ended, so that no second one can come.
    continuation.finish()
    #expect(await Array(ends) == [farewell.end])
  }

  @Test func `tells that a connection is open, and which it is`() async throws {
    let (handles, continuation) = AsyncStream.makeStream(of: WebSocketConnectionHandle.self)
    try await withServer(handler: { _ in
      var acceptance = WebSocketAcceptance.messages(subprotocols: ["b", "a"]) { handle, _ in
        continuation.yield(handle)
      }
      acceptance.openHandler = { handle in
        continuation.yield(handle)
        handle.send(text: Array("welcome".utf8))
      }
      return .upgradeToWebSocket(acceptance)
    }) { port, _ in
      let client = try RawClient(port: port)
      let response = try client.upgrade("/", fields: "Sec-WebSocket-Protocol: a, b\r\n")
      #expect(response.fields["sec-websocket-protocol"] == "b")
      #expect(try client.readFrame().text == "welcome")
      try client.send(opcode: 1, payload: [])
      let other = try RawClient(port: port)
      #expect(try other.upgrade("/").status == 101)
      #expect(try other.readFrame().text == "welcome")
      // The answer to the ping says that the message before it was handled.
      try client.send(opcode: 9, payload: [])
      #expect(try client.readFrame().opcode == 10)
    }
    continuation.finish()
    let all = await Array(handles)
    #expect(all.count == 3)
    #expect(Set(all).count == 2)
    #expect(all.map(\.subprotocol).filter { $0 == "b" }.count == 2)
  }
}

extension Array {
  /// Everything that a stream still has.
  fileprivate init(_ stream: AsyncStream<Element>) async where Element: Sendable {
    self = []
    for await element in stream { append(element) }
  }
}
