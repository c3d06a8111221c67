import JSONSchema
import OpenAPI

/// Reads a document written in a test.
func read(_ text: String) throws(DocumentError) -> APIDocument {
  try DocumentReader().read(Array(text.utf8))
}

/// The error with which a document is refused; `nil` when it is accepted.
func refusal(of bytes: [UInt8], limits: DocumentReader.Limits = .init()) -> DocumentError? {
  do throws(DocumentError) {
    _ = try DocumentReader(limits: limits).read(bytes)
    return nil
  } catch {
    return error
  }
}

func refusal(of text: String, limits: DocumentReader.Limits = .init()) -> DocumentError? {
  refusal(of: Array(text.utf8), limits: limits)
}

/// An OpenAPI document around what a test is about: `paths` and what follows it, in YAML.
func openAPI(_ version: String = "3.1.0", _ rest: String) throws(DocumentError) -> APIDocument {
  try read("openapi: \(version)\ninfo: {title: T, version: '1'}\n\(rest)")
}

func swagger(_ rest: String) throws(DocumentError) -> APIDocument {
  try read("swagger: '2.0'\ninfo: {title: T, version: '1'}\n\(rest)")
}

extension APIDocument {
  /// The operation `METHOD path`.
  func operation(_ id: String) -> Operation? {
    operations.first { $0.id == id }
  }

  /// The messages of the problems, without those of `information`.
  var warnings: [String] {
    problems.filter { $0.severity != .information }.map(\.message)
  }

  /// Whether a finding at this place has all of these words.
  func warns(at pointer: String, _ words: String...) -> Bool {
    problems.contains { problem in
      problem.pointer?.description == pointer && words.allSatisfy { problem.message.contains($0) }
    }
  }
}

extension Operation {
  func parameter(_ name: String) -> Parameter? {
    parameters.first { $0.name == name }
  }
}

extension SourcePosition {
  init(_ line: Int, _ column: Int) {
    self.init(line: line, column: column)
  }
}
