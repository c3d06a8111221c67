/// A natural number of any size, in limbs of nine decimal digits, the least significant first.
///
/// There is no leading zero limb; zero has no limbs.
struct Magnitude: Hashable {
  private static let base: UInt64 = 1_000_000_000
  private static let digitsPerLimb = 9

  private var limbs: [UInt32]

  init(_ value: UInt128) {
    limbs = []
    var rest = value
    while rest > 0 {
      limbs.append(UInt32(rest % UInt128(Self.base)))
      rest /= UInt128(Self.base)
    }
  }

  /// From decimal digits (each 0...9), the most significant first.
  init(digits: [UInt8]) {
    limbs = []
    var end = digits.count
    while end > 0 {
      let start = max(0, end - Self.digitsPerLimb)
      limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1) })
      end = start
    }
    trim()
  }

  var isZero: Bool { limbs.isEmpty }

  var digitCount: Int {
    guard let top = limbs.last else { return 0 }
    return (limbs.count - 1) * Self.digitsPerLimb + String(top).utf8.count
  }

  /// The value when it has no more than 36 digits.
  var uint128: UInt128? {
    guard limbs.count <= 4 else { return nil }
    return limbs.reversed().reduce(0) { $0 * UInt128(Self.base) + UInt128($1) }
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }
}

extension Magnitude: Comparable {
  static func < (left: Magnitude, right: Magnitude) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    return left.limbs.reversed().lexicographicallyPrecedes(right.limbs.reversed())
  }
}

extension Magnitude: CustomStringConvertible {
  var description: String {
    guard let top = limbs.last else { return "0" }
    return limbs.dropLast().reversed().reduce(into: String(top)) { text, limb in
      let digits = String(limb)
      text += String(repeating: "0", count: Self.digitsPerLimb - digits.utf8.count) + digits
    }
  }
}

// MARK: - Arithmetic

extension Magnitude {
  func adding(_ other: Magnitude) -> Magnitude {
    var result = self
    var carry: UInt64 = 0
    for index in 0..<max(limbs.count, other.limbs.count) {
      if index == result.limbs.count { result.limbs.append(0) }
      var sum = UInt64(result.limbs[index]) + carry
      if index < other.limbs.count { sum += UInt64(other.limbs[index]) }
      result.limbs[index] = UInt32(sum % Self.base)
      carry = sum / Self.base
    }
    if carry > 0 { result.limbs.append(UInt32(carry)) }
    return result
  }

  /// - Precondition: `other` is not greater.
  func subtracting(_ other: Magnitude) -> Magnitude {
    precondition(other <= self, "a magnitude is not negative")
    var result = self
    var borrow: UInt64 = 0
    for index in limbs.indices {
      var taken = borrow
      if index < other.limbs.count { taken += UInt64(other.limbs[index]) }
      let limb = UInt64(limbs[index])
      borrow = limb < taken ? 1 : 0
      result.limbs[index] = UInt32(limb + borrow * Self.base - taken)
    }
    result.trim()
    return result
  }

  func multiplied(by other: Magnitude) -> Magnitude {
    guard !isZero, !other.isZero else { return Magnitude(0) }
    var result = Magnitude(0)
    result.limbs = Array(repeating: 0, count: limbs.count + other.limbs.count)
    for (index, limb) in limbs.enumerated() {
      var carry: UInt64 = 0
      for (otherIndex, otherLimb) in other.limbs.enumerated() {
        let sum =
          UInt64(limb) * UInt64(otherLimb) + UInt64(result.limbs[index + otherIndex]) + carry
        result.limbs[index + otherIndex] = UInt32(sum % Self.base)
        carry = sum / Self.base
      }
      result.limbs[index + other.limbs.count] = UInt32(carry)
    }
    result.trim()
    return result
  }

  /// This times 10^`power`; the caller has bounded the power.
  func scaled(byPowerOfTen power: Int) -> Magnitude {
    guard power > 0, !isZero else { return self }
    let (zeroLimbs, rest) = power.quotientAndRemainder(dividingBy: Self.digitsPerLimb)
    var result = multiplied(by: Magnitude((0..<rest).reduce(1) { value, _ in value * 10 }))
    result.limbs.insert(contentsOf: repeatElement(0, count: zeroLimbs), at: 0)
    return result
  }

  func quotientAndRemainder(
    dividingBy divisor: Magnitude
  ) -> (quotient: Magnitude, remainder: Magnitude) {
    precondition(!divisor.isZero, "division by zero")
    if let dividend = uint128, let divisor = divisor.uint128 {
      let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
      return (Magnitude(quotient), Magnitude(remainder))
    }
    // Long division digit by digit: rare, bounded by the digits of a literal, and plain.
    var quotient: [UInt8] = []
    var remainder = Magnitude(0)
    for digit in description.utf8 {
      remainder = remainder.scaled(byPowerOfTen: 1).adding(Magnitude(UInt128(digit & 15)))
      var count: UInt8 = 0
      while divisor <= remainder {
        remainder = remainder.subtracting(divisor)
        count += 1
      }
      quotient.append(count)
    }
    return (Magnitude(digits: quotient), remainder)
  }

  /// This divided by `factor` as often as it goes, but no more than `limit` times.
  func removingFactors(of factor: UInt32, atMost limit: Int) -> Magnitude {
    var result = self
    var count = 0
    while count < limit, !result.isZero {
      let (quotient, remainder) = result.divided(by: factor)
      guard remainder == 0 else { break }
      result = quotient
      count += 1
    }
    return result
  }

  /// The number without its factors of ten, and how many there were.
  func withoutTrailingZeros() -> (Magnitude, zeros: Int) {
    guard !isZero else { return (self, 0) }
    let zeroLimbs = limbs.prefix { $0 == 0 }.count
    var result = self
    result.limbs.removeFirst(zeroLimbs)
    var zeros = zeroLimbs * Self.digitsPerLimb
    while result.limbs[0] % 10 == 0 {
      result = result.divided(by: 10).quotient
      zeros += 1
    }
    return (result, zeros)
  }

  private func divided(by divisor: UInt32) -> (quotient: Magnitude, remainder: UInt32) {
    var result = self
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let dividend = remainder * Self.base + UInt64(limbs[index])
      result.limbs[index] = UInt32(dividend / UInt64(divisor))
      remainder = dividend % UInt64(divisor)
    }
    result.trim()
    return (result, UInt32(remainder))
  }
}
