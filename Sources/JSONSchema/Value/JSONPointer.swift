/// A JSON pointer: the way from a document's root to a value (RFC 6901).
package struct JSONPointer: Hashable, Sendable {
  /// The unescaped reference tokens; none for the whole document.
  package var tokens: [String]

  package static let root = JSONPointer([])

  package init(_ tokens: [String]) {
    self.tokens = tokens
  }

  package init(tokens: [String]) {
    self.tokens = tokens
  }

  /// Reads the string form, `""` or `"/a~1b/0"`; `nil` when it is not one (RFC 6901 §3).
  package init?(_ text: String) {
    guard !text.isEmpty else {
      self = .root
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  /// Reads the URI fragment form, `"#/a%20b"`; `nil` when it is not one (RFC 6901 §6).
  package init?(uriFragment: String) {
    guard uriFragment.utf8.first == UInt8(ascii: "#"),
      let text = PercentEncoding.decode(String(uriFragment.dropFirst()))
    else { return nil }
    self.init(text)
  }

  package var isRoot: Bool { tokens.isEmpty }

  package var lastToken: String? { tokens.last }

  /// The pointer without its last token; `nil` for the root.
  package var parent: JSONPointer? {
    tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast()))
  }

  package func appending(_ token: String) -> JSONPointer {
    var result = self
    result.tokens.append(token)
    return result
  }

  package func appending(_ index: Int) -> JSONPointer {
    appending(String(index))
  }

  package func appending(contentsOf other: JSONPointer) -> JSONPointer {
    JSONPointer(tokens + other.tokens)
  }

  package func hasPrefix(_ prefix: JSONPointer) -> Bool {
    tokens.starts(with: prefix.tokens)
  }

  /// The URI fragment form, percent-encoded: `#/a%20b`.
  package var uriFragment: String {
    "#" + PercentEncoding.encodeFragment(description)
  }

  /// An array index as RFC 6901 §4 writes it: digits without a leading zero.
  static func arrayIndex(_ token: String) -> Int? {
    let digits = token.utf8
    guard let first = digits.first, digits.allSatisfy(ASCII.isDigit),
      digits.count == 1 || first != UInt8(ascii: "0")
    else { return nil }
    return Int(token)
  }

  private static func unescape(_ part: Substring) -> String? {
    guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
    var token = String.UnicodeScalarView()
    var scalars = part.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        token.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": token.append("~")
      case "1": token.append("/")
      default: return nil
      }
    }
    return String(token)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The string form: empty for the root, otherwise `/a~1b/0`.
  package var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
      else {
        text += token
        continue
      }
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }
}

extension JSONPointer: Comparable {
  package static func < (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.lexicographicallyPrecedes(right.tokens)
  }
}

/// A token of a pointer while the way is still being walked; cheap to make.
enum PathStep {
  case key(String)
  case index(Int)
}

extension JSONPointer {
  init(path: [PathStep]) {
    tokens = path.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
  }
}

// MARK: - Values

extension JSONValue {
  /// The value the pointer leads to; `nil` when there is none.
  package func value(at pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      guard let child = value.child(token) else { return nil }
      value = child
    }
    return value
  }

  /// This value with another one at the pointer.
  ///
  /// A member that is absent is added when its object exists, an element when its index is the array's
  /// count (or `-`); where the way to it does not exist nothing changes.
  package func replacing(at pointer: JSONPointer, with value: JSONValue) -> JSONValue {
    changing(pointer.tokens[...]) { _ in value }
  }

  /// This value without the member or element at the pointer; the root becomes `null`.
  package func removing(at pointer: JSONPointer) -> JSONValue {
    pointer.isRoot ? .null : changing(pointer.tokens[...]) { _ in nil }
  }

  func child(_ token: String) -> JSONValue? {
    switch self {
    case .object(let object): object[token]
    case .array: JSONPointer.arrayIndex(token).flatMap { self[$0] }
    default: nil
    }
  }

  private func changing(
    _ tokens: ArraySlice<String>,
    _ change: (JSONValue?) -> JSONValue?
  ) -> JSONValue {
    guard let token = tokens.first else { return change(self) ?? self }
    let rest = tokens.dropFirst()
    switch self {
    case .object(var object):
      if rest.isEmpty {
        object[token] = change(object[token])
      } else if let child = object[token] {
        object[token] = child.changing(rest, change)
      }
      return .object(object)
    case .array(var elements):
      let index = token == "-" ? elements.count : JSONPointer.arrayIndex(token)
      guard let index, index <= elements.count else { return self }
      guard index < elements.count else {
        if rest.isEmpty, let value = change(nil) { elements.append(value) }
        return .array(elements)
      }
      if !rest.isEmpty {
        elements[index] = elements[index].changing(rest, change)
      } else if let value = change(elements[index]) {
        elements[index] = value
      } else {
        elements.remove(at: index)
      }
      return .array(elements)
    default:
      return self
    }
  }
}
