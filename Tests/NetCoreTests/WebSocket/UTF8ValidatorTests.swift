import Testing

@testable import NetCore

@Suite struct UTF8ValidatorTests {
  private static func isValid(_ bytes: [UInt8]) -> Bool {
    var validator = UTF8Validator()
    return validator.receive(bytes.span) && validator.isComplete
  }

  @Test func `agrees with the standard library on every pair of octets`() {
    for first in UInt8.min...255 {
      for second in UInt8.min...255 {
        let bytes = [first, second]
        #expect(Self.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      }
    }
  }

  @Test func `agrees with the standard library on the borders of longer sequences`() {
    let borders: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    for first in UInt8(0xE0)...0xF5 {
      for second in borders {
        for third in borders {
          for fourth in borders {
            for bytes in [[first, second, third], [first, second, third, fourth]] {
              #expect(Self.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
            }
          }
        }
      }
    }
  }

  @Test func `goes on over every cut`() {
    let bytes = Array("aé€😀 plain ASCII of some length é".utf8)
    for cut in 0...bytes.count {
      var validator = UTF8Validator()
      for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
        let isValid = validator.receive(piece.span)
        #expect(isValid)
      }
      #expect(validator.isComplete)
    }
  }

  @Test func `fails at the octet and not later`() {
    var validator = UTF8Validator()
    let begin: [UInt8] = [0xF4]
    let wrong: [UInt8] = [0x90]
    let mayBegin = validator.receive(begin.span)
    #expect(mayBegin)
    #expect(!validator.isComplete)
    let mayGoOn = validator.receive(wrong.span)
    #expect(!mayGoOn)
  }
}
