/// Choosing strings.
extension SamplingRun {
  mutating func string(_ view: SchemaView, _ place: Place) throws(SamplingError) -> String {
    try string(view, place, lengths: nil)
  }

  /// - Parameter lengths: Instead of the schema's own limits, for boundaries.
  mutating func string(
    _ view: SchemaView,
    _ place: Place,
    lengths: ClosedRange<Int>?
  ) throws(SamplingError) -> String {
    let most = SamplingLimits.stringLengthMax
    if let minimum = view.minLength, minimum > most {
      throw SamplingError(
        pointer: place.pointer,
        reason: "minLength \(minimum) is beyond what is made (\(most) characters)"
      )
    }
    let rules = StringRules(view, patterns: usablePatterns(view), lengths: lengths)
    var generator = generator(place)
    for candidate in known(view, place, using: &generator) where rules.allow(candidate) {
      return candidate
    }
    if let regex = rules.patterns.first {
      if let text = matching(regex, rules, using: &generator) { return text }
      throw SamplingError(
        pointer: place.pointer,
        reason: "no string found for the pattern `\(regex.pattern)` with the other rules"
      )
    }
    if let text = filled(view, rules) { return text }
    throw SamplingError(
      pointer: place.pointer,
      reason: "no string found for \(view.formats.joined(separator: " and ")) with these lengths"
    )
  }

  mutating func usablePatterns(_ view: SchemaView) -> [ECMARegex] {
    var result: [ECMARegex] = []
    for pattern in view.patterns {
      if let regex = regex(pattern) { result.append(regex) }
    }
    return result
  }

  /// Strings that are known beforehand, the most fitting first.
  private func known(
    _ view: SchemaView,
    _ place: Place,
    using generator: inout SeededGenerator
  ) -> [String] {
    var candidates: [String] = []
    for format in view.formats {
      let samples = FormatStrings.samples(format, using: &generator)
      // The second address has a number in it.
      let isNumbered = format == "email" && !salt.isEmpty
      candidates += isNumbered ? Array(samples.dropFirst()) : samples
    }
    switch view.contentEncoding?.lowercased() {
    case "base64", "base64url": candidates += ["RXhhbXBsZQ==", "U2FtcGxl"]
    case "base16": candidates += ["4578616d706c65"]
    default: break
    }
    if view.contentMediaType?.hasSuffix("json") == true { candidates.append("{}") }
    candidates += RealisticStrings.candidates(
      name: place.name,
      domain: domain,
      isDistinct: !salt.isEmpty,
      using: &generator
    )
    // A pattern says more than a word made up from the name.
    if view.patterns.isEmpty {
      candidates += RealisticStrings.fallback(
        name: place.name,
        isDistinct: !salt.isEmpty,
        using: &generator
      )
    }
    return candidates
  }

  /// Made for one pattern, tested with all rules.
  private func matching(
    _ regex: ECMARegex,
    _ rules: StringRules,
    using generator: inout SeededGenerator
  ) -> String? {
    let wished = max(rules.lengths.lowerBound, min(1, rules.lengths.upperBound))
    for lengths in [wished...rules.lengths.upperBound, rules.lengths] {
      guard let strings = RegexGenerator(regex, lengths: lengths) else { continue }
      for _ in 0..<SamplingLimits.stringAttemptsMax {
        guard let text = strings.string(using: &generator) else { break }
        if rules.allow(text) { return text }
      }
    }
    return nil
  }

  /// Text of a wanted length: by the format, else letters in their order.
  private func filled(_ view: SchemaView, _ rules: StringRules) -> String? {
    let lower = rules.lengths.lowerBound
    for length in lower...min(rules.lengths.upperBound, lower + 8) {
      let text = view.formats.first.flatMap { FormatStrings.sized($0, length: length) }
      for candidate in [text, Self.letters(length)].compactMap(\.self) where rules.allow(candidate)
      {
        return candidate
      }
    }
    return nil
  }

  private static func letters(_ count: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
    return String((0..<count).map { alphabet[$0 % alphabet.count] })
  }
}
