/// A JSON number, exact and as it was written.
///
/// Equality and order are those of the mathematical values: `1`, `1.0` and `10e-1` are equal.
package struct JSONNumber: Sendable {
  /// Longest literal that is read as a number.
  package static let literalLengthMax = 1_024
  /// Most digits of an exponent, leading zeros included; with more, others no longer read the number.
  package static let exponentDigitsMax = 9

  private enum Storage: Sendable {
    /// Written in the plain way, digits after an optional minus sign.
    case integer(Int64)
    /// Any other spelling of the grammar.
    case literal(String)
  }

  private let storage: Storage

  package init(_ value: Int) {
    storage = .integer(Int64(value))
  }

  package init(_ value: Int64) {
    storage = .integer(value)
  }

  /// Reads a literal of JSON's grammar (RFC 8259 §6); `nil` when it is not one or beyond the bounds.
  package init?(_ literal: String) {
    guard literal.utf8.count <= Self.literalLengthMax, Self.isLiteral(literal.utf8) else {
      return nil
    }
    self.init(validLiteral: literal)
  }

  /// The shortest decimal that reads as this double; `nil` when it is not finite.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 {
      storage = .integer(integer)
    } else {
      storage = .literal(value.description)
    }
  }

  /// For a literal whose grammar has been checked.
  init(validLiteral literal: String) {
    if let integer = Int64(literal), literal != "-0" {
      storage = .integer(integer)
    } else {
      storage = .literal(literal)
    }
  }

  init(_ decimal: ExactDecimal) {
    self.init(validLiteral: decimal.literal)
  }

  var decimal: ExactDecimal {
    switch storage {
    case .integer(let value): ExactDecimal(value)
    case .literal(let literal): ExactDecimal(literal: literal)
    }
  }

  /// Whether there is no fractional part; true of `1.0` and `1e3`.
  package var isInteger: Bool {
    switch storage {
    case .integer: true
    case .literal: decimal.exponent >= 0
    }
  }

  /// The value when it is an integer that fits.
  package var int64: Int64? {
    switch storage {
    case .integer(let value): value
    case .literal: decimal.int64
    }
  }

  /// The nearest double; infinite when the number is beyond them.
  package var double: Double {
    switch storage {
    case .integer(let value): Double(value)
    case .literal(let literal): Double(literal) ?? 0
    }
  }

  package var isNegative: Bool { self < 0 }

  private static func isLiteral(_ text: String.UTF8View) -> Bool {
    var rest = text[...]
    func digits() -> Int {
      let count = rest.prefix(while: ASCII.isDigit).count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let integerDigits = digits()
    guard integerDigits > 0, !startsWithZero || integerDigits == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits() > 0 else { return false }
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest.removeFirst()
      }
      guard (1...exponentDigitsMax).contains(digits()) else { return false }
    }
    return rest.isEmpty
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The number as it was written.
  package var description: String {
    switch storage {
    case .integer(let value): String(value)
    case .literal(let literal): literal
    }
  }
}

extension JSONNumber: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) {
    self.init(value)
  }
}

extension JSONNumber: Hashable, Comparable {
  package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    switch (left.storage, right.storage) {
    case (.integer(let a), .integer(let b)): a == b
    case (.literal(let a), .literal(let b)) where a == b: true
    default: left.decimal == right.decimal
    }
  }

  package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    if case .integer(let a) = left.storage, case .integer(let b) = right.storage { return a < b }
    return left.decimal < right.decimal
  }

  package func hash(into hasher: inout Hasher) {
    if let int64 {
      hasher.combine(int64)
    } else {
      hasher.combine(decimal)
    }
  }
}

// MARK: - Arithmetic

extension JSONNumber {
  /// The exact sum; `nil` when it has more than ``ExactDecimal/digitsMax`` digits.
  package func adding(_ other: JSONNumber) -> JSONNumber? {
    decimal.adding(other.decimal).map { JSONNumber($0) }
  }

  /// The exact difference; `nil` when it has more than ``ExactDecimal/digitsMax`` digits.
  package func subtracting(_ other: JSONNumber) -> JSONNumber? {
    decimal.adding(other.decimal.negated).map { JSONNumber($0) }
  }

  /// The exact product; `nil` when it has more than ``ExactDecimal/digitsMax`` digits.
  package func multiplied(by other: JSONNumber) -> JSONNumber? {
    decimal.multiplied(by: other.decimal).map { JSONNumber($0) }
  }

  /// Whether this is an integer times `divisor`, exactly; never true of a divisor of zero.
  package func isMultiple(of divisor: JSONNumber) -> Bool {
    if case .integer(let a) = storage, case .integer(let b) = divisor.storage {
      return b != 0 && a.isMultiple(of: b)
    }
    return decimal.isMultiple(of: divisor.decimal)
  }

  /// The greatest multiple of a positive `unit` that is not above this number.
  ///
  /// `nil` when the unit is not positive or the quotient has too many digits.
  package func roundedDown(toMultipleOf unit: JSONNumber) -> JSONNumber? {
    decimal.roundedDown(toMultipleOf: unit.decimal).map { JSONNumber($0) }
  }

  /// The least multiple of a positive `unit` that is not below this number.
  ///
  /// `nil` when the unit is not positive or the quotient has too many digits.
  package func roundedUp(toMultipleOf unit: JSONNumber) -> JSONNumber? {
    decimal.negated.roundedDown(toMultipleOf: unit.decimal).map { JSONNumber($0.negated) }
  }
}
