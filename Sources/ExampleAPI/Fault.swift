/// A fault built into the example on request, so that people can see a suite catch it.
package enum Fault: String, Sendable, CaseIterable {
  /// `POST /pets` answers 200 instead of the documented 201.
  case status
  /// `POST /pets` takes any age.
  case validation
  /// `GET /pets/{id}` answers with the age as a string.
  case schema
}
