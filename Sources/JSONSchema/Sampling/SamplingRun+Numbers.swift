/// Choosing numbers.
extension SamplingRun {
  func number(_ view: SchemaView, _ place: Place) throws(SamplingError) -> JSONNumber {
    let range = NumberRange(view)
    if let reason = range.contradiction {
      throw SamplingError(pointer: place.pointer, reason: reason)
    }
    var generator = generator(place)
    let candidates = RealisticNumbers.candidates(
      name: place.name,
      isInteger: view.isInteger,
      using: &generator
    )
    for candidate in candidates {
      let number = range.unit.flatMap { candidate.roundedDown(toMultipleOf: $0) } ?? candidate
      if range.contains(number) { return number }
    }
    for number in inside(range, using: &generator) where range.contains(number) { return number }
    throw SamplingError(
      pointer: place.pointer,
      reason: "no number found that satisfies all numeric limits"
    )
  }

  /// Some steps from a limit, the limit's neighbour, and the middle.
  private func inside(
    _ range: NumberRange,
    using generator: inout SeededGenerator
  ) -> [JSONNumber] {
    let far = range.step.multiplied(by: JSONNumber(generator.number(in: 1...20)))
    var found: [JSONNumber?] = []
    if let least = range.least { found += [far.flatMap(least.adding), least] }
    if let greatest = range.greatest { found += [far.flatMap(greatest.subtracting), greatest] }
    if let lower = range.lower, let upper = range.upper, let half = JSONNumber(0.5) {
      found.append(lower.value.adding(upper.value)?.multiplied(by: half))
    }
    return found.compactMap(\.self)
  }
}
