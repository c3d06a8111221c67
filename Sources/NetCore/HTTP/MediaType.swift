/// type "/" subtype with parameters (RFC 9110 §8.3.1), as in Content-Type and Accept.
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
  /// One parameter; the name is lower-case, the value without its quotes.
  public struct Parameter: Sendable, Hashable {
    /// In lower case.
    public let name: String
    /// Without quotes and escapes.
    public let value: String
  }

  /// Lower-case; `*` in a media range.
  public let type: String
  /// Lower-case; `*` in a media range.
  public let subtype: String
  /// In their order.
  public let parameters: [Parameter]

  /// Reads a field value; `nil` when it is malformed.
  public init?(_ text: String) {
    let parts = FieldList.split(text, at: ASCII.semicolon)
    guard let essence = parts.first else { return nil }
    let names = essence.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, let type = FieldList.token(names[0]),
      let subtype = FieldList.token(names[1])
    else { return nil }
    var parameters: [Parameter] = []
    for part in parts.dropFirst() {
      guard let parameter = Self.parameter(part) else { return nil }
      parameters.append(parameter)
    }
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
  }

  /// `type/subtype`.
  public var essence: String { "\(type)/\(subtype)" }

  /// The value of the first parameter called `name`, which is given in lower case.
  public func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// The type as a field value.
  public var description: String {
    parameters.reduce(into: essence) { text, parameter in
      let isToken = FieldList.token(parameter.value[...]) != nil
      let escaped = parameter.value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
      text += "; \(parameter.name)=" + (isToken ? parameter.value : "\"\(String(escaped))\"")
    }
  }

  private static func parameter(_ text: String) -> Parameter? {
    guard let equals = text.firstIndex(of: "="),
      let name = FieldList.token(text[..<equals].lowercased()[...]),
      let value = FieldList.unquoted(String(text[text.index(after: equals)...]))
    else { return nil }
    return Parameter(name: name, value: value)
  }
}

// MARK: - Accept

/// Content negotiation by media type (RFC 9110 §12.5.1).
public enum Accept {
  /// How much a client that sent `value` wants `candidate`: 0 (not at all) to 1000.
  ///
  /// The most specific range decides; without a field everything is wanted equally. Ranges that
  /// are malformed are left out.
  public static func quality(of candidate: MediaType, accepting value: String?) -> Int {
    guard let value else { return 1000 }
    var best: (specificity: Int, quality: Int) = (-1, 0)
    for element in FieldList.elements(value) {
      guard let range = MediaType(element), let quality = quality(of: range) else { continue }
      guard let specificity = specificity(of: range, for: candidate) else { continue }
      if specificity > best.specificity { best = (specificity, quality) }
    }
    return best.quality
  }

  /// The index of the candidate that the client wants most, the first of equals; `nil` when it
  /// wants none of them, which is 406.
  public static func best(of candidates: [MediaType], accepting value: String?) -> Int? {
    var best: (index: Int?, quality: Int) = (nil, 0)
    for (index, candidate) in candidates.enumerated() {
      let quality = quality(of: candidate, accepting: value)
      if quality > best.quality { best = (index, quality) }
    }
    return best.index
  }

  /// How closely `range` describes `candidate`; `nil` when it does not.
  private static func specificity(of range: MediaType, for candidate: MediaType) -> Int? {
    let parameters = range.parameters.prefix { $0.name != "q" }
    guard range.type != "*" else { return range.subtype == "*" ? 0 : nil }
    guard range.type == candidate.type else { return nil }
    guard range.subtype != "*" else { return 1 }
    guard range.subtype == candidate.subtype else { return nil }
    let matches = parameters.allSatisfy { wanted in
      candidate.parameter(wanted.name)?.lowercased() == wanted.value.lowercased()
    }
    return matches ? 2 + parameters.count : nil
  }

  /// The weight in thousandths; `nil` when it is malformed.
  private static func quality(of range: MediaType) -> Int? {
    guard let text = range.parameter("q") else { return 1000 }
    return Weight.thousandths(text.utf8.span)
  }
}
