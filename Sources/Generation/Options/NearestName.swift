/// Finds the known name that a mistyped one most likely stands for.
enum NearestName {
  /// Longer input is not compared: nobody mistypes a short name into a long one.
  static let byteCountMax = 64

  /// The known name with the smallest edit distance for its length, the first of equals.
  ///
  /// - Precondition: `known` is not empty.
  static func of(_ name: String, among known: [String]) -> String {
    precondition(!known.isEmpty, "there must be a name to choose")
    guard name.utf8.count <= byteCountMax else { return known[0] }
    let typed = Array(name.lowercased().utf8)
    var best = (name: known[0], distance: Int.max, byteCount: 1)
    for candidate in known {
      let letters = Array(candidate.utf8)
      let distance = editDistance(typed, letters)
      let byteCount = max(typed.count, letters.count)
      if best.distance == Int.max || distance * best.byteCount < best.distance * byteCount {
        best = (candidate, distance, byteCount)
      }
    }
    return best.name
  }

  /// The Levenshtein distance, one row at a time.
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let substituted = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
