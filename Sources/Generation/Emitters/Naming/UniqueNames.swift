/// Gives every text a name of its own; names differ in more than letter case.
///
/// A text that comes again gets its name again. The name of a text does not depend on the texts
/// after it, and hardly on those before it: a regenerated suite differs only where the document does.
struct UniqueNames {
  private var names: [String: String] = [:]
  private var taken: Set<String>

  /// - Parameter reserved: names that must not be given.
  init(reserved: some Sequence<String> = []) {
    taken = Set(reserved.map { $0.lowercased() })
  }

  /// The name for `text`: `wanted` when it is free, else with digits of the text's digest behind it.
  mutating func name(for text: String, wanted: String) -> String {
    if let known = names[text] { return known }
    var candidate = wanted
    var number = 1
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(wanted)_\(Slug.digest(of: text))" + (number == 1 ? "" : "_\(number)")
      number += 1
    }
    names[text] = candidate
    return candidate
  }
}
