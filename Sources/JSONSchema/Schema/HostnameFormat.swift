/// Host names (RFC 1123 §2.1, RFC 5890 §2.3.2.3).
enum HostnameFormat {
  static func isHostname(_ string: String) -> Bool {
    string.utf8.count <= 253
      && string.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { isLabel(String($0) ?? "") }
  }

  /// Labels may also hold letters, marks and digits of any script.
  ///
  /// The contextual rules of RFC 5892 appendix A that need a neighbour are checked; its tables of
  /// single code points only as far as Unicode's general categories give them.
  static func isInternationalHostname(_ string: String) -> Bool {
    let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    let labels = string.unicodeScalars.split(omittingEmptySubsequences: false) { dots.contains($0) }
    return string.utf8.count <= 1_012
      && labels.allSatisfy { label in
        label.allSatisfy(\.isASCII)
          ? isLabel(String(label)) : isInternationalLabel(Array(label))
      }
  }

  private static func isLabel(_ label: String) -> Bool {
    let bytes = Array(label.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    let hyphen = UInt8(ascii: "-")
    guard first != hyphen, last != hyphen,
      bytes.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == hyphen })
    else { return false }
    guard bytes.count >= 4, bytes[2] == hyphen, bytes[3] == hyphen else { return true }
    // RFC 5891 §4.2.3.1: only encoded labels have hyphens there.
    guard label.lowercased().hasPrefix("xn--"),
      let decoded = Punycode.decode(bytes.dropFirst(4))
    else { return false }
    return isInternationalLabel(decoded)
  }

  private static func isInternationalLabel(_ label: [Unicode.Scalar]) -> Bool {
    // An encoded label has at most 59 letters after `xn--`, and each character takes one or more.
    guard let first = label.first, first != "-", label.last != "-", label.count <= 59 else {
      return false
    }
    if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    return label.indices.allSatisfy { isAllowed(label, at: $0) }
  }

  private static func isAllowed(_ label: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = label[index]
    let previous = index > 0 ? label[index - 1] : nil
    let next = index + 1 < label.count ? label[index + 1] : nil
    switch scalar {
    case "\u{B7}": return previous == "l" && next == "l"
    case "\u{375}": return next.map { (0x370...0x3FF).contains($0.value) } ?? false
    case "\u{5F3}", "\u{5F4}":
      return previous.map { (0x590...0x5FF).contains($0.value) } ?? false
    case "\u{30FB}": return label.contains(where: isJapanese)
    case "\u{200D}", "\u{200C}":
      // Virama has the combining class 9.
      return previous?.properties.canonicalCombiningClass.rawValue == 9
        || scalar == "\u{200C}" && previous != nil && next != nil
    case "\u{660}"..."\u{669}":
      return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case "\u{302E}", "\u{302F}", "\u{640}", "\u{7FA}", "\u{3031}"..."\u{3035}", "\u{303B}":
      return false
    case "-", "\u{DF}", "\u{3C2}", "\u{6FD}", "\u{6FE}", "\u{F0B}", "\u{3007}": return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return true
    case .uppercaseLetter: return scalar.isASCII
    default: return false
    }
  }

  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    default: false
    }
  }
}

/// Decodes the ASCII form of international labels (RFC 3492).
enum Punycode {
  private static let base = 36
  private static let lowestThreshold = 1
  private static let highestThreshold = 26

  /// The label; `nil` when the text is malformed. A label is short, so that values stay small.
  static func decode(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    guard text.count <= 63 else { return nil }
    let hyphen = text.lastIndex(of: UInt8(ascii: "-"))
    var output = text[..<(hyphen ?? text.startIndex)].map { Unicode.Scalar($0) }
    var rest = text[(hyphen.map { $0 + 1 } ?? text.startIndex)...]
    var code = 128
    var position = 0
    var bias = 72
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let start = position
      var weight = 1
      var step = base
      while true {
        guard let digit = rest.popFirst().flatMap(digitValue),
          case let (offset, isTooLarge) = digit.multipliedReportingOverflow(by: weight),
          !isTooLarge, offset < Int(Int32.max)
        else { return nil }
        position += offset
        let threshold = min(max(step - bias, lowestThreshold), highestThreshold)
        if digit < threshold { break }
        weight *= base - threshold
        step += base
        guard weight < Int(Int32.max) else { return nil }
      }
      let count = output.count + 1
      bias = adapt(position - start, count: count, isFirst: start == 0)
      code += position / count
      position %= count
      guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      output.insert(scalar, at: position)
      position += 1
    }
    return output
  }

  private static func digitValue(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var step = 0
    while delta > (base - lowestThreshold) * highestThreshold / 2 {
      delta /= base - lowestThreshold
      step += base
    }
    return step + (base - lowestThreshold + 1) * delta / (delta + 38)
  }
}
