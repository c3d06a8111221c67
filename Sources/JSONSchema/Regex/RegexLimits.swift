/// The bounds of the regular expression engine. Patterns and texts both come from outside.
package enum RegexLimits {
  /// Code points of a pattern.
  package static let patternLengthMax = 16_384
  /// Groups inside groups.
  package static let nestingDepthMax = 200
  /// Instructions of a compiled pattern, its lookarounds included.
  package static let instructionsMax = 30_000
  /// A finite upper repetition bound above this is taken as unbounded, which only longer texts can
  /// tell; a lower bound above it makes the pattern ``RegexError/tooLarge``.
  package static let repetitionsMax = 5_000
  /// Instruction visits of one match. A text that needs more counts as matching.
  package static let stepsMax = 20_000_000
  /// Code points of a generated string.
  package static let generatedLengthMax = 4_096
  /// Strings that generate-and-test tries for a pattern with lookaround.
  package static let generationAttemptsMax = 48
}
