import CTLS
import Foundation
import NetCore
import TestSupport

/// Certificates for localhost, made for these tests.
enum TestCertificate {
  static let first = files("first")
  static let second = files("second")
  /// Valid in January 2020.
  static let expired = files("expired")

  private static func files(_ name: String) -> TLSFiles {
    TLSFiles(certificateChain: path("\(name).crt"), privateKey: path("\(name).key"))
  }

  /// Where a file of theirs lies; a missing one is a broken checkout and traps.
  static func path(_ name: String) -> String {
    let folder = "Cases/certificates"
    guard let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: folder)
    else { preconditionFailure("no certificate \(name)") }
    return url.path
  }
}

/// The client's side of TLS, under a ``RawClient``.
@safe final class TLSLayer: RawLayer {
  enum Failure: Error, Equatable {
    /// With what OpenSSL says, such as the alert of the server.
    case handshake(String)
    case broken
    /// The server ended without close_notify.
    case truncated
  }

  private let session: OpaquePointer

  /// Makes the handshake, and trusts everybody.
  ///
  /// - Parameter protocols: what is offered by ALPN.
  init(_ descriptor: Int32, protocols: [String]) throws {
    let offer = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    guard let context = unsafe ctls_context_create_client(offer, offer.count) else {
      throw Failure.broken
    }
    defer { unsafe ctls_context_free(context) }
    guard let session = unsafe ctls_session_create(context, descriptor) else {
      throw Failure.broken
    }
    unsafe self.session = session
    guard unsafe ctls_session_handshake(session) == 1 else {
      var text = [CChar](repeating: 0, count: 256)
      unsafe ctls_error_text(&text, text.count)
      let bytes = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      throw Failure.handshake(String(decoding: bytes, as: UTF8.self))
    }
  }

  deinit {
    unsafe ctls_session_free(session)
  }

  func send(_ bytes: ArraySlice<UInt8>) throws -> Int {
    let count = unsafe bytes.withUnsafeBytes { bytes in
      unsafe ctls_session_send(session, bytes.baseAddress, bytes.count, nil, 0)
    }
    guard count > 0 else { throw Failure.broken }
    return Int(count)
  }

  func receive() throws -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    var hasMore = false
    let count = unsafe ctls_session_receive(session, &piece, piece.count, &hasMore)
    switch Int(count) {
    case 0...: return Array(piece.prefix(Int(count)))
    case ctls_wants_readable: throw RawClient.Failure.timedOut
    case ctls_truncated: throw Failure.truncated
    default: throw Failure.broken
    }
  }

  func finishSending() throws {
    guard unsafe ctls_session_finish(session) == 1 else { throw Failure.broken }
  }
}

extension RawClient {
  /// Connects to a port of 127.0.0.1 and speaks TLS there.
  convenience init(
    tlsPort port: UInt16,
    protocols: [String] = ["http/1.1"],
    receiveBufferByteCount: Int32? = nil
  ) throws {
    try self.init(port: port, receiveBufferByteCount: receiveBufferByteCount) { descriptor in
      try TLSLayer(descriptor, protocols: protocols)
    }
  }
}

/// As `withServer`, over TLS.
func withTLSServer<Result: Sendable>(
  _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
  handler: @escaping @Sendable (RequestHead) -> Disposition,
  _ body: @escaping @Sendable (_ port: UInt16, _ server: HTTPServer) async throws -> Result
) async throws -> Result {
  try await withServer(
    {
      $0.listeners = [.tcp(host: "127.0.0.1", port: 0, tls: TestCertificate.first)]
      configure(&$0)
    },
    handler: handler,
    body
  )
}
