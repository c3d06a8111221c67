import HTTPTypes

extension OpeningHandshake {
  /// A handshake that was accepted: what the 101 says, and what was agreed on.
  public struct Acceptance: Sendable {
    let digest: [20 of UInt8]
    /// How messages are compressed; `nil` when they are not.
    public let deflate: DeflateParameters?
    /// The value of Sec-WebSocket-Extensions.
    let extensions: String?
    /// The subprotocol that the answer names.
    public let subprotocol: String?

    /// The 101.
    public var response: Response {
      let acceptValue = ByteBuffer(capacity: 28)
      Base64.append(digest.span, to: acceptValue)
      var fields: HTTPFields = [
        .upgrade: "websocket", .connection: "Upgrade",
        .secWebSocketAccept: acceptValue.withSpan { $0.asciiString() },
      ]
      fields[.secWebSocketProtocol] = subprotocol
      fields[.secWebSocketExtensions] = extensions
      return Response(status: .switchingProtocols, fields: fields)
    }

    /// Appends the bytes of the 101, without making a response of it.
    func append(to buffer: ByteBuffer) {
      buffer.append("HTTP/1.1 101 Switching Protocols\r\n")
      buffer.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
      Base64.append(digest.span, to: buffer)
      if let subprotocol {
        buffer.append("\r\nSec-WebSocket-Protocol: ")
        buffer.append(subprotocol)
      }
      if let extensions {
        buffer.append("\r\nSec-WebSocket-Extensions: ")
        buffer.append(extensions)
      }
      buffer.append("\r\n\r\n")
    }
  }
}
