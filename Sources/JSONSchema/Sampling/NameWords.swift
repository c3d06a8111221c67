/// A property name cut into lower-case words: `billingAddress_line1` → billing, address, line1.
struct NameWords: Sendable {
  let words: [String]

  init(_ name: String) {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    for character in name.unicodeScalars.prefix(Self.lengthMax) {
      let properties = character.properties
      guard properties.isAlphabetic || properties.numericType != nil else {
        words.append(word)
        word = ""
        previousIsLower = false
        continue
      }
      if properties.isUppercase && previousIsLower {
        words.append(word)
        word = ""
      }
      previousIsLower = !properties.isUppercase
      word += properties.lowercaseMapping
    }
    words.append(word)
    self.words = words.filter { !$0.isEmpty }
  }

  private static let lengthMax = 128

  /// The endings that say what is meant, longest first: all words, the last two, the last one.
  ///
  /// `billingPostalCode` gives `billingpostalcode`, `postalcode`, `code`.
  var endings: [String] {
    Set([words.count, 2, 1]).filter { $0 <= words.count }.sorted(by: >).map {
      words.suffix($0).joined()
    }
  }

  var last: String { words.last ?? "" }
}
