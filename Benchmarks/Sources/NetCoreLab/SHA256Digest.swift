import COpenSSL

/// The SHA-256 digest of bytes that come in pieces. Safe because nobody else gets the context.
@safe final class SHA256Digest {
  /// Made in `init`, freed in `deinit`.
  private let context: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    unsafe self.context = context
    // Fails only when the library has no SHA-256.
    precondition(unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1)
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Takes the next bytes.
  func update(_ bytes: [UInt8]) {
    // OpenSSL reads the bytes during the call.
    precondition(unsafe EVP_DigestUpdate(context, bytes, bytes.count) == 1)
  }

  /// The digest of all bytes, in hexadecimal digits. Nothing may follow.
  func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    // OpenSSL writes 32 bytes during the call.
    precondition(unsafe EVP_DigestFinal_ex(context, &digest, nil) == 1)
    return digest.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
    }.joined()
  }
}
