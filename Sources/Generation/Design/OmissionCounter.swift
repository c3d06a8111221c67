/// Counts what is left out, by technique and reason, in order of first appearance.
struct OmissionCounter {
  private(set) var omissions: [Omission] = []
  private let operation: String

  init(operation: String) {
    self.operation = operation
  }

  mutating func add(_ technique: Technique?, _ reason: String, count: Int = 1) {
    guard count > 0 else { return }
    let index = omissions.firstIndex { $0.technique == technique && $0.reason == reason }
    if let index {
      omissions[index].count += count
      return
    }
    let sameTechnique = omissions.count { $0.technique == technique }
    if sameTechnique >= DesignLimits.omissionReasonsMax {
      let rest = "other reasons"
      if reason != rest {
        add(technique, rest, count: count)
      } else {
        append(technique, rest, count)
      }
    } else {
      append(technique, reason, count)
    }
  }

  private mutating func append(_ technique: Technique?, _ reason: String, _ count: Int) {
    omissions.append(
      Omission(technique: technique, operation: operation, reason: reason, count: count)
    )
  }
}
