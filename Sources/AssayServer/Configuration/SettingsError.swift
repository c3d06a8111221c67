/// A setting that cannot be used, in a sentence that names it and says what would be right.
package struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
