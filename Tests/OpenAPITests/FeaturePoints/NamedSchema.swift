import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// The schema `A` of a document written in a test, with what can be done with it.
struct NamedSchema {
  let document: APIDocument
  let id: SchemaID

  /// - Parameters:
  ///   - text: the schema `A` in YAML flow style.
  ///   - others: further named schemas.
  init(_ text: String, others: String = "", version: String = "3.1.0") throws {
    let schemas = "{A: \(text)\(others.isEmpty ? "" : ", " + others)}"
    document =
      version == "2.0"
      ? try swagger("paths: {}\ndefinitions: \(schemas)")
      : try openAPI(version, "paths: {}\ncomponents: {schemas: \(schemas)}")
    id = try #require(document.componentSchemas["A"])
  }

  var schema: Schema { document.schemas[id] }

  func accepts(
    _ value: JSONValue,
    in direction: SchemaValidator.Direction = .neutral
  ) -> Bool {
    SchemaValidator(arena: document.schemas, direction: direction).isValid(value, against: id)
  }

  /// A value that the sampler builds.
  func sample(
    _ fill: Sampler.Fill = .allFields,
    in direction: SchemaValidator.Direction = .request
  ) throws -> JSONValue {
    try Sampler(arena: document.schemas, direction: direction, seed: 1).sample(id, fill: fill)
  }

  /// Why no value can be built; `nil` when one can.
  var unbuildable: String? {
    do throws(SamplingError) {
      _ = try Sampler(arena: document.schemas, direction: .request, seed: 1).sample(id)
      return nil
    } catch {
      return error.reason
    }
  }

  /// The findings, without those about the empty `paths`.
  var problems: [Diagnostic] { document.problems.filter { $0.code != .noOperations } }
}
