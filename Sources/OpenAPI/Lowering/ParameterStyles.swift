import JSONSchema

/// How the members of a value are put together on the wire.
struct Serialisation: Equatable {
  var style: Parameter.Style
  var explode: Bool
}

extension Parameter.Location {
  /// The style when none is written (3.2 §4.12.2.2).
  var defaultStyle: Parameter.Style {
    switch self {
    case .path, .header: .simple
    case .query, .querystring, .cookie: .form
    }
  }

  /// The styles that may be written (3.2 §4.12.3).
  func allows(_ style: Parameter.Style) -> Bool {
    switch self {
    case .path: [.simple, .label, .matrix].contains(style)
    case .query: [.form, .spaceDelimited, .pipeDelimited, .deepObject].contains(style)
    case .header: style == .simple
    case .cookie: [.form, .cookie].contains(style)
    case .querystring: false
    }
  }
}

extension DocumentLowering {
  /// `style` and `explode` of OpenAPI 3 with their defaults.
  mutating func serialisation(
    of parameter: DeclaredParameter,
    location: Parameter.Location
  ) -> Serialisation {
    var style = location.defaultStyle
    if let written = parameter.node.text("style") {
      if let known = Parameter.Style(rawValue: written), location.allows(known) {
        style = known
      } else {
        findings.warn(
          .unknownStyle,
          "`style: \(written)` does not exist for a parameter in `\(location.rawValue)`; it is "
            + "read as `\(style.rawValue)`.",
          at: parameter.node.pointer.appending("style")
        )
      }
    }
    return Serialisation(style: style, explode: explode(parameter.node, style: style))
  }

  /// `explode`, or its default. `deepObject` has one form only, whatever is written.
  func explode(_ node: Located, style: Parameter.Style) -> Bool {
    style == .deepObject || node.flag("explode") ?? [.form, .cookie].contains(style)
  }

  /// `collectionFormat` (Swagger 2.0 §5.4.9) as style and explode.
  mutating func collectionSerialisation(
    of parameter: DeclaredParameter,
    location: Parameter.Location
  ) -> Serialisation {
    let separated = Serialisation(style: location.defaultStyle, explode: false)
    guard let format = parameter.node.text("collectionFormat") else { return separated }
    switch format {
    case "csv": return separated
    case "ssv": return Serialisation(style: .spaceDelimited, explode: false)
    case "tsv": return Serialisation(style: .tabDelimited, explode: false)
    case "pipes": return Serialisation(style: .pipeDelimited, explode: false)
    case "multi" where location == .query: return Serialisation(style: .form, explode: true)
    default:
      findings.warn(
        .unknownStyle,
        "`collectionFormat: \(format)` does not exist for a parameter in `\(parameter.location)`; "
          + "it is read as `csv`.",
        at: parameter.node.pointer.appending("collectionFormat")
      )
      return separated
    }
  }
}
