import DequeModule
import HTTPTypes

/// One request that is being answered: its content on the way in, its answer on the way out.
///
/// It belongs to its loop. It ends when both directions have come to their end.
final class Exchange {
  let head: RequestHead
  var connection: HTTPConnection?
  var task: Task<Void, Never>?

  private var decoder: ContentDecoder
  var contentState: ContentState
  var contentByteCount = 0
  private var discardedByteCount = 0
  /// What the reader takes; more is refused as soon as it is announced.
  private var contentBytesMax = Int.max
  private var chunks = Deque<[UInt8]>()
  /// Bytes of content that wait for the handler.
  private(set) var contentBacklogByteCount = 0
  var reader: Resumption<Result<[UInt8]?, ContentError>>?
  var owesContinue: Bool
  /// How long we wait for content, and since when we do.
  private var patience: Patience
  private var waitsSince: Instant?

  var answer = Answer.owed
  var writer: Resumption<Bool>?

  enum ContentState {
    case coming
    case complete
    case failed(ContentError)
    /// It is read for the connection's sake only.
    case unwanted
  }

  enum Answer {
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

  var worker: Worker? { connection?.channel.worker }

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

  var discardedBytesMax: Int { worker?.connectionLimits.discardedContentBytesMax ?? 0 }

  /// Gives the peer a bounded time for the next bytes, while somebody waits for them.
  func startContentTime() {
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

  // MARK: - The end

  func end(isPersistent: Bool) {
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

  func dropChunks() {
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
