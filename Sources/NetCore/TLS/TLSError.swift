/// Why a certificate cannot be used.
public enum TLSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The certificate chain cannot be read, or the file holds none in PEM form.
  case certificateUnusable(path: String, reason: String)
  /// The private key cannot be read, or the file holds none in PEM form, or it is protected by a
  /// passphrase.
  case privateKeyUnusable(path: String, reason: String)
  /// The private key is not that of the chain's first certificate.
  case privateKeyDoesNotMatch(TLSFiles)
  /// OpenSSL has no memory.
  case outOfMemory

  /// A sentence that says what to change.
  public var description: String {
    switch self {
    case .certificateUnusable(let path, let reason):
      "The certificate chain \(path) cannot be used: \(reason)."
    case .privateKeyUnusable(let path, let reason):
      "The private key \(path) cannot be used: \(reason)."
    case .privateKeyDoesNotMatch(let files):
      "The private key \(files.privateKey) does not belong to the first certificate of "
        + "\(files.certificateChain); name the two that were made together."
    case .outOfMemory:
      "There is no memory for TLS."
    }
  }
}
