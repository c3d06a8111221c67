/// An exact decimal number: sign × magnitude × 10^exponent.
///
/// Always normalised: the magnitude has no factor of ten, and zero is positive with exponent 0. So two
/// equal numbers have equal members, and a number is an integer exactly when its exponent is not
/// negative.
struct ExactDecimal: Hashable {
  /// Most digits that a result of arithmetic may have.
  static let digitsMax = 2_048
  /// Exponents beyond this are taken for this; no computation depends on their size.
  static let exponentMax = 1_000_000_000_000

  private(set) var isNegative: Bool
  private(set) var magnitude: Magnitude
  private(set) var exponent: Int

  static let zero = ExactDecimal(0)

  init(_ value: Int64) {
    self.init(isNegative: value < 0, magnitude: Magnitude(UInt128(value.magnitude)), exponent: 0)
  }

  /// Reads a literal of JSON's number grammar.
  init(literal: String) {
    var digits: [UInt8] = []
    var isNegative = false
    var fractionDigits = 0
    var exponent = 0
    var exponentIsNegative = false
    var part = Part.integer
    for byte in literal.utf8 {
      switch (byte, part) {
      case (UInt8(ascii: "-"), .exponent): exponentIsNegative = true
      case (UInt8(ascii: "-"), _): isNegative = true
      case (UInt8(ascii: "+"), _): break
      case (UInt8(ascii: "."), _): part = .fraction
      case (UInt8(ascii: "e"), _), (UInt8(ascii: "E"), _): part = .exponent
      case (_, .exponent):
        exponent = min(exponent * 10 + Int(byte & 15), Self.exponentMax)
      case (_, .integer): digits.append(byte & 15)
      case (_, .fraction):
        digits.append(byte & 15)
        fractionDigits += 1
      }
    }
    self.init(
      isNegative: isNegative,
      magnitude: Magnitude(digits: digits),
      exponent: (exponentIsNegative ? -exponent : exponent) - fractionDigits
    )
  }

  private enum Part {
    case integer, fraction, exponent
  }

  private init(isNegative: Bool, magnitude: Magnitude, exponent: Int) {
    guard !magnitude.isZero else {
      (self.isNegative, self.magnitude, self.exponent) = (false, magnitude, 0)
      return
    }
    let (stripped, zeros) = magnitude.withoutTrailingZeros()
    (self.isNegative, self.magnitude, self.exponent) = (isNegative, stripped, exponent + zeros)
  }

  var isZero: Bool { magnitude.isZero }

  var negated: ExactDecimal {
    ExactDecimal(isNegative: !isNegative, magnitude: magnitude, exponent: exponent)
  }

  /// The value when it is an integer that fits.
  var int64: Int64? {
    guard exponent >= 0, magnitude.digitCount + exponent <= 19 else { return nil }
    guard let value = magnitude.scaled(byPowerOfTen: exponent).uint128 else { return nil }
    return isNegative ? Int64(exactly: -Int128(value)) : Int64(exactly: value)
  }

  /// In JSON's grammar: plain where that is short, otherwise with an exponent.
  var literal: String {
    let digits = magnitude.description
    let sign = isNegative ? "-" : ""
    let pointPosition = digits.utf8.count + exponent
    switch exponent {
    case 0...:
      guard pointPosition <= 40 else { break }
      return sign + digits + String(repeating: "0", count: exponent)
    default:
      if pointPosition > 0 {
        return sign + digits.prefix(pointPosition) + "." + digits.dropFirst(pointPosition)
      } else if pointPosition > -20 {
        return sign + "0." + String(repeating: "0", count: -pointPosition) + digits
      }
    }
    let fraction = digits.dropFirst()
    return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
      + "e\(pointPosition - 1)"
  }
}

// MARK: - Arithmetic

extension ExactDecimal: Comparable {
  static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.sign != right.sign { return left.sign < right.sign }
    return left.isNegative
      ? isSmaller(right, left) : isSmaller(left, right)
  }

  private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// Compares the absolute values of two numbers of which neither or both are zero.
  private static func isSmaller(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
    // The position of the leading digit decides; only when it is the same are the digits aligned,
    // and then by no more places than there are digits.
    let leftLead = left.magnitude.digitCount + left.exponent
    let rightLead = right.magnitude.digitCount + right.exponent
    guard leftLead == rightLead else { return leftLead < rightLead }
    let common = min(left.exponent, right.exponent)
    return left.magnitude.scaled(byPowerOfTen: left.exponent - common)
      < right.magnitude.scaled(byPowerOfTen: right.exponent - common)
  }
}

extension ExactDecimal {
  /// The magnitudes of both at their common exponent; `nil` when that takes too many digits.
  private func aligned(
    with other: ExactDecimal
  ) -> (left: Magnitude, right: Magnitude, exponent: Int)? {
    if isZero { return (magnitude, other.magnitude, other.exponent) }
    if other.isZero { return (magnitude, other.magnitude, exponent) }
    let common = min(exponent, other.exponent)
    guard magnitude.digitCount + (exponent - common) <= Self.digitsMax,
      other.magnitude.digitCount + (other.exponent - common) <= Self.digitsMax
    else { return nil }
    return (
      magnitude.scaled(byPowerOfTen: exponent - common),
      other.magnitude.scaled(byPowerOfTen: other.exponent - common),
      common
    )
  }

  func adding(_ other: ExactDecimal) -> ExactDecimal? {
    guard let (left, right, exponent) = aligned(with: other) else { return nil }
    if isNegative == other.isNegative {
      return ExactDecimal(
        isNegative: isNegative,
        magnitude: left.adding(right),
        exponent: exponent
      )
    }
    return left < right
      ? ExactDecimal(
        isNegative: other.isNegative,
        magnitude: right.subtracting(left),
        exponent: exponent
      )
      : ExactDecimal(isNegative: isNegative, magnitude: left.subtracting(right), exponent: exponent)
  }

  func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    guard magnitude.digitCount + other.magnitude.digitCount <= Self.digitsMax else { return nil }
    return ExactDecimal(
      isNegative: isNegative != other.isNegative,
      magnitude: magnitude.multiplied(by: other.magnitude),
      exponent: exponent + other.exponent
    )
  }

  func isMultiple(of divisor: ExactDecimal) -> Bool {
    guard !divisor.isZero else { return false }
    guard !isZero else { return true }
    // Normalised magnitudes have no factor of ten, so a smaller exponent cannot be made up for. With a
    // larger one, the power of ten cancels the divisor's factors of two and five, however large it is.
    guard exponent >= divisor.exponent else { return false }
    let reduced = divisor.magnitude
      .removingFactors(of: 2, atMost: exponent - divisor.exponent)
      .removingFactors(of: 5, atMost: exponent - divisor.exponent)
    return magnitude.quotientAndRemainder(dividingBy: reduced).remainder.isZero
  }

  func roundedDown(toMultipleOf unit: ExactDecimal) -> ExactDecimal? {
    guard !unit.isZero, !unit.isNegative, let (left, right, exponent) = aligned(with: unit) else {
      return nil
    }
    var (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
    if isNegative && !remainder.isZero { quotient = quotient.adding(Magnitude(1)) }
    return ExactDecimal(
      isNegative: isNegative,
      magnitude: quotient.multiplied(by: right),
      exponent: exponent
    )
  }
}
