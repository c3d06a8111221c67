import HTTPTypes

/// Why a connection is not served.
enum Refusal {
  case tooManyConnections
  case tooManyFromAddress
  /// HTTP came where TLS was expected.
  case plainHTTP
}

/// Speaks HTTP/1.1 over one channel: reads heads, has them answered one after the other in the
/// order in which they came, and keeps the connection or ends it.
///
/// Bytes are parsed where they were received. They are kept only when they belong to requests
/// behind the one that is being answered.
final class HTTPConnection: ChannelDriver {
  let channel: Channel
  private let peer: PeerInformation
  /// What is to be gone on with when the head of the next request was cut.
  private var cutHead: CutHead?
  /// The request that is being answered by a task, or whose content is still coming.
  private var exchange: Exchange?
  /// What came after that request; never empty.
  private var heldBack: ByteBuffer?
  private var requestCount = 0
  /// Requests that were taken up since everything written had left.
  private var waitingAnswerCount = 0
  private var hasUpgraded = false

  private var worker: Worker { channel.worker }

  init(_ channel: Channel, peer: PeerInformation) {
    self.channel = channel
    self.peer = peer
  }

  /// Waits for the first request.
  func start() {
    channel.setDeadline(worker.loop.now + worker.timeouts.head)
  }

  /// Answers that the peer is not served, whatever it wants.
  func refuse(_ refusal: Refusal) {
    switch refusal {
    case .tooManyConnections:
      fail(
        .serviceUnavailable,
        "The server has too many connections; try again in a moment.",
        fields: [.retryAfter: "1"]
      )
    case .tooManyFromAddress:
      fail(
        .tooManyRequests,
        "Your address has too many connections to this server; close some of them.",
        fields: [.retryAfter: "1"]
      )
    case .plainHTTP:
      fail(.badRequest, "This port speaks HTTPS; use https:// in the address.")
    }
  }

  // MARK: - Reading

  func received(_ bytes: Span<UInt8>) {
    if let heldBack { heldBack.append(bytes) } else { process(bytes) }
    updateReading()
  }

  private func process(_ bytes: Span<UInt8>) {
    var offset = 0
    while offset < bytes.count, !channel.isEnding, !hasUpgraded {
      if let exchange, exchange.isContentOpen {
        exchange.receive(bytes, from: &offset)
      } else if exchange != nil || isBackedUp {
        return holdBack(bytes.extracting(offset...))
      } else {
        receiveHead(bytes, from: &offset)
      }
    }
  }

  /// Keeps bytes until the request before them has been answered.
  private func holdBack(_ bytes: Span<UInt8>) {
    let buffer = ByteBuffer(capacity: bytes.count)
    buffer.append(bytes)
    heldBack = buffer
  }

  private func receiveHead(_ bytes: Span<UInt8>, from offset: inout Int) {
    guard let head = readHead(bytes, from: &offset) else { return }
    requestCount += 1
    waitingAnswerCount += 1
    begin(head, rest: bytes.extracting(offset...))
  }

  /// Reads a head where it lies, or goes on with one that was cut; nil when it is cut still, or
  /// was refused.
  private func readHead(_ bytes: Span<UInt8>, from offset: inout Int) -> RequestHead? {
    if let cutHead { return goOn(with: cutHead, bytes, from: &offset) }
    let rest = bytes.extracting(offset...)
    var reader = RequestHeadReader()
    do {
      if let head = try reader.read(rest, worker.httpLimits) {
        offset += reader.lineOffset
        return head
      }
      offset = bytes.count
      let limits = worker.httpLimits
      let cutHead = CutHead(RequestHeadParser(limits: limits, reader: reader, kept: rest))
      self.cutHead = cutHead
      if cutHead.parser.isInsideHead { startHeadTime() }
    } catch {
      refuse(error, toHEAD: reader.methodIsHEAD)
    }
    return nil
  }

  private func goOn(
    with cutHead: CutHead,
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) -> RequestHead? {
    let wasInsideHead = cutHead.parser.isInsideHead
    do {
      if let (head, byteCount) = try cutHead.parser.receive(bytes.extracting(offset...)) {
        offset += byteCount
        self.cutHead = nil
        return head
      }
      offset = bytes.count
      // Empty lines before a request are no beginning of one.
      if !wasInsideHead, cutHead.parser.isInsideHead { startHeadTime() }
    } catch {
      refuse(error, toHEAD: cutHead.parser.methodIsHEAD)
    }
    return nil
  }

  private func startHeadTime() {
    channel.setDeadline(worker.loop.now + worker.timeouts.head)
  }

  private func refuse(_ error: RequestHeadError, toHEAD isHEAD: Bool) {
    fail(error.status, error.detail(within: worker.httpLimits), toHEAD: isHEAD)
  }

  /// Whether the peer does not read its answers, so that no more are made for it.
  private var isBackedUp: Bool {
    let limits = worker.connectionLimits
    return waitingAnswerCount >= limits.pipelinedRequestsMax || channel.holdsFile
      || channel.backlogByteCount > limits.writeBacklogBytesMax
  }

  /// Reads from the peer unless what it sent already waits for somebody.
  func updateReading() {
    guard !channel.isEnding, !hasUpgraded else { return }
    let limit = worker.connectionLimits.readBacklogBytesMax
    let heldBackByteCount = heldBack?.count ?? 0
    let contentByteCount = exchange?.contentBacklogByteCount ?? 0
    channel.inputByteCount = heldBackByteCount + contentByteCount
    channel.isReading =
      !channel.peerHasFinished && heldBackByteCount <= limit && contentByteCount <= limit
      && channel.mayHold
  }

  func peerFinished() {
    if let exchange {
      exchange.peerFinished()
    } else if heldBack == nil {
      channel.finish(lingering: false)
    }
  }

  func outputDrained() {
    waitingAnswerCount = 0
    if let exchange {
      exchange.outputDrained()
    } else if heldBack != nil {
      resume()
    }
  }

  func deadlineReached() {
    if let exchange {
      exchange.contentTimedOut()
    } else if let parser = cutHead?.parser, parser.isInsideHead {
      let detail = "The request head took too long to arrive."
      fail(.requestTimeout, detail, toHEAD: parser.methodIsHEAD)
    } else {
      channel.finish(lingering: false)
    }
  }

  func drain() {
    if isIdle { channel.finish(lingering: false) }
  }

  func closed() {
    exchange?.connectionClosed()
    exchange = nil
  }

  // MARK: - Answering

  private func begin(_ head: RequestHead, rest: Span<UInt8>) {
    guard head.method != .connect else {
      return fail(.notImplemented, "This server is no proxy: it opens no tunnels.")
    }
    switch worker.disposition(head, peer) {
    case .respond(let response):
      respond(response, to: head, rest: rest)
    case .handle(let body):
      let exchange = makeExchange(head)
      exchange.handle(by: body, peer: peer)
    case .upgradeToWebSocket(let acceptance):
      upgrade(head, to: acceptance, rest: rest)
    }
  }

  private func respond(_ response: Response, to head: RequestHead, rest: Span<UInt8>) {
    if head.framing == .none, write(response, answering: head, rest: rest) { return }
    let exchange = makeExchange(head)
    exchange.respond(response)
  }

  /// Writes a whole answer to a request without content; false when its content is a stream.
  private func write(
    _ response: Response,
    answering head: RequestHead,
    rest: Span<UInt8>
  ) -> Bool {
    if response.isStream { return false }
    let transfer = writeHead(of: response, answering: head, mayPersist: true)
    if case .length = transfer.coding { writeContent(of: response) }
    if transfer.isPersistent {
      channel.setDeadline(worker.loop.now + worker.timeouts.idle)
    } else {
      // What lies unread when the socket is closed would make the kernel take the answer back.
      channel.finish(lingering: head.isPersistent || rest.count > 0)
    }
    return true
  }

  /// Writes the head of an answer, and tells how its content has to follow.
  func writeHead(
    of response: Response,
    answering head: RequestHead,
    mayPersist: Bool
  ) -> ContentTransfer {
    let worker = worker
    let mayPersist =
      mayPersist && !worker.isDraining
      && requestCount < worker.connectionLimits.requestsPerConnectionMax
    let context = ResponseContext(
      requestMethod: head.method,
      requestVersion: head.version,
      mayPersist: head.isPersistent && mayPersist,
      dateLine: worker.dateLine
    )
    return channel.write { response.appendHead(to: $0, in: context) }
  }

  /// Writes content that is at hand.
  func writeContent(of response: Response) {
    switch response.content {
    case .bytes(let bytes): channel.write(bytes)
    case .file(let slice): channel.write(slice)
    case .pieces(let pieces):
      for piece in pieces {
        switch piece {
        case .bytes(let bytes): channel.write(bytes)
        case .file(let slice): channel.write(slice)
        }
      }
    case .empty, .stream: break
    }
  }

  private func makeExchange(_ head: RequestHead) -> Exchange {
    let exchange = Exchange(head, connection: self)
    self.exchange = exchange
    channel.setDeadline(.never)
    return exchange
  }

  /// The exchange is over: the answer is complete, and the content either is or never will be.
  ///
  /// - Parameter mayFollow: whether the peer may still be sending.
  func exchangeEnded(isPersistent: Bool, mayFollow: Bool) {
    exchange = nil
    guard isPersistent else {
      return channel.finish(lingering: mayFollow || heldBack != nil)
    }
    channel.setDeadline(worker.loop.now + worker.timeouts.idle)
    resume()
    // The answer began before the server wanted to stop, so it could not say that it is the last.
    if worker.isDraining, isIdle { channel.finish(lingering: mayFollow) }
  }

  /// Whether nothing is being answered or received.
  private var isIdle: Bool {
    exchange == nil && cutHead?.parser.isInsideHead != true && !hasUpgraded
  }

  /// Goes on with what was held back.
  private func resume() {
    if let bytes = heldBack {
      heldBack = nil
      bytes.withSpan { process($0) }
    }
    updateReading()
    if exchange == nil, heldBack == nil, channel.peerHasFinished, !hasUpgraded {
      channel.finish(lingering: false)
    }
  }

  /// Answers something that broke the protocol, and ends the connection.
  private func fail(
    _ status: HTTPResponse.Status,
    _ detail: String,
    fields: HTTPFields = [:],
    toHEAD isHEAD: Bool = false
  ) {
    let response = failure(status, detail, fields: fields)
    let context = ResponseContext(
      requestMethod: isHEAD ? .head : .get,
      requestVersion: .http11,
      mayPersist: false,
      dateLine: worker.dateLine
    )
    let transfer = channel.write { response.appendHead(to: $0, in: context) }
    if case .length = transfer.coding { writeContent(of: response) }
    channel.finish(lingering: true)
  }

  /// The handler's words for something that it is not asked about.
  func failure(
    _ status: HTTPResponse.Status,
    _ detail: String,
    fields: HTTPFields = [:]
  ) -> Response {
    var response = worker.handler.response(to: RequestFailure(status: status, detail: detail))
    response.fields.append(contentsOf: fields)
    return response
  }

  private func upgrade(
    _ head: RequestHead,
    to acceptance: WebSocketAcceptance,
    rest: Span<UInt8>
  ) {
    do {
      let agreed = try acceptance.handshake(on: worker).accept(head)
      channel.write { agreed.append(to: $0) }
      hasUpgraded = true
      let connection = WebSocketConnection(channel, acceptance: acceptance, agreed: agreed)
      channel.setDriver(connection)
      acceptance.openHandler?(connection.handle)
      if rest.count > 0 { connection.received(rest) }
      if worker.isDraining { connection.drain() }
    } catch {
      // Behind the handshake may come frames already, which are no requests.
      let isHEAD = head.method == .head
      fail(error.status, error.detail, fields: error.fields, toHEAD: isHEAD)
    }
  }
}

/// A head of which only the beginning has come. Most connections never have one.
private final class CutHead {
  var parser: RequestHeadParser

  init(_ parser: RequestHeadParser) {
    self.parser = parser
  }
}
