/// A point in time as HTTP writes it, to the second (RFC 9110 §5.6.7).
public struct HTTPDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, from there to the end of the year 9999.
  public let secondsSinceEpoch: Int

  private static let secondsMax = 253_402_300_799
  private static let weekdays: [StaticString] = [
    "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed",
  ]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The nearest time that can be written.
  public init(secondsSinceEpoch: Int) {
    self.secondsSinceEpoch = min(max(secondsSinceEpoch, 0), Self.secondsMax)
  }

  /// The earlier one is smaller.
  public static func < (left: HTTPDate, right: HTTPDate) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`: always 29 bytes.
  public var bytes: [UInt8] {
    let day = secondsSinceEpoch / 86_400
    let second = secondsSinceEpoch % 86_400
    let date = CivilDate(daysSinceEpoch: day)
    var text: [UInt8] = []
    text.reserveCapacity(29)
    text.append(Self.weekdays[day % 7])
    text.append(", ")
    text.appendTwoDigits(date.day)
    text.append(" ")
    text.append(Self.months[date.month - 1])
    text.append(" ")
    text.appendTwoDigits(date.year / 100)
    text.appendTwoDigits(date.year % 100)
    text.append(" ")
    text.appendTwoDigits(second / 3600)
    text.append(":")
    text.appendTwoDigits(second / 60 % 60)
    text.append(":")
    text.appendTwoDigits(second % 60)
    text.append(" GMT")
    return text
  }

  /// The same as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

// MARK: - Parsing

extension HTTPDate {
  /// Reads any of the three forms that a recipient must understand; anything else is `nil`.
  public init?(_ text: String) {
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    switch (parts.count, text.utf8.count) {
    case (6, 29):  // Sun, 06 Nov 1994 08:49:37 GMT
      guard parts[5] == "GMT" else { return nil }
      self.init(day: parts[1], month: parts[2], year: parts[3], time: parts[4])
    case (4, _):  // Sunday, 06-Nov-94 08:49:37 GMT
      let date = parts[1].split(separator: "-").map(String.init)
      guard parts[3] == "GMT", date.count == 3, date[2].utf8.count == 2 else { return nil }
      // A two-digit year means the century that the web has been in (RFC 9110 §5.6.7).
      let century = date[2] < "70" ? "20" : "19"
      self.init(day: date[0], month: date[1], year: century + date[2], time: parts[2])
    case (5, 24):  // Sun Nov  6 08:49:37 1994
      self.init(day: parts[2], month: parts[1], year: parts[4], time: parts[3])
    default:
      return nil
    }
  }

  private init?(day: String, month: String, year: String, time: String) {
    let times = time.split(separator: ":", omittingEmptySubsequences: false)
    guard times.count == 3,
      let month = Self.months.firstIndex(where: { month.utf8.span.equals($0, ignoringCase: false) }
      ),
      let day = Self.number(day, in: 1...31),
      let year = Self.number(year, in: 1970...9999),
      let hour = Self.number(String(times[0]), in: 0...23),
      let minute = Self.number(String(times[1]), in: 0...59),
      let second = Self.number(String(times[2]), in: 0...60)
    else { return nil }
    let date = CivilDate(year: year, month: month + 1, day: day)
    guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
    self.init(secondsSinceEpoch: date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second)
  }

  private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ ASCII.digitValue($0) != nil }), let number = Int(text),
      range.contains(number)
    else { return nil }
    return number
  }
}

/// A day of the Gregorian calendar, from 1970 on.
private struct CivilDate: Equatable {
  let year: Int
  let month: Int
  let day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Counts from 1 March of the year 0, so that the leap day ends a year.
  init(daysSinceEpoch: Int) {
    let days = daysSinceEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    month = shifted < 10 ? shifted + 3 : shifted - 9
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Array where Element == UInt8 {
  /// Appends ASCII text that is known at compile time.
  mutating func append(_ text: StaticString) {
    // Sound: a static string is valid for ever and has so many bytes.
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  /// Appends a number below 100 with a leading zero.
  fileprivate mutating func appendTwoDigits(_ number: Int) {
    append(0x30 + UInt8(truncatingIfNeeded: number / 10))
    append(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }
}
