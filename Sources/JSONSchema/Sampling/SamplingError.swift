/// No value could be built for a schema.
package struct SamplingError: Error, Sendable, Equatable {
  /// The place in the value that was being built.
  package var pointer: JSONPointer
  /// A clause for a person: `minimum 5 is above maximum 3`.
  package var reason: String

  package init(pointer: JSONPointer, reason: String) {
    self.pointer = pointer
    self.reason = reason
  }
}
