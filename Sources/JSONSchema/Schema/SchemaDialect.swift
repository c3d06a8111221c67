/// The schema languages that are read; all are lowered to 2020-12.
package enum SchemaDialect: Sendable, CaseIterable {
  case swagger20
  case openAPI30
  case openAPI31
  case draft4
  case draft6
  case draft7
  case draft201909
  case draft202012
}

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
