import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct SpecificationVersionTests {
  @Test(arguments: [
    "swagger: '2.0'", "swagger: 2.0", "openapi: 3.0.0", "openapi: 3.0.4", "openapi: 3.1.0",
    "openapi: 3.1", "openapi: 3.2.0",
  ])
  func `known versions are read without a word`(line: String) throws {
    let document = try read(
      "\(line)\ninfo: {title: T, version: 1}\npaths: {/a: {get: {responses: {}}}}"
    )
    #expect(document.problems.isEmpty)
    #expect(line.contains(document.version))
  }

  @Test(arguments: ["openapi: 3.3.0", "openapi: 3", "openapi: 3.x"])
  func `an unknown minor version is read as the nearest with a warning`(line: String) throws {
    let document = try read("\(line)\npaths: {}")
    #expect(document.warns(at: "/openapi", "is not known"))
  }

  @Test(arguments: [
    ("swagger: '1.2'", "/swagger", "Convert"), ("swagger: 3.0.0", "/swagger", "`openapi: 3.0.0`"),
    ("openapi: 2.0", "/openapi", "`swagger: \"2.0\"`"), ("openapi: 4.0.0", "/openapi", "3.0, 3.1"),
    ("asyncapi: 2.0.0", "", "AsyncAPI"), ("title: x", "", "`openapi`"),
    ("openapi: {a: 1}", "", "`openapi`"),
  ])
  func `other versions and other documents are refused with what would be right`(
    line: String,
    pointer: String,
    words: String
  ) throws {
    let error = try #require(refusal(of: "# first\n\(line)\npaths: {}"))
    let problem = try #require(error.problems.first)
    #expect(problem.pointer?.description == pointer)
    #expect(problem.position == SourcePosition(2, 1))
    #expect(problem.message.contains(words))
  }

  @Test(arguments: ["[1, 2]", "- a", "just text", "42"])
  func `what is not a mapping is refused`(text: String) {
    #expect(refusal(of: text)?.summary == "This is not an OpenAPI document.")
  }

  @Test func `both keys are read as OpenAPI with a warning`() throws {
    let document = try read("swagger: '2.0'\nopenapi: 3.0.0\npaths: {}")
    #expect(document.version == "3.0.0")
    #expect(document.warns(at: "/swagger", "both"))
  }

  @Test(arguments: ["swagger: '2.0'", "openapi: 3.0.0", "openapi: 3.1.0"])
  func `a document without paths is refused where it needs them`(line: String) {
    #expect(refusal(of: line)?.problems.first?.message.contains("`paths` is missing") == true)
  }

  @Test(arguments: ["webhooks: {new: {post: {}}}", "components: {}"])
  func `webhooks alone are legal from 3_1 on and no operations`(rest: String) throws {
    #expect(try openAPI("3.1.0", rest).operations.isEmpty)
    #expect(refusal(of: "openapi: 3.0.0\n\(rest)") != nil)
  }

  @Test func `paths of the wrong kind are refused`() {
    #expect(refusal(of: "openapi: 3.1.0\npaths: [1]\nwebhooks: {}") != nil)
  }

  @Test func `the schema dialect is heeded`() throws {
    func items(_ dialect: String) throws -> Schema {
      let document = try openAPI(
        "3.1.0",
        """
        jsonSchemaDialect: '\(dialect)'
        components: {schemas: {A: {items: [{type: string}]}}}
        """
      )
      return document.schemas[try #require(document.componentSchemas["A"])]
    }
    #expect(try items("http://json-schema.org/draft-07/schema#").prefixItems.count == 1)
    let odd = try openAPI("3.1.0", "jsonSchemaDialect: 'urn:odd'\npaths: {}")
    #expect(odd.warns(at: "/jsonSchemaDialect", "urn:odd"))
  }
}
