/// A standalone JSON Schema document.
package struct SchemaBundle {
  package init(arena: SchemaArena, direction: SchemaValidator.Direction) {}
  package mutating func key(for id: SchemaID, suggestedName: String) -> String {
    preconditionFailure("unfinished")
  }
  package func document() -> JSONValue { preconditionFailure("unfinished") }
}
