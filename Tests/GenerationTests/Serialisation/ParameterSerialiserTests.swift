import JSONSchema
import OpenAPI
import Testing

@testable import Generation

@Suite struct ParameterSerialiserTests {
  private func form(
    _ location: Parameter.Location,
    _ style: Parameter.Style,
    explode: Bool,
    allowsReserved: Bool = false,
    mediaType: String? = nil
  ) -> ParameterForm {
    ParameterForm(
      name: "color",
      location: location,
      style: style,
      explode: explode,
      allowsReserved: allowsReserved,
      mediaType: mediaType
    )
  }

  private func text(_ value: JSONValue, _ form: ParameterForm) -> String? {
    // A value without a form is `nil` here; the reasons have their own tests.
    guard let output = try? ParameterSerialiser.serialise(value, as: form) else { return nil }
    switch output {
    case .path(let text), .header(let text): return text
    case .cookie(let pair): return "\(pair.name)=\(pair.value)"
    case .query(let pairs):
      return pairs.map { "\($0.name)=\($0.value)" + ($0.isEncoded ? "!" : "") }.joined(
        separator: "&"
      )
    }
  }

  private static let list: JSONValue = ["blue", "black", "brown"]
  private static let object: JSONValue = ["R": 100, "G": 200, "B": 150]

  // The table of OpenAPI 3.1.1 §4.8.12.5.
  @Test(arguments: [
    (Parameter.Style.matrix, false, ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
    (.matrix, true, ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    (.label, false, ".blue,black,brown", ".R,100,G,200,B,150"),
    (.label, true, ".blue.black.brown", ".R=100.G=200.B=150"),
    (.simple, false, "blue,black,brown", "R,100,G,200,B,150"),
    (.simple, true, "blue,black,brown", "R=100,G=200,B=150"),
  ])
  func `writes path styles`(
    style: Parameter.Style,
    explode: Bool,
    list: String,
    object: String
  ) {
    let form = form(.path, style, explode: explode)
    #expect(text(Self.list, form) == list)
    #expect(text(Self.object, form) == object)
  }

  @Test func `writes path scalars`() {
    #expect(text("blue", form(.path, .matrix, explode: false)) == ";color=blue")
    #expect(text("blue", form(.path, .label, explode: true)) == ".blue")
    #expect(text("a b?#%ü", form(.path, .simple, explode: false)) == "a%20b%3F%23%25%C3%BC")
  }

  @Test(arguments: ["", ".", "..", "a/b", "/", "a\\b", "a\u{0}b", "a\u{85}b"])
  func `refuses a path value that would change the route`(value: String) {
    #expect(text(.string(value), form(.path, .simple, explode: false)) == nil)
    #expect(text(["x", .string(value)], form(.path, .simple, explode: false)) == nil)
  }

  @Test(arguments: [
    (Parameter.Style.form, false, "color=blue,black,brown!", "color=R,100,G,200,B,150!"),
    (.form, true, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
    (.spaceDelimited, false, "color=blue%20black%20brown!", "color=R%20100%20G%20200%20B%20150!"),
    (.pipeDelimited, false, "color=blue%7Cblack%7Cbrown!", "color=R%7C100%7CG%7C200%7CB%7C150!"),
    (.tabDelimited, false, "color=blue%09black%09brown!", "color=R%09100%09G%09200%09B%09150!"),
    (.pipeDelimited, true, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
  ])
  func `writes query styles`(
    style: Parameter.Style,
    explode: Bool,
    list: String,
    object: String
  ) {
    let form = form(.query, style, explode: explode)
    #expect(text(Self.list, form) == list)
    #expect(text(Self.object, form) == object)
  }

  @Test func `writes deep objects and nothing else as deepObject`() {
    let form = form(.query, .deepObject, explode: true)
    #expect(text(Self.object, form) == "color[R]=100&color[G]=200&color[B]=150")
    #expect(text("x", form) == nil)
    #expect(text(Self.list, form) == nil)
    #expect(text(["a": ["b": 1]], form) == nil)
  }

  @Test func `encodes delimiters inside values`() {
    #expect(text(["a,b", "c d"], form(.query, .form, explode: false)) == "color=a%2Cb,c%20d!")
    #expect(text(["a|b"], form(.query, .pipeDelimited, explode: false)) == nil)
    #expect(text(["a b"], form(.query, .spaceDelimited, explode: false)) == nil)
    #expect(text(["a", "b.c"], form(.path, .label, explode: true)) == nil)
    #expect(text(["a,b"], form(.header, .simple, explode: false)) == nil)
  }

  @Test func `keeps reserved characters that cannot hurt`() {
    let form = form(.query, .form, explode: true, allowsReserved: true)
    #expect(text("/a?b=c&d#e+f:g,h[i]", form) == "color=/a?b%3Dc%26d%23e%2Bf:g,h%5Bi%5D!")
    var listed = form
    listed.explode = false
    #expect(text(["a,b", "/c"], listed) == "color=a%2Cb,/c!")
  }

  @Test func `writes fields`() {
    let simple = form(.header, .simple, explode: false)
    #expect(text(Self.list, simple) == "blue,black,brown")
    #expect(text(Self.object, simple) == "R,100,G,200,B,150")
    #expect(text(Self.object, form(.header, .simple, explode: true)) == "R=100,G=200,B=150")
    #expect(text("caf\u{E9} \u{FF}", simple) == "caf\u{E9} \u{FF}")
    for bad in ["", " a", "a ", "a\r\nb", "a\tb", "\u{7F}", "\u{20AC}"] {
      #expect(text(.string(bad), simple) == nil)
    }
  }

  @Test func `writes cookies`() {
    #expect(text("a;b c", form(.cookie, .form, explode: true)) == "color=a%3Bb%20c")
    #expect(text("a;b", form(.cookie, .cookie, explode: true)) == nil)
    #expect(text("ab", form(.cookie, .cookie, explode: true)) == "color=ab")
    #expect(text("", form(.cookie, .form, explode: true)) == nil)
    #expect(text(Self.list, form(.cookie, .form, explode: true)) == nil)
  }

  @Test func `writes a parameter with content once`() {
    let json = form(.query, .form, explode: true, mediaType: "application/json")
    #expect(text(["a": [1, true, nil]], json) == #"color={"a":[1,true,null]}"#)
    #expect(text("x", json) == #"color="x""#)
    #expect(text("x", form(.query, .form, explode: true, mediaType: "text/plain")) == "color=x")
    #expect(text("x", form(.query, .form, explode: true, mediaType: "application/xml")) == nil)
    let all = form(
      .querystring,
      .form,
      explode: true,
      mediaType: "application/x-www-form-urlencoded"
    )
    #expect(text(["a": 1, "b": "x y"], all) == "a=1&b=x y")
    #expect(
      text(["a": 1], form(.querystring, .form, explode: true, mediaType: "application/json")) == nil
    )
  }

  @Test(arguments: [nil, [], [:], [[1]], ["a": [1]], [nil]] as [JSONValue])
  func `refuses values without a form outside JSON`(value: JSONValue) {
    #expect(text(value, form(.query, .form, explode: true)) == nil)
    #expect(text(value, form(.header, .simple, explode: false)) == nil)
  }

  @Test func `says why a value has no form`() {
    #expect(throws: SerialisationError(reason: "null has no form outside JSON")) {
      try ParameterSerialiser.serialise(nil, as: form(.query, .form, explode: true))
    }
    #expect(throws: SerialisationError(reason: "\"..\" as a path value would change the route")) {
      try ParameterSerialiser.serialise("..", as: form(.path, .simple, explode: false))
    }
  }
}
