/// Reads schemas out of a document into an arena.
package struct SchemaCompiler {
  package private(set) var problems: [SchemaProblem] = []
  package init(document: JSONValue, dialect: SchemaDialect, componentRoots: [JSONPointer]) {}
  package mutating func compile(at pointer: JSONPointer) -> SchemaID {
    preconditionFailure("unfinished")
  }
  package mutating func compile(_ value: JSONValue, at pointer: JSONPointer) -> SchemaID {
    preconditionFailure("unfinished")
  }
  /// The schema as far as it is compiled.
  package subscript(id: SchemaID) -> Schema { preconditionFailure("unfinished") }
  package consuming func arena() -> SchemaArena { preconditionFailure("unfinished") }
}
