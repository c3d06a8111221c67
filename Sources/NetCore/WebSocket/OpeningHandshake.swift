package import HTTPTypes

/// The server's side of the opening handshake (RFC 6455 §4.2).
package struct OpeningHandshake: Sendable {
  /// Decides about the value of an Origin field; a request without one is not from a browser.
  package var isOriginAllowed: @Sendable (String) -> Bool = { _ in true }
  /// Chooses among the subprotocols that the client offers, in its order of preference.
  package var chooseSubprotocol: @Sendable ([String]) -> String? = { _ in nil }
  /// Whether permessage-deflate is accepted when offered.
  package var acceptsDeflate = false

  package init() {}

  /// A handshake that was accepted: the 101 to send, and what was agreed on.
  package struct Acceptance: Sendable {
    package let response: Response
    package let subprotocol: String?
    package let deflate: DeflateParameters?
  }

  package func accept(_ head: RequestHead) throws(OpeningHandshakeError) -> Acceptance {
    preconditionFailure("unfinished")
  }
}

/// The rule that an opening handshake broke.
package enum OpeningHandshakeError: Error, Sendable, Equatable {
  case methodNotGET
  case versionTooOld
  /// The Upgrade field does not name `websocket`, or the Connection field does not name Upgrade.
  case upgradeMissing
  case contentPresent
  case keyMalformed
  /// Sec-WebSocket-Version is not 13.
  case versionUnsupported
  case originForbidden

  /// The answer's status code.
  package var status: HTTPResponse.Status {
    switch self {
    case .methodNotGET: .methodNotAllowed
    case .versionTooOld, .contentPresent, .keyMalformed: .badRequest
    case .upgradeMissing, .versionUnsupported: .upgradeRequired
    case .originForbidden: .forbidden
    }
  }

  /// The fields that this answer must have.
  package var fields: HTTPFields {
    switch self {
    case .methodNotGET: [.allow: "GET"]
    case .upgradeMissing, .versionUnsupported:
      [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketVersion: "13"]
    case .versionTooOld, .contentPresent, .keyMalformed, .originForbidden: [:]
    }
  }

  /// A sentence for the client.
  package var detail: String {
    switch self {
    case .methodNotGET: "A WebSocket handshake is a GET request."
    case .versionTooOld: "A WebSocket handshake needs HTTP/1.1."
    case .upgradeMissing:
      "This resource speaks WebSocket: send `Connection: Upgrade` and `Upgrade: websocket`."
    case .contentPresent: "A WebSocket handshake has no content."
    case .keyMalformed: "Sec-WebSocket-Key must be 16 bytes in base64."
    case .versionUnsupported: "The only WebSocket version understood is 13."
    case .originForbidden: "Pages of this origin may not connect."
    }
  }
}
