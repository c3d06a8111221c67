import Foundation
import Testing

@testable import JSONSchema

/// Runs the public test suite; see the README in `Fixtures/JSONSchemaTestSuite`.
@Suite struct JSONSchemaTestSuiteTests {
  @Test(arguments: SuiteFile.files(of: .draft202012))
  func `agrees with the tests of 2020-12`(file: SuiteFile) throws {
    try check(file)
  }

  @Test(arguments: SuiteFile.files(of: .draft4))
  func `agrees with the tests of draft 4`(file: SuiteFile) throws {
    try check(file)
  }

  private func check(_ file: SuiteFile) throws {
    let groups = try #require(JSONReader.read(file.bytes()).value.arrayValue)
    #expect(!groups.isEmpty)
    for group in groups {
      let description = group["description"]?.stringValue ?? ""
      guard SkippedTests.reason(file, description) == nil else { continue }
      let schema = try file.bundled(try #require(group["schema"]))
      var compiler = SchemaCompiler(
        document: schema,
        dialect: file.dialect,
        componentRoots: []
      )
      let id = compiler.compile(at: .root)
      let validator = SchemaValidator(arena: compiler.arena(), assertsFormats: file.assertsFormats)
      for test in group["tests"]?.arrayValue ?? [] {
        let name = test["description"]?.stringValue ?? ""
        guard SkippedTests.reason(file, "\(description): \(name)") == nil else { continue }
        let instance = try #require(test["data"])
        let isValid = test["valid"] == true
        #expect(
          validator.isValid(instance, against: id) == isValid,
          "\(file): \(description): \(name)"
        )
        #expect(
          validator.validate(instance, against: id).isEmpty == isValid,
          "with messages, \(file): \(description): \(name)"
        )
      }
    }
  }
}

/// Tests that are not run, each with its reason.
private enum SkippedTests {
  static func reason(_ file: SuiteFile, _ test: String) -> String? {
    reasons["\(file.name): \(test)"]
  }

  private static let reasons: [String: String] = [
    "draft2020-12/vocabulary.json: schema that uses custom metaschema with with no validation vocabulary":
      "meta-schemas of one's own are not read, so every keyword counts"
  ]
}

/// One file of the suite.
struct SuiteFile: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  let dialect: SchemaDialect
  /// Below the folder of the suite.
  let name: String

  var description: String { name }
  var testDescription: String { name }
  var assertsFormats: Bool { name.contains("optional/format/") }

  func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
  }

  /// The schema with the suite's remote documents as embedded resources.
  func bundled(_ schema: JSONValue) throws -> JSONValue {
    guard case .object(var object) = schema else { return schema }
    let folder = dialect == .draft4 ? "draft4" : "draft2020-12"
    let holder = dialect == .draft4 ? "definitions" : "$defs"
    let identifier = dialect == .draft4 ? "id" : "$id"
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "remotes/\(folder).json")))
    var definitions = object[holder]?.objectValue ?? [:]
    for (uri, remote) in try #require(JSONReader.read(bytes).value.objectValue) {
      guard schema.serialized().contains("localhost:1234") || uri.contains("json-schema.org") else {
        continue
      }
      guard case .object(var document) = remote else { continue }
      if document[identifier] == nil {
        document[identifier] = .string(uri)
      } else if document[identifier] != .string(uri), document[identifier] != .string(uri + "#") {
        // A document with a name of its own is also found where it is kept.
        let name = document[identifier]
        definitions["alias \(uri)"] = ["allOf": [["$ref": name ?? .null]], "$id": .string(uri)]
      }
      definitions["remote \(uri)"] = .object(document)
    }
    object[holder] = .object(definitions)
    return .object(object)
  }

  static func files(of dialect: SchemaDialect) -> [SuiteFile] {
    let root = dialect == .draft4 ? "draft4" : "draft2020-12"
    let paths = FileManager.default.enumerator(atPath: folder.appending(path: root).path)
    let names = (paths?.allObjects ?? []).compactMap { $0 as? String }
    return names.filter { $0.hasSuffix(".json") }.sorted().map {
      SuiteFile(dialect: dialect, name: "\(root)/\($0)")
    }
  }

  private static var folder: URL {
    Bundle.module.bundleURL.appending(path: "Fixtures/JSONSchemaTestSuite")
  }
}
