/// A media type or media range without its parameters, in lower case (RFC 9110 §8.3.1, §12.5.1).
struct MediaType: Hashable {
  var type: String
  var subtype: String

  /// Reads `type/subtype; parameters`; what is not of that form matches no kind below.
  init(_ text: String) {
    let essence = text.lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace }
    let parts = essence.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    type = parts.first.map(String.init) ?? ""
    subtype = parts.count == 2 ? String(parts[1]) : ""
  }

  var isWildcard: Bool { type == "*" || subtype == "*" }
  /// `application/json`, `text/json` and everything with the suffix `+json`.
  var isJSON: Bool {
    subtype.hasSuffix("+json") || (subtype == "json" && (type == "application" || type == "text"))
  }
  var isForm: Bool { type == "application" && subtype == "x-www-form-urlencoded" }
  var isMultipart: Bool { type == "multipart" && (subtype == "form-data" || subtype == "*") }
  /// Text that is not a structured format of its own.
  var isText: Bool { type == "text" && (subtype == "plain" || subtype == "*") }
  var isBytes: Bool { type == "application" && subtype == "octet-stream" }

  /// How much a request content of this type is preferred, 0 most; `nil`: it cannot be written.
  var preference: Int? {
    if type == "application", subtype == "json" { return 0 }
    if isJSON { return 1 }
    if type == "*" || (type == "application" && subtype == "*") { return 2 }
    if isForm { return 3 }
    if isMultipart { return 4 }
    if isText { return 5 }
    return isBytes ? 6 : nil
  }

  /// The concrete media type to send for a range; `text` itself when it is concrete.
  static func concrete(_ text: String) -> String {
    let range = MediaType(text)
    guard range.isWildcard else { return text }
    switch range.type {
    case "text": return "text/plain"
    case "multipart": return "multipart/form-data"
    default: return "application/json"
    }
  }
}
