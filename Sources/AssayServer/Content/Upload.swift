import HTTPTypes
import JSONSchema
import NetCore
import OpenAPI
import TaskHub

/// A document, or its address, and options, in whichever of the three forms they came.
struct Upload: Sendable {
  /// What a form or a JSON text may have around the document.
  static let envelopeBytesMax = 1024 * 1024
  /// Of a field that is no document.
  static let fieldBytesMax = 64 * 1024

  var source: TaskInput.Source
  /// The file's name, or the address.
  var name: String?
  /// Members that are not the document itself: options, still unchecked.
  var fields: JSONObject
  /// The document stood inside a JSON text, so that lines and columns mean nothing to the user.
  var isEmbedded = false
  /// Held as long as the document is here.
  private var share: ContentRoom.Share?

  init(source: TaskInput.Source, name: String?, fields: JSONObject, isEmbedded: Bool = false) {
    self.source = source
    self.name = name
    self.fields = fields
    self.isEmbedded = isEmbedded
  }

  /// Receives the content of a request and takes it apart by its Content-Type.
  static func read(
    _ request: IncomingRequest,
    _ call: Call,
    _ services: Services
  ) async throws(Refusal) -> Upload {
    if let coding = call.head.fields[.contentEncoding], coding.lowercased() != "identity" {
      throw Refusal(
        .unsupportedMediaType,
        "Content-Encoding \(coding.prefix(64)) is not taken; send the content as it is.",
        fields: [.acceptEncoding: "identity"]
      )
    }
    let form = try UploadForm(contentType: call.head.fields[.contentType])
    let limit = services.settings.documentBytesMax
    let share = ContentRoom.Share(of: services.contentRoom)
    let bytes: [UInt8]
    do {
      bytes = try await request.collectContent(
        upTo: form.contentBytesMax(document: limit),
        ifRoom: share.grow(by:)
      )
    } catch {
      throw Refusal(error, limit: limit)
    }
    let query = call.head.target.queryItems
    let upload = await offLoop { () -> Result<Upload, Refusal> in
      do throws(Refusal) {
        var upload = try form.upload(bytes)
        upload.takeOptions(from: query)
        upload.share = share
        if case .bytes(let document) = upload.source, document.count > limit {
          throw Refusal(.tooLarge(limit: limit))
        }
        return .success(upload)
      } catch {
        return .failure(error)
      }
    }
    return try upload.get()
  }

  /// What the pipeline reads.
  var input: DocumentInput { DocumentInput(source, name: name) }

  /// Query items are options too; what the content says wins.
  private mutating func takeOptions(from query: [FormItem]) {
    let given = Set(fields.keys)
    for item in query where item.name != "wait" && !given.contains(item.name) {
      fields.append(item.name, item.value)
    }
  }

  /// Findings as the sender of this document can use them.
  func located(_ problems: [Diagnostic]) -> [Diagnostic] {
    guard isEmbedded else { return problems }
    return problems.map { problem in
      var problem = problem
      problem.position = nil
      return problem
    }
  }

  /// The error as the sender of this document can use it.
  func located(_ error: DocumentError) -> DocumentError {
    DocumentError(summary: error.summary, problems: located(error.problems))
  }
}

extension JSONObject {
  /// Sets a text member; a repeated one, as check boxes send it, becomes a list with commas.
  mutating func append(_ name: String, _ text: String) {
    let before = self[name]?.stringValue.map { "\($0)," } ?? ""
    self[name] = .string(before + text)
  }
}

extension Refusal {
  /// - Parameter limit: what a document may have.
  init(_ error: ContentError, limit: Int) {
    switch error {
    case .tooLarge: self.init(.tooLarge(limit: limit))
    case .refused:
      self.init(
        .serviceUnavailable,
        "Too much is being uploaded at the moment; try again soon.",
        fields: [.retryAfter: "2"]
      )
    case .malformed, .timedOut, .connectionGone: self.init(error.status, error.detail)
    }
  }
}
