/// Why a pattern cannot be used.
package enum RegexError: Error, Sendable, Equatable {
  /// The pattern is not ECMA-262; `offset` counts code points from its start.
  case malformed(reason: String, offset: Int)
  /// Legal or widely used, but beyond this engine: backreferences, inline flags, possessive
  /// quantifiers.
  case unsupported(feature: String, offset: Int)
  /// Compiled it would exceed ``RegexLimits/instructionsMax`` or another bound.
  case tooLarge
}

extension RegexError: CustomStringConvertible {
  /// A sentence for a person.
  package var description: String {
    switch self {
    case .malformed(let reason, let offset):
      "The pattern is not a valid regular expression: \(reason) at offset \(offset)."
    case .unsupported(let feature, let offset):
      "The pattern uses \(feature) at offset \(offset), which is not supported."
    case .tooLarge:
      "The pattern is too large: its repetitions expand beyond the limit."
    }
  }
}
