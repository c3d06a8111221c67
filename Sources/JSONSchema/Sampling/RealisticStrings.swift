/// Strings that a person would expect under a property name. Nothing in them belongs to anybody:
/// addresses are under `example.com` (RFC 2606), telephone numbers in the ranges kept for fiction.
enum RealisticStrings {
  /// Best first; none has to fit the schema.
  ///
  /// - Parameter isDistinct: Adds a number to what people choose freely: two strings differ.
  static func candidates(
    name: String?,
    domain: DomainVocabulary,
    isDistinct: Bool,
    using generator: inout SeededGenerator
  ) -> [String] {
    let words = NameWords(name ?? "")
    for ending in words.endings {
      guard let rule = rules.first(where: { $0.keys.contains(ending) }) else { continue }
      let values = rotated(rule.values, using: &generator)
      return isDistinct && rule.isFree ? numbered(values, using: &generator) + values : values
    }
    switch words.last {
    case "name", "title", "label", "product", "item", "subject", "headline":
      let values = rotated(domain.products, using: &generator)
      return isDistinct ? numbered(values, using: &generator) + values : values
    case "category", "type", "kind", "group", "topic", "tag", "genre":
      return rotated(domain.categories, using: &generator)
    case "description", "text", "comment", "note", "notes", "message", "summary", "body", "content",
      "reason", "details", "bio", "remarks":
      return rotated(domain.products, using: &generator).map {
        "About \($0): please see the notes."
      }
    case "id", "key", "code", "reference", "number", "sku":
      return [identifier(words, using: &generator)]
    default: return []
    }
  }

  /// Something when nothing is known: the name with a word, and a number if it is to be distinct.
  static func fallback(
    name: String?,
    isDistinct: Bool,
    using generator: inout SeededGenerator
  ) -> [String] {
    let text = NameWords(name ?? "").words.joined(separator: " ")
    let word = generator.pick(["amber", "cedar", "delta", "harbor", "maple", "orchid"]) ?? "amber"
    let values = text.isEmpty ? [word, "example"] : ["\(text) \(word)", word]
    return isDistinct ? numbered(values, using: &generator) + values : values
  }

  /// Each with the same number: before the `@` of an address, otherwise at the end.
  private static func numbered(
    _ values: [String],
    using generator: inout SeededGenerator
  ) -> [String] {
    let number = generator.number(in: 100...9_999)
    return values.map { value in
      guard let at = value.firstIndex(of: "@") else {
        // A word of prose takes a space, a user name does not.
        let isProse = value.contains(" ") || value.first?.isUppercase == true
        return isProse ? "\(value) \(number)" : "\(value)\(number)"
      }
      return value[..<at] + "\(number)" + value[at...]
    }
  }

  private static func identifier(
    _ words: NameWords,
    using generator: inout SeededGenerator
  ) -> String {
    let prefix = words.words.count > 1 ? words.words[0] : "ref"
    return "\(prefix)-\(generator.number(in: 1_000...9_999))"
  }

  private static func rotated(
    _ values: [String],
    using generator: inout SeededGenerator
  ) -> [String] {
    guard !values.isEmpty else { return [] }
    let shift = generator.below(values.count)
    return Array(values[shift...] + values[..<shift])
  }

  private struct Rule {
    /// An ending of the name is one of these; see ``NameWords/endings``.
    var keys: Set<String>
    /// People choose the value, so any number may follow it.
    var isFree = false
    var values: [String]
  }

  private static let rules = [
    Rule(
      keys: ["email", "mail", "emailaddress", "mailaddress"],
      isFree: true,
      values: ["ada.keller@example.com", "noah.berg@example.com", "mia.tanaka@example.com"]
    ),
    Rule(keys: ["firstname", "givenname", "forename", "middlename"], values: givenNames),
    Rule(keys: ["lastname", "surname", "familyname"], values: familyNames),
    Rule(
      keys: ["username", "login", "nickname", "handle", "screenname", "displayname", "userid"],
      isFree: true,
      values: ["ada.keller", "noah_berg", "mia.tanaka", "leo.martin"]
    ),
    Rule(
      keys: [
        "fullname", "customer", "customername", "owner", "ownername", "author", "authorname",
        "person", "contact", "contactname", "recipient", "recipientname", "holder", "holdername",
      ],
      isFree: true,
      values: ["Ada Keller", "Noah Berg", "Mia Tanaka", "Leo Martin"]
    ),
    Rule(
      keys: [
        "company", "organization", "organisation", "employer", "vendor", "manufacturer",
        "companyname", "brand",
      ],
      values: ["Example Works", "Northwind Example", "Harbour & Sons"]
    ),
    Rule(
      keys: ["phone", "phonenumber", "mobile", "mobilenumber", "telephone", "tel", "fax"],
      values: ["+12025550142", "+12025550187", "+442079460123"]
    ),
    Rule(
      keys: ["url", "uri", "website", "homepage", "link", "href", "callback", "webhook"],
      values: ["https://example.com/resource", "https://www.example.com/page"]
    ),
    Rule(
      keys: ["avatar", "image", "photo", "picture", "icon", "logo", "thumbnail"],
      values: ["https://example.com/images/sample.png", "https://example.com/images/photo.jpg"]
    ),
    Rule(keys: ["hostname", "host", "domain"], values: ["api.example.com", "www.example.com"]),
    Rule(keys: ["ip", "ipaddress"], values: ["192.0.2.17", "198.51.100.23"]),
    Rule(keys: ["countrycode", "countryiso"], values: ["DE", "FR", "JP", "US"]),
    Rule(
      keys: ["country", "countryname", "nation"],
      values: ["Germany", "France", "Japan", "Canada", "DE", "US"]
    ),
    Rule(keys: ["city", "cityname", "town"], values: ["Berlin", "Lyon", "Osaka", "Toronto"]),
    Rule(keys: ["state", "province", "region"], values: ["Bavaria", "Ontario", "Kansai", "CA"]),
    Rule(
      keys: ["zip", "zipcode", "postcode", "postal", "postalcode"],
      values: ["10115", "69001", "90210"]
    ),
    Rule(
      keys: ["street", "address", "line1", "address1"],
      values: ["12 Market Street", "5 Station Road", "48 Garden Lane"]
    ),
    Rule(keys: ["streetname"], values: ["Market Street", "Station Road", "Garden Lane"]),
    Rule(keys: ["line2", "address2"], values: ["Apartment 4", "Second floor"]),
    Rule(
      keys: ["amount", "price", "total", "fee", "cost", "balance"],
      values: ["19.99", "49.50", "120.00"]
    ),
    Rule(keys: ["currency", "currencycode", "currencyiso"], values: ["EUR", "USD", "JPY", "GBP"]),
    Rule(
      keys: ["language", "languagecode", "lang", "locale"],
      values: ["en", "de", "fr", "en-US"]
    ),
    Rule(keys: ["timezone", "tz"], values: ["Europe/Berlin", "America/Toronto", "Asia/Tokyo"]),
    Rule(keys: ["iban"], values: ["DE89370400440532013000", "GB29NWBK60161331926819"]),
    Rule(keys: ["bic", "swift"], values: ["COBADEFFXXX", "DEUTDEFF"]),
    Rule(keys: ["isbn"], values: ["9783161484100", "978-3-16-148410-0"]),
    Rule(keys: ["password", "passphrase"], values: ["Str0ng-Passw0rd!", "Br1ght-Harb0ur?"]),
    Rule(
      keys: ["token", "secret", "apikey"],
      values: ["sample-token-4f2a9c", "sample-token-8b31d7"]
    ),
    Rule(keys: ["color", "colour"], values: ["blue", "green", "#3366cc", "red"]),
    Rule(keys: ["gender", "sex"], values: ["female", "male"]),
    Rule(keys: ["status", "state"], values: ["active", "pending", "closed"]),
    Rule(
      keys: ["mimetype", "contenttype", "mediatype"],
      values: ["application/json", "image/png"]
    ),
    Rule(keys: ["filename", "file"], values: ["report.pdf", "notes.txt"]),
    Rule(keys: ["path"], values: ["/documents/report", "documents/report"]),
    Rule(keys: ["slug"], isFree: true, values: ["spring-catalogue", "sample-page"]),
    Rule(keys: ["version"], values: ["1.2.0", "2.0.1"]),
    Rule(
      keys: ["birthday", "birthdate", "dob", "dateofbirth"],
      values: ["1990-04-12", "1985-11-30"]
    ),
    Rule(keys: ["date", "day"], values: ["2024-05-17", "2024-06-03"]),
    Rule(
      keys: ["datetime", "timestamp", "createdat", "updatedat"],
      values: ["2024-05-17T09:30:00Z", "2024-06-03T14:05:00Z"]
    ),
    Rule(keys: ["time"], values: ["09:30:00", "14:05:00"]),
    Rule(keys: ["uuid", "guid"], values: ["3f2b8c1e-5d4a-4b6f-9e7d-1a2b3c4d5e6f"]),
    Rule(
      keys: ["query", "search", "q", "keyword", "filter"],
      values: ["lamp", "coffee", "garden"]
    ),
    Rule(keys: ["sort", "sortby", "orderby"], values: ["name", "date"]),
    Rule(
      keys: ["job", "role", "position", "occupation"],
      values: ["engineer", "teacher", "editor"]
    ),
  ]

  private static let givenNames = ["Ada", "Noah", "Mia", "Leo", "Emma", "Yuki"]
  private static let familyNames = ["Keller", "Berg", "Tanaka", "Martin", "Silva", "Novak"]
}
