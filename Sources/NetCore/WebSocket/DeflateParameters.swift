/// What permessage-deflate is used with (RFC 7692 §7.1): the server's wishes before the
/// handshake, what both agreed on after it.
public struct DeflateParameters: Sendable, Equatable {
  /// Each message of the server is compressed for itself.
  public var serverNoContextTakeover: Bool
  /// Each message of the client is compressed for itself.
  public var clientNoContextTakeover: Bool
  /// Base-2 logarithm of the server's window, 8…15.
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
    precondition((8...15).contains(serverWindowBits))
    precondition((8...15).contains(clientWindowBits))
    self.serverNoContextTakeover = serverNoContextTakeover
    self.clientNoContextTakeover = clientNoContextTakeover
    self.serverWindowBits = serverWindowBits
    self.clientWindowBits = clientWindowBits
  }

  /// The zlib memory that a connection keeps between messages.
  var contextByteCount: Int {
    var count = 0
    if !serverNoContextTakeover {
      count += CompressionStream.Direction.deflate(windowBits: serverWindowBits).byteCount
    }
    if !clientNoContextTakeover {
      count += CompressionStream.Direction.inflate.byteCount
    }
    return count
  }

  /// Takes the first acceptable offer of a Sec-WebSocket-Extensions field.
  ///
  /// - Parameter serverWindowBitsMin: an offer with a smaller window of the server is declined.
  /// - Returns: what is agreed on, and the field's value in the answer; `nil` when no offer is
  ///   acceptable, and messages are not compressed.
  func agreement(
    withOffers offers: [ExtensionOffer],
    serverWindowBitsMin: Int = 8
  ) -> (parameters: DeflateParameters, responseValue: String)? {
    for element in offers {
      guard let offer = DeflateOffer(element), offer.serverWindowBits ?? 15 >= serverWindowBitsMin
      else { continue }
      let agreed = agreement(with: offer)
      return (agreed, agreed.responseValue(to: offer))
    }
    return nil
  }

  private func agreement(with offer: DeflateOffer) -> DeflateParameters {
    // A client that does not know client_max_window_bits has the whole window.
    let clientBits = offer.clientWindowBits.map { min($0, clientWindowBits) } ?? 15
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
    if offer.serverWindowBits != nil { value += "; server_max_window_bits=\(serverWindowBits)" }
    if clientWindowBits < 15 { value += "; client_max_window_bits=\(clientWindowBits)" }
    return value
  }
}

/// One acceptable offer of permessage-deflate.
private struct DeflateOffer {
  var serverNoContextTakeover = false
  var clientNoContextTakeover = false
  var serverWindowBits: Int?
  /// 15 when the client only says that it understands the parameter.
  var clientWindowBits: Int?

  /// `nil` for another extension, and for an unknown, repeated or wrong parameter, which all
  /// decline the offer (RFC 7692 §7.1).
  init?(_ offer: ExtensionOffer) {
    guard offer.name.lowercased() == "permessage-deflate" else { return nil }
    var seen: Set<String> = []
    for parameter in offer.parameters {
      guard seen.insert(parameter.name).inserted else { return nil }
      switch (parameter.name, parameter.value) {
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

  /// 8…15 without leading zeros.
  private static func windowBits(_ value: String) -> Int? {
    (8...15).first { String($0) == value }
  }
}
