import Testing

@testable import Generation

@Suite struct ResourceNamingTests {
  @Test(arguments: [
    ("pets", "pet"), ("categories", "category"), ("boxes", "box"), ("addresses", "address"),
    ("statuses", "status"), ("status", "status"), ("people", "person"), ("series", "series"),
    ("analysis", "analysis"), ("class", "class"), ("Users", "User"), ("batches", "batch"),
    ("s", "s"), ("movies", "movie"),
  ])
  func `makes the singular`(plural: String, singular: String) {
    #expect(ResourceNaming.singular(plural) == singular)
  }

  @Test(
    arguments: [
      ("/pets", "pet"), ("/api/v1/pets", "pet"), ("/v2", nil), ("/{x}", nil),
      ("/a/{b}/items/", "item"),
    ] as [(String, String?)]
  )
  func `finds the resource of a path`(path: String, resource: String?) {
    #expect(ResourceNaming.resource(of: path) == resource)
  }

  @Test(arguments: [
    ("id", "pet", "id"), ("petId", "pet", "id"), ("pet_id", "pet", "id"), ("id", "pet", "petid"),
    ("username", "user", "username"), ("orderNumber", "order", "number"), ("pet", "pet", "id"),
  ])
  func `knows the fields of a parameter`(parameter: String, resource: String, field: String) {
    #expect(ResourceNaming.fieldNames(for: parameter, of: resource).contains(field))
  }

  @Test func `does not take another resource's id for its own`() {
    #expect(!ResourceNaming.fieldNames(for: "ownerId", of: "pet").contains("id"))
  }

  @Test func `tells references from own ids`() {
    for name in ["ownerId", "owner_id", "tagIds"] {
      #expect(ResourceNaming.isReference(name, in: "pet"))
    }
    for name in ["id", "Id", "petId", "paid", "name"] {
      #expect(!ResourceNaming.isReference(name, in: "pet"))
    }
  }

  @Test(arguments: [
    ("petId", "pet_id"), ("Pet-ID", "pet_id"), ("id", "id"), ("a b", "a_b"), ("é", "resource"),
    ("HTTPServer", "httpserver"),
  ])
  func `makes identifiers`(name: String, identifier: String) {
    #expect(ResourceNaming.snakeCase(name) == identifier)
  }
}
