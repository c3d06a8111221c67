import JSONSchema
import Testing

@testable import OpenAPI

/// The places that a lint finds in a document written in a test: `paths` and what follows.
func places(
  of code: ProblemCode,
  _ rest: String,
  version: String = "3.1.0",
  limits: DocumentReader.Limits = .init()
) async throws -> [String] {
  let head = version == "2.0" ? "swagger: '2.0'" : "openapi: \(version)"
  let document = try await DocumentReader(limits: limits).read(
    Array("\(head)\ninfo: {title: T, version: '1'}\n\(rest)".utf8),
    location: URIReference(""),
    loader: MemoryLoader([:]),
    lints: true
  )
  let found = document.problems.filter { $0.code == code }
  #expect(found.allSatisfy { $0.position != nil || $0.pointer == nil })
  return found.map { $0.pointer?.description ?? "" }
}

/// The places that a lint finds in the schema `A`.
func places(of code: ProblemCode, inSchema schema: String, _ others: String = "") async throws
  -> [String]
{
  try await places(
    of: code,
    "paths: {}\ncomponents: {schemas: {A: \(schema)\(others.isEmpty ? "" : ", \(others)")}}"
  ).map { String($0.dropFirst("/components/schemas".count)) }
}
