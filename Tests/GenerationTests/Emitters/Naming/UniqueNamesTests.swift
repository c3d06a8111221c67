import Testing

@testable import Generation

@Suite struct UniqueNamesTests {
  @Test func `gives a text its name again`() {
    var names = UniqueNames()
    #expect(names.name(for: "a", wanted: "x") == "x")
    #expect(names.name(for: "a", wanted: "x") == "x")
  }

  @Test func `tells names apart by more than letter case`() {
    var names = UniqueNames()
    _ = names.name(for: "a", wanted: "pets")
    #expect(names.name(for: "b", wanted: "Pets") == "Pets_\(Slug.digest(of: "b"))")
  }

  @Test func `avoids reserved names`() {
    var names = UniqueNames(reserved: ["Class"])
    #expect(names.name(for: "a", wanted: "class") == "class_\(Slug.digest(of: "a"))")
  }
}
