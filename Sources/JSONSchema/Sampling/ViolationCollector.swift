/// Gathers violations, each proved invalid for the reason it names.
struct ViolationCollector {
  /// A rule to break, and values that may do it, the cleanest first.
  struct Proposal {
    var scope: ProofScope
    var keyword: String
    /// The changed place.
    var pointer: JSONPointer
    var label: String
    /// `nil` takes the place away.
    var candidates: [JSONValue?]
  }

  private let base: JSONValue
  private let validator: SchemaValidator
  private(set) var outcome = Outcome<[Violation]>(values: [])

  init(base: JSONValue, validator: SchemaValidator) {
    self.base = base
    self.validator = validator
  }

  var isFull: Bool { outcome.values.count >= SamplingLimits.variationsMax }

  mutating func add(_ proposal: Proposal) {
    guard !isFull else { return }
    var best: (rank: Rank, violation: Violation)?
    for candidate in proposal.candidates {
      let whole =
        candidate.map { base.replacing(at: proposal.pointer, with: $0) }
        ?? base.removing(at: proposal.pointer)
      guard let rank = rank(candidate, proposal), rank < best?.rank ?? .unusable else { continue }
      best = (
        rank,
        Violation(
          value: whole,
          pointer: proposal.pointer,
          keyword: proposal.keyword,
          label: proposal.label,
          became: candidate
        )
      )
      if rank == .alone { break }
    }
    guard let best else {
      omit(proposal.label, "no value was found that breaks this rule and is invalid for it")
      return
    }
    outcome.values.append(best.violation)
    if isFull {
      omit("further violations", "only the first \(SamplingLimits.variationsMax) are kept")
    }
  }

  mutating func omit(_ label: String, _ reason: String) {
    outcome.omitted.append((label, reason))
  }

  /// How clearly the broken rule stands out among the validator's errors.
  private enum Rank: Int, Comparable {
    /// Nothing else is wrong.
    case alone
    /// Named, but other rules at the same place break with it (a wrong type is in no enumeration).
    case named
    /// Only seen through `oneOf`, `anyOf`, `not` or `if`.
    case behindBranches
    case unusable

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  /// `nil` when the value is valid.
  private func rank(_ candidate: JSONValue?, _ proposal: Proposal) -> Rank? {
    let errors = proposal.scope.errors(validator, putting: candidate, at: proposal.pointer)
    guard !errors.isEmpty else { return nil }
    let direct = errors.filter { !Self.applicators.contains($0.keyword) }
    let named = direct.filter { names($0, proposal) }
    if named.isEmpty { return errors.count > direct.count ? .behindBranches : .unusable }
    let isAlone = named.count == errors.count
    if isAlone { return .alone }
    let isLocal = errors.allSatisfy {
      $0.instancePointer.hasPrefix(proposal.pointer)
        || proposal.pointer.hasPrefix($0.instancePointer)
    }
    return isLocal ? .named : .unusable
  }

  private func names(_ error: ValidationError, _ proposal: Proposal) -> Bool {
    let isHere =
      error.instancePointer == proposal.pointer || error.instancePointer == proposal.pointer.parent
    guard isHere else { return false }
    return error.keyword == proposal.keyword
  }

  private static let applicators: Set<String> = [
    "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
    "dependentSchemas",
  ]
}
