import Fuzzing
import HTTPTypes
import NetCore

/// Requests of one connection, with their content and what is pipelined behind them.
///
/// - They mean the same however they are cut.
/// - A head that is accepted keeps the bounds and holds no NUL, bare CR or bare LF.
/// - What begins a head that is accepted is not accepted by itself.
func checkRequests(_ input: [UInt8]) {
  let limits = input.hash & 1 == 0 ? HTTPLimits() : .narrow
  let expected = Connection.events(of: [input], limits: limits)
  for pieces in input.cuts.dropFirst() {
    let events = Connection.events(of: pieces, limits: limits)
    require(events == expected, "the same events for \(pieces.map(\.count))")
  }
}

extension HTTPLimits {
  /// Bounds that short inputs reach.
  static var narrow: HTTPLimits {
    var limits = HTTPLimits()
    limits.targetBytesMax = 24
    limits.headBytesMax = 256
    limits.fieldLinesMax = 4
    limits.chunkLineBytesMax = 16
    limits.chunkExtensionBytesMax = 24
    limits.trailerBytesMax = 64
    limits.trailerLinesMax = 2
    return limits
  }
}

/// What the bytes of a connection amount to.
struct Connection {
  enum Event: Equatable {
    case head(
      HTTPRequest.Method,
      RequestTarget,
      HTTPVersion,
      HTTPFields,
      ContentFraming,
      isPersistent: Bool,
      expectsContinue: Bool,
      upgrade: [String]
    )
    case content([UInt8])
    case ended(HTTPFields)
    case headRefused(RequestHeadError)
    case contentRefused(ContentDecodingError)
  }

  private let limits: HTTPLimits
  private var events: [Event] = []
  private var parser: RequestHeadParser
  private var head: [UInt8] = []
  private var decoder: ContentDecoder?
  private var content: [UInt8] = []
  private var hasFailed = false

  static func events(of pieces: [[UInt8]], limits: HTTPLimits) -> [Event] {
    var connection = Connection(limits: limits, parser: RequestHeadParser(limits: limits))
    for piece in pieces where !connection.hasFailed { connection.receive(piece.span) }
    if !connection.content.isEmpty { connection.events.append(.content(connection.content)) }
    return connection.events
  }

  private init(limits: HTTPLimits, parser: RequestHeadParser) {
    self.limits = limits
    self.parser = parser
  }

  private mutating func receive(_ bytes: Span<UInt8>) {
    var offset = 0
    while !hasFailed, offset < bytes.count || decoder != nil {
      let isDone = decoder == nil ? receiveHead(bytes, &offset) : receiveContent(bytes, &offset)
      guard isDone else { return }
    }
  }

  private mutating func receiveHead(_ bytes: Span<UInt8>, _ offset: inout Int) -> Bool {
    do {
      let rest = bytes.extracting(offset..<bytes.count)
      guard let (head, byteCount) = try parser.receive(rest) else {
        append(rest)
        return false
      }
      append(rest.extracting(0..<byteCount))
      check(head)
      self.head = []
      offset += byteCount
      events.append(
        .head(
          head.method,
          head.target,
          head.version,
          head.fields,
          head.framing,
          isPersistent: head.isPersistent,
          expectsContinue: head.expectsContinue,
          upgrade: head.upgradeProtocols
        )
      )
      parser = RequestHeadParser(limits: limits)
      decoder = ContentDecoder(framing: head.framing, limits: limits)
      return true
    } catch {
      hasFailed = true
      events.append(.headRefused(error))
      return false
    }
  }

  private mutating func append(_ bytes: Span<UInt8>) {
    for index in bytes.indices { head.append(bytes[index]) }
  }

  private func check(_ accepted: RequestHead) {
    require(head.count <= limits.headBytesMax, "the bound on heads")
    require(accepted.fields.count <= limits.fieldLinesMax, "the bound on field lines")
    require(accepted.target.path.utf8.count <= limits.targetBytesMax, "the bound on targets")
    require(!head.contains(0), "no NUL in a head")
    for (index, byte) in head.enumerated() {
      if byte == 13 { require(index + 1 < head.count && head[index + 1] == 10, "no bare CR") }
      if byte == 10 { require(index > 0 && head[index - 1] == 13, "no bare LF") }
    }
    require(head.suffix(4) == [13, 10, 13, 10], "an empty line at the end")
    var parser = RequestHeadParser(limits: limits)
    let beginning = Array(head.dropLast())
    let early = try? parser.receive(beginning.span)
    require(early == nil, "no head before its end")
    if accepted.version >= .http11 {
      require(accepted.fields[values: .host].count == 1, "one Host field")
    }
  }

  private mutating func receiveContent(_ bytes: Span<UInt8>, _ offset: inout Int) -> Bool {
    do {
      guard let event = try decoder?.receive(bytes, from: &offset) else { return false }
      switch event {
      case .content(let range):
        for index in range { content.append(bytes[index]) }
      case .ended(let trailers):
        if !content.isEmpty { events.append(.content(content)) }
        content = []
        events.append(.ended(trailers))
        decoder = nil
      }
      return true
    } catch {
      hasFailed = true
      events.append(.contentRefused(error))
      return false
    }
  }
}

extension HTTPField.Name {
  /// The library keeps Host for its pseudo field and has no name for it.
  static let host = HTTPField.Name("Host") ?? .accept
}
