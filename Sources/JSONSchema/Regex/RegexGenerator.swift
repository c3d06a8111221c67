/// Makes strings that match a pattern and have a length in a range.
///
/// The lengths that each part can have are worked out first, so a wanted length is hit by choice
/// and not by luck. Assertions inside the pattern are met by generate-and-test.
struct RegexGenerator: Sendable {
  private let regex: ECMARegex
  private let lengths: ClosedRange<Int>
  private let plan: RegexPlan
  /// Wanted lengths that the pattern can have, ascending.
  private let candidates: [Int]

  /// - Returns: `nil` when no text of such a length matches, or the lengths are beyond
  ///   ``RegexLimits/generatedLengthMax``.
  init?(_ regex: ECMARegex, lengths: ClosedRange<Int>) {
    let last = min(lengths.upperBound, RegexLimits.generatedLengthMax)
    guard lengths.lowerBound <= last else { return nil }
    self.regex = regex
    self.lengths = lengths
    // Most patterns are satisfied near the lower bound; the full range costs more.
    for bound in [min(last, lengths.lowerBound + Self.firstSpan), last] {
      let plan = RegexPlan(RegexPlan.padded(regex.node), bound: bound)
      let candidates = plan.lengths.lengths.filter(lengths.contains)
      guard !candidates.isEmpty else { continue }
      self.plan = plan
      self.candidates = candidates
      return
    }
    return nil
  }

  private static let firstSpan = 192

  /// A matching string; `nil` when all attempts failed the test.
  func string(using generator: inout SeededGenerator) -> String? {
    let attempts = regex.node.containsLook ? RegexLimits.generationAttemptsMax : 8
    for attempt in 0..<attempts {
      guard let length = preferredLength(attempt, using: &generator) else { return nil }
      let style: CharacterPalette.Style = attempt.isMultiple(of: 2) ? .readable : .mixed
      var codes: [UInt32] = []
      guard plan.append(length: length, to: &codes, style, using: &generator) else { continue }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: codes.compactMap(Unicode.Scalar.init))
      let string = String(text)
      if lengths.contains(text.count), regex.matches(string) { return string }
    }
    return nil
  }

  /// Short, but not the shortest: `[a-z]+` shall give a word. Later attempts go further.
  private func preferredLength(_ attempt: Int, using generator: inout SeededGenerator) -> Int? {
    let reach = min(candidates.count, 10 + attempt)
    let near = candidates.prefix(reach)
    return generator.pick(Array(near.suffix((reach + 1) / 2)))
  }
}
