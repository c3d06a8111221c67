import JSONSchema
import TaskHub
import TestSupport
import Testing

@testable import AssayServer

@Suite struct RequestFieldsTests {
  @Test(arguments: [
    (#"{"Authorization": "Bearer x", "X-A": ""}"#, ["Authorization: Bearer x", "X-A: "]),
    (#""Authorization: Bearer x:y\r\nX-A:1\n""#, ["Authorization: Bearer x:y", "X-A: 1"]),
    (#""""#, []),
  ])
  func `fields are read from an object or from lines`(text: String, fields: [String]) throws {
    let value = try JSONReader.read(Array(text.utf8)).value
    #expect(try RequestFields.read(value).map { "\($0.name): \($0.value)" } == fields)
  }

  @Test(
    arguments: [
      "no colon", ": x", "a b: x", ["X-A": 1], ["Host": "x"], ["content-length": "1"], [1],
      ["X-A": "a\r\nb: c"], ["X-\u{E9}": "x"],
    ] as [JSONValue]
  )
  func `what is no field is refused`(value: JSONValue) {
    #expect(throws: Refusal.self) { try RequestFields.read(value) }
  }

  @Test func `both sides of the number and of the length`() throws {
    func read(_ count: Int, length: Int) throws -> Int {
      let members = (0..<count).map {
        ("X-\($0)", JSONValue.string(String(repeating: "v", count: length)))
      }
      return try RequestFields.read(.object(JSONObject(members))).count
    }
    #expect(try read(16, length: 4_096) == 16)
    #expect(throws: Refusal.self) { try read(17, length: 1) }
    #expect(throws: Refusal.self) { try read(1, length: 4_097) }
  }

  @Test func `they go with spec_url only and are not shown`() async throws {
    try await withAssay { assay in
      let wrong = try assay.post(
        "/api/generate",
        "application/json",
        #"{"spec": "openapi: 3.1.0", "spec_headers": {"X-A": "1"}}"#
      )
      #expect(wrong.status == 422)
      #expect(wrong.problem.contains("spec_headers go with spec_url"))
      let form = try assay.postForm(
        "/api/generate",
        [("spec_url", nil, "http://127.0.0.1:1/"), ("spec_headers", nil, "X-A: hush")]
      )
      #expect(form.status == 202)
      let id = form.json["task_id"]?.stringValue ?? ""
      let task = try assay.get("/api/tasks/\(id)")
      #expect(!String(decoding: task.content, as: UTF8.self).contains("hush"))
    }
  }
}
