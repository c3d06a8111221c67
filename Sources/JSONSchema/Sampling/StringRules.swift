/// What a schema says about strings, ready to test candidates.
struct StringRules {
  /// In code points.
  let lengths: ClosedRange<Int>
  let patterns: [ECMARegex]
  let formats: [String]

  /// - Parameter lengths: Instead of the view's own limits.
  init(
    _ view: SchemaView,
    patterns: [ECMARegex],
    lengths: ClosedRange<Int>? = nil
  ) {
    let least = min(view.minLength ?? 0, SamplingLimits.stringLengthMax)
    self.lengths =
      lengths ?? least...max(least, min(view.maxLength ?? .max, SamplingLimits.stringLengthMax))
    self.patterns = patterns
    formats = view.formats
  }

  func allow(_ text: String) -> Bool {
    lengths.contains(text.unicodeScalars.count)
      && patterns.allSatisfy { $0.matches(text) }
      && formats.allSatisfy { FormatChecker.isValid(text, format: $0) != false }
  }
}
