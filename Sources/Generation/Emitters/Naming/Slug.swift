/// Readable ASCII names made of text from a document.
enum Slug {
  /// Lower-case words joined by `_`: `petId`, `pet-id` and `/pet/{id}` give `pet_id`.
  ///
  /// Letters and digits beyond ASCII cannot stay, and long text is cut; the name then ends in six
  /// digits of the text's digest, so that it is stable and unlike its neighbours. Never empty, never
  /// begins or ends with `_`, at most `characterCountMax` characters.
  static func words(_ text: String, characterCountMax: Int = 60) -> String {
    var slug = ""
    var isLossy = false
    var previousWasLower = false
    for scalar in text.unicodeScalars {
      if slug.utf8.count > characterCountMax {
        isLossy = true
        break
      }
      switch scalar {
      case "a"..."z", "0"..."9":
        slug.unicodeScalars.append(scalar)
        previousWasLower = true
      case "A"..."Z":
        if previousWasLower { slug += "_" }
        slug += scalar.properties.lowercaseMapping
        previousWasLower = false
      default:
        isLossy = isLossy || (!scalar.isASCII && scalar.properties.isIDContinue)
        if !slug.isEmpty, slug.utf8.last != UInt8(ascii: "_") { slug += "_" }
        previousWasLower = false
      }
    }
    slug = trimmed(slug)
    if isLossy || slug.isEmpty || slug.utf8.count > characterCountMax {
      let digest = digest(of: text)
      let stem = trimmed(String(slug.prefix(characterCountMax - digest.count - 1)))
      slug = stem.isEmpty ? "x_\(digest)" : "\(stem)_\(digest)"
    }
    return slug
  }

  /// Six hexadecimal digits that tell texts with the same words apart.
  static func digest(of text: String) -> String {
    String(SHA256.hex(Array(text.utf8)).prefix(6))
  }

  private static func trimmed(_ slug: String) -> String {
    var slug = slug[...]
    while slug.hasPrefix("_") { slug.removeFirst() }
    while slug.hasSuffix("_") { slug.removeLast() }
    return String(slug)
  }
}
