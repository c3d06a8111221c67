/// The schema languages that are read; all are lowered to 2020-12.
package enum SchemaDialect: Sendable, CaseIterable {
  case swagger20
  case openAPI30
  case openAPI31
  case draft4
  case draft6
  case draft7
  case draft201909
  case draft202012
}

extension SchemaDialect {
  /// The name for messages.
  var name: String {
    switch self {
    case .swagger20: "Swagger 2.0"
    case .openAPI30: "OpenAPI 3.0"
    case .openAPI31: "OpenAPI 3.1"
    case .draft4: "JSON Schema draft 4"
    case .draft6: "JSON Schema draft 6"
    case .draft7: "JSON Schema draft 7"
    case .draft201909: "JSON Schema 2019-09"
    case .draft202012: "JSON Schema 2020-12"
    }
  }

  var isOpenAPI: Bool {
    switch self {
    case .swagger20, .openAPI30, .openAPI31: true
    default: false
    }
  }

  /// OpenAPI before 3.1 has an extended subset of draft 4 without identifiers.
  var isOpenAPISubset: Bool { self == .swagger20 || self == .openAPI30 }

  /// The keyword that names a schema resource.
  var identifierKeyword: String? {
    switch self {
    case .swagger20, .openAPI30: nil
    case .draft4: "id"
    default: "$id"
    }
  }

  /// `exclusiveMinimum: true` beside `minimum`, as draft 4 has it.
  var hasBooleanExclusiveLimits: Bool { isOpenAPISubset || self == .draft4 }

  /// Whether everything beside `$ref` is ignored.
  var ignoresReferenceSiblings: Bool {
    switch self {
    case .swagger20, .openAPI30, .draft4, .draft6, .draft7: true
    case .openAPI31, .draft201909, .draft202012: false
    }
  }

  /// Whether an array as `items` is a tuple.
  var hasTupleItems: Bool { self != .openAPI31 && self != .draft202012 }
}
