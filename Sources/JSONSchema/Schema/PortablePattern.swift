/// Tells patterns that common regular expression engines read as ECMA-262 does.
enum PortablePattern {
  /// Whether Python's `re` and JavaScript understand the pattern, and alike for ASCII.
  ///
  /// A conservative test: what is not known to be the same everywhere is refused. Refused are property
  /// escapes, named groups and look-behind, backreferences, empty classes, classes inside classes,
  /// stacked quantifiers and quantifiers without a lower bound.
  static func isPortable(_ pattern: String) -> Bool {
    var scanner = Scanner(rest: pattern.unicodeScalars[...])
    guard scanner.scan() else { return false }
    return (try? ECMARegex(pattern)) != nil
  }

  private struct Scanner {
    var rest: Substring.UnicodeScalarView

    mutating func scan() -> Bool {
      var followsQuantifier = false
      while let scalar = rest.popFirst() {
        var isQuantifier = false
        switch scalar {
        case "\\":
          guard escape(inClass: false) else { return false }
        case "[":
          guard characterClass() else { return false }
        case "(":
          guard group() else { return false }
        case "*", "+", "?":
          // After a quantifier only `?`, once, means the same everywhere.
          guard !followsQuantifier else { return false }
          if rest.first == "?" { rest.removeFirst() }
          isQuantifier = true
        case "{":
          guard !followsQuantifier, braces() else { return false }
          if rest.first == "?" { rest.removeFirst() }
          isQuantifier = true
        default: break
        }
        followsQuantifier = isQuantifier
      }
      return true
    }

    private mutating func escape(inClass: Bool) -> Bool {
      guard let letter = rest.popFirst() else { return false }
      switch letter {
      case "d", "D", "w", "W", "s", "S", "n", "r", "t", "f", "v": return true
      case "b", "B": return !inClass
      case "x": return hexDigits(2)
      case "u": return hexDigits(4)
      default: return letter.isASCII && !ASCII.isAlphanumeric(UInt8(letter.value))
      }
    }

    private mutating func hexDigits(_ count: Int) -> Bool {
      for _ in 0..<count {
        guard let digit = rest.popFirst(), digit.isASCII,
          ASCII.hexValue(UInt8(digit.value)) != nil
        else { return false }
      }
      return true
    }

    private mutating func characterClass() -> Bool {
      if rest.first == "^" { rest.removeFirst() }
      guard rest.first != "]" else { return false }
      while let scalar = rest.popFirst() {
        switch scalar {
        case "]": return true
        case "[": return false
        case "\\":
          guard escape(inClass: true) else { return false }
        // Set operations of other engines.
        case "&", "|", "~", "-":
          if rest.first == scalar { return false }
        default: break
        }
      }
      return false
    }

    private mutating func group() -> Bool {
      guard rest.first == "?" else { return true }
      rest.removeFirst()
      guard let kind = rest.popFirst() else { return false }
      return kind == ":" || kind == "=" || kind == "!"
    }

    /// `{2}`, `{2,}` or `{2,3}`.
    private mutating func braces() -> Bool {
      guard digits() else { return false }
      if rest.first == "," {
        rest.removeFirst()
        _ = digits()
      }
      return rest.popFirst() == "}"
    }

    private mutating func digits() -> Bool {
      let count = rest.prefix { $0.isASCII && ASCII.isDigit(UInt8($0.value)) }.count
      rest.removeFirst(count)
      return count > 0
    }
  }
}
