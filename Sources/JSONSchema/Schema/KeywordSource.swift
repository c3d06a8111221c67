/// A schema object that is being read.
struct KeywordSource {
  let object: JSONObject
  let pointer: JSONPointer
  let isShared: Bool

  func has(_ keyword: String) -> Bool { object[keyword] != nil }
}

/// The keywords of a schema object by the type that each must have.
///
/// All answer `nil` (or nothing) for a keyword that is absent, and also for one of the wrong type, which
/// is reported.
extension SchemaCompiler {
  mutating func string(_ keyword: String, in source: KeywordSource) -> String? {
    guard let value = source.object[keyword] else { return nil }
    guard let string = value.stringValue else {
      return ignore(keyword, "a string", in: source)
    }
    return string
  }

  mutating func flag(_ keyword: String, in source: KeywordSource) -> Bool {
    guard let value = source.object[keyword] else { return false }
    return value.boolValue ?? ignore(keyword, "true or false", in: source) ?? false
  }

  mutating func number(_ keyword: String, in source: KeywordSource) -> JSONNumber? {
    guard let value = source.object[keyword] else { return nil }
    return value.numberValue ?? ignore(keyword, "a number", in: source)
  }

  /// A count; those beyond `Int` are taken for its greatest value.
  mutating func count(_ keyword: String, in source: KeywordSource) -> Int? {
    guard let value = source.object[keyword] else { return nil }
    guard let number = value.numberValue, number.isInteger, number >= 0 else {
      return ignore(keyword, "a non-negative integer", in: source)
    }
    return number.int64.map { Int($0) } ?? .max
  }

  mutating func array(_ keyword: String, in source: KeywordSource) -> [JSONValue] {
    guard let value = source.object[keyword] else { return [] }
    return value.arrayValue ?? ignore(keyword, "an array", in: source) ?? []
  }

  mutating func object(_ keyword: String, in source: KeywordSource) -> JSONObject? {
    guard let value = source.object[keyword] else { return nil }
    return value.objectValue ?? ignore(keyword, "an object", in: source)
  }

  /// Names without repetition; what is no string is reported.
  mutating func names(
    _ elements: [JSONValue],
    at pointer: JSONPointer
  ) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    for (index, element) in elements.enumerated() {
      guard let name = element.stringValue else {
        report(
          "Expected the name of a property, but found \(element.excerpt); it is ignored.",
          at: pointer.appending(index)
        )
        continue
      }
      if seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  // MARK: Subschemas

  mutating func subschema(_ keyword: String, in source: KeywordSource) -> SchemaID? {
    guard let value = source.object[keyword] else { return nil }
    guard Self.isSchema(value) else { return ignore(keyword, "a schema", in: source) }
    return reserve(value, at: source.pointer.appending(keyword), isShared: source.isShared)
  }

  mutating func subschemas(_ keyword: String, in source: KeywordSource) -> [SchemaID] {
    let place = source.pointer.appending(keyword)
    return array(keyword, in: source).enumerated().map { index, value in
      reserve(value, at: place.appending(index), isShared: source.isShared)
    }
  }

  mutating func subschemaMap(
    _ keyword: String,
    in source: KeywordSource
  ) -> [(String, SchemaID)] {
    let place = source.pointer.appending(keyword)
    return (object(keyword, in: source) ?? [:]).map { name, value in
      (name, reserve(value, at: place.appending(name), isShared: source.isShared))
    }
  }

  private static func isSchema(_ value: JSONValue) -> Bool {
    switch value {
    case .bool, .object: true
    default: false
    }
  }

  /// Reports that a keyword has the wrong type.
  mutating func ignore<T>(
    _ keyword: String,
    _ expected: String,
    in source: KeywordSource
  ) -> T? {
    let found = source.object[keyword]?.excerpt ?? "nothing"
    report(
      "`\(keyword)` must be \(expected), but is \(found); it is ignored.",
      at: source.pointer.appending(keyword)
    )
    return nil
  }
}
