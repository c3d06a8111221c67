import Fuzzing
import HTTPTypes
import NetCore

/// Request targets and form data, and with them percent-decoding.
///
/// - What is accepted holds no NUL or whitespace, and reads the same again.
/// - Escapes are decoded once: a path whose every octet is escaped means the same.
func checkTargets(_ input: [UInt8]) {
  for method in [HTTPRequest.Method.get, .options, .connect] {
    guard let target = try? RequestTarget(input.span, method: method) else { continue }
    check(target, input: input, method: method)
  }
  if let items = FormURLEncoded.decode(input.span) { check(items) }
}

func check(_ target: RequestTarget, input: [UInt8], method: HTTPRequest.Method) {
  require(!input.contains { $0 <= 32 || $0 >= 127 }, "visible ASCII only")
  require(!target.percentDecodedPath.utf8.contains(0), "no NUL in a path")
  require((target.form == .authority) == (method == .connect), "authority-form for CONNECT only")
  guard target.form == .origin || target.form == .absolute else { return }
  require(target.path.utf8.first == 0x2F, "a path")
  let query = target.query.map { "?\($0)" } ?? ""
  if target.form == .origin {
    require(Array("\(target.path)\(query)".utf8) == input, "nothing of the target is lost")
  }
  let written = Array((target.path + query).utf8)
  let again = try? RequestTarget(written.span, method: .get)
  require(again?.percentDecodedPath == target.percentDecodedPath, "the same path")
  require(again?.query == target.query, "the same query")
  // By bytes: an accent behind the slash makes one character of both.
  let escaped = Array(("/" + escape(target.percentDecodedPath.utf8.dropFirst())).utf8)
  let decoded = try? RequestTarget(escaped.span, method: .get)
  require(decoded?.percentDecodedPath == target.percentDecodedPath, "escapes are decoded once")
  _ = target.queryItems
}

func check(_ items: [FormItem]) {
  let written = items.map { "\(escape($0.name.utf8))=\(escape($0.value.utf8))" }.joined(
    separator: "&"
  )
  let again = FormURLEncoded.decode(written.utf8.span)
  require(again == items || items.isEmpty, "the same form data")
}

func escape(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16) }.joined()
}
