/// Numbers that a person would expect under a property name.
enum RealisticNumbers {
  /// Best first; none has to fit the schema's limits.
  static func candidates(
    name: String?,
    isInteger: Bool,
    using generator: inout SeededGenerator
  ) -> [JSONNumber] {
    let words = NameWords(name ?? "")
    var literals: [String] = []
    if words.last == "id" { literals.append(String(generator.number(in: 1...999))) }
    for (keys, values) in table where keys.contains(where: { words.words.contains($0) }) {
      if let value = generator.pick(values) { literals.append(value) }
      literals += values
      break
    }
    let whole = generator.number(in: 2...60)
    let cents = generator.pick(["25", "5", "75", "99"]) ?? "5"
    literals += isInteger ? ["\(whole)"] : ["\(whole).\(cents)", "\(whole)"]
    literals += ["10", "5", "2", "1", "0", "0.5"]
    return literals.compactMap { JSONNumber($0) }
  }

  private static let table: [([String], [String])] = [
    (["latitude", "lat"], ["48.8566", "52.52", "40.7128", "35.6762"]),
    (["longitude", "lng", "lon", "long"], ["2.3522", "13.405", "-74.006", "139.6503"]),
    (
      ["price", "amount", "cost", "total", "subtotal", "fee", "balance", "salary", "budget"],
      ["19.99", "49.5", "120", "7.25"]
    ),
    (["age", "ages"], ["34", "27", "42", "61"]),
    (["quantity", "qty", "count", "stock", "seats", "guests"], ["3", "2", "12", "5"]),
    (["percent", "percentage", "discount", "progress"], ["15", "20", "7.5", "50"]),
    (["rate", "ratio", "probability", "confidence"], ["0.2", "0.75", "0.5", "0.15"]),
    (["rating", "stars"], ["4", "5", "3", "4.5"]),
    (["score"], ["87", "72.5", "64", "95"]),
    (["year"], ["2024", "2023", "2021", "2019"]),
    (["month"], ["6", "3", "11", "9"]),
    (["day"], ["17", "4", "23", "28"]),
    (["hour", "hours"], ["9", "14", "8", "16"]),
    (["minute", "minutes"], ["30", "15", "45", "20"]),
    (["seconds", "timeout", "ttl", "duration", "interval"], ["60", "30", "120", "300"]),
    (["timestamp", "epoch", "created", "updated"], ["1715938200", "1718000000", "1722500000"]),
    (["port"], ["8080", "443", "5432", "3000"]),
    (["page", "offset", "index", "position", "skip"], ["1", "2", "1", "3"]),
    (["limit", "size", "take"], ["20", "10", "25", "50"]),
    (["weight"], ["2.5", "12", "0.8", "70"]),
    (["height", "width", "length", "depth"], ["120", "80", "45.5", "200"]),
    (["temperature"], ["21.5", "18", "36.6", "4"]),
    (["distance"], ["12.5", "3", "480", "7.2"]),
    (["version"], ["1", "2", "3"]),
  ]
}
