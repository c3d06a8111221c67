import HTTPTypes
import NetCore

extension Route {
  /// `GET /api/openapi.json`: what this table offers, as an OpenAPI document.
  static let description: Route = {
    let document = Representation(
      .bytes(Array(OpenAPIDescription.text.utf8)),
      contentType: "application/json",
      validators: Validators(entityTag: EntityTag(opaque: "assay-\(Assay.version)")),
      fields: [.cacheControl: "no-cache", .xContentTypeOptions: "nosniff"]
    )
    return Route(.get, PathPattern("/api/openapi.json")) { call in
      .respond(document.response(to: call.head).explained(at: call.head.target.path))
    }
  }()
}
