import Testing

@testable import Generation

@Suite struct RequestTextTests {
  @Test(arguments: [
    ("/pets/{petId}", "/pets/a%2Fb"), ("/{petId}.json", "/a%2Fb.json"),
    ("/{other}", "/%7Bother%7D"),
    ("/a b/é/%41", "/a%20b/%C3%A9/%41"), ("/x?y=1#z", "/x?y=1%23z"), ("/{petId", "/%7BpetId"),
    ("", ""),
  ])
  func `fills a path template`(template: String, path: String) {
    let arguments = [PathArgument(name: "petId", source: .literal("a%2Fb"))]
    #expect(RequestText.path(of: template, arguments: arguments) { _ in "?" } == path)
  }

  @Test func `leaves a place for a produced value`() {
    let arguments = [PathArgument(name: "id", source: .produced(ExampleSuite.producer))]
    #expect(RequestText.path(of: "/p/{id}", arguments: arguments) { "<\($0)>" } == "/p/<id>")
  }

  @Test func `lists the names in a template`() {
    #expect(RequestText.parameterNames(of: "/{a}/x{b}.{c}/{d") == ["a", "b", "c"])
  }

  @Test func `encodes a query once`() {
    let query = [
      QueryArgument(name: "a b", value: "1&2"),
      QueryArgument(name: "c", value: "x,%20", isEncoded: true),
    ]
    #expect(RequestText.query(of: query) == "a%20b=1%262&c=x,%20")
    #expect(RequestText.query(of: []).isEmpty)
  }
}
