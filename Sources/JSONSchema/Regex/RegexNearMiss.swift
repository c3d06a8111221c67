/// Strings that a pattern does not match, near ones first: a matching string with one character
/// changed, added or taken away, then one that has nothing to do with the pattern.
enum RegexNearMiss {
  /// - Parameters:
  ///   - base: A string that matches.
  ///   - lengths: What the results must keep to.
  static func strings(_ regex: ECMARegex, near base: String, lengths: ClosedRange<Int>) -> [String]
  {
    var found: [String] = []
    for candidate in candidates(base) where found.count < resultsMax {
      guard lengths.contains(candidate.unicodeScalars.count), !found.contains(candidate),
        !regex.matches(candidate)
      else { continue }
      found.append(candidate)
    }
    return found
  }

  private static let resultsMax = 4

  private static func candidates(_ base: String) -> [String] {
    let codes = Array(base.unicodeScalars.prefix(RegexLimits.generatedLengthMax))
    var result: [String] = []
    // The middle and the ends show where a pattern is strict.
    let places = Set([codes.count / 2, 0, codes.count - 1, codes.count / 3]).sorted()
    for replacement in replacements {
      for place in places where codes.indices.contains(place) && codes[place] != replacement {
        var changed = codes
        changed[place] = replacement
        result.append(text(changed))
      }
    }
    for extra in replacements {
      result.append(text(codes + [extra]))
      result.append(text([extra] + codes))
    }
    result.append(text(Array(codes.dropLast())))
    result.append(text(Array(codes.dropFirst())))
    for filler in replacements {
      result.append(text(Array(repeating: filler, count: max(codes.count, 1))))
    }
    result.append("")
    return result
  }

  /// Outside most classes, printable, and kept by every serialisation.
  private static let replacements: [Unicode.Scalar] = ["!", "x", "0", "~", "Z", "_", "é"]

  private static func text(_ codes: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: codes)
    return String(view)
  }
}
