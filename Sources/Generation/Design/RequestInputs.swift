import JSONSchema
import OpenAPI

/// A parameter as the design sees it.
struct ParameterInput {
  var parameter: Parameter
  var form: ParameterForm
  var schema: SchemaID?
  /// The valid value that every request sends that has the parameter, unless the case is about it.
  var template: Result<JSONValue, Unbuildable>
  /// Only the server knows a good value and the document shows none: a server may refuse ours.
  var isInvented: Bool
  /// A security alternative that is not the chosen one writes it.
  var isCredential = false

  var name: String { parameter.name }
  var isRequired: Bool { parameter.isRequired || parameter.location == .path }

  /// How titles call it: `query limit`.
  var subject: String {
    parameter.location == .querystring ? "query string" : "\(parameter.location.rawValue) \(name)"
  }

  var mistake: StatusExpectations.Mistake {
    switch parameter.location {
    case .path: .path
    case .query, .querystring: .query
    case .header: .field
    case .cookie: .cookie
    }
  }
}

/// The request content as the design sees it: one media type of those documented.
struct BodyInput {
  var object: MediaTypeObject
  var schema: SchemaID?
  var isRequired: Bool
  var serialiser: ContentSerialiser

  var mediaType: MediaType { MediaType(MediaType.concrete(object.mediaType)) }
}
