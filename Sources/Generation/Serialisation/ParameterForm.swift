import OpenAPI

/// How one parameter, or one property of a form, is written into a request.
struct ParameterForm: Equatable {
  var name: String
  var location: Parameter.Location
  var style: Parameter.Style
  var explode: Bool
  var allowsReserved = false
  /// The media type of a parameter with `content`; it has no style then.
  var mediaType: String?

  init(
    name: String,
    location: Parameter.Location,
    style: Parameter.Style,
    explode: Bool,
    allowsReserved: Bool = false,
    mediaType: String? = nil
  ) {
    self.name = name
    self.location = location
    self.style = style
    self.explode = explode
    self.allowsReserved = allowsReserved
    self.mediaType = mediaType
  }

  /// Whether values lose their JSON type on the way.
  var isTextual: Bool { mediaType.map { !MediaType($0).isJSON } ?? true }

  /// Whether an object is written without the parameter's own name, or only as a part of others:
  /// `a=1&b=2`, `p[a]=1`.
  var namesMembersOnly: Bool {
    location != .path && location != .header
      && (style == .deepObject || (style == .form && explode))
  }

  init(_ parameter: Parameter) {
    self.init(
      name: parameter.name,
      location: parameter.location,
      style: parameter.style,
      explode: parameter.explode,
      allowsReserved: parameter.allowsReserved,
      mediaType: parameter.content?.mediaType
    )
  }

  /// A property of a urlencoded form (OpenAPI 3.1.1 §4.8.15): like a query parameter.
  init(property name: String, _ encoding: Encoding?) {
    let style = encoding?.style ?? .form
    self.init(
      name: name,
      location: .query,
      style: style,
      explode: encoding?.explode ?? (style == .form),
      allowsReserved: encoding?.allowsReserved ?? false
    )
  }
}
