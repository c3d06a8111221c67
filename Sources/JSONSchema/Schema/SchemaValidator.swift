/// Validates instances against the schemas of an arena.
package struct SchemaValidator: Sendable {
  package enum Direction: Sendable { case request, response, neutral }
  package struct Limits: Sendable {
    package var errorsMax = 50
    package init() {}
  }
  package init(
    arena: SchemaArena,
    direction: Direction = .neutral,
    assertsFormats: Bool = true,
    limits: Limits = Limits()
  ) {}
  package func validate(_ instance: JSONValue, against id: SchemaID) -> [ValidationError] {
    preconditionFailure("unfinished")
  }
  package func isValid(_ instance: JSONValue, against id: SchemaID) -> Bool {
    preconditionFailure("unfinished")
  }
}

package struct ValidationError: Hashable, Sendable {
  package var instancePointer: JSONPointer
  package var schemaPointer: JSONPointer
  package var keyword: String
  package var message: String
}
