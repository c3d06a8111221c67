import JSONSchema

/// The path of a file below a root, taken from a location; never one that leads out of the root.
struct FilePath: Hashable {
  /// Decoded, without `.` and `..`, with `/` between the names.
  let text: String

  /// `nil` when the location has a scheme or host, or names no file below a root.
  init?(_ location: URIReference) {
    guard location.scheme == nil, location.authority == nil else { return nil }
    var names: [String] = []
    for segment in location.path.split(separator: "/") {
      // The dots that RFC 3986 §5.2.4 removes are gone already; these came encoded.
      guard let name = PercentEncoding.decode(String(segment)), name != ".", name != "..",
        !name.contains(where: { $0 == "/" || $0 == "\\" || $0 == "\0" })
      else { return nil }
      names.append(name)
    }
    guard !names.isEmpty else { return nil }
    text = names.joined(separator: "/")
  }

  /// The location of a file below the root.
  static func location(of path: String) -> URIReference {
    var location = URIReference("")
    location.path = path.split(separator: "/").map(encoded).joined(separator: "/")
    return location
  }

  private static func encoded(_ name: Substring) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80,
        character.isLetter || character.isNumber || "-._~!$&'()*+,;=@".contains(character)
      {
        bytes.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += "%\(byte < 16 ? "0" : "")\(digits)".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
