/// An address to fetch from, checked before anything is sent.
package struct FetchAddress: Sendable, Equatable {
  package static let byteCountMax = 2_048

  package let text: String
  /// Host and port, for messages.
  package let host: String
  /// Scheme, host and port in lower case, as written.
  package let origin: String

  /// - Throws: ``FetchError/address(_:)`` with a sentence that says what would be right.
  package init(_ text: String) throws(FetchError) {
    guard text.utf8.count <= Self.byteCountMax else {
      throw .address("The address is longer than \(Self.byteCountMax) bytes.")
    }
    let lower = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else {
      throw .address("The address must begin with http:// or https://.")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" })
    else {
      throw .address("The address must not contain spaces, backslashes or control characters.")
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else {
      throw .address("The address must not carry a user name or password.")
    }
    guard !authority.isEmpty, !authority.hasPrefix(":") else {
      throw .address("The address names no host.")
    }
    self.text = text
    host = String(authority)
    origin = scheme + authority.lowercased()
  }
}
