import NetCore
import TestSupport
import Testing

/// Inputs that are nearly right: no cut may change what they amount to, and none may trap.
@Suite struct MutatedInputTests {
  private static let mutationsPerCase = 30

  /// Octets that mean something to one of the parsers.
  private static let significant = Array("\r\n \t:;,=-0\u{0}\u{7F}".utf8) + [0x80, 0xC0, 0xFF]

  private static func mutations(of input: [UInt8], salt: Int) -> [[UInt8]] {
    guard !input.isEmpty else { return [] }
    var state = UInt64(salt + 1) &* 0x9E37_79B9_7F4A_7C15
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<mutationsPerCase).map { _ in
      var bytes = input
      let index = random(below: bytes.count)
      switch random(below: 4) {
      case 0: bytes[index] ^= 1 << UInt8(random(below: 8))
      case 1: bytes[index] = significant[random(below: significant.count)]
      case 2: bytes.remove(at: index)
      default: bytes.insert(significant[random(below: significant.count)], at: index)
      }
      return bytes
    }
  }

  @Test func `a request that is nearly right means the same however it is cut`() {
    for (salt, sample) in CaseFiles.cases("requests").enumerated() {
      for input in Self.mutations(of: sample.input, salt: salt) {
        let whole = RequestTranscript.events(of: [input])
        let single = RequestTranscript.events(of: input.map { [$0] })
        #expect(whole == single, "\(CaseFiles.shown(input))")
      }
    }
  }

  @Test func `a frame that is nearly right means the same however it is cut`() {
    for (salt, sample) in CaseFiles.cases("frames").enumerated() {
      for input in Self.mutations(of: sample.input, salt: salt) {
        let whole = FrameTranscript.events(of: [input])
        let single = FrameTranscript.events(of: input.map { [$0] })
        #expect(whole == single, "\(CaseFiles.shown(input))")
      }
    }
  }

  @Test func `a form that is nearly right means the same however it is cut`() throws {
    for (salt, sample) in CaseFiles.cases("forms").enumerated() {
      for input in Self.mutations(of: sample.input, salt: salt) {
        let whole = try MultipartParserTests.events(of: [input])
        let single = try MultipartParserTests.events(of: input.map { [$0] })
        #expect(whole == single, "\(CaseFiles.shown(input))")
      }
    }
  }
}
