public import HTTPTypes

/// An answer to one request, as a handler gives it. The connection adds what concerns the
/// transport: Date, Content-Length or Transfer-Encoding, Connection.
public struct Response: Sendable {
  /// One object that never changes, because an answer passes through many hands.
  private final class Storage: Sendable {
    let status: HTTPResponse.Status
    let fields: HTTPFields
    let content: ResponseContent
    let encodedHead: EncodedHead?
    let isStream: Bool

    init(
      _ status: HTTPResponse.Status,
      _ fields: HTTPFields,
      _ content: ResponseContent,
      _ encodedHead: EncodedHead? = nil
    ) {
      self.status = status
      self.fields = fields
      self.content = content
      self.encodedHead = encodedHead
      isStream = if case .stream = content { true } else { false }
    }
  }

  private var storage: Storage

  /// The status code, with its reason phrase.
  public var status: HTTPResponse.Status {
    get { storage.status }
    set { storage = Storage(newValue, fields, content) }
  }

  /// What the handler says about the answer and its content.
  public var fields: HTTPFields {
    get { storage.fields }
    set { storage = Storage(status, newValue, content) }
  }

  /// The content; not sent in answer to HEAD.
  public var content: ResponseContent {
    get { storage.content }
    set { storage = Storage(status, fields, newValue, encodedHead) }
  }

  /// Whether the content is made while it is sent.
  var isStream: Bool { storage.isStream }

  /// The head as far as it depends on nothing else, when it was encoded beforehand.
  var encodedHead: EncodedHead? { storage.encodedHead }

  /// An answer, empty unless content is given.
  public init(
    status: HTTPResponse.Status,
    fields: HTTPFields = [:],
    content: ResponseContent = .empty
  ) {
    storage = Storage(status, fields, content)
  }

  /// The same answer with its head encoded, for one that is given many times: sending it then
  /// costs hardly more than copying its bytes. A change of status or fields undoes it.
  public func prepared() -> Response {
    var response = self
    response.storage = Storage(
      status,
      fields,
      content,
      EncodedHead(status: status, fields: fields)
    )
    return response
  }

  /// An answer of text: `contentType` tells which, with its charset.
  public init(status: HTTPResponse.Status, contentType: String, text: String) {
    self.init(
      status: status,
      fields: [.contentType: contentType],
      content: .bytes(Array(text.utf8))
    )
  }
}

/// The content of a response.
public enum ResponseContent: Sendable {
  /// No bytes.
  case empty
  /// Bytes in memory.
  case bytes([UInt8])
  /// A part of an open file.
  case file(FileSlice)
  /// Several of these, one after the other.
  case pieces([ContentPiece])
  /// Content that is made while it is sent; chunked unless the fields name a Content-Length.
  case stream(@Sendable (ResponseStream) async throws -> Void)

  /// The number of bytes, when it is known beforehand.
  public var byteCount: Int? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): bytes.count
    case .file(let slice): slice.byteCount
    case .pieces(let pieces): pieces.reduce(0) { $0 + $1.byteCount }
    case .stream: nil
    }
  }
}

/// A part of a response's content that is at hand.
public enum ContentPiece: Sendable {
  /// Bytes in memory.
  case bytes([UInt8])
  /// A part of an open file.
  case file(FileSlice)

  /// The number of bytes.
  public var byteCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let slice): slice.byteCount
    }
  }
}
