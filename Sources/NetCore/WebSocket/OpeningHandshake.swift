import CTLS
import HTTPTypes

/// The server's side of the opening handshake (RFC 6455 §4.2).
public struct OpeningHandshake: Sendable {
  /// The subprotocols that the server speaks, dearest first; the answer names the first that the
  /// client offers.
  public var subprotocols: [String] = []
  /// What the server wishes of permessage-deflate; `nil` declines it.
  public var deflate: DeflateParameters?
  /// Offers that want a smaller window of the server are declined.
  public var serverWindowBitsMin = 8
  /// Whose pages are let in.
  public var origins = OriginPolicy.any

  /// Agrees to no subprotocol and no extension, and lets all pages in.
  public init() {}

  /// Judges a request, or says which rule it broke.
  public func accept(_ head: RequestHead) throws(OpeningHandshakeError) -> Acceptance {
    let key = try Self.key(of: head)
    guard origins.allows(head) else { throw .originRefused }
    let subprotocol = try subprotocol(for: head)
    let agreed = try deflateAgreement(with: head)
    return Acceptance(
      digest: Self.digest(of: key),
      deflate: agreed?.parameters,
      extensions: agreed?.responseValue,
      subprotocol: subprotocol
    )
  }

  /// The key of a request that is a handshake at all (§4.2.1).
  private static func key(of head: RequestHead) throws(OpeningHandshakeError) -> String {
    guard head.method == .get else { throw .methodNotGET }
    guard head.version >= .http11 else { throw .versionTooOld }
    guard head.requestsWebSocket else { throw .upgradeMissing }
    guard head.framing == .none else { throw .contentPresent }
    guard let version = head.value(of: .secWebSocketVersion) else { throw .versionMissing }
    guard version == "13" else { throw .versionUnsupported }
    guard let key = head.value(of: .secWebSocketKey), isValidKey(key.utf8.span)
    else { throw .keyMalformed }
    return key
  }

  private func subprotocol(for head: RequestHead) throws(OpeningHandshakeError) -> String? {
    guard let value = head.value(of: .secWebSocketProtocol) else { return nil }
    let offers = FieldList.elements(value)
    guard offers.allSatisfy({ FieldList.token($0[...]) != nil }) else {
      throw .subprotocolsMalformed
    }
    // Naming what was not offered would make the client fail (§4.1).
    return subprotocols.first { offers.contains($0) }
  }

  private func deflateAgreement(
    with head: RequestHead
  ) throws(OpeningHandshakeError) -> (parameters: DeflateParameters, responseValue: String)? {
    guard let value = head.value(of: .secWebSocketExtensions) else { return nil }
    // What breaks the grammar fails the handshake, whoever would have been meant by it (§9.1).
    guard let offers = ExtensionOffer.list(value) else { throw .extensionsMalformed }
    return deflate?.agreement(withOffers: offers, serverWindowBitsMin: serverWindowBitsMin)
  }

  /// Whether the key is the base64 of 16 bytes: 22 digits and two `=`.
  private static func isValidKey(_ key: Span<UInt8>) -> Bool {
    guard key.count == 24, key[22] == ASCII.equals, key[23] == ASCII.equals else { return false }
    for index in 0..<22 where !Base64.isDigit(key[index]) { return false }
    return true
  }

  /// Has OpenSSL load what the first handshake needs, which takes milliseconds and two megabytes,
  /// before anybody waits for it.
  static func prepare() {
    _ = digest(of: "")
  }

  /// SHA-1(key + GUID), RFC 6455 §4.2.2.
  private static func digest(of key: String) -> [20 of UInt8] {
    let input = ByteBuffer(capacity: 64)
    input.append(key)
    input.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
    var digest = [20 of UInt8](repeating: 0)
    var output = digest.mutableSpan
    // Sound: `input` is read for its count, and a SHA-1 digest is the 20 bytes of `output`.
    let status = input.withSpan { input in
      unsafe input.withUnsafeBytes { input in
        unsafe output.withUnsafeMutableBytes { output in
          unsafe ctls_sha1(input.baseAddress, input.count, output.baseAddress)
        }
      }
    }
    precondition(status == 1, "SHA-1 is not available")
    return digest
  }
}
