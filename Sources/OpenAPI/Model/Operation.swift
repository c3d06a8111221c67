package import JSONSchema
package import OrderedCollections

/// One method on one path (3.1.1 §4.8.10) with everything inherited already resolved.
package struct Operation: Sendable {
  /// Unique in the document and stable: `METHOD path`, e.g. `GET /pets/{id}`.
  package var id: String { "\(method) \(path)" }
  package var operationID: String?
  /// Upper case.
  package var method: String
  /// The path template as written, beginning with `/`.
  package var path: String
  package var summary: String?
  package var tags: [String]
  package var isDeprecated: Bool
  /// Path-level parameters merged in; path parameters that the template names but nobody declares are added.
  package var parameters: [Parameter]
  package var requestBody: RequestBody?
  package var responses: [Response]
  /// Requests that the API sends because of this one; never called.
  package var callbacks: [ReceivedOperation] = []
  /// Alternatives (OR); each is a map of scheme name to scopes (AND); an empty map means anonymous.
  /// Empty array: no security at all.
  package var security: [SecurityRequirement]
  /// Overriding servers of the operation or path item; empty: the document's.
  package var servers: [Server]
  /// Where the Operation Object stands.
  package var pointer: JSONPointer
}

package struct SecurityRequirement: Sendable, Equatable {
  package var schemes: OrderedDictionary<String, [String]>
}

/// A parameter (3.1.1 §4.8.12); Swagger 2 `collectionFormat` is lowered to `style` and `explode`.
package struct Parameter: Sendable {
  package enum Location: String, Sendable { case path, query, header, cookie, querystring }
  package enum Style: String, Sendable {
    case form, simple, matrix, label, spaceDelimited, pipeDelimited, deepObject, cookie
    /// Swagger 2 `collectionFormat: tsv`.
    case tabDelimited
  }

  package var name: String
  package var location: Location
  package var style: Style
  package var explode: Bool
  package var isRequired: Bool
  package var isDeprecated: Bool
  package var allowsReserved: Bool
  package var allowsEmptyValue: Bool
  /// `nil` when the parameter is serialised by `content`.
  package var schema: SchemaID?
  package var content: MediaTypeObject?
  package var examples: [NamedExample]
  package var pointer: JSONPointer
}

package struct RequestBody: Sendable {
  package var isRequired: Bool
  /// In the document's order.
  package var content: [MediaTypeObject]
  package var pointer: JSONPointer
}

/// A media type with its schema (3.1.1 §4.8.14).
package struct MediaTypeObject: Sendable {
  /// As written: `application/json`, `application/*`, `text/plain; charset=utf-8`.
  package var mediaType: String
  package var schema: SchemaID?
  package var examples: [NamedExample]
  /// Property name → encoding, for multipart and urlencoded.
  package var encoding: OrderedDictionary<String, Encoding>
  /// The schema of each item of sequential content, such as JSON lines or events (3.2 §4.14).
  package var itemSchema: SchemaID?
  /// Encodings of the parts of multipart content by position, and of all further ones (3.2 §4.14.5).
  package var prefixEncoding: [Encoding] = []
  package var itemEncoding: Encoding?
}

package struct Encoding: Sendable {
  package var contentType: String?
  package var style: Parameter.Style?
  package var explode: Bool?
  package var allowsReserved: Bool
  /// Further fields of the part's header section.
  package var headers: [ResponseHeader] = []
}

package struct NamedExample: Sendable {
  package var name: String?
  package var summary: String?
  package var value: JSONValue
  package var pointer: JSONPointer
}

/// One documented response.
package struct Response: Sendable {
  package var status: StatusPattern
  package var description: String
  package var headers: [ResponseHeader]
  package var content: [MediaTypeObject]
  package var links: [Link]
  package var pointer: JSONPointer
}

package enum StatusPattern: Sendable, Hashable {
  case code(Int)
  /// `2` for `2XX`.
  case range(Int)
  case `default`
}

package struct ResponseHeader: Sendable {
  package var name: String
  package var isRequired: Bool
  package var schema: SchemaID?
}

/// A link (3.1.1 §4.8.20); expressions kept as written.
package struct Link: Sendable {
  package var name: String
  /// ``Operation/id`` of the target when it could be found.
  package var target: String?
  package var parameters: OrderedDictionary<String, JSONValue>
  package var requestBody: JSONValue?
}

package enum SecurityScheme: Sendable, Equatable {
  package enum KeyLocation: String, Sendable { case query, header, cookie }

  case apiKey(name: String, location: KeyLocation)
  /// `scheme` in lower case: `basic`, `bearer`, `digest`, …
  case http(scheme: String)
  case oauth2(tokenURL: String?, scopes: [String])
  case openIDConnect(url: String)
  case mutualTLS
  /// A type this reader does not know.
  case unknown(type: String)
}
