/// The texts of a request line that every output needs.
enum RequestText {
  /// The path with its values in place, percent-encoded; `placeholder` gives the text for a
  /// parameter whose value is known only at run time.
  static func path(
    of template: String,
    arguments: [PathArgument],
    placeholder: (String) -> String
  ) -> String {
    var path = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      path += encodedStatic(rest[..<open])
      let name = rest[rest.index(after: open)..<close]
      if let argument = arguments.first(where: { $0.name == name }) {
        switch argument.source {
        case .literal(let text): path += text
        case .produced: path += placeholder(argument.name)
        }
      } else {
        path += encodedStatic(rest[open...close])
      }
      rest = rest[rest.index(after: close)...]
    }
    return path + encodedStatic(rest)
  }

  /// The names between braces, in their order.
  static func parameterNames(of template: String) -> [String] {
    var names: [String] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      names.append(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  /// The query without `?`, percent-encoded; empty when there is none.
  static func query(of arguments: [QueryArgument]) -> String {
    arguments.map { argument in
      argument.isEncoded
        ? "\(argument.name)=\(argument.value)"
        : "\(PercentEncoding.encode(argument.name))=\(PercentEncoding.encode(argument.value))"
    }.joined(separator: "&")
  }

  /// The fixed part of a path template: only what cannot stand in a URL is encoded.
  private static func encodedStatic(_ text: Substring) -> String {
    var result = ""
    for character in text.unicodeScalars {
      if character.isASCII, character.properties.isAlphabetic || kept.contains(character) {
        result.unicodeScalars.append(character)
      } else {
        result += PercentEncoding.encode(String(character))
      }
    }
    return result
  }

  /// `%` stays, since a template may be written already encoded; `?` too, for the documents that
  /// put a query into a path.
  private static let kept = Set("0123456789-._~!$&'()*+,;=:@/?%".unicodeScalars)
}
