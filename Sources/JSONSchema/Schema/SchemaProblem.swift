/// Something about a schema that was read around: a keyword of the wrong type, a broken reference.
package struct SchemaProblem: Hashable, Sendable {
  /// What kind of thing it is.
  package enum Kind: Sendable {
    case malformedKeyword
    /// A keyword or spelling of another dialect, read as it is meant there.
    case foreignKeyword
    case unresolvedReference
    case unusablePattern
    /// The schema contains itself, or too many refer to each other.
    case recursion
  }

  package var kind: Kind
  /// Where it stands in the document.
  package var pointer: JSONPointer
  /// A sentence.
  package var message: String

  package init(_ kind: Kind = .malformedKeyword, pointer: JSONPointer, message: String) {
    self.kind = kind
    self.pointer = pointer
    self.message = message
  }
}

extension SchemaProblem: CustomStringConvertible {
  package var description: String { "\(pointer.uriFragment): \(message)" }
}
