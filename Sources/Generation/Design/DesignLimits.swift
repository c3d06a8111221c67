/// The bounds of the design of one document.
package enum DesignLimits {
  /// The most cases that one operation gets when the options name no budget.
  package static let casesPerOperationMax = 120
  /// How often another value is drawn when one has no form at the place where it is sent.
  package static let samplingAttemptsMax = 4
  /// The longest title, in characters.
  package static let titleCharactersMax = 100
  /// The most different reasons kept for the cases of one technique that could not be built.
  package static let omissionReasonsMax = 20
}
