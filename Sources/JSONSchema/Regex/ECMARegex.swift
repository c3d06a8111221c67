/// A compiled ECMA-262 regular expression with the semantics of the `u` flag.
package struct ECMARegex: Sendable {
  /// The pattern as given.
  package let pattern: String
  let node: RegexNode
  private let program: RegexProgram

  /// - Throws: ``RegexError`` when the pattern is malformed, too large or not supported.
  package init(_ pattern: String) throws(RegexError) {
    self.pattern = pattern
    node = try RegexParser.parse(pattern)
    program = try RegexProgram(node)
  }

  /// Whether the pattern matches somewhere in `text` (unanchored, as JSON Schema wants it).
  ///
  /// Time is bounded by text length × program size, whatever the pattern. A text that takes more
  /// than ``RegexLimits/stepsMax`` counts as matching, so that nothing false is claimed of it.
  package func matches(_ text: String) -> Bool {
    var simulation = RegexSimulation(program, text: text.unicodeScalars.map(\.value))
    return simulation.matches()
  }
}
