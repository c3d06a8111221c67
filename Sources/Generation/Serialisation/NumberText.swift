import JSONSchema

/// Writes numbers as they appear outside JSON: in URLs, fields and forms.
enum NumberText {
  /// More digits than this are not written out; a number like `1E400` is refused instead.
  static let digitsMax = 330

  /// The number in plain decimal notation: no exponent, no trailing zeros after the point, exact.
  ///
  /// - Throws: when the number has more than ``digitsMax`` digits.
  static func plain(_ number: JSONNumber) throws(SerialisationError) -> String {
    let parts = Literal(number.description)
    var (digits, exponent) = (parts.digits, parts.exponent)
    while exponent < 0, digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    guard digits.contains(where: { $0 != "0" }) else { return "0" }
    guard digits.count <= digitsMax, (-digitsMax...digitsMax).contains(exponent) else {
      throw SerialisationError(reason: "\(number) has too many digits to be written out")
    }
    var text = exponent >= 0 ? digits + String(repeating: "0", count: exponent) : digits
    if exponent < 0 {
      let fractionCount = -exponent
      if text.count <= fractionCount {
        text = String(repeating: "0", count: fractionCount - text.count + 1) + text
      }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -fractionCount))
    }
    let trimmed = text.drop { $0 == "0" }
    let whole = trimmed.first == "." || trimmed.isEmpty ? "0" + trimmed : String(trimmed)
    return parts.isNegative ? "-" + whole : whole
  }

  /// A JSON number literal taken apart: its value is `digits` × 10^`exponent`.
  private struct Literal {
    var isNegative = false
    var digits = ""
    var exponent = 0

    init(_ text: String) {
      var mantissa = text[...]
      if let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
        mantissa = text[..<mark]
        // What does not fit is far beyond the bound anyway.
        exponent = Int(text[text.index(after: mark)...]) ?? NumberText.digitsMax * 4
      }
      if mantissa.first == "-" {
        isNegative = true
        mantissa = mantissa.dropFirst()
      }
      let halves = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      digits = halves.joined()
      let fractionCount = halves.count == 2 ? halves[1].count : 0
      exponent = exponent.subtractingReportingOverflow(fractionCount).partialValue
    }
  }
}
