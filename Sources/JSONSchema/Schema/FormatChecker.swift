/// Checks strings against the formats.
package enum FormatChecker {
  package static func isValid(_ string: String, format: String) -> Bool? {
    preconditionFailure("unfinished")
  }
}
