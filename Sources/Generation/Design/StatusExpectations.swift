import OpenAPI

/// Decides which statuses pass, from what an operation documents. The tolerances stand here alone.
struct StatusExpectations {
  /// What the tolerance sets depend on beside the documented responses.
  struct Circumstances {
    /// The path names something that the suite did not create, so it may not exist.
    var mayBeMissing = false
    /// The content names other things by id that may not exist.
    var refersToOthers = false
    /// A credential or the like had to be made up.
    var hasInventedValues = false
    /// Where the one mistake of a negative case is.
    var mistake: Mistake?
  }

  enum Mistake {
    case path, query, field, cookie
    /// In the content; or the content as a whole is missing.
    case content, missingContent
  }

  private let method: String
  private let documented: [StatusPattern]
  private let hasSecurity: Bool
  private let responses: [ExpectedResponse]

  init(_ operation: Operation, schemas: ResponseSchemas) {
    method = operation.method
    documented = operation.responses.map(\.status)
    hasSecurity = !operation.security.isEmpty
    responses = operation.responses.map { schemas.expected($0, method: operation.method) }
  }

  // MARK: - Positive cases

  /// The documented successes; `2xx` when nothing but `default`, or no success at all, is documented.
  var successes: [StatusPattern] {
    let successes = documented.filter { pattern in
      switch pattern {
      case .code(let code): (200..<400).contains(code)
      case .range(let hundred): hundred == 2 || hundred == 3
      case .default: false
      }
    }
    if !successes.isEmpty { return successes }
    if documented.contains(.default) { return [.range(2)] }
    // Documents that list failures only: what they list is not wrong either.
    return [.range(2)]
      + documented.filter { pattern in
        if case .code(let code) = pattern { (400..<600).contains(code) } else { false }
      }
  }

  /// Whether the only success is an upgrade, as of a WebSocket: no request of a suite asks for it.
  var switchesProtocols: Bool {
    documented.contains(.code(101)) && successes.first == .range(2)
      && !documented.contains(.range(2))
  }

  /// A request that the document allows: it succeeds, but for what a correct server may not know.
  func positive(_ circumstances: Circumstances) -> Expectation {
    var statuses = successes
    var tolerated: [Int] = []
    if circumstances.mayBeMissing { tolerated.append(404) }
    if circumstances.refersToOthers { tolerated += [404, 409, 422].filter(documentsExactly) }
    // Run against a server that remembers an earlier run, creating the same again is a conflict.
    if ["POST", "PUT", "PATCH"].contains(method), documentsExactly(409) { tolerated.append(409) }
    add(tolerated, to: &statuses)
    return expectation(statuses)
  }

  /// The successes as a title shows them.
  var successText: String { StatusText.list(successes.filter { $0 != .default }) }

  // MARK: - Negative cases

  /// What Schemathesis accepts for data that the document forbids, without the server's own errors.
  static let refusals = [400, 401, 403, 404, 405, 406, 409, 415, 422, 428]

  /// A request with one mistake: it is refused.
  ///
  /// 400 and 422 always; what else of ``refusals`` the operation documents or the mistake explains.
  func negative(_ circumstances: Circumstances) -> Expectation {
    var explained: Set<Int> = [400, 422]
    if circumstances.mayBeMissing || circumstances.mistake == .path { explained.insert(404) }
    if circumstances.hasInventedValues { explained.formUnion([401, 403]) }
    switch circumstances.mistake {
    case .field: explained.formUnion([401, 403, 406])
    case .cookie: explained.formUnion([401, 403])
    case .missingContent: explained.insert(415)
    case .path, .query, .content, nil: break
    }
    let accepted = Self.refusals.filter { code in
      // With credentials that are in order a mistake elsewhere is not a matter of authority.
      explained.contains(code) || fits(code) && !(hasSecurity && (code == 401 || code == 403))
    }
    return expectation(accepted.map(StatusPattern.code))
  }

  /// Whether a documented status may be the answer to any mistake.
  ///
  /// 404 must be documented by name: with `default` it would fit everywhere and hide a wrong route.
  /// 406 and 415 are about media types, which are in order.
  private func fits(_ code: Int) -> Bool {
    switch code {
    case 406, 415: false
    case 401, 403, 404: documentsExactly(code)
    default: documented.contains { StatusText.covers($0, code) }
    }
  }

  // MARK: - Exact outcomes

  /// Exactly these statuses, as a step of a lifecycle demands.
  func exactly(_ codes: [Int]) -> Expectation {
    expectation(codes.map(StatusPattern.code))
  }

  private func documentsExactly(_ code: Int) -> Bool { documented.contains(.code(code)) }

  private func add(_ codes: [Int], to statuses: inout [StatusPattern]) {
    for code in codes where !statuses.contains(.code(code)) { statuses.append(.code(code)) }
  }

  private func expectation(_ statuses: [StatusPattern]) -> Expectation {
    Expectation(
      statuses: statuses,
      statusText: StatusText.list(statuses),
      responses: responses,
      forbidsContent: method == "HEAD" || statuses.allSatisfy(StatusText.isWithoutContent)
    )
  }
}
