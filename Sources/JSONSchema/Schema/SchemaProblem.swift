/// Something about a schema that was read around: a keyword of the wrong type, a broken reference.
package struct SchemaProblem: Hashable, Sendable {
  /// Where it stands in the document.
  package var pointer: JSONPointer
  /// A sentence.
  package var message: String

  package init(pointer: JSONPointer, message: String) {
    self.pointer = pointer
    self.message = message
  }
}

extension SchemaProblem: CustomStringConvertible {
  package var description: String { "\(pointer.uriFragment): \(message)" }
}
