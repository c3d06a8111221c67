/// The numbers that a schema allows: limits and the unit that they are multiples of.
struct NumberRange: Sendable {
  struct Limit: Sendable {
    var value: JSONNumber
    var isExclusive: Bool
    /// `minimum`, `exclusiveMinimum`, `maximum` or `exclusiveMaximum`.
    var keyword: String
  }

  let lower: Limit?
  let upper: Limit?
  /// The least common multiple of every `multipleOf`, and of 1 for integers; `nil`: any number.
  let unit: JSONNumber?
  /// Whether several units had no common multiple that could be worked out.
  private let lacksUnit: Bool

  init(_ view: SchemaView) {
    lower = Self.stricter(
      view.minimum.map { Limit(value: $0, isExclusive: false, keyword: "minimum") },
      view.exclusiveMinimum.map {
        Limit(value: $0, isExclusive: true, keyword: "exclusiveMinimum")
      },
      by: { $0 > $1 }
    )
    upper = Self.stricter(
      view.maximum.map { Limit(value: $0, isExclusive: false, keyword: "maximum") },
      view.exclusiveMaximum.map {
        Limit(value: $0, isExclusive: true, keyword: "exclusiveMaximum")
      },
      by: { $0 < $1 }
    )
    var unit: JSONNumber? = view.isInteger ? 1 : nil
    var lacksUnit = false
    for next in view.multiplesOf {
      guard let current = unit else {
        unit = next
        continue
      }
      let common = Self.leastCommonMultiple(current, next)
      lacksUnit = lacksUnit || common == nil
      unit = common ?? current
    }
    self.unit = unit
    self.lacksUnit = lacksUnit
  }

  /// Why no number is in the range.
  var contradiction: String? {
    if lacksUnit { return "the multipleOf values have no common multiple within reach" }
    if let unit, unit <= 0 { return "multipleOf \(unit) is not positive" }
    guard let lower, let upper else { return nil }
    if lower.value > upper.value
      || lower.value == upper.value && (lower.isExclusive || upper.isExclusive)
    {
      return "\(lower.keyword) \(lower.value) is above \(upper.keyword) \(upper.value)"
    }
    if let unit, let least, least > upper.value || upper.isExclusive && least == upper.value {
      return "no multiple of \(unit) lies between \(lower.value) and \(upper.value)"
    }
    return nil
  }

  func contains(_ number: JSONNumber) -> Bool {
    if let lower, number < lower.value || lower.isExclusive && number == lower.value {
      return false
    }
    if let upper, number > upper.value || upper.isExclusive && number == upper.value {
      return false
    }
    return unit.map { number.isMultiple(of: $0) } ?? true
  }

  /// What lies between neighbours that are told apart: the unit, else 1, or less in a narrow range.
  var step: JSONNumber {
    if let unit { return unit }
    guard let lower, let upper, let width = upper.value.subtracting(lower.value) else { return 1 }
    for literal in ["1", "0.1", "0.01", "0.001"] {
      // Twice a step, so that each limit has an inside neighbour of its own.
      if let step = JSONNumber(literal), let twice = step.multiplied(by: 2), twice <= width {
        return step
      }
    }
    return width.multiplied(by: JSONNumber(0.25) ?? 1) ?? 1
  }

  /// The least allowed number of a range with a lower limit, ignoring the upper one.
  var least: JSONNumber? {
    guard let lower else { return nil }
    let first = unit.flatMap { lower.value.roundedUp(toMultipleOf: $0) } ?? lower.value
    return lower.isExclusive && first == lower.value ? first.adding(step) : first
  }

  /// The greatest allowed number of a range with an upper limit, ignoring the lower one.
  var greatest: JSONNumber? {
    guard let upper else { return nil }
    let last = unit.flatMap { upper.value.roundedDown(toMultipleOf: $0) } ?? upper.value
    return upper.isExclusive && last == upper.value ? last.subtracting(step) : last
  }

  private static func stricter(
    _ left: Limit?,
    _ right: Limit?,
    by isStricter: (JSONNumber, JSONNumber) -> Bool
  ) -> Limit? {
    guard let left, let right else { return left ?? right }
    // At the same value the exclusive one, which is given second, is the stricter.
    return isStricter(left.value, right.value) ? left : right
  }

  /// Exact for decimals: both are scaled to integers first.
  private static func leastCommonMultiple(_ left: JSONNumber, _ right: JSONNumber) -> JSONNumber? {
    var scale = JSONNumber(1)
    for exponent in 0...18 {
      if let a = left.multiplied(by: scale)?.int64, let b = right.multiplied(by: scale)?.int64 {
        guard a > 0, b > 0 else { return nil }
        let (product, overflow) = (a / greatestCommonDivisor(a, b))
          .multipliedReportingOverflow(by: b)
        guard !overflow else { return nil }
        return JSONNumber("1e-\(exponent)").flatMap { JSONNumber(product).multiplied(by: $0) }
      }
      guard let next = scale.multiplied(by: 10) else { return nil }
      scale = next
    }
    return nil
  }

  private static func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
