public import HTTPTypes

/// The rule that an opening handshake broke.
public enum OpeningHandshakeError: Error, Sendable, Equatable {
  /// Any method but GET.
  case methodNotGET
  /// HTTP/1.0.
  case versionTooOld
  /// The Upgrade field does not name `websocket`, or the Connection field does not name Upgrade.
  case upgradeMissing
  /// Content-Length above 0, or chunks.
  case contentPresent
  /// There is no Sec-WebSocket-Version.
  case versionMissing
  /// Sec-WebSocket-Version is not 13.
  case versionUnsupported
  /// Sec-WebSocket-Key is missing, repeated, or not 16 bytes in base64.
  case keyMalformed
  /// Sec-WebSocket-Protocol is no list of tokens.
  case subprotocolsMalformed
  /// Sec-WebSocket-Extensions is not what RFC 6455 §9.1 says. Wrong parameters of an extension
  /// break nothing: that offer is declined.
  case extensionsMalformed
  /// The page that asks is of an origin that is not welcome.
  case originRefused

  /// The answer's status code.
  public var status: HTTPResponse.Status {
    switch self {
    case .methodNotGET: .methodNotAllowed
    case .versionTooOld, .contentPresent, .versionMissing, .keyMalformed, .subprotocolsMalformed,
      .extensionsMalformed:
      .badRequest
    case .upgradeMissing, .versionUnsupported: .upgradeRequired
    case .originRefused: .forbidden
    }
  }

  /// The fields that this answer must have (RFC 9110 §10.2.1, §15.5.22; RFC 6455 §4.4).
  public var fields: HTTPFields {
    switch self {
    case .methodNotGET: [.allow: "GET"]
    case .upgradeMissing, .versionUnsupported:
      [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketVersion: "13"]
    case .versionMissing: [.secWebSocketVersion: "13"]
    case .versionTooOld, .contentPresent, .keyMalformed, .subprotocolsMalformed,
      .extensionsMalformed, .originRefused:
      [:]
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .methodNotGET: "A WebSocket handshake is a GET request."
    case .versionTooOld: "A WebSocket handshake needs HTTP/1.1."
    case .upgradeMissing:
      "This resource speaks WebSocket: send `Connection: Upgrade` and `Upgrade: websocket`."
    case .contentPresent: "A WebSocket handshake has no content."
    case .versionMissing: "Sec-WebSocket-Version is missing; it must be 13."
    case .versionUnsupported: "The only WebSocket version understood is 13."
    case .keyMalformed: "Sec-WebSocket-Key must be 16 bytes in base64."
    case .subprotocolsMalformed: "Sec-WebSocket-Protocol must be a list of tokens."
    case .extensionsMalformed: "Sec-WebSocket-Extensions breaks the grammar of RFC 6455 §9.1."
    case .originRefused: "Pages of this origin may not use this server."
    }
  }
}
