import JSONSchema

/// Diagnostics in the order in which they were found, each once, and not more than a bound.
struct Findings {
  private struct Key: Hashable {
    var message: String
    var pointer: JSONPointer?
  }

  private let max: Int
  private var seen: Set<Key> = []
  private var kept: [Diagnostic] = []
  private var surplusCount = 0

  init(max: Int) {
    self.max = max
  }

  mutating func add(_ diagnostic: Diagnostic) {
    // What is over the bound is only counted, so it is not remembered either.
    guard kept.count < max else {
      surplusCount += 1
      return
    }
    let key = Key(message: diagnostic.message, pointer: diagnostic.pointer)
    guard seen.insert(key).inserted else { return }
    kept.append(diagnostic)
  }

  mutating func warn(_ message: String, at pointer: JSONPointer) {
    add(Diagnostic(severity: .warning, message: message, pointer: pointer))
  }

  /// Everything kept and, when there was more, one line that counts the rest.
  ///
  /// - Parameter kind: What is counted, in the plural.
  func diagnostics(kind: String) -> [Diagnostic] {
    guard surplusCount > 0 else { return kept }
    let rest = Diagnostic(
      severity: .information,
      message: "\(surplusCount) more \(kind) are not listed; correct the first ones and read again."
    )
    return kept + [rest]
  }
}

/// Why an operation cannot be used.
struct Defect: Error, Equatable {
  /// A sentence.
  var message: String
  var pointer: JSONPointer

  init(_ message: String, at pointer: JSONPointer) {
    self.message = message
    self.pointer = pointer
  }

  var diagnostic: Diagnostic {
    Diagnostic(severity: .error, message: message, pointer: pointer)
  }
}
