/// A compiled ECMA-262 regular expression with the semantics of the `u` flag.
package struct ECMARegex: Sendable {
  /// The pattern as given.
  package let pattern: String

  /// - Throws: ``RegexError`` when the pattern is malformed, too large or uses an unsupported feature.
  package init(_ pattern: String) throws(RegexError) {
    self.pattern = pattern
  }

  /// Whether the pattern matches somewhere in `text` (unanchored, as JSON Schema wants it).
  ///
  /// Time is bounded by text length × program size, whatever the pattern.
  package func matches(_ text: String) -> Bool {
    preconditionFailure("unfinished")
  }
}
