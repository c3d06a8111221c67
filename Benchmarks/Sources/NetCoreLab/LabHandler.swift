import HTTPTypes
import NetCore

/// Answers the requests for each resource of the lab.
struct LabHandler: RequestHandler {
  private let files: StaticFiles
  private let topics = TopicRegistry()
  private let chat = Topic(historyByteCountMax: TopicRegistry.historyByteCountMax)
  private let contentBytesMax: Int
  /// For what is collected of all requests.
  private let room: ContentRoom

  /// The JSON document that is the same for all.
  private static let progress = Response(
    status: .ok,
    contentType: "application/json",
    text: """
      {"task_id":"x","progress":42,"total":100,"status":"running",\
      "message":"Processing item 42 of 100"}
      """
  ).prepared()

  private static let roomBytesMin = 128 * 1024 * 1024

  init(files: StaticFiles, contentBytesMax: Int) {
    self.files = files
    self.contentBytesMax = contentBytesMax
    room = ContentRoom(bytesMax: max(contentBytesMax, Self.roomBytesMin))
  }

  func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition {
    let resource = Resource.named(by: head.target)
    // What is counted in instructions goes the short way.
    if case .progress = resource, head.method == .get { return .respond(Self.progress) }
    // Files answer to every method, since there may be none at all.
    if case .file = resource { return files.disposition(of: head) }
    guard resource.methods.contains(head.method) else {
      return .respond(.answer(to: head.method, allowing: resource.methods))
    }
    return switch resource {
    case .progress: .respond(Self.progress)
    case .file: files.disposition(of: head)
    case .echo where head.method == .post: .handle(echo)
    case .echo: .upgradeToWebSocket(.messages { $0.send($1) })
    case .upload: .handle(upload)
    case .publish(let name): .handle { await publish($0, to: name) }
    case .subscription(let name): subscribe(to: name)
    case .publication(let name): .upgradeToWebSocket(.messages(publisher(to: name)))
    case .chat: .upgradeToWebSocket(.subscribe(to: chat) { [chat] in chat.append($1) })
    }
  }

  // MARK: - Content

  private func echo(_ request: IncomingRequest) async -> Response {
    do throws(ContentError) {
      return Response(
        status: .ok,
        fields: [.contentType: "application/octet-stream"],
        content: .bytes(try await content(of: request))
      )
    } catch {
      return Response(refusing: error)
    }
  }

  private func content(of request: IncomingRequest) async throws(ContentError) -> [UInt8] {
    let share = ContentRoom.Share(of: room)
    return try await request.collectContent(upTo: contentBytesMax, ifRoom: share.grow(by:))
  }

  private func upload(_ request: IncomingRequest) async -> Response {
    await FormSummary.response(to: request, contentBytesMax: contentBytesMax)
  }

  private func publish(_ request: IncomingRequest, to name: String) async -> Response {
    do throws(ContentError) {
      let content = try await content(of: request)
      guard String(validating: content, as: UTF8.self) != nil else {
        return Response(status: .badRequest, text: "The content must be UTF-8.")
      }
      topics.publish(.text(content), to: name)
      return Response(status: .ok, contentType: "application/json", text: #"{"ok":true}"#)
    } catch {
      return Response(refusing: error)
    }
  }

  // MARK: - Messages

  private func subscribe(to name: String) -> Disposition {
    guard let topic = topics.topic(named: name) else {
      return .respond(Response(status: .serviceUnavailable, text: "There are too many topics."))
    }
    return .upgradeToWebSocket(.subscribe(to: topic))
  }

  private func publisher(to name: String) -> WebSocketAcceptance.MessageHandler {
    { [topics] connection, message in
      guard case .text = message else {
        return connection.close(code: CloseCode.unsupportedData, reason: "only text is published")
      }
      topics.publish(message, to: name)
    }
  }
}
