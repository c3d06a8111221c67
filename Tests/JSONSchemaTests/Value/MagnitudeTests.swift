import Testing

@testable import JSONSchema

@Suite struct MagnitudeTests {
  private func magnitude(_ digits: String) -> Magnitude {
    Magnitude(digits: digits.utf8.map { $0 & 15 })
  }

  @Test(arguments: ["0", "1", "999999999", "1000000000", "123456789012345678901234567890"])
  func `reads and writes digits`(digits: String) {
    #expect(magnitude(digits).description == digits)
    #expect(magnitude("000" + digits) == magnitude(digits))
    #expect(magnitude(digits).digitCount == (digits == "0" ? 0 : digits.count))
  }

  @Test func `divides small and large numbers alike`() {
    let cases = [
      ("1000000000000000000000000000000000000000000000", "999999999999"),
      ("123456789", "1000"), ("5", "7"), ("999999999999999999", "999999999"),
    ]
    for (dividend, divisor) in cases {
      let (a, b) = (magnitude(dividend), magnitude(divisor))
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      #expect(quotient.multiplied(by: b).adding(remainder) == a)
      #expect(remainder < b)
    }
  }

  @Test func `carries and borrows over limbs`() {
    let nines = magnitude(String(repeating: "9", count: 27))
    let power = magnitude("1" + String(repeating: "0", count: 27))
    #expect(nines.adding(Magnitude(1)) == power)
    #expect(power.subtracting(Magnitude(1)) == nines)
    #expect(power.subtracting(power).isZero)
  }

  @Test func `scales and strips zeros`() {
    let scaled = magnitude("123").scaled(byPowerOfTen: 20)
    #expect(scaled.description == "123" + String(repeating: "0", count: 20))
    let (stripped, zeros) = scaled.withoutTrailingZeros()
    #expect(stripped == magnitude("123"))
    #expect(zeros == 20)
  }

  @Test func `removes factors up to a limit`() {
    #expect(magnitude("24").removingFactors(of: 2, atMost: 10) == magnitude("3"))
    #expect(magnitude("24").removingFactors(of: 2, atMost: 2) == magnitude("6"))
    #expect(magnitude("24").removingFactors(of: 5, atMost: 10) == magnitude("24"))
  }

  @Test func `traps when a difference is negative`() async {
    await #expect(processExitsWith: .failure) { _ = Magnitude(1).subtracting(Magnitude(2)) }
  }
}
