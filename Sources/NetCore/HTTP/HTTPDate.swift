/// A point in time as HTTP writes it, to the second (RFC 9110 §5.6.7).
public struct HTTPDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, from there to the end of the year 9999.
  public let secondsSinceEpoch: Int

  private static let secondsMax = 253_402_300_799
  fileprivate static let weekdays: [StaticString] = [
    "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed",
  ]
  fileprivate static let fullWeekdays: [StaticString] = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]
  fileprivate static let months: [StaticString] = [
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
  ///
  /// A day before 1970 is read as the first moment of 1970. A year of two digits is the one of this
  /// century, unless that is more than 50 years ahead.
  public init?(_ text: String) {
    self.init(text, now: HTTPDate(secondsSinceEpoch: SystemCall.secondsSinceEpoch()))
  }

  /// The same at another time than now.
  init?(_ text: String, now: HTTPDate) {
    var reader = HTTPDateReader(text)
    let date =
      switch text.utf8.count {
      case 29: reader.preferred()
      case 24: reader.asctime()
      default: reader.rfc850(year: CivilDate(daysSinceEpoch: now.secondsSinceEpoch / 86_400).year)
      }
    guard let date, let time = reader.time, reader.isAtEnd else { return nil }
    self.init(secondsSinceEpoch: date.daysSinceEpoch * 86_400 + time)
  }
}

/// Goes over the bytes of a date from left to right; after the first fault it reads nothing more.
private struct HTTPDateReader {
  private let bytes: [UInt8]
  private var offset = 0
  /// Seconds since midnight, once they have been read.
  private(set) var time: Int?

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { offset == bytes.count }

  /// Sun, 06 Nov 1994 08:49:37 GMT
  mutating func preferred() -> CivilDate? {
    guard name(HTTPDate.weekdays) != nil, take(", "), let day = number(2), take(" "),
      let month = name(HTTPDate.months), take(" "), let year = number(4), take(" "), takeTime(),
      take(" GMT")
    else { return nil }
    return CivilDate(year: year, month: month + 1, validDay: day)
  }

  /// Sun Nov  6 08:49:37 1994
  mutating func asctime() -> CivilDate? {
    guard name(HTTPDate.weekdays) != nil, take(" "), let month = name(HTTPDate.months), take(" "),
      let day = take(" ") ? number(1) : number(2), take(" "), takeTime(), take(" "),
      let year = number(4)
    else { return nil }
    return CivilDate(year: year, month: month + 1, validDay: day)
  }

  /// Sunday, 06-Nov-94 08:49:37 GMT
  mutating func rfc850(year current: Int) -> CivilDate? {
    guard name(HTTPDate.fullWeekdays) != nil, take(", "), let day = number(2), take("-"),
      let month = name(HTTPDate.months), take("-"), let shortYear = number(2), take(" "),
      takeTime(), take(" GMT")
    else { return nil }
    let year = current - current % 100 + shortYear
    let isFarAhead = year > current + 50
    return CivilDate(year: isFarAhead ? year - 100 : year, month: month + 1, validDay: day)
  }

  private mutating func takeTime() -> Bool {
    // A minute may have a leap second.
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60,
      take(":"), let second = number(2), second <= 60
    else { return false }
    time = hour * 3600 + minute * 60 + second
    return true
  }

  private mutating func take(_ text: StaticString) -> Bool {
    guard bytes.span.extracting(offset...).hasPrefix(text) else { return false }
    offset += text.utf8CodeUnitCount
    return true
  }

  /// The index of the name that comes next.
  private mutating func name(_ names: [StaticString]) -> Int? {
    for index in names.indices where take(names[index]) { return index }
    return nil
  }

  private mutating func number(_ digitCount: Int) -> Int? {
    guard digitCount <= bytes.count - offset else { return nil }
    var number = 0
    for index in offset..<(offset + digitCount) {
      guard let digit = ASCII.digitValue(bytes[index]) else { return nil }
      number = number * 10 + Int(digit)
    }
    offset += digitCount
    return number
  }
}

/// A day of the Gregorian calendar.
private struct CivilDate {
  let year: Int
  let month: Int
  let day: Int

  /// `nil` when the month does not have that day.
  init?(year: Int, month: Int, validDay day: Int) {
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let dayCount = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard (1...dayCount).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Of a day from 1970 on. Counts from 1 March of the year 0, so that the leap day ends a year.
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
    // The calendar repeats itself after 400 years, so that the year 0 needs no negative numbers.
    let shiftedYear = (month <= 2 ? year - 1 : year) + 400
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
      - 146_097
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
