package import JSONSchema
package import OpenAPI

/// The finished, language-neutral test suite: all that an emitter gets.
///
/// Made by ``SuiteDesigner`` and, in tests, by the memberwise initialisers.
/// It knows no output format, and an emitter that reads it needs no schema logic: requests are
/// complete, expectations are data, and response schemas are one JSON Schema 2020-12 document.
package struct Suite: Sendable {
  package var title: String
  package var apiVersion: String
  package var specificationVersion: String
  /// SHA-256 of the document's bytes, lower-case hex.
  package var documentHash: String
  package var seed: UInt64
  /// Default target, e.g. `http://127.0.0.1:9000`; `nil`: a run must name one, since the document's
  /// servers are not on the user's own machine.
  package var baseURL: String?
  /// The document's first server, absolute or relative; for messages, never called unasked.
  package var documentedServer: String?
  package var securitySchemes: [NamedSecurityScheme] = []
  /// In the document's order; operations without a case included.
  package var operations: [OperationSuite] = []
  /// Create → read → delete chains and the like.
  package var lifecycles: [Lifecycle] = []
  /// One JSON Schema 2020-12 document whose `$defs` hold every response schema, `$ref`s kept.
  package var schemaDocument: JSONValue
  /// What was not generated and why, document-wide.
  package var omissions: [Omission] = []
  package var problems: [Diagnostic] = []

  package var caseCount: Int { operations.reduce(0) { $0 + $1.cases.count } + lifecycles.count }
}

package struct NamedSecurityScheme: Sendable {
  package var name: String
  package var scheme: SecurityScheme
}

/// All cases of one operation.
package struct OperationSuite: Sendable {
  /// `GET /pets/{id}`.
  package var id: String
  package var operationID: String?
  package var method: String
  package var path: String
  package var summary: String?
  package var tags: [String] = []
  /// The file group: the first tag, else the first path segment, else `root`. Human text.
  package var group: String
  package var cases: [TestCase] = []
  package var omissions: [Omission] = []
}

/// Something deliberately left out.
package struct Omission: Sendable, Equatable {
  package var technique: Technique?
  /// ``Operation/id``; `nil`: document-wide.
  package var operation: String?
  package var reason: String
  package var count: Int
}

/// One test: a request, an oracle, and the reason why it is there.
package struct TestCase: Sendable {
  /// Stable over regenerations: hash of operation, technique and target; 12 lower-case hex digits.
  package var id: String
  /// A sentence: `POST /pets – name is missing → 4xx`.
  package var title: String
  package var technique: Technique
  package var priority: Priority
  /// `positive`, `P01`, `wfc:F102`, …
  package var tags: [String] = []
  package var request: CaseRequest
  package var expectation: Expectation
  /// Why the case exists: which rule it checks.
  package var reason: String
}

package enum Priority: Int, Sendable, Comparable, CaseIterable {
  case p0, p1, p2, p3

  package static func < (lhs: Priority, rhs: Priority) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A complete request; every part already serialised, so that an emitter only quotes it.
package struct CaseRequest: Sendable {
  package var method: String
  /// The path template with its values still named, so that a path id can be filled at run time.
  package var pathTemplate: String
  /// Path parameter → value.
  package var pathParameters: [PathArgument] = []
  /// Already split and *not* percent-encoded pairs, in order; `isEncoded` parts go out as they are.
  package var query: [QueryArgument] = []
  package var headers: [HeaderArgument] = []
  package var cookies: [HeaderArgument] = []
  package var content: CaseContent?
  /// Security alternatives that the request should satisfy: the scheme names to apply, from the environment.
  package var securitySchemes: [String] = []
}

package struct PathArgument: Sendable {
  package var name: String
  package var source: PathValueSource
}

package enum PathValueSource: Sendable {
  /// Percent-encoded text that replaces the whole `{name}` expression.
  case literal(String)
  /// The value that a fixture obtains at run time by running a producer; see ``ResourceProducer``.
  case produced(ResourceProducer)
}

/// How a needed identifier comes to be: send a creating request, take a value out of its answer.
package struct ResourceProducer: Sendable {
  /// Stable identifier text, e.g. `pet_id`: names the fixture.
  package var fixtureName: String
  package var operation: String
  package var request: CaseRequest
  /// Into the answer's JSON content.
  package var responsePointer: JSONPointer
  /// The DELETE that removes what was created, when the document has one; its path has the one parameter.
  package var cleanUp: CleanUp?
}

package struct CleanUp: Sendable {
  package var method: String
  package var pathTemplate: String
  package var parameterName: String
  package var securitySchemes: [String] = []
}

package struct QueryArgument: Sendable {
  package var name: String
  package var value: String
  /// `name` and `value` are already percent-encoded (delimiters of a style must stay as they are).
  package var isEncoded = false
}

package struct HeaderArgument: Sendable {
  package var name: String
  package var value: String
}

package struct CaseContent: Sendable {
  package enum Payload: Sendable {
    /// A JSON value: emitters may show it as data.
    case json(JSONValue)
    /// Text that goes out as UTF-8 (urlencoded forms, malformed JSON, plain text, XML).
    case text(String)
    case bytes([UInt8])
    case multipart([MultipartPart])
  }

  /// The Content-Type field's value (for multipart without boundary).
  package var mediaType: String
  package var payload: Payload
}

package struct MultipartPart: Sendable {
  package var name: String
  package var fileName: String?
  package var contentType: String?
  package var content: [UInt8]
}

/// What decides pass or fail.
package struct Expectation: Sendable {
  /// The statuses that pass, as documented patterns and tolerance sets.
  package var statuses: [StatusPattern]
  /// Text for people: `2xx`, `201`, `400 or 422`.
  package var statusText: String
  /// Documented answers: the one matching the actual status gives content type, schema and headers.
  package var responses: [ExpectedResponse] = []
  /// The answer must not have a content (HEAD, 204, 304).
  package var forbidsContent = false
}

package struct ExpectedResponse: Sendable {
  package var status: StatusPattern
  /// Accepted media types; empty: no claim.
  package var mediaTypes: [String] = []
  /// Key under `$defs` of ``Suite/schemaDocument`` by JSON media type; `nil`: no claim.
  package var schemaKey: String?
  package var requiredHeaders: [ExpectedHeader] = []
}

package struct ExpectedHeader: Sendable {
  package var name: String
  package var schemaKey: String?
}

/// A chain of requests on one resource: create → read → delete → read is 404.
package struct Lifecycle: Sendable {
  package var id: String
  package var title: String
  package var technique: Technique
  package var priority: Priority
  package var tags: [String] = []
  package var group: String
  package var producer: ResourceProducer
  /// After the producer's request; each takes the produced value for its one path parameter.
  package var steps: [LifecycleStep]
  package var reason: String
}

package struct LifecycleStep: Sendable {
  package var title: String
  /// ``Operation/id``.
  package var operation: String
  package var request: CaseRequest
  package var expectation: Expectation
}
