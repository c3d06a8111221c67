import Testing

@testable import JSONSchema

/// One schema of a document, compiled, for tests.
struct CompiledSchema {
  let arena: SchemaArena
  let id: SchemaID
  let problems: [SchemaProblem]

  /// Compiles the schema at a place of a document; the root by default.
  init(
    _ document: String,
    _ dialect: SchemaDialect = .openAPI31,
    at place: String = "",
    components: String? = nil
  ) throws {
    let value = try JSONReader.read([UInt8](document.utf8)).value
    let roots = components.flatMap { JSONPointer($0) }.map { [$0] } ?? []
    var compiler = SchemaCompiler(document: value, dialect: dialect, componentRoots: roots)
    id = compiler.compile(at: try #require(JSONPointer(place)))
    arena = compiler.arena()
    problems = compiler.problems
  }

  var schema: Schema { arena[id] }

  func accepts(
    _ instance: JSONValue,
    _ direction: SchemaValidator.Direction = .neutral
  ) -> Bool {
    SchemaValidator(arena: arena, direction: direction).isValid(instance, against: id)
  }

  func messages(_ instance: JSONValue) -> [String] {
    SchemaValidator(arena: arena).validate(instance, against: id).map(\.message)
  }
}
