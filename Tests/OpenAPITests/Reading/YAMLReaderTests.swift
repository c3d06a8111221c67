import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct YAMLReaderTests {
  private func value(_ text: String) throws(YAMLSyntaxError) -> JSONValue {
    try YAMLReader.read(Array(text.utf8), limits: .init()).value
  }

  private func failure(_ text: String, limits: DocumentReader.Limits = .init()) -> YAMLSyntaxError?
  {
    do throws(YAMLSyntaxError) {
      _ = try YAMLReader.read(Array(text.utf8), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("NO", "\"NO\""), ("on", "\"on\""), ("yes", "\"yes\""), ("Off", "\"Off\""), ("y", "\"y\""),
    ("true", "true"), ("False", "false"), ("TRUE", "true"), ("tRUE", "\"tRUE\""),
    ("null", "null"), ("~", "null"), ("", "null"), ("Null", "null"), ("nULL", "\"nULL\""),
    ("12", "12"), ("-0", "-0"), ("+7", "7"), ("007", "7"), ("0x1F", "31"), ("0o17", "15"),
    ("0x", "\"0x\""), ("0o8", "\"0o8\""), ("0x-1", "\"0x-1\""), ("1_000", "\"1_000\""),
    ("1e3", "1e3"), ("1.50", "1.50"), (".5", "0.5"), ("1.", "1"), ("-1.5E-2", "-1.5e-2"),
    (".", "\".\""), ("-", "[null]"), ("1e", "\"1e\""), ("1.2.3", "\"1.2.3\""), (".inf", "\".inf\""),
    ("2020-01-01", "\"2020-01-01\""), ("12:30:45", "\"12:30:45\""), ("1 2", "\"1 2\""),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("0.1000000000000000000001", "0.1000000000000000000001"),
    ("'12'", "\"12\""), ("\"true\"", "\"true\""), ("!!str 12", "\"12\""), ("!!int '12'", "12"),
    ("! 12", "\"12\""), ("!custom 12", "12"), ("!!binary QQ==", "\"QQ==\""), ("'\\d'", "\"\\\\d\""),
  ])
  func `scalars follow the core schema of YAML 1_2`(text: String, json: String) throws {
    #expect(try value(text).serialized() == json)
  }

  @Test func `keys are strings as they are written`() throws {
    let read = try value("200: a\ntrue: b\non: c\n1.0: d\n~: e\n0x10: f\n'': g\n")
    #expect(read.objectValue?.keys == ["200", "true", "on", "1.0", "~", "0x10", ""])
  }

  @Test func `blocks, folds and comments`() throws {
    let text = "a: |\n  one\n  two\nb: >-\n  one\n  two # no comment\nc: 1 # comment\n"
    #expect(
      try value(text).serialized() == #"{"a":"one\ntwo\n","b":"one two # no comment","c":1}"#
    )
  }

  @Test func `JSON is YAML`() throws {
    let text = #"{"a": [1, 2.0, true, null, "x\/y\u00e9"], "b": {"c":"d"}}"#
    #expect(try value(text).serialized() == #"{"a":[1,2.0,true,null,"x/yé"],"b":{"c":"d"}}"#)
  }

  @Test func `aliases stand for their anchor`() throws {
    let read = try value("a: &x {k: [1]}\nb: *x\nc: [*x, *x]\n&k key: 1\nd: {*k : 2}\n")
    #expect(
      read.serialized()
        == #"{"a":{"k":[1]},"b":{"k":[1]},"c":[{"k":[1]},{"k":[1]}],"key":1,"d":{"key":2}}"#
    )
  }

  @Test func `an anchor may be used again for another value`() throws {
    #expect(
      try value("a: &x 1\nb: *x\nc: &x 2\nd: *x").serialized() == #"{"a":1,"b":1,"c":2,"d":2}"#
    )
  }

  @Test func `merge keys add what is not there`() throws {
    let read = try value(
      "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\nd: {<<: *a}\n"
    )
    #expect(read["c"] == ["x": 3, "y": 1, "z": 2])
    #expect(read["d"] == ["x": 1, "y": 1])
  }

  @Test func `a quoted merge key is an ordinary one`() throws {
    #expect(try value("{'<<': {a: 1}}").serialized() == #"{"<<":{"a":1}}"#)
  }

  @Test(arguments: [
    ("a: *x", SourcePosition(1, 4), "has no anchor"),
    ("a: &x [1, *x]", SourcePosition(1, 11), "inside its own anchor"),
    ("a: 1\n[b]: 2", SourcePosition(2, 1), "single value"),
    ("a: &x [1]\nb: {*x : 2}", SourcePosition(2, 5), "single value"),
    ("a: {<<: 1}", SourcePosition(1, 9), "merge key"),
    ("a: 1\n---\nb: 2", SourcePosition(3, 1), "second YAML document"),
    ("a: \"\\q\"", SourcePosition(1, 5), "escape"),
    ("a: b\u{1}", SourcePosition(1, 5), "control character"),
  ])
  func `what cannot be read is refused at its place`(
    text: String,
    position: SourcePosition,
    words: String
  ) throws {
    let error = try #require(failure(text))
    #expect(error.position == position)
    #expect(error.message.contains(words))
  }

  @Test func `an empty second document does no harm`() throws {
    #expect(try value("---\na: 1\n---\n").serialized() == #"{"a":1}"#)
    #expect(try value("%YAML 1.2\n---\na: 1\n...\n").serialized() == #"{"a":1}"#)
  }

  @Test func `aliases of aliases are bounded on both sides`() {
    // a: 11 nodes; b: 1 + 10 × 11 = 111; the aliases stand for 110 + 10 × 111 = 1,220.
    let text =
      "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
      + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
      + "c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
    var limits = DocumentReader.Limits()
    limits.aliasNodesMax = 1_220
    #expect(failure(text, limits: limits) == nil)
    limits.aliasNodesMax = 1_219
    #expect(failure(text, limits: limits)?.position == SourcePosition(3, 32))
  }

  @Test func `nesting is bounded on both sides`() {
    var limits = DocumentReader.Limits()
    limits.depthMax = 20
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(failure(nested(20), limits: limits) == nil)
    #expect(failure(nested(21), limits: limits)?.position == SourcePosition(1, 21))
    #expect(failure(nested(100_000))?.message.contains("deep") == true)
  }

  @Test func `a key that stands twice is reported and the last one counts`() throws {
    let read = try YAMLReader.read(
      Array("a:\n  - b: 1\n    c: 2\n    b: 3\n".utf8),
      limits: .init()
    )
    #expect(read.value.serialized() == #"{"a":[{"b":3,"c":2}]}"#)
    #expect(read.duplicateKeys.count == 1)
    #expect(read.duplicateKeys[0].pointer?.description == "/a/0/b")
    #expect(read.duplicateKeys[0].position == SourcePosition(4, 5))
  }

  @Test func `positions are those of keys and of elements`() {
    let text = "é: 1\na:\n  b:\n    - x\n    - y: {z: 2}\n  c: &c {d: 1}\n  e: *c\n"
    let pointers = ["", "/a", "/a/b/0", "/a/b/1/y/z", "/a/c/d", "/a/e", "/a/e/d", "/no"]
      .compactMap { JSONPointer($0) }
    let found = YAMLReader.positions(of: Set(pointers), in: Array(text.utf8))
    let expected: [SourcePosition?] = [
      .init(1, 1), .init(2, 1), .init(4, 7), .init(5, 11), .init(6, 10), .init(7, 3), nil, nil,
    ]
    #expect(pointers.map { found[$0] } == expected)
  }
}
