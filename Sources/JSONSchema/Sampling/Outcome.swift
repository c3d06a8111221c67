/// What could be built, and what could not with the reason of each.
package struct Outcome<Values: Sendable>: Sendable {
  package var values: Values
  /// In the order in which they would have stood among the values.
  package var omitted: [(label: String, reason: String)]

  package init(values: Values, omitted: [(label: String, reason: String)] = []) {
    self.values = values
    self.omitted = omitted
  }
}
