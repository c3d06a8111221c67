/// Invalid values one step from a base.
extension SamplingRun {
  mutating func violations(of id: SchemaID, base: JSONValue) -> Outcome<[Violation]> {
    var collector = ViolationCollector(base: base, validator: validator)
    guard validator.isValid(base, against: id) else {
      collector.omit("all violations", "the base value is not valid")
      return collector.outcome
    }
    let positions = positions(of: id, base: base)
    for position in positions {
      renewWork()
      guard !collector.isFull else { break }
      addType(position, to: &collector)
      addEnumeration(position, to: &collector)
      switch position.value {
      case .number: addNumbers(position, to: &collector)
      case .string: addStrings(position, to: &collector)
      case .array: addArrays(position, to: &collector)
      case .object: addObjects(position, to: &collector)
      default: break
      }
    }
    // The further wrong types of every place come last: a budget takes them first.
    for position in positions where !collector.isFull { addOtherTypes(position, to: &collector) }
    return collector.outcome
  }

  // MARK: Types

  /// One wrong type, and null.
  private func addType(_ position: Position, to collector: inout ViolationCollector) {
    guard position.view.types != .all else { return }
    if let wrong = Self.wrongTypes(position).first {
      collector.add(Self.typeProposal(wrong, position))
    }
    if !position.view.types.contains(.null) {
      collector.add(
        .init(
          scope: position.scope,
          keyword: "type",
          pointer: position.pointer,
          label: "\(position.name) is null",
          candidates: [.null]
        )
      )
    }
  }

  private func addOtherTypes(_ position: Position, to collector: inout ViolationCollector) {
    guard position.view.types != .all else { return }
    for wrong in Self.wrongTypes(position).dropFirst() {
      collector.add(Self.typeProposal(wrong, position))
    }
  }

  private static func typeProposal(
    _ wrong: (type: String, value: JSONValue),
    _ position: Position
  ) -> ViolationCollector.Proposal {
    .init(
      scope: position.scope,
      keyword: "type",
      pointer: position.pointer,
      label: "\(position.name) is \(wrong.type)",
      candidates: [wrong.value]
    )
  }

  /// The types that are not allowed here, the most telling first.
  private static func wrongTypes(_ position: Position) -> [(type: String, value: JSONValue)] {
    let text: JSONValue = position.value.isScalar ? "not-a-valid-value" : "not-a-structure"
    let all: [(JSONTypeSet, String, JSONValue)] = [
      (.string, "a string", text),
      (.number, "a number", position.view.isInteger ? 1.5 : 42),
      (.boolean, "a boolean", true),
      (.array, "an array", ["unexpected"]),
      (.object, "an object", ["unexpected": true]),
    ]
    return all.filter { position.view.types.isDisjoint(with: $0.0) }.map { ($0.1, $0.2) }
  }

  // MARK: Enumerations

  private func addEnumeration(_ position: Position, to collector: inout ViolationCollector) {
    guard let enumeration = position.view.enumeration else { return }
    let isConst = position.view.sources.contains { arena[$0].const != nil }
    let isEnum = position.view.sources.contains { arena[$0].enumeration != nil }
    var candidates: [JSONValue?] = []
    for member in [position.value] + enumeration.prefix(3) {
      switch member {
      case .string(let text): candidates += [.string(text + "_unknown"), "unknown"]
      case .number(let number): candidates.append(number.adding(1_000).map { .number($0) })
      case .bool(let value): candidates.append(.bool(!value))
      default: break
      }
    }
    let outside = candidates.compactMap(\.self).filter { !enumeration.contains($0) }
    guard !outside.isEmpty else { return }
    collector.add(
      .init(
        scope: position.scope,
        keyword: isConst && !isEnum ? "const" : "enum",
        pointer: position.pointer,
        label: "\(position.name) is not one of its values",
        candidates: outside
      )
    )
  }

  // MARK: Numbers

  private func addNumbers(_ position: Position, to collector: inout ViolationCollector) {
    let range = NumberRange(position.view)
    let name = position.name
    func add(
      _ limit: NumberRange.Limit,
      _ edge: JSONNumber?,
      _ outside: JSONNumber?,
      _ side: String
    ) {
      let isAt = limit.isExclusive && outside == limit.value
      let label = "\(name) \(isAt ? "at" : side) \(limit.keyword) \(limit.value)"
      guard let outside else {
        collector.omit(label, "the number has too many digits")
        return
      }
      collector.add(
        .init(
          scope: position.scope,
          keyword: limit.keyword,
          pointer: position.pointer,
          label: label,
          candidates: [.number(outside)]
        )
      )
    }
    if let lower = range.lower {
      let outside =
        range.unit.flatMap { range.least?.subtracting($0) }
        ?? (lower.isExclusive ? lower.value : lower.value.subtracting(range.step))
      add(lower, range.least, outside, "below")
    }
    if let upper = range.upper {
      let outside =
        range.unit.flatMap { range.greatest?.adding($0) }
        ?? (upper.isExclusive ? upper.value : upper.value.adding(range.step))
      add(upper, range.greatest, outside, "above")
    }
    guard let number = position.value.numberValue else { return }
    for unit in position.view.multiplesOf {
      var offsets: [JSONNumber?] = [1, -1]
      if !position.view.isInteger {
        offsets = ["0.5", "-0.5", "0.1", "-0.1"].map { JSONNumber($0)?.multiplied(by: unit) }
      }
      let candidates = offsets.compactMap { $0.flatMap(number.adding) }
        .filter { !$0.isMultiple(of: unit) }
      // An integer is always a multiple of 1.
      guard !candidates.isEmpty else { continue }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "multipleOf",
          pointer: position.pointer,
          label: "\(name) is not a multiple of \(unit)",
          candidates: candidates.map { .number($0) }
        )
      )
    }
  }

  // MARK: Strings

  private mutating func addStrings(_ position: Position, to collector: inout ViolationCollector) {
    let view = position.view
    guard view.enumeration == nil, let text = position.value.stringValue else { return }
    if let minimum = view.minLength, minimum > 0 {
      addLength(
        minimum - 1,
        "minLength",
        "\(position.name) shorter than minLength \(minimum)",
        position,
        to: &collector
      )
    }
    if let maximum = view.maxLength {
      addLength(
        maximum < Int.max ? maximum + 1 : maximum,
        "maxLength",
        "\(position.name) longer than maxLength \(maximum)",
        position,
        to: &collector
      )
    }
    let rules = StringRules(view, patterns: usablePatterns(view))
    for pattern in view.patterns {
      let label = "\(position.name) violates its pattern"
      guard let regex = regex(pattern) else {
        collector.omit(label, "the pattern `\(pattern)` is not supported")
        continue
      }
      let misses = RegexNearMiss.strings(regex, near: text, lengths: rules.lengths)
      let total = RegexNearMiss.strings(regex, near: text, lengths: 0...rules.lengths.upperBound)
      guard !misses.isEmpty || !total.isEmpty else {
        collector.omit(label, "everything tried matches the pattern `\(pattern)`")
        continue
      }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "pattern",
          pointer: position.pointer,
          label: label,
          candidates: (misses + total).map { .string($0) }
        )
      )
    }
    for format in view.formats where FormatChecker.isValid(text, format: format) == true {
      let misses = FormatStrings.nearMisses(format, base: text)
        .filter { FormatChecker.isValid($0, format: format) == false }
      guard !misses.isEmpty else { continue }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "format",
          pointer: position.pointer,
          label: "\(position.name) is not a valid \(format)",
          candidates: misses.map { .string($0) }
        )
      )
    }
  }

  private mutating func addLength(
    _ length: Int,
    _ keyword: String,
    _ label: String,
    _ position: Position,
    to collector: inout ViolationCollector
  ) {
    guard length <= SamplingLimits.stringLengthMax else {
      collector.omit(label, "more than \(SamplingLimits.stringLengthMax) characters are not made")
      return
    }
    var candidates: [JSONValue?] = []
    // First a string that keeps the pattern and the format, then one that has the length only.
    if let text = try? string(position.view, position.place, lengths: length...length) {
      candidates.append(.string(text))
    }
    let own = position.value.stringValue ?? ""
    candidates.append(.string(Self.fitted(own, to: length)))
    collector.add(
      .init(
        scope: position.scope,
        keyword: keyword,
        pointer: position.pointer,
        label: label,
        candidates: candidates
      )
    )
  }

  /// The text cut, or lengthened by its last character.
  private static func fitted(_ text: String, to length: Int) -> String {
    let codes = text.unicodeScalars
    var view = String.UnicodeScalarView()
    view.append(contentsOf: codes.prefix(length))
    let filler = codes.last.flatMap { $0.properties.isWhitespace ? nil : $0 } ?? "a"
    view.append(contentsOf: repeatElement(filler, count: max(0, length - codes.count)))
    return String(view)
  }
}
