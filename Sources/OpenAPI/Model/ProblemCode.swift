import JSONSchema

/// What kind of thing is wrong, for programs and for whoever looks it up; `docs/lints.md` explains each.
package enum ProblemCode: String, Sendable, CaseIterable {
  // MARK: The file
  case emptyDocument = "empty-document"
  case documentTooLarge = "document-too-large"
  case foreignEncoding = "foreign-encoding"
  case foreignFile = "foreign-file"
  case jsonSyntax = "json-syntax"
  case yamlSyntax = "yaml-syntax"
  case duplicateKey = "duplicate-key"

  // MARK: The document
  case notOpenAPI = "not-openapi"
  case unsupportedVersion = "unsupported-version"
  case unknownVersion = "unknown-version"
  case unknownDialect = "unknown-dialect"
  case missingInfo = "missing-info"
  case missingPaths = "missing-paths"
  case noOperations = "no-operations"
  case tooManyOperations = "too-many-operations"
  case tooManyParts = "too-many-parts"
  case wrongShape = "wrong-shape"
  case moreFindings = "more-findings"

  // MARK: References
  case externalReference = "external-reference"
  case unresolvedReference = "unresolved-reference"
  case malformedReference = "malformed-reference"
  case referenceCycle = "reference-cycle"
  case referenceSiblings = "reference-siblings"

  // MARK: Servers and security
  case malformedServer = "malformed-server"
  case undeclaredServerVariable = "undeclared-server-variable"
  case serverVariableDefault = "server-variable-default"
  case malformedSecurityScheme = "malformed-security-scheme"
  case undefinedSecurityScheme = "undefined-security-scheme"

  // MARK: Paths and operations
  case pathSyntax = "path-syntax"
  case pathTooLong = "path-too-long"
  case ambiguousPaths = "ambiguous-paths"
  case unknownMethod = "unknown-method"
  case duplicateOperation = "duplicate-operation"
  case duplicateOperationID = "duplicate-operation-id"

  // MARK: Parameters
  case duplicateParameter = "duplicate-parameter"
  case parameterLocation = "parameter-location"
  case parameterName = "parameter-name"
  case undeclaredPathParameter = "undeclared-path-parameter"
  case unusedPathParameter = "unused-path-parameter"
  case optionalPathParameter = "optional-path-parameter"
  case unknownStyle = "unknown-style"
  case querystringBesideQuery = "querystring-beside-query"
  case schemaBesideContent = "schema-beside-content"
  case severalParameterTypes = "several-parameter-types"
  case parameterWithoutSchema = "parameter-without-schema"

  // MARK: Content and responses
  case bodyWithoutMeaning = "body-without-meaning"
  case bodyWithoutContent = "body-without-content"
  case bodyWithoutSchema = "body-without-schema"
  case severalBodies = "several-bodies"
  case uncheckedItemSchema = "unchecked-item-schema"
  case missingResponses = "missing-responses"
  case unknownStatus = "unknown-status"
  case duplicateStatus = "duplicate-status"
  case unknownLinkTarget = "unknown-link-target"

  // MARK: Schemas
  case schemaKeyword = "schema-keyword"
  case foreignKeyword = "foreign-keyword"
  case schemaPattern = "schema-pattern"
  case schemaRecursion = "schema-recursion"

  // MARK: Lints
  case unsatisfiableSchema = "unsatisfiable-schema"
  case undeclaredRequired = "undeclared-required"
  case invalidExample = "invalid-example"
  case invalidDefault = "invalid-default"
  case overlappingPaths = "overlapping-paths"
  case responseWithoutSchema = "response-without-schema"
  case withoutSuccess = "without-success"
  case unusedComponent = "unused-component"
  case missingOperationID = "missing-operation-id"
  case undeclaredTag = "undeclared-tag"
}

extension ProblemCode {
  /// The code of what the schema compiler found.
  init(_ kind: SchemaProblem.Kind) {
    self =
      switch kind {
      case .malformedKeyword: .schemaKeyword
      case .foreignKeyword: .foreignKeyword
      case .unresolvedReference: .unresolvedReference
      case .unusablePattern: .schemaPattern
      case .recursion: .schemaRecursion
      }
  }
}
