import HTTPTypes
import NetCore

/// How long a client wants to wait for the result itself instead of an address to ask at.
enum WaitPreference {
  static let secondsMax = 600
  private static let secondsDefault = 60

  /// `?wait=true`, `?wait=30`, `Prefer: wait=30` (RFC 7240 §4.3); `nil`: not at all.
  static func seconds(of call: Call) throws(Refusal) -> Int? {
    let preferred = preferred(call.head.fields[.prefer])
    switch call.query("wait") {
    case nil, "", "false": return preferred
    case "true": return preferred ?? secondsDefault
    case let text?:
      guard let seconds = Int(text), (0...secondsMax).contains(seconds) else {
        throw Refusal(
          .badRequest,
          "wait must be true, false or a number of seconds up to \(secondsMax)."
        )
      }
      return seconds
    }
  }

  /// A preference that cannot be read is none (RFC 7240 §2).
  private static func preferred(_ value: String?) -> Int? {
    guard let value else { return nil }
    for element in FieldList.elements(value) {
      let pair = element.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].lowercased() == "wait",
        let seconds = Int(pair[1].filter { $0 != "\"" }), seconds >= 0
      else { continue }
      return min(seconds, secondsMax)
    }
    return nil
  }
}

extension HTTPField.Name {
  static let prefer = wellKnown("Prefer")
  static let idempotencyKey = wellKnown("Idempotency-Key")
}
