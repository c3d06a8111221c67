import JSONSchema
import Testing

@testable import Generation

@Suite struct GenerationOptionsTests {
  private func message(_ fields: JSONObject) -> String? {
    do throws(OptionError) {
      _ = try GenerationOptions(fields: fields)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `has the documented defaults`() throws {
    let options = try GenerationOptions(fields: [:])
    #expect(options.outputs == [.pytest])
    #expect(options.casesPerEndpoint == 0)
    #expect(options.techniques == [.positive, .boundary, .negative, .stateful])
    #expect(options.seed == 1)
    #expect(options.include.isEmpty && options.exclude.isEmpty)
    #expect(options.baseURL == nil && options.domainHint == nil)
    #expect(options.ai == .off)
  }

  @Test func `reads JSON values and their text alike`() throws {
    let json = try GenerationOptions(fields: [
      "outputs": ["pytest"], "cases_per_endpoint": 10, "techniques": ["positive", "negative"],
      "seed": 42, "include": ["tag:pets", "/pets/*"], "exclude": ["method:delete"],
      "base_url": "https://api.example.com/v1/", "domain_hint": "petstore", "ai": "off",
    ])
    let text = try GenerationOptions(fields: [
      "outputs": " pytest ,pytest", "cases_per_endpoint": "10", "techniques": "negative,positive",
      "seed": "42", "include": "tag:pets, /pets/*", "exclude": "method:DELETE",
      "base_url": "https://api.example.com/v1", "domain_hint": "petstore",
    ])
    #expect(json == text)
    #expect(json.exclude == [.method("DELETE")])
    #expect(json.baseURL == "https://api.example.com/v1")
  }

  @Test func `takes null and empty text as the default`() throws {
    let options = try GenerationOptions(fields: ["seed": nil, "include": "", "base_url": ""])
    #expect(options == GenerationOptions())
  }

  @Test(arguments: [
    ("output", "outputs"), ("cases_per_endpiont", "cases_per_endpoint"), ("baseUrl", "base_url"),
    ("Seed", "seed"), ("domain", "domain_hint"),
  ])
  func `names the nearest option for an unknown one`(typed: String, meant: String) {
    let text = message(JSONObject([(typed, JSONValue.bool(true))]))
    #expect(
      text
        == "\"\(typed)\" is not an option; did you mean \(meant)? The options are outputs, "
        + "cases_per_endpoint, techniques, seed, include, exclude, base_url, domain_hint, ai."
    )
  }

  @Test(arguments: [0, 1, 500]) func `accepts a budget inside its bounds`(count: Int) throws {
    let fields: JSONObject = ["cases_per_endpoint": .number(JSONNumber(count))]
    #expect(try GenerationOptions(fields: fields).casesPerEndpoint == count)
  }

  @Test(arguments: [-1, 501, 1.5, "ten", "501", [JSONValue.bool(true)]] as [JSONValue])
  func `refuses a budget outside its bounds`(value: JSONValue) {
    #expect(
      message(["cases_per_endpoint": value])
        == "cases_per_endpoint must be a whole number from 1 to 500, or 0 for as many as the "
        + "techniques ask for; it is \(value.serialized(.compact))."
    )
  }

  @Test func `refuses an output that this build cannot write`() {
    #expect(
      message(["outputs": "pytest,hurl"])
        == "outputs names hurl, which this build cannot write yet. This build offers: pytest."
    )
    #expect(
      message(["outputs": ["pytset"]])
        == "outputs has no format \"pytset\"; did you mean pytest? This build offers: pytest."
    )
    #expect(message(["outputs": []]) == "outputs names no format. This build offers: pytest.")
    #expect(
      message(["outputs": 3])
        == "outputs must be a list of names, as an array or as text with commas; it is 3."
    )
  }

  @Test func `refuses families without a technique`() {
    #expect(
      message(["techniques": "positive,auth"])
        == "techniques names auth, a family that has no technique yet. "
        + "This build offers: positive, boundary, negative, stateful."
    )
    #expect(
      message(["techniques": "negativ"])
        == "techniques has no family \"negativ\"; did you mean negative? "
        + "This build offers: positive, boundary, negative, stateful."
    )
  }

  @Test func `answers for assistance honestly`() {
    #expect(message(["ai": "assist"]) == "ai cannot be assist in this build yet; write off.")
    #expect(message(["ai": true]) == "ai must be off; it is true.")
  }

  @Test func `reads every seed that 64 bits hold`() throws {
    #expect(try GenerationOptions(fields: ["seed": "18446744073709551615"]).seed == .max)
    let number = try #require(JSONNumber("18446744073709551615"))
    #expect(try GenerationOptions(fields: ["seed": .number(number)]).seed == .max)
    #expect(
      message(["seed": -1])
        == "seed must be a whole number from 0 to 18446744073709551615; it is -1."
    )
  }

  @Test(arguments: ["example.com", "ftp://x", "http://", "http://a b", "https://x/?q", "http:///p"])
  func `refuses a base URL that is not absolute`(url: String) {
    #expect(
      message(["base_url": .string(url)])
        == "base_url must be an absolute URL without query such as http://127.0.0.1:9000; "
        + "it is \"\(url)\"."
    )
  }

  @Test func `refuses a control character in a line of text`() {
    #expect(message(["domain_hint": "a\nb"])?.hasPrefix("domain_hint must be one line") == true)
    let long = JSONValue.string(String(repeating: "x", count: 2_049))
    #expect(message(["domain_hint": long])?.hasPrefix("domain_hint must be one line") == true)
  }

  @Test func `stores all options and reads them back`() throws {
    var options = GenerationOptions()
    options.casesPerEndpoint = 7
    options.techniques = [.negative]
    options.seed = .max
    options.include = [.tag("a b"), .path("/x/*")]
    options.exclude = [.operation("GET /y"), .method("PUT")]
    options.baseURL = "http://localhost:1"
    options.domainHint = "banking"
    let stored = options.canonicalJSON()
    let fields = try #require(stored.objectValue)
    #expect(try GenerationOptions(fields: fields) == options)
    #expect(
      GenerationOptions().canonicalJSON().serialized(.compact)
        == #"{"outputs":["pytest"],"cases_per_endpoint":0,"#
        + #""techniques":["positive","boundary","negative","stateful"],"seed":"1","#
        + #""include":[],"exclude":[],"ai":"off"}"#
    )
  }
}
