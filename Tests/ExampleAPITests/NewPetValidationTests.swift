import JSONSchema
import Testing

@testable import ExampleAPI

@Suite struct NewPetValidationTests {
  @Test(arguments: [
    #"{"name": "Rex", "species": "dog"}"#,
    #"{"name": "O'Malley-2 b", "species": "cat", "age": 0, "price": 0.01, "email": "a@b", "tags": []}"#,
    #"{"name": "R", "species": "fish", "age": 200.0, "price": 10000, "tags": ["a", "b"]}"#,
  ])
  func `takes what the document allows`(text: String) throws {
    #expect(throws: Never.self) { try pet(text) }
  }

  @Test(arguments: [
    (#"[]"#, "object"),
    (#"{"species": "dog"}"#, "name"),
    (#"{"name": "", "species": "dog"}"#, "name"),
    (#"{"name": "1x", "species": "dog"}"#, "name"),
    (#"{"name": "Rex", "species": "cow"}"#, "species"),
    (#"{"name": "Rex", "species": "dog", "age": 201}"#, "age"),
    (#"{"name": "Rex", "species": "dog", "age": 1.5}"#, "age"),
    (#"{"name": "Rex", "species": "dog", "age": null}"#, "age"),
    (#"{"name": "Rex", "species": "dog", "price": 0}"#, "price"),
    (#"{"name": "Rex", "species": "dog", "price": 10000.01}"#, "price"),
    (#"{"name": "Rex", "species": "dog", "email": "nobody"}"#, "email"),
    (#"{"name": "Rex", "species": "dog", "email": "a@b@c"}"#, "email"),
    (#"{"name": "Rex", "species": "dog", "tags": ["a", "a"]}"#, "unique"),
    (#"{"name": "Rex", "species": "dog", "tags": [""]}"#, "tag"),
    (#"{"name": "Rex", "species": "dog", "colour": "red"}"#, "colour"),
  ])
  func `refuses what the document forbids, and says which`(text: String, word: String) throws {
    let rejection = try #require(throws: NewPet.Rejection.self) { try pet(text) }
    #expect(rejection.detail.contains(word))
  }

  private func pet(_ text: String) throws -> NewPet {
    try NewPet(JSONReader.read(Array(text.utf8)).value)
  }
}
