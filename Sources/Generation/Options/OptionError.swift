/// An option that cannot be accepted, with what would be right.
package struct OptionError: Error, Sendable, Equatable {
  /// The option as its sender wrote it.
  package var option: String
  /// One sentence that names the option, what is wrong and what would be right.
  package var message: String

  package init(option: String, message: String) {
    self.option = option
    self.message = message
  }
}
