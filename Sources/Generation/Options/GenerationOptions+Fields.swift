package import JSONSchema

extension GenerationOptions {
  /// The names of the options, in the order of the documentation.
  package static let names = [
    "outputs", "cases_per_endpoint", "techniques", "seed", "include", "exclude", "base_url",
    "domain_hint", "ai",
  ]

  /// Reads options from snake_case members.
  ///
  /// A value may be JSON or its text, as a form field or a query has it: `["pytest"]` or
  /// `"pytest,node"`, `10` or `"10"`. `null` and empty text mean that the default holds.
  ///
  /// - Throws: ``OptionError`` for the first member that is unknown or has a wrong value.
  package init(fields: JSONObject) throws(OptionError) {
    self.init()
    for (name, value) in fields {
      guard Self.names.contains(name) else { throw Self.unknown(name) }
      if value.isNull || value.stringValue == "" { continue }
      try set(OptionField(name: name, value: value))
    }
  }

  private mutating func set(_ field: OptionField) throws(OptionError) {
    switch field.name {
    case "outputs": outputs = try Self.outputs(field)
    case "cases_per_endpoint": casesPerEndpoint = try Self.casesPerEndpoint(field)
    case "techniques": techniques = try Self.techniques(field)
    case "seed": seed = try Self.seed(field)
    case "include": include = try Self.selectors(field)
    case "exclude": exclude = try Self.selectors(field)
    case "base_url": baseURL = try Self.baseURL(field)
    case "domain_hint": domainHint = try field.line()
    case "ai": ai = try Self.ai(field)
    default: preconditionFailure("every name has its case")
    }
  }

  private static func unknown(_ name: String) -> OptionError {
    let shown = String(name.prefix(NearestName.byteCountMax))
    let nearest = NearestName.of(name, among: names)
    return OptionError(
      option: shown,
      message: "\"\(shown)\" is not an option; did you mean \(nearest)? "
        + "The options are \(names.joined(separator: ", "))."
    )
  }

  private static func outputs(_ field: OptionField) throws(OptionError) -> [OutputFormat] {
    let known = OutputFormat.allCases.map(\.rawValue)
    let offered = Emitters.available.map(\.rawValue)
    var formats: [OutputFormat] = []
    for word in try field.words() {
      guard let format = OutputFormat(rawValue: word) else {
        throw field.error(
          "has no format \"\(word)\"; did you mean \(NearestName.of(word, among: known))? "
            + "This build offers: \(offered.joined(separator: ", "))."
        )
      }
      guard offered.contains(word) else {
        throw field.error(
          "names \(word), which this build cannot write yet. "
            + "This build offers: \(offered.joined(separator: ", "))."
        )
      }
      if !formats.contains(format) { formats.append(format) }
    }
    guard !formats.isEmpty else {
      throw field.error(
        "names no format. This build offers: \(offered.joined(separator: ", "))."
      )
    }
    return formats
  }

  private static func casesPerEndpoint(_ field: OptionField) throws(OptionError) -> Int {
    let bound = Limits.casesPerEndpointMax
    guard let count = field.integer().flatMap(Int.init(exactly:)), (0...bound).contains(count)
    else {
      throw field.error(
        "must be a whole number from 1 to \(bound), or 0 for as many as the techniques ask for; "
          + "it is \(field.shown)."
      )
    }
    return count
  }

  private static func techniques(_ field: OptionField) throws(OptionError) -> Set<TechniqueFamily> {
    let offered = TechniqueFamily.allCases.filter(availableTechniques.contains).map(\.rawValue)
    var families: Set<TechniqueFamily> = []
    for word in try field.words() {
      guard let family = TechniqueFamily(rawValue: word) else {
        let known = TechniqueFamily.allCases.map(\.rawValue)
        throw field.error(
          "has no family \"\(word)\"; did you mean \(NearestName.of(word, among: known))? "
            + "This build offers: \(offered.joined(separator: ", "))."
        )
      }
      guard availableTechniques.contains(family) else {
        throw field.error(
          "names \(word), a family that has no technique yet. "
            + "This build offers: \(offered.joined(separator: ", "))."
        )
      }
      families.insert(family)
    }
    guard !families.isEmpty else {
      throw field.error("names no family. This build offers: \(offered.joined(separator: ", ")).")
    }
    return families
  }

  private static func seed(_ field: OptionField) throws(OptionError) -> UInt64 {
    guard let seed = field.integer() else {
      throw field.error(
        "must be a whole number from 0 to \(UInt64.max); it is \(field.shown)."
      )
    }
    return seed
  }

  private static func selectors(_ field: OptionField) throws(OptionError) -> [OperationSelector] {
    let words = try field.words()
    guard words.count <= Limits.selectorsMax else {
      throw field.error("may have at most \(Limits.selectorsMax) selectors.")
    }
    var selectors: [OperationSelector] = []
    for word in words {
      do throws(OperationSelector.Malformed) {
        selectors.append(try OperationSelector(word))
      } catch {
        throw field.error("cannot be read: \(error.reason).")
      }
    }
    return selectors
  }

  private static func baseURL(_ field: OptionField) throws(OptionError) -> String {
    let text = try field.line()
    let lower = text.lowercased()
    let authority = lower.hasPrefix("https://") ? lower.dropFirst(8) : lower.dropFirst(7)
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://"),
      let first = authority.first, !"/?#:".contains(first),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !text.contains(where: { "?#\"<>\\".contains($0) })
    else {
      throw field.error(
        "must be an absolute URL without query such as http://127.0.0.1:9000; it is \(field.shown)."
      )
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func ai(_ field: OptionField) throws(OptionError) -> AIAssistance {
    switch field.value.stringValue {
    case "off": return .off
    case "assist":
      throw field.error("cannot be assist in this build yet; write off.")
    default:
      throw field.error("must be off; it is \(field.shown).")
    }
  }
}
