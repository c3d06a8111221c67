import CTLS
import Glibc

/// The files of a certificate, both in PEM form.
public struct TLSFiles: Sendable, Hashable {
  /// The server's certificate, then those that lead from it to a root.
  public var certificateChain: String
  /// The private key of the first certificate, without a passphrase.
  public var privateKey: String

  /// Takes the paths; nothing is read yet.
  public init(certificateChain: String, privateKey: String) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
  }
}

/// A certificate with its key, and the rules of TLS: version 1.2 at least, forward secrecy,
/// `http/1.1` (RFC 7301), resumption by tickets, neither compression nor renegotiation.
///
/// Sendable because OpenSSL counts the references to a context and locks what changes in it; safe
/// because the pointer lives as long as the object and is given to nobody.
@safe final class TLSContext: @unchecked Sendable {
  private let context: OpaquePointer

  /// Reads the files, which may block.
  init(_ files: TLSFiles) throws(TLSError) {
    guard let context = unsafe ctls_context_create() else { throw .outOfMemory }
    // From here on `deinit` frees it, also when this throws.
    unsafe self.context = context
    // OpenSSL has a sentence for a wrong file, and none for a missing one.
    if let reason = Self.reasonNotToRead(files.certificateChain) {
      throw .certificateUnusable(path: files.certificateChain, reason: reason)
    }
    if let reason = Self.reasonNotToRead(files.privateKey) {
      throw .privateKeyUnusable(path: files.privateKey, reason: reason)
    }
    let noPEM = "it is not in PEM form"
    // The paths are C strings during the call.
    switch unsafe ctls_context_load(context, files.certificateChain, files.privateKey) {
    case ctls_loaded: break
    case ctls_certificate_wrong:
      throw .certificateUnusable(path: files.certificateChain, reason: Self.lastError ?? noPEM)
    case ctls_key_of_another:
      _ = Self.lastError
      throw .privateKeyDoesNotMatch(files)
    default:
      throw .privateKeyUnusable(path: files.privateKey, reason: Self.lastError ?? noPEM)
    }
  }

  deinit {
    unsafe ctls_context_free(context)
  }

  /// A session for a client that has just connected; nil without memory.
  func makeSession(on descriptor: Int32) -> TLSSession? {
    guard let session = unsafe ctls_session_create(context, descriptor) else { return nil }
    return unsafe TLSSession(owning: session)
  }

  /// Why browsers will not accept the certificate today; nil when its time has come and is not over.
  var complaintAboutValidity: String? {
    var begins: Int64 = 0
    var ends: Int64 = 0
    unsafe ctls_context_validity(context, &begins, &ends)
    if ends < 0 { return "the certificate has expired" }
    return begins > 0 ? "the certificate is not valid yet" : nil
  }

  private static func reasonNotToRead(_ path: String) -> String? {
    do {
      _ = try OpenFile(path: path)
      return nil
    } catch {
      return error == .noSuchFile ? "there is no such file" : error.description
    }
  }

  /// What OpenSSL said last on this thread, which is forgotten then; nil when it said nothing.
  static var lastError: String? {
    var text = [CChar](repeating: 0, count: 256)
    unsafe ctls_error_text(&text, text.count)
    let bytes = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}

/// The certificate of a listener, which may be replaced while the server runs.
final class TLSIdentity: Sendable {
  /// What it is read from.
  let files: TLSFiles
  private let current: Guarded<TLSContext>

  init(_ files: TLSFiles) throws(TLSError) {
    self.files = files
    current = Guarded(try TLSContext(files))
  }

  /// What the next connection gets.
  var context: TLSContext { current.withLock { $0 } }

  /// Reads the files again. Connections that are open keep what they have; after a failure so does
  /// everybody.
  func reload() throws(TLSError) {
    let context = try TLSContext(files)
    current.withLock { $0 = context }
  }
}
