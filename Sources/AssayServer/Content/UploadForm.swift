import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

/// How a request's content carries the document.
enum UploadForm: Sendable, Equatable {
  case multipart(MediaType)
  /// An object with `spec` or `spec_url`; or the document itself.
  case json
  /// The document itself.
  case document

  private static let documentTypes: Set<String> = [
    "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain",
    "application/vnd.oai.openapi", "application/vnd.oai.openapi+json",
    "application/vnd.oai.openapi+yaml", "application/openapi+json", "application/openapi+yaml",
    "application/octet-stream", "application/zip", "application/x-zip-compressed",
    // What curl says about `--data-binary` when it is told nothing else.
    "application/x-www-form-urlencoded",
  ]

  init(contentType: String?) throws(Refusal) {
    guard let contentType else {
      self = .document
      return
    }
    guard let type = MediaType(contentType) else {
      throw Refusal(.badRequest, "The Content-Type field is malformed.")
    }
    switch type.essence {
    case "multipart/form-data": self = .multipart(type)
    case "application/json": self = .json
    case let essence where Self.documentTypes.contains(essence): self = .document
    default:
      throw Refusal(
        .unsupportedMediaType,
        "\(type.essence) is not taken. Send multipart/form-data with a part named spec, "
          + "application/json with a member spec or spec_url, or the document itself as "
          + "application/yaml, application/json, application/vnd.oai.openapi or text/plain.",
        fields: [.accept: "multipart/form-data, application/json, application/yaml, text/plain"]
      )
    }
  }

  /// What the content may have when its document may have `limit` bytes.
  func contentBytesMax(document limit: Int) -> Int {
    switch self {
    case .document: limit
    case .multipart: limit + Upload.envelopeBytesMax
    // Text inside JSON is longer by its escapes.
    case .json: limit + limit / 2 + Upload.envelopeBytesMax
    }
  }

  /// Takes the content apart; large ones take long.
  func upload(_ bytes: [UInt8]) throws(Refusal) -> Upload {
    switch self {
    case .document: Upload(source: .bytes(bytes), name: nil, fields: [:])
    case .json: try Self.json(bytes)
    case .multipart(let type): try Self.multipart(bytes, type)
    }
  }

  // MARK: - JSON

  private static func json(_ bytes: [UInt8]) throws(Refusal) -> Upload {
    // What is no JSON object, or declares a version, is a document, be it a broken one: reading it
    // finds out where.
    let limits = JSONReader.Limits(bytesMax: bytes.count)  // Bounded where it was received.
    guard let text = try? JSONReader.read(bytes, limits: limits),
      let object = text.value.objectValue, object["openapi"] == nil, object["swagger"] == nil
    else {
      return Upload(source: .bytes(bytes), name: nil, fields: [:])
    }
    if let twice = text.duplicateKeys.first(where: { $0.pointer.tokens.count == 1 }) {
      throw Refusal(
        .unprocessableContent,
        "The member \(twice.pointer.tokens[0].prefix(64)) is given twice."
      )
    }
    var fields = object
    let spec = fields.removeValue(forKey: "spec")
    let address = fields.removeValue(forKey: "spec_url")
    let headers = fields.removeValue(forKey: RequestFields.option)
    guard headers == nil || address != nil else { throw headersWithoutAddress }
    switch (spec, address) {
    case (.string(let text)?, nil):
      return Upload(source: .bytes(Array(text.utf8)), name: nil, fields: fields)
    case (.object(let document)?, nil):
      let text = JSONValue.object(document).serialized(.pretty)
      return Upload(
        source: .bytes(Array(text.utf8)),
        name: nil,
        fields: fields,
        isEmbedded: true
      )
    case (nil, .string(let text)?): return try fromAddress(text, headers, fields)
    case (nil, nil): throw missing
    case (nil, _): throw Refusal(.unprocessableContent, "spec_url must be a text.")
    case (_, nil):
      throw Refusal(.unprocessableContent, "spec must be the document as an object or as text.")
    default: throw ambiguous
    }
  }

  // MARK: - Form

  private static func multipart(_ bytes: [UInt8], _ type: MediaType) throws(Refusal) -> Upload {
    let parts: [FormPart]
    do {
      parts = try FormPart.parts(of: bytes.span, contentType: type)
    } catch {
      throw Refusal(error.status, error.detail)
    }
    var file: FormPart?
    var fields: JSONObject = [:]
    var headers: String?
    for part in parts {
      if part.head.name == "spec" {
        guard file == nil else { throw Refusal(.badRequest, "The form has two parts named spec.") }
        file = part
        continue
      }
      guard part.content.count <= Upload.fieldBytesMax else {
        throw Refusal(.contentTooLarge, "The field \(part.head.name.prefix(64)) is too long.")
      }
      let text = String(decoding: part.content, as: UTF8.self)
      if part.head.name == RequestFields.option {
        headers = (headers.map { "\($0)\n" } ?? "") + text
      } else {
        fields.append(part.head.name, text)
      }
    }
    let address = fields.removeValue(forKey: "spec_url")?.stringValue ?? ""
    // A browser sends the file field of its form even when no file was chosen.
    if let chosen = file, chosen.content.isEmpty, !address.isEmpty { file = nil }
    guard headers?.isEmpty ?? true || !address.isEmpty else { throw headersWithoutAddress }
    switch (file, address) {
    case (let file?, ""):
      let name = file.head.fileName.flatMap { $0.isEmpty ? nil : String($0.prefix(255)) }
      return Upload(source: .bytes(file.content), name: name, fields: fields)
    case (nil, ""): throw missing
    case (nil, let address): return try fromAddress(address, headers.map(JSONValue.string), fields)
    default: throw ambiguous
    }
  }

  // MARK: - Both

  private static func fromAddress(
    _ text: String,
    _ headers: JSONValue?,
    _ fields: JSONObject
  ) throws(Refusal) -> Upload {
    let address: FetchAddress
    do throws(FetchError) {
      address = try FetchAddress(text)
    } catch {
      throw Refusal(Problem(error))
    }
    let headers = try headers.map { value throws(Refusal) in try RequestFields.read(value) } ?? []
    return Upload(
      source: .address(address.text, fields: headers),
      name: address.text,
      fields: fields
    )
  }

  private static let headersWithoutAddress = Refusal(
    .unprocessableContent,
    "\(RequestFields.option) go with spec_url, and there is none."
  )
  private static let missing = Refusal(
    .unprocessableContent,
    "There is no document: give a file as spec, or an address as spec_url."
  )
  private static let ambiguous = Refusal(
    .unprocessableContent,
    "There are two documents: give either spec or spec_url."
  )
}
