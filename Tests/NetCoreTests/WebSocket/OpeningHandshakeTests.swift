import HTTPTypes
import Testing

@testable import NetCore

@Suite struct OpeningHandshakeTests {
  private static let fields: HTTPFields = [
    .upgrade: "websocket", .connection: "Upgrade", .secWebSocketVersion: "13",
    .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
  ]

  private static func head(
    _ change: (inout RequestHead) -> Void = { _ in }
  ) throws -> RequestHead {
    let target = try #require(RequestTarget("/ws/1"))
    var head = RequestHead(
      method: .get,
      target: target,
      fields: fields,
      upgradeProtocols: ["websocket"]
    )
    change(&head)
    return head
  }

  private static func error(
    _ handshake: OpeningHandshake = OpeningHandshake(),
    _ change: (inout RequestHead) -> Void
  ) throws -> OpeningHandshakeError? {
    let head = try head(change)
    do throws(OpeningHandshakeError) {
      _ = try handshake.accept(head)
      return nil
    } catch {
      return error
    }
  }

  /// What is sent says the same as the response that others see.
  private static func expectSameBytes(_ acceptance: OpeningHandshake.Acceptance) {
    let sent = ByteBuffer(capacity: 1)
    acceptance.append(to: sent)
    let encoded = EncodedHead(status: .switchingProtocols, fields: acceptance.response.fields)
    #expect(sent.withSpan { $0.bytes() } == encoded.bytes + Array("\r\n".utf8))
  }

  @Test func `answers the example of the RFC`() throws {
    let acceptance = try OpeningHandshake().accept(try Self.head())
    #expect(acceptance.response.status == .switchingProtocols)
    #expect(acceptance.response.fields[.upgrade] == "websocket")
    #expect(acceptance.response.fields[.connection] == "Upgrade")
    #expect(acceptance.response.fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(acceptance.response.fields.count == 3)
    Self.expectSameBytes(acceptance)
    #expect(acceptance.deflate == nil)
  }

  @Test func `refuses each broken rule with its status`() throws {
    #expect(try Self.error { $0.method = .post } == .methodNotGET)
    #expect(try Self.error { $0.version = .http10 } == .versionTooOld)
    #expect(try Self.error { $0.upgradeProtocols = [] } == .upgradeMissing)
    #expect(try Self.error { $0.framing = .length(1) } == .contentPresent)
    #expect(try Self.error { $0.framing = .chunked } == .contentPresent)
    #expect(try Self.error { $0.fields[.secWebSocketVersion] = nil } == .versionMissing)
    #expect(try Self.error { $0.fields[.secWebSocketVersion] = "8" } == .versionUnsupported)
    #expect(try Self.error { $0.fields[.secWebSocketVersion] = "13, 8" } == .versionUnsupported)
    #expect(OpeningHandshakeError.methodNotGET.status == .methodNotAllowed)
    #expect(OpeningHandshakeError.keyMalformed.status == .badRequest)
    #expect(OpeningHandshakeError.versionUnsupported.status == .upgradeRequired)
    for error in [OpeningHandshakeError.versionUnsupported, .versionMissing, .upgradeMissing] {
      #expect(error.fields[.secWebSocketVersion] == "13")
    }
  }

  @Test(arguments: [
    nil, "", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZ===",
    "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZWE=", "dGhlIHNhbXBsZSBub25jZQ==AAAA",
  ])
  func `refuses a key that is not 16 bytes`(key: String?) throws {
    #expect(try Self.error { $0.fields[.secWebSocketKey] = key } == .keyMalformed)
  }

  @Test func `refuses two keys`() throws {
    let error = try Self.error { head in
      head.fields.append(HTTPField(name: .secWebSocketKey, value: "dGhlIHNhbXBsZSBub25jZQ=="))
    }
    #expect(error == .keyMalformed)
  }

  @Test(
    arguments: [
      (["b"], "a, b", "b"), (["c"], "a, b", nil), ([], "a, b", nil), (["a"], nil, nil),
      // The server's order decides, and subprotocols are told apart by case.
      (["b", "a"], "a, b", "b"), (["B", "a"], "a,b", "a"), (["a"], " a ,, a", "a"),
      (["a"], "", nil),
    ] as [([String], String?, String?)]
  )
  func `names the first subprotocol of its own that was offered`(
    spoken: [String],
    offered: String?,
    named: String?
  ) throws {
    var handshake = OpeningHandshake()
    handshake.subprotocols = spoken
    let acceptance = try handshake.accept(
      try Self.head { $0.fields[.secWebSocketProtocol] = offered }
    )
    #expect(acceptance.response.fields[.secWebSocketProtocol] == named)
    Self.expectSameBytes(acceptance)
    #expect(acceptance.subprotocol == named)
  }

  @Test(arguments: ["a b", "a;b", "a/b", "\"a\"", "a, b c", "é", "a, (b)"])
  func `refuses subprotocols that are no tokens`(offered: String) throws {
    #expect(
      try Self.error { $0.fields[.secWebSocketProtocol] = offered } == .subprotocolsMalformed
    )
  }

  @Test(arguments: ["permessage-deflate;", "a b", "a; b=", "a=b", "permessage-deflate; b=\"c"])
  func `refuses extensions that break the grammar, whatever it speaks`(offered: String) throws {
    #expect(
      try Self.error { $0.fields[.secWebSocketExtensions] = offered } == .extensionsMalformed
    )
  }

  @Test func `refuses pages of other origins when it is told to`() throws {
    var handshake = OpeningHandshake()
    handshake.origins = .sameHost
    let error = try Self.error(handshake) { head in
      head.fields[.hostField] = "a.example"
      head.fields[.origin] = "http://b.example"
    }
    #expect(error == .originRefused)
    #expect(error?.status == .forbidden)
  }

  @Test func `agrees on compression only when both want it`() throws {
    let head = try Self.head { $0.fields[.secWebSocketExtensions] = "permessage-deflate" }
    #expect(try OpeningHandshake().accept(head).deflate == nil)
    var handshake = OpeningHandshake()
    handshake.deflate = DeflateParameters()
    let acceptance = try handshake.accept(head)
    #expect(acceptance.deflate == DeflateParameters())
    #expect(acceptance.response.fields[.secWebSocketExtensions] == "permessage-deflate")
    Self.expectSameBytes(acceptance)
    #expect(try handshake.accept(try Self.head()).deflate == nil)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func `writes base64 as RFC 4648 does`(text: String, encoded: String) {
    let buffer = ByteBuffer(capacity: 1)
    Base64.append(text.utf8.span, to: buffer)
    #expect(buffer.withSpan { $0.string() } == encoded)
  }
}
