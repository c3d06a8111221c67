import HTTPTypes

/// The answer on its way out: at hand, held until the content has come, or streamed by a task.
extension Exchange {
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

  func start(_ response: Response) {
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
}
