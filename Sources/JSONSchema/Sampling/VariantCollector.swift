/// Gathers variants, each proved valid.
struct VariantCollector {
  private let base: JSONValue
  private let validator: SchemaValidator
  private(set) var outcome = Outcome<[Variant]>(values: [])
  private var seen: Set<JSONValue>

  init(base: JSONValue, validator: SchemaValidator) {
    self.base = base
    self.validator = validator
    seen = [base]
  }

  var isFull: Bool { outcome.values.count >= SamplingLimits.variationsMax }

  mutating func add(
    _ value: JSONValue,
    _ position: Position,
    _ kind: Variant.Kind,
    _ label: String
  ) {
    guard !isFull else { return }
    guard position.scope.accepts(validator, putting: value, at: position.pointer) else {
      omit(label, "another rule does not allow it")
      return
    }
    let whole = base.replacing(at: position.pointer, with: value)
    // The same value for a second reason shows nothing new.
    guard seen.insert(whole).inserted else { return }
    outcome.values.append(
      Variant(value: whole, pointer: position.pointer, kind: kind, label: label)
    )
    if isFull {
      omit("further variants", "only the first \(SamplingLimits.variationsMax) are kept")
    }
  }

  mutating func omit(_ label: String, _ reason: String) {
    outcome.omitted.append((label, reason))
  }

  /// The value as it can stand in a title.
  static func shortened(_ value: JSONValue) -> String {
    let text = value.stringValue ?? value.serialized()
    return text.count > 40 ? text.prefix(39) + "…" : text
  }
}
