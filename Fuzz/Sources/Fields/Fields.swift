import Fuzzing
import HTTPTypes
import NetCore

/// Values of fields that are lists, dates, ranges or offers; the first byte says of which field.
///
/// - Whatever a value is, it gets an answer that keeps to RFC 9110 and RFC 7692.
/// - What is understood is written so that it is understood again.
func checkFields(_ input: [UInt8]) {
  guard let first = input.first, let name = names[Int(first) % names.count],
    let text = String(validating: input.dropFirst(), as: UTF8.self)
  else { return }
  checkValues(text)
  guard HTTPField.isValidValue(text), let target = RequestTarget("/") else { return }
  var head = RequestHead(method: .get, target: target)
  head.fields[name] = text
  if name == .ifRange { head.fields[.range] = "bytes=1-2" }
  checkRepresentation(head)
  checkNegotiation(text)
  if name == .secWebSocketExtensions || name == .secWebSocketProtocol { checkHandshake(head) }
}

let names: [HTTPField.Name?] = [
  .range, .ifRange, .ifNoneMatch, .ifMatch, .ifModifiedSince, .ifUnmodifiedSince, .accept,
  .acceptEncoding, .secWebSocketExtensions, .secWebSocketProtocol, .contentType,
]

let content = [UInt8](0..<100)
let validators = Validators(
  entityTag: EntityTag(opaque: "a"),
  lastModified: HTTPDate(secondsSinceEpoch: 784_111_777)
)

func checkValues(_ text: String) {
  if let date = HTTPDate(text) {
    require(HTTPDate(date.text) == date, "the same date")
    require(date.bytes.count == 29, "29 bytes a date")
  }
  if let tag = EntityTag(text) { require(EntityTag(tag.description) == tag, "the same tag") }
  if let type = MediaType(text) {
    require(MediaType(type.description) == type, "the same media type")
    if let parser = try? MultipartParser(contentType: type) { try? parser.finish() }
  }
  for element in FieldList.elements(text) { require(!element.isEmpty, "no empty element") }
}

func checkRepresentation(_ head: RequestHead) {
  let representation = Representation(
    .bytes(content),
    contentType: "text/plain",
    validators: validators
  )
  let response = representation.response(to: head)
  switch response.status.code {
  case 200: require(response.content.byteCount == content.count, "the whole content")
  case 206: require((response.content.byteCount ?? 0) > 0, "a part of the content")
  case 304, 412, 416: require(response.content.byteCount == 0, "no content")
  default: fatalError("broken: status \(response.status.code)")
  }
}

func checkNegotiation(_ text: String) {
  let candidates = ["application/json", "text/html"].compactMap { MediaType($0) }
  for candidate in candidates {
    require((0...1000).contains(Accept.quality(of: candidate, accepting: text)), "a quality")
  }
  if let best = Accept.best(of: candidates, accepting: text) {
    require(candidates.indices.contains(best), "one of the candidates")
  }
}

func checkHandshake(_ head: RequestHead) {
  var head = head
  head.upgradeProtocols = ["websocket"]
  head.fields[.secWebSocketVersion] = "13"
  head.fields[.secWebSocketKey] = "dGhlIHNhbXBsZSBub25jZQ=="
  var handshake = OpeningHandshake()
  handshake.subprotocols = ["graphql-ws"]
  handshake.deflate = DeflateParameters(serverNoContextTakeover: true)
  guard let acceptance = try? handshake.accept(head) else { return }
  let offered = head.fields[.secWebSocketExtensions]
  require(acceptance.deflate == nil || offered != nil, "no compression unless offered")
  if let parameters = acceptance.deflate {
    require((8...15).contains(parameters.serverWindowBits), "a window of the server")
    require((8...15).contains(parameters.clientWindowBits), "a window of the client")
    require(parameters.serverNoContextTakeover, "what the server wishes")
  }
}
