import Testing

@testable import JSONSchema

@Suite struct FormatStringsTests {
  static let formats = [
    "email", "idn-email", "date", "date-time", "time", "duration", "uuid", "uri", "uri-reference",
    "iri", "iri-reference", "uri-template", "hostname", "idn-hostname", "ipv4", "ipv6",
    "json-pointer", "relative-json-pointer", "regex",
  ]

  @Test(arguments: formats)
  func `samples are valid`(_ format: String) {
    for seed in UInt64(0)..<30 {
      var generator = SeededGenerator(seed: seed)
      let samples = FormatStrings.samples(format, using: &generator)
      #expect(!samples.isEmpty)
      for sample in samples {
        #expect(FormatChecker.isValid(sample, format: format) != false, "\(sample)")
      }
    }
  }

  @Test(arguments: formats)
  func `a near miss of every asserted format is found`(_ format: String) {
    var generator = SeededGenerator(seed: 1)
    guard let base = FormatStrings.samples(format, using: &generator).first,
      FormatChecker.isValid(base, format: format) == true
    else { return }
    let misses = FormatStrings.nearMisses(format, base: base)
    #expect(misses.contains { FormatChecker.isValid($0, format: format) == false })
  }

  @Test(arguments: ["email", "hostname", "uri", "date-time", "json-pointer"])
  func `sized strings have their length and are valid`(_ format: String) {
    for length in [21, 22, 50, 63, 64, 65, 76, 77, 78, 100, 128, 200, 250] {
      guard let text = FormatStrings.sized(format, length: length) else { continue }
      #expect(text.unicodeScalars.count == length)
      #expect(FormatChecker.isValid(text, format: format) != false, "\(text)")
    }
  }
}
