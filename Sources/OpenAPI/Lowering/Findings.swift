import JSONSchema

/// Diagnostics in the order in which they were found: each once, the same one in a few places only,
/// and not more than a bound.
struct Findings {
  private struct Key: Hashable {
    var message: String
    var pointer: JSONPointer?
  }

  /// How often one message is kept.
  private struct Repetition {
    var count = 0
    var lastIndex = 0
  }

  /// In how many places the same message is shown; the others are counted.
  static let placesMax = 10
  /// How many findings are remembered to tell a new one from a repeated one.
  private static let seenMax = 10_000

  private let max: Int
  private var seen: Set<Key> = []
  private var kept: [Diagnostic] = []
  private var repetitions: [String: Repetition] = [:]
  private var surplusCount = 0

  init(max: Int) {
    self.max = max
  }

  mutating func add(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    diagnostic.message = diagnostic.message.shortened
    let key = Key(message: diagnostic.message, pointer: diagnostic.pointer)
    guard !seen.contains(key) else { return }
    if seen.count < Self.seenMax {
      seen.insert(key)
    }
    var repetition = repetitions[diagnostic.message] ?? Repetition()
    if repetition.count >= Self.placesMax {
      repetition.count += 1
    } else if kept.count < max {
      repetition.count += 1
      repetition.lastIndex = kept.count
      kept.append(diagnostic)
    } else {
      surplusCount += 1
      return
    }
    repetitions[diagnostic.message] = repetition
  }

  mutating func warn(_ code: ProblemCode, _ message: String, at pointer: JSONPointer) {
    add(Diagnostic(severity: .warning, code: code, message: message, pointer: pointer))
  }

  mutating func inform(_ code: ProblemCode, _ message: String, at pointer: JSONPointer) {
    add(Diagnostic(severity: .information, code: code, message: message, pointer: pointer))
  }

  /// Everything kept and, when there was more, one line that counts the rest.
  ///
  /// - Parameter kind: What is counted, in the plural.
  func diagnostics(kind: String) -> [Diagnostic] {
    var diagnostics = kept
    for repetition in repetitions.values where repetition.count > Self.placesMax {
      diagnostics[repetition.lastIndex].message +=
        " The same holds in \(repetition.count - Self.placesMax) more places."
    }
    if surplusCount > 0 {
      diagnostics.append(
        Diagnostic(
          severity: .information,
          code: .moreFindings,
          message:
            "\(surplusCount) more \(kind) are not listed; correct the first ones and read again."
        )
      )
    }
    return diagnostics
  }
}

/// Why an operation cannot be used.
struct Defect: Error, Equatable {
  var code: ProblemCode
  /// A sentence.
  var message: String
  var pointer: JSONPointer

  init(_ code: ProblemCode, _ message: String, at pointer: JSONPointer) {
    self.code = code
    self.message = message.shortened
    self.pointer = pointer
  }

  var diagnostic: Diagnostic {
    Diagnostic(severity: .error, code: code, message: message, pointer: pointer)
  }
}

extension String {
  /// A message with names from outside in it, cut when these are absurdly long.
  fileprivate var shortened: String {
    utf8.count <= 1_000 ? self : String(prefix(1_000)) + "…"
  }
}
