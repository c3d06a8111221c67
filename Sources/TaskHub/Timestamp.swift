import FoundationEssentials

/// A moment in UTC with millisecond precision; its text form is `2026-01-02T03:04:05.678Z`.
package struct Timestamp: Sendable, Hashable, Comparable {
  package var millisecondsSinceEpoch: Int64

  package init(millisecondsSinceEpoch: Int64) {
    self.millisecondsSinceEpoch = millisecondsSinceEpoch
  }

  /// The system clock's moment.
  package static var now: Timestamp {
    Timestamp(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
  }

  package static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.millisecondsSinceEpoch < rhs.millisecondsSinceEpoch
  }

  /// Milliseconds from `other` to this moment; negative when `other` is later.
  package func milliseconds(since other: Timestamp) -> Int64 {
    millisecondsSinceEpoch - other.millisecondsSinceEpoch
  }

  /// This moment moved back by `duration`.
  package func earlier(by duration: Duration) -> Timestamp {
    Timestamp(millisecondsSinceEpoch: millisecondsSinceEpoch - duration.wholeMilliseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  package var description: String {
    let (day, millisecondOfDay) = millisecondsSinceEpoch.flooredDivision(by: 86_400_000)
    let (year, month, dayOfMonth) = Self.civilDate(daysSinceEpoch: day)
    let second = millisecondOfDay / 1000
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T"
      + "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))."
      + "\(padded(millisecondOfDay % 1000, 3))Z"
  }

  /// Proleptic Gregorian date of a day number: eras of 400 years that begin on 1 March.
  private static func civilDate(daysSinceEpoch: Int64) -> (Int64, Int64, Int64) {
    let (era, dayOfEra) = (daysSinceEpoch + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// In JSON a timestamp is its ISO 8601 text.
extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = try? Date(text, strategy: Self.style) else {  // its error names nothing useful
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "not an ISO 8601 timestamp: \(text)"
      )
    }
    self.init(millisecondsSinceEpoch: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension Duration {
  /// Rounded down.
  package var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Int64 {
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
