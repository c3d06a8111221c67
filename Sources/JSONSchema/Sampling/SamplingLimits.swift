/// The bounds of sampling. Schemas come from outside and may ask for anything.
package enum SamplingLimits {
  /// Code points of the longest string that is made.
  package static let stringLengthMax = RegexLimits.generatedLengthMax
  /// Elements of the longest array, members added to the largest object.
  package static let itemsMax = 64
  /// Values that a sample of all fields has, beyond what is required and the members at its top.
  package static let nodesMax = 400
  /// Nested values; recursion that is required and still has not ended here has no exit.
  package static let depthMax = 32
  /// From this depth on optional members are left out and the cheapest alternative is taken.
  package static let optionalDepthMax = 5
  /// How often the same schema may be inside itself by choice.
  package static let repetitionsMax = 1
  /// Values that one call builds and decisions that it takes, abandoned attempts included.
  package static let workMax = 8_000
  /// Ways through `oneOf`, `anyOf` and `if` that are tried for one value.
  package static let alternativesMax = 16
  /// Decisions between alternatives that hold of one value at once.
  package static let decisionsMax = 64
  /// Steps that are followed to find out how a recursion ends.
  package static let exitHopsMax = 96
  /// UTF-8 bytes of a sample as compact JSON.
  package static let sampleByteCountMax = 65_536
  /// Strings tried until one has the pattern, the length and the format at once.
  package static let stringAttemptsMax = 24
  /// Nesting, variants and violations: how deep the members of a value are varied.
  package static let variationDepthMax = 3
  /// Places of one value that are varied.
  package static let positionsMax = 200
  /// Variants, and violations, of one value.
  package static let variationsMax = 400
  /// Members of an `enum` and branches of a `oneOf` of which each gets a variant.
  package static let membersMax = 40
}
