extension YAMLSyntaxError {
  /// Says what a person can do about what libyaml found.
  static func sentence(problem: String?, context: String?) -> String {
    let problem = problem ?? "the text cannot be read"
    let finding = [problem, context].compactMap(\.self).joined(separator: " ")
    return "\(advice(for: problem)) (The YAML parser says: \(finding).)"
  }

  private static func advice(for problem: String) -> String {
    let advices: [(sign: String, advice: String)] = [
      ("tab", "A tab cannot indent YAML; use spaces."),
      (
        "cannot start any token",
        "A value cannot begin with this character; put the value in quotes, and use spaces, not "
          + "tabs, to indent."
      ),
      (
        "mapping values are not allowed",
        "A `key: value` cannot stand here; correct the indentation, or put a text that contains a "
          + "colon in quotes."
      ),
      (
        "could not find expected ':'",
        "A key without its colon; write `key: value`, or indent a text of several lines below its "
          + "key."
      ),
      (
        "did not find expected key",
        "The indentation is not that of the mapping around it, or a quote is missing before here."
      ),
      (
        "did not find expected '-' indicator",
        "The indentation is not that of the list around it; each element begins with `- `."
      ),
      (
        "did not find expected ',' or",
        "A comma or a closing bracket is missing before here."
      ),
      ("unexpected end of stream", "A quote is opened and never closed."),
      (
        "unknown escape character",
        "This escape does not exist in YAML; use single quotes for a backslash."
      ),
      ("Maximum nesting level", "Mappings and lists are nested too deeply here."),
      ("control characters", "A control character stands here; remove it."),
      ("unexpected document indicator", "`---` stands inside a text; close the quote before it."),
    ]
    return advices.first { problem.contains($0.sign) }?.advice
      ?? "YAML does not allow what stands here."
  }
}
