/// What permessage-deflate is used with (RFC 7692 §7.1): the server's wishes before the
/// handshake, what both agreed on after it.
public struct DeflateParameters: Sendable, Equatable {
  /// Each message of the server is compressed for itself.
  public var serverNoContextTakeover: Bool
  /// Each message of the client is compressed for itself.
  public var clientNoContextTakeover: Bool
  /// Base-2 logarithm of the server's window, 9…15.
  public var serverWindowBits: Int
  /// Base-2 logarithm of the client's window, 8…15.
  public var clientWindowBits: Int

  /// What RFC 7692 assumes when nothing is said, or something else.
  public init(
    serverNoContextTakeover: Bool = false,
    clientNoContextTakeover: Bool = false,
    serverWindowBits: Int = 15,
    clientWindowBits: Int = 15
  ) {
    precondition((9...15).contains(serverWindowBits))
    precondition((8...15).contains(clientWindowBits))
    self.serverNoContextTakeover = serverNoContextTakeover
    self.clientNoContextTakeover = clientNoContextTakeover
    self.serverWindowBits = serverWindowBits
    self.clientWindowBits = clientWindowBits
  }

  /// Takes the first acceptable offer of a Sec-WebSocket-Extensions field.
  ///
  /// - Returns: what is agreed on, and the field's value in the answer; `nil` when no offer is
  ///   acceptable, and messages are not compressed.
  func agreement(
    withOffers value: String
  ) -> (parameters: DeflateParameters, responseValue: String)? {
    for element in FieldList.elements(value) {
      guard let offer = DeflateOffer(element), let agreed = agreement(with: offer) else {
        continue
      }
      return (agreed, agreed.responseValue(to: offer))
    }
    return nil
  }

  private func agreement(with offer: DeflateOffer) -> DeflateParameters? {
    // zlib cannot compress with a window of 256 bytes, so that such an offer is declined.
    if let bits = offer.serverWindowBits, bits < 9 { return nil }
    var clientBits = 15
    if let offered = offer.clientWindowBits { clientBits = min(offered, clientWindowBits) }
    return DeflateParameters(
      serverNoContextTakeover: serverNoContextTakeover || offer.serverNoContextTakeover,
      clientNoContextTakeover: clientNoContextTakeover || offer.clientNoContextTakeover,
      serverWindowBits: min(serverWindowBits, offer.serverWindowBits ?? 15),
      clientWindowBits: clientBits
    )
  }

  private func responseValue(to offer: DeflateOffer) -> String {
    var value = "permessage-deflate"
    if serverNoContextTakeover { value += "; server_no_context_takeover" }
    if clientNoContextTakeover { value += "; client_no_context_takeover" }
    if serverWindowBits < 15 || offer.serverWindowBits != nil {
      value += "; server_max_window_bits=\(serverWindowBits)"
    }
    if clientWindowBits < 15 { value += "; client_max_window_bits=\(clientWindowBits)" }
    return value
  }
}

/// One well-formed offer of permessage-deflate.
private struct DeflateOffer {
  var serverNoContextTakeover = false
  var clientNoContextTakeover = false
  var serverWindowBits: Int?
  /// 15 when the client only says that it understands the parameter.
  var clientWindowBits: Int?

  /// Reads one element of the list; `nil` for another extension, and for an unknown, repeated or
  /// wrong parameter, which all decline the offer (RFC 7692 §7.1).
  init?(_ element: String) {
    let parts = FieldList.split(element, at: ASCII.semicolon)
    guard parts.first?.lowercased() == "permessage-deflate" else { return nil }
    var seen: Set<String> = []
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.trimmed(pair[0])
      let value = pair.count == 2 ? Self.trimmed(pair[1]) : nil
      guard seen.insert(name).inserted else { return nil }
      switch (name, value) {
      case ("server_no_context_takeover", nil): serverNoContextTakeover = true
      case ("client_no_context_takeover", nil): clientNoContextTakeover = true
      case ("client_max_window_bits", nil): clientWindowBits = 15
      case ("server_max_window_bits", let value?):
        guard let bits = Self.windowBits(value) else { return nil }
        serverWindowBits = bits
      case ("client_max_window_bits", let value?):
        guard let bits = Self.windowBits(value) else { return nil }
        clientWindowBits = bits
      default: return nil
      }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    let range = bytes.span.trimmingOptionalWhitespace(0..<bytes.count)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// 8…15 without leading zeros, as a token or a quoted string.
  private static func windowBits(_ value: String) -> Int? {
    let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
    let digits = isQuoted ? String(value.dropFirst().dropLast()) : value
    return (8...15).first { String($0) == digits }
  }
}
