import JSONSchema
import OpenAPI

/// Turns candidates into the cases of an operation: budget, proof, title, id.
struct CaseAssembler {
  var context: OperationContext
  /// The most cases; 0: ``DesignLimits/casesPerOperationMax``.
  var casesMax: Int

  /// Builds cases in the order of their priority until the budget is used up.
  ///
  /// Inside a priority the techniques take turns, so that none pushes the others out.
  func assemble(
    _ candidates: [CaseCandidate],
    omissions: inout OmissionCounter
  ) -> [TestCase] {
    let bound = casesMax == 0 ? DesignLimits.casesPerOperationMax : casesMax
    var built: [Int: Draft] = [:]
    var requests: Set<UInt64> = []
    var fallen: [Technique: Int] = [:]
    for index in Self.order(of: candidates) {
      let candidate = candidates[index]
      guard built.count < bound else {
        fallen[candidate.technique, default: 0] += 1
        continue
      }
      do throws(Unbuildable) {
        let draft = try draft(candidate)
        // The same request twice proves nothing new. Contents are drawn: equal ones are chance, and
        // chance must not decide which cases there are.
        let isNew = requests.insert(draft.fingerprint).inserted
        guard isNew || draft.request.content != nil else { continue }
        built[index] = draft
      } catch {
        omissions.add(candidate.technique, error.reason)
      }
    }
    for technique in Technique.allCases {
      omissions.add(
        technique,
        "beyond the budget of \(bound) cases an operation",
        count: fallen[technique] ?? 0
      )
    }
    return cases(
      candidates.indices.compactMap { index in
        built[index].map { (candidates[index], $0) }
      }
    )
  }

  private struct Draft {
    var request: CaseRequest
    var expectation: Expectation
    var isDestructive: Bool
    var fingerprint: UInt64
  }

  private static func order(of candidates: [CaseCandidate]) -> [Int] {
    var seen: [Technique: Int] = [:]
    let ranks = candidates.enumerated().map { index, candidate in
      let rank = seen[candidate.technique, default: 0]
      seen[candidate.technique] = rank + 1
      return (candidate.priority.rawValue, rank, index)
    }
    return ranks.sorted { $0 < $1 }.map { $0.2 }
  }

  private func draft(_ candidate: CaseCandidate) throws(Unbuildable) -> Draft {
    let salt = "\(candidate.technique.rawValue) \(candidate.target)"
    let values = try candidate.values(salt)
    if let mistake = candidate.mistake {
      try NegativeProof(context: context).check(values, mistakeIn: mistake)
    }
    let invented = context.parameters.indices.first { index in
      context.parameters[index].isInvented && values.parameters[index] != nil
    }
    if let invented, candidate.mistake == nil {
      let subject = context.parameters[invented].subject
      throw Unbuildable(reason: "only the server knows a good value for \(subject)")
    }
    let request = try context.request(values)
    let mayBeMissing = context.mayBeMissing(values)
    var circumstances = StatusExpectations.Circumstances(mayBeMissing: mayBeMissing)
    circumstances.hasInventedValues =
      invented != nil || context.parameters.contains { $0.isInvented && $0.isRequired }
    circumstances.refersToOthers = refersToOthers(values.body)
    let expectation: Expectation
    if let mistake = candidate.mistake {
      circumstances.mistake = self.mistake(mistake, values)
      expectation = context.expectations.negative(circumstances)
    } else {
      expectation = context.expectations.positive(circumstances)
    }
    let isDestructive =
      context.operation.method == "DELETE" && mayBeMissing
      && candidate.mistake == nil
    return Draft(
      request: request,
      expectation: expectation,
      isDestructive: isDestructive,
      fingerprint: RequestFingerprint.of(request)
    )
  }

  private func mistake(
    _ target: RequestTarget,
    _ values: RequestValues
  ) -> StatusExpectations.Mistake {
    switch target {
    case .parameter(let index): context.parameters[index].mistake
    case .body: values.body == nil ? .missingContent : .content
    }
  }

  private func refersToOthers(_ body: JSONValue?) -> Bool {
    let resource = ResourceNaming.resource(of: context.operation.path)
    return (body?.objectValue?.keys ?? []).contains {
      ResourceNaming.isReference($0, in: resource)
    }
  }

  // MARK: - Names

  private func cases(_ drafts: [(CaseCandidate, Draft)]) -> [TestCase] {
    let operation = context.operation
    var titles = CaseTitles(method: operation.method, path: operation.path)
    var identities: [String: Int] = [:]
    return drafts.map { candidate, draft in
      let identity = "\(candidate.technique.rawValue) \(candidate.target)"
      let ordinal = identities[identity, default: 0]
      identities[identity] = ordinal + 1
      let isPositive = candidate.mistake == nil
      return TestCase(
        id: StableHash("case", operation.id, identity, String(ordinal)).shortHex,
        title: titles.title(
          candidate.condition,
          expected: isPositive ? context.expectations.successText : "4xx"
        ),
        technique: candidate.technique,
        priority: candidate.priority,
        tags: Self.tags(candidate, draft),
        request: draft.request,
        expectation: draft.expectation,
        reason: candidate.reason
      )
    }
  }

  private static func tags(_ candidate: CaseCandidate, _ draft: Draft) -> [String] {
    let isPositive = candidate.mistake == nil
    var tags = [isPositive ? "positive" : "negative"]
    let family = candidate.technique.family.rawValue
    if !tags.contains(family) { tags.append(family) }
    tags.append(candidate.technique.rawValue)
    if candidate.priority == .p0 { tags.append("smoke") }
    if draft.isDestructive { tags.append("destructive") }
    return tags + (isPositive ? ["wfc:F100", "wfc:F101"] : ["wfc:F102"])
  }
}
