/// Dates, times and durations (RFC 3339 §5.6 and appendix A).
enum DateTimeFormat {
  static func isDate(_ string: String) -> Bool {
    var scanner = FormatScanner(string)
    return scanner.date() && scanner.isAtEnd
  }

  static func isTime(_ string: String) -> Bool {
    var scanner = FormatScanner(string)
    return scanner.time() && scanner.isAtEnd
  }

  static func isDateTime(_ string: String) -> Bool {
    var scanner = FormatScanner(string)
    return scanner.date() && (scanner.skip("T") || scanner.skip("t")) && scanner.time()
      && scanner.isAtEnd
  }

  /// `P` with years, months, days and a time, or with weeks alone; units in order, each once, and no
  /// unit left out between two that are there.
  static func isDuration(_ string: String) -> Bool {
    var scanner = FormatScanner(string)
    guard scanner.skip("P") else { return false }
    var rest = scanner
    if rest.digits(1...) != nil, rest.skip("W") { return rest.isAtEnd }
    let hasDate = scanner.units(["Y", "M", "D"])
    guard let hasDate else { return false }
    if scanner.skip("T") { return scanner.units(["H", "M", "S"]) == true && scanner.isAtEnd }
    return hasDate && scanner.isAtEnd
  }
}

/// Reads a string of ASCII from the left.
struct FormatScanner {
  private var rest: Substring.UTF8View

  init(_ string: String) {
    rest = string[...].utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, UInt32(byte) == scalar.value else { return false }
    rest.removeFirst()
    return true
  }

  /// The next digits, as many as the range allows; `nil` when there are fewer.
  mutating func digits(_ counts: some RangeExpression<Int>) -> Int? {
    var value = 0
    var count = 0
    while counts.contains(count + 1) || !counts.contains(count), let byte = rest.first,
      ASCII.isDigit(byte)
    {
      // Only short numbers are asked for their value.
      value = count < 18 ? value * 10 + Int(byte & 15) : value
      rest.removeFirst()
      count += 1
    }
    return counts.contains(count) ? value : nil
  }

  private mutating func two() -> Int? { digits(2...2) }

  fileprivate mutating func date() -> Bool {
    guard let year = digits(4...4), skip("-"), let month = two(), skip("-"), let day = two(),
      (1...12).contains(month)
    else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// A time with its offset; a leap second only where UTC has one.
  fileprivate mutating func time() -> Bool {
    guard let hour = two(), hour < 24, skip(":"), let minute = two(), minute < 60, skip(":"),
      let second = two(), second <= 60
    else { return false }
    if skip("."), digits(1...) == nil { return false }
    guard let offset = offset() else { return false }
    let minuteOfDayUTC = (hour * 60 + minute - offset + 48 * 60) % (24 * 60)
    return second < 60 || minuteOfDayUTC == 23 * 60 + 59
  }

  /// Minutes east of UTC.
  private mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let isEast = skip("+")
    guard isEast || skip("-"), let hours = two(), hours < 24, skip(":"), let minutes = two(),
      minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }

  /// Whether there is any number with one of the units; `nil` when they are not in order.
  fileprivate mutating func units(_ units: [Unicode.Scalar]) -> Bool? {
    var last: Int?
    while let byte = rest.first, ASCII.isDigit(byte) {
      guard digits(1...) != nil, let unit = units.indices.first(where: { skip(units[$0]) }),
        last.map({ unit == $0 + 1 }) ?? true
      else { return nil }
      last = unit
    }
    return last != nil
  }
}
