/// Sizes as people read them.
enum ByteCount {
  /// `32 MiB`, `1.5 MiB`, `214 KiB`, `17 bytes`.
  static func text(_ count: Int) -> String {
    switch count {
    case ..<1024: "\(count) bytes"
    case ..<(1 << 20): quotient(count, 1 << 10) + " KiB"
    case ..<(1 << 30): quotient(count, 1 << 20) + " MiB"
    default: quotient(count, 1 << 30) + " GiB"
    }
  }

  private static func quotient(_ count: Int, _ unit: Int) -> String {
    let (whole, rest) = count.quotientAndRemainder(dividingBy: unit)
    let tenths = rest * 10 / unit
    return tenths == 0 ? "\(whole)" : "\(whole).\(tenths)"
  }
}
