import CTLS

/// SHA-256 (FIPS 180-4) by OpenSSL.
package enum SHA256 {
  /// The digest of `bytes` as 64 lower-case hexadecimal digits.
  package static func hex(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    // Sound: both pointers are valid for their counts during the call; the digest is 32 bytes long.
    let status = unsafe bytes.withUnsafeBytes { input in
      unsafe digest.withUnsafeMutableBufferPointer { output in
        unsafe ctls_sha256(input.baseAddress, input.count, output.baseAddress)
      }
    }
    precondition(status == 1, "OpenSSL must know SHA-256")
    return digest.reduce(into: "") { text, byte in
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
  }
}
