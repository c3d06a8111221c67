import DequeModule
import HTTPTypes

/// One request that is being answered: its content on the way in, its answer on the way out.
///
/// It belongs to its loop. It ends when both directions have come to their end.
final class Exchange {
  let head: RequestHead
  private var connection: HTTPConnection?
  private var task: Task<Void, Never>?

  private var decoder: ContentDecoder
  private var contentState: ContentState
  private var contentByteCount = 0
  private var discardedByteCount = 0
  /// What the reader takes; more is refused as soon as it is announced.
  private var contentBytesMax = Int.max
  private var chunks = Deque<[UInt8]>()
  /// Bytes of content that wait for the handler.
  private(set) var contentBacklogByteCount = 0
  private var reader: Resumption<Result<[UInt8]?, ContentError>>?
  private var owesContinue: Bool
  /// How long we wait for content, and since when we do.
  private var patience: Patience
  private var waitsSince: Instant?

  private var answer = Answer.owed
  private var writer: Resumption<Bool>?

  private enum ContentState {
    case coming
    case complete
    case failed(ContentError)
    /// It is read for the connection's sake only.
    case unwanted
  }

  private enum Answer {
    case owed
    /// It is given when the content has come whole.
    case held(Response)
    case streaming(ContentTransfer, left: Int?)
    case complete(isPersistent: Bool)
  }

  init(_ head: RequestHead, connection: HTTPConnection) {
    self.head = head
    self.connection = connection
    let worker = connection.channel.worker
    patience = Patience(
      worker.timeouts.content,
      bytesPerSecondMin: worker.connectionLimits.contentBytesPerSecondMin
    )
    decoder = ContentDecoder(framing: head.framing, limits: worker.httpLimits)
    contentState = head.framing == .none ? .complete : .coming
    owesContinue = head.expectsContinue && head.framing != .none
  }

  private var worker: Worker? { connection?.channel.worker }

  // MARK: - Content

  /// Whether bytes that arrive belong to this request.
  var isContentOpen: Bool {
    if case .complete = contentState { return false }
    return true
  }

  /// Takes bytes of the content, from an offset that is moved past them.
  func receive(_ bytes: Span<UInt8>, from offset: inout Int) {
    owesContinue = false
    // Together, since small chunks would otherwise cost many times their bytes.
    var content: [UInt8] = []
    do {
      while isContentWhole, let event = try decoder.receive(bytes, from: &offset) {
        switch event {
        case .content(let range):
          count(range.count)
          if case .coming = contentState { content.append(contentsOf: bytes.extracting(range)) }
        case .ended:
          handOver(content)
          return contentEnded()
        }
        checkByteCounts()
      }
      checkByteCounts()
      handOver(content)
    } catch {
      failContent(.malformed(error))
    }
    // After a failure nobody knows where the content ends; the connection ends with the answer.
    guard isContentWhole else { return offset = bytes.count }
    if case .unwanted = contentState { startContentTime() }
  }

  /// Refuses more than the reader takes, and stops to read what nobody wants when it is too much.
  private func checkByteCounts() {
    let announced = decoder.announcedByteCount
    if announced > contentBytesMax { return failContent(.tooLarge(limit: contentBytesMax)) }
    guard case .unwanted = contentState,
      announced - contentByteCount + discardedByteCount > discardedBytesMax
    else { return }
    guard case .held(let response) = answer else {
      return failContent(.tooLarge(limit: discardedBytesMax))
    }
    contentState = .failed(.tooLarge(limit: discardedBytesMax))
    stopContentTime()
    start(response)
  }

  private var discardedBytesMax: Int { worker?.connectionLimits.discardedContentBytesMax ?? 0 }

  /// Gives the peer a bounded time for the next bytes, while somebody waits for them.
  private func startContentTime() {
    guard let worker else { return }
    waitsSince = worker.loop.now
    connection?.channel.setDeadline(worker.loop.now + patience.left)
  }

  /// Nobody waits for content any more.
  private func stopContentTime() {
    waitsSince = nil
    connection?.channel.setDeadline(.never)
  }

  /// Counts what came, and how long it was waited for.
  private func spendContentTime(on byteCount: Int) {
    guard let worker else { return }
    let now = worker.loop.now
    patience.spend(waitsSince.map { now - $0 } ?? Nanoseconds(count: 0), moved: byteCount)
    if waitsSince != nil { waitsSince = now }
  }

  private var isContentWhole: Bool {
    if case .failed = contentState { return false }
    return true
  }

  private func count(_ byteCount: Int) {
    contentByteCount += byteCount
    if case .unwanted = contentState { discardedByteCount += byteCount }
    spendContentTime(on: byteCount)
  }

  /// Gives content to its reader, or keeps it for one.
  private func handOver(_ chunk: [UInt8]) {
    guard !chunk.isEmpty, case .coming = contentState else { return }
    if let reader = reader.takeOut() {
      stopContentTime()
      reader.resume(returning: .success(chunk))
    } else {
      chunks.append(chunk)
      contentBacklogByteCount += chunk.count
    }
  }

  private func contentEnded() {
    contentState = .complete
    stopContentTime()
    reader.takeOut()?.resume(returning: .success(nil))
    switch answer {
    case .held(let response): start(response)
    case .complete(let isPersistent): end(isPersistent: isPersistent)
    case .owed, .streaming: break
    }
  }

  private func failContent(_ error: ContentError) {
    guard isContentOpen else { return }
    contentState = .failed(error)
    stopContentTime()
    reader.takeOut()?.resume(returning: .failure(error))
    switch answer {
    case .held:
      if let connection { start(connection.failure(error.status, error.detail)) }
    case .complete: end(isPersistent: false)
    case .owed, .streaming: break
    }
  }

  /// Hands the next chunk over as soon as there is one, unless there is more than `byteCountMax`
  /// of them all.
  func nextChunk(
    upTo byteCountMax: Int,
    _ resumption: Resumption<Result<[UInt8]?, ContentError>>
  ) {
    precondition(reader == nil, "two tasks read the content of one request")
    contentBytesMax = byteCountMax
    if decoder.announcedByteCount > byteCountMax {
      dropChunks()
      // Also when all of it has come already: the answer is the same however the bytes were cut.
      contentState = .failed(.tooLarge(limit: byteCountMax))
      return resumption.resume(returning: .failure(.tooLarge(limit: byteCountMax)))
    }
    if let chunk = chunks.popFirst() {
      contentBacklogByteCount -= chunk.count
      resumption.resume(returning: .success(chunk))
      connection?.updateReading()
      return
    }
    switch contentState {
    case .complete: resumption.resume(returning: .success(nil))
    case .failed(let error): resumption.resume(returning: .failure(error))
    case .unwanted: resumption.resume(returning: .failure(.connectionGone))
    case .coming:
      reader = resumption
      startContentTime()
      sendContinue()
    }
  }

  /// Tells a peer that waits for it that its content is wanted (RFC 9110 §10.1.1).
  private func sendContinue() {
    guard owesContinue, case .owed = answer else { return }
    owesContinue = false
    connection?.channel.write(Self.continueHead)
  }

  private static let continueHead = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// The peer did not send content in time.
  func contentTimedOut() {
    failContent(.timedOut)
  }

  /// The peer sends no more. It may still wait for the answer.
  func peerFinished() {
    failContent(.connectionGone)
  }

  // MARK: - Answer

  /// Has a task answer.
  func handle(
    by body: @escaping @Sendable (IncomingRequest) async -> Response,
    peer: PeerInformation
  ) {
    guard let worker else { return }
    let bound = LoopBound(self, on: worker.loop)
    let request = IncomingRequest(head: head, peer: peer, exchange: bound)
    task = worker.loop.startTask {
      let response = await body(request)
      await Self.respond(response, to: bound)
    }
  }

  /// Answers with what is at hand, or by a task that produces it.
  ///
  /// A refusal is told at once; everything else when the content has come, so that a message whose
  /// end is malformed or missing is not answered as if it had been understood.
  func respond(_ response: Response) {
    let isRefusal = response.status.kind == .clientError || response.status.kind == .serverError
    guard !isRefusal, case .coming = contentState, mayPersistAfterContent else {
      return start(response)
    }
    answer = .held(response)
    contentState = .unwanted
    startContentTime()
  }

  private func start(_ response: Response) {
    answer = .owed
    guard let worker, let producer = begin(response) else { return }
    let bound = LoopBound(self, on: worker.loop)
    task = worker.loop.startTask {
      await Self.stream(from: producer, to: bound)
    }
  }

  private static func respond(_ response: Response, to exchange: LoopBound<Exchange>) async {
    guard let producer = exchange.value.begin(response) else { return }
    await stream(from: producer, to: exchange)
  }

  private static func stream(
    from producer: @Sendable (ResponseStream) async throws -> Void,
    to exchange: LoopBound<Exchange>
  ) async {
    do {
      try await producer(ResponseStream(exchange: exchange))
      exchange.value.endStream(isComplete: true)
    } catch {
      // The peer sees content that breaks off, which is all that can be told by now.
      exchange.value.endStream(isComplete: false)
    }
  }

  /// Writes the head and what is at hand of the content.
  ///
  /// - Returns: what produces the content, when it has to be produced.
  private func begin(
    _ response: Response
  ) -> (@Sendable (ResponseStream) async throws -> Void)? {
    guard let connection, case .owed = answer else { return nil }
    let transfer = connection.writeHead(
      of: response,
      answering: head,
      mayPersist: mayPersistAfterContent
    )
    if transfer.coding != .none {
      if case .stream(let producer) = response.content {
        let left: Int? = if case .length(let count) = transfer.coding { count } else { nil }
        answer = .streaming(transfer, left: left)
        return producer
      }
      connection.writeContent(of: response)
    }
    answerEnded(isPersistent: transfer.isPersistent)
    return nil
  }

  /// Whether the rest of the content is worth being read in order to keep the connection.
  private var mayPersistAfterContent: Bool {
    switch (contentState, head.framing) {
    case (.complete, _): true
    case (.failed, _): false
    case (_, .length(let byteCount)):
      !owesContinue && byteCount - contentByteCount <= discardedBytesMax
    case (_, .chunked): !owesContinue
    case (_, .none): true
    }
  }

  private func answerEnded(isPersistent: Bool) {
    answer = .complete(isPersistent: isPersistent)
    guard isPersistent, isContentOpen else { return end(isPersistent: isPersistent) }
    contentState = .unwanted
    startContentTime()
    dropChunks()
    reader.takeOut()?.resume(returning: .failure(.connectionGone))
    connection?.updateReading()
  }

  /// Writes streamed content, and resumes its task with true when more may follow, with
  /// false when the peer is gone.
  func write(_ bytes: [UInt8], _ resumption: Resumption<Bool>) {
    guard let connection, case .streaming(let transfer, let left) = answer,
      connection.channel.isOpen
    else { return resumption.resume(returning: false) }
    if let left {
      // More than was announced would be taken for the next answer.
      guard bytes.count <= left else { return resumption.resume(returning: false) }
      answer = .streaming(transfer, left: left - bytes.count)
    }
    if transfer.coding == .chunked {
      connection.channel.write { buffer in
        buffer.append(String(bytes.count, radix: 16))
        buffer.append("\r\n")
      }
      connection.channel.write(bytes)
      connection.channel.write { $0.append("\r\n") }
    } else {
      connection.channel.write(bytes)
    }
    let limit = connection.channel.worker.connectionLimits.writeBacklogBytesMax
    if connection.channel.backlogByteCount > limit || !connection.channel.mayHold {
      writer = resumption
    } else {
      resumption.resume(returning: true)
    }
  }

  private static let lastChunk = Array("0\r\n\r\n".utf8)

  /// Everything written has left: the producer may go on.
  func outputDrained() {
    writer.takeOut()?.resume(returning: true)
  }

  private func endStream(isComplete: Bool) {
    guard let connection, case .streaming(let transfer, let left) = answer else { return }
    guard isComplete, left ?? 0 == 0 else { return connection.channel.cut() }
    if transfer.coding == .chunked { connection.channel.write(Self.lastChunk) }
    answerEnded(isPersistent: transfer.isPersistent)
  }

  // MARK: - The end

  private func end(isPersistent: Bool) {
    let connection = connection
    self.connection = nil
    task = nil
    dropChunks()
    reader.takeOut()?.resume(returning: .failure(.connectionGone))
    connection?.exchangeEnded(
      isPersistent: isPersistent,
      mayFollow: head.isPersistent || isContentOpen
    )
  }

  private func dropChunks() {
    chunks = []
    contentBacklogByteCount = 0
  }

  /// The connection broke: whoever waits is told, and the task is cancelled.
  func connectionClosed() {
    connection = nil
    if isContentOpen { contentState = .failed(.connectionGone) }
    dropChunks()
    reader.takeOut()?.resume(returning: .failure(.connectionGone))
    writer.takeOut()?.resume(returning: false)
    task?.cancel()
    task = nil
  }
}
